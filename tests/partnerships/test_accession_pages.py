"""Acceding on the pages: from the partnership that is seen by all to the signature; what cannot be; what lists cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.partnerships.factories import lead_of, library, school
from tests.partnerships.newcomers import asked, consented, newcomer
from tests.partnerships.papers import in_force
from tests.partnerships.test_agreement_pages import browser
from tests.relations.ties import of_kind
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Level, Role
from yuinowa.directory.models import Institution
from yuinowa.partnerships.models import Accession, LeavingNotice, Partnership
from yuinowa.partnerships.services.sides import ask_sides, show_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_agreements")]


def page_of(accession: Accession, deed: str = "") -> str:
    return f"/partnerships/accessions/{accession.pk}/{f'{deed}/' if deed else ''}"


def shown_to_all(*sides: Institution) -> Partnership:
    """A partnership of ``sides`` with an agreement in force, which everybody sees."""
    Institution.objects.update(level=Level.PUBLIC)
    partnership = in_force(*sides).agreement.partnership
    for one in sides:
        show_to(partnership.pk, Level.PUBLIC, actor=lead_of(one))
    return partnership


def test_whoever_sees_it_asks_and_becomes_a_side() -> None:
    ours, theirs, third = library(), school(), newcomer()
    partnership = shown_to_all(ours, theirs)
    outside = browser(third, Role.LEAD, Role.SIGNATORY)
    begin = f"/partnerships/{partnership.pk}/accede/"
    assert begin in outside.get(f"/partnerships/{partnership.pk}/").content.decode()
    (version,) = partnership.agreements.get().versions.all()

    sent = outside.post(begin, {"agreement": version.pk, "starts_on": "", "once": new_key()})
    accession = Accession.objects.get()
    early = outside.post(page_of(accession, "sign"), {"digest": version.digest, "post": "町長"})
    for one in (ours, theirs):
        browser(one, Role.LEAD).post(page_of(accession, "consent"))
    decision = {"digest": version.digest, "post": "館長", "decided_on": clock.today()}
    outside.post(page_of(accession, "approve"), decision)
    shown = outside.get(page_of(accession, "sign")).content.decode()
    outside.post(
        page_of(accession, "sign"), {"digest": version.digest, "post": "町長", "agree": "on"}
    )

    assert sent["Location"] == page_of(accession)
    assert early.status_code == 409
    assert "利用者の秘密" not in early.content.decode()
    assert "利用者の秘密" in shown
    accession.refresh_from_db()
    assert (accession.state, accession.party.state) == ("in_force", "joined")
    table = outside.get(page_of(accession)).content.decode().partition("<tbody>")[2]
    assert table.partition("</tbody>")[0].count("<tr") == len((ours, theirs))
    assert AuditRow.objects.filter(action="agreementversion.sign-refused").count() == 1
    signed_page = outside.get(version.get_absolute_url()).content.decode()
    assert third.name in signed_page
    assert "に加入" in signed_page


def test_an_invitation_to_what_goes_on_leads_to_acceding() -> None:
    ours, theirs, third = library(), school(), newcomer()
    partnership = in_force(ours, theirs).agreement.partnership
    ask_sides(partnership.pk, [third.pk], actor=lead_of(ours))

    answered = browser(third, Role.LEAD).post(
        f"/partnerships/{partnership.pk}/sides/answer/", {"answer": "accept"}
    )

    assert answered.status_code == 302, answered.content.decode()
    assert answered["Location"] == f"/partnerships/{partnership.pk}/accede/"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("starts_on", "昨日"),
        ("starts_on", "2020-01-01"),
        ("starts_on", "2999-01-01"),
        ("agreement", "0"),
        ("agreement", "x"),
        ("once", ""),
    ],
)
def test_what_cannot_be_asked_is_told_at_its_field(field: str, value: str) -> None:
    ours, theirs, third = library(), school(), newcomer()
    partnership = shown_to_all(ours, theirs)
    sent = {
        "agreement": partnership.agreements.get().versions.get().pk,
        "starts_on": "",
        "once": new_key(),
    }

    answer = browser(third, Role.LEAD).post(
        f"/partnerships/{partnership.pk}/accede/", sent | {field: value}
    )

    assert answer.status_code == (302 if value == "2999-01-01" else 422)
    assert Accession.objects.exists() == (value == "2999-01-01")


def test_a_refusal_without_a_reason_is_none() -> None:
    ours, theirs, third = library(), school(), newcomer()
    accession = asked(in_force(ours, theirs), third)

    for deed, by in (("refuse", ours), ("take-back", third)):
        client = browser(by, Role.LEAD)
        assert client.post(page_of(accession, deed), {"reason": " "}).status_code == 422

    accession.refresh_from_db()
    assert accession.is_open


def test_a_notice_is_taken_back_on_its_page() -> None:
    ours, theirs, third = library(), school(), newcomer()
    partnership = in_force(ours, theirs, third, notice_days=30).agreement.partnership
    client = browser(third, Role.LEAD)
    given = client.post(f"/partnerships/{partnership.pk}/sides/notice/", {"reason": "統合"})
    assert given.status_code == 302
    address = f"/partnerships/{partnership.pk}/sides/notice/take-back/"
    assert address in client.get(f"/partnerships/{partnership.pk}/").content.decode()

    client.post(address)

    assert LeavingNotice.objects.get().taken_back_on == clock.today()
    assert client.get(address).status_code == 409


def test_the_page_of_an_accession_asks_no_more_for_many_sides() -> None:
    ours, theirs, third = library(), school(), newcomer()
    few = asked(in_force(ours, theirs), third, starts_on=clock.today() + timedelta(days=9))
    sides = [of_kind(f"試験{n}市立図書館") for n in range(8)]
    many = consented(asked(in_force(ours, *sides), third), sides[0])
    client = browser(ours, Role.LEAD)
    counts = []

    for accession in (few, few, many):
        with CaptureQueriesContext(connection) as asked_of_it:
            assert client.get(page_of(accession)).status_code == 200
        counts.append(len(asked_of_it))

    assert counts[1] == counts[2]
