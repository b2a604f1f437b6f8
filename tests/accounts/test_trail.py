"""What those who watch can answer: who did what, who read whose data, what was erased."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import a_client, a_person, an_affiliation, an_institution
from yuinowa.accounts.models import Person
from yuinowa.accounts.queries.trail import Asked, disclosures_visible_to, narrowed, trail_visible_to
from yuinowa.core import audit, clock
from yuinowa.core.models import AuditRow, RetentionRun
from yuinowa.core.retention import erase_what_is_over
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution

pytestmark = pytest.mark.django_db


def watcher(role: Role, *, office: bool = True) -> Person:
    here = an_institution(region_office=office)
    return an_affiliation(None, here, role).person


def read_people(institution: Institution) -> Person:
    """Somebody who has just read the list of ``institution``'s people."""
    admin = an_affiliation(None, institution, Role.ADMIN, unit="庶務係").person
    a_client(admin).get(f"/accounts/institutions/{institution.pk}/people/")
    return admin


def test_a_leak_is_answered_by_name_time_and_number_of_persons() -> None:  # R43
    library = an_institution("試験市立みなみ図書館")
    an_affiliation(None, library)
    reader = read_people(library)

    page = a_client(watcher(Role.AUDITOR)).get("/accounts/disclosures/").content.decode()

    assert reader.display_name in page
    assert "試験市立みなみ図書館 庶務係" in page
    assert '<td class="yw-n">2</td>' in page


def test_the_leak_report_is_narrowed_by_days_and_institution() -> None:
    one, other = an_institution(), an_institution()
    read_people(one)
    read_people(other)
    client = a_client(watcher(Role.REGION_ADMIN))
    today, tomorrow = clock.today(), clock.today() + timedelta(days=1)

    def count(**asked: str | int) -> int:
        rows = client.get("/accounts/disclosures/export.csv", asked).content.decode("utf-8-sig")
        return rows.count("accounts.read-people")

    assert count() == 2
    assert count(institution=one.pk) == 1
    assert count(from_day=today.isoformat(), to_day=today.isoformat()) == 2
    assert count(from_day=tomorrow.isoformat()) == 0


def test_the_file_names_the_persons_seen_by_id_and_leaves_a_row_itself() -> None:
    library = an_institution()
    seen = an_affiliation(None, library).person
    reader = read_people(library)
    client = a_client(watcher(Role.AUDITOR))

    answer = client.get("/accounts/disclosures/export.csv").content.decode("utf-8-sig")

    assert f"{min(seen.pk, reader.pk)} {max(seen.pk, reader.pk)}" in answer
    assert seen.email not in answer
    assert AuditRow.objects.filter(action="accounts.export-disclosures").count() == 1


def test_the_files_ask_for_a_fresh_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:  # R27
    client = a_client(watcher(Role.AUDITOR))
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)

    for name in ("trail", "disclosures"):
        assert client.get(f"/accounts/{name}/export.csv")["Location"].startswith("/accounts/again/")


def test_an_auditor_reads_the_own_chain_and_what_names_it_as_audience_and_no_other() -> None:
    library, other = an_institution(), an_institution()
    actor = Actor(person=1, institution=library.pk, roles=frozenset({Role.AUDITOR}))
    stranger = Actor(person=2, institution=other.pk)
    own = audit.record("test.own", library, actor=actor)
    told = audit.record("test.told", library, actor=stranger, audience=[library.pk])
    audit.record("test.foreign", other, actor=stranger)

    assert set(trail_visible_to(actor)) == {own, told}
    assert set(disclosures_visible_to(actor)) == set()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMIN, Role.OPERATOR, Role.COORDINATOR])
def test_nobody_else_reads_the_trail(role: Role) -> None:
    client = a_client(watcher(role))

    assert client.get("/accounts/trail/").status_code == 403
    assert client.get("/accounts/trail/export.csv").status_code == 403


def test_the_trail_says_who_as_affiliation_and_no_name() -> None:
    library = an_institution("試験市立みなみ図書館")
    reader = read_people(library)

    page = a_client(watcher(Role.AUDITOR)).get("/accounts/trail/").content.decode()

    assert "試験市立みなみ図書館 庶務係" in page
    assert reader.display_name not in page


@pytest.mark.parametrize(
    "asked",
    [
        {"from_day": "いつか"},
        {"to_day": "2026-13-01"},
        {"institution": "x"},
        {"institution": "999999"},
        {"action": "a\x00"},
        {"action": "a" * 81},
    ],
)
def test_what_cannot_be_asked_is_named_on_the_page_and_by_the_file(asked: dict[str, str]) -> None:
    client = a_client(watcher(Role.AUDITOR))
    expected = 400 if "\x00" in asked.get("action", "") else 422

    assert client.get("/accounts/trail/", asked).status_code == expected
    assert client.get("/accounts/trail/export.csv", asked).status_code == expected


def test_the_trail_asks_the_database_as_often_for_three_rows_as_for_thirty() -> None:
    client = a_client(watcher(Role.AUDITOR))
    client.get("/accounts/trail/")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get("/accounts/trail/")
        return len(captured)

    few = queries()
    for _ in range(27):
        affiliation = an_affiliation()
        audit.record(
            "test.row",
            None,
            actor=Actor(person=affiliation.person_id, institution=affiliation.institution_id),
        )

    assert queries() == few


def test_narrowing_by_an_action_takes_its_beginning() -> None:
    actor = Actor.system()
    audit.record("accounts.grant-x", None, actor=actor)
    audit.record("plan.grant", None, actor=actor)

    found = narrowed(trail_visible_to(actor), Asked(action="accounts.grant"))

    assert [row.action for row in found] == ["accounts.grant-x"]


def test_each_run_of_the_retention_job_leaves_its_report() -> None:  # R41
    erased = erase_what_is_over()
    page = a_client(watcher(Role.OPERATOR)).get("/accounts/erasures/").content.decode()

    kept = dict(RetentionRun.objects.values_list("model", "count"))
    assert kept == erased
    assert "accounts.EntryClaim" in page


def test_reports_are_erased_after_three_years(monkeypatch: pytest.MonkeyPatch) -> None:
    erase_what_is_over()
    later = clock.now() + timedelta(days=3 * 366 + 1)
    monkeypatch.setattr(clock, "now", lambda: later)

    erase_what_is_over()

    assert set(RetentionRun.objects.values_list("at", flat=True)) == {later}
    assert a_person()
