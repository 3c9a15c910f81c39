"""Which door answers which address."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("bihuan.web.urls")),
    path("field/", include("bihuan.field.urls")),
    path("api/", include("bihuan.api.urls")),
    path("account/", include("bihuan.web.kit.account_urls")),
    path("language/", set_language, name="set_language"),
]

handler403 = "bihuan.web.errors.forbidden"
handler404 = "bihuan.web.errors.not_found"
handler500 = "bihuan.web.errors.broken"
