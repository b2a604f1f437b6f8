"""Agreements of ``partner`` and another that are in force: to three anybody who sees them may accede, to two ``own`` does."""

from __future__ import annotations

from functools import partial

from tests.access.parts import Sample, pk
from tests.access.parts.partnerships.beginning import lead_of, planned
from tests.access.world import World
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor, Level, Role
from yuinowa.partnerships.domain.agreements import AgreementKind
from yuinowa.partnerships.domain.forms_and_zones import Form, Zone
from yuinowa.partnerships.models import Accession, AgreementVersion, Partnership
from yuinowa.partnerships.services import accessions, agreements
from yuinowa.partnerships.services.beginning import Outline, begin
from yuinowa.partnerships.services.sides import accept, ask_sides, show_to

AFTER = ("partnerships.beginning",)
_AT_WORK = ("work_asked", "work_members", "work_public")
_ACCESSIONS = ("accession_asked", "accession_consented")
#: Of an agreement that is sealed.
_ON_PAPER = "accession_on_paper"


def fill(world: World) -> None:
    world.keep("work_asked", partial(_asking, world))
    world.keep("work_members", partial(_at_work, world, Level.MEMBERS))
    world.keep("work_public", partial(_at_work, world, Level.PUBLIC))
    world.keep("accession_asked", lambda _word: _asked(world))
    world.keep("accession_consented", lambda _word: _consented(world))
    world.keep(_ON_PAPER, lambda _word: _consented(world, AgreementKind.COST_SHARE))


def _at_work(
    world: World, level: Level, word: str, kind: AgreementKind = AgreementKind.AGREEMENT
) -> Partnership:
    """One of ``partner`` with another, an agreement between them in force."""
    partner = world.institutions["partner"].pk
    other = world.pk("institution_members" if level is Level.MEMBERS else "institution_public")
    outline = Outline(word, word, Form.CO_HOST, Zone.BOTH, public_summary=word)
    made, _ = begin(outline, asked=[other], once=new_key(), begun_by=partner, actor=Actor.system())
    accept(made.pk, side=other, actor=Actor.system())
    for side in (partner, other):
        show_to(made.pk, level, side=side, actor=Actor.system())
    _in_force(world, made, kind)
    return made


def _in_force(world: World, partnership: Partnership, kind: AgreementKind) -> AgreementVersion:
    """An agreement that both have signed long ago."""
    Partnership.objects.filter(pk=partnership.pk).update(state="roles")
    actor = lead_of(world, "partner")
    draft, _ = agreements.begin_agreement(
        partnership.pk, kind, language="ja", once=new_key(), actor=actor
    )
    planned(partnership)
    version = agreements.propose(draft.pk, expected_version=draft.version, seen=0, actor=actor)
    AgreementVersion.objects.filter(pk=version.pk).update(
        state="in_force", in_force_on=clock.today()
    )
    Partnership.objects.filter(pk=partnership.pk).update(state="active")
    return version


def _asking(world: World, word: str, kind: AgreementKind = AgreementKind.AGREEMENT) -> Partnership:
    """The same, which only its sides see; ``own`` is asked to join."""
    made = _at_work(world, Level.PARTIES, word, kind)
    ask_sides(made.pk, [world.institutions["own"].pk], actor=lead_of(world, "partner"))
    return made


def _asked(world: World, kind: AgreementKind = AgreementKind.AGREEMENT) -> Accession:
    """``own`` asks to accede. It has no words of its own; the partnership's name is the coordinators' to read too."""
    asking = _asking(world, "いっしょに", kind)
    version = AgreementVersion.objects.get(agreement__partnership=asking)
    made, _ = accessions.ask_to_accede(
        version.pk, starts_on=None, once=new_key(), actor=lead_of(world, "own")
    )
    return made


def _consented(world: World, kind: AgreementKind = AgreementKind.AGREEMENT) -> Accession:
    """The same, and both sides have consented."""
    accession = _asked(world, kind)
    other = Actor(
        person=2,
        institution=world.pk("institution_public"),
        roles=frozenset({Role.LEAD}),
        member=True,
    )
    for actor in (lead_of(world, "partner"), other):
        accessions.consent_to_accession(accession.pk, actor=actor)
    return Accession.objects.get(pk=accession.pk)


SAMPLES = {
    "partnerships:accession-begin": Sample(_AT_WORK, pk),
    **{
        f"partnerships:accession-{page}": Sample(_ACCESSIONS, pk)
        for page in ("detail", "consent", "refuse", "take-back", "approve", "release")
    },
    "partnerships:accession-sign": Sample((*_ACCESSIONS, _ON_PAPER), pk),
}
ROLES = dict.fromkeys(_AT_WORK, ("any", "lead")) | dict.fromkeys(
    (*_ACCESSIONS, _ON_PAPER), ("any", "lead", "signatory")
)
