"""The five parts of the definition, as a partnership's own records show them: the gate, and the list people read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yuinowa.core.rights import Actor
from yuinowa.partnerships.domain.definition import Element, lacking_of
from yuinowa.partnerships.domain.gates import Lacking, Missing
from yuinowa.partnerships.domain.phases import PLANNING, Phase
from yuinowa.partnerships.domain.statements import CONSENT, Shared
from yuinowa.partnerships.labels import definition as words
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.queries import statements
from yuinowa.partnerships.queries.partnerships import members, own_party
from yuinowa.partnerships.queries.parts import Requirement
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.queries.recorded import agreed, recorded
from yuinowa.partnerships.queries.statement_gates import said_of
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


def gate_of_definition(reading: Reading) -> Iterable[Requirement]:
    """All five parts are there."""
    return [Requirement(words.ALL_THERE, tuple(gap for _element, gap in _missing(reading)))]


def _missing(reading: Reading) -> list[tuple[Element, Missing]]:
    return [
        (element, gap)
        for element, lacking in lacking_of(members(reading.parties), recorded(reading)).items()
        for lack in lacking
        for gap in _in_words(reading.partnership, element, lack)
    ]


def _in_words(partnership: Partnership, element: Element, lack: Lacking) -> tuple[Missing, ...]:
    about = _ABOUT[element] if lack.code == CONSENT else None
    return said_of(partnership, [lack], about)


# ---------------------------------------------------------------- the list people read


def shown_to(reading: Reading, actor: Actor) -> Definition | None:
    """The five parts, each with what the sides said and where, or with what is missing and who writes it.

    None for whoever is no side that has joined, and when it is not planned yet or no more.
    """
    partnership = reading.partnership
    own = own_party(partnership, actor)
    if own is None or not own.has_joined:
        return None
    if partnership.phase not in PLANNING or partnership.phase in _TOO_EARLY:
        return None
    return Definition(tuple(_rows(reading, actor)))


def _rows(reading: Reading, actor: Actor) -> list[Row]:
    names = {party.pk: party.institution.name for party in reading.parties}
    own = {party.pk for party in reading.parties if party.institution_id == actor.institution}
    said = _said(reading, names, actor)
    missing: dict[Element, list[Gap]] = {element: [] for element in Element}
    for element, gap in _missing(reading):
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


def _said(reading: Reading, names: dict[int, str], actor: Actor) -> dict[Element, list[Line]]:
    here = reading.partnership.get_absolute_url()
    told = f"{here}#sides-h"

    def of(party: int, text: str) -> Line:
        return Line(names.get(party, ""), text, words.IN_THE_WORDS, told)

    said = reading.once(statements.words_of, actor)
    goals = reading.once(statements.goals_of, actor)
    in_roles = agreed(reading, Shared.ROLES)
    return {
        Element.OWN_WILL: [of(row.party_id, row.need) for row in said.needs],
        Element.RESPECT: [of(row.party_id, statements.line_of(row)) for row in said.abilities],
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
            *(of(row.party_id, _("Gains: %(what)s") % {"what": row.text}) for row in said.benefits),
            *(
                of(row.party_id, _("Gives: %(what)s") % {"what": statements.line_of(row)})
                for row in said.contributions
            ),
        ],
        Element.EQUALITY: [
            Line(
                names[party],
                _("agreed to the table of roles on %(day)s") % {"day": written.short_day(at)},
                words.IN_THE_ROLES,
                f"{here}#roles",
            )
            for party, at in in_roles.items()
            if party in names
        ],
    }
