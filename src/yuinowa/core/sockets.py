"""Sockets: where a wing plugs something into a page it does not know (docs/architecture/packages.md).

Filled in ``AppConfig.ready``. A socket's function gets the actor and gives plain values; what an actor may
not see, it leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

from yuinowa.core.rights import Actor


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A word in the main menu. ``prefix`` is the path under which it is "where you are"."""

    order: int
    #: Lazy: the register is filled before there is a language.
    label: str | Promise
    url_name: str
    prefix: str
    #: Further paths that are "where you are" under this word.
    also: tuple[str, ...] = ()
    #: Whether this actor sees it; visitors see public wings.
    shown: Callable[[Actor], bool] = lambda _actor: True
    #: The entry that carries the number of the actor's turns.
    counts_turns: bool = False

    @property
    def prefixes(self) -> tuple[str, ...]:
        return (self.prefix, *self.also)


@dataclass(frozen=True, slots=True)
class Panel:
    """A block on another wing's page: a template and what it needs."""

    order: int
    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deed:
    """A button on another wing's object ("record a contact")."""

    order: int
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class WayStep:
    """A page above an object of another wing, on the way there."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Origin:
    """What was done, where a wing keeps it: the way from an entry of the ledger back to its page."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Assignable:
    """An object for which alone somebody from outside can be invited."""

    #: ``plans.plan:12``
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class ApiScope:
    """What a program's key may open: a part of REST. Whoever adds addresses there declares their scope."""

    #: ``plans:read``
    code: str
    label: str | Promise
    #: The path below which it holds, such as ``/api/v1/plans``.
    prefix: str


MenuSource = MenuEntry
CardSource = Callable[[Actor], Panel | None]
PanelSource = Callable[[Any, Actor], Panel | None]
DeedSource = Callable[[Any, Actor], Deed | None]
WaySource = Callable[[Any, Actor], list[WayStep]]
OriginSource = Callable[[str, Actor], Origin | None]
#: The objects of an institution (by id) that ``actor`` may hand to an outside reviewer.
AssignableSource = Callable[[int, Actor], Sequence[Assignable]]

_MENU: list[MenuEntry] = []
_API_SCOPES: list[ApiScope] = []
#: Address → whether its page is for residents only as long as nobody is signed in.
_RESIDENT_PAGES: dict[str, bool] = {}
_CARDS: dict[str, CardSource] = {}
_PANELS: dict[str, list[PanelSource]] = {}
_WAYS: dict[str, WaySource] = {}
_DEEDS: dict[str, list[DeedSource]] = {}
_ORIGINS: dict[str, OriginSource] = {}
_ASSIGNABLE: list[AssignableSource] = []


def add_menu(entry: MenuEntry) -> None:
    _MENU.append(entry)


def menu(actor: Actor) -> list[MenuEntry]:
    """The main menu as ``actor`` sees it, in its order."""
    return sorted((e for e in _MENU if e.shown(actor)), key=lambda e: e.order)


def add_api_scope(scope: ApiScope) -> None:
    _API_SCOPES.append(scope)


def api_scopes() -> tuple[ApiScope, ...]:
    """All declared scopes, by code."""
    return tuple(sorted(_API_SCOPES, key=lambda scope: scope.code))


def api_scope_of(path: str) -> ApiScope | None:
    """The scope that opens ``path``; None, where nothing is opened (the description of REST itself)."""
    return next((s for s in _API_SCOPES if f"{path}/".startswith(f"{s.prefix}/")), None)


def add_resident_pages(*url_names: str, visitors_only: bool = False) -> None:
    """Name pages that residents read: these have plain Japanese. ``visitors_only``: who signs in sees another page."""
    _RESIDENT_PAGES.update(dict.fromkeys(url_names, visitors_only))


def resident_pages() -> tuple[str, ...]:
    return tuple(sorted(_RESIDENT_PAGES))


def is_for_residents(url_name: str, actor: Actor) -> bool:
    visitors_only = _RESIDENT_PAGES.get(url_name)
    return visitors_only is not None and not (visitors_only and actor.is_signed_in)


def add_home_card(name: str, source: CardSource) -> None:
    """Offer a card for the first page; which reader gets which is one table in portal."""
    _CARDS[name] = source


def home_card(name: str, actor: Actor) -> Panel | None:
    """The card of that name, if it has anything for ``actor``."""
    return _CARDS[name](actor)


def home_card_names() -> frozenset[str]:
    return frozenset(_CARDS)


def add_panel(model: str, source: PanelSource) -> None:
    """Plug a panel into the page of ``model`` (``directory.Institution``)."""
    _PANELS.setdefault(model.lower(), []).append(source)


def panels(obj: Model, actor: Actor) -> list[Panel]:
    sources: Sequence[PanelSource] = _PANELS.get(obj._meta.label_lower, ())
    return _ordered(source(obj, actor) for source in sources)


def add_way(model: str, source: WaySource) -> None:
    """Plug what stands above the pages of ``model`` on the way there: the wing whose object it belongs to."""
    if model.lower() in _WAYS:
        raise RuntimeError(f"the way to {model} is told twice")
    _WAYS[model.lower()] = source


def way_to(obj: Model, actor: Actor) -> list[WayStep]:
    """The steps above ``obj``, the first one first; none where nobody plugged any."""
    source = _WAYS.get(obj._meta.label_lower)
    return source(obj, actor) if source else []


def add_deed(model: str, source: DeedSource) -> None:
    """Plug a button into the page of ``model``."""
    _DEEDS.setdefault(model.lower(), []).append(source)


def deeds(obj: Model, actor: Actor) -> list[Deed]:
    sources: Sequence[DeedSource] = _DEEDS.get(obj._meta.label_lower, ())
    found = [deed for source in sources if (deed := source(obj, actor)) is not None]
    return sorted(found, key=lambda deed: deed.order)


@dataclass(frozen=True, slots=True)
class DataColumn:
    """One column of a dataset, as the data dictionary explains it."""

    name: str
    type: str
    meaning: str
    example: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """Open data of a wing: where its files are, what their columns mean, whose it is."""

    order: int
    #: The anchor on the page, and the name people link to.
    key: str
    title: str | Promise
    about: str | Promise
    #: Form and name of the address; the addresses do not change.
    files: tuple[tuple[str, str], ...]
    licence: str | Promise
    credit: str | Promise
    #: Asked when the page is made, in the reader's language.
    columns: Callable[[], Sequence[DataColumn]]
    #: How many rows a visitor's file has just now.
    rows: Callable[[], int]
    #: When what a visitor's file says last changed; None while that cannot be told (the index lags).
    changed: Callable[[], datetime | None]
    #: The terms, for machines: the target of ``Link: …; rel="license"``; empty where they are not ours to give.
    licence_url: str = "https://creativecommons.org/licenses/by/4.0/"


_DATASETS: list[Dataset] = []


def add_dataset(dataset: Dataset) -> None:
    _DATASETS.append(dataset)


def dataset(key: str) -> Dataset:
    """The one called ``key``.

    Raises:
        KeyError: no wing has one of this name.
    """
    return {found.key: found for found in _DATASETS}[key]


def datasets() -> list[Dataset]:
    """Everything that is open, in its order."""
    return sorted(_DATASETS, key=lambda dataset: dataset.order)


def add_origin(prefix: str, source: OriginSource) -> None:
    """Say where the sources ``prefix/…`` of ledger entries have their pages."""
    _ORIGINS[prefix] = source


def origin_of(source: str, actor: Actor) -> Origin | None:
    """The page ``source`` comes from; None where no wing has one, or ``actor`` may not see it."""
    prefix, _, rest = source.partition("/")
    find = _ORIGINS.get(prefix)
    return find(rest, actor) if find else None


def add_assignable(source: AssignableSource) -> None:
    """Let the objects that ``source`` names be what an outside reviewer is invited for."""
    _ASSIGNABLE.append(source)


def assignable(institution: int, actor: Actor) -> list[Assignable]:
    """What an outside reviewer of ``institution`` can be invited for."""
    return [found for source in _ASSIGNABLE for found in source(institution, actor)]


def _ordered(found: Any) -> list[Panel]:
    return sorted((panel for panel in found if panel is not None), key=lambda panel: panel.order)
