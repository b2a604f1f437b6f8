"""Loads the made-up region 試験県 once, whole or not at all, through the services people use.

Institutions with the demo mark, their people and deeds are made up. Real institutions come in as directory
entries with their source; nothing is said about them that the source does not say.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from yuinowa.accounts.domain.policy import DEMO_PASSWORD
from yuinowa.accounts.queries import actor_of
from yuinowa.accounts.services import create_person, grant_affiliation
from yuinowa.config.demo.at_work.signed import put_to_work
from yuinowa.config.demo.catalogue import give_records
from yuinowa.config.demo.deeds import post_deeds, record_contacts
from yuinowa.config.demo.partnerships import begin_partnership
from yuinowa.config.demo.postings import post_offers
from yuinowa.config.demo.relations import record_relations
from yuinowa.config.demo.support import record_support
from yuinowa.config.words import _
from yuinowa.core import clock
from yuinowa.core.jobs import run_due
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.domain.institutions import IdentifierScheme, InstitutionKind, NameKind
from yuinowa.directory.queries import has_demo_institutions
from yuinowa.directory.services import (
    add_institution,
    enter_municipality,
    import_shipped_sources,
    load_shipped_desks,
)
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.deeds import Grain
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.services import Figure, state
from yuinowa.ledger.services.metrics import save_metric
from yuinowa.ledger.services.populations import PopulationEntry, record_population
from yuinowa.partnerships.models import Partnership
from yuinowa.plans.exchange.rating_rules import Step, template
from yuinowa.plans.queries import scale_of
from yuinowa.plans.services import adopt_rule, entry_of, import_plan_file, open_year
from yuinowa.plans.services.editions import EditionEntry, prepare_edition, publish_edition
from yuinowa.plans.services.together import link_partnership

if TYPE_CHECKING:
    from yuinowa.plans.models import Plan

HERE = Path(__file__).parent
PLANS = HERE / "plans"
REFERENCE_PLAN, OWN_PLAN = "minato-plan.json", "shiken-plan.json"
#: Of another structure and scale, made up as well: something to compare with.
NEIGHBOUR_PLAN = "kitashiken-plan.json"
#: The project of the own plan that is carried out in the region's first partnership, and what it has to do with it.
_TOGETHER = "2-1-3"
_WHAT_FOR = "園をまわるおはなし便のうち、人形劇の回を、三者で開く。"
#: The municipality whose published report ships as the reference plan (plans/NOTICE-minato.md).
REFERENCE_PLAN_OWNER = "131032"
_REFERENCE_RULE = (
    "報告書に規則は書かれていない。公表された区分と同じ結果になる規則を、この仕組みで当てはめた。"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A person of the region as the first page names her."""

    login: str
    name: str
    institution: str
    unit: str
    first: str


@cache
def _region() -> dict[str, Any]:
    region: dict[str, Any] = json.loads((HERE / "region.json").read_text(encoding="utf-8"))
    return region


def people() -> list[Told]:
    """Who can sign in, and what each would do first."""
    names = {entry["key"]: entry["name"] for entry in _region()["institutions"]}
    return [
        Told(p["login"], p["name"], names[p["at"]], p["unit"], p["first"])
        for p in _region()["people"]
    ]


def sign_in_names() -> Iterator[str]:
    """The lines that ``yuinowa serve`` prints."""
    yield _("Names to try it with (the password of each is %(password)s)") % {
        "password": DEMO_PASSWORD
    }
    for person in people():
        yield f"{person.login:<10}{person.institution} {person.unit}: {person.first}"


def load(tell: Callable[[str], object] = lambda _words: None) -> bool:
    """Load the region if it is not there; whether it was loaded just now."""
    if has_demo_institutions():
        return False
    tell(_("Loading the demo region 試験県 (once) ..."))
    actor = Actor.system()
    for report in import_shipped_sources(actor=actor):
        tell(indent(str(report), "  "))
    load_shipped_desks(actor=actor)
    # What is written is the region's, in its language; whoever loads it may read another one.
    with translation.override(settings.LANGUAGE_CODE):
        for words in _filled(actor):
            tell(f"  {words}")
    return True


def _filled(actor: Actor) -> Iterator[str]:
    """Fill the region, telling what came in."""
    with transaction.atomic():
        ids = _institutions(actor)
        people = _people(ids, actor)
        contacts = record_contacts(ids, actor)
        relations = record_relations(ids, actor)
        begin_partnership(ids, actor)
        put_to_work(ids, people)
        post_offers(ids, actor)
        requests = record_support(ids, actor)
        records = give_records(ids, actor)
        deeds = post_deeds(ids, actor)
        _contested_figure(ids["city"], actor)
        _populations(ids, actor)
    yield _(
        "Made up: %(institutions)s institutions, %(contacts)s contacts, %(relations)s relations, %(requests)s requests for support, %(deeds)s other deeds."
    ) % {
        "institutions": len(ids),
        "contacts": f"{contacts:,}",
        "relations": f"{relations:,}",
        "requests": f"{requests:,}",
        "deeds": f"{deeds:,}",
    }
    yield _("Real catalogue records held by made-up libraries: %(records)s.") % {
        "records": f"{records:,}"
    }
    reference = enter_municipality(REFERENCE_PLAN_OWNER, actor=actor)
    if (PLANS / REFERENCE_PLAN).exists():  # one removable file, with its own notice beside it
        plan = import_plan_file(PLANS / REFERENCE_PLAN, owner=reference.pk, actor=actor)
        _adopt(plan, _REFERENCE_RULE, "", actor)
        yield _("Plan: %(name)s") % {"name": plan.name}
    for plan in (_own_plan(ids["municipality"], actor), _neighbours_plan(ids["neighbour"], actor)):
        yield _("Plan: %(name)s") % {"name": plan.name}
    run_due()


def _adopt(plan: Plan, reason: str, origin: str, actor: Actor) -> None:
    """Rate ``plan`` by its own steps and the shipped rule whose codes they are."""
    shipped = template("final-best")
    if shipped is None:
        raise ValueError("the rule is shipped with the wing")
    entry = entry_of(shipped, adopted_on=plan.as_of_date, reason=reason)
    scale = [Step(step.code, step.text) for step in scale_of(plan)]
    adopt_rule(plan.pk, replace(entry, scale=scale, origin=origin), actor=actor)


def _own_plan(owner: int, actor: Actor) -> Plan:
    """The region's own plan, with the metric that feeds it: its last year published, the running one waits for its officer."""
    file = PLANS / OWN_PLAN
    for definition in json.loads(file.read_text(encoding="utf-8"))["metrics"]:
        save_metric(definition, actor=actor)
    plan = import_plan_file(file, owner=owner, actor=actor, editable=True)
    _adopt(plan, "計画を定めたときに決めた。", "試験市図書館つながり計画", actor)
    together = Partnership.objects.earliest("pk")
    link_partnership(plan.projects.get(key=_TOGETHER).pk, together.pk, _WHAT_FOR, actor=actor)
    _publish(plan, actor)
    year = FiscalYear.of(clock.today()).start_year
    if plan.first_year <= year <= plan.last_year:
        open_year(plan.pk, year, actor=actor)
    return plan


def _neighbours_plan(owner: int, actor: Actor) -> Plan:
    """The neighbour municipality's plan with two years of sheets, the later one published as an edition."""
    plan = import_plan_file(PLANS / NEIGHBOUR_PLAN, owner=owner, actor=actor, editable=True)
    _publish(plan, actor)
    return plan


def _publish(plan: Plan, actor: Actor) -> None:
    """The report on the plan's year as an edition."""
    entry = EditionEntry(as_of=min(plan.as_of_date, clock.today()))
    edition = prepare_edition(plan.pk, plan.as_of_year, entry, actor=actor)
    publish_edition(edition.pk, actor=actor, expected_version=edition.version)


def _institutions(actor: Actor) -> dict[str, int]:
    ids = {}
    for entry in _region()["institutions"]:
        made = add_institution(
            name=entry["name"],
            kana=entry["kana"],
            kinds=[InstitutionKind(kind) for kind in entry["kinds"]],
            municipality_name=entry["place"],
            names=[(NameKind.SHORT, short) for short in entry["short"]],
            identifiers=[(IdentifierScheme.ISIL, entry["isil"])] if "isil" in entry else [],
            member=entry["member"],
            region_office=entry.get("region_office", False),
            demo=True,
            actor=actor,
        )
        ids[entry["key"]] = made.pk
    return ids | _municipal_libraries(actor)


def _municipal_libraries(actor: Actor) -> dict[str, int]:
    """One library for each of the made-up municipalities, so that lists are as long as in a real prefecture."""
    ids = {}
    with (HERE / "municipalities.tsv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t"), start=10):
            made = add_institution(
                name=f"{row['name']}立図書館",
                kana=f"{row['kana']}リツトショカン",
                kinds=[InstitutionKind.PUBLIC_LIBRARY],
                municipality_name=row["name"],
                names=[(NameKind.SHORT, f"{row['name']}立")],
                identifiers=[(IdentifierScheme.ISIL, f"JP-9{number:06}")],
                member=True,
                demo=True,
                actor=actor,
            )
            ids[row["name"]] = made.pk
    return ids


def _people(ids: dict[str, int], actor: Actor) -> dict[str, Actor]:
    """The people, each as she acts having just signed in, by sign-in name."""
    acting = {}
    for entry in _region()["people"]:
        person = create_person(
            login=entry["login"],
            email=f"{entry['login']}@example.org",
            display_name=entry["name"],
            password=DEMO_PASSWORD,
            demo=True,
            actor=actor,
        )
        affiliation = grant_affiliation(
            person.pk,
            ids[entry["at"]],
            [Role(role) for role in entry["roles"]],
            unit=entry["unit"],
            actor=actor,
        )
        acting[entry["login"]] = actor_of(person, affiliation, fresh_at=clock.now())
    return acting


def _contested_figure(library: int, actor: Actor) -> None:
    """The library's own yearly report says another number than what was recorded here; somebody must decide."""
    year = FiscalYear.of(clock.today()).previous()
    figure = Figure("ill.loan", Unit.ITEM, 1212, library, None, year.start, Grain.FISCAL_YEAR)
    title = f"図書館年報 {year.label}"
    digest = hashlib.sha256(title.encode()).hexdigest()
    state(
        [figure],
        stated_by=library,
        title=title,
        received_on=clock.today(),
        digest=digest,
        actor=actor,
    )


def _populations(ids: dict[str, int], actor: Actor) -> None:
    """How many people are said to live in the made-up cities, so that their plans are read per head as well."""
    told = _region()["populations"]
    for row in told["of"]:
        entry = PopulationEntry(row["number"], told["source"])
        record_population(ids[row["at"]], date.fromisoformat(row["as_of"]), entry, actor=actor)
