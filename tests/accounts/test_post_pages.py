"""The pages of posts: given, ended, read on a day; names only as far as the entry shows its staff."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.accounts.factories import a_client, an_affiliation
from tests.accounts.test_holdings import a_post, held
from yuinowa.accounts.models import PostHolding
from yuinowa.accounts.queries import actor_of
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Role
from yuinowa.directory.domain.disclosure import Part
from yuinowa.directory.models import PartLevel, Post
from yuinowa.directory.services.entry.confirmation import confirm_entry
from yuinowa.kernel.fiscal import era_date

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def given(**changes: object) -> dict[str, object]:
    return {"from_day": era_date(clock.today()), "last_day": "", "once": new_key()} | changes


def test_an_administrator_gives_a_post_and_writes_its_last_day() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    colleague = an_affiliation(None, admin.institution, Role.EDITOR)
    post, browser = a_post(admin.institution, "係長", Role.EDITOR), a_client(admin.person)

    answer = browser.post(f"/accounts/posts/{post.pk}/give/", given(affiliation=colleague.pk))
    holding = PostHolding.objects.get()
    page = browser.get(answer["Location"]).content.decode()
    end = f"/accounts/holdings/{holding.pk}/end/"
    tomorrow = clock.today() + DAY
    ended = browser.post(end, {"last_day": era_date(tomorrow), "version": holding.version})

    assert answer.status_code == ended.status_code == 302
    assert (holding.person_id, holding.to_day) == (colleague.person_id, None)
    assert colleague.person.display_name in page
    holding.refresh_from_db()
    assert holding.last_day == tomorrow
    people = browser.get(f"/accounts/institutions/{admin.institution_id}/people/").content.decode()
    assert "<bdi>係長</bdi>" in people


def test_pressing_twice_gives_the_post_once() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    post, browser = a_post(admin.institution), a_client(admin.person)
    form = given(affiliation=admin.pk)

    answers = [browser.post(f"/accounts/posts/{post.pk}/give/", form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert PostHolding.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"affiliation": ""}, "人を選んでください"),
        ({"affiliation": "99999999"}, "この機関のために働いていません"),
        ({"affiliation": "１'"}, "この機関のために働いていません"),
        ({"from_day": ""}, "書いてください。"),
        ({"from_day": "きのう"}, "日付として読めません"),
        ({"from_day": "2026-02-30"}, "日付として読めません"),
        ({"from_day": "x" * 41}, "40文字"),
        ({"from_day": "令和8年\x001月"}, "使えない文字"),
        ({"last_day": "2001-01-01"}, "最後の日が、始まりの日より前です"),
        ({"last_day": "9999-12-31"}, "日付として読めません"),
        ({"once": "x"}, "期限が切れました"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_kept(
    changes: dict[str, str], words: str
) -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    post = a_post(admin.institution)

    answer = a_client(admin.person).post(
        f"/accounts/posts/{post.pk}/give/", given(affiliation=admin.pk) | changes
    )

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not PostHolding.objects.exists()


def test_a_second_holding_on_the_same_days_is_refused_in_words() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    post = a_post(admin.institution)
    held(post, admin)

    answer = a_client(admin.person).post(
        f"/accounts/posts/{post.pk}/give/", given(affiliation=admin.pk)
    )

    assert answer.status_code == 422
    assert "もうこの職に就いています" in answer.content.decode()


def test_somebody_elses_change_of_a_holding_is_409_and_a_form_without_version_400() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    holding = held(a_post(admin.institution), admin)
    browser = a_client(admin.person)
    path = f"/accounts/holdings/{holding.pk}"

    moved = browser.post(f"{path}/end/", {"last_day": "2030-01-01", "version": 9})
    bare = browser.post(f"{path}/withdraw/", {"version": "x"})
    gone = browser.post(f"{path}/withdraw/", {"version": 1})

    assert [moved.status_code, bare.status_code, gone.status_code] == [409, 400, 302]
    assert not PostHolding.objects.exists()


def test_a_holder_without_the_role_is_pointed_out_with_the_way_to_give_it() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    holder = an_affiliation(None, admin.institution)
    post = a_post(admin.institution, role=Role.SIGNATORY)
    held(post, holder)

    page = a_client(admin.person).get(f"/accounts/posts/{post.pk}/").content.decode()

    assert f"{holder.person.display_name}に「署名者」の役割がありません" in page
    assert f'href="/accounts/affiliations/{holder.pk}/"' in page


def test_the_list_answers_for_any_day() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    before, now, then = (an_affiliation(None, admin.institution) for _ in range(3))
    post, today = a_post(admin.institution), clock.today()
    held(post, before, from_day=today - 90 * DAY, to_day=today - 30 * DAY)
    held(post, now, from_day=today - 30 * DAY, to_day=today + 30 * DAY)
    held(post, then, from_day=today + 30 * DAY)
    browser = a_client(before.person)
    names = [row.person.display_name for row in (before, now, then)]

    def seen(query: str) -> list[bool]:
        path = f"/accounts/institutions/{admin.institution_id}/posts/{query}"
        page = browser.get(path).content.decode()
        main = page[page.index("<main") :]
        return [name in main for name in names]

    assert seen("") == [False, True, True]
    assert seen(f"?on={today - 60 * DAY}") == [True, False, False]
    assert seen(f"?on={era_date(today + 60 * DAY)}") == [False, False, True]
    assert (
        browser.get(f"/accounts/institutions/{admin.institution_id}/posts/?on=x").status_code == 422
    )


def test_reading_the_holders_over_the_years_leaves_a_row() -> None:  # R43
    reader = an_affiliation()
    post = a_post(reader.institution)
    held(post, reader)

    a_client(reader.person).get(f"/accounts/posts/{post.pk}/")

    row = AuditRow.objects.get(action="accounts.read-holdings")
    assert row.after == {"institution": reader.institution_id, "persons": [reader.person_id]}


@pytest.mark.parametrize(
    ("level", "seen"),
    [
        (None, (True, True, False)),
        ("public", (True, True, True)),
        ("private", (True, False, False)),
    ],
)
def test_the_entry_names_holders_as_far_as_it_shows_its_staff(
    level: str | None, seen: tuple[bool, ...]
) -> None:
    own = an_affiliation(None, None, Role.EDITOR)
    partner = an_affiliation()
    held(a_post(own.institution, "主任司書"), own)
    if level is not None:
        for part in (Part.STAFF, Part.POSTS):
            PartLevel.objects.create(institution=own.institution, part=part.value, level=level)
    name, path = own.person.display_name, f"/institutions/{own.institution_id}/"

    pages = [
        c.get(path).content.decode()
        for c in (a_client(own.person), a_client(partner.person), Client())
    ]
    shown = tuple(name in page[page.index("<main") :] for page in pages)

    assert shown == seen


@pytest.mark.parametrize("public", [False, True])
def test_the_confirmation_names_the_post_by_the_levels_of_the_entry(*, public: bool) -> None:
    own, partner = an_affiliation(None, None, Role.EDITOR), an_affiliation()
    held(a_post(own.institution, "庶務主任"), own)
    if public:
        PartLevel.objects.create(institution=own.institution, part=Part.POSTS.value, level="public")
    confirm_entry(own.institution_id, expected_version=1, actor=actor_of(own.person, own))
    # Who left the post since confirmed in it all the same.
    PostHolding.objects.update(to_day=clock.today() + DAY)
    path = f"/institutions/{own.institution_id}/"

    def confirmed(browser: Client) -> str:
        page = browser.get(path).content.decode()
        found = page[page.index("最後に確かめた日") :]
        return found[: found.index("</dd>")]

    words = [confirmed(b) for b in (a_client(own.person), a_client(partner.person), Client())]

    assert ["庶務主任" in word for word in words] == [True, True, public]
    assert [own.person.display_name in word for word in words] == [True, True, False]


def test_a_post_held_by_somebody_is_ended_in_the_entry_not_taken_out() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    post = a_post(admin.institution)
    held(post, admin)
    browser, path = a_client(admin.person), f"/institutions/{admin.institution_id}/edit/posts/"
    page = browser.get(path)
    form = page.context["form"]
    data = {"seen": form["seen"].value(), "rows": "0"}

    answer = browser.post(path, data)

    assert answer.status_code == 422
    assert Post.objects.filter(pk=post.pk).exists()
