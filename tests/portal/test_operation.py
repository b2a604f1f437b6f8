"""The operator's pages and what watches the installation: figures, never a person."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage
from django.db import DatabaseError, OperationalError, connection, transaction
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation, an_institution
from yuinowa.core import clock, mail
from yuinowa.core.backup import marker
from yuinowa.core.models import AuditRow, Job, JobState, Lane, Mail
from yuinowa.core.rights import Role
from yuinowa.portal.queries import operation
from yuinowa.search import index

pytestmark = pytest.mark.django_db
PAGES = [
    "",
    "jobs/",
    "jobs/?state=open",
    "jobs/?state=done",
    "mail/",
    "schedule/",
    "settings/",
    "hosts/",
]
CANARY = "金糸雀"


@pytest.fixture(autouse=True)
def _own_folders(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.SEARCH_DIR = tmp_path / "index"
    settings.MAIL_DIR = tmp_path / "mail"
    index.ensure_current()


@pytest.fixture
def operator() -> Client:
    return a_client(an_affiliation(None, an_institution(), Role.OPERATOR).person)


def a_job(state: JobState = JobState.FAILED, handler: str = "search.index", **more: object) -> Job:
    now = clock.now()
    values: dict[str, object] = {
        "key": f"{CANARY}{Job.objects.count()}",
        "payload": {"word": CANARY},
        "lane": Lane.INDEX,
        "run_after": now,
        "created_at": now,
        "state": state,
        "attempts": 6,
        "finished_at": now if state is not JobState.OPEN else None,
        "error": f"ValueError: '{CANARY}' of kana@example.org, 0123456789",
    }
    return Job.objects.create(handler=handler, **values | more)


# ---------------------------------------------------------------- pages


@pytest.mark.parametrize("path", PAGES)
def test_no_page_of_the_operator_shows_what_a_job_or_a_mail_is_about(
    path: str, operator: Client
) -> None:
    for state in JobState:
        a_job(state)
    row = Mail.objects.create(
        template="accounts/mail/reset.txt",
        to="kana@example.org",
        subject=CANARY,
        body=CANARY,
        created_at=clock.now(),
    )
    a_job(JobState.FAILED, mail.HANDLER, payload={"mail": row.pk})

    answer = operator.get(f"/operate/{path}")

    text = answer.content.decode()
    assert answer.status_code == 200
    assert CANARY not in text
    assert "kana@" not in text
    assert "0123456789" not in text


def test_somebody_without_the_role_may_not_and_a_visitor_is_shown_the_way_in() -> None:
    admin = a_client(an_affiliation(None, None, Role.ADMIN, Role.REGION_ADMIN).person)

    assert admin.get("/operate/").status_code == 403
    assert Client().get("/operate/")["Location"].startswith("/accounts/sign-in/")
    assert "/operate/" not in admin.get("/").content.decode()


def test_a_failed_job_runs_again_and_that_is_written_down(operator: Client) -> None:
    job = a_job()

    answer = operator.post(f"/operate/jobs/{job.pk}/again/")

    job.refresh_from_db()
    assert answer.status_code == 302
    assert (job.state, job.attempts) == (JobState.OPEN, 0)
    assert AuditRow.objects.latest("pk").action == "operation.job-again"


@pytest.mark.parametrize("state", [JobState.OPEN, JobState.DONE])
def test_a_job_that_has_not_failed_is_left_alone(state: JobState, operator: Client) -> None:
    job = a_job(state)

    assert operator.post(f"/operate/jobs/{job.pk}/again/").status_code == 409
    assert operator.post("/operate/jobs/999999/again/").status_code == 404


def test_jobs_are_listed_by_state_and_kind(operator: Client) -> None:
    a_job(JobState.FAILED, "core.retention")
    a_job(JobState.FAILED, "search.index")
    a_job(JobState.OPEN, "core.anchor")

    failed = operator.get("/operate/jobs/")
    one = operator.get("/operate/jobs/?state=failed&handler=core.retention")

    assert {row.handler for row in failed.context["rows"]} == {"core.retention", "search.index"}
    assert [row.handler for row in one.context["rows"]] == ["core.retention"]
    assert operator.get("/operate/jobs/?state=other").status_code == 400
    assert operator.get("/operate/jobs/?page=x").status_code == 400


def test_a_mail_of_the_folder_is_read_with_its_link_and_that_is_written_down(
    operator: Client, settings: LazySettings
) -> None:
    settings.EMAIL_FILE_PATH = str(settings.MAIL_DIR)
    settings.MAIL_IN_FOLDER = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    body = "ここを開いてください。\n\nhttp://127.0.0.1:8000/accounts/links/abc/\n"
    EmailMessage("合言葉を作り直す", body, to=["kana@example.org"]).send()

    listed = operator.get("/operate/mail/")
    (letter,) = listed.context["letters"]
    page = operator.get(f"/operate/mail/{letter.name}/")

    assert letter.subject == "合言葉を作り直す"
    assert 'href="http://127.0.0.1:8000/accounts/links/abc/"' in page.content.decode()
    assert AuditRow.objects.latest("pk").action == "operation.mail-read"
    assert "kana" not in json.dumps(AuditRow.objects.latest("pk").after)


@pytest.mark.parametrize(
    "name", ["x", "20261121-101010-1-1", "20261121-101010-1", "20261121-101010-1-x"]
)
def test_a_mail_that_is_not_there_is_not_found(name: str, operator: Client) -> None:
    assert operator.get(f"/operate/mail/{name}/").status_code == 404


def test_settings_are_shown_without_secrets(operator: Client, settings: LazySettings) -> None:
    text = operator.get("/operate/settings/").content.decode()

    assert "YUINOWA_DATA_DIR" in text
    assert settings.SECRET_KEY not in text


# ---------------------------------------------------------------- machines that watch


def test_alive_asks_no_database(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        answer = Client().get("/healthz")

    assert (answer.status_code, answer.content, dict(answer.cookies)) == (200, b"ok\n", {})


def test_ready_names_its_parts() -> None:
    answer = Client().get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "parts": {"database": "ok", "migrations": "ok", "index": "ok", "disk": "ok"},
    }
    assert not answer.cookies


def test_not_ready_says_which_part_and_when_to_ask_again(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path
) -> None:
    settings.SEARCH_DIR = tmp_path / "none"
    monkeypatch.setattr(operation, "free_bytes", lambda: 5 * 1024**2)
    monkeypatch.setattr(
        operation, "shipped_migrations", lambda: frozenset({("plans", "9999_later")})
    )

    answer = Client().get("/readyz")

    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    parts = answer.json()["parts"]
    assert parts["disk"] == "only 5 MiB free"
    assert parts["migrations"] == "1 not applied: run yuinowa migrate"
    assert parts["index"].endswith("cannot be opened")


def test_with_the_database_away_alive_lives_ready_says_so_and_pages_ask_for_patience(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(*_args: object, **_more: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", away)
    client = Client(raise_request_exception=False)

    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").json()["parts"]["database"] == "does not answer (OperationalError)"
    for path in ("/institutions/", "/plans/", "/api/v1/plans"):
        answer = client.get(path)
        assert (answer.status_code, answer["Retry-After"]) == (503, "30"), path
    client.cookies["yuinowa"] = "somebody"
    assert client.get("/").status_code == 503


def test_figures_name_what_runs_and_nobody() -> None:
    a_job(JobState.FAILED)
    person = a_person(CANARY)

    text = Client().get("/metrics").content.decode()

    assert 'yuinowa_jobs{lane="index",state="failed"} 1.0' in text
    for name in ("mails_unsent", "index_lag", "waits_open", "sessions_open", "disk_free_bytes"):
        assert f"\nyuinowa_{name} " in text
    assert CANARY not in text
    assert person.display_name not in text


def test_the_age_of_the_backup_is_among_the_figures() -> None:
    assert "backup_age" not in Client().get("/metrics").content.decode()

    marker.keep(marker.Made(clock.now(), "x.tar", 1, 0))

    assert "\nyuinowa_backup_age_seconds " in Client().get("/metrics").content.decode()


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.7", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 404),
        ("192.0.2.7", {"Authorization": "Bearer wrong"}, 404),
        ("192.0.2.7", {"Authorization": "Bearer "}, 404),
        ("192.0.2.7", {"Authorization": "Bearer a-long-token"}, 200),
        ("", {}, 404),
    ],
)
def test_figures_are_for_this_machine_and_for_whoever_carries_the_token(
    address: str, headers: dict[str, str], status: int, settings: LazySettings
) -> None:
    settings.METRICS_TOKEN = "a-long-token"

    answer = Client(headers=headers, REMOTE_ADDR=address).get("/metrics")

    assert answer.status_code == status


def test_without_a_token_set_none_opens(settings: LazySettings) -> None:
    settings.METRICS_TOKEN = ""

    answer = Client(headers={"Authorization": "Bearer "}, REMOTE_ADDR="192.0.2.7").get("/metrics")

    assert answer.status_code == 404


def test_a_database_without_tables_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise DatabaseError("no such table")

    monkeypatch.setattr(operation, "migrations_missing", broken)

    with transaction.atomic():
        assert (
            Client().get("/readyz").json()["parts"]["migrations"]
            == "cannot be read (DatabaseError)"
        )
