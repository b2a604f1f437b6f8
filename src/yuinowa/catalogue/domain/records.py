"""One bibliographic record as we understand it, whatever format it came in.

A codec (``standards``) reads bytes; ``catalogue.domain.reading`` turns what it read into a ``Record``;
matching, storing and the search document start from here and from nothing else. Values are kept as they
were written (R1); keys for matching and searching are made from them and never replace them.

Terms: IFLA LRM (work, manifestation, item), MARC 21 (edition, series, responsibility), NDL (読み).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Scheme(StrEnum):
    """Whose number it is (metadata-exchange.md §9)."""

    ISBN = "isbn"
    ISSN = "issn"
    JPNO = "jpno"
    NCID = "ncid"
    NDLBIB = "ndlbib"
    NDLJP = "ndljp"
    LCCN = "lccn"
    OCLC = "oclc"
    DOI = "doi"
    PUBLISHER = "publisher"
    OTHER = "other"


class ClassScheme(StrEnum):
    """Whose classification it is; the edition stands beside the value."""

    NDC = "ndc"
    NDLC = "ndlc"
    DDC = "ddc"
    LCC = "lcc"
    OTHER = "other"


class Material(StrEnum):
    """What kind of thing it is: the facet 資料の種類 (MARC 21 leader/06–07 and 007, NDL's types)."""

    BOOK = "book"
    SERIAL = "serial"
    ARTICLE = "article"
    MAP = "map"
    SCORE = "score"
    SOUND = "sound"
    MOVING_IMAGE = "moving_image"
    STILL_IMAGE = "still_image"
    MICROFORM = "microform"
    ELECTRONIC = "electronic"
    OTHER = "other"
    UNKNOWN = ""


class Audience(StrEnum):
    """For whom it was made (MARC 21 008/22, dcterms:audience)."""

    GENERAL = "general"
    YOUNG = "young"
    CHILDREN = "children"
    UNKNOWN = ""


class Accessible(StrEnum):
    """A form that somebody reads who cannot read print (読書バリアフリー法 第2条)."""

    BRAILLE = "braille"
    LARGE_PRINT = "large_print"
    AUDIO = "audio"
    DAISY = "daisy"
    TEXT_DATA = "text_data"
    EASY = "easy"
    SIGN = "sign"
    TACTILE = "tactile"


class Use(StrEnum):
    """What may be done with an item; a partner's desk shows it (cooperation-services.md §19)."""

    LOAN = "loan"
    IN_LIBRARY = "in_library"
    COPY_ONLY = "copy_only"
    ONLINE = "online"
    RESTRICTED_ONLINE = "restricted_online"
    NONE = "none"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Written:
    """Text as it stands on the thing, with what the record says of how it is read (読み)."""

    text: str
    kana: str = ""
    roman: str = ""


@dataclass(frozen=True, slots=True)
class Agent:
    """Who is answerable, in the form of the heading; ``role`` as written (著, 編, author)."""

    name: Written
    role: str = ""
    #: The address or number of the authority record (…/auth/entity/00301932), empty if not controlled.
    authority: str = ""
    is_corporate: bool = False


@dataclass(frozen=True, slots=True)
class Identifier:
    """``value``: the normal form where ``is_valid``; only then may it join records (R7).

    ``warnings``: codes of ``kernel.identifiers``. ``is_of_set``: the number of a whole set of volumes.
    """

    scheme: Scheme
    value: str
    raw: str
    is_valid: bool = True
    warnings: tuple[str, ...] = ()
    is_of_set: bool = False


@dataclass(frozen=True, slots=True)
class Classed:
    """A class number with the edition of its scheme (NDC 8, 9, 10), as far as it is said."""

    scheme: ClassScheme
    value: str
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A series and the number in it, apart where the record parts them."""

    title: Written
    number: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing on one shelf. ``branch`` is what the source calls it; the source says whose it is.

    ``holder`` is the code of the holding library where one record speaks for many (DC-NDL); empty: the
    owner of the source. ``item`` is the source's number of the very copy.
    """

    branch: str = ""
    call_number: str = ""
    use: Use = Use.UNKNOWN
    item: str = ""
    holder: str = ""
    holder_name: str = ""
    #: What a serial holder has (1巻1号–), or which volume of a set.
    extent: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """All that is understood of one record of a source; empty where the record is silent.

    ``identity`` is the record's own number in its source. ``year`` is the western year of publication.
    ``warnings`` are codes of ``catalogue.domain.warnings``: what was doubtful, and is shown to its owner.
    """

    identity: str
    title: Written
    other_title: Written = Written("")
    #: Titles it is also known by: uniform, parallel, cover, original.
    alternatives: tuple[Written, ...] = ()
    #: The volume as written: 上, 第3巻, [2].
    volume: str = ""
    volume_title: Written = Written("")
    edition: str = ""
    responsibility: str = ""
    agents: tuple[Agent, ...] = ()
    place: str = ""
    publisher: Written = Written("")
    #: As printed: 1996.9, 昭和52年, [2004?].
    date: str = ""
    year: int | None = None
    identifiers: tuple[Identifier, ...] = ()
    classes: tuple[Classed, ...] = ()
    subjects: tuple[Written, ...] = ()
    series: tuple[Series, ...] = ()
    #: ISO 639-2 codes, the language of the text first.
    languages: tuple[str, ...] = ()
    country: str = ""
    material: Material = Material.UNKNOWN
    audience: Audience = Audience.UNKNOWN
    accessible: tuple[Accessible, ...] = ()
    extent: str = ""
    notes: tuple[str, ...] = ()
    holdings: tuple[Holding, ...] = ()
    is_deleted: bool = False
    warnings: tuple[str, ...] = ()
