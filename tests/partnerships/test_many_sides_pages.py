"""Pages of many sides: counts stand before lists, a page holds some of them, and those waited for can be read alone."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.evaluation.terms import terms as judged_by
from tests.partnerships.factories import lead_of, side
from tests.partnerships.papers import draft_of, proposed, signatory_of
from tests.partnerships.test_many_sides import (
    YEN,
    all_decided,
    all_joined,
    borne,
    issued,
    municipalities,
)
from yuinowa.core import clock
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.evaluation.models import TermsAgreement, TermsVersion
from yuinowa.evaluation.queries import versions_of
from yuinowa.partnerships.domain.gates import Missing, of_each
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.models import AgreementVersion, Partnership, Party, Task, TaskContributor
from yuinowa.partnerships.queries.schedules import table_of_roles
from yuinowa.partnerships.queries.statements import tasks_visible_to
from yuinowa.partnerships.queries.version_sides import SIDES_A_PAGE
from yuinowa.partnerships.services import signing
from yuinowa.partnerships.services.evaluation import propose_terms
from yuinowa.partnerships.services.turns import set_turns
from yuinowa.ui.parts import Lack

SIDES, SIGNED = 30, 12


def test_what_any_side_can_give_is_every_sides() -> None:
    own, anybodys, gone = Missing("own", "/", 2), Missing("anybody's", "/"), Missing("gone", "/", 9)

    assert of_each((1, 2), (own, gone, anybodys)) == {1: [anybodys], 2: [own, anybodys]}


def browser(institution: int, role: Role) -> Client:
    person = a_person()
    an_affiliation(person, Institution.objects.get(pk=institution), role)
    return a_client(person)


@pytest.fixture
def half_signed(only_agreements: None) -> AgreementVersion:
    sides = municipalities(SIDES)
    partnership = all_joined(sides)
    version = all_decided(proposed(draft_of(partnership, sides[0]), sides[0]))
    for one in sides[:SIGNED]:
        signing.sign(version.pk, digest=version.digest, post="館長", actor=signatory_of(one))
    set_turns(partnership)
    version.refresh_from_db()
    return version


@pytest.mark.django_db
def test_the_sides_of_an_agreement_are_counted_and_those_that_have_not_signed_read_alone(
    half_signed: AgreementVersion,
) -> None:
    ours = half_signed.text.signers[-1]
    client = browser(ours.institution, Role.SIGNATORY)
    here = half_signed.get_absolute_url()

    everyone, waiting = client.get(here), client.get(here, {"of": "waiting", "page": "2"})

    said = everyone.context["said"]
    assert (said.sides, said.agreed, said.decided, said.signed) == (SIDES, SIDES, SIDES, SIGNED)
    shown = [row.signer.party for row in everyone.context["sides"]]
    assert (len(shown), shown[0]) == (SIDES_A_PAGE, ours.party)
    assert waiting.context["sides_page"].paginator.count == SIDES - SIGNED
    assert not any(row.signature for row in waiting.context["sides"])
    assert client.get(here, {"of": "nobody"}).status_code == 400


@pytest.mark.django_db
def test_the_workspace_counts_the_sides_that_lack_the_same_and_leads_to_them(
    half_signed: AgreementVersion,
) -> None:
    partnership = half_signed.agreement.partnership
    ours = half_signed.text.signers[0]
    client = browser(ours.institution, Role.LEAD)

    workspace = client.get(partnership.get_absolute_url())
    listed = client.get(f"/partnerships/{partnership.pk}/sides/", {"of": "waiting"})

    lacking = [check for check in workspace.context["checks"] if check.lack is not Lack.NONE]
    assert len(lacking) == 1
    assert "/sides/?of=waiting" in workspace.content.decode()
    waited = [line[0] for line in listed.context["lines"]]
    assert len(waited) == SIDES - SIGNED
    assert side(partnership, partnership.initiator) not in waited


@pytest.mark.django_db
def test_a_statement_of_more_than_a_thousand_sides_is_read(only_agreements: None) -> None:
    # SQLite refuses an expression deeper than a thousand, which is what asking by so many numbers becomes.
    sides = municipalities(1_100)
    statement = issued(all_joined(sides), sides[0])
    client = browser(sides[0].pk, Role.LEAD)

    page = client.get(statement.get_absolute_url())

    assert page.status_code == 200
    assert sum(borne(statement)) == YEN


@pytest.mark.django_db
def test_more_than_a_thousand_sides_agree_to_terms_and_help_with_a_task() -> None:
    sides = municipalities(1_100)
    partnership = all_joined(sides)
    Partnership.objects.filter(pk=partnership.pk).update(state=Phase.EVALUATION_DESIGN.value)
    propose_terms(partnership.pk, judged_by(), expected_version=0, actor=lead_of(sides[0]))
    partnership.refresh_from_db()
    terms = TermsVersion.objects.get()
    TermsAgreement.objects.bulk_create(
        TermsAgreement(version=terms, institution=one, agreed_at=clock.now()) for one in sides[1:]
    )
    parties = list(Party.objects.filter(partnership=partnership))
    task = Task.objects.create(
        partnership=partnership, text="開く", accountable=parties[0], done_when="開いた"
    )
    TaskContributor.objects.bulk_create(
        TaskContributor(task=task, party=party) for party in parties[1:]
    )

    (told,) = versions_of(partnership.evaluation_id or 0)
    (row,) = table_of_roles(partnership, "ja")
    (seen,) = tasks_visible_to(lead_of(sides[0]))

    assert {one.institution.name for one in told.agreements.all()} >= {sides[-1].name}
    assert sides[-1].name in row[2]
    assert len({one.party.institution.name for one in seen.contributors.all()}) == len(sides) - 1
