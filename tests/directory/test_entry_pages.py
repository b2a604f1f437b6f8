from __future__ import annotations

import pytest
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.directory.factories import institution
from yuinowa.core.rights import Role
from yuinowa.directory.domain.sections import Section, fingerprint
from yuinowa.directory.models import Institution, Post, Unit
from yuinowa.directory.queries.entry import snapshot

pytestmark = pytest.mark.django_db
LONG = "あ" * 1_001


@pytest.fixture
def library() -> Institution:
    return institution("試験市立図書館", member=True, telephone="000-0000-0000")


@pytest.fixture
def editor(library: Institution) -> Client:
    return client_of(library, Role.EDITOR)


def client_of(made: Institution, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, made, *roles)
    return a_client(person)


def path(made: Institution, section: Section | str) -> str:
    return f"/institutions/{made.pk}/edit/{section}/"


def seen(made: Institution, section: Section) -> str:
    return fingerprint(snapshot(made, section))


@pytest.mark.parametrize("section", [s for s in Section if s is not Section.DISCLOSURE])
def test_every_section_opens_and_saves_what_it_shows(
    section: Section, library: Institution, editor: Client
) -> None:
    page = editor.get(path(library, section))
    form = page.context["form"]
    sent = {
        field.html_name: value for field in form if (value := field.value()) not in (None, False)
    }

    answer = editor.post(path(library, section), sent)

    assert answer.status_code == 302, answer.context["form"].errors
    library.refresh_from_db()
    assert library.version == 1


def test_what_is_shown_to_whom_is_for_the_admin(library: Institution, editor: Client) -> None:
    assert editor.get(path(library, Section.DISCLOSURE)).status_code == 403
    assert client_of(library, Role.ADMIN).get(path(library, Section.DISCLOSURE)).status_code == 200


def test_an_unknown_section_is_not_found(library: Institution, editor: Client) -> None:
    assert editor.get(path(library, "secrets")).status_code == 404


BAD = [
    (Section.CHANNELS, "telephone", "でんわ", "番号を1つだけ"),
    (Section.CHANNELS, "telephone", "000-0000-0000 000-1111-1111", "番号を1つだけ"),
    (Section.CHANNELS, "mail", "だれか", "メール"),
    (Section.CHANNELS, "mail", "a@example.org\nBcc: b@example.org", "改行"),
    (Section.CHANNELS, "url", "javascript:alert(1)", "https://"),
    (Section.CHANNELS, "url", "https://example.org/" + "a" * 400, "文字以内"),
    (Section.PLACE, "postal_code", "123", "7けた"),
    (Section.PLACE, "latitude", "北緯", "小数"),
    (Section.PLACE, "latitude", "91", "小数"),
    (Section.PLACE, "latitude", "35.6", "両方"),
    (Section.PLACE, "latitude", "9" * 5_000, "文字以内"),
    (Section.PLACE, "municipality_name", "ない町", "見つかりません"),
    (Section.PLACE, "prefecture", "48", "選択"),
    (Section.PROFILE, "mission", LONG, "文字以内"),
    (Section.PROFILE, "mission", "\x00", "使えない文字"),
]


@pytest.mark.parametrize(("section", "field", "text", "words"), BAD)
def test_bad_input_is_named_at_its_field_and_kept(
    section: Section, field: str, text: str, words: str, library: Institution, editor: Client
) -> None:
    page = editor.post(path(library, section), {"seen": seen(library, section), field: text})

    assert page.status_code == 422
    faults = page.context["form"].errors
    assert any(words in message for found in faults.values() for message in found), faults
    library.refresh_from_db()
    assert library.version == 1


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"rows": "1", "kind-0": "former"}, "name-0"),
        ({"rows": "1", "name-0": "旧館"}, "kind-0"),
        ({"rows": "1", "name-0": "旧館", "kind-0": "secret"}, "kind-0"),
        ({"rows": "1", "name-0": "旧館", "kind-0": "former", "until-0": "きのう"}, "until-0"),
        (
            {"rows": "1", "name-0": "旧館", "kind-0": "former", "until-0": "令和8年2月30日"},
            "until-0",
        ),
        ({"rows": "1", "id-0": "1"}, "name-0"),
        ({"rows": "-1"}, "rows"),
        ({"rows": "99999999"}, "rows"),
        ({"rows": "１"}, "rows"),
        ({}, "rows"),
    ],
)
def test_bad_rows_are_named(
    sent: dict[str, str], field: str, library: Institution, editor: Client
) -> None:
    if sent.get("rows") == "１":
        field = ""  # read as a number by the field, as no row by the form: nothing is written
    page = editor.post(path(library, Section.NAMES), {"seen": seen(library, Section.NAMES), **sent})

    if field:
        assert page.status_code == 422
        assert field in page.context["form"].errors
    assert not library.names.exists()


def test_a_form_without_what_was_seen_is_refused(library: Institution, editor: Client) -> None:
    assert editor.post(path(library, Section.PROFILE), {"mission": "x"}).status_code == 422


def test_after_somebody_elses_change_it_stands_beside_the_own_words(
    library: Institution, editor: Client
) -> None:
    opened = seen(library, Section.CHANNELS)
    client_of(library, Role.ADMIN).post(
        path(library, Section.CHANNELS), {"seen": opened, "telephone": "000-0000-0001"}
    )

    page = editor.post(
        path(library, Section.CHANNELS), {"seen": opened, "telephone": "000-0000-0002"}
    )

    text = page.content.decode()
    assert page.status_code == 409
    assert "別の人が、この項目を先に直しました" in text
    assert "000-0000-0001" in text
    assert 'value="000-0000-0002"' in text
    again = page.context["form"].data["seen"]
    assert (
        editor.post(
            path(library, Section.CHANNELS), {"seen": again, "telephone": "000-0000-0002"}
        ).status_code
        == 302
    )


def test_the_municipality_is_read_from_the_address(library: Institution, editor: Client) -> None:
    editor.post(
        path(library, Section.PLACE),
        {"seen": seen(library, Section.PLACE), "address": "長野県塩尻市大門七番町4-3"},
    )

    library.refresh_from_db()
    assert (library.prefecture, library.municipality, library.municipality_name) == (
        "20",
        "202151",
        "塩尻市",
    )


def test_the_page_shows_units_with_their_posts_and_says_so_to_nobody_else(
    library: Institution, editor: Client, client: Client
) -> None:
    above = Unit.objects.create(institution=library, name="奉仕課")
    unit = Unit.objects.create(institution=library, name="連携係", parent=above)
    Post.objects.create(institution=library, unit=unit, title="連携係長")

    own = editor.get(library.get_absolute_url()).content.decode()
    public = client.get(library.get_absolute_url()).content.decode()

    assert "連携係長" in own
    assert "（奉仕課の下）" in own
    assert "連携係" in public
    assert "連携係長" not in public


def test_the_history_names_persons_for_those_who_take_part_only(
    library: Institution, editor: Client, client: Client
) -> None:
    person = a_person("shiken-hana")
    an_affiliation(person, library, Role.EDITOR)
    a_client(person).post(
        path(library, Section.CHANNELS),
        {"seen": seen(library, Section.CHANNELS), "telephone": "000-0000-0001"},
    )
    history = f"{library.get_absolute_url()}history/"

    assert "人 shiken-hana" in editor.get(history).content.decode()
    public = client.get(history).content.decode()
    assert "試験市立図書館" in public
    assert "人 shiken-hana" not in public
