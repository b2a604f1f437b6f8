"""The five parts of the definition, as a partnership's own records show them: the gate, and the list people read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yuinowa.core.rights import Actor
from yuinowa.partnerships.domain.definition import Element, Recorded, lacking_of
from yuinowa.partnerships.domain.gates import Lacking, Missing
from yuinowa.partnerships.domain.phases import PLANNING, Phase
from yuinowa.partnerships.domain.statements import CONSENT, Shared
from yuinowa.partnerships.labels import definition as words
from yuinowa.partnerships.models import (
    Benefit,
    CanDo,
    Contribution,
    Goal,
    Need,
    Partnership,
    Party,
    Task,
)
from yuinowa.partnerships.queries import statements
from yuinowa.partnerships.queries.partnerships import members, own_party, there
from yuinowa.partnerships.queries.parts import Requirement
from yuinowa.ui import words as written

#: Lines of evidence, and of what is missing, that are shown of each part; the rest is counted.
MOST_LINES = 12
#: In which there is nothing to show yet.
_TOO_EARLY = (Phase.IDEA, Phase.EXPLORING)
#: To what a consent belongs, by the part it shows.
_ABOUT = {Element.AIM: Shared.GOALS, Element.EQUALITY: Shared.ROLES}


@dataclass(frozen=True, slots=True)
class Line:
    """Who said what, and where it stands."""

    who: str
    words: str
    where: str | Promise
    url: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing, whose it is (empty: anybody's), and where it is written; without a link it is another side's."""

    who: str
    what: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One part of the definition with its evidence, or what is missing of it."""

    name: str | Promise
    means: str | Promise
    lines: tuple[Line, ...]
    missing: tuple[Gap, ...]
    #: How many lines, and how many gaps, there are in all.
    said: int
    lacking: int


@dataclass(frozen=True, slots=True)
class Definition:
    """The five parts as the page shows them."""

    rows: tuple[Row, ...]

    @property
    def is_whole(self) -> bool:
        return not any(row.lacking for row in self.rows)


def gate_of_definition(partnership: Partnership, parties: Sequence[Party]) -> Iterable[Requirement]:
    """All five parts are there."""
    return [Requirement(words.ALL_THERE, tuple(gap for _e, gap in _missing(partnership, parties)))]


def _missing(partnership: Partnership, parties: Sequence[Party]) -> list[tuple[Element, Missing]]:
    return [
        (element, gap)
        for element, lacking in lacking_of(members(parties), _recorded(partnership)).items()
        for lack in lacking
        for gap in _in_words(partnership, element, lack)
    ]


def _in_words(partnership: Partnership, element: Element, lack: Lacking) -> tuple[Missing, ...]:
    about = _ABOUT[element] if lack.code == CONSENT else None
    return statements.said_of(partnership, [lack], about)


def _recorded(partnership: Partnership) -> Recorded:
    """What the sides have said, as the platform sees it: eight questions for any number of sides."""

    def told(model: type[Need | CanDo | Benefit | Contribution]) -> set[int]:
        found = model.objects.filter(party__partnership=partnership)
        return set(found.values_list("party", flat=True))

    tasks = Task.objects.filter(partnership=partnership)
    return Recorded(
        needs=told(Need),
        abilities=told(CanDo),
        benefits=told(Benefit),
        contributions=told(Contribution),
        goals=Goal.objects.filter(partnership=partnership).count(),
        agreed_to_goals=statements.agreed_sides(partnership, Shared.GOALS),
        accountable=tuple(tasks.values_list("accountable", flat=True)),
        agreed_to_roles=statements.agreed_sides(partnership, Shared.ROLES),
    )


# ---------------------------------------------------------------- the list people read


def shown_to(partnership: Partnership, actor: Actor) -> Definition | None:
    """The five parts, each with what the sides said and where, or with what is missing and who writes it.

    None for whoever is no side that has joined, and when it is not planned yet or no more.
    """
    own = own_party(partnership, actor)
    if own is None or not own.has_joined:
        return None
    if partnership.phase not in PLANNING or partnership.phase in _TOO_EARLY:
        return None
    return Definition(tuple(_rows(partnership, there(partnership), actor)))


def _rows(partnership: Partnership, parties: Sequence[Party], actor: Actor) -> list[Row]:
    names = {party.pk: party.institution.name for party in parties}
    own = {party.pk for party in parties if party.institution_id == actor.institution}
    said = _said(partnership, names, actor)
    missing: dict[Element, list[Gap]] = {element: [] for element in Element}
    for element, gap in _missing(partnership, parties):
        is_ours = gap.party is None or gap.party in own
        missing[element].append(
            Gap(names.get(gap.party or 0, ""), gap.what, gap.link if is_ours else "")
        )
    return [
        Row(
            words.ELEMENTS[element],
            words.MEANINGS[element],
            tuple(said[element][:MOST_LINES]),
            # What our side writes comes first.
            tuple(sorted(missing[element], key=lambda gap: not gap.url)[:MOST_LINES]),
            len(said[element]),
            len(missing[element]),
        )
        for element in Element
    ]


def _said(
    partnership: Partnership, names: dict[int, str], actor: Actor
) -> dict[Element, list[Line]]:
    here = partnership.get_absolute_url()
    told = f"{here}#sides-h"

    def of(party: int, text: str) -> Line:
        return Line(names.get(party, ""), text, words.IN_THE_WORDS, told)

    needs = statements.needs_visible_to(actor).filter(party__partnership=partnership)
    able = statements.abilities_visible_to(actor).filter(party__partnership=partnership)
    gains = statements.benefits_visible_to(actor).filter(party__partnership=partnership)
    gives = statements.contributions_visible_to(actor).filter(party__partnership=partnership)
    goals = statements.goals_visible_to(actor).filter(partnership=partnership)
    agreed = statements.consents_of(partnership, Shared.ROLES)
    return {
        Element.OWN_WILL: [of(row.party_id, row.need) for row in needs],
        Element.RESPECT: [of(row.party_id, statements.line_of(row)) for row in able],
        Element.AIM: [
            Line(
                row.owner.institution.name,
                _("%(what)s (%(amount)s%(unit)s)")
                % {"what": row.what, "amount": written.number(row.amount), "unit": row.unit},
                words.IN_THE_GOALS,
                f"{here}#goals",
            )
            for row in goals
        ],
        Element.RESOURCES: [
            *(of(row.party_id, _("Gains: %(what)s") % {"what": row.text}) for row in gains),
            *(
                of(row.party_id, _("Gives: %(what)s") % {"what": statements.line_of(row)})
                for row in gives
            ),
        ],
        Element.EQUALITY: [
            Line(
                names[party],
                _("agreed to the table of roles on %(day)s") % {"day": written.short_day(at)},
                words.IN_THE_ROLES,
                f"{here}#roles",
            )
            for party, at in agreed.items()
            if party in names
        ],
    }
