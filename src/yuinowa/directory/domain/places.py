"""Prefectures and municipalities, and how an address names them. Source: JIS X 0401, code4fukui/localgovjp."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from yuinowa.kernel import identifiers
from yuinowa.kernel.textkeys import search_key

PREFECTURES = dict(
    zip(
        (f"{n:02}" for n in range(1, 48)),
        [
            "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県",
            "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県",
            "岐阜県", "静岡県", "愛知県", "三重県", "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県",
            "鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県", "高知県", "福岡県",
            "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
        ],
        strict=True,
    )
)  # fmt: skip
PREFECTURE_CODES = {name: code for code, name in PREFECTURES.items()}

_KATAKANA = {code: chr(code + 0x60) for code in range(0x3041, 0x3097)}
_COUNTY = re.compile("^.{1,4}?郡")
_POSTAL_CODE = re.compile("^〒?[0-9]{3}-?[0-9]{4} *")


def prefecture_name(code: str) -> str:
    """The name of a prefecture, or an empty text where the code is not known."""
    return PREFECTURES.get(code, "")


def municipality_name(code: str) -> str:
    """Prefecture and municipality, for names come twice (府中市); an empty text where the code is not known."""
    known = municipalities().get(code)
    return f"{prefecture_name(known.prefecture)}{known.name}" if known else ""


@dataclass(frozen=True, slots=True)
class Municipality:
    """A city, ward, town or village by its 全国地方公共団体コード."""

    code: str
    prefecture: str
    name: str
    kana: str

    @property
    def katakana(self) -> str:
        """The reading as institutions have theirs."""
        return self.kana.translate(_KATAKANA)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an institution is, as far as its address says; what is not known is empty."""

    prefecture: str = ""
    municipality: str = ""
    municipality_name: str = ""
    postal_code: str = ""
    address: str = ""


@lru_cache(maxsize=1)
def municipalities() -> dict[str, Municipality]:
    """Every municipality and every ward of a designated city, by code."""
    table = (files("yuinowa.directory") / "data" / "municipalities.csv").read_text("utf-8")
    rows = csv.DictReader(table.splitlines())
    return {
        row["lgcode"]: Municipality(row["lgcode"], row["prefecture"], row["name"], row["kana"])
        for row in rows
    }


@lru_cache(maxsize=1)
def _cities_of_wards() -> dict[str, str]:
    """The designated city of each of its wards: 札幌市 of 札幌市中央区. The wards of Tokyo are in no city."""
    wards = [place for place in municipalities().values() if place.name.endswith("区")]
    cities = {
        (place.prefecture, place.name): place.code
        for place in municipalities().values()
        if place.name.endswith("市")
    }
    found = {
        ward.code: cities.get((ward.prefecture, ward.name[: ward.name.find("市", 1) + 1]))
        for ward in wards
    }
    return {ward: city for ward, city in found.items() if city is not None}


def city_of(code: str) -> str:
    """The municipality by which ``code`` is counted: the city where it is a ward of one, else itself."""
    return _cities_of_wards().get(code, code)


def municipalities_of(prefecture: str) -> list[Municipality]:
    """The cities, towns and villages of a prefecture and the wards of Tokyo, by code."""
    return [
        place
        for code, place in sorted(municipalities().items())
        if place.prefecture == prefecture and city_of(code) == code
    ]


@lru_cache(maxsize=1)
def _by_prefecture() -> dict[str, tuple[tuple[str, Municipality], ...]]:
    """Per prefecture the folded names, longest first: 札幌市中央区 before 札幌市."""
    found: dict[str, list[tuple[str, Municipality]]] = {code: [] for code in PREFECTURES}
    for municipality in municipalities().values():
        found[municipality.prefecture].append((search_key(municipality.name), municipality))
    return {code: tuple(sorted(rows, key=lambda row: -len(row[0]))) for code, rows in found.items()}


def prefecture_in(address: str) -> str:
    """The code of the prefecture with which ``address`` begins, or an empty text."""
    start = address.lstrip()[:4]
    return next((code for name, code in PREFECTURE_CODES.items() if start.startswith(name)), "")


def municipality_in(address: str, prefecture: str) -> Municipality | None:
    """The municipality that ``address`` names after its prefecture, which may be left out; counties are skipped."""
    without_code = _POSTAL_CODE.sub("", address)
    rest = search_key(without_code.replace(prefecture_name(prefecture), "", 1))
    known = _by_prefecture().get(prefecture, ())
    for text in dict.fromkeys((rest, _COUNTY.sub("", rest))):
        for key, municipality in known:
            if text.startswith(key):
                return municipality
    return None


def place_of(address: str, *, prefecture: str = "", postal_code: str = "") -> Place:
    """The place an address names. A postal code of another form than 999-9999 is left out."""
    prefecture = prefecture_in(address) or prefecture
    found = municipality_in(address, prefecture) if prefecture else None
    checked = identifiers.postal_code(postal_code)
    return Place(
        prefecture=prefecture,
        municipality=found.code if found else "",
        municipality_name=found.name if found else "",
        postal_code=checked.value if checked.valid else "",
        address=address,
    )
