"""Addresses of the API; whatever else stands under /api/ is told so in the API's own words."""

from typing import NoReturn

from django.http import Http404, HttpRequest
from django.urls import URLPattern, URLResolver, path, re_path

from bihuan.api.routes import cases, files, intake, others, steps
from bihuan.api.site import api

api.add_router("/cases", cases.router)
api.add_router("/cases", steps.router)
api.add_router("/files", files.router)
api.add_router("/intake", intake.router)
api.add_router("", others.router)


def nothing(request: HttpRequest) -> NoReturn:  # noqa: ARG001  # Django calls it so
    """Say that there is nothing here, without a redirect to the same address with a slash."""
    raise Http404


urlpatterns: list[URLPattern | URLResolver] = [path("v1/", api.urls), re_path("", nothing, name="nothing")]
