"""REST of works, readable without signing in."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from ninja import Router, Schema

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
from yuinowa.catalogue.queries.works import Edition, Held, WorkShown
from yuinowa.core.acting import actor_of

router = Router()


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


class WorkOut(Schema):
    """A work with its editions. ``cut``: it has more records than are read at once."""

    id: int
    title: str
    kana: str
    responsibility: str
    libraries: int
    first_year: int | None
    last_year: int | None
    editions: list[EditionOut]
    cut: bool

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

    @staticmethod
    def resolve_cut(work: WorkShown) -> bool:
        return work.is_cut


def _text(written: Written) -> str:
    return written.text


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
