"""Which institutions a word names: by name, other name, ISIL or number, however it is spelled."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from yuinowa.core.rights import Actor
from yuinowa.directory.domain.institutions import IdentifierScheme
from yuinowa.directory.models import InstitutionIdentifier, InstitutionName
from yuinowa.directory.queries.institutions import institutions_visible_to
from yuinowa.kernel.textkeys import search_key

_NUMBER = re.compile(r"ID ?([0-9]{1,18})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """An institution with what tells it from others of the same name."""

    pk: int
    name: str
    place: str
    isil: str = ""

    @property
    def handle(self) -> str:
        """A word that names this one alone."""
        return self.isil or f"ID {self.pk}"


def who_is_called(words: Collection[str], actor: Actor) -> dict[str, list[Named]]:
    """By word, the institutions ``actor`` may know of that it names; several where a name is not the only one."""
    wanted = {word: key for word in words if (key := search_key(word))}
    if not wanted:
        return {word: [] for word in words}
    visible = institutions_visible_to(actor).order_by("pk")
    rows = {row.pk: row for row in visible.only("pk", "name", "prefecture", "municipality_name")}
    keys = set(wanted.values())
    called: dict[str, set[int]] = {}
    for row in rows.values():
        called.setdefault(search_key(row.name), set()).add(row.pk)
    for pk, name in InstitutionName.objects.values_list("institution", "name"):
        key = search_key(name)
        if pk in rows and key in keys:
            called.setdefault(key, set()).add(pk)
    isils = _isils(rows)
    by_isil = {search_key(isil): pk for pk, isil in isils.items()}
    found: dict[str, list[Named]] = {word: [] for word in words}
    for word, key in wanted.items():
        number = _NUMBER.fullmatch(word.strip())
        numbered = {int(number[1])} & rows.keys() if number else set()
        by_number = {by_isil[key]} if key in by_isil else numbered
        found[word] = [
            Named(pk, rows[pk].name, rows[pk].place, isils.get(pk, ""))
            for pk in sorted(by_number or called.get(key, set()))
        ]
    return found


def _isils(rows: Collection[int]) -> dict[int, str]:
    found = InstitutionIdentifier.objects.filter(
        scheme=IdentifierScheme.ISIL.value, valid=True, former=False
    ).order_by("-pk")
    return {pk: value for pk, value in found.values_list("institution", "value") if pk in rows}


def every_name(actor: Actor) -> list[tuple[str, Named]]:
    """Every name of every institution ``actor`` may know of, former and short ones among them."""
    visible = institutions_visible_to(actor).order_by("pk")
    rows = {row.pk: row for row in visible.only("pk", "name", "prefecture", "municipality_name")}
    isils = _isils(rows)
    named = {pk: Named(pk, row.name, row.place, isils.get(pk, "")) for pk, row in rows.items()}
    others = InstitutionName.objects.order_by("pk").values_list("institution", "name")
    return [
        *((one.name, one) for one in named.values()),
        *((name, named[pk]) for pk, name in others if pk in named),
    ]
