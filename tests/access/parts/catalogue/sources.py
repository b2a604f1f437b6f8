"""Sources of ``own``, one still unseen and one shown; a file of each; a record of ``own`` that may be one of ``partner``."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from tests.access.parts import Sample, pk
from tests.access.world import World
from tests.catalogue import factories as catalogue
from yuinowa.catalogue.domain.matching.decisions import Kind, Level
from yuinowa.catalogue.domain.sources import RunState
from yuinowa.catalogue.models import Decision, Question, Run, Source
from yuinowa.core.rights import Level as Seen

A_MOMENT = datetime(2026, 11, 20, 0, 15, tzinfo=UTC)

AFTER = ("catalogue.works",)


def _run_of(source: Source, state: RunState, word: str) -> Run:
    columns = {"head": [word], "samples": [], "columns": {}}
    return catalogue.run(
        source, state=state.value, file_name=word, applied_at=A_MOMENT, mapping=columns
    )


def fill(world: World) -> None:
    own, partner = world.institutions["own"], world.institutions["partner"]
    world.keep("unseen_source", lambda word: catalogue.source(own, word, level=Seen.PRIVATE))
    world.keep("source_shown", lambda word: catalogue.source(own, word[:90], level=Seen.PUBLIC))
    unseen = Source.objects.get(pk=world.pk("unseen_source"))
    shown = Source.objects.get(pk=world.pk("source_shown"))
    for name, state in (("shown_run", RunState.PREVIEW), ("run_columns", RunState.COLUMNS), ("run_applied", RunState.APPLIED)):  # fmt: skip
        world.keep(
            name,
            partial(_run_of, unseen, state),
        )  # fmt: skip
    theirs = catalogue.source(partner)
    one, other = catalogue.record(of=shown), catalogue.record(of=theirs)
    world.objects["question"] = Question.objects.create(
        record=one, other=other, level=Level.MANIFESTATION.value, score=40, reasons=[["title.same", 30]], asked_at=A_MOMENT
    )  # fmt: skip
    world.keep(
        "decision_of_records",
        lambda word: Decision.objects.create(
            kind=Kind.SPLIT.value, level=Level.MANIFESTATION.value, source=shown, identity=one.identity,
            other_source=theirs, other_identity=other.identity, reason=word[:300], institution=own, decided_at=A_MOMENT,
        ),
    )  # fmt: skip
    _together(world, shown, theirs)


def _together(world: World, shown: Source, theirs: Source) -> None:
    """A work with an edition that ``own`` and ``partner`` have and one of ``own`` alone; and another work."""
    work, other = catalogue.work(), catalogue.work()
    edition = catalogue.edition(work)
    world.objects["record_together"] = catalogue.record("二館の本", of=shown, edition_=edition)
    catalogue.record("二館の本", of=theirs, edition_=edition)
    catalogue.record("二館の本", of=shown, edition_=catalogue.edition(work))
    catalogue.record("別の本", of=theirs, edition_=catalogue.edition(other))
    world.objects |= {"work_together": work, "edition_together": edition, "work_beside": other}


_SOURCE = Sample(("unseen_source", "source_shown"), pk)
_RUN, _COLUMNS, _APPLIED = (
    Sample((kind,), pk) for kind in ("shown_run", "run_columns", "run_applied")
)
_WORK = Sample(("work_together", "work_hidden"), pk)
_QUESTION, _DECISION = Sample(("question",), pk), Sample(("decision_of_records",), pk)
SAMPLES = {
    "sources:source-detail": _SOURCE,
    "sources:source-edit": _SOURCE,
    "sources:source-send": _SOURCE,
    "sources:source-address": _SOURCE,
    "sources:source-branches": _SOURCE,
    "sources:source-branches-file": _SOURCE,
    "sources:source-show": _SOURCE,
    "sources:source-hide": Sample(("source_shown",), pk),
    "sources:run-detail": _RUN,
    "sources:run-columns": _COLUMNS,
    "sources:run-back": _RUN,
    "sources:run-again": _RUN,
    "sources:run-take": _RUN,
    "sources:run-drop": _RUN,
    "sources:run-undo": _APPLIED,
    "sources:run-findings": _RUN,
    "sources:question-detail": _QUESTION,
    "sources:decision-withdraw": _DECISION,
    "sources:work-why": _WORK,
    "sources:work-find": _WORK,
    "sources:work-join": Sample(
        ("work_together",),
        lambda world, kind: {"pk": world.pk(kind), "other": world.pk("work_beside")},
    ),
    "sources:edition-apart": Sample(
        ("work_together",),
        lambda world, kind: {"pk": world.pk(kind), "edition": world.pk("edition_together")},
    ),
    "sources:record-apart": Sample(("record_together",), pk),
}
ROLES = {
    **dict.fromkeys(("unseen_source", "source_shown"), ("any", "coordinator", "editor", "admin")),
    **dict.fromkeys(
        (
            "shown_run",
            "run_columns",
            "run_applied",
            "question",
            "decision_of_records",
            "work_together",
            "record_together",
        ),
        ("any", "coordinator", "editor"),
    ),
}
