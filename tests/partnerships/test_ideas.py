"""A resident's idea: confirmed by mail, answered, passed on, taken back; what is erased when; who reads what."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import an_affiliation, an_institution, just_signed_in
from tests.partnerships.factories import group, lead_of, library, outline, school
from tests.partnerships.test_pages import browser
from tests.relations.ties import of_kind
from yuinowa.core import clock, jobs, rights, waits
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditRow, Mail, Wait
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import (
    InputRefused,
    NotAllowed,
    NotFound,
    TransitionRefused,
    VersionMovedOn,
)
from yuinowa.partnerships.domain.ideas import (
    KEEP_ANSWERED,
    KEEP_UNCONFIRMED,
    LAPSES_AFTER,
    TO_OFFICE_AFTER,
    IdeaState,
)
from yuinowa.partnerships.models import Idea, IdeaPassing, Partnership, SentIdea
from yuinowa.partnerships.services import idea_answers as answers
from yuinowa.partnerships.services import ideas as deeds
from yuinowa.search import index

pytestmark = pytest.mark.django_db
NEW = "/partnerships/ideas/new/"
WORDS = "夜、しごとのあとに、こどもと行ける おはなし会がほしい。\n月に一度でも。"


@pytest.fixture(autouse=True)
def _own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path


@pytest.fixture
def ours() -> Institution:
    return taking_part(library())


@pytest.fixture
def theirs() -> Institution:
    return taking_part(group())


def taking_part(institution: Institution) -> Institution:
    Institution.objects.filter(pk=institution.pk).update(member=True)
    institution.refresh_from_db()
    return institution


def the_office() -> Actor:
    return just_signed_in(
        an_affiliation(None, an_institution(region_office=True), Role.REGION_ADMIN)
    )


def typed(**changes: object) -> dict[str, object]:
    return {
        "title": "夜のおはなし会",
        "words": WORDS,
        "for_whom": "はたらく親と子ども",
        "institution": "",
        "name": "たんぽぽ",
        "email": "tanpopo@example.org",
        "once": new_key(),
    } | changes


def told(**changes: object) -> deeds.IdeaWords:
    given: dict[str, object] = {
        "title": "夜のおはなし会",
        "words": WORDS,
        "for_whom": "はたらく親と子ども",
        "name": "たんぽぽ",
        "email": "tanpopo@example.org",
    }
    return deeds.IdeaWords(**(given | changes))  # type: ignore[arg-type]  # a table of keywords


def send(told: deeds.IdeaWords) -> None:
    deeds.send_idea(
        told,
        once=new_key(),
        network_address="192.0.2.1",
        language="ja",
        actor=Actor.nobody(),
    )


def link(page: str) -> str:
    """The path of the newest mail's link to this page."""
    body = Mail.objects.filter(body__contains=f"/ideas/{page}/").latest("pk").body
    found = re.search(rf"/partnerships/ideas/{page}/[\w-]+/", body)
    assert found is not None
    return found[0]


def came(asked: Institution | None = None, **changes: object) -> Idea:
    send(told(asked=asked.pk if asked else None, **changes))
    return deeds.confirm_idea(link("confirm").split("/")[-2])


def token_of(idea: Idea) -> str:
    return deeds.own_page(idea).split("/")[-2]


def mails() -> list[str]:
    return [
        name.rpartition("/")[2]
        for name in Mail.objects.order_by("pk").values_list("template", flat=True)
    ]


# ---------------------------------------------------------------- the whole way


def test_from_the_public_page_to_a_partnership_with_the_words_as_they_were(
    client: Client, ours: Institution
) -> None:
    desk = browser(ours, Role.LEAD)
    shown = client.get(ours.get_absolute_url()).content.decode()
    assert f"{NEW}?to={ours.pk}" in shown
    assert ours.name in client.get(f"{NEW}?to={ours.pk}").content.decode()

    index.ensure_current()
    sent = client.post(NEW, typed(institution=ours.name))

    assert sent["Location"] == "/partnerships/ideas/sent/"
    assert not Idea.objects.exists()
    assert not Wait.objects.exists()
    confirm = link("confirm")
    assert client.get(confirm).status_code == 200
    assert not Idea.objects.exists()  # looking confirms nothing
    own = client.post(confirm)["Location"]
    assert "届きました" in client.get(own).content.decode()
    assert not SentIdea.objects.exists()

    idea = Idea.objects.get()
    lead = lead_of(ours)
    (turn,) = waits.waits_for(lead)
    assert turn.url == idea.get_absolute_url()
    page = desk.get(idea.get_absolute_url()).content.decode()
    assert "たんぽぽ" in page
    assert "tanpopo@example.org" not in page
    fields = {
        "title": "夜の図書館",
        "purpose": "仕事のあとにも物語に出会える",
        "names": "",
        "form": "project_cooperation",
        "zone": "z3",
        "zone_reason": "",
        "start_on": "",
        "end_on": "",
        "once": new_key(),
        "version": idea.version,
    }
    taken = [desk.post(f"{idea.get_absolute_url()}take-up/", fields) for _press in range(2)]

    made = Partnership.objects.get()
    assert taken[0]["Location"] == made.get_absolute_url()
    assert made.phase.value == "idea"
    idea.refresh_from_db()
    assert (idea.status, idea.words, idea.partnership) == (IdeaState.TAKEN_UP, WORDS, made)
    workspace = desk.get(made.get_absolute_url()).content.decode()
    assert "月に一度でも。" in workspace
    assert "たんぽぽ" not in workspace
    assert not waits.open_waits(idea).exists()
    assert "取り上げ" in client.get(own).content.decode()
    assert mails() == ["idea_confirm.txt", "idea_arrived.txt", "idea_taken_up.txt"]


def test_who_does_not_know_whom_to_ask_asks_the_region_office(theirs: Institution) -> None:
    office = the_office()
    idea = came()
    assert idea.institution is None
    (turn,) = waits.waits_for(office)
    assert turn.subject_id == idea.pk

    passed = answers.pass_on(
        idea.pk, theirs.pk, "人形劇の会が夜も動けるため", expected_version=1, actor=office
    )

    assert passed.institution == theirs
    assert not list(waits.waits_for(office))
    assert Wait.objects.get(ended_at=None).institution == theirs.pk
    mail = Mail.objects.latest("pk")
    assert "人形劇の会が夜も動けるため" in mail.body
    assert theirs.name in mail.body


def test_who_takes_no_part_yet_is_asked_by_the_region_office() -> None:
    listed = school()
    Institution.objects.filter(pk=listed.pk).update(member=False)

    idea = came(listed)

    assert (idea.asked, idea.institution) == (listed, None)


def test_it_is_declined_with_a_reason_that_the_resident_reads(
    client: Client, ours: Institution
) -> None:
    idea = came(ours)
    desk = browser(ours, Role.LEAD)
    path = f"{idea.get_absolute_url()}decline/"

    empty = desk.post(path, {"reason": "", "version": 1})
    done = desk.post(path, {"reason": "夜は閉館しています。第3土曜の夕方なら。", "version": 1})

    assert empty.status_code == 422
    assert done["Location"] == "/partnerships/ideas/"
    assert "第3土曜の夕方なら" in Mail.objects.latest("pk").body
    assert "第3土曜の夕方なら" in client.get(deeds.own_page(idea)).content.decode()
    again = desk.post(path, {"reason": "もう一度", "version": 2})
    assert again.status_code == 409


# ---------------------------------------------------------------- the public form


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "あ" * 101),
        ("title", "a\x00b"),
        ("words", " "),
        ("words", "あ" * 1001),
        ("for_whom", ""),
        ("name", ""),
        ("name", "あ" * 41),
        ("email", ""),
        ("email", "だれか"),
        ("email", "a@example.org\nBcc: b@example.org"),
        ("email", "ａ@example.org"),
        ("institution", "どこにもない館"),
        ("institution", "あ" * 101),
        ("once", ""),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_sent(
    client: Client, field: str, value: str
) -> None:
    index.ensure_current()

    answer = client.post(NEW, typed(**{field: value}))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in page
    assert field == "words" or "月に一度でも。" in page  # what was typed stays
    assert not SentIdea.objects.exists()
    assert not Mail.objects.exists()


def test_several_institutions_that_fit_are_named(client: Client) -> None:
    school()
    of_kind("試験市立第二小学校", "school_library", "school")
    index.ensure_current()

    answer = client.post(NEW, typed(institution="小学校"))

    assert answer.status_code == 422
    assert "試験市立第二小学校" in answer.content.decode()
    assert not SentIdea.objects.exists()


def test_the_answer_is_the_same_for_every_address_and_no_address_gets_many_mails(
    client: Client,
) -> None:  # R26
    answers_ = [client.post(NEW, typed(title=f"案{n}")) for n in range(5)]

    assert {(a.status_code, a["Location"]) for a in answers_} == {
        (302, "/partnerships/ideas/sent/")
    }
    assert mails() == ["idea_confirm.txt"] * 3


def test_nobody_sends_by_the_hundred(client: Client) -> None:
    got = [client.post(NEW, typed(email=f"a{n}@example.org", title=f"案{n}")) for n in range(11)]

    assert [a.status_code for a in got] == [302] * 10 + [429]
    assert int(got[-1]["Retry-After"]) > 0
    assert "月に一度でも。" in got[-1].content.decode()


def test_pressed_twice_it_is_sent_once_also_after_it_was_confirmed(client: Client) -> None:  # R31
    key = new_key()
    for _press in range(2):
        client.post(NEW, typed(once=key))
    assert SentIdea.objects.count() == 1
    client.post(link("confirm"))

    again = client.post(NEW, typed(once=key))

    assert again.status_code == 302
    assert (SentIdea.objects.count(), Idea.objects.count()) == (0, 1)


def test_the_link_works_once_and_not_for_ever(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post(NEW, typed())
    confirm = link("confirm")
    client.post(confirm)
    assert client.post(confirm).status_code == 404
    assert client.get(f"{confirm[:-4]}xyz/").status_code == 404
    assert Idea.objects.count() == 1

    client.post(NEW, typed(title="もう一つ"))
    late = clock.now() + KEEP_UNCONFIRMED + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: late)
    assert client.post(link("confirm")).status_code == 404
    assert deeds.erase_unconfirmed() == 1


def test_a_form_sent_from_a_plain_page_stores_no_reading() -> None:
    reader = Client()
    reader.cookies["yuinowa-language"] = "ja-simple"
    assert "<ruby>" in reader.get(NEW).content.decode()

    reader.post(NEW, typed())

    assert "\ufdd0" not in str(list(SentIdea.objects.values()))
    assert SentIdea.objects.get().language == "ja-simple"


# ---------------------------------------------------------------- her own page


def test_taken_back_while_it_waits_her_words_go_and_nobody_is_asked(
    client: Client, ours: Institution
) -> None:
    idea = came(ours)
    own = deeds.own_page(idea)

    gone = client.post(f"{own}take-back/", follow=True)

    assert gone.status_code == 200
    idea.refresh_from_db()
    assert idea.status is IdeaState.TAKEN_BACK
    assert (idea.title, idea.words, idea.for_whom, idea.name, idea.email, idea.seed) == ("",) * 6
    assert not waits.waits_for(lead_of(ours)).exists()
    assert client.get(own).status_code == 404
    page = browser(ours, Role.LEAD).get("/partnerships/ideas/?state=all").content.decode()
    assert "おはなし会" not in page
    with pytest.raises(TransitionRefused):
        answers.decline(idea.pk, "なぜ", expected_version=idea.version, actor=lead_of(ours))


def test_answered_she_has_name_and_address_erased_and_the_partnership_keeps_the_words(
    client: Client, ours: Institution
) -> None:
    idea = came(ours)
    own = deeds.own_page(idea)
    answers.take_up(
        idea.pk, outline(), asked=[], once=new_key(), expected_version=1, actor=lead_of(ours)
    )

    client.post(f"{own}take-back/")

    idea.refresh_from_db()
    assert (idea.status, idea.name, idea.email) == (IdeaState.TAKEN_UP, "", "")
    assert idea.words == WORDS
    assert client.get(own).status_code == 404


@pytest.mark.parametrize(
    "made_up", ["x", "1-", "1-x", "9" * 30 + "-a", "-", "１-a", "0-" + "0" * 40]
)
def test_nobody_guesses_her_link(client: Client, ours: Institution, made_up: str) -> None:
    came(ours)

    assert client.get(f"/partnerships/ideas/own/{made_up}/").status_code == 404
    assert client.post(f"/partnerships/ideas/own/{made_up}/take-back/").status_code == 404
    assert Idea.objects.get().status is IdeaState.WAITING


def test_the_trail_turns_and_jobs_hold_neither_words_nor_name_nor_address(
    ours: Institution,
) -> None:  # R40, R45
    idea = came(ours)
    answers.decline(idea.pk, "夜は閉館", expected_version=1, actor=lead_of(ours))
    jobs.run_due()

    kept = str([*AuditRow.objects.values(), *Wait.objects.values(), *Mail.objects.values()])
    assert not [word for word in ("おはなし会", "たんぽぽ", "tanpopo") if word in kept]


# ---------------------------------------------------------------- the clock


def at(monkeypatch: pytest.MonkeyPatch, later: timedelta) -> None:
    moment = clock.now() + later + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_what_an_institution_leaves_goes_to_the_office_and_ends_at_last(
    ours: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    idea = came(ours)
    assert answers.keep_ideas() == 0

    at(monkeypatch, TO_OFFICE_AFTER)
    assert [answers.keep_ideas() for _run in range(2)] == [1, 0]
    idea.refresh_from_db()
    assert (idea.institution, IdeaPassing.objects.get().by) == (None, ours)
    assert Wait.objects.get(ended_at=None).institution == waits.REGION_OFFICE

    at(monkeypatch, LAPSES_AFTER)
    assert answers.keep_ideas() == 1
    idea.refresh_from_db()
    assert idea.status is IdeaState.LAPSED
    assert mails()[-2:] == ["idea_passed_on.txt", "idea_lapsed.txt"]

    at(monkeypatch, KEEP_ANSWERED)
    assert deeds.erase_answered() == 1
    assert not Idea.objects.exists()
    assert not IdeaPassing.objects.exists()


def test_of_what_was_taken_up_name_and_address_go_and_the_words_stay(
    ours: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:  # R40
    idea = came(ours)
    answers.take_up(
        idea.pk, outline(), asked=[], once=new_key(), expected_version=1, actor=lead_of(ours)
    )
    assert deeds.erase_answered() == 0
    at(monkeypatch, KEEP_ANSWERED)

    assert [deeds.erase_answered() for _run in range(2)] == [1, 0]
    idea.refresh_from_db()
    assert (idea.words, idea.name, idea.email, idea.seed) == (WORDS, "", "", "")


def test_the_turn_follows_the_roles(ours: Institution) -> None:
    idea = came(ours)
    assert Wait.objects.get(ended_at=None).role == Role.ADMIN

    an_affiliation(None, ours, Role.LEAD)
    answers.keep_ideas()

    assert Wait.objects.get(ended_at=None).role == Role.LEAD
    assert Wait.objects.get(ended_at=None).subject_id == idea.pk


# ---------------------------------------------------------------- who may


def test_another_institution_neither_reads_nor_answers(
    ours: Institution, theirs: Institution
) -> None:
    idea = came(ours)
    stranger = browser(theirs, Role.LEAD)

    for deed in ("", "take-up/", "pass-on/", "decline/"):
        assert stranger.get(f"{idea.get_absolute_url()}{deed}").status_code == 404
    assert idea.title not in stranger.get("/partnerships/ideas/").content.decode()
    with pytest.raises(NotAllowed):
        answers.decline(idea.pk, "なぜ", expected_version=1, actor=lead_of(theirs))
    with pytest.raises(NotAllowed):
        answers.take_up(
            idea.pk, outline(), asked=[], once=new_key(), expected_version=1, actor=lead_of(theirs)
        )
    assert not Partnership.objects.exists()


def test_the_office_reads_what_lies_elsewhere_and_answers_only_what_lies_with_it(
    ours: Institution,
) -> None:
    office, idea = the_office(), came(ours)

    assert rights.can(office, "idea.view", idea)
    with pytest.raises(NotAllowed):
        answers.decline(idea.pk, "なぜ", expected_version=1, actor=office)


def test_an_editor_reads_and_does_not_answer(ours: Institution) -> None:
    idea, page = came(ours), browser(ours, Role.EDITOR)

    assert page.get(idea.get_absolute_url()).status_code == 200
    assert page.get(f"{idea.get_absolute_url()}decline/").status_code == 403


def test_a_visitor_reads_no_list(client: Client, ours: Institution) -> None:
    idea = came(ours)

    for path in ("/partnerships/ideas/", idea.get_absolute_url()):
        assert client.get(path).status_code == 302
    assert idea.title not in client.get("/partnerships/").content.decode()


def test_two_who_answer_at_once(ours: Institution, theirs: Institution) -> None:
    idea, lead = came(ours), lead_of(ours)
    answers.decline(idea.pk, "夜は閉館", expected_version=1, actor=lead)

    with pytest.raises(VersionMovedOn):
        answers.pass_on(idea.pk, theirs.pk, "あちらへ", expected_version=1, actor=lead)
    with pytest.raises(VersionMovedOn):
        answers.take_up(
            idea.pk, outline(), asked=[], once=new_key(), expected_version=1, actor=lead
        )
    assert not Partnership.objects.exists()


def test_it_goes_on_only_to_another_that_takes_part(ours: Institution) -> None:
    idea, lead, listed = came(ours), lead_of(ours), school()
    Institution.objects.filter(pk=listed.pk).update(member=False)

    for to in (ours.pk, listed.pk, 10**9):
        with pytest.raises(InputRefused):
            answers.pass_on(idea.pk, to, "あちらへ", expected_version=1, actor=lead)


def test_the_database_holds_what_an_idea_is(ours: Institution) -> None:
    idea = came(ours)
    faults: list[dict[str, object]] = [
        {"state": "lost"},
        {"email": "Tanpopo@example.org"},
        {"email": ""},
        {"words": ""},
        {"ended_at": clock.now()},
        {"state": "taken_up", "ended_at": clock.now()},
        {"state": "declined", "ended_at": clock.now()},
        {"state": "taken_back", "ended_at": clock.now()},
    ]
    for values in faults:
        with pytest.raises(IntegrityError), transaction.atomic():
            Idea.objects.filter(pk=idea.pk).update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        IdeaPassing.objects.create(idea=idea, by=ours, to=ours, at=clock.now())
    with pytest.raises(ValidationError):
        send(told(email="nobody"))
    with pytest.raises(NotFound):
        deeds.sent_of("x")


def test_the_list_is_narrowed_by_the_address_and_taken_along(
    ours: Institution, theirs: Institution
) -> None:
    came(ours, title="夜のおはなし会")
    declined = came(ours, title="屋上の天文会", email="b@example.org")
    answers.decline(declined.pk, "屋上がない", expected_version=1, actor=lead_of(ours))
    page = browser(ours, Role.LEAD)

    def found(query: str) -> list[str]:
        text = page.get(f"/partnerships/ideas/{query}").content.decode("utf-8-sig")
        return [title for title in ("夜のおはなし会", "屋上の天文会") if title in text]

    assert found("") == ["夜のおはなし会"]
    assert found("?state=declined") == ["屋上の天文会"]
    assert found("?state=all&q=天文") == ["屋上の天文会"]
    assert found("?state=all&format=csv") == ["夜のおはなし会", "屋上の天文会"]
    assert "たんぽぽ" not in page.get("/partnerships/ideas/?state=all&format=csv").content.decode()
    for odd in ("?state=x", "?q=a%00b", "?page=x"):
        assert page.get(f"/partnerships/ideas/{odd}").status_code == 400


def test_the_list_asks_as_much_for_many_as_for_few(ours: Institution) -> None:
    page = browser(ours, Role.LEAD)
    came(ours)
    page.get("/partnerships/ideas/")

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            page.get("/partnerships/ideas/")
        return len(seen)

    few = asked()
    for n in range(8):
        came(ours, title=f"案{n}", email=f"a{n}@example.org")

    assert asked() == few
