"""What a person sees when something goes wrong (reliability.md §3): never our inside, always a way on."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import override_settings

from tests.ui.urls import FAILURES
from yuinowa.core import clock
from yuinowa.kernel.problems import PROBLEMS
from yuinowa.ui.error_pages import ERROR_PAGES

SECRETS = ("institution 5", "10.1.2.3", "secret", "Traceback", "ZeroDivision", "the index is away")


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ("missing", 404),
        ("not-found", 404),
        ("denied", 403),
        ("not-allowed", 403),
        ("wrong-state", 409),
        ("version-moved-on", 409),
        ("input-refused", 422),
        ("too-many", 429),
        ("unavailable", 503),
        ("database", 503),
        ("bug", 500),
    ],
)
def test_each_failure_has_its_status_and_tells_nothing_of_our_inside(
    visitor: Client, how: str, status: int
) -> None:
    response = visitor.get(f"/fail/{how}/")
    html = response.content.decode()

    assert response.status_code == status
    assert f"（{status}）" in html
    assert "はじめの頁へ" in html
    assert not [word for word in SECRETS if word in html]
    assert not response.cookies


def test_every_failure_of_the_list_is_tried() -> None:
    tried = {"database", "bug", "missing", "denied"} | {
        error.code for error in FAILURES.values() if hasattr(error, "code")
    }
    assert set(FAILURES) <= tried


def test_missing_unseen_and_unknown_addresses_look_the_same(visitor: Client) -> None:
    bodies = {
        visitor.get(address).content
        for address in ("/fail/missing/", "/fail/not-found/", "/no/such/address/")
    }

    assert len(bodies) == 1


def test_forbidden_pages_look_the_same_whoever_refused(visitor: Client) -> None:
    assert visitor.get("/fail/denied/").content == visitor.get("/fail/not-allowed/").content


def test_a_conflict_says_what_happened_and_what_to_do(visitor: Client) -> None:
    html = visitor.get(
        "/fail/wrong-state/", headers={"Referer": "http://testserver/rows/?page=2"}
    ).content.decode()

    assert "この計画は公表されています。" in html
    assert "写しを作ってください。" in html
    assert 'href="http://testserver/rows/?page=2"' in html


def test_the_way_back_never_leads_to_another_site(visitor: Client) -> None:
    html = visitor.get(
        "/fail/wrong-state/", headers={"Referer": "https://evil.example/"}
    ).content.decode()

    assert "evil.example" not in html


def test_what_was_sent_is_shown_escaped_with_its_place(visitor: Client) -> None:
    html = visitor.get("/fail/input-refused/").content.decode()

    assert "3行目：&lt;b&gt;数ではありません&lt;/b&gt;" in html


@pytest.mark.parametrize(
    ("how", "seconds"), [("too-many", "900"), ("unavailable", "5"), ("database", "30")]
)
def test_it_is_said_when_to_try_again(visitor: Client, how: str, seconds: str) -> None:
    assert visitor.get(f"/fail/{how}/")["Retry-After"] == seconds


def test_our_own_fault_gives_the_number_of_its_log_line(visitor: Client) -> None:
    response = visitor.get("/fail/bug/")

    assert response["X-Request-ID"] in response.content.decode()


def test_a_wrong_method_is_a_page_too(visitor: Client) -> None:
    response = visitor.get("/post-only/")

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "（405）" in response.content.decode()


def test_a_form_without_its_key_is_refused() -> None:
    client = Client(enforce_csrf_checks=True, headers={"Accept-Language": "ja"})

    response = client.post("/write/", {"topic": "x"})

    assert response.status_code == 403
    assert "書式の期限が切れました" in response.content.decode()


def test_too_many_fields_are_too_large(visitor: Client) -> None:
    with override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=2):
        response = visitor.post("/write/", {"a": "1", "b": "2", "c": "3"})

    assert response.status_code == 413


def test_a_form_with_files_is_measured_before_it_is_read_and_leads_back(visitor: Client) -> None:
    with override_settings(UPLOAD_MAX_BYTES=300):
        response = visitor.post(
            "/write/",
            {"file": SimpleUploadedFile("large.csv", b"x" * 301)},
            headers={"Referer": "http://testserver/write/"},
        )
        small = visitor.post("/write/", {"topic": "x"})

    assert response.status_code == 413
    assert 'href="http://testserver/write/"' in response.content.decode()
    assert small.status_code != 413


def test_without_measuring_it_would_be_kept(visitor: Client) -> None:
    """The guard-off twin."""
    keeping = "django.core.files.uploadhandler.MemoryFileUploadHandler"
    with override_settings(UPLOAD_MAX_BYTES=300, FILE_UPLOAD_HANDLERS=[keeping]):
        response = visitor.post("/write/", {"file": SimpleUploadedFile("l.csv", b"x" * 301)})

    assert response.status_code != 413


def test_it_is_said_from_which_minute_on_a_try_is_heard_again(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2026, 11, 21, 1, 2, 3, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: now)

    html = visitor.get("/fail/too-many/").content.decode()

    assert "令和8年11月21日 10:18から、また受け付けます。" in html


@pytest.mark.parametrize("host", ["evil.example", "a b", "testserver:x", ""])
def test_a_host_that_is_not_ours_is_a_request_that_cannot_be_read(
    visitor: Client, host: str
) -> None:
    response = visitor.get(
        "/fail/wrong-state/", headers={"Host": host, "Referer": f"http://{host}/rows/"}
    )

    assert response.status_code == 400
    assert "（400）" in response.content.decode()
    assert "evil.example" not in response.content.decode()


def test_rest_addresses_answer_with_problem_documents(visitor: Client) -> None:
    response = visitor.get("/api/v1/nothing/here")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("code", ERROR_PAGES)
def test_each_error_page_has_an_address_for_looking_at_it(visitor: Client, code: str) -> None:
    response = visitor.get(f"/problems/{code}/")

    assert response.status_code == 200
    assert str(ERROR_PAGES[code].title) in response.content.decode()


def test_every_problem_type_of_rest_leads_to_a_page(visitor: Client) -> None:
    assert set(PROBLEMS) <= set(ERROR_PAGES)
    assert all(ERROR_PAGES[code].status == PROBLEMS[code].status for code in PROBLEMS)
    assert visitor.get("/problems/no-such/").status_code == 404


def test_the_list_of_problems_names_them_all(visitor: Client) -> None:
    html = visitor.get("/problems/").content.decode()

    assert set(re.findall(r'href="/problems/([a-z-]+)/"', html)) == set(ERROR_PAGES)
