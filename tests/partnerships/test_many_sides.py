"""A consortium: 78 sides sign in their order, a 79th accedes, one leaves; every statement of costs sums to the yen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.partnerships.factories import lead_of, side, together
from tests.partnerships.papers import draft_of, proposed, signatory_of
from tests.relations.ties import of_kind
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import WrongState
from yuinowa.partnerships import tasks
from yuinowa.partnerships.domain.accessions import Joining
from yuinowa.partnerships.domain.agreements import Ordering, VersionState
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.domain.shares import Formula, Part
from yuinowa.partnerships.models import (
    AgreementVersion,
    Approval,
    CostStatement,
    Partnership,
    Party,
    TextConsent,
)
from yuinowa.partnerships.queries.accessions import bound_sides
from yuinowa.partnerships.services import acceding, notices, signing
from yuinowa.partnerships.services import accessions as deeds
from yuinowa.partnerships.services.concluding import Decision
from yuinowa.partnerships.services.costs import CostOutline, Line, issue, prepare, write_lines

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_agreements")]
SIDES = 78
YEN = 123_456_789


def municipalities(count: int) -> list[Institution]:
    """Made-up ones, the first by its deed and the rest as they stand in a directory."""
    first = of_kind("試験県立図書館")
    rest = [Institution(name=f"試験{n}市立図書館", level=first.level) for n in range(1, count)]
    return [first, *Institution.objects.bulk_create(rest)]


def all_joined(sides: list[Institution]) -> Partnership:
    """A partnership of all, at the point of signing."""
    made = together(*sides[:2])
    now = clock.now()
    Party.objects.bulk_create(
        Party(partnership=made, institution=one, state="joined", asked_at=now, joined_at=now)
        for one in sides[2:]
    )
    Partnership.objects.filter(pk=made.pk).update(state=Phase.AWAITING_SIGNATURE.value)
    return Partnership.objects.get(pk=made.pk)


def all_decided(version: AgreementVersion) -> AgreementVersion:
    """The same version, to which every side has agreed and on which each has decided."""
    now, today = clock.now(), clock.today()
    parties = [signer.party for signer in version.text.signers]
    TextConsent.objects.bulk_create(
        TextConsent(version=version, party_id=party, at=now) for party in parties
    )
    Approval.objects.bulk_create(
        Approval(version=version, party_id=party, post="館長", decided_on=today, recorded_at=now)
        for party in parties
    )
    AgreementVersion.objects.filter(pk=version.pk).update(state=VersionState.APPROVED_BY_EACH.value)
    return AgreementVersion.objects.get(pk=version.pk)


def issued(partnership: Partnership, keeper: Institution) -> CostStatement:
    """What the sides bear of a cost that divides by nothing, a third alike and the rest by residents."""
    outline = CostOutline(
        fiscal_year=2026,
        title="協働電子図書館",
        total_yen=YEN,
        formula=Formula({Part.EQUAL: 333, Part.PER_HEAD: 667}),
        population_on=clock.today(),
        population_source="試験県の推計",
    )
    actor = lead_of(keeper)
    statement, _ = prepare(
        Partnership.objects.get(pk=partnership.pk), outline, once=new_key(), actor=actor
    )
    lines = {
        share.pk: Line(0, shares_rest=True, residents=1_000 + 7 * n, uses=None)
        for n, share in enumerate(statement.shares.order_by("party"))
    }
    write_lines(statement.pk, lines, expected_version=statement.version, actor=actor)
    return issue(statement.pk, expected_version=statement.version + 1, actor=actor)


def borne(statement: CostStatement) -> list[int]:
    rows = statement.shares.order_by("party")
    return [row.fixed_yen + (row.equal_yen or 0) + (row.head_yen or 0) for row in rows]


def test_78_sign_a_79th_accedes_one_leaves_and_costs_sum_to_the_yen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # I7, I11, I18, I19
    sides = municipalities(SIDES)
    newcomer, leaver = of_kind("試験村立図書館"), sides[40]
    partnership = all_joined(sides)
    draft = draft_of(
        partnership, sides[0], ordering=Ordering.LISTED, joining=Joining.LEAD, notice_days=30
    )
    version = all_decided(proposed(draft, sides[0]))
    lead = side(partnership, sides[0])
    lead.role = "lead"
    lead.save(update_fields=["role"])

    with pytest.raises(WrongState):
        signing.sign(version.pk, digest=version.digest, post="館長", actor=signatory_of(sides[-1]))
    for one in sides:
        signing.sign(version.pk, digest=version.digest, post="館長", actor=signatory_of(one))
    version.refresh_from_db()
    assert (version.state, version.signatures.count()) == (VersionState.IN_FORCE, SIDES)
    before = issued(partnership, sides[0])

    Party.objects.create(partnership=partnership, institution=newcomer, asked_at=clock.now())
    accession, _ = deeds.ask_to_accede(
        version.pk, starts_on=None, once=new_key(), actor=lead_of(newcomer)
    )
    deeds.consent_to_accession(accession.pk, actor=lead_of(sides[0]))
    decision = Decision("1試村教第1号", "館長", clock.today())
    acceding.decide_to_accede(
        accession.pk, decision, digest=version.digest, actor=lead_of(newcomer)
    )
    acceding.sign_accession(
        accession.pk, digest=version.digest, post="村長", actor=signatory_of(newcomer)
    )
    assert len(bound_sides(version, partnership.parties.all())) == SIDES + 1
    during = issued(partnership, sides[0])

    leaving = replace(lead_of(leaver), fresh_at=clock.now())
    notice = notices.give_notice(partnership.pk, reason="別の仕組みに移る", actor=leaving)
    monkeypatch.setattr(clock, "today", lambda: notice.effective_on)
    tasks.keep_days({})
    after = issued(partnership, sides[0])

    assert version.signatures.count() == SIDES + 1  # nobody's record is gone
    told = [borne(statement) for statement in (before, during, after)]
    assert [len(yen) for yen in told] == [SIDES, SIDES + 1, SIDES]
    assert [sum(yen) for yen in told] == [YEN] * 3
    assert not after.shares.filter(party__institution=leaver).exists()
