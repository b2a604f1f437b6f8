"""The second half of the made-up region: papers, activities, offers and needs; and what both halves share."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import Model

    from yuinowa.partnerships.models import Agreement, AgreementVersion, Partnership, Party

#: Of the two institutions that are asked for: in so many partnerships each, and so many postings each.
FEW, MANY = 10, 1_000
SINCE = date(2025, 4, 1)
ACTIVITIES_EACH = 5


def create(rows: Iterable[Model]) -> None:
    found = list(rows)
    if found:
        type(found[0])._base_manager.bulk_create(found, batch_size=2_000)


def sides_of(made: Iterable[Partnership]) -> dict[int, list[Party]]:
    from yuinowa.partnerships.models import Party

    found: dict[int, list[Party]] = {partnership.pk: [] for partnership in made}
    joined = Party.objects.filter(state="joined").select_related("institution").order_by("pk")
    for party in joined:
        found[party.partnership_id].append(party)
    return found


def add_agreements(made: Sequence[Partnership]) -> dict[int, AgreementVersion]:
    """How they are evaluated, and a paper each: in force where the work has begun, half signed before; by partnership."""
    from yuinowa.core import clock
    from yuinowa.partnerships.models import (
        Agreement,
        AgreementVersion,
        Approval,
        Signature,
        TextConsent,
    )

    now, sides = clock.now(), sides_of(made)
    signing = [
        row for row in made if row.state in ("awaiting_signature", "active", "suspended", "closing")
    ]
    _evaluated(signing, sides)
    papers = Agreement.objects.bulk_create(
        Agreement(partnership=row, kind="agreement", begun_for=sides[row.pk][0], begun_at=now)
        for row in signing
    )
    versions = AgreementVersion.objects.bulk_create(
        _version(paper, sides[paper.partnership_id]) for paper in papers
    )
    said = [(version, sides[version.agreement.partnership_id]) for version in versions]
    for model, further in (
        (TextConsent, {"at": now}),
        (Approval, {"post": "館長", "decided_on": SINCE, "recorded_at": now}),
    ):
        create(
            model(version=version, party=party, **further)
            for version, parties in said
            for party in parties
        )
    create(
        Signature(
            version=version,
            party=party,
            person=party.pk,
            post="館長",
            method="platform",
            signed_on=SINCE,
            at=now,
            digest=version.digest,
        )
        for version, parties in said
        for party in parties[: None if version.state == "in_force" else len(parties) // 2]
    )
    return {version.agreement.partnership_id: version for version in versions}


def _version(paper: Agreement, sides: Sequence[Party]) -> AgreementVersion:
    from yuinowa.core import clock
    from yuinowa.partnerships.domain.agreements import FORMS_OF, AgreementKind, Signer
    from yuinowa.partnerships.domain.clauses import AgreementText, Terms, digest_of, document_of
    from yuinowa.partnerships.exchange import agreement_texts
    from yuinowa.partnerships.models import AgreementVersion

    kind = AgreementKind.AGREEMENT
    text = AgreementText(
        kind=kind,
        language="ja",
        title=paper.partnership.title,
        preamble=agreement_texts.preamble_of(kind, "ja"),
        clauses=agreement_texts.clauses_of(kind, "ja"),
        terms=Terms(signing_form=FORMS_OF[kind][0], starts_on=SINCE),
    )
    signers = tuple(Signer(p.pk, p.institution_id, p.institution.name, 1) for p in sides)
    document = document_of(replace(text, signers=signers))
    is_signed = paper.partnership.state != "awaiting_signature"
    return AgreementVersion(
        agreement=paper,
        number=1,
        state="in_force" if is_signed else "partly_signed",
        written_for=sides[0],
        document=document,
        digest=digest_of(document),
        proposed_at=clock.now(),
        in_force_on=SINCE if is_signed else None,
        state_since=clock.now(),
    )


def _evaluated(rows: Sequence[Partnership], sides: dict[int, list[Party]]) -> None:
    from yuinowa.core import clock
    from yuinowa.evaluation.domain.bank import FIRST_CHOICE
    from yuinowa.evaluation.domain.terms import Moment, Residents, Terms, Voice, digest, written
    from yuinowa.evaluation.models import EvaluationPlan, TermsAgreement, TermsVersion
    from yuinowa.partnerships.models import Partnership

    now = clock.now()
    kept = written(
        Terms(
            items=FIRST_CHOICE,
            own=(),
            voices=(Voice.EACH, Voice.MUTUAL),
            moments=(Moment.START, Moment.END),
            residents=Residents.SURVEY,
            residents_count=30,
            residents_words="会の終わりに紙で聞く",
        )
    )
    plans = EvaluationPlan.objects.bulk_create(
        EvaluationPlan(version=1, opened_at=now) for _row in rows
    )
    versions = TermsVersion.objects.bulk_create(
        TermsVersion(
            plan=plan,
            number=1,
            terms=kept,
            digest=digest(kept),
            written_for_id=sides[row.pk][0].institution_id,
            written_at=now,
        )
        for plan, row in zip(plans, rows, strict=True)
    )
    create(
        TermsAgreement(version=version, institution_id=party.institution_id, agreed_at=now)
        for version, row in zip(versions, rows, strict=True)
        for party in sides[row.pk]
    )
    for plan, row in zip(plans, rows, strict=True):
        row.evaluation = plan
    Partnership.objects.bulk_update(rows, ["evaluation"], batch_size=500)


def add_activities(made: Sequence[Partnership], chance: random.Random) -> None:
    """Where the work has begun: some held, one announced; each hosted by two."""
    from yuinowa.core import clock
    from yuinowa.partnerships.models import Activity, ActivityHost

    now, today, sides = clock.now(), clock.today(), sides_of(made)
    begun = [row for row in made if row.state in ("active", "suspended", "closing")]
    activities = Activity.objects.bulk_create(
        Activity(
            partnership=row,
            title=f"おはなし会 第{number}回",
            kind="story_time",
            participation="service",
            day=today + timedelta(days=20 if number == ACTIVITIES_EACH else -7 * number),
            proposer=sides[row.pk][0],
            is_open=True,
            announced_at=now,
            state="announced" if number == ACTIVITIES_EACH else "held",
            participants=None if number == ACTIVITIES_EACH else chance.randint(5, 90),
            proposed_at=now,
        )
        for row in begun
        for number in range(1, ACTIVITIES_EACH + 1)
    )
    create(
        ActivityHost(activity=activity, party=party, state="agreed")
        for activity in activities
        for party in sides[activity.partnership_id][:2]
    )


def add_turns(made: Sequence[Partnership]) -> None:
    """Every second side of what is planned is waited for."""
    from yuinowa.core import clock
    from yuinowa.core.models import Wait

    now, sides = clock.now(), sides_of(made)
    planned = ("needs", "goals", "roles", "evaluation_design", "awaiting_signature")
    create(
        Wait(
            subject_kind="partnerships.party",
            subject_id=party.pk,
            subject_label=row.title,
            step=row.state,
            institution=party.institution_id,
            institution_label=party.institution.name,
            role="lead",
            asked_by=row.initiator_id,
            since=now,
            verb="fill_in",
            then_what="",
            url=f"/partnerships/{row.pk}/",
        )
        for row in made
        if row.state in planned
        for party in sides[row.pk][1::2]
    )


def add_postings(
    count: int, few: int, many: int, others: Sequence[int], chance: random.Random
) -> None:
    from yuinowa.core import clock
    from yuinowa.partnerships.models import Posting

    now = clock.now()
    who = [few] * FEW + [many] * MANY
    who += [chance.choice(others) for _ in range(count - len(who))]
    create(
        Posting(
            institution_id=institution,
            way=chance.choice(("offer", "need")),
            kind=chance.choice(("people", "things", "money", "place", "information")),
            title=f"{chance.choice(('会場', '読み聞かせの人', '古い新聞', '展示ケース'))} {number}",
            words="土曜の午後に、親子の集まりで使う。",
            subject=chance.choice(("", "2", "7", "9")),
            audience=chance.choice(("everybody", "infants", "pupils")),
            reach=chance.choice(("town", "prefecture", "anywhere")),
            start_on=SINCE,
            level=chance.choice(("public", "public", "members")),
            state_since=now,
            posted_at=now - timedelta(minutes=number),
        )
        for number, institution in enumerate(who)
    )
