"""How the matrix calls each address: with which objects, and which roles could make a difference there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from tests.access.addresses import Address
from tests.access.world import A_DAY, World
from yuinowa.partnerships.models import Party, SignedFile
from yuinowa.plans.models import Edition, Goal, IndicatorSlot
from yuinowa.plans.queries.frozen import thawed
from yuinowa.relations.domain.contacts import ledger_source

STANDINGS = ("own", "party", "region", "member", "public", "visitor")
#: No object: only from whom the question comes makes a difference.
NOTHING = "-"

#: Per kind of object the roles that some row of its rights names; ``any`` is everybody else.
ROLES: dict[str, tuple[str, ...]] = {
    NOTHING: ("any", "editor"),
    "contact": ("any", "admin", "editor"),
}
Fill = Callable[[World, str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Sample:
    """The kinds of objects an address is asked with, and how its path is filled in."""

    objects: tuple[str, ...] = (NOTHING,)
    fill: Fill = lambda _world, _kind: {}
    #: Added to the path: what a list must be asked with to show anything.
    query: str = ""
    #: The objects named in the query and not in the path, by its words.
    asked: Fill = lambda _world, _kind: {}

    def path(self, name: str, world: World, kind: str) -> str:
        """The address called ``name`` as it is asked for with ``kind``."""
        query = self.query + urlencode(self.asked(world, kind), doseq=True)
        return reverse(name, kwargs=self.fill(world, kind)) + query


def _pk(world: World, kind: str) -> dict[str, Any]:
    return {"pk": world.pk(kind)}


_INSTITUTIONS = (
    "institution_public",
    "institution_members",
    "institution_private",
    "institution_candidate",
    "institution_own",
)
_CONTACT = Sample(("contact",), _pk)
#: Pages without an object that administrators of an institution, or of the region, open.
_OF_ADMINS = Sample(("program",))
_FACTOR = Sample(fill=lambda _world, _kind: {"kind": "code-app", "pk": 999_999_999})


def _of_takeout(world: World, kind: str) -> dict[str, Any]:
    """The page is the institution's, whose file ``kind`` is."""
    return {"pk": world.institutions[kind.removeprefix("takeout_")].pk}


SAMPLES: dict[str, Sample] = {
    "directory:institution-detail": Sample(_INSTITUTIONS, _pk),
    "directory:institution-linked": Sample(_INSTITUTIONS, _pk),
    "directory:institution-edit": Sample(_INSTITUTIONS, _pk),
    "directory:institution-section": Sample(
        _INSTITUTIONS, lambda world, kind: _pk(world, kind) | {"section": "channels"}
    ),
    "directory:institution-disclosure": Sample(("institution_public", "institution_own"), _pk),
    "directory:institution-confirm": Sample(("institution_public", "institution_own"), _pk),
    "directory:institution-rename": Sample(("institution_public", "institution_own"), _pk),
    "directory:institution-status": Sample(("institution_public", "institution_own"), _pk),
    "directory:institution-succession": Sample(("institution_public", "institution_own"), _pk),
    "directory:institution-succession-undo": Sample(("institution_public", "institution_own"), _pk),
    "directory:by-isil": Sample(fill=lambda _world, _kind: {"isil": "JP-1999999"}),
    "directory:institution-history": Sample(_INSTITUTIONS, _pk),
    "directory:institution-closed-days": Sample(_INSTITUTIONS, _pk),
    "api:institution-detail": Sample(
        _INSTITUTIONS, lambda world, kind: {"institution_id": world.pk(kind)}
    ),
    "relations:contact-detail": _CONTACT,
    "relations:contact-correct": _CONTACT,
    "relations:contact-withdraw": _CONTACT,
    "relations:contact-pair": Sample(
        _INSTITUTIONS, lambda world, kind: {"institution": world.pk(kind)}
    ),
    "ledger:deed": Sample(
        ("contact",), lambda world, kind: {"source": ledger_source(world.pk(kind))}
    ),
}
#: The lists and the new one have no object of their own, and the same people may use them.
SAMPLES |= {
    "directory:import-list": Sample(("table",)),
    "directory:import-new": Sample(("table",)),
    "directory:overdue-list": Sample(("table",)),
    "directory:overdue-export": Sample(("table",)),
}
SAMPLES |= {
    f"directory:import-{page}": Sample(("table",), _pk)
    for page in ("detail", "columns", "back", "again", "take", "drop", "undo", "faults", "changes")
}
_PLANS = ("plan_public", "plan_members", "plan_private")
_SHEETS = ("sheet_draft", "sheet_published", "sheet_members")
_PLAN = Sample(_PLANS, _pk)
_API_PLAN = Sample(_PLANS, lambda world, kind: {"plan_id": world.pk(kind)})


def _of_sheet(world: World, kind: str) -> dict[str, Any]:
    plan = "plan_members" if kind == "sheet_members" else "plan_public"
    return {"pk": world.pk(plan), "sheet_pk": world.pk(kind)}


_SHEET = Sample(_SHEETS, _of_sheet)
SAMPLES |= {
    f"plans:plan-{page}": _PLAN
    for page in (
        "detail",
        "report",
        "report-pdf",
        "index",
        "sheets",
        "reference",
        "indicators",
        "workbook",
        "rule",
        "rule-edit",
        "change",
        "history",
        "structure",
        "years",
    )
}


#: A plan laid beside one that everybody sees.
_SIDES = Sample(
    ("plan_beside", "plan_members", "plan_private"),
    query="?",
    asked=lambda world, kind: {"plan": [world.pk(kind), world.pk("plan_public")]},
)
_EDITIONS = ("edition_published", "edition_prepared", "edition_members")


def _of_edition(world: World, kind: str) -> dict[str, Any]:
    edition = Edition.objects.get(pk=world.pk(kind))
    return {"pk": edition.plan_id, "year": edition.fiscal_year, "number": edition.number}


def _first_key(world: World, kind: str) -> str:
    """A project whose sheet the edition holds."""
    edition = Edition.objects.get(pk=world.pk(kind))
    return next(project.key for project, _sheet in thawed(edition.snapshot).sheets())


_EDITION = Sample(_EDITIONS, _of_edition)


def _of_form(world: World, kind: str) -> dict[str, Any]:
    return {"pk": world.pk("plan_public"), "form_pk": world.pk(kind)}


def _goal(world: World, kind: str) -> dict[str, Any]:
    plan = world.pk(kind)
    goal = Goal.objects.filter(plan=plan).earliest("pk")
    return {"pk": plan, "kind": "goal", "part": goal.pk}


def _slot(world: World, kind: str) -> dict[str, Any]:
    plan = world.pk(kind)
    slot = IndicatorSlot.objects.filter(project__plan=plan, indicator__isnull=False).earliest("pk")
    return {"pk": plan, "part": slot.pk}


SAMPLES |= {f"plans:part-{deed}": Sample(_PLANS, _goal) for deed in ("edit", "move", "remove")}
SAMPLES |= {
    "plans:part-new": Sample(
        _PLANS,
        lambda world, kind: _pk(world, kind) | {"kind": "goal", "parent": world.pk(kind)},
    ),
    "plans:slot-targets": Sample(_PLANS, _slot),
    # Whoever keeps plans begins one, of his own institution; the object only names who that is.
    "plans:plan-begin": Sample(("plan_public",)),
    "plans:plan-take-in": Sample(("plan_public",)),
    "plans:plan-whole": Sample(_PLANS, lambda world, kind: _pk(world, kind) | {"form": "json"}),
}
SAMPLES |= {
    "plans:plan-data": Sample(
        _PLANS, lambda world, kind: _pk(world, kind) | {"table": "projects", "form": "csv"}
    ),
    "plans:edition-feed": Sample(),
    "plans:edition-list": _PLAN,
    "plans:plan-feed": _PLAN,
    "plans:edition-run": Sample(
        ("edition_run",),
        lambda world, kind: {"pk": world.pk("plan_public"), "year": 2025, "run_pk": world.pk(kind)},
    ),
    "plans:edition-prepare": Sample(_PLANS, lambda world, kind: _pk(world, kind) | {"year": 2025}),
    "plans:edition-detail": _EDITION,
    "plans:edition-pdf": _EDITION,
    "plans:edition-workbook": _EDITION,
    "plans:edition-document": _EDITION,
    "plans:edition-annex": Sample(
        _EDITIONS, lambda world, kind: _of_edition(world, kind) | {"annex": "index"}
    ),
    "plans:edition-project": Sample(
        _EDITIONS, lambda world, kind: _of_edition(world, kind) | {"key": _first_key(world, kind)}
    ),
    "plans:edition-figure": Sample(
        _EDITIONS, lambda world, kind: _of_edition(world, kind) | {"figure": 1}
    ),
    "plans:edition-data": Sample(
        _EDITIONS,
        lambda world, kind: _of_edition(world, kind) | {"table": "provenance", "form": "csv"},
    ),
    "plans:edition-act": Sample(
        _EDITIONS, lambda world, kind: _of_edition(world, kind) | {"action": "publish"}
    ),
    "plans:plan-open-year": Sample(_PLANS, lambda world, kind: _pk(world, kind) | {"year": 2027}),
    **{
        f"plans:plan-{page}": Sample(
            ("plan_public",), lambda world, kind: _pk(world, kind) | {"year": A_DAY.year}
        )
        for page in ("round", "round-csv", "close-year", "forms", "forms-file")
    },
    **{f"plans:form-{page}": Sample(("filled_form",), _of_form) for page in ("detail", "places")},
    "plans:form-act": Sample(
        ("filled_form",), lambda world, kind: _of_form(world, kind) | {"action": "drop"}
    ),
    "plans:project-detail": Sample(_PLANS, lambda world, kind: _pk(world, kind) | {"key": "1-1-1"}),
    "plans:project-partners": Sample(
        _PLANS, lambda world, kind: _pk(world, kind) | {"key": "1-1-1"}
    ),
    "plans:partner-decide": Sample(_PLANS, lambda world, kind: _pk(world, kind) | {"key": "1-1-1"}),
    **{
        f"plans:project-evidence{file}": Sample(
            _PLANS, lambda world, kind: _pk(world, kind) | {"key": "1-1-1", "year": 2025}
        )
        for file in ("", "-csv")
    },
    "plans:sheet-detail": _SHEET,
    "plans:sheet-edit": _SHEET,
    "plans:sheet-review": _SHEET,
    "plans:sheet-comment": _SHEET,
    "plans:sheet-claim": _SHEET,
    "plans:comment-act": Sample(
        ("comment",),
        lambda world, kind: (
            _of_sheet(world, "sheet_draft") | {"comment": world.pk(kind), "action": "settle"}
        ),
    ),
    "plans:sheet-workbook": _SHEET,
    "plans:sheet-act": Sample(
        _SHEETS, lambda world, kind: _of_sheet(world, kind) | {"action": "submit"}
    ),
    "api:plan": _API_PLAN,
    "api:plan-indicators": _API_PLAN,
    "api:plan-years": _API_PLAN,
    "ledger:choice-decide": Sample(("choice",), _pk),
    "ledger:closing-close": Sample(("closing",), lambda _world, _kind: {"year": 2025}),
    "ledger:entries": Sample(query="?year=2026&kind=contact&unit=time"),
    "ledger:metric-detail": Sample(fill=lambda _world, _kind: {"code": "contacts"}),
    "ledger:metric-version": Sample(fill=lambda _world, _kind: {"code": "contacts", "version": 1}),
    "ledger:metric-figure": Sample(
        _INSTITUTIONS,
        lambda world, kind: {
            "code": "contacts",
            "version": 1,
            "subject": str(world.pk(kind)),
            "year": 2026,
        },
    ),
    "ledger:indicator-detail": Sample(("indicator",), _pk),
    "ledger:indicator-figure": Sample(
        ("indicator",), lambda world, kind: _pk(world, kind) | {"year": 2025}
    ),
    "ledger:figure": Sample(("figure",), _pk),
    "ledger:statement-list": Sample(("sent_figures",)),
    "ledger:statement-new": Sample(("sent_figures",)),
    "ledger:statement-line": Sample(("contested_line",), _pk),
    **{
        f"ledger:statement-{page}": Sample(("sent_figures",), _pk)
        for page in (
            "detail",
            "columns",
            "words",
            "take",
            "undo",
            "drop",
            "back",
            "faults",
            "file",
        )
    },
    "ui:error": Sample(fill=lambda _world, _kind: {"code": "not-found"}),
    "accounts:security-app-confirm": Sample(fill=lambda _world, _kind: {"pk": 999_999_999}),
    "accounts:email-confirm": Sample(fill=lambda _world, _kind: {"token": "x" * 43}),
    "accounts:password-new": Sample(fill=lambda _world, _kind: {"token": "x" * 43}),
    "accounts:token-new": Sample(("program",), _pk),
    "accounts:token-revoke": Sample(
        ("program",), lambda world, _kind: {"pk": world.pk("program_key")}
    ),
    "accounts:tokens": _OF_ADMINS,
    "accounts:program-new": _OF_ADMINS,
    "accounts:lost": _OF_ADMINS,
    "accounts:security-name": _FACTOR,
    "accounts:security-remove": _FACTOR,
    "accounts:session-end": Sample(fill=lambda _world, _kind: {"pk": 999_999_999}),
}
ROLES |= {
    "plan_public": ("any", "plan_officer"),
    "plan_beside": ("any",),
    "plan_members": ("any", "plan_officer"),
    "plan_private": ("any", "plan_officer"),
    "filled_form": ("any", "plan_officer"),
    "edition_run": ("any", "plan_checker", "plan_officer"),
    "sheet_draft": ("any", "plan_checker", "plan_officer", "reviewer"),
    "sheet_members": ("any", "plan_checker", "plan_officer", "reviewer"),
    "sheet_published": ("any", "plan_checker", "plan_officer", "reviewer"),
    "comment": ("any", "plan_checker", "plan_officer", "reviewer"),
    "edition_published": ("any", "plan_checker", "plan_officer"),
    "edition_prepared": ("any", "plan_checker", "plan_officer"),
    "edition_members": ("any", "plan_checker", "plan_officer"),
    "table": ("any", "coordinator"),
    "choice": ("any", "admin", "coordinator"),
    "closing": ("any", "admin", "coordinator"),
    "indicator": ("any", "coordinator"),
    "figure": ("any", "coordinator"),
    "sent_figures": ("any", "coordinator", "editor"),
    "contested_line": ("any", "plan_checker"),
}
_JOB = ("job",)
SAMPLES |= {
    f"portal:operate{page}": Sample(_JOB)
    for page in ("", "-jobs", "-mail", "-schedule", "-settings", "-hosts")
}
SAMPLES |= {
    "portal:operate-job-again": Sample(_JOB, _pk),
    "portal:operate-letter": Sample(_JOB, lambda _world, _kind: {"name": "20261121-101010-7-1"}),
}
ROLES["job"] = ("any", "operator")
_OF_INSTITUTION = Sample(
    ("people_own", "people_partner"),
    lambda world, kind: {"institution": world.pk(kind)},
)
_PERSONAL = ("any", "admin", "region_admin")
SAMPLES |= {
    "accounts:people": _OF_INSTITUTION,
    "accounts:invitation-new": _OF_INSTITUTION,
    "accounts:affiliation": Sample(("affiliation",), _pk),
    "accounts:affiliation-end": Sample(("affiliation",), _pk),
    "accounts:invitation-again": Sample(("invitation",), _pk),
    "accounts:invitation-withdraw": Sample(("invitation",), _pk),
}
SAMPLES |= {
    f"accounts:{page}": Sample(("trail",))
    for page in ("trail", "trail-export", "disclosures", "disclosures-export", "erasures")
}
ROLES["trail"] = ("any", "auditor", "operator", "region_admin")
_CLAIM = Sample(("claim",), _pk)
SAMPLES["accounts:person-erase"] = Sample(("leaver",), _pk)
ROLES["leaver"] = _PERSONAL
_BY_LINK = Sample(fill=lambda _world, _kind: {"token": "x" * 43})
SAMPLES |= {
    "accounts:claim-new": Sample(
        ("institution_public",), lambda world, kind: {"institution": world.pk(kind)}
    ),
    "accounts:claim-list": Sample(("claim",)),
    "accounts:claim-detail": _CLAIM,
    "accounts:claim-letter": _CLAIM,
    "accounts:claim-act": Sample(
        ("claim",), lambda world, kind: _pk(world, kind) | {"action": "refuse"}
    ),
} | dict.fromkeys(
    (
        "accounts:invitation-take",
        "accounts:claim-confirm",
        "accounts:claim-code",
        "accounts:claim-answer",
    ),
    _BY_LINK,
)
ROLES |= dict.fromkeys(
    ("people_own", "people_partner", "affiliation", "invitation", "claim"), _PERSONAL
)
ROLES["program"] = ("any", "admin", "region_admin")
for _kind in _INSTITUTIONS:
    ROLES[_kind] = ("any", "coordinator", "editor")
ROLES["institution_own"] = ("any", "admin", "coordinator", "editor")
_DESKS = ("desk_own", "desk_public", "desk_members")
SAMPLES |= {f"desks:desk-{page}": Sample(_DESKS, _pk) for page in ("detail", "edit", "check")}
SAMPLES |= {"api:desk-answer": Sample(query="?topic=isil")}
for _kind in _DESKS:
    ROLES[_kind] = ("any", "admin", "coordinator", "region_admin")
_AN_ISIL = "JP-9900001"
_ISIL_RUN = Sample(("isil_run",), _pk)
_RUN_PAGES = ("detail", "notes", "take", "again", "drop", "undo")
_ISIL_ENTRY = Sample(("isil_application",), lambda _world, _kind: {"isil": _AN_ISIL})
SAMPLES |= {f"isil:run-{page}": _ISIL_RUN for page in _RUN_PAGES}
SAMPLES |= {
    "isil:register-export": Sample(fill=lambda _world, _kind: {"section": "public"}),
    "isil:entry-detail": Sample(fill=lambda _world, _kind: {"isil": _AN_ISIL}),
    "isil:entry-change": _ISIL_ENTRY,
    "isil:entry-abolish": _ISIL_ENTRY,
    "isil:application-detail": Sample(("isil_application",), _pk),
    "isil:application-act": Sample(
        ("isil_application",), lambda world, kind: _pk(world, kind) | {"action": "check"}
    ),
}
ROLES["isil_application"] = ROLES["isil_run"] = ("any", "admin", "region_admin")
_POST, _HOLDING = Sample(("post",), _pk), Sample(("holding",), _pk)
SAMPLES |= {
    "accounts:post-list": _OF_INSTITUTION,
    "accounts:post": _POST,
    "accounts:post-give": _POST,
    "accounts:holding-end": _HOLDING,
    "accounts:holding-withdraw": _HOLDING,
}
ROLES["post"] = ROLES["holding"] = _PERSONAL


def sample_of(address: Address) -> Sample:
    """How to call ``address``; one with parts in its path must have been thought about."""
    sample = SAMPLES.get(address.name, Sample())
    if address.parts and address.name not in SAMPLES:
        raise AssertionError(f"say in tests/access/samples.py how {address.name} is called")
    return sample


_RELATIONS = ("relation_own", "relation_public", "relation_members", "relation_parties")
SAMPLES |= {
    f"relations:relation-{page}": Sample(_RELATIONS, _pk)
    for page in ("detail", "correct", "say", "deepen", "end")
}
SAMPLES["relations:institution-ring"] = SAMPLES["relations:institution-coverage"] = Sample(
    _INSTITUTIONS, lambda world, kind: {"institution": world.pk(kind)}
)
SAMPLES["relations:relation-topics"] = Sample(_RELATIONS, _pk)
SAMPLES |= {
    f"relations:support-{page}": Sample(("support_request",), _pk)
    for page in ("detail", "take", "answer", "decline", "withdraw", "reopen")
}
SAMPLES["relations:support-list"] = Sample(("support_request",))
SAMPLES["relations:support-coverage"] = Sample(("support_request",))
SAMPLES["relations:support-place"] = Sample(("support_request",), query="?in=")
ROLES["support_request"] = ("any", "coordinator", "editor")
#: For the coordinators of the region; the object only brings their role into play.
SAMPLES["relations:region-tags"] = Sample(("relation_own",))
ROLES |= dict.fromkeys(_RELATIONS, ("any", "coordinator", "editor"))
SAMPLES |= {
    "portal:takeout": Sample(("takeout_own", "takeout_partner"), _of_takeout),
    "portal:takeout-make": Sample(("takeout_own", "takeout_partner"), _of_takeout),
    "portal:takeout-file": Sample(("takeout_own",), _pk),
    "portal:takeout-drop": Sample(("takeout_own",), _pk),
}
ROLES["takeout_own"] = ROLES["takeout_partner"] = ("any", "admin")
_POPULATION = Sample(("population",), _pk)
SAMPLES |= {
    "ledger:population-list": Sample(_INSTITUTIONS, _pk),
    "ledger:population-new": Sample(
        ("population",), lambda world, _kind: {"pk": world.institutions["own"].pk}
    ),
    "ledger:population-correct": _POPULATION,
    "plans:plan-years-data": Sample(_PLANS, lambda world, kind: _pk(world, kind) | {"form": "csv"}),
    "plans:comparison-municipalities": Sample(query="?of=added"),
    "plans:comparison-municipalities-data": Sample(
        fill=lambda _world, _kind: {"form": "csv"}, query="?of=added"
    ),
    "plans:comparison-plans": _SIDES,
    "plans:comparison-plans-data": replace(_SIDES, fill=lambda _world, _kind: {"form": "csv"}),
    "api:comparison-plans": _SIDES,
    "api:comparison-municipalities": Sample(query="?of=added"),
    "plans:comparison-dictionary": Sample(fill=lambda _world, _kind: {"form": "csv"}),
}
ROLES["population"] = ("any", "coordinator", "plan_officer", "region_admin")
_PARTNERSHIPS = (
    "partnership_joined",
    "partnership_asked",
    "partnership_members",
    "partnership_public",
)
_PARTNERSHIP, _OWN_PARTNERSHIP = Sample(_PARTNERSHIPS, _pk), Sample(_PARTNERSHIPS[:2], _pk)
SAMPLES |= {
    "partnerships:partnership-list": Sample(("partnership_joined",)),
    "partnerships:partnership-begin": Sample(("partnership_joined",)),
    "partnerships:partnership-detail": _PARTNERSHIP,
    "partnerships:party-list": _PARTNERSHIP,
    **{
        f"partnerships:{page}": _OWN_PARTNERSHIP
        for page in (
            "partnership-describe",
            "partnership-go-on",
            "partnership-answer",
            "party-ask",
            "party-leave",
            "party-show",
            "evaluation-detail",
            "evaluation-propose",
            "evaluation-agree",
            "body-open",
        )
    },
    "partnerships:party-take-back": Sample(
        ("partnership_joined", "partnership_asked"),
        lambda world, kind: _pk(world, kind) | {"party": _asked_side(world, kind)},
    ),
}
_VERSIONS = ("agreement_draft", "agreement_proposed", "agreement_signed")
SAMPLES |= {
    **{
        f"partnerships:{page}": _OWN_PARTNERSHIP
        for page in ("agreement-list", "agreement-begin", "party-notice")
    },
    **{
        f"partnerships:version-{page}": Sample(_VERSIONS, _pk)
        for page in (
            "detail",
            "compare",
            "pdf",
            "write",
            "draft",
            "propose",
            "discard",
            "agree",
            "approve",
            "release",
            "sign",
        )
    },
    "partnerships:signature-file": Sample(
        ("agreement_signed",),
        lambda world, kind: {"pk": SignedFile.objects.get(signature__version=world.pk(kind)).pk},
    ),
}
ROLES |= dict.fromkeys(_VERSIONS, ("any", "coordinator", "editor", "lead", "signatory"))
_COST = Sample(
    ("cost_statement",),
    lambda world, kind: {"pk": world.pk("partnership_joined"), "statement": world.pk(kind)},
)
_COSTS = Sample(("partnership_joined",), _pk)
SAMPLES |= {f"partnerships:{page}": _COSTS for page in ("cost-list", "cost-prepare")}
SAMPLES |= {
    f"partnerships:cost-{page}": _COST
    for page in ("detail", "rewrite", "reckon", "issue", "put-right", "drop")
}
ROLES |= dict.fromkeys(
    (*_PARTNERSHIPS[:2], "cost_statement"), ("any", "coordinator", "editor", "lead")
)
ROLES |= dict.fromkeys(_PARTNERSHIPS[2:], ("any",))


def _asked_side(world: World, kind: str) -> int:
    """The side of ``partner``, whether it has answered or not."""
    partner = world.institutions["partner"]
    return Party.objects.get(partnership=world.pk(kind), institution=partner).pk


_BODY, _MEETING = Sample(("body",), _pk), Sample(("meeting",), _pk)
_WRITTEN = Sample(("meeting_held",), _pk)
SAMPLES |= {
    "governance:body-detail": _BODY,
    "governance:body-edit": _BODY,
    "governance:body-calendar": _BODY,
    "governance:meeting-new": _BODY,
    "governance:meeting-detail": Sample(("meeting", "meeting_held"), _pk),
    "governance:meeting-edit": _MEETING,
    "governance:meeting-cancel": _MEETING,
    "governance:meeting-record": _WRITTEN,
    "governance:meeting-agree": _WRITTEN,
    "governance:decision-new": _WRITTEN,
    "governance:promise-new": _WRITTEN,
    "governance:decision-take-out": Sample(("decision",), _pk),
    "governance:promise-take-out": Sample(("promise_written",), _pk),
    "governance:promise-settle": Sample(("promise",), _pk),
}
ROLES |= dict.fromkeys(
    ("body", "meeting", "meeting_held", "decision", "promise", "promise_written"),
    ("any", "coordinator", "editor"),
)


def _row(kind: str) -> Sample:
    """A row of the kind that its address calls so."""
    named = {"can_do": "can"}.get(kind, kind)
    return Sample(
        (kind,),
        lambda world, kind: {
            "pk": world.pk("partnership_joined"),
            "kind": named,
            "row": world.pk(kind),
        },
    )


SAMPLES |= {
    "partnerships:need-say": Sample(
        ("need",), lambda world, _kind: {"pk": world.pk("partnership_joined")}
    ),
    "partnerships:remark-new": Sample(
        ("remark",), lambda world, _kind: {"pk": world.pk("partnership_joined")}
    ),
    "partnerships:words-list": Sample(
        ("benefit",), lambda world, kind: {"pk": world.pk("partnership_joined"), "kind": kind}
    ),
    "partnerships:words-edit": _row("contribution"),
    "partnerships:words-remove": _row("can_do"),
    "partnerships:shared-new": Sample(
        ("goal",), lambda world, kind: {"pk": world.pk("partnership_joined"), "kind": kind}
    ),
    "partnerships:shared-edit": _row("task"),
    "partnerships:shared-remove": _row("goal"),
    "partnerships:party-agree": Sample(
        ("partnership_joined",), lambda world, kind: _pk(world, kind) | {"about": "goals"}
    ),
}
ROLES |= dict.fromkeys(
    ("need", "can_do", "benefit", "contribution", "remark", "goal", "task"),
    ("any", "coordinator", "editor"),
)
