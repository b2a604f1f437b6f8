"""A row of a table of books as a ``Record``, in the many habits of library systems.

What a cell says is kept as written; it is only parted where its own signs part it: series and volume in brackets
behind the title, 東京:岩波書店, 姓 名／著, several numbers in one cell. Habits: data/synth-params/RECIPE.md §1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from yuinowa.catalogue.domain.reading import ndl_words, parts, people
from yuinowa.catalogue.domain.reading.columns import REPEATED, Field
from yuinowa.catalogue.domain.reading.years import year_of
from yuinowa.catalogue.domain.records import (
    Agent,
    Classed,
    ClassScheme,
    Holding,
    Identifier,
    Record,
    Scheme,
    Series,
    Use,
    Written,
)
from yuinowa.catalogue.domain.warnings import RecordUnusable, Unusable
from yuinowa.standards.statements import Value

Cells = Mapping[Field, Sequence[str]]


def cells_of(row: Sequence[str], mapping: Mapping[int, Field]) -> dict[Field, tuple[str, ...]]:
    """The cells of a row by what they say. ``mapping``: places from 0. Empty cells are left out."""
    found: dict[Field, tuple[str, ...]] = {}
    for place, field in sorted(mapping.items()):
        text = _plain(row[place]) if place < len(row) else ""
        if text and (field in REPEATED or field not in found):
            found[field] = (*found.get(field, ()), text)
    return found


def _plain(cell: str) -> str:
    """A cell without what only kept a spreadsheet from changing it: ="978…", '978…."""
    text = cell.strip(" \t\r\n\u3000")
    if match := re.fullmatch(r'="([^"]*)"', text):
        return match[1].strip()
    return text.removeprefix("'") if re.match("'[0-9]", text) else text


def record_of(cells: Cells) -> Record:
    """What the cells say.

    Raises:
        RecordUnusable: there is no title, and the row does not say that the record is withdrawn.
    """
    identity = _one(cells, Field.IDENTITY) or _one(cells, Field.ITEM)
    is_deleted = _is_yes(_one(cells, Field.DELETED))
    if not _one(cells, Field.TITLE) and not is_deleted:
        raise RecordUnusable(Unusable.NO_TITLE, identity)
    title = _title(cells)
    classes, is_wrong = _classes(cells)
    place, publisher = _publisher(cells)
    printed = _one(cells, Field.DATE)
    kind = _one(cells, Field.MATERIAL)
    responsibility = " ; ".join(cells.get(Field.AUTHOR, ())) or title.responsibility
    record = Record(
        identity=identity,
        title=title.title,
        other_title=title.other,
        volume=_one(cells, Field.VOLUME) or title.volume,
        edition=_one(cells, Field.EDITION),
        responsibility=responsibility,
        agents=_agents(cells, responsibility),
        place=place,
        publisher=publisher,
        date=printed,
        year=year_of(printed),
        identifiers=_identifiers(cells),
        classes=classes,
        subjects=tuple(map(Written, _split(cells.get(Field.SUBJECT, ())))),
        series=_series(cells, title.series),
        languages=parts.once(map(parts.language, _split(cells.get(Field.LANGUAGE, ())))),
        material=ndl_words.material([Value(text=kind or title.label)]),
        audience=ndl_words.audience(_one(cells, Field.AUDIENCE) or kind),
        accessible=ndl_words.accessible([kind, title.label]),
        extent=_one(cells, Field.EXTENT),
        notes=tuple(cells.get(Field.NOTE, ())),
        holdings=_holdings(cells),
        is_deleted=is_deleted,
    )
    return replace(record, warnings=parts.doubts(record, is_class_wrong=is_wrong))


def _one(cells: Cells, field: Field) -> str:
    return next(iter(cells.get(field, ())), "")


_SEVERAL: Final = re.compile(r"\s*[;；、,，\n／|｜]\s*")


def _split(texts: Sequence[str]) -> tuple[str, ...]:
    return parts.once(one.strip() for text in texts for one in _SEVERAL.split(text))


_NO: Final = frozenset(
    {"", "0", "false", "no", "n", "×", "-", "なし", "無", "有効", "所蔵", "在籍"}
)


def _is_yes(text: str) -> bool:
    """削除, 除籍, 1, ○, a date: anything that is not a no."""
    return unicodedata.normalize("NFKC", text).strip().lower() not in _NO


# ---------------------------------------------------------------- the title


_NOTHING: Final = Written("")


@dataclass(frozen=True, slots=True)
class Title:
    """What a cell with a title holds beside the title."""

    title: Written
    other: Written = _NOTHING
    responsibility: str = ""
    volume: str = ""
    series: str = ""
    label: str = ""


_BRACKETS: Final = re.compile(
    r"^(?P<rest>.*\S)\s*(?:[(（](?P<round>[^()（）]+)[)）]|\[(?P<square>[^\[\]]+)\]|［(?P<wide>[^［］]+)］)$"
)
_VOLUME: Final = re.compile(
    r"(?:第\s*)?[0-9]{1,4}(?:\s*[巻号集冊編部])?|第?[一二三四五六七八九十]{1,3}[巻号集冊編部]?|[上中下]巻?|[前後続正]編|[IVX]{1,5}"
    r"|(?:No|Vol|v)\.?\s*[0-9]{1,4}",
    re.IGNORECASE,
)
_BARE_VOLUME: Final = re.compile(
    r"^(?P<rest>.*\S)\s+(?P<volume>第\s*[0-9０-９一二三四五六七八九十]{1,4}\s*[巻号集冊編部]?|[0-9０-９]{1,4}\s*[巻号集冊]|[上中下]巻?"
    r"|(?:No|Vol)\.?\s*[0-9０-９]{1,4})$",
    re.IGNORECASE,
)
_OF_A_SERIES: Final = re.compile(
    r"文庫|新書|叢書|双書|シリーズ|選書|全集|ライブラリ|ブックス|コレクション|コミックス|講座|大系|体系|名作|Series|Books|Library",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"(?:録音|映像|電子|点字|視覚|静止画|地図|楽譜|マイクロ|大活字|DVD|CD|ビデオ|カセット)\S*",
    re.IGNORECASE,
)


def _title(cells: Cells) -> Title:
    """Brackets behind a title are parted only where they plainly hold a series, a volume or a kind of thing."""
    text, found = _one(cells, Field.TITLE), Title(Written(""))
    while match := _BRACKETS.match(text):
        inner = (match["round"] or match["square"] or match["wide"]).strip()
        plain = unicodedata.normalize("NFKC", inner)
        if not found.volume and _VOLUME.fullmatch(plain) and not _one(cells, Field.VOLUME):
            found = replace(found, volume=inner)
        elif not found.series and _OF_A_SERIES.search(plain):
            found = replace(found, series=inner)
        elif not found.label and _LABEL.fullmatch(plain):
            found = replace(found, label=inner)
        else:
            break
        text = match["rest"]
    if not found.volume and not _one(cells, Field.VOLUME) and (bare := _BARE_VOLUME.match(text)):
        text, found = bare["rest"], replace(found, volume=bare["volume"])
    if not _one(cells, Field.AUTHOR):
        text = text.replace("／", " / ", 1)
    title, other, responsibility = parts.title_of(text, _one(cells, Field.TITLE_KANA))
    own = _one(cells, Field.OTHER_TITLE)
    return replace(
        found, title=title, other=Written(own) if own else other, responsibility=responsibility
    )


def _series(cells: Cells, in_title: str) -> tuple[Series, ...]:
    texts = cells.get(Field.SERIES, ()) or ((in_title,) if in_title else ())
    return tuple(parts.series_of(text) for text in texts)


# ---------------------------------------------------------------- people, numbers, holdings


def _agents(cells: Cells, responsibility: str) -> tuple[Agent, ...]:
    """The reading belongs to the agents where there are as many of the one as of the other."""
    agents = people.agents_of(responsibility)
    kana = [
        a.name.text for text in cells.get(Field.AUTHOR_KANA, ()) for a in people.agents_of(text)
    ]
    if len(kana) != len(agents):
        return agents
    pairs = zip(agents, kana, strict=True)
    return tuple(replace(agent, name=Written(agent.name.text, read)) for agent, read in pairs)


_PLACE: Final = re.compile(r"^(?P<place>[^:：;；]{1,12}?)\s*[:：]\s*(?P<name>[^;；]+)")


def _publisher(cells: Cells) -> tuple[str, Written]:
    """東京:岩波書店 is a place and a name."""
    place, name = _one(cells, Field.PLACE), _one(cells, Field.PUBLISHER)
    if match := _PLACE.match(name):
        place, name = place or match["place"].strip(), match["name"].strip()
    return place, Written(name, _one(cells, Field.PUBLISHER_KANA))


#: A spreadsheet took the number for a quantity: 9784774188836.0; what became 9.78E+12 is lost.
_QUANTITY: Final = re.compile(r"(?<=[0-9])\.0$")
_NUMBERS: Final = re.compile(r"\s*[;；、,，\n／/|｜]\s*")


def _identifiers(cells: Cells) -> tuple[Identifier, ...]:
    found = [
        parts.identifier(scheme, _QUANTITY.sub("", text))
        for field, scheme in _SCHEMES
        for cell in cells.get(field, ())
        for text in _NUMBERS.split(cell)
        if text.strip()
    ]
    return tuple({(one.scheme, one.value): one for one in found}.values())


_SCHEMES: Final = (
    (Field.ISBN, Scheme.ISBN),
    (Field.ISSN, Scheme.ISSN),
    (Field.JPNO, Scheme.JPNO),
    (Field.NCID, Scheme.NCID),
)
_EDITION: Final = re.compile(
    r"^NDC\s*[(（]?(?P<edition>[0-9]{1,2})?[)）]?\s*[:：]\s*", re.IGNORECASE
)


def _classes(cells: Cells) -> tuple[tuple[Classed, ...], bool]:
    """913.6, NDC9:913.6, 913.6/ナ: the sign of a shelf behind it is none of the class."""
    found, is_wrong = [], False
    for cell in cells.get(Field.NDC, ()):
        match = _EDITION.match(cell)
        text = cell[match.end() :] if match else cell
        edition = (match["edition"] or "") if match else ""
        for one in re.split(r"[;；、,，\s]+", text.strip()):
            bare = re.split("[/／]", one)[0]
            if bare:
                found.append(parts.classed(ClassScheme.NDC, bare, edition))
                is_wrong = is_wrong or found[-1].scheme is not ClassScheme.NDC
    return tuple(dict.fromkeys(found)), is_wrong


def _holdings(cells: Cells) -> tuple[Holding, ...]:
    holding = Holding(
        branch=_one(cells, Field.BRANCH),
        call_number=_one(cells, Field.CALL_NUMBER),
        use=_use(_one(cells, Field.USE)),
        item=_one(cells, Field.ITEM),
        url=_one(cells, Field.URL),
    )
    return () if holding == Holding() else (holding,)


def _use(text: str) -> Use:
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in {"禁帯", "禁帯出", "館内", "不可", "貸出禁止"}:
        return Use.IN_LIBRARY
    if plain in {"可", "貸出", "帯出可", "通常", "一般"}:
        return Use.LOAN
    return ndl_words.use(plain)
