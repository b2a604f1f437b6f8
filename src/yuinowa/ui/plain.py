"""Plain Japanese (やさしい日本語): its catalogues, and which pages speak it (docs/adr/0016)."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import to_locale, trans_real

from yuinowa.core import sockets
from yuinowa.core.languages import JAPANESE, PLAIN
from yuinowa.core.rights import Actor
from yuinowa.ui import readings

_OWN_HEADER: Final = f"Language: {to_locale(PLAIN)}\n"


def is_spoken() -> bool:
    return translation.get_language() == PLAIN


def prepare() -> None:
    """Mark the readings, and let whatever has no plain form be said in Japanese.

    gettext by itself finds the Japanese catalogue beside each plain one and mixes the two: a wing's Japanese
    would then hide another wing's plain words, and the region's word for collaboration would be lost.
    """
    plain: Any = trans_real.translation(PLAIN)
    found: Any = plain._catalog  # noqa: SLF001  # gettext has no door
    own = [
        (catalogue, plural)
        for catalogue, plural in zip(found._catalogs, found._plurals, strict=True)  # noqa: SLF001  # as above
        if _OWN_HEADER in catalogue.get("", "")
    ]
    for catalogue, _plural in own:
        for key, text in catalogue.items():
            catalogue[key] = readings.marked(text)
    found._catalogs = [catalogue for catalogue, _ in own]  # noqa: SLF001  # as above
    found._plurals = [plural for _, plural in own]  # noqa: SLF001  # as above
    plain._fallback = trans_real.translation(JAPANESE)  # noqa: SLF001  # as above


def speaks(request: HttpRequest) -> bool:
    """Whether what is asked for is a page that residents read, and not its table as a file."""
    if "format" in request.GET:
        return False
    name = request.resolver_match.view_name if request.resolver_match else ""
    actor: Actor = getattr(request, "actor", Actor.nobody())
    return sockets.is_for_residents(name, actor)


def fall_back(request: HttpRequest) -> None:
    """Answer this request in Japanese; the choice of plain Japanese stays."""
    translation.activate(JAPANESE)
    request.LANGUAGE_CODE = JAPANESE  # as LocaleMiddleware sets it
    request.chosen_language = PLAIN  # type: ignore[attr-defined]  # read by chosen_language()


def chosen_language(request: HttpRequest) -> str:
    """What the reader chose, which is more than the page may be able to speak."""
    chosen: str = getattr(request, "chosen_language", translation.get_language() or JAPANESE)
    return chosen
