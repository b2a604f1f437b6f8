"""Dull makers of what agreements need: a partnership at the point of signing, and a version at each state."""

from __future__ import annotations

from dataclasses import replace

from tests.evaluation.terms import terms as judged_by
from tests.partnerships.factories import lead_of, planned_up_to_roles, together
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.partnerships.domain.agreements import AgreementKind
from yuinowa.partnerships.domain.clauses import AgreementText
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.models import AgreementVersion, Need, Partnership, Party
from yuinowa.partnerships.queries.parts import missing_before_text
from yuinowa.partnerships.services import agreements as writing
from yuinowa.partnerships.services import concluding, signing
from yuinowa.partnerships.services.concluding import Decision
from yuinowa.partnerships.services.evaluation import agree_to_terms, propose_terms


def signatory_of(institution: Institution, *, person: int | None = None) -> Actor:
    """Somebody who signs for ``institution`` and has just signed in."""
    return Actor(
        person=person or 1000 + institution.pk,
        institution=institution.pk,
        roles=frozenset({Role.SIGNATORY}),
        member=True,
        fresh_at=clock.now(),
    )


def judged(partnership: Partnership, *sides: Institution) -> None:
    """Let all ``sides`` agree how ``partnership`` is evaluated: without it no agreement comes into force (I9)."""
    Partnership.objects.filter(pk=partnership.pk).update(state=Phase.EVALUATION_DESIGN.value)
    propose_terms(partnership.pk, judged_by(), expected_version=0, actor=lead_of(sides[0]))
    for side in sides:
        agree_to_terms(partnership.pk, 1, actor=lead_of(side))


def at_phase(phase: Phase, *sides: Institution) -> Partnership:
    """A partnership of ``sides`` in ``phase``."""
    made = together(*sides)
    judged(made, *sides)
    Partnership.objects.filter(pk=made.pk).update(state=phase.value)
    return Partnership.objects.get(pk=made.pk)


def draft_of(
    partnership: Partnership,
    by: Institution,
    kind: AgreementKind = AgreementKind.AGREEMENT,
    **terms: object,
) -> AgreementVersion:
    """The first draft of an agreement, by ``by``, with ``terms``."""
    draft, _fresh = writing.begin_agreement(
        partnership.pk, kind, language="ja", once=new_key(), actor=lead_of(by)
    )
    return with_terms(draft, by, **terms) if terms else draft


def with_terms(draft: AgreementVersion, by: Institution, **terms: object) -> AgreementVersion:
    def change(text: AgreementText) -> AgreementText:
        return replace(text, terms=replace(text.terms, **terms))  # type: ignore[arg-type]  # a table of keywords

    return writing.write_draft(draft.pk, change, expected_version=draft.version, actor=lead_of(by))


def planned_at(phase: Phase, *sides: Institution) -> Partnership:
    """The same, and the sides have said all that stands before a text."""
    made = at_phase(phase, *sides)
    planned_up_to_roles(made, *sides)
    return Partnership.objects.get(pk=made.pk)


def proposed(draft: AgreementVersion, by: Institution) -> AgreementVersion:
    """The draft, put to the sides; where something has to stand before any text, they say it first."""
    partnership = draft.agreement.partnership
    sides = list(Party.objects.filter(partnership=partnership).select_related("institution"))
    if missing_before_text(partnership, sides) and not Need.objects.filter(party__in=sides):
        planned_up_to_roles(partnership, *[party.institution for party in sides])
    return writing.propose(
        draft.pk,
        expected_version=draft.version,
        seen=writing.newest_number(draft.agreement),
        actor=lead_of(by),
    )


def settled(version: AgreementVersion, *sides: Institution) -> AgreementVersion:
    for one in sides:
        version = concluding.agree_to_text(version.pk, digest=version.digest, actor=lead_of(one))
    return version


def decided(
    version: AgreementVersion, *sides: Institution, subject_to_budget: bool = False
) -> AgreementVersion:
    decision = Decision("6試教図第12号", "館長", clock.today(), subject_to_budget)
    for one in sides:
        version = concluding.record_approval(
            version.pk, decision, digest=version.digest, actor=lead_of(one)
        )
    return version


def signed(version: AgreementVersion, *sides: Institution) -> AgreementVersion:
    for one in sides:
        version = signing.sign(
            version.pk, digest=version.digest, post="館長", actor=signatory_of(one)
        )
    return version


def ready(*sides: Institution, **terms: object) -> AgreementVersion:
    """A version that each of ``sides`` has decided on, in a partnership at the point of signing."""
    partnership = at_phase(Phase.AWAITING_SIGNATURE, *sides)
    draft = draft_of(partnership, sides[0], AgreementKind.AGREEMENT, **terms)
    return decided(settled(proposed(draft, sides[0]), *sides), *sides)


def in_force(*sides: Institution, **terms: object) -> AgreementVersion:
    return signed(ready(*sides, **terms), *sides)
