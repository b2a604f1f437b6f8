"""The real works everything is made from, and the manifestations that are derived from them."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from random import Random

from yuinowa.catalogue.domain.records import Material


@dataclass(frozen=True, slots=True)
class Seed:
    """One real work as data/works.jsonl.xz has it; ``of`` is the set it is from, ``at`` who holds it really."""

    id: str
    of: str
    kind: str
    title: str
    kana: str = ""
    by: tuple[tuple[str, str], ...] = ()
    pub: str = ""
    place: str = ""
    date: str = ""
    vol: str = ""
    series: str = ""
    ed: str = ""
    pages: str = ""
    jpno: str = ""
    issn: str = ""
    ndc: str = ""
    isbn: str = ""
    lang: str = ""
    town: str = ""
    subjects: tuple[str, ...] = ()
    at: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def seeds() -> tuple[Seed, ...]:
    """All 35,794 works, in the order of the file."""
    stored = (files("yuinowa.catalogue") / "data" / "works.jsonl.xz").read_bytes()
    found = []
    for line in lzma.decompress(stored).decode("utf-8").splitlines():
        row = json.loads(line)
        row["by"] = tuple((name, kana) for name, kana in row.get("by", ()))
        row["subjects"], row["at"] = tuple(row.get("subjects", ())), tuple(row.get("at", ()))
        found.append(Seed(**row))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Manifestation:
    """A made-up edition: what is printed on it, before any library describes it.

    ``work`` and ``id`` are the truth. ``names``: (family, given, kana), given empty for bodies and pen names.
    ``fame``: 0 for what few hold, 1 for what many hold.
    """

    id: str
    work: str
    title: str
    subtitle: str
    kana: str
    volume: int
    volumes: int
    edition: int
    edition_said: str
    names: tuple[tuple[str, str, str], ...]
    role: str
    publisher: str
    former: str
    place: str
    year: int
    month: int
    first_year: int
    series: str
    isbn: str
    set_isbn: str
    jpno: str
    ndc: str
    pages: int
    material: Material
    fame: int
    is_local: bool


_NAME = re.compile(r"^([^,]+),\s*([^,\d]+)")
_YEAR = re.compile(r"(1[5-9]\d\d|20\d\d)")
_SIGNS = re.compile(r"[／∥\[\]［］/;；:：]")
_FAMILY = re.compile(r"^[一-龠々]{4}$")
#: A title that ends as a volume would: what is derived from it would have two.
_NUMBERED = re.compile(r"[\dIVX上中下前後続編巻号)\]）]\s*$|\d")
#: For works whose publisher is not known (serialised in a magazine): houses that publish many of that kind.
_HOUSES = (
    ("集英社", "", "東京"), ("小学館", "", "東京"), ("講談社", "", "東京"), ("秋田書店", "", "東京"), ("白泉社", "", "東京"),
    ("双葉社", "", "東京"), ("新潮社", "", "東京"), ("学研", "学習研究社", "東京"), ("KADOKAWA", "角川書店", "東京"),
    ("中央公論新社", "中央公論社", "東京"), ("河出書房新社", "河出書房", "東京"), ("NHK出版", "日本放送出版協会", "東京"),
    ("岩波書店", "", "東京"), ("文藝春秋", "", "東京"), ("ぎょうせい", "帝国地方行政学会", "東京"), ("青磁社", "", "京都"),
    ("海鳥社", "", "福岡"), ("北海道新聞社", "", "札幌"), ("和泉書院", "", "大阪"), ("中日新聞社", "", "名古屋"),
)  # fmt: skip
_SERIES = (
    "{}文庫", "{}文庫", "{}新書", "{}選書", "{}コミックス", "{}叢書", "{}ライブラリー", "くらしの森", "まなびのとびら", "{}の図鑑NEO",
    "人と思想", "日本の石仏シリーズ", "旅の手帖", "ものがたりの海 {}", "こどもの本棚", "{} books", "現代の名作", "郷土の本",
)  # fmt: skip
_SUBTITLES = (
    "その歴史と現在", "基礎からわかる", "入門から実践まで", "写真で見る村の暮らし", "失われた風景を歩く", "もう一つの物語", "資料と解説",
    "百年の記憶", "海と山のあいだで", "子どもたちに伝えたいこと", "調査と研究", "人と道具", "祈りのかたち", "完結のとき", "はじめての旅",
)  # fmt: skip
#: Made-up second names: who wrote the preface, drew the pictures, checked the facts.
_BESIDE = (
    ("山本", "里美", ""), ("石川", "正夫", ""), ("中村", "由紀", ""), ("木下", "健", ""), ("佐々木", "光", ""), ("絵本工房", "", ""),
    ("郷土史研究会", "", ""), ("小川", "千尋", ""), ("藤田", "茂", ""), ("編集部", "", ""),
)  # fmt: skip
_ROLES = ("著", "著", "著", "著", "編", "編著", "作", "文", "画")


def manifestations(
    many: Sequence[Seed], random: Random, *, famous: float = 0.3
) -> Iterator[Manifestation]:
    """The seeds as made-up editions, with volumes and later editions as hard negatives (RECIPE §2.1).

    ``famous``: the share that many libraries hold. Volumes are works of their own; editions share a work.
    """
    told: set[tuple[str, ...]] = set()
    for seed in many:
        # The sets hold packages that nothing in their description tells apart: nobody could.
        same = (seed.kind, seed.title, seed.vol, seed.pub, seed.by[0][0] if seed.by else "")
        if same in told:
            continue
        told.add(same)
        base = _base(seed, random, famous)
        may_grow = base.material == Material.BOOK and not (seed.vol or _NUMBERED.search(seed.title))
        if may_grow and random.random() < 0.12:
            yield from _volumes(base, random)
        elif may_grow and random.random() < 0.12:
            yield from _editions(base, random)
        else:
            yield base


def _volumes(base: Manifestation, random: Random) -> Iterator[Manifestation]:
    count = min(30, 2 + int(random.expovariate(0.35)))
    set_isbn = _isbn(f"{base.work}/set") if base.isbn else ""
    for volume in range(1, count + 1):
        name = f"{base.work}/{volume}"
        year = min(2024, base.year + (volume - 1) // 3)
        yield replace(
            base, id=name, work=name, volume=volume, volumes=count, year=year, first_year=year,
            isbn=_isbn(name) if base.isbn else "", set_isbn=set_isbn, jpno="", pages=random.randint(90, 420),
            month=random.randint(1, 12),
        )  # fmt: skip


def _editions(base: Manifestation, random: Random) -> Iterator[Manifestation]:
    yield base
    year = base.year
    for edition in range(2, 3 + int(random.random() < 0.3)):
        year += random.randint(1, 15)
        if year > 2024:
            return
        said = random.choice(
            (f"第{edition}版", f"第{edition}版", "改訂版", "新版", "増補版", "新装版")
        )
        name = f"{base.work}/e{edition}"
        yield replace(
            base, id=name, edition=edition, edition_said=said, year=year, first_year=base.year, jpno="",
            isbn=_isbn(name) if base.isbn else "", pages=base.pages + random.randint(-4, 40), month=random.randint(1, 12),
        )  # fmt: skip


def _base(seed: Seed, random: Random, famous: float) -> Manifestation:
    title, _, subtitle = seed.title.partition(" : ")
    if seed.vol:
        title, subtitle = f"{title} {seed.vol}", ""
    if not subtitle and not seed.vol and random.random() < 0.35:
        subtitle = random.choice(_SUBTITLES)
    found = _YEAR.search(seed.date)
    year = (
        int(found[1]) if found else random.choice((1935, 1952, 1968, 1984, 1996, 2004, 2012, 2018))
    )
    house, former, place = random.choice(_HOUSES)
    is_local = seed.of in {"local", "manga_other"}
    publisher = _SIGNS.sub("", seed.pub).strip() or house
    material = Material(seed.kind)
    has_isbn = (
        material == Material.BOOK and year >= 1970 and random.random() < (0.4 if is_local else 1)
    )
    # What many hold was counted by ISBN: only books in the trade are held by scores of libraries.
    fame = int(not is_local and has_isbn and random.random() < famous)
    series = random.choice(_SERIES).format(house[:2] if len(house) > 4 else house)
    if random.random() < 0.4:
        series += (
            f" {random.choice('あいうかきくさしす')}{random.randint(1, 60)}-{random.randint(1, 12)}"
        )
    names = tuple(_name(*one) for one in seed.by[:2])
    if len(names) == 1 and random.random() < 0.15:
        names += (random.choice(_BESIDE),)
    pages = re.search(r"(\d+)p", seed.pages)
    return Manifestation(
        id=seed.id, work=seed.id, title=title.strip() or seed.title, subtitle=subtitle, kana=seed.kana.partition(" : ")[0],
        volume=0, volumes=0, edition=1, edition_said="", names=names,
        role=random.choice(_ROLES), publisher=publisher, former=former if publisher == house else "",
        place=(seed.place if not is_local else "") or place, year=year, month=random.randint(1, 12), first_year=year,
        series=series if random.random() < 0.57 and not is_local else "", isbn=_isbn(seed.id) if has_isbn else "", set_isbn="",
        jpno=seed.jpno, ndc=seed.ndc or "", pages=int(pages[1]) if pages else random.randint(40, 480), material=material,
        fame=fame, is_local=is_local,
    )  # fmt: skip


def _name(text: str, kana: str) -> tuple[str, str, str]:
    """浅田, 芳朗, 1909- and 浅田芳朗 part into family and given name; bodies and pen names do not."""
    turned = _NAME.match(text)
    if turned:
        return turned[1].strip(), turned[2].strip(), kana
    plain = _SIGNS.split(re.sub(r"[\[［][^\]］]*[\]］]", "", text))[0].strip() or text
    return (plain[:2], plain[2:], kana) if _FAMILY.match(plain) else (plain, "", kana)


def _isbn(name: str) -> str:
    """A made-up ISBN-13, always the same for ``name``: 978-4-99…, marked as made up in the data's README."""
    from hashlib import blake2b  # noqa: PLC0415

    body = f"978499{int.from_bytes(blake2b(name.encode(), digest_size=6).digest()) % 1_000_000:06d}"
    check = -sum(int(digit) * (1 + 2 * (at % 2)) for at, digit in enumerate(body)) % 10
    return f"{body}{check}"
