"""Pages of changes and closing: proposed, answered, closed, taken up again; bad input."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.partnerships.factories import goal_words, lead_of, library, side, together
from tests.partnerships.joint import at_work
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.models import Goal, Motion, Partnership
from yuinowa.partnerships.services.shared import add_row
from yuinowa.partnerships.services.turns import set_turns

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership(theirs: Institution) -> Partnership:
    made = together(library(), theirs)
    ours = made.initiator
    add_row(made.pk, goal_words(side(made, ours)), once=new_key(), actor=lead_of(ours))
    Partnership.objects.filter(pk=made.pk).update(state=Phase.ACTIVE.value)
    return Partnership.objects.get(pk=made.pk)


def _client(institution: Institution) -> Client:
    person = a_person()
    an_affiliation(person, institution, Role.LEAD)
    return a_client(person)


@pytest.fixture
def us(partnership: Partnership) -> Client:
    return _client(partnership.initiator)


@pytest.fixture
def them(theirs: Institution) -> Client:
    return _client(theirs)


def test_a_partnership_is_closed_by_both_sides_and_taken_up_again(
    us: Client, them: Client, partnership: Partnership
) -> None:
    base = f"/partnerships/{partnership.pk}/"
    assert "提案はありません" in us.get(f"{base}changes/").content.decode()
    assert us.get(f"{base}closing/").status_code == 409
    us.post(f"{base}changes/new/close/", {"reason": "目標に届いた", "once": new_key()})
    motion = f"{base}changes/{Motion.objects.get().pk}/"
    assert us.get(f"{base}changes/new/close/").status_code == 409

    assert "目標に届いた" in them.get(motion).content.decode()
    assert them.post(motion, {"version": 1, "answer": "refuse"}).status_code == 422
    assert them.post(motion, {"version": 1, "answer": "take_back"}).status_code == 422
    assert them.post(motion, {"version": 2, "answer": "consent"}).status_code == 409
    assert them.post(motion, {"version": 1, "answer": "consent"}).status_code == 302
    assert them.post(motion, {"version": 2, "answer": "consent"}).status_code == 409
    assert "目標に届いた" in us.get(f"{base}changes/?format=csv").content.decode("utf-8-sig")

    goal = f"goal-{Goal.objects.get().pk}"
    assert us.post(f"{base}closing/", {"version": 0}).status_code == 422
    said = {"version": 0, goal: "6回開いた", "remains": "本を返す"}
    assert us.post(f"{base}closing/", said).status_code == 302
    assert us.post(f"{base}closing/", said | {goal: "5回"}).status_code == 409
    assert them.post(f"{base}closing/", {"version": 0, "waives": "on"}).status_code == 302
    page = them.get(base).content.decode()
    assert "6回開いた" in page
    assert "書かないことにしました" in page
    assert "そのまま残ります" in them.get(f"{base}go-on/").content.decode()
    version = Partnership.objects.get(pk=partnership.pk).version
    assert them.post(f"{base}go-on/", {"version": version}).status_code == 302

    page = us.get(base).content.decode()
    assert "again/" in page
    for offered in ("まだ予定がありません", "守る原則を決めて"):
        assert offered not in page  # nothing can come of it any more
    us.post(f"{base}again/", {"once": new_key()})
    after = Partnership.objects.get(predecessor=partnership)
    assert f"/partnerships/{after.pk}/" in them.get(base).content.decode()


@pytest.mark.parametrize(
    ("kind", "fields", "status"),
    [
        ("suspend", {"reason": ""}, 422),
        ("suspend", {"reason": "あ" * 601}, 422),
        ("suspend", {"reason": "休む", "once": "x"}, 422),
        ("change", {"reason": "人が減る", "about": "weather", "what": "減らす"}, 422),
        ("change", {"reason": "人が減る", "about": "goals", "what": ""}, 422),
        ("resume", {"reason": "再開"}, 409),
        ("dance", {"reason": "再開"}, 404),
    ],
)
def test_what_cannot_be_proposed_is_refused(
    us: Client, partnership: Partnership, kind: str, fields: dict[str, str], status: int
) -> None:
    answer = us.post(
        f"/partnerships/{partnership.pk}/changes/new/{kind}/", {"once": new_key()} | fields
    )

    assert answer.status_code == status
    assert not Motion.objects.exists()


def test_only_what_is_over_is_taken_up_again(us: Client, partnership: Partnership) -> None:
    answer = us.post(f"/partnerships/{partnership.pk}/again/", {"once": new_key()})

    assert answer.status_code == 409


def test_a_side_is_asked_first_for_what_holds_the_others_up(theirs: Institution) -> None:
    made = at_work(library(), theirs)
    set_turns(made)
    us, them = _client(made.initiator), _client(theirs)
    base = made.get_absolute_url()
    # After a year the pulse is due: it is waited for, and holds nothing up.
    assert f"{base}course/pulse/" in them.get(base).content.decode().split("yw-turn--bar")[1]
    us.post(f"{base}changes/new/suspend/", {"reason": "休館", "once": new_key()})
    motion = f"{base}changes/{Motion.objects.get().pk}/"

    assert f'href="{motion}"' in them.get("/").content.decode()
    assert motion in them.get(f"{base}changes/").content.decode().split("yw-turn--bar")[1]
    assert "yw-turn--bar" not in us.get(f"{base}changes/").content.decode()


def test_whoever_proposed_it_may_only_take_it_back_and_says_why(
    us: Client, them: Client, partnership: Partnership
) -> None:
    base = f"/partnerships/{partnership.pk}/"
    us.post(f"{base}changes/new/suspend/", {"reason": "休館", "once": new_key()})
    motion = f"{base}changes/{Motion.objects.get().pk}/"

    page = us.get(motion).content.decode()
    assert 'type="radio"' not in page
    assert "試験市立第一小学校の番" in page
    assert us.post(motion, {"version": 1, "answer": "take_back", "said": ""}).status_code == 422
    sent = {"version": 1, "answer": "take_back", "said": "開けられる"}
    assert us.post(motion, sent).status_code == 302
    assert "取り下げた理由" in them.get(motion).content.decode()
