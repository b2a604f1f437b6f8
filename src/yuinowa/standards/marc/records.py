"""A MARC record as a value, and what stands for one that could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from yuinowa.standards.marc.codes import Coding, Doubt, Reason

END_OF_SUBFIELD, END_OF_FIELD, END_OF_RECORD = "\x1f", "\x1e", "\x1d"
LEADER_LENGTH = 24


def is_control(tag: str) -> bool:
    """001–009 hold plain text; every other field has indicators and subfields."""
    return tag < "010" and tag.isdigit()


class Field:
    """A data field: two indicators and subfields. ``content`` is what stands between two field ends.

    Most fields of a record are never looked at, so a field is taken apart only when asked, and once.
    """

    __slots__ = ("_subfields", "content", "tag")

    def __init__(self, tag: str, content: str) -> None:
        self.tag = tag
        self.content = content
        self._subfields: list[tuple[str, str]] | None = None

    @classmethod
    def of(cls, tag: str, indicators: str, *subfields: tuple[str, str]) -> Field:
        """A field of two indicators and pairs of code and value."""
        return cls(
            tag,
            indicators + "".join(f"{END_OF_SUBFIELD}{code}{value}" for code, value in subfields),
        )

    @property
    def indicators(self) -> str:
        return self.content[:2]

    @property
    def subfields(self) -> list[tuple[str, str]]:
        """Pairs of code and value in the order of the record; marks without a code are passed over."""
        if self._subfields is None:
            parts = self.content.split(END_OF_SUBFIELD)
            self._subfields = [(part[0], part[1:]) for part in parts[1:] if part]
        return self._subfields

    def first(self, code: str) -> str:
        """The value of the first subfield of this code, empty where there is none."""
        _before, _mark, after = self.content.partition(END_OF_SUBFIELD + code)
        return after.partition(END_OF_SUBFIELD)[0]

    def every(self, codes: str) -> list[str]:
        """The values of all subfields whose code is one of ``codes``, in the order of the record."""
        return [value for code, value in self.subfields if code in codes]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Field):
            return NotImplemented
        return (self.tag, self.content) == (other.tag, other.content)

    def __hash__(self) -> int:
        return hash((self.tag, self.content))

    def __repr__(self) -> str:
        return f"Field({self.tag!r}, {self.content!r})"


class MarcRecord:
    """Leader and fields in the order of the directory, with what the reader knows of where they came from.

    ``number`` counts from 1 in its file, ``offset`` is the byte (MARCXML: the line) where it begins, ``raw`` its bytes
    (empty for a record that was made here). Two records are equal when they say the same, wherever they stood.
    """

    __slots__ = (
        "_by_tag", "coding", "contents", "doubts", "leader", "number", "offset", "raw", "tags",
    )  # fmt: skip

    def __init__(
        self,
        leader: str,
        tags: Sequence[str],
        contents: Sequence[str],
        *,
        number: int = 0,
        offset: int = 0,
        raw: bytes = b"",
        coding: Coding = Coding.UTF_8,
        doubts: tuple[Doubt, ...] = (),
    ) -> None:
        self.leader = leader
        self.tags = tags
        self.contents = contents
        self.number = number
        self.offset = offset
        self.raw = raw
        self.coding = coding
        self.doubts = doubts
        self._by_tag: dict[str, list[Field]] | None = None

    @classmethod
    def of(cls, leader: str, *fields: Field | tuple[str, str]) -> MarcRecord:
        """A record made of data fields and of pairs of tag and text for the control fields."""
        pairs = [(f.tag, f.content) if isinstance(f, Field) else f for f in fields]
        return cls(leader, [tag for tag, _ in pairs], [content for _, content in pairs])

    def _index(self) -> dict[str, list[Field]]:
        by_tag = self._by_tag
        if by_tag is None:
            by_tag = self._by_tag = {}
            for tag, content in zip(self.tags, self.contents, strict=True):
                field = Field(tag, content)
                if tag in by_tag:
                    by_tag[tag].append(field)
                else:
                    by_tag[tag] = [field]
        return by_tag

    def __contains__(self, tag: str) -> bool:
        return tag in self.tags

    def control(self, tag: str) -> str:
        """The text of the first control field of this tag, empty where there is none."""
        found = self._index().get(tag)
        return found[0].content if found else ""

    def controls(self, tag: str) -> list[str]:
        return [field.content for field in self._index().get(tag, ())]

    def fields(self, *tags: str) -> list[Field]:
        """The data fields of these tags: tag by tag as named, each in the order of the record."""
        by_tag = self._index()
        return [field for tag in tags if tag in by_tag for field in by_tag[tag]]

    def first(self, tag: str) -> Field | None:
        found = self._index().get(tag)
        return found[0] if found else None

    def __iter__(self) -> Iterator[Field | tuple[str, str]]:
        """All fields in order; a control field as a pair of tag and text."""
        for tag, content in zip(self.tags, self.contents, strict=True):
            yield Field(tag, content) if tag > "009" or not tag.isdigit() else (tag, content)

    @property
    def control_number(self) -> str:
        return self.control("001").strip()

    @property
    def is_deleted(self) -> bool:
        """Leader/05: the sender withdraws the record."""
        return self.leader[5:6] == "d"

    def _said(self) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        # Lengths, coding and the form of the directory belong to the file, not to what is said.
        said = self.leader[5:9] + self.leader[17:20]
        return said, tuple(self.tags), tuple(self.contents)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MarcRecord) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash(self._said())

    def __repr__(self) -> str:
        return f"MarcRecord({self.leader!r}, {list(self)!r})"


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that was not read: why, which one, where, and its bytes (the first of them where it is too long).

    ``control_number`` is empty where it cannot be made out; ``length`` counts all its bytes. In MARCXML ``offset`` is a line.
    """

    reason: Reason
    number: int
    offset: int
    control_number: str
    raw: bytes
    length: int


def unique(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    return tuple(dict.fromkeys(doubts))
