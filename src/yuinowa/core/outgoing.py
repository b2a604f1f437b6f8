"""Every host this installation opens a connection to: named here, or not used (a test reads the code).

A wing that begins to talk to another host registers it in ``AppConfig.ready``; the operator's page shows the
list, so that a firewall can be set by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Destination:
    """One reason to go out, and where to; no host means that it is not used as things are set."""

    name: str
    purpose: str | Promise
    hosts: tuple[str, ...]


_SOURCES: dict[str, tuple[str | Promise, Callable[[], Iterable[str]]]] = {}


def register(name: str, purpose: str | Promise, hosts: Callable[[], Iterable[str]]) -> None:
    """Name a destination. ``hosts`` gives ``host:port``, read anew each time."""
    if name in _SOURCES:
        raise RuntimeError(f"the destination {name} is registered twice")
    _SOURCES[name] = (purpose, hosts)


def destinations() -> list[Destination]:
    return [
        Destination(name, purpose, tuple(hosts()))
        for name, (purpose, hosts) in sorted(_SOURCES.items())
    ]


def _database() -> Iterable[str]:
    database = settings.DATABASES["default"]
    if "postgresql" not in str(database["ENGINE"]):
        return ()
    host = str(database.get("HOST") or "localhost")
    return (host if host.startswith("/") else f"{host}:{database.get('PORT') or 5432}",)


def _mail() -> Iterable[str]:
    return () if settings.MAIL_IN_FOLDER else (f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",)


def register_own() -> None:
    """Core's own two."""
    register("database", _("The database"), _database)
    register("mail", _("The mail server"), _mail)
