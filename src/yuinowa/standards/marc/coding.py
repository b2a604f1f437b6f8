"""In what coding a record is written, decided from its bytes and not from what its leader says (R14).

The leader (position 9) knows UTF-8 and MARC-8; files from Japanese systems say either over CP932 or EUC-JP.
A wrong guess turns a record into other words without an error, so a coding must make sense of the text
clearly better than the others. Else the record is refused, and its owner may tell the coding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from yuinowa.standards.marc import marc8
from yuinowa.standards.marc.codes import Coding, Doubt, Reason

#: A coding must make sense of this share of the characters beyond ASCII, and lead by this much.
_SENSE, _LEAD = 0.7, 0.3
#: So many bytes or characters show what a record is written in; decoded strictly is all of it.
_ENOUGH = 50_000
#: Japanese without this share of kana may be any East Asian language in another coding.
_KANA = 0.05
#: From this share of valid sequences on, bytes are taken for UTF-8 that has been damaged.
_MOSTLY_UTF_8 = 0.6
#: A record whose MARC-8 has more unknown characters than this share of those beyond ASCII is not MARC-8.
_UNKNOWN_SHARE = 0.1

_ISO_2022_JP = re.compile(rb"\x1b\$[@B]|\x1b\([IJ]")
_CODECS = {
    Coding.UTF_8: ("utf-8",),
    Coding.CP932: ("cp932",),
    # The second one knows the circled numbers that the standard lacks and Japanese systems write.
    Coding.EUC_JP: ("euc_jp", "euc_jis_2004"),
    Coding.ISO_2022_JP: ("iso2022_jp_ext",),
    Coding.LATIN_1: ("iso-8859-1",),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """The coding with the text of every part in it, in order."""

    coding: Coding
    texts: list[str]
    doubts: tuple[Doubt, ...] = ()


def decide(parts: list[bytes], *, said: str, told: Coding | None = None) -> Decided | Reason:
    """The text of ``parts`` (what stands between marks), or why none can be given.

    ``said``: leader/09. ``told``: the coding the source's owner has named; then no other is tried.
    """
    if told is not None:
        found = _in(told, parts)
        return found if found is not None else Reason.CODING
    data = b"\x1f".join(parts)
    utf_8 = _in(Coding.UTF_8, parts)
    if utf_8 is not None and not data.isascii():
        return utf_8 if said == "a" else Decided(Coding.UTF_8, utf_8.texts, (Doubt.CODING,))
    if b"\x1b" in data:
        return _with_escapes(parts, data, said)
    if utf_8 is not None:
        return utf_8
    if _share_of_utf_8(data) >= _MOSTLY_UTF_8:
        return Reason.DAMAGED
    return _best(parts, said)


def _with_escapes(parts: list[bytes], data: bytes, said: str) -> Decided | Reason:
    coding = Coding.ISO_2022_JP if _ISO_2022_JP.search(data) else Coding.MARC_8
    found = _in(coding, parts)
    if found is None:
        return Reason.CODING
    lied = said == "a" or coding is Coding.ISO_2022_JP
    return Decided(coding, found.texts, (*found.doubts, Doubt.CODING) if lied else found.doubts)


def _in(coding: Coding, parts: list[bytes]) -> Decided | None:
    if coding is Coding.MARC_8:
        return _in_marc_8(parts)
    for codec in _CODECS[coding]:
        try:
            return Decided(coding, [part.decode(codec) for part in parts])
        except UnicodeDecodeError:
            continue
    return None


def _in_marc_8(parts: list[bytes]) -> Decided | None:
    decoded = [marc8.decode(part) for part in parts]
    unknown = sum(part.unknown for part in decoded)
    texts = [part.text for part in decoded]
    if not unknown:
        return Decided(Coding.MARC_8, texts)
    beyond = sum(not c.isascii() for text in texts for c in text)
    if unknown > 1 and unknown > _UNKNOWN_SHARE * beyond:
        return None
    return Decided(Coding.MARC_8, texts, (Doubt.CHARACTER,))


# ---------------------------------------------------------------- which one makes sense


def _best(parts: list[bytes], said: str) -> Decided | Reason:
    candidates = []
    for coding in (Coding.MARC_8, Coding.CP932, Coding.EUC_JP):
        found = _in(coding, parts)
        if found is not None:
            candidates.append((_sense(found, parts), coding.value, found))
    candidates.sort(key=lambda candidate: candidate[:2], reverse=True)
    if not candidates or candidates[0][0] < _SENSE:
        return Reason.CODING
    if len(candidates) > 1 and candidates[0][0] - candidates[1][0] < _LEAD:
        return Reason.CODING
    best = candidates[0][2]
    honest = best.coding is Coding.MARC_8 and said != "a"
    return best if honest else Decided(best.coding, best.texts, (*best.doubts, Doubt.CODING))


def _sense(found: Decided, parts: list[bytes]) -> float:
    if found.coding is Coding.MARC_8:
        data = b"\x1f".join(part for part in parts if not part.isascii())
        return _sense_of_marc_8(data[:_ENOUGH])
    text = "".join(text for text in found.texts if not text.isascii())
    return _sense_of_japanese(text[:_ENOUGH])


def _share_of_utf_8(data: bytes) -> float:
    """The share of the bytes beyond ASCII that are usual letters, kana or kanji in UTF-8.

    Bytes of other codings are valid UTF-8 by chance too, but seldom of these.
    """
    beyond = sum(byte > 0x7F for byte in data)
    readable = data.decode("utf-8", "ignore")
    valid = sum(len(c.encode()) for c in readable if "\xc0" <= c < "\u0180" or c >= "\u3000")
    return valid / beyond


def _sense_of_japanese(text: str) -> float:
    """The share of the characters beyond ASCII that are kana, everyday kanji or full-width signs.

    Half-width kana and rare kanji count nothing: read in a wrong coding, text is full of them. Without kana
    it makes no sense at all: Chinese and Korean read in a Japanese coding give everyday kanji too.
    """
    beyond = [c for c in text if not c.isascii()]
    if not beyond:
        return 0
    kana = sum("\u3041" <= c <= "\u30fa" for c in beyond)
    if kana < _KANA * len(beyond):
        return 0
    return sum(map(_is_everyday, beyond)) / len(beyond)


def _is_everyday(char: str) -> bool:
    if "\u3041" <= char <= "\u30fe" or "\uff01" <= char <= "\uff5e":
        return True
    try:
        lead = char.encode("euc_jp")[0]
    except UnicodeEncodeError:
        return False
    return (lead <= 0xA3 and char > "\u2000") or 0xB0 <= lead <= 0xCF


_LATIN_LETTERS = frozenset(range(0x41, 0x5B)) | frozenset(range(0x61, 0x7B))
_ANSEL_SIGNS = frozenset(range(0xA1, 0xC9))
_LIGATURES = {0xEB, 0xEC, 0xFA, 0xFB}


def _sense_of_marc_8(data: bytes) -> float:
    """The share of the bytes beyond ASCII that make a usual letter as ANSEL reads them.

    A mark stands before its letter there. Latin-1 has its accented letters at the same bytes, and read as
    MARC-8 gives combinations that no language writes: they count a quarter.
    """
    beyond = usual = 0.0
    for place, byte in enumerate(data):
        if byte < 0x80 or byte in marc8.CONTROLS:
            continue
        beyond += 1
        if byte < 0xE0:
            # Signs stand alone among letters; in a coding of two bytes they come in pairs.
            usual += byte in _ANSEL_SIGNS and not 0x80 <= data[place - 1] < 0xE0
        elif byte in _LIGATURES:
            usual += 1
        else:
            usual += _sense_of_mark(data[place : place + 3])
    return usual / beyond if beyond else 1


def _sense_of_mark(mark_and_after: bytes) -> float:
    after = mark_and_after[1:]
    if after[:1] and after[0] >= 0xE0:  # two marks on one letter
        after = after[1:]
    if not after or after[0] not in _LATIN_LETTERS | _ANSEL_SIGNS:
        return 0
    composed = marc8.decode(bytes((mark_and_after[0], after[0]))).text
    is_usual = len(composed) == 1 and (composed < "\u0180" or "\u1e00" <= composed < "\u1f00")
    return 1 if is_usual else 0.25


# ---------------------------------------------------------------- text that is spoilt

#: Control characters, surrogates, and the last two of every plane, which are no characters (R1).
_NO_CHARACTERS = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
BAD = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1d\x7f\ud800-\udfff\ufdd0-\ufdef{_NO_CHARACTERS}]")
_LINE_BREAKS = re.compile(r"[\t\n\r\x85\u2028\u2029]")


#: UTF-8 taken for Latin-1 or CP1252 and coded once more: a letter of two bytes, kana or kanji of three.
_CONTINUED = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_TWICE = re.compile(f"Ã{_CONTINUED}|[ã-é]{_CONTINUED}{{2}}")
#: How such a piece begins: looked for first, because most text has none of them.
_TWICE_BEGINS = "Ããäåæçèé"


def is_coded_twice(text: str) -> bool:
    """Whether there is a piece that undoing one coding too many turns into a letter, kana or kanji."""
    if not any(begin in text for begin in _TWICE_BEGINS):
        return False
    return any(_undone(piece[0]) for piece in _TWICE.finditer(text))


def _undone(piece: str) -> bool:
    for codec in ("iso-8859-1", "cp1252"):
        try:
            undone = piece.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
        return undone.isalpha() or "\u3000" <= undone < "\u3100"
    return False


def judged(texts: list[str]) -> tuple[Reason | None, bool]:
    """Why text must not be stored as it is (R1, R9), and whether there is a tab or a line break in it."""
    whole = "".join(texts)
    # Nothing but signs that are seen: the quick answer for nearly every record.
    is_plain = whole.replace("\x1f", "").isprintable()
    has_breaks = not is_plain and _LINE_BREAKS.search(whole) is not None
    if "\ufffd" in whole:
        return Reason.LOST, has_breaks
    if not is_plain and BAD.search(whole):
        return Reason.CONTROL, has_breaks
    is_twice = is_coded_twice(whole) and is_coded_twice("\n".join(texts))
    return Reason.TWICE if is_twice else None, has_breaks


def spoilt(texts: list[str]) -> Reason | None:
    """Why text must not be stored as it is (R1, R9)."""
    return judged(texts)[0]
