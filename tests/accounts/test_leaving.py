"""Who asks is erased once somebody else confirms; decisions stay (I42)."""

from __future__ import annotations

import pytest

from tests.accounts.factories import (
    PASSWORD,
    a_client,
    a_person,
    an_affiliation,
    an_institution,
    just_signed_in,
)
from yuinowa.accounts import services
from yuinowa.accounts.models import Affiliation, SignedInSession
from yuinowa.core import audit, waits
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import InputRefused, NotFound

pytestmark = pytest.mark.django_db


def asked(affiliation: Affiliation) -> Affiliation:
    services.ask_to_be_erased(actor=just_signed_in(affiliation))
    return affiliation


def test_after_the_confirmation_neither_name_nor_address_nor_way_in_is_left() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    leaver = an_affiliation(a_person("yameru"), admin.institution, Role.EDITOR)
    client, confirming = a_client(leaver.person), a_client(admin.person)

    client.post("/accounts/me/leave/")
    (wait,) = waits.waits_for(just_signed_in(admin))
    page = confirming.get(wait.url).content.decode()
    confirming.post(wait.url)

    leaver.person.refresh_from_db()
    assert leaver.person.display_name.startswith("退いた人")
    assert "yameru" in page
    assert "yameru" not in str(vars(leaver.person)) + wait.subject_label
    assert client.get("/accounts/me/").status_code == 302
    assert not SignedInSession.objects.filter(person=leaver.person).exists()
    with pytest.raises(InputRefused):
        services.sign_in("yameru", PASSWORD, address="192.0.2.1")


def test_what_was_decided_stays_and_the_chain_holds() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    leaver = asked(an_affiliation(None, admin.institution, Role.EDITOR))

    services.erase_person(leaver.person_id, actor=just_signed_in(admin))

    assert AuditRow.objects.filter(person=leaver.person_id).exists()
    assert Affiliation.objects.get(pk=leaver.pk).institution == admin.institution
    assert audit.verify()[1] == []


def test_nobody_is_erased_who_did_not_ask_nor_by_somebody_elses_administrator() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    colleague = an_affiliation(None, admin.institution)
    leaver = asked(an_affiliation(None, admin.institution))
    foreign = just_signed_in(an_affiliation(None, None, Role.ADMIN))

    for person, actor in (
        (colleague.person_id, just_signed_in(admin)),
        (leaver.person_id, foreign),
        (leaver.person_id, just_signed_in(leaver)),
    ):
        with pytest.raises(NotFound):
            services.erase_person(person, actor=actor)


@pytest.mark.parametrize("case", ["last administrator", "two institutions", "none"])
def test_where_no_other_administrator_can_confirm_the_region_office_does(case: str) -> None:
    office = just_signed_in(
        an_affiliation(None, an_institution(region_office=True), Role.REGION_ADMIN)
    )
    if case == "none":
        person = a_person()
        actor = Actor(person=person.pk, fresh_at=office.fresh_at)
    else:
        leaver = an_affiliation(None, None, Role.ADMIN)
        person = leaver.person
        if case == "two institutions":
            other = an_affiliation(None, None, Role.ADMIN)
            an_affiliation(person, other.institution)
        actor = just_signed_in(leaver)

    services.ask_to_be_erased(actor=actor)
    services.erase_person(person.pk, actor=office)

    person.refresh_from_db()
    assert not person.is_active
