"""What every page reads as ``page``: the region, the menu, for whom one acts, how many turns wait.

Nothing is asked before a template reads it, and nothing at all for a visitor (R28).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, get_language_info, gettext

from yuinowa.core import sockets, waits
from yuinowa.core.languages import PLAIN
from yuinowa.core.rights import Actor
from yuinowa.ui import plain

# By name: the frame knows that there is a way in and a desk to act from, not which wing keeps them.
ACTING_URL_NAME = "accounts:acting"


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A word of the main menu, ready for the page."""

    label: str
    url: str
    #: ``page`` (this very page), ``true`` (a page below it) or empty; the value of ``aria-current``.
    current: str
    #: The actor's open turns, where the entry carries them; 0 is not shown.
    count: int = 0


class Page:
    """The frame's view of one request."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        # Errors met before the actor is known have pages too.
        self.actor: Actor = getattr(request, "actor", Actor.nobody())
        self.base_url: str = settings.BASE_URL
        self.is_demo: bool = settings.DEMO

    @property
    def region(self) -> str:
        english = (get_language() or "").startswith("en")
        return str(settings.REGION_NAME_EN if english else settings.REGION_NAME)

    @property
    def collaboration(self) -> str:
        """What the region calls working together (協働); codes and English stay."""
        return gettext("collaboration")

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Codes with the languages' own names."""
        return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]

    @property
    def language(self) -> str:
        """The code the reader chose."""
        return plain.chosen_language(self.request)

    @property
    def is_not_plain(self) -> bool:
        """Whether the reader chose plain Japanese, and this page has none."""
        return self.language == PLAIN and not plain.is_spoken()

    @property
    def is_signed_in(self) -> bool:
        return self.actor.is_signed_in

    @property
    def acting_for(self) -> str:
        """The institution and the unit acted for, in words."""
        return " ".join(filter(None, (self.actor.label, self.actor.unit)))

    @property
    def acting_url(self) -> str:
        return address_named(ACTING_URL_NAME)

    @property
    def sign_in_url(self) -> str:
        return address_named(settings.LOGIN_URL)

    @cached_property
    def turns(self) -> int:
        """How many open waits are the actor's."""
        return waits.count_for(self.actor) if self.actor.is_signed_in else 0

    @cached_property
    def menu(self) -> list[MenuLink]:
        entries = sockets.menu(self.actor)
        here = _here(self.request.path, [p for entry in entries for p in entry.prefixes])
        return [
            MenuLink(
                label=str(entry.label),
                url=(url := reverse(entry.url_name)),
                current=_current(self.request.path, url, is_here=here in entry.prefixes),
                count=self.turns if entry.counts_turns else 0,
            )
            for entry in entries
        ]


def page(request: HttpRequest) -> dict[str, Page]:
    return {"page": Page(request)}


def address_named(url_name: str) -> str:
    """The path of that name; empty where no wing of this site has it."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _here(path: str, prefixes: list[str]) -> str | None:
    """The longest prefix that ``path`` lies under; the first page's ``/`` holds only itself."""
    fitting = [p for p in prefixes if path == p or (p != "/" and path.startswith(p))]
    return max(fitting, key=len, default=None)


def _current(path: str, url: str, *, is_here: bool) -> str:
    if not is_here:
        return ""
    return "page" if path == url else "true"
