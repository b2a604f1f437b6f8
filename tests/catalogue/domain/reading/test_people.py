"""Who is answerable, in the styles catalogues have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.catalogue.domain.reading.people import agents_of


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("谷川 俊太郎/著", [("谷川 俊太郎", "著")]),
        ("谷川俊太郎／著", [("谷川俊太郎", "著")]),
        ("谷川俊太郎∥著", [("谷川俊太郎", "著")]),
        ("谷川俊太郎/[著]", [("谷川俊太郎", "著")]),
        ("冲方丁 [著]", [("冲方丁", "著")]),
        ("冲方丁[著]", [("冲方丁", "著")]),
        ("山田太郎著", [("山田太郎", "著")]),
        ("山田太郎", [("山田太郎", "")]),
        ("小川 文", [("小川", "文")]),
        ("高山正也, 植松貞夫 監修", [("高山正也", "監修"), ("植松貞夫", "監修")]),
        ("高山正也、植松貞夫編著", [("高山正也", "編著"), ("植松貞夫", "編著")]),
        ("いもとようこ／文　いもとようこ／絵", [("いもとようこ", "文"), ("いもとようこ", "絵")]),
        ("P.バーク 著 ; 井山弘幸 訳", [("P.バーク", "著"), ("井山弘幸", "訳")]),
        ("甲／著，乙／訳", [("甲", "著"), ("乙", "訳")]),
        ("甲, 乙, 丙 ほか/著", [("甲", "著"), ("乙", "著"), ("丙", "著")]),
        ("冲方, 丁, 1977-", [("冲方, 丁, 1977-", "")]),
        ("夏目 漱石/作・絵", [("夏目 漱石", "作・絵")]),
        ("", []),
        (" ; ", []),
    ],
)
def test_names_and_roles_are_parted(statement: str, found: list[tuple[str, str]]) -> None:
    assert [(agent.name.text, agent.role) for agent in agents_of(statement)] == found


@given(st.text(max_size=60))
def test_any_statement_is_read(statement: str) -> None:
    assert all(agent.name.text.strip() for agent in agents_of(statement))
