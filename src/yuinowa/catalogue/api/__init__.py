"""REST of works, readable without signing in."""

from __future__ import annotations

from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from yuinowa.catalogue.domain.criteria import (
    LATEST_YEAR,
    LONGEST_TEXT,
    NARROWED,
    Criteria,
    Sort,
)
from yuinowa.catalogue.domain.records import (
    Accessible,
    Agent,
    Audience,
    ClassScheme,
    Identifier,
    Material,
    Record,
    Scheme,
    Use,
    Written,
)
from yuinowa.catalogue.queries import works
from yuinowa.catalogue.queries.search import search_works
from yuinowa.catalogue.queries.shown import Edition, Held, WorkShown
from yuinowa.core.acting import actor_of
from yuinowa.core.text import clean_text

router = Router()

Number = Annotated[int, Field(ge=1, lt=2**63)]
Year = Annotated[int, Field(ge=0, le=LATEST_YEAR)]
LanguageCode = Annotated[str, StringConstraints(pattern="^[a-z]{3}$")]
NdcClass = Annotated[str, StringConstraints(pattern="^[0-9]{1,3}$")]
AreaCode = Annotated[str, StringConstraints(pattern="^[0-9]{2}([0-9]{4})?$")]


class WrittenOut(Schema):
    """Text as it stands on the thing, and how it is read."""

    text: str
    kana: str
    roman: str


class AgentOut(Schema):
    name: str
    kana: str
    role: str
    is_corporate: bool

    @staticmethod
    def resolve_name(agent: Agent) -> str:
        return agent.name.text

    @staticmethod
    def resolve_kana(agent: Agent) -> str:
        return agent.name.kana


class NumberOut(Schema):
    """``value`` is the normal form where ``valid``, ``raw`` what the record says."""

    scheme: Scheme
    value: str
    raw: str
    valid: bool

    @staticmethod
    def resolve_valid(number: Identifier) -> bool:
        return number.is_valid


class ClassOut(Schema):
    scheme: ClassScheme
    value: str
    edition: str


class HeldOut(Schema):
    """One thing on one shelf; ``institution`` is its number in the directory. ``km``: from whoever asks."""

    institution: int
    name: str
    branch: str
    call_number: str
    use: Use
    extent: str
    note: str
    url: str
    km: float | None

    @staticmethod
    def resolve_institution(held: Held) -> int:
        number: int = held.institution.pk
        return number

    @staticmethod
    def resolve_name(held: Held) -> str:
        return str(held.institution.name)


class RecordOut(Schema):
    """What the records say together; empty where they are silent."""

    title: WrittenOut
    other_title: str
    volume: str
    volume_title: str
    edition: str
    responsibility: str
    agents: list[AgentOut]
    publisher: str
    date: str
    year: int | None
    identifiers: list[NumberOut]
    classes: list[ClassOut]
    subjects: list[str]
    languages: list[str]
    material: Material
    audience: Audience
    accessible: list[Accessible]
    extent: str

    @staticmethod
    def resolve_other_title(record: Record) -> str:
        return record.other_title.text

    @staticmethod
    def resolve_volume_title(record: Record) -> str:
        return record.volume_title.text

    @staticmethod
    def resolve_publisher(record: Record) -> str:
        return record.publisher.text

    @staticmethod
    def resolve_subjects(record: Record) -> list[str]:
        return [_text(each) for each in record.subjects]


class EditionOut(Schema):
    """One edition, and who has it, nearest first for whoever asks with a key."""

    id: int
    record: RecordOut
    held: list[HeldOut]

    @staticmethod
    def resolve_id(edition: Edition) -> int:
        return edition.pk


class WorkRowOut(Schema):
    """A work as a list tells it."""

    id: int
    title: str
    kana: str
    responsibility: str
    libraries: int
    first_year: int | None
    last_year: int | None

    @staticmethod
    def resolve_id(work: WorkShown) -> int:
        return work.pk

    @staticmethod
    def resolve_title(work: WorkShown) -> str:
        return work.record.title.text

    @staticmethod
    def resolve_kana(work: WorkShown) -> str:
        return work.record.title.kana

    @staticmethod
    def resolve_responsibility(work: WorkShown) -> str:
        return work.record.responsibility

    @staticmethod
    def resolve_first_year(work: WorkShown) -> int | None:
        return work.years[0] if work.years else None

    @staticmethod
    def resolve_last_year(work: WorkShown) -> int | None:
        return work.years[1] if work.years else None


class WorkOut(WorkRowOut):
    """A work with its editions. ``cut``: it has more records than are read at once."""

    editions: list[EditionOut]
    cut: bool

    @staticmethod
    def resolve_cut(work: WorkShown) -> bool:
        return work.is_cut


class SearchIn(Schema):
    """Words, narrowing (several values of one name: any of them), years and the part wanted."""

    q: str = Field("", max_length=LONGEST_TEXT, description="As typed: words, fields, OR, NOT")
    library: list[Number] = Field([], description="Number of the institution that has it")
    material: list[Material] = []
    decade: list[Year] = []
    accessible: list[Accessible] = []
    audience: list[Audience] = []
    language: list[LanguageCode] = []
    ndc: list[NdcClass] = Field([], description="One to three digits")
    area: list[AreaCode] = Field([], description="Prefecture or municipality of a holder")
    first_year: int | None = Field(None, ge=0, le=LATEST_YEAR)
    last_year: int | None = Field(None, ge=0, le=LATEST_YEAR)
    sort: Sort = Sort.RELEVANCE
    page: int = Field(1, ge=1)
    page_size: int = Field(20, ge=1, le=100)

    def criteria(self) -> Criteria:
        chosen = {name: tuple(dict.fromkeys(map(str, getattr(self, name)))) for name in NARROWED}
        return Criteria(
            text=clean_text(self.q, max_len=LONGEST_TEXT, blank_ok=True),
            narrowing={name: values for name, values in chosen.items() if values},
            first_year=self.first_year,
            last_year=self.last_year,
            sort=self.sort,
        )


class CountOut(Schema):
    value: str
    count: int


class WorkListOut(Schema):
    """A part of what was found. A facet is counted without the narrowing by itself.

    ``rough``: the facets whose counts are estimates, because more works fit than are counted one by one.
    """

    total: int
    page: int
    page_size: int
    facets: dict[str, list[CountOut]]
    rough: list[str]
    results: list[WorkRowOut]


def _text(written: Written) -> str:
    return written.text


@router.get("", response=WorkListOut, url_name="work-list")
def list_works(request: HttpRequest, asked: Query[SearchIn]) -> dict[str, object]:
    """Search the catalogue. Without words everything is found, what is held most first."""
    found = search_works(
        asked.criteria(),
        actor_of(request),
        offset=(asked.page - 1) * asked.page_size,
        size=asked.page_size,
    )
    facets = {
        name: [{"value": value, "count": count} for value, count in counts]
        for name, counts in found.facets.items()
    }
    return {
        "total": found.total,
        "page": asked.page,
        "page_size": asked.page_size,
        "facets": facets,
        "rough": sorted(found.rough),
        "results": found.works,
    }


@router.get("/{int:work_id}", response=WorkOut, url_name="work-detail")
def get_work(request: HttpRequest, work_id: int) -> WorkShown:
    """One work with its editions and every library that has them; one that was joined answers as what it became."""
    actor = actor_of(request)
    found = works.work_in_full(work_id, actor)
    if found is None:
        taken_over = works.work_that_took_over(work_id, actor)
        found = works.work_in_full(taken_over.pk, actor) if taken_over is not None else None
    if found is None:
        raise Http404
    return found
