"""What the workspace says: whose turn it is, where the partnership stands, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yuinowa.core import waits
from yuinowa.core.clock import TOKYO
from yuinowa.core.models import Wait
from yuinowa.core.rights import Actor, Role, can
from yuinowa.kernel.workflow import Verb
from yuinowa.partnerships.domain.gates import Missing, of_each
from yuinowa.partnerships.domain.phases import BEGUN, ORDER, Phase, follows
from yuinowa.partnerships.labels import partnerships as words
from yuinowa.partnerships.models import Partnership, Party
from yuinowa.partnerships.permissions import DECIDERS, LEADERS, WRITERS
from yuinowa.partnerships.queries.partnerships import joined, own_party
from yuinowa.partnerships.queries.parts import Requirement, holding, requirements
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.ui.parts import Check, Lack, Progress, Side, Step

#: So many of the others are named in the bar; the rest is counted.
MOST_NAMED = 2
#: Up to so many sides that lack the same have a line each in the list of what is missing.
MOST_TOLD_APART = 5
#: Lines of the list of turns and of what is missing; a consortium has more sides than anybody reads at once.
MOST_LINES = 12


#: By the word on the button: who can take the turn. What is not named here is written by whoever writes for a side.
_ABLE = {
    "answer": LEADERS,
    "decide": LEADERS,
    "approve": DECIDERS,
    "sign": DECIDERS,
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One side is waited for."""

    party: Party
    since: date
    what: str
    then_what: str
    url: str
    ours: bool
    #: What is waited for (``kernel.workflow.Verb``).
    verb: str
    #: Hangs from the partnership and not from a side, such as being in touch; it holds nothing up, and its words are whole.
    is_apart: bool = False

    @property
    def name(self) -> str:
        return self.party.institution.name

    @property
    def side(self) -> Side:
        return Side.OURS if self.ours else Side.THEIRS


@dataclass(frozen=True, slots=True)
class Bar:
    """What the bar under the head says."""

    side: Side
    next: str
    who: str = ""
    since: date | None = None
    url: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a partnership goes, for whoever follows it."""

    parties: Sequence[Party]
    requirements: list[Requirement]
    turns: list[Turn]
    bar: Bar

    @property
    def gaps(self) -> list[Missing]:
        """What is missing before all can go on."""
        return holding(gap for found in self.requirements for gap in found.missing)


def standing_of(reading: Reading, actor: Actor) -> Standing:
    """How the partnership goes, as ``actor`` reads it. The number of questions is the same for any number of sides."""
    partnership, parties = reading.partnership, reading.parties
    asked = [] if partnership.is_over else requirements(reading)
    gaps = [gap for found in asked for gap in found.missing]
    turns = _turns(partnership, parties, gaps, actor)
    return Standing(parties, asked, turns, _bar(partnership, turns, gaps))


def _turns(
    partnership: Partnership, parties: Sequence[Party], gaps: Sequence[Missing], actor: Actor
) -> list[Turn]:
    by_party = {party.pk: party for party in parties}
    asked = of_each(by_party, (gap for gap in gaps if gap.waits))
    of_institution = {party.institution_id: party for party in parties if party.has_joined}
    found = []
    for wait in waits.open_waits_of(parties) | waits.open_waits(partnership):
        if wait.subject_kind == partnership._meta.label_lower:
            side = of_institution.get(wait.institution)
            found += [_apart(side, wait, actor)] if side else []
        elif side := by_party.get(wait.subject_id):
            found.append(_turn(partnership, side, wait, asked[side.pk], actor))
    return sorted(found, key=lambda turn: (not turn.ours, turn.is_apart, turn.since, turn.party.pk))


def _apart(party: Party, wait: Wait, actor: Actor) -> Turn:
    """One side is asked about the partnership itself: whether it still lives, or to be in touch."""
    is_ours = party.institution_id == actor.institution and actor.has(*WRITERS)
    since = wait.since.astimezone(TOKYO).date()
    what = _(wait.then_what)
    return Turn(party, since, what, what, wait.url, is_ours, wait.verb, is_apart=True)


def _turn(
    partnership: Partnership,
    party: Party,
    wait: Wait,
    gaps: Sequence[Missing],
    actor: Actor,
) -> Turn:
    own = [gap.what for gap in gaps]
    if not party.has_joined and wait.verb == Verb.ANSWER:
        what = _("answer the invitation")
    elif own:
        what = "、".join(own[:3]) + ("…" if len(own) > 3 else "")
    else:
        what = str(words.GO_ON.get(partnership.phase, ""))
    # What the signatory alone can do, nobody else's turn is.
    able = {Role.SIGNATORY} if wait.role == Role.SIGNATORY else _ABLE.get(wait.verb, WRITERS)
    is_ours = party.institution_id == actor.institution and actor.has(*able)
    then = _(wait.then_what)
    since = wait.since.astimezone(TOKYO).date()
    return Turn(party, since, what, then, wait.url, is_ours, wait.verb)


def _bar(partnership: Partnership, turns: Sequence[Turn], gaps: Sequence[Missing]) -> Bar:
    if partnership.is_over:
        return Bar(
            Side.DONE,
            _("%(state)s. %(reason)s")
            % {"state": words.PHASES[partnership.phase], "reason": partnership.end_reason},
        )
    ours = next((turn for turn in turns if turn.ours), None)
    others = [turn for turn in turns if not turn.ours]
    after = str(words.NEXT[partnership.phase])
    if ours is None:
        return _bar_of_others(others, after) if others else _bar_of_nobody(gaps, after)
    if ours.is_apart:
        return _bar_apart(ours, others)
    asked = any(gap.waits and gap.party in (ours.party.pk, None) for gap in gaps)
    if not asked and not holding(gaps) and ours.party.has_joined:
        # Nothing is missing: whoever goes on does so for all.
        return Bar(
            Side.OURS,
            ours.then_what,
            since=ours.since,
            url=ours.url,
            label=str(words.GO_ON[partnership.phase]),
        )
    mine = _("You: %(what)s. %(after)s") % {"what": ours.what, "after": after}
    label = str(words.BUTTONS.get(ours.verb, words.WRITE_IT))
    if not ours.party.has_joined and ours.verb == Verb.ANSWER:
        label = str(words.ANSWER_INVITATION)
    if not others:
        return Bar(Side.OURS, mine, since=ours.since, url=ours.url, label=label)
    oldest = min(turn.since for turn in turns)
    return Bar(Side.BOTH, mine, _and_others(len(others)), oldest, ours.url, label)


def _bar_of_others(others: Sequence[Turn], after: str) -> Bar:
    """What the bar says to whoever is not waited for; ``after`` is what follows in this phase."""
    wanted = {turn.what for turn in others if turn.what and not turn.is_apart}
    if all(turn.is_apart for turn in others):
        after = others[0].what
    elif len(wanted) == 1:
        after = _("Waited for: %(what)s. %(after)s") % {"what": wanted.pop(), "after": after}
    return Bar(Side.THEIRS, after, _named(others), min(turn.since for turn in others))


def _bar_of_nobody(gaps: Sequence[Missing], after: str) -> Bar:
    """No side is waited for; a day may be, such as the one on which a signed agreement begins."""
    wanted = [gap.what for gap in gaps if gap.party is None]
    if wanted:
        after = _("Waited for: %(what)s. %(after)s") % {"what": "、".join(wanted), "after": after}
    return Bar(Side.DONE, after)


def _bar_apart(ours: Turn, others: Sequence[Turn]) -> Bar:
    label = str(words.LOOK)
    if not others:
        return Bar(Side.OURS, ours.what, since=ours.since, url=ours.url, label=label)
    oldest = min(turn.since for turn in (ours, *others))
    return Bar(Side.BOTH, ours.what, _and_others(len(others)), oldest, ours.url, label)


def _named(turns: Sequence[Turn]) -> str:
    return _in_short([turn.name for turn in turns])


def _in_short(sides: Sequence[str]) -> str:
    """The first of ``sides`` by name, and how many more there are."""
    names = "、".join(sides[:MOST_NAMED])
    more = len(sides) - MOST_NAMED
    if more <= 0:
        return names
    return ngettext(
        "%(names)s and %(count)s more side", "%(names)s and %(count)s more sides", more
    ) % {"names": names, "count": more}


def _and_others(count: int) -> str:
    return ngettext("you and %(count)s other side", "you and %(count)s other sides", count) % {
        "count": count
    }


def steps_of(partnership: Partnership) -> list[Step]:
    """The phase bar."""
    now = partnership.phase
    here = ORDER.index(now) if now in ORDER else len(ORDER)
    since = partnership.state_since.astimezone(TOKYO).date()
    found = []
    for phase, name in words.BAR:
        place = ORDER.index(phase) if phase else len(ORDER)
        if phase is now or (phase is None and now in BEGUN):
            found.append(Step(str(name), Progress.HERE, since))
        else:
            found.append(Step(str(name), Progress.DONE if place < here else Progress.OPEN))
    return found


def checks_of(standing: Standing, actor: Actor) -> list[Check]:
    """What is there, what we lack, and what others must still give; what we lack comes first.

    What many others lack is one line, with some of them named and the rest counted.
    """
    own = {p.pk for p in standing.parties if p.institution_id == actor.institution}
    names = {party.pk: party.institution.name for party in standing.parties}
    lacking: list[Check] = []
    of_others: dict[str, list[str]] = {}
    for found in standing.requirements:
        for gap in holding(found.missing):
            if gap.party in own:
                lacking.append(Check(_of_side(names[gap.party], gap.what), Lack.OURS))
            elif gap.party in names:
                of_others.setdefault(gap.what, []).append(names[gap.party])
            else:
                lack = Lack.OURS if gap.party is None else Lack.WAITING
                lacking.append(Check(gap.what, lack))
    for what, sides in of_others.items():
        told = sides if len(sides) <= MOST_TOLD_APART else [_in_short(sides)]
        lacking += [Check(_of_side(side, what), Lack.WAITING) for side in told]
    lacking.sort(key=lambda check: check.lack is not Lack.OURS)
    there_already = [Check(str(r.text)) for r in standing.requirements if not r.missing]
    return [*there_already, *lacking]


def _of_side(side: str, what: str) -> str:
    return _("%(side)s: %(what)s") % {"side": side, "what": what}


def may_go_on(partnership: Partnership, standing: Standing, actor: Actor) -> bool:
    """Whether ``actor`` can take the step to the next phase now."""
    return (
        not partnership.is_over
        and not standing.gaps
        and follows(partnership.phase) is not None
        and can(actor, "partnership.lead", partnership)
    )


def sides_in_words(partnership: Partnership) -> str:
    """The sides that have joined, as the head names them."""
    return names_in_words([party.institution.name for party in joined(partnership)])


def names_in_words(names: Sequence[str]) -> str:
    """The first of ``names``, and how many more there are."""
    shown = " × ".join(names[:4])
    more = len(names) - 4
    if more <= 0:
        return shown
    return ngettext(
        "%(names)s and %(count)s more side", "%(names)s and %(count)s more sides", more
    ) % {"names": shown, "count": more}


def is_asked(partnership: Partnership, actor: Actor) -> bool:
    """Whether the actor's institution has been asked and has not answered."""
    party = own_party(partnership, actor)
    return party is not None and party.is_open and not party.has_joined


def phase_words(phase: Phase) -> str:
    return str(words.PHASES[phase])
