"""All that is an institution's as a file: who has it made, what is in it, how long it lasts."""

from __future__ import annotations

import io
import threading
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.access import world
from tests.accounts.factories import a_client, an_affiliation, just_signed_in
from tests.directory import factories as make
from yuinowa.accounts.models import Affiliation
from yuinowa.core import clock, jobs, waits
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditRow, Job
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import NotAllowed, SignInAgain, TransitionRefused, WrongState
from yuinowa.portal import services
from yuinowa.portal.domain.takeouts import TakeoutState
from yuinowa.portal.exchange import taking_out
from yuinowa.portal.models import Takeout
from yuinowa.portal.services import takeouts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def admin() -> Affiliation:
    return an_affiliation(None, make.institution(name="持出市立図書館", member=True), Role.ADMIN)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every institution has too many rows to wait for."""
    monkeypatch.setattr(takeouts, "AT_ONCE_ROWS", -1)


def address(institution: Institution, more: str = "") -> str:
    return f"/institutions/{institution.pk}/takeout/{more}"


def begun(admin: Affiliation, *, once: str = "") -> Takeout:
    return services.begin_takeout(
        admin.institution, once=once or new_key(), actor=just_signed_in(admin)
    )


def text_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return "\n".join(file.read(name).decode("utf-8-sig") for name in file.namelist())


def test_an_administrator_makes_the_file_and_fetches_it(admin: Affiliation) -> None:
    client = a_client(admin.person)
    page = client.get(address(admin.institution))
    form = {"once": page.context["form"]["once"].value()}

    made = client.post(address(admin.institution, "make/"), form, follow=True)
    again = client.post(address(admin.institution, "make/"), form)
    (found,) = Takeout.objects.all()
    answer = client.get(f"/takeouts/{found.pk}/file.zip")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]

    assert (made.status_code, again.status_code) == (200, 302)
    assert "受け取れるファイル 1件" in made.content.decode()
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert "no-store" in answer["Cache-Control"]
    assert admin.institution.name in text_of(content)
    assert admin.person.display_name not in text_of(content)
    assert takeouts.file_of(found).stat().st_mode & 0o777 == 0o600
    assert list(
        AuditRow.objects.filter(action__startswith="takeout.")
        .order_by("pk")
        .values_list("action", "institution")
    ) == [
        ("takeout.begin", admin.institution_id),
        ("takeout.finish", None),
        ("takeout.fetch", admin.institution_id),
    ]


def test_the_file_is_silent_about_all_others() -> None:
    built = world.build()
    own = built.institutions["own"]
    admin = an_affiliation(None, own, Role.ADMIN)

    found = begun(admin)
    text = text_of(takeouts.file_of(found).read_bytes())

    for kind in ("contact", "institution_own", "plan_private", "statement", "isil_application"):
        assert built.words[kind] in text, kind
    for kind in ("institution_private", "institution_members", "institution_candidate", "job"):
        assert built.words[kind] not in text, kind
    stranger = an_affiliation(None, built.institutions["stranger"], Role.ADMIN)
    other = text_of(takeouts.file_of(begun(stranger)).read_bytes())
    assert [kind for kind, word in built.words.items() if word in other] == []


def test_a_large_one_is_made_by_a_job_and_the_page_says_how_far_it_is(
    admin: Affiliation, large: None
) -> None:
    found = begun(admin)
    Takeout.objects.filter(pk=found.pk).update(done=3, total=40)
    page = a_client(admin.person).get(address(admin.institution)).content.decode()

    jobs.run_due()
    found.refresh_from_db()
    after = a_client(admin.person).get(address(admin.institution)).content.decode()

    assert "40表のうち3表" in page
    assert "いま見る" in page
    assert 'http-equiv="refresh"' not in page  # who reads by ear would begin anew again and again
    assert (found.state, found.done) == (TakeoutState.READY, found.total)
    assert "いま見る" not in after


def test_one_is_made_at_a_time_and_a_job_that_runs_twice_makes_nothing_more(
    admin: Affiliation, large: None
) -> None:
    found = begun(admin)

    with pytest.raises(WrongState):
        begun(admin)
    services.make_takeout(found.pk)
    first = takeouts.file_of(found).read_bytes()
    services.make_takeout(found.pk)

    assert takeouts.file_of(found).read_bytes() == first
    assert Takeout.objects.count() == 1


def test_pressing_twice_makes_one_file(admin: Affiliation) -> None:
    key = new_key()

    assert begun(admin, once=key).pk == begun(admin, once=key).pk


def test_whoever_may_fetch_it_is_waited_for_until_it_is_fetched(admin: Affiliation) -> None:
    found, actor = begun(admin), just_signed_in(admin)

    before = [wait.subject_label for wait in waits.waits_for(actor)]
    services.fetch_takeout(found, actor=actor)
    services.fetch_takeout(found, actor=actor)

    assert before == [f"{admin.institution.name}のすべてのデータのファイル"]
    assert not waits.waits_for(actor).exists()
    assert AuditRow.objects.filter(action="takeout.fetch").count() == 2


def test_it_asks_for_a_fresh_sign_in(admin: Affiliation, monkeypatch: pytest.MonkeyPatch) -> None:
    client, found = a_client(admin.person), begun(admin)
    stale = Actor(
        person=admin.person_id, institution=admin.institution_id, roles=frozenset({Role.ADMIN})
    )
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)

    answer = client.get(f"/takeouts/{found.pk}/file.zip")

    assert answer["Location"].startswith("/accounts/again/")
    with pytest.raises(SignInAgain):
        services.begin_takeout(admin.institution, once=new_key(), actor=stale)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AUDITOR, Role.PLAN_OFFICER])
def test_only_administrators_of_the_institution_itself_take_it_along(
    admin: Affiliation, role: Role
) -> None:
    found = begun(admin)
    colleague = an_affiliation(None, admin.institution, role)
    other = an_affiliation(None, make.institution(member=True), Role.ADMIN)

    for affiliation, status in ((colleague, 403), (other, 403)):
        client = a_client(affiliation.person)
        assert client.get(address(admin.institution)).status_code == status
        assert client.get(f"/takeouts/{found.pk}/file.zip").status_code == 404
        with pytest.raises(NotAllowed):
            services.begin_takeout(
                admin.institution, once=new_key(), actor=just_signed_in(affiliation)
            )
    assert Client().get(f"/takeouts/{found.pk}/file.zip").status_code == 302


def test_the_file_goes_when_its_time_is_over(
    admin: Affiliation, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, actor = begun(admin), just_signed_in(admin)
    path = takeouts.file_of(found)
    stray = path.with_name("999.zip")
    stray.write_bytes(b"")

    assert services.erase_old_takeouts() == 0
    assert (path.exists(), stray.exists()) == (True, False)
    later = clock.now() + timedelta(days=7, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert services.erase_old_takeouts() == 1

    assert not path.exists()
    assert not Takeout.objects.exists()
    assert not waits.waits_for(actor).exists()


def test_it_can_be_deleted_before_its_time_by_whoever_saw_it_last(admin: Affiliation) -> None:
    client, found = a_client(admin.person), begun(admin)
    path = takeouts.file_of(found)

    stale = client.post(f"/takeouts/{found.pk}/drop/", {"version": found.version + 1})
    odd = client.post(f"/takeouts/{found.pk}/drop/", {"version": "一"})
    gone = client.post(f"/takeouts/{found.pk}/drop/", {"version": found.version})

    assert (stale.status_code, odd.status_code, gone.status_code) == (409, 422, 302)
    assert not path.exists()
    assert client.get(f"/takeouts/{found.pk}/file.zip").status_code == 409
    with pytest.raises((TransitionRefused, WrongState)):
        services.fetch_takeout(found, actor=just_signed_in(admin))


def test_a_disk_that_takes_nothing_is_told_and_leaves_nothing(
    admin: Affiliation, large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = begun(admin)

    def full(*_arguments: object, **_more: object) -> dict[str, int]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(takeouts, "write_file", full)
    services.make_takeout(found.pk)
    found.refresh_from_db()
    page = a_client(admin.person).get(address(admin.institution)).content.decode()

    assert found.state == TakeoutState.FAILED
    assert "No space left on device" in page
    assert list(takeouts.file_of(found).parent.iterdir()) == []


def test_a_job_that_died_halfway_is_taken_up_again(
    admin: Affiliation, large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = begun(admin)
    written = taking_out.write_file

    def dies(*_arguments: object, **_more: object) -> dict[str, int]:
        raise MemoryError

    monkeypatch.setattr(takeouts, "write_file", dies)
    jobs.run_due()
    monkeypatch.setattr(takeouts, "write_file", written)
    Job.objects.filter(handler=takeouts.MAKE_JOB).update(run_after=timezone.now())
    jobs.run_due()
    found.refresh_from_db()

    assert found.state == TakeoutState.READY


def test_counting_what_would_be_in_it_costs_the_same_for_a_full_institution(
    admin: Affiliation,
) -> None:
    client, counted = a_client(admin.person), []
    for turn in range(2):
        client.get(address(admin.institution))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(admin.institution))
        counted.append(len(queries))
        for number in range(3):
            make.other_name(admin.institution, name=f"別の名{turn}-{number}")

    assert counted[0] == counted[1]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_have_it_made_at_the_same_moment_one_wins(
    admin: Affiliation, large: None
) -> None:
    start, refused = threading.Barrier(2), []

    def ask() -> None:
        start.wait()
        try:
            begun(admin)
        except WrongState:
            refused.append(True)
        finally:
            connection.close()

    askers = [threading.Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()

    assert len(refused) == 1
    assert Takeout.objects.count() == 1
