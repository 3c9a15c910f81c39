"""The first page: sign-in for visitors, the first thing one may open for everybody else."""

from django.http import HttpResponseBase
from django.shortcuts import redirect

from bihuan.web.kit import rail
from bihuan.web.kit.doors import DeskRequest, door, no_post


@door()
def home(request: DeskRequest) -> HttpResponseBase:
    """Go on to the first entry of the rail; whoever holds no post today learns whom to ask."""
    if request.hat is None:
        return no_post(request)
    links = [link for link in rail.links(request.actor, request.path) if link.url != request.path]
    return redirect(links[0].url if links else "inbox:list")
