"""A search as plain values, and its address."""

from __future__ import annotations

from yuinowa.catalogue.domain.criteria import Criteria, Sort, in_words
from yuinowa.catalogue.domain.document import LANGUAGE


def test_the_address_holds_all_that_is_not_as_usual() -> None:
    asked = Criteria("石仏", {"material": ("map", "book")}, 1990, None, Sort.NEWEST)

    assert asked.parameters() == [
        ("q", "石仏"),
        ("material", "map"),
        ("material", "book"),
        ("from", "1990"),
        ("sort", "new"),
    ]
    assert Criteria().parameters() == []


def test_a_value_is_chosen_and_taken_off_again() -> None:
    chosen = Criteria("石仏").toggled("material", "map")

    assert chosen.narrowing == {"material": ("map",)}
    assert chosen.toggled("material", "map") == Criteria("石仏")


def test_classes_are_gone_down_and_up_a_step_at_a_time() -> None:
    down = Criteria().ndc_toggled("7").ndc_toggled("71")

    assert down.narrowing == {"ndc": ("71",)}
    assert down.ndc_toggled("71").narrowing == {"ndc": ("7",)}
    assert down.ndc_toggled("71").ndc_toggled("7").narrowing == {}


def test_fields_become_words_that_can_be_typed() -> None:
    fields = {"q": "神奈川", "title": '平塚の"石仏', "author": "", "number": "978-4-00-310101-8"}

    assert in_words(fields) == '神奈川 title:"平塚の 石仏" number:"978-4-00-310101-8"'


def test_the_search_knows_every_field_of_the_form() -> None:
    from yuinowa.catalogue.domain.criteria import FIELDS

    assert set(FIELDS) <= LANGUAGE.fields.keys()
