"""What an agreement's text is made of: clauses of registered kinds, its terms, its schedules, and the digest of it all.

Two clauses are mandatory options: they stand in the text, or the text says why they do not. Source: collaboration
model §8.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from yuinowa.partnerships.domain.accessions import Joining
from yuinowa.partnerships.domain.agreements import (
    FORMS_OF,
    AgreementKind,
    Ordering,
    Signer,
    SigningForm,
)
from yuinowa.partnerships.domain.schedules import Schedule, ScheduleKind


class ClauseKind(StrEnum):
    PURPOSE = "purpose"
    EQUALITY = "equality"
    FIELDS = "fields"
    WORK = "work"
    ROLES = "roles"
    COST = "cost"
    FEE = "fee"
    GRANT = "grant"
    SHARE = "share"
    SETTLEMENT = "settlement"
    INFORMATION = "information"
    OPENNESS = "openness"
    CONFIDENTIALITY = "confidentiality"
    PERSONAL_DATA = "personal_data"
    #: 利用者の秘密
    PATRON_SECRECY = "patron_secrecy"
    #: 資料選択の独立
    SELECTION = "selection"
    RIGHTS = "rights"
    DAMAGE = "damage"
    REPORT = "report"
    EVALUATION = "evaluation"
    TERM = "term"
    CHANGE = "change"
    #: 加入
    ACCESSION = "accession"
    WITHDRAWAL = "withdrawal"
    END = "end"
    CONSULTATION = "consultation"
    COUNTERPARTS = "counterparts"
    #: A clause of the sides' own.
    OTHER = "other"


#: In the text, or left out with a reason: what protects readers and shelves is never forgotten by accident.
MANDATORY_OPTIONS = (ClauseKind.PATRON_SECRECY, ClauseKind.SELECTION)

#: Characters, and how many: a clause is a few sentences; a paper has a few dozen.
MAX_HEADING, MAX_CLAUSE, MAX_CLAUSES, MAX_REASON = 60, 2_000, 60, 300
#: Days of notice before a side may leave.
FEWEST_NOTICE, MOST_NOTICE, USUAL_NOTICE = 1, 730, 90


@dataclass(frozen=True, slots=True)
class Clause:
    kind: ClauseKind
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What the head of the paper says, and the platform acts upon."""

    signing_form: SigningForm
    ordering: Ordering = Ordering.ANY
    #: None: from the day of the last signature.
    starts_on: date | None = None
    #: None: until it is ended.
    ends_on: date | None = None
    #: All sides want it to hold from before the last signature (I10).
    retroactive: bool = False
    notice_days: int = USUAL_NOTICE
    joining: Joining = Joining.ALL


@dataclass(frozen=True, slots=True)
class AgreementText:
    """All that the sides agree to."""

    kind: AgreementKind
    language: str
    title: str
    preamble: str
    clauses: tuple[Clause, ...]
    terms: Terms
    #: By mandatory option that does not stand in the text: why.
    left_out: Mapping[ClauseKind, str] = field(default_factory=dict)
    #: 別表: rows of the table of roles as they were when the text was put to the sides.
    roles: tuple[tuple[str, ...], ...] = ()
    #: 別表: the others. Of a draft: those its writers chose, with their typed words.
    schedules: tuple[Schedule, ...] = ()
    signers: tuple[Signer, ...] = ()


class Fault(StrEnum):
    """What is missing before a text may be put to the sides."""

    NO_CLAUSES = "no_clauses"
    UNDECIDED = "undecided"
    DAYS_IN_ORDER = "days_in_order"
    FORM = "form"
    ALONE = "alone"
    EMPTY_SCHEDULE = "empty_schedule"


@dataclass(frozen=True, slots=True)
class Found:
    fault: Fault
    clause: ClauseKind | None = None
    schedule: ScheduleKind | None = None


def faults_of(text: AgreementText) -> list[Found]:
    """Why ``text`` cannot be put to the sides yet; nothing, if it can."""
    found = []
    if not text.clauses:
        found.append(Found(Fault.NO_CLAUSES))
    there = {clause.kind for clause in text.clauses}
    found += [
        Found(Fault.UNDECIDED, kind)
        for kind in MANDATORY_OPTIONS
        if kind not in there and not text.left_out.get(kind, "").strip()
    ]
    terms = text.terms
    if terms.starts_on and terms.ends_on and terms.ends_on < terms.starts_on:
        found.append(Found(Fault.DAYS_IN_ORDER))
    if terms.signing_form not in FORMS_OF[text.kind]:
        found.append(Found(Fault.FORM))
    if len(text.signers) < 2:
        found.append(Found(Fault.ALONE))
    found += [
        Found(Fault.EMPTY_SCHEDULE, schedule=one.kind) for one in text.schedules if one.is_empty
    ]
    return found


def document_of(text: AgreementText) -> dict[str, Any]:
    """``text`` as plain values: what is stored, hashed and given away."""
    terms = text.terms
    laid_down = [
        {"kind": one.kind.value, "rows": [list(row) for row in one.rows], "text": one.text}
        for one in text.schedules
    ]
    # A text without them is written as it was before there were any, and so keeps its digest.
    schedules = {"schedules": laid_down} if laid_down else {}
    return schedules | {
        "kind": text.kind.value,
        "language": text.language,
        "title": text.title,
        "preamble": text.preamble,
        "clauses": [
            {"kind": c.kind.value, "heading": c.heading, "text": c.text} for c in text.clauses
        ],
        "left_out": {kind.value: text.left_out[kind] for kind in sorted(text.left_out)},
        "terms": {
            "signing_form": terms.signing_form.value,
            "ordering": terms.ordering.value,
            "starts_on": terms.starts_on.isoformat() if terms.starts_on else None,
            "ends_on": terms.ends_on.isoformat() if terms.ends_on else None,
            "retroactive": terms.retroactive,
            "notice_days": terms.notice_days,
            "joining": terms.joining.value,
        },
        "roles": [list(row) for row in text.roles],
        "signers": [[s.party, s.institution, s.name, s.step] for s in text.signers],
    }


def text_of(document: Mapping[str, Any]) -> AgreementText:
    """What ``document_of`` was made from."""
    terms = document["terms"]
    return AgreementText(
        kind=AgreementKind(document["kind"]),
        language=document["language"],
        title=document["title"],
        preamble=document["preamble"],
        clauses=tuple(
            Clause(ClauseKind(c["kind"]), c["heading"], c["text"]) for c in document["clauses"]
        ),
        terms=Terms(
            signing_form=SigningForm(terms["signing_form"]),
            ordering=Ordering(terms["ordering"]),
            starts_on=_day(terms["starts_on"]),
            ends_on=_day(terms["ends_on"]),
            retroactive=terms["retroactive"],
            notice_days=terms["notice_days"],
            # Texts from before accessions were foreseen: all consent, as to any change.
            joining=Joining(terms.get("joining", Joining.ALL)),
        ),
        left_out={ClauseKind(kind): why for kind, why in document["left_out"].items()},
        roles=tuple(tuple(row) for row in document["roles"]),
        # Texts from before there were others than the table of roles have none.
        schedules=tuple(
            Schedule(ScheduleKind(one["kind"]), tuple(map(tuple, one["rows"])), one["text"])
            for one in document.get("schedules", ())
        ),
        signers=tuple(Signer(*row) for row in document["signers"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def digest_of(document: Mapping[str, Any]) -> str:
    """SHA-256 of the document as canonical JSON: the same text has the same digest on every machine."""
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()
