"""Partnerships as others read them: narrowed by words, form and institution, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from yuinowa.core.rights import Actor
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.partnerships.domain.forms_and_zones import Form
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.domain.public import Standing, standing_of
from yuinowa.partnerships.labels.public import FORM_MEANINGS, FORMS, STANDINGS
from yuinowa.partnerships.models import Partnership, Party
from yuinowa.partnerships.queries.partnerships import joined, partnerships_visible_to

#: So many sides are named in a line.
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of partnerships is narrowed to; nothing set is everything."""

    text: str = ""
    form: Form | None = None
    #: A side that has joined, by its id.
    institution: int | None = None

    def __bool__(self) -> bool:
        return bool(self.text or self.form or self.institution)


def wanted_of(found: QuerySet[Partnership], wanted: Wanted) -> QuerySet[Partnership]:
    """Those of ``found`` that are wanted. Sides that were only asked are found by nobody's words."""
    if wanted.form is not None:
        found = found.filter(form=wanted.form.value)
    # Asked of the sides once, not anew for each of 10,000 partnerships.
    if wanted.institution is not None:
        found = found.filter(pk__in=_of_sides(institution=wanted.institution))
    for word in wanted.text.split():
        named = institutions_visible_to(Actor.system()).filter(name__icontains=word)
        told = Q(title__icontains=word) | Q(purpose__icontains=word)
        found = found.filter(
            told
            | Q(public_summary__icontains=word)
            | Q(pk__in=_of_sides(institution__in=named.order_by().values("pk")))
        )
    return found


def _of_sides(**which: object) -> QuerySet[Party, Any]:
    """The partnerships (their ids) that ``which`` sides have joined."""
    found = Party.objects.filter(state=PartyState.JOINED.value, **which)
    return found.order_by().values("partnership")


def forms_among(found: QuerySet[Partnership]) -> list[tuple[Form, int]]:
    """The forms of ``found``, and how many there are of each; one question."""
    rows = found.order_by().values_list("form").annotate(n=Count("pk"))
    counts = {Form(form): n for form, n in rows}
    return [(form, counts[form]) for form in Form if form in counts]


@dataclass(frozen=True, slots=True)
class Shown:
    """One partnership as everybody reads it who may see it at all."""

    partnership: Partnership
    #: The sides that have joined; each can itself be seen by whoever sees the partnership.
    sides: tuple[Party, ...]
    form: str
    meaning: str
    standing: Standing

    @property
    def standing_words(self) -> str:
        return str(STANDINGS[self.standing])

    @property
    def names(self) -> list[str]:
        """The first sides by name; of ``more`` only the number is told in a line."""
        return [side.institution.name for side in self.sides[:MOST_NAMED]]

    @property
    def more(self) -> int:
        return max(0, len(self.sides) - MOST_NAMED)


def shown(partnership: Partnership) -> Shown:
    """``partnership`` as others read it; asks nothing where its sides are at hand."""
    return Shown(
        partnership,
        tuple(joined(partnership)),
        str(FORMS[Form(partnership.form)]),
        str(FORM_MEANINGS[Form(partnership.form)]),
        standing_of(partnership.phase),
    )


def shown_rows(partnerships: Iterable[Partnership]) -> list[Shown]:
    return [shown(partnership) for partnership in partnerships]


def of_institution(actor: Actor, institution: int) -> QuerySet[Partnership]:
    """The partnerships that ``institution`` has joined, as far as the actor may see them."""
    return wanted_of(partnerships_visible_to(actor), Wanted(institution=institution))


def list_of_institution(institution: int) -> str:
    return f"{reverse('partnerships:partnership-list')}?institution={institution}"
