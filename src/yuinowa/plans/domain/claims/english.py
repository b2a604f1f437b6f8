"""Read the claims out of English sentences, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from yuinowa.plans.domain.claims import english_words as words
from yuinowa.plans.domain.claims.english_claims import claims_of_piece
from yuinowa.plans.domain.claims.english_pieces import Piece, read_piece
from yuinowa.plans.domain.claims.kinds import Claim

_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_SENTENCE = re.compile(r"[^.!?\n。]+(?:[.!?](?=[^\s])[^.!?\n。]+)*")
_PIECE = re.compile(
    r"(?:[^,;:()]|,(?=[0-9]{3}))+?(?=[;:()]|,(?![0-9]{3})|\b(?:and|but|while|although|though)\b|$)"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|[0-9][0-9.,%]*")


def is_english(text: str) -> bool:
    return bool(re.search("[A-Za-z]{2}", text)) and not _JAPANESE.search(text)


def english_claims(text: str, start: int, end: int, *, year: int) -> Iterator[Claim]:
    """The claims of ``text[start:end]``, whose sentences are English and speak of ``year``."""
    for sentence in _SENTENCE.finditer(text, start, end):
        if not re.search(words.WISHES, sentence.group(), re.IGNORECASE):
            yield from _of_sentence(text, sentence.start(), sentence.end(), year)


def _of_sentence(text: str, start: int, end: int, year: int) -> Iterator[Claim]:
    """A subject, a base and a year hold on until the next of their kind."""
    subject, base, of_year = "", None, None
    for match in _PIECE.finditer(text, start, end):
        if not match.group().strip():
            continue
        piece = read_piece(text, match.start(), match.end(), year=year)
        own, unread = _subject(piece)
        subject = own or subject
        if piece.against is None and (piece.heads or piece.share):
            piece = replace(piece, against=base)
        base, year_here = piece.against or base, piece.of_year or of_year
        if not piece.heads:
            # In FY2024, …: of all that follows; a year beside a head is of that alone.
            of_year = year_here
        for claim in claims_of_piece(piece):
            yield replace(
                claim,
                start=piece.start, end=piece.end, quote=text[piece.start : piece.end],
                subject=subject, year=year_here, unread=unread,
            )  # fmt: skip


def _subject(piece: Piece) -> tuple[str, str]:
    """The words that name what is spoken of, and where none does, those left unread."""
    left = [word for word in _WORD.findall(piece.left) if word.lower() not in words.HARMLESS]
    known = [word for word in left if is_name(word)]
    if known:
        return " ".join(left), piece.unread.strip()
    return "", " ".join([*left, *piece.unread.split()])


def is_name(word: str) -> bool:
    return any(re.fullmatch(pattern, word, re.IGNORECASE) for pattern, _in in words.NAMES)
