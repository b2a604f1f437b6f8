"""What one side says: it writes, changes and takes back its own words, and remarks on the others' (I13)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, idempotency
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, NotAllowed
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.domain.policy import MAX_ROWS
from yuinowa.partnerships.domain.statements import Ability, Bearer, Resource
from yuinowa.partnerships.models import (
    Benefit,
    CanDo,
    Contribution,
    Need,
    Partnership,
    Party,
    Remark,
)
from yuinowa.partnerships.services.frame import audience, refuse_begun, refuse_over
from yuinowa.partnerships.services.turns import set_turns


@dataclass(frozen=True, slots=True)
class NeedWords:
    """The need of one side; all but the alternatives is told."""

    need: str
    evidence: str
    why_together: str
    bearer: Bearer
    alternatives: str = ""


@dataclass(frozen=True, slots=True)
class AbilityWords:
    kind: Ability
    text: str


@dataclass(frozen=True, slots=True)
class BenefitWords:
    text: str


@dataclass(frozen=True, slots=True)
class ContributionWords:
    """``amount`` and ``unit`` together or not at all; ``fiscal_year`` is the year it starts in."""

    resource: Resource
    text: str
    amount: int | None = None
    unit: str = ""
    fiscal_year: int | None = None


Words = AbilityWords | BenefitWords | ContributionWords
Row = CanDo | Benefit | Contribution
_ROWS: dict[type[Words], type[Row]] = {
    AbilityWords: CanDo,
    BenefitWords: Benefit,
    ContributionWords: Contribution,
}
R = TypeVar("R", CanDo, Benefit, Contribution)


@transaction.atomic
def say_need(
    partnership_id: int,
    words: NeedWords,
    *,
    expected_version: int,
    actor: Actor,
    side: int | None = None,
) -> Need:
    """What the actor's side needs, from now on. ``expected_version`` is 0 where nothing was said.

    Raises:
        NotAllowed: the actor writes for no side that has joined (I13).
        WrongState: the work has begun, or is over.
        VersionMovedOn: a colleague changed it since ``expected_version``.
    """
    party = _planning_side(partnership_id, actor, side)
    need = Need.objects.filter(party=party).first()
    if need is None and expected_version == 0:
        need = Need(party=party, version=0)
    else:
        need = lock(Need, need.pk if need else 0, expected_version)
        require(actor, "need.edit", need)
    for name, value in asdict(words).items():
        setattr(need, name, value)
    need.version += 1
    need.full_clean()
    need.save()
    _told("need.say", need, party, actor)
    return need


def add_words(
    partnership_id: int, words: Words, *, once: str, actor: Actor, side: int | None = None
) -> tuple[Row, bool]:
    """A row more of what the actor's side says, and whether it was written just now (R31).

    Raises: as ``say_need``;
        InputRefused: the side has written as many rows as one reads.
    """
    return idempotency.once(once, actor, lambda: _add(partnership_id, words, actor, side))


def _add(partnership_id: int, words: Words, actor: Actor, side: int | None) -> Row:
    party = _planning_side(partnership_id, actor, side)
    model = _ROWS[type(words)]
    if model._base_manager.filter(party=party).count() >= MAX_ROWS:
        raise InputRefused(
            _("That is as many as one reads. Take one back before you write another.")
        )
    row = model(party=party, **asdict(words))
    row.full_clean()
    row.save()
    _told(f"{model._meta.model_name}.add", row, party, actor)
    return row


@transaction.atomic
def change_words(
    model: type[R], row_id: int, words: Words, *, expected_version: int, actor: Actor
) -> R:
    """The row with other words. Raises: as ``say_need``."""
    row = _own_row(model, row_id, expected_version, actor)
    for name, value in asdict(words).items():
        setattr(row, name, value)
    row.version += 1
    row.full_clean()
    row.save()
    _told(f"{model._meta.model_name}.change", row, row.party, actor)
    return row


@transaction.atomic
def take_words_back(model: type[R], row_id: int, *, expected_version: int, actor: Actor) -> Party:
    """The side, without the row. Raises: as ``say_need``."""
    row = _own_row(model, row_id, expected_version, actor)
    party = row.party
    audit.record(
        f"{model._meta.model_name}.take-back",
        row,
        actor=actor,
        audience=audience(party.partnership),
    )
    row.delete()
    set_turns(party.partnership)
    return party


@transaction.atomic
def remark(partnership_id: int, text: str, *, actor: Actor, about: int | None = None) -> Remark:
    """What the actor's side says to the others, or about the words of the side ``about``.

    Raises: as ``say_need``.
    """
    party = own_side(partnership_id, actor)
    target = Party.objects.filter(partnership=partnership_id, pk=about).first() if about else None
    if about and target is None:
        raise InputRefused(_("This side is not there any more."), place="about")
    row = Remark.objects.create(
        party=party, about=target, text=text, written_by=actor.person, written_at=clock.now()
    )
    audit.record("remark.write", row, actor=actor, audience=audience(party.partnership))
    return row


def own_side(partnership_id: int, actor: Actor, side: int | None = None) -> Party:
    """The actor's own side that has joined, under the lock of its partnership.

    Raises:
        NotAllowed: the actor writes for no side that has joined.
        WrongState: the partnership is over.
    """
    partnership = lock(Partnership, partnership_id)
    require(actor, "partnership.write", partnership)
    refuse_over(partnership)
    mine = actor.institution if side is None else side
    party = Party.objects.filter(
        partnership=partnership, institution=mine or 0, state=PartyState.JOINED.value
    ).first()
    if party is None:
        raise NotAllowed("the actor's institution has not joined")
    return party


def _planning_side(partnership_id: int, actor: Actor, side: int | None) -> Party:
    party = own_side(partnership_id, actor, side)
    refuse_begun(party.partnership)
    return party


def _own_row(model: type[R], row_id: int, expected_version: int, actor: Actor) -> R:
    seen = model._base_manager.select_related("party").filter(pk=row_id).first()
    if seen is None:
        raise NotAllowed("no such words")
    partnership = lock(Partnership, seen.party.partnership_id)
    row = lock(model, row_id, expected_version)
    require(actor, f"{model._meta.model_name}.edit", row)
    refuse_begun(partnership)
    return row


def _told(action: str, row: models.Model, party: Party, actor: Actor) -> None:
    # The words themselves are people's own and stay out of the trail (R45).
    audit.record(action, row, actor=actor, audience=audience(party.partnership))
    set_turns(party.partnership)
