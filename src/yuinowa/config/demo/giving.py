"""The made-up libraries give what they hold while the site is in use: one job a library, each starts the next.

Every step is one a person takes on the pages of sources: a source is opened, a small file is sent first and shown to
everybody, then the whole one. A job that is killed goes on at the step it stood at; what somebody did meanwhile (took
a file back, hid the records) is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from yuinowa.catalogue.domain.generating.seeds import Seed
from yuinowa.catalogue.domain.sources import Form, RunState
from yuinowa.catalogue.models import Source
from yuinowa.catalogue.services.runs import reading, steps, taking
from yuinowa.catalogue.services.sources import Giving, open_source, set_level
from yuinowa.config.demo.shelves import as_marc, forget, shelves
from yuinowa.core import handlers, outbox
from yuinowa.core.models import Lane
from yuinowa.core.rights import Actor, Level
from yuinowa.directory.domain.institutions import IdentifierScheme, InstitutionKind
from yuinowa.directory.models import Institution

JOB = "demo.give"
NAME = "まんが・アニメ・郷土の資料"
CREDIT = "出典：文化庁「メディア芸術データベース」、「地域の石造物資料目録」（midoriit、CC BY）、国立国会図書館書誌データを加工して作成"
#: A library begins with a small file, and shows it, before it sends all it has.
FIRST, FIRST_FILE, WHOLE_FILE = 20, "試し.mrc", "全件.mrc"
#: So many of the libraries give records; the others have not begun.
GIVING = 40
_LIBRARIES = (
    InstitutionKind.PREFECTURAL_LIBRARY,
    InstitutionKind.PUBLIC_LIBRARY,
    InstitutionKind.UNIVERSITY_LIBRARY,
)


def begin(works: int) -> bool:
    """Let the libraries of the region give what they hold of the first ``works`` works; whether that begins now."""
    libraries = _libraries()
    if not libraries or Source.objects.filter(owner__demo=True, name=NAME).exists():
        return False
    with translation.override(settings.LANGUAGE_CODE):
        _hand_over(libraries[0], works)
    return True


def give(payload: dict[str, Any]) -> None:
    """The job: one library gives what it holds, then the next one is told."""
    source = Source.objects.select_related("owner").get(pk=payload["source"])
    works, libraries = payload["works"], _libraries()
    place = libraries.index(source.owner_id)
    held = shelves(len(libraries), works=works)
    following = (at for at in range(place + 1, len(libraries)) if held[at])
    with translation.override(settings.LANGUAGE_CODE):
        _give(source, held[place])
        for at in following:
            _hand_over(libraries[at], works)
            return
    forget()


handlers.handler(JOB, give, lane=Lane.BULK)


def _libraries() -> list[int]:
    """The made-up libraries that give records, those with the most on their shelves first."""
    rows = Institution.objects.filter(
        demo=True, member=True, kinds__kind__in=[kind.value for kind in _LIBRARIES]
    )
    return list(rows.order_by("pk").values_list("pk", flat=True).distinct()[:GIVING])


@transaction.atomic
def _hand_over(library: int, works: int) -> None:
    actor = Actor.system()
    source = Source.objects.filter(owner=library, name=NAME).first()
    if source is None:
        giving = Giving(name=NAME, form=Form.MARC.value, licence=CREDIT)
        source = open_source(giving, owner=library, actor=actor)
    outbox.enqueue(
        JOB,
        key=str(source.pk),
        payload={"source": source.pk, "works": works},
        # In one row with the jobs of its files: those wait, and find everything done.
        serial=f"catalogue/{source.pk}",
    )


def _give(source: Source, held: Sequence[Seed]) -> None:
    if held:
        _send(source, FIRST_FILE, held[:FIRST], is_full=False)
    has_whole = source.runs.filter(file_name=WHOLE_FILE).exists()
    if not has_whole and source.records.filter(is_deleted=False).exists():
        source.refresh_from_db()
        set_level(source, Level.PUBLIC, version=source.version, actor=Actor.system())
    if len(held) > FIRST:
        _send(source, WHOLE_FILE, held, is_full=True)


def _send(source: Source, name: str, held: Sequence[Seed], *, is_full: bool) -> None:
    """Send the file if it was not sent, and go on to where it is taken; what went another way stays."""
    actor = Actor.system()
    run = source.runs.filter(file_name=name).order_by("pk").first()
    if run is None:
        isil = source.owner.identifiers.filter(scheme=IdentifierScheme.ISIL.value, former=False)
        agency = isil.values_list("value", flat=True).first() or ""
        file = as_marc(held, agency=agency, entered=source.created_at.date())
        run = steps.receive(source, file, name=name, is_full=is_full, actor=actor)
    reading.read(run.pk)
    run.refresh_from_db()
    if run.state == RunState.PREVIEW and run.counts.get("new"):
        run = steps.have_taken(run, version=run.version, actor=actor)
    while run.state == RunState.TAKING:
        taking.take(run.pk)  # as long as a job may work; then once more
        run.refresh_from_db()
