"""The public form of an idea, the mailed link, and her own page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.partnerships.factories import group, lead_of, library, outline, school
from tests.partnerships.ideas import (
    NEW,
    WORDS,
    came,
    link,
    mails,
    taking_part,
    typed,
)
from tests.partnerships.test_pages import browser
from tests.relations.ties import of_kind
from yuinowa.core import clock, jobs, waits
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditRow, Mail, Wait
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import (
    TransitionRefused,
)
from yuinowa.partnerships.domain.ideas import (
    KEEP_UNCONFIRMED,
    IdeaState,
)
from yuinowa.partnerships.models import Idea, SentIdea
from yuinowa.partnerships.services import idea_answers as answers
from yuinowa.partnerships.services import ideas as deeds
from yuinowa.search import index

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> Institution:
    return taking_part(library())


@pytest.fixture
def theirs() -> Institution:
    return taking_part(group())


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
