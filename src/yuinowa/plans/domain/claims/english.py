"""Read the claims out of English sentences, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yuinowa.plans.domain.claims import english_words as words
from yuinowa.plans.domain.claims.english_claims import claims_of_piece
from yuinowa.plans.domain.claims.english_pieces import Piece, read_piece
from yuinowa.plans.domain.claims.kinds import TARGETS, Against, Claim, Kind

#: Names of indicators stand as signs from here on.
ATOM = 0xE000
_NAMED = re.compile(r"([\ue000-\ue0ff])\1*")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
#: 12,690件: a Japanese unit behind its number.
_COUNTER = re.compile("(?<=[0-9])(?:ポイント|団体|[冊人件回点館校])")
_SENTENCE = re.compile(r"[^.!?\n。]+(?:[.!?](?=[^\s])[^.!?\n。]+)*")
_PIECE = re.compile(
    r"(?:[^,;:()]|,(?=[0-9]{3}))+?(?=[;:()]|,(?![0-9]{3})|\b(?:and(?! (?:in |for )?(?:FY ?|fiscal )?20[0-9]{2})|but|while|although|though|whereas|after(?= (?:a |an |having |two |three )?(?:\w+ )?(?:fall|ris|grow|drop|declin|increas|decreas|climb)))\b|$)"
)
#: 900, 93.5%.
_BARE = re.compile(r"[0-9][0-9,.]*%? ?")
#: and the target; nor last year's.
_AND = re.compile(r"(?:and|or|nor)(?: also)? ")
#: after falling: said of the year before.
_IS_YEAR = re.compile(words.YEAR)
_AFTERWARDS = re.compile("after ")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|[0-9][0-9.,%]*")


def as_english(text: str, names: Sequence[str]) -> str | None:
    """``text`` as an English sentence, each name of an indicator in it one sign repeated; None if it is none.

    An indicator keeps its Japanese name in an English sentence: ``In FY2025, 貸出冊数 rose``.
    """
    for n, name in sorted(enumerate(names), key=lambda row: -len(row[1])):
        if name and _JAPANESE.search(name):
            text = text.replace(name, chr(ATOM + n) * len(name))
    text = _COUNTER.sub(lambda match: " " * len(match.group()), text)
    is_english = bool(re.search("[A-Za-z]{2}", text)) and not _JAPANESE.search(text)
    return text if is_english else None


def english_claims(
    whole: str, text: str, at: int, *, year: int, names: Sequence[str]
) -> Iterator[Claim]:
    """The claims of ``text``, English sentences that speak of ``year`` and stand in ``whole`` from ``at`` on."""
    for sentence in _SENTENCE.finditer(text):
        if re.search(words.WISHES, sentence.group(), re.IGNORECASE):
            continue
        for claim in _of_sentence(text, sentence.start(), sentence.end(), year, names):
            start, end = at + claim.start, at + claim.end
            yield replace(claim, start=start, end=end, quote=whole[start:end])


def _of_sentence(
    text: str, start: int, end: int, year: int, names: Sequence[str]
) -> Iterator[Claim]:
    """A subject, a base and a year hold on until the next of their kind."""
    only = {one[1] for one in _NAMED.finditer(text, start, end)}
    subject = names[ord(min(only)) - ATOM] if len(only) == 1 else ""
    base, of_year, before, run, around = None, None, None, None, None
    for match in _PIECE.finditer(text, start, end):
        if not match.group().strip():
            continue
        piece = read_piece(text, match.start(), match.end(), year=year)
        sign = text[: match.start()].rstrip()[-1:]
        # A year named in brackets holds no longer than they do.
        around, of_year = {"(": (of_year, of_year), ")": (around, around)}.get(
            sign, (around, of_year)
        )
        if sign == "(" and base is not None and _is_bases_own(piece, base):
            # The final target (900) was met.
            base = replace(base, stated=piece.value)
            continue
        if before is not None and _goes_on(piece):
            # above last year and the target: the same head beside a second base.
            piece.heads, piece.is_denied = before.heads, before.is_denied
        _set_its_year(piece, text[match.end() : match.end() + 1], year)
        own, unread = _subject(piece, names)
        subject = own or subject
        reaches_number = piece.value and any(one.kind is Kind.REACH for one in piece.heads)
        if piece.against is None and (piece.heads or piece.share) and not reaches_number:
            piece = replace(piece, against=base)
        if piece.heads and not piece.years:
            piece.years = run
        # Both in FY2024 and in FY2025, …: said of what follows.
        run = None if piece.heads else piece.years
        before = piece if piece.heads else None
        base, year_here = piece.against or base, piece.of_year or of_year
        if not piece.heads:
            # In FY2024, …: of all that follows; a year beside a head is of that alone.
            of_year = year_here
        for claim in claims_of_piece(piece):
            yield replace(
                claim,
                start=piece.start, end=piece.end,
                subject=subject, year=year_here, unread=unread,
                is_left_open=bool(words.LEFT_OPEN.search(unread)),
            )  # fmt: skip


def _set_its_year(piece: Piece, behind: str, year: int) -> None:
    """FY2024: 1,100 and after falling: of which year a piece is, in a text of ``year``; ``behind``: the sign after it."""
    if _IS_YEAR.fullmatch(piece.text) and piece.against and behind == ":":
        piece.of_year, piece.against = piece.against.year, None
    if _AFTERWARDS.match(piece.text) and piece.of_year is None:
        piece.of_year = year - 1


def _is_bases_own(piece: Piece, base: Against) -> bool:
    """Whether a number stands alone in brackets behind a target without its figure."""
    is_open = base.base in TARGETS and base.stated is None
    return is_open and piece.value is not None and bool(_BARE.fullmatch(piece.text))


def _goes_on(piece: Piece) -> bool:
    is_bare = not (piece.heads or piece.share or piece.value or piece.record or piece.sizes)
    return is_bare and piece.against is not None and bool(_AND.match(piece.text))


def _subject(piece: Piece, names: Sequence[str]) -> tuple[str, str]:
    """The words that name what is spoken of, and where none does, those left unread."""
    if named := _NAMED.search(piece.left):
        return _by_its_name(piece, named, names)
    left = [word for word in _WORD.findall(piece.left) if word.lower() not in words.HARMLESS]
    known = [word for word in left if is_name(word)]
    if known:
        return " ".join(left), piece.unread.strip()
    return "", " ".join([*left, *piece.unread.split()])


def _by_its_name(piece: Piece, named: re.Match[str], names: Sequence[str]) -> tuple[str, str]:
    """The indicator's own name; a word that narrows it makes it another thing."""
    name = names[ord(named.group()[0]) - ATOM]
    before, behind = piece.left[: named.start()], piece.left[named.end() :]
    narrowed = re.search(words.NARROWING, before, re.IGNORECASE) or re.match(
        words.NARROWING_BEHIND, behind, re.IGNORECASE
    )
    left = [word for word in _WORD.findall(before + behind) if word.lower() not in words.HARMLESS]
    unread = " ".join([*left, *piece.unread.split()])
    return (f"{narrowed.group().strip()}の{name}" if narrowed else name), unread


def is_name(word: str) -> bool:
    return any(re.fullmatch(pattern, word, re.IGNORECASE) for pattern, _in in words.NAMES)
