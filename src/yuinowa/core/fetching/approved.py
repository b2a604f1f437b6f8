"""The client for the origins that the operator approved in the settings (R17); nobody is asked before."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from yuinowa.core.fetching.client import Client
from yuinowa.core.fetching.places import Origin, origin_of


def approved_client() -> Client:
    """A client that goes to the approved origins, and into the approved networks that are not public.

    The settings are read anew each time; what is wrong in them stopped the start (``config.settings``).
    """
    return Client.of(settings.FETCH_ORIGINS, settings.FETCH_NETWORKS)


def approved_hosts() -> Iterable[str]:
    """``host:port`` of every approved origin, for the operator's list."""
    return [_host(origin_of(address)) for address in settings.FETCH_ORIGINS]


def _host(origin: Origin) -> str:
    return str(origin).partition("://")[2]
