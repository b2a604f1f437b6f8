"""What a link from another catalogue asks for."""

from __future__ import annotations

import pytest

from yuinowa.catalogue.domain.openurl import Asked, asked


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({"rft.isbn": "4-00-310101-4"}, Asked("9784003101018")),
        ({"isbn": "978-4-00-310101-8", "title": "こころ"}, Asked("9784003101018", "こころ")),
        ({"rft_id": "urn:ISBN:9784003101018"}, Asked("9784003101018")),
        ({"rft.issn": "0027-9153"}, Asked("0027-9153")),
        ({"isbn": "1234567890", "rft.btitle": "石仏"}, Asked(title="石仏")),
        ({"title": "古い題", "rft.title": "題"}, Asked(title="題")),
        (
            {"rft.btitle": "坊っちゃん", "rft.au": "夏目, 漱石", "rft.date": "1907-01"},
            Asked(title="坊っちゃん", maker="夏目, 漱石", year=1907),
        ),
        ({"rft.date": "昭和5年"}, Asked()),
        ({}, Asked()),
    ],
)
def test_keys_of_both_versions_are_read(query: dict[str, str], wanted: Asked) -> None:
    assert asked(query) == wanted
