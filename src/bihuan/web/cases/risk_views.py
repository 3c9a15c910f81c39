"""The page of how likely closed cases are to come back."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from bihuan.web.cases import risk
from bihuan.web.kit.doors import DeskRequest, door


@door(*risk.SEEN_BY)
def page(request: DeskRequest) -> HttpResponseBase:
    """Show the closed cases that are most likely to come back, and how good that is known to be."""
    return render(request, "web/cases/risk.html", risk.context(request.actor, timezone.now()))
