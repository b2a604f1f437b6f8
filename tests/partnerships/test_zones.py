"""Where a partnership stands among the five zones, on its page and on the workspace."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.partnerships.factories import group, library, school, together
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.partnerships.domain.forms_and_zones import Form, Zone

pytestmark = pytest.mark.django_db


def browser(where: Institution) -> Client:
    person = a_person()
    an_affiliation(person, where, Role.EDITOR)
    return a_client(person)


def test_the_drawing_stands_on_the_workspace_and_beside_the_table() -> None:
    ours, theirs = library(), group()
    made = together(ours, theirs)
    client = browser(ours)

    for address in (made.get_absolute_url(), f"{made.get_absolute_url()}zones/"):
        page = client.get(address).content.decode()
        assert "1 この協働は" in page
        assert "領域3" in page
    assert page.count("<tr>") == 16
    table = client.get(f"{made.get_absolute_url()}zones/?format=csv").content.decode("utf-8-sig")
    assert len(table.splitlines()) == 16


def test_a_form_outside_its_zones_is_told_with_its_reason() -> None:
    ours, theirs = library(), group()
    made = together(
        ours, theirs, form=Form.ENTRUST, zone=Zone.CIVIC_LED, zone_reason="会が主となるため"
    )

    page = browser(theirs).get(f"{made.get_absolute_url()}zones/").content.decode()

    assert "ふつうではありません" in page
    assert "会が主となるため" in page


def test_two_sides_of_one_sort_stand_at_the_ends_under_their_own_names() -> None:
    ours, theirs = group(), school()
    made = together(ours, theirs, form=Form.SUBSIDY, zone=Zone.PUBLIC_LED)
    client = browser(ours)

    page = client.get(f"{made.get_absolute_url()}zones/").content.decode()
    described = client.get(f"{made.get_absolute_url()}describe/").content.decode()

    assert "yw-zone__a" in page
    assert f"A：{ours.name}" in page
    assert f"{theirs.name}が主、{ours.name}が協力" in page
    assert "ふつうではありません" not in page  # a subsidy goes either way between two of one sort
    assert f"{ours.name}だけ" in described
    assert "公の側" not in described


def test_among_three_of_one_sort_nobody_stands_at_an_end() -> None:
    ours = group()
    made = together(ours, school(), group())

    page = browser(ours).get(f"{made.get_absolute_url()}zones/").content.decode()

    assert "領域は当てはまりません" in page
    assert "yw-zone__a" not in page
