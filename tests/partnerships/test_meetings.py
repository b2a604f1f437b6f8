"""The body of a partnership: opened once, with the sides that have joined and no others."""

from __future__ import annotations

import re
from functools import partial

import pytest

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.partnerships.factories import begun, group, lead_of, library, school, together
from tests.races import at_once, refusals
from yuinowa.core.rights import Role
from yuinowa.governance.models import Body, BodySide
from yuinowa.kernel.errors import NotAllowed
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.services.meetings import open_body
from yuinowa.partnerships.services.sides import accept, ask_sides, leave


def belong(partnership: Partnership) -> set[int]:
    sides = BodySide.objects.filter(body__partnership=partnership, until=None)
    return set(sides.values_list("institution", flat=True))


@pytest.mark.django_db
def test_whoever_comes_or_goes_comes_and_goes_in_the_body_too() -> None:
    one, two, three = library(), school(), group()
    made = together(one, two)
    opened = open_body(made.pk, actor=lead_of(one))
    assert opened.body is not None
    assert (opened.body.title, belong(made)) == (made.title, {one.pk, two.pk})

    ask_sides(made.pk, [three.pk], actor=lead_of(one))
    assert belong(made) == {one.pk, two.pk}
    accept(made.pk, actor=lead_of(three))
    assert belong(made) == {one.pk, two.pk, three.pk}
    leave(made.pk, reason="人が足りない", actor=lead_of(two))

    assert belong(made) == {one.pk, three.pk}


@pytest.mark.django_db
def test_who_is_only_asked_opens_no_meetings() -> None:
    one, two = library(), school()
    made = begun(one, two)

    with pytest.raises(NotAllowed):
        open_body(made.pk, actor=lead_of(two))


@pytest.mark.django_db
def test_the_first_meeting_is_called_from_the_partnership() -> None:
    one, two = library(), school()
    made = together(one, two)
    person = a_person()
    an_affiliation(person, one, Role.LEAD)
    client = a_client(person)
    assert (
        "まだ会合がありません" in client.get(f"/partnerships/{made.pk}/meetings/").content.decode()
    )

    answer = client.post(f"/partnerships/{made.pk}/meetings/", follow=True)

    body = Body.objects.get()
    assert answer.redirect_chain == [(f"/bodies/{body.pk}/meetings/new/", 302)]
    page = client.get(f"/partnerships/{made.pk}/meetings/", follow=True).content.decode()
    assert f'href="/partnerships/{made.pk}/"' in page
    assert f'href="/bodies/{body.pk}/"' in client.get(made.get_absolute_url()).content.decode()
    crumbs = page.partition('class="yw-crumbs"')[2].partition("</nav>")[0]
    assert re.findall(r'(?:href="([^"]*)"|aria-current="page")>([^<]*)<', crumbs) == [
        ("/partnerships/", "協働"),
        (f"/partnerships/{made.pk}/", made.title),
        ("", "会合"),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_sides_that_open_it_at_once_open_one() -> None:
    one, two = library(), school()
    made = together(one, two)

    outcomes = at_once([partial(open_body, made.pk, actor=lead_of(side)) for side in (one, two)])

    assert refusals(outcomes) == []
    assert Body.objects.count() == 1
