"""Addresses the ledger's services name, for tests that need no page behind them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nothing(_request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(str(pk))


LEDGER = ([path("choices/<int:pk>/decide/", nothing, name="choice-decide")], "ledger")
urlpatterns = [path("ledger/", include(LEDGER))]
