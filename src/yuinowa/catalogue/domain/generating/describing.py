"""How a library writes down what it holds: every flaw of RECIPE §2.4, at its rate, and logged."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from random import Random

from yuinowa.catalogue.domain.generating.libraries import AUTHOR_STYLES, DATE_STYLES, Profile, pick
from yuinowa.catalogue.domain.generating.seeds import Manifestation
from yuinowa.catalogue.domain.records import (
    Agent,
    Classed,
    ClassScheme,
    Identifier,
    Material,
    Record,
    Scheme,
    Written,
)
from yuinowa.kernel import identifiers

#: A record and the codes of what was done to it.
Described = tuple[Record, tuple[str, ...]]


@dataclass(slots=True)
class _Pen:
    """One library writing one record; ``wording`` draws what its supplier says to all its customers."""

    thing: Manifestation
    of: Profile
    random: Random
    wording: Random
    flaws: list[str] = field(default_factory=list)

    def happens(self, share: float, flaw: str) -> bool:
        if self.random.random() >= share:
            return False
        self.flaws.append(flaw)
        return True


def describe(thing: Manifestation, library: Profile, number: int, random: Random) -> Described:
    """The record ``library`` has of ``thing``, and its flaws; ``number`` makes its identity."""
    # 85 % carry the supplier's wording, which is the same for all its customers; the rest is local.
    supplied = random.random() < 0.9
    wording = Random(f"{thing.id}{library.supplier}") if supplied else random  # noqa: S311  (made-up records)
    pen = _Pen(thing, library, random, wording)
    title, volume = _title(pen)
    date, year = _date(pen)
    statement = _author(pen)
    wrong_field = pen.happens(0.002, "wrong-field")
    record = Record(
        identity=f"{library.code}-{number:06d}",
        title=Written(date if wrong_field else title, _kana(pen)),
        volume=volume,
        edition=_edition(pen),
        agents=(Agent(Written(statement, thing.names[0][2] if library.kana != "none" else "")),) if statement else (),
        publisher=Written(_publisher(pen)),
        date=title if wrong_field else date,
        year=None if wrong_field else year,
        identifiers=tuple(_identifiers(pen)),
        classes=tuple(_classes(pen)),
        languages=("jpn",),
        material=thing.material,
        extent=f"{thing.pages}p" if random.random() < 0.85 else "",
    )  # fmt: skip
    return record, tuple(pen.flaws)


# ---------------------------------------------------------------- title


def _title(pen: _Pen) -> tuple[str, str]:
    """The title as the library writes it, and the volume where it has a field of its own for it."""
    thing, volume = pen.thing, ""
    title = _kanji(thing.title, 0.2 if thing.year < 1950 else 0.005, pen)
    if pen.happens(0.014, "half-title"):
        title = title[: max(2, len(title) * 2 // 5)]
    if thing.subtitle:
        title += _subtitle(pen)
    if thing.volume and pen.of.volume_in_field:
        volume = _volume(pen).strip(" 　()[]")
    elif thing.volume:
        title += _volume(pen)
    if thing.edition_said and pen.random.random() < 0.25:
        title += f" {thing.edition_said}"
    if thing.series:
        title += _series(pen)
    return _width(_strewn(title, pen), pen), volume


def _strewn(title: str, pen: _Pen) -> str:
    """What does not belong into a title and stands there all the same."""
    thing = pen.thing
    if pen.happens(0.009, "responsibility-in-title") and thing.names:
        title += f" / {thing.names[0][0]}{thing.names[0][1]}{thing.role}"
    if pen.happens(0.007, "label"):
        title += pen.random.choice((" [図書]", " (単行本)", " [郷土資料]"))
    if pen.happens(0.002, "reading-in-title") and thing.kana:
        title = f"{thing.kana} {title}"
    if pen.happens(0.016, "trailing-space"):
        title += " "
    if " " in title.strip() and pen.happens(0.045, "double-space"):
        title = title.replace(" ", "  ", 1)
    return title


def _subtitle(pen: _Pen) -> str:
    if pen.wording.random() < 0.2 or pen.happens(0.04, "subtitle-dropped"):
        return ""
    sign = pen.wording.choices((" : ", " ", "-", "  ", "〜"), (4, 4, 4, 2, 1))[0]
    closed = sign if sign in "-〜" and pen.wording.random() < 0.5 else ""
    return f"{sign}{pen.thing.subtitle}{closed}"


def _volume(pen: _Pen) -> str:
    thing = pen.thing
    if thing.volumes in {2, 3} and pen.wording.random() < 0.6:
        words = "上下" if thing.volumes == 2 else "上中下"
        return f" {words[thing.volume - 1]}" + ("巻" if pen.random.random() < 0.15 else "")
    return pen.of.volume.format(n=thing.volume)


def _series(pen: _Pen) -> str:
    drawn = pen.wording.random()
    if drawn < 0.24:
        return f" {pen.thing.series}"
    if drawn < 0.40:
        return f" ({pen.thing.series})"
    if drawn < 0.48:
        return f" [{pen.thing.series[: pen.wording.randint(5, 8)]}]"
    return ""


def _width(text: str, pen: _Pen) -> str:
    if pen.of.width == "wide":
        return re.sub(r"\s*\(", "　（", text).replace(")", "）") if "(" in text else text
    return unicodedata.normalize("NFKC", text) if pen.of.width == "nfkc" else text


@lru_cache(maxsize=1)
def _old_forms() -> dict[str, str]:
    table = (files("yuinowa.kernel") / "data" / "variant-kanji.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {
        modern: variants[0]
        for modern, variants, source in rows
        if "kyujitai" in source or "titles" in source
    }


def _kanji(text: str, share: float, pen: _Pen) -> str:
    if not pen.happens(share, "old-kanji"):
        return text
    return "".join(
        _old_forms().get(sign, sign) if pen.random.random() < 0.7 else sign for sign in text
    )


def _kana(pen: _Pen) -> str:
    kana = pen.thing.kana
    if pen.of.kana == "none" or not kana:
        return ""
    return re.sub(r"\s+", "", kana) if pen.of.kana == "plain" else kana


# ---------------------------------------------------------------- names, date, edition

_NAME_FORMS = str.maketrans({"高": "髙", "斎": "齋", "桜": "櫻", "沢": "澤", "辺": "邊"})


def _author(pen: _Pen) -> str:
    thing = pen.thing
    if not thing.names or pen.happens(0.096, "author-missing"):
        return ""
    style = pen.of.author if pen.random.random() < 0.98 else pick(AUTHOR_STYLES, pen.random)
    names = list(thing.names)
    if len(names) > 1 and pen.happens(0.02, "contributor-dropped"):
        names = names[:1]
    if len(names) > 1 and pen.happens(0.36, "contributor-first"):
        names.reverse()
    role = thing.role if pen.random.random() < 0.985 else "著"
    written = []
    for family, given, _kana in names:
        text = (
            style.format(f=family, g=given, r=role)
            if given
            else style.format(f=family, g="", r=role)
            .replace(" /", "/")
            .replace(" ∥", "∥")
            .replace(", ", "")
        )
        written.append(
            text.strip().translate(_NAME_FORMS) if pen.happens(0.02, "name-kanji") else text.strip()
        )
    text = (
        (" ", "　", ", ", "、")[pen.of.supplier].join(written)
        if pen.of.supplier == 2
        else "、".join(written)
    )
    if len(written) > 1 and pen.random.random() < 0.03:
        text += " ほか"
    return (
        text.replace("/", "／").replace(" ", "　")
        if pen.of.width == "wide" and pen.random.random() < 0.1
        else text
    )


def _publisher(pen: _Pen) -> str:
    thing = pen.thing
    if pen.happens(0.0227, "publisher-missing"):
        return ""
    name = thing.publisher
    if thing.former and pen.happens(0.08, "former-name"):
        name = thing.former
    if pen.happens(0.004, "other-publisher"):
        name = f"{name}販売"
    if pen.happens(0.008, "publisher-kana"):
        name += " (シュッパンシャ)"
    return f"{thing.place}:{name}" if pen.of.with_place and thing.place else name


def _date(pen: _Pen) -> tuple[str, int | None]:
    thing = pen.thing
    if pen.happens(0.0271, "date-missing"):
        return "", None
    year = thing.year
    if pen.happens(0.013, "year-of-reprint"):
        year += pen.random.randint(1, 9)
    style = pen.of.date if pen.random.random() < 0.9 else pick(DATE_STYLES, pen.random)
    return style.format(y=year, m=thing.month), year


def _edition(pen: _Pen) -> str:
    if not pen.thing.edition_said:
        return "初版" if pen.random.random() < 0.02 else ""
    return "" if pen.happens(0.2, "edition-dropped") else pen.thing.edition_said


# ---------------------------------------------------------------- numbers


def _identifiers(pen: _Pen) -> list[Identifier]:
    thing, found = pen.thing, []
    if thing.isbn and not pen.happens(0.07, "isbn-missing"):
        number = thing.isbn
        if thing.set_isbn and pen.happens(0.02, "isbn-of-set"):
            number = thing.set_isbn
        checked = identifiers.isbn(_isbn_text(number, pen))
        found.append(
            Identifier(Scheme.ISBN, checked.value, checked.raw, checked.valid, checked.warnings)
        )
    # JP numbers come with the supplier's records, in a third of the libraries.
    if thing.jpno and pen.of.supplier == 0:
        found.append(Identifier(Scheme.JPNO, thing.jpno, thing.jpno))
    return found


def _isbn_text(number: str, pen: _Pen) -> str:
    if pen.happens(0.003, "isbn-mistyped"):
        at = pen.random.randint(4, 12)
        slip = (int(number[at]) + pen.random.randint(1, 9)) % 10
        return f"{number[:at]}{slip}{number[at + 1 :]}"
    body = number[3:12]
    if pen.of.isbn == "10" or (pen.of.isbn == "cut" and pen.thing.year < 2007):
        check = "0123456789X"[-sum(int(d) * (10 - at) for at, d in enumerate(body)) % 11]
        return f"{body[0]}-{body[1:7]}-{body[7:]}-{check}"
    if pen.of.isbn == "cut":
        pen.flaws.append("isbn-cut")
        return f"{body[0]}-{body[1:7]}-{body[7:]}-{number[12]}"
    if pen.of.isbn == "13":
        return number
    return f"978-{body[0]}-{body[1:7]}-{body[7:]}-{number[12]}" + (
        " :" if pen.of.trailing_colon else ""
    )


def _classes(pen: _Pen) -> list[Classed]:
    if pen.thing.ndc:
        value = pen.thing.ndc
    elif pen.thing.material == Material.MOVING_IMAGE:
        value = "778.77"
    else:
        value = "726.1"
    if pen.happens(0.2, "class-cut"):
        value = value[: pen.random.randint(1, 3)]
    return [Classed(ClassScheme.NDC, value, pen.random.choice(("8", "9", "9", "10")))]
