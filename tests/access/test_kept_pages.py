"""A page kept for visitors is the page they would get now, whatever was done since (R20, R28, ADR 0015)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests import deeds
from tests.access import matrix, world
from tests.access.addresses import addresses
from tests.access.samples import sample_of
from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor
from yuinowa.directory.domain.sections import COLUMNS, Section, fingerprint
from yuinowa.directory.domain.statuses import StatusDeed
from yuinowa.directory.models import Institution
from yuinowa.directory.queries import INSTITUTIONS
from yuinowa.directory.queries.entry import snapshot
from yuinowa.directory.services.entry import change_columns
from yuinowa.directory.services.entry.status import change_status
from yuinowa.directory.services.entry.succession import rename
from yuinowa.plans.domain.sheet import SheetAction
from yuinowa.plans.models import Sheet
from yuinowa.plans.services import move_sheet
from yuinowa.search import index
from yuinowa.ui.kept import PAGES, Key, Page, State

pytestmark = pytest.mark.django_db
ROOM = 32 * 1024 * 1024
#: What is per request, and what only a kept page has.
PER_REQUEST = {"X-Request-ID", "ETag", "Cache-Control"}
#: Public pages that are made each time: they carry the key of a form, or tell of the request itself.
MADE_EACH_TIME = {
    "accounts:claim-new",
    "accounts:password-forgotten",
    "accounts:registration-new",
    "accounts:sign-in",
    "partnerships:idea-new",
    "ui:error",
}
EXPECTED = matrix.read()


@pytest.fixture(autouse=True)
def _own_index(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    settings.SEARCH_DIR = tmp_path
    settings.KEPT_PAGES_BYTES = ROOM
    PAGES.empty()
    yield
    PAGES.empty()


@pytest.fixture
def built(built: world.World) -> world.World:
    index.ensure_current()
    return built


def told(answer: Any) -> tuple[int, bytes, dict[str, str]]:
    lasting = {name: value for name, value in answer.items() if name not in PER_REQUEST}
    return answer.status_code, answer.content, lasting


#: Whether what a visitor may open is a page, and no file: by the name of its address, once it was asked.
IS_PAGE: dict[str, bool] = {}


def is_page(name: str, path: str) -> bool:
    if name not in IS_PAGE:
        IS_PAGE[name] = Client().get(path).get("Content-Type", "").startswith("text/html")
    return IS_PAGE[name]


@pytest.fixture
def paths(built: world.World) -> dict[str, str]:
    """Every page a visitor may open, by the name of its address and the kind of object."""
    found = {}
    for address in addresses():
        sample = sample_of(address)
        for kind in sample.objects:
            key = matrix.Key(address.name, "GET", kind, "visitor", "visitor")
            if EXPECTED.get(key) != "200":
                continue
            path = sample.path(address.name, built, kind)
            if is_page(address.name, path):
                found[f"{address.name} {kind}"] = path
    found["directory:institution-list found"] = (
        f"{reverse('directory:institution-list')}?q=カナリア"
    )
    PAGES.empty()
    return found


def is_kept(name: str) -> bool:
    return name.partition(" ")[0] not in MADE_EACH_TIME


def afresh(path: str, settings: LazySettings, **headers: str) -> Any:
    """What the page says with nothing kept."""
    settings.KEPT_PAGES_BYTES = 0
    answer = Client(headers=headers).get(path)
    settings.KEPT_PAGES_BYTES = ROOM
    return answer


def test_every_public_page_is_kept_and_says_what_it_would_say_afresh(
    paths: dict[str, str], settings: LazySettings
) -> None:
    for name, path in paths.items():
        first, second = Client().get(path), Client().get(path)
        assert ("ETag" in second) == is_kept(name), name
        assert first["X-Request-ID"] != second["X-Request-ID"]
        if is_kept(name):
            assert told(first) == told(second) == told(afresh(path, settings)), name
            assert not second.cookies

    assert len(PAGES) == len(set(filter(is_kept, paths)))


def test_a_kept_page_depends_on_nothing_of_the_request_that_its_key_leaves_out(
    paths: dict[str, str], settings: LazySettings
) -> None:
    odd = {
        "User-Agent": "odd/1.0",
        "Referer": "http://testserver/plans/",
        "Accept": "application/json",
        "X-Forwarded-For": "198.51.100.7",
        "HX-Request": "true",
        "Cookie": f"yuinowa-csrf={'x' * 32}; other=y; messages=z",
    }
    for name, path in filter(lambda item: is_kept(item[0]), paths.items()):
        assert told(afresh(path, settings, **odd)) == told(afresh(path, settings)), name


# ---------------------------------------------------------------- deeds


def _public(built: world.World) -> Institution:
    return Institution.objects.get(pk=built.pk("institution_public"))


def _renames(built: world.World) -> None:
    public = _public(built)
    rename(
        public.pk,
        name="改めた名の館",
        kana="",
        on_day=clock.today(),
        was_a_slip=True,
        expected_version=public.version,
        actor=Actor.system(),
    )


def _catches_up(_built: world.World) -> None:
    """The index follows what was done before."""
    assert index.catch_up(INSTITUTIONS) > 0


def _empties_the_address(built: world.World) -> None:
    public = _public(built)
    change_columns(
        public.pk,
        Section.PLACE,
        dict.fromkeys(COLUMNS[Section.PLACE], "") | {"latitude": None, "longitude": None},
        seen=fingerprint(snapshot(public, Section.PLACE)),
        actor=Actor.system(),
    )


def _closes(built: world.World) -> None:
    public = _public(built)
    change_status(
        public.pk,
        StatusDeed.CLOSE,
        on_day=clock.today(),
        reason="試験",
        expected_version=public.version,
        actor=Actor.system(),
    )


def _corrects_the_sheet(built: world.World) -> None:
    sheet = Sheet.objects.get(pk=built.pk("sheet_published"))
    move_sheet(
        sheet.pk,
        SheetAction.CORRECT,
        actor=Actor.system(),
        expected_version=sheet.version,
        note="試験",
    )


def _lowers(built: world.World) -> None:
    """What only members may see from now on."""
    public = _public(built)
    with transaction.atomic():
        public.level = "members"
        public.save()
        index.hide(INSTITUTIONS, public.pk)
        audit.record("institution.level", public, actor=Actor.system())


DEEDS = [
    _renames, _catches_up, _empties_the_address, _corrects_the_sheet, _closes, _lowers, _catches_up,
]  # fmt: skip


@pytest.fixture
def found_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Fills with the path of every request that is answered with what was kept."""
    paths: list[str] = []
    find = PAGES.find

    def watched(key: Key, state: State) -> Page | None:
        page = find(key, state)
        paths.extend([key.path] if page else [])
        return page

    monkeypatch.setattr(PAGES, "find", watched)
    return paths


def test_after_each_deed_every_public_page_is_made_anew(
    built: world.World, paths: dict[str, str], found_again: list[str]
) -> None:
    """So it says what is so now."""
    kept = dict(filter(lambda item: is_kept(item[0]), paths.items()))
    for path in kept.values():
        Client().get(path)
    for deed in DEEDS:
        assert len(PAGES) == len(kept)
        one_of_them = next(iter(kept.values()))
        assert "ETag" in Client().get(one_of_them)
        assert found_again == [one_of_them.partition("?")[0]]
        found_again.clear()

        deed(built)

        for name, path in list(kept.items()):
            if Client().get(path).status_code != 200:  # gone, and gone it stays
                del kept[name]
        assert found_again == [], deed


def _go_on_after_hiding(built: world.World, paths: dict[str, str]) -> list[str]:
    """The public pages that still say the word of an institution after it was hidden."""
    word = built.words["institution_public"]
    said = [n for n, path in paths.items() if word in Client().get(path).content.decode()]
    assert {
        "directory:institution-detail institution_public",
        "directory:institution-list found",
    } <= set(said)

    _lowers(built)

    return [n for n in said if word in Client().get(paths[n]).content.decode()]


def test_the_canary_of_what_is_hidden_is_silent_with_the_next_request(
    built: world.World, paths: dict[str, str]
) -> None:
    assert _go_on_after_hiding(built, paths) == []


def test_with_the_count_of_deeds_standing_still_the_canary_goes_on(
    built: world.World, paths: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard-off twin: the state is what ends a kept page."""
    monkeypatch.setattr(audit, "deeds", lambda: 1)

    assert _go_on_after_hiding(built, paths) != []


def test_with_the_marks_of_the_index_standing_still_a_search_lags(
    built: world.World, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    """The second guard-off twin: an index that follows a deed later ends kept pages too."""
    path = f"{reverse('directory:institution-list')}?q=改めた"
    monkeypatch.setattr(index, "marks", tuple)
    _renames(built)
    Client().get(path)
    index.catch_up(INSTITUTIONS)

    assert told(Client().get(path)) != told(afresh(path, settings))


def test_a_page_of_yesterday_is_not_shown_today(
    built: world.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = reverse("directory:institution-detail", kwargs={"pk": built.pk("institution_public")})
    Client().get(path)
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 1, 1, 15, tzinfo=UTC))
    state = State.now()

    Client().get(path)

    assert state.day.isoformat() == "2027-01-02"
    assert len(PAGES) == 1


# ---------------------------------------------------------------- who


def test_who_is_signed_in_neither_gets_nor_leaves_a_kept_page(built: world.World) -> None:
    word = built.words["institution_members"]
    path = f"{reverse('directory:institution-list')}?q={word}"
    member = built.client("member", "any")

    seen = member.get(path)
    kept_by_member = len(PAGES)
    visitor = Client().get(path)
    again = built.client("member", "any").get(path)

    assert kept_by_member == 0
    assert word in seen.content.decode()
    assert (
        reverse("directory:institution-detail", kwargs={"pk": built.pk("institution_members")})
        not in visitor.content.decode()
    )
    assert again.content == seen.content
    assert "ETag" not in again
    assert "private" in again["Cache-Control"]


@pytest.mark.parametrize("headers", [{"Cookie": "yuinowa=forged"}, {"Authorization": "Bearer x"}])
def test_a_session_that_is_over_and_a_key_pass_by_too(headers: dict[str, str]) -> None:
    answer = Client(headers=headers).get("/help/")

    assert (answer.status_code, "ETag" in answer, len(PAGES)) == (200, False, 0)


@pytest.mark.parametrize("path", ["/no/such/page/", "/institutions", "/plans/999999/"])
def test_what_is_no_page_is_not_kept(path: str) -> None:
    index.ensure_current()

    Client().get(path)

    assert len(PAGES) == 0


def test_languages_and_hosts_are_kept_apart(settings: LazySettings) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    pages = [
        Client(headers=headers).get("/help/")
        for headers in (
            {},
            {"Accept-Language": "en"},
            {"Cookie": "yuinowa-language=en"},
            {"Cookie": "yuinowa-language=ja-simple"},
            {"Host": "other.example"},
        )
        for _twice in range(2)
    ]

    assert [page["Content-Language"] for page in pages] == [
        "ja",
        "ja",
        "en",
        "en",
        "en",
        "en",
        "ja-simple",
        "ja-simple",
        "ja",
        "ja",
    ]
    assert len(PAGES) == 4
    assert Client(headers={"Host": "evil.example"}).get("/help/").status_code == 400


def test_a_browser_that_has_the_page_is_told_so(built: world.World) -> None:
    path = reverse("directory:institution-detail", kwargs={"pk": built.pk("institution_public")})
    first = Client().get(path)

    again = Client(headers={"If-None-Match": first["ETag"]}).get(path)
    _lowers(built)
    gone = Client(headers={"If-None-Match": first["ETag"]}).get(path)

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert "Content-Security-Policy" in again
    assert gone.status_code == 404


def test_a_kept_page_asks_one_question_and_a_full_memory_forgets(
    settings: LazySettings, django_assert_num_queries: Any
) -> None:
    Client().get("/help/")
    with django_assert_num_queries(1):
        Client().get("/help/")

    settings.KEPT_PAGES_BYTES = 1
    Client().get("/privacy/")

    assert len(PAGES) == 0


def test_a_page_that_writes_is_made_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def writing(*_given: object) -> list[object]:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE core_audit_head SET number = number WHERE chain = -1")
        return []

    monkeypatch.setattr("yuinowa.core.sockets.menu", writing)

    assert "ETag" not in Client().get("/help/")
    assert len(PAGES) == 0


def test_the_line_in_the_log_and_the_figures_tell_of_kept_pages(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO", "yuinowa.request")
    for _time in range(2):
        Client().get("/help/")

    routes = [record.fields["route"] for record in caplog.records]  # type: ignore[attr-defined]  # ours
    assert routes == ["ui:help", "ui:help"]
    figures = Client().get("/metrics").content.decode()
    assert 'yuinowa_visitor_pages_total{source="kept"}' in figures


# ---------------------------------------------------------------- every deed is recorded


def test_the_tables_visitors_read_are_those_that_are_watched(paths: dict[str, str]) -> None:
    read = set()
    for path in paths.values():
        with deeds.watching() as watch:
            Client().get(path)
        read |= watch.read

    ours = {table for table in read if not table.startswith("search_")} - {"accounts_person"}
    assert ours == deeds.READ_BY_VISITORS, "bring tests/deeds.py up to date"


def test_a_deed_that_leaves_no_trace_is_noticed(
    built: world.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard-off twin of tests/deeds.py."""
    monkeypatch.setattr(audit, "record", lambda *_args, **_more: None)
    own = built.institutions["own"]
    path = reverse("directory:institution-confirm", kwargs={"pk": own.pk})

    with pytest.raises(AssertionError, match="not recorded: {'directory_institution'}"):
        built.client("own", "admin").post(path, {"version": own.version})
