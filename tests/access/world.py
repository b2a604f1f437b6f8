"""One small world for the access matrix: every standing toward every kind of object, a canary in every text."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from http.cookies import SimpleCookie
from typing import Any

from django.db.models import Model
from django.test import Client
from django.test.client import ClientHandler

from tests.accounts.factories import a_client, a_person, an_affiliation, just_signed_in
from tests.governance import factories as meetings
from tests.plans.editions import an_edition
from tests.plans.factories import a_plan, own_plan
from yuinowa.accounts.domain.claims import ClaimState
from yuinowa.accounts.models import EntryClaim, Person, SignedInSession
from yuinowa.accounts.services import (
    Guest,
    ask_to_be_erased,
    give_post,
    invite,
    make_service_account,
    make_token,
)
from yuinowa.core import audit, clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import Job, JobState, Lane
from yuinowa.core.rights import Actor, Level, Role
from yuinowa.directory.models import (
    Desk,
    ImportLine,
    ImportRun,
    Institution,
    Post,
    RegisterApplication,
    RegisterEntry,
)
from yuinowa.governance.models import Body, Meeting
from yuinowa.governance.services.bodies import open_body
from yuinowa.ledger.domain.figure_columns import FileMapping, Purpose, Use, every_counted
from yuinowa.ledger.domain.figure_runs import Aim, Outcome, RunState
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.domain.statistics import Statistic
from yuinowa.ledger.models import (
    Choice,
    Entry,
    FigureLine,
    FigureRun,
    Indicator,
    IndicatorValue,
)
from yuinowa.ledger.services import (
    Figure,
    close_year,
    figure_runs,
    load_shipped_metrics,
    state,
)
from yuinowa.ledger.services.populations import PopulationEntry, record_population
from yuinowa.partnerships.domain.agreements import AgreementKind, SigningForm
from yuinowa.partnerships.domain.forms_and_zones import Form, Zone
from yuinowa.partnerships.domain.shares import WHOLE, Formula, Part
from yuinowa.partnerships.domain.statements import Ability, Bearer, Resource
from yuinowa.partnerships.models import AgreementVersion, Partnership, Party, Remark
from yuinowa.partnerships.services import agreements, concluding, signing
from yuinowa.partnerships.services.beginning import Outline, begin
from yuinowa.partnerships.services.costs import CostOutline, prepare
from yuinowa.partnerships.services.shared import GoalWords, TaskWords, add_row
from yuinowa.partnerships.services.sides import accept, show_to
from yuinowa.partnerships.services.statements import (
    AbilityWords,
    BenefitWords,
    ContributionWords,
    NeedWords,
    add_words,
    say_need,
)
from yuinowa.plans.domain.edition_run import EditionDeed, EditionRunState
from yuinowa.plans.domain.returned import FormState
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.models import EditionRun, FilledForm, Plan, Sheet
from yuinowa.plans.services import open_year
from yuinowa.plans.services.comments import begin_comment
from yuinowa.portal.models import Takeout
from yuinowa.relations.domain.contacts import Means
from yuinowa.relations.domain.depths import Depth
from yuinowa.relations.domain.kinds import RelationKind
from yuinowa.relations.domain.support import Came, SupportTopic
from yuinowa.relations.models import Relation, SideWords
from yuinowa.relations.services import Content, record_contact
from yuinowa.relations.services.depths import Decision, confirm_depth
from yuinowa.relations.services.relations import Facts, Said, record_relation, say
from yuinowa.relations.services.support import Wish, record_request

#: Who acts, by standing toward the objects of this world.
INSTITUTION_OF = {
    "own": "own",
    "party": "partner",
    "region": "office",
    "member": "member",
    "public": "stranger",
}
A_DAY = date(2026, 10, 5)


def canary(name: str) -> str:
    """A word that stands in the texts of one object and nowhere else."""
    return f"カナリア{name}"


@dataclass
class World:
    institutions: dict[str, Institution] = field(default_factory=dict)
    #: Object by kind, with the word that gives it away.
    objects: dict[str, Model] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    _cookies: dict[tuple[str, str], SimpleCookie] = field(default_factory=dict)
    #: Shared by all browsers: each would make the whole row of middleware anew.
    _site: ClientHandler = field(default_factory=partial(ClientHandler, enforce_csrf_checks=False))

    def client(self, standing: str, role: str) -> Client:
        """A browser of somebody with this standing and role, fresh: what it did before is forgotten."""
        client = Client()
        client.handler = self._site
        if standing == "visitor":
            return client
        key = (standing, role)
        if key not in self._cookies:
            person = a_person()
            roles = [] if role == "any" else [Role(role)]
            an_affiliation(person, self.institutions[INSTITUTION_OF[standing]], *roles)
            self._cookies[key] = a_client(person).cookies
            # However long the matrix takes, nobody has to sign in once more in the middle of it.
            fresh = clock.now() + timedelta(days=1)
            SignedInSession.objects.filter(person=person).update(fresh_at=fresh)
        client.cookies = deepcopy(self._cookies[key])
        return client

    def actor(self, standing: str, role: str) -> Actor:
        if standing == "visitor":
            return Actor.nobody()
        where = self.institutions[INSTITUTION_OF[standing]]
        return Actor(
            person=1,
            institution=where.pk,
            roles=frozenset() if role == "any" else frozenset({Role(role)}),
            region=where.region_office,
            member=where.member,
        )

    def again(self) -> World:
        """The same objects, as they were made, and nobody signed in."""
        return World(deepcopy(self.institutions), deepcopy(self.objects), self.words)

    def keep(self, kind: str, make: Callable[[str], Model]) -> None:
        word = canary(kind)
        self.objects[kind] = make(word)
        self.words[kind] = word

    def pk(self, kind: str) -> Any:
        return self.objects[kind].pk


def build() -> World:
    """The world, fresh. ``own`` owns what is owned, ``partner`` is the other party, the rest look on."""
    world = World()
    for name, more in {
        "own": {"member": True},
        "partner": {"member": True},
        "office": {"member": True, "region_office": True},
        "member": {"member": True},
        "stranger": {"member": False},
    }.items():
        world.institutions[name] = Institution.objects.create(name=f"試験{name}館", **more)
    for level in Level:
        world.keep(
            f"institution_{level.value}",
            partial(_institution, level),
        )
    world.keep("institution_candidate", _candidate)
    world.keep("table", partial(_table, world.institutions["office"]))
    world.keep("institution_own", partial(_hide, world.institutions["own"]))
    world.keep("contact", partial(_contact, world))
    world.keep("relation_own", partial(_relation, world.institutions["own"], world))
    world.keep("side_words", partial(_words, world))
    world.keep("support_request", partial(_support_request, world))
    for level in (Level.PUBLIC, Level.MEMBERS, Level.PARTIES):
        owner = world.objects[f"institution_{'public' if level is Level.PUBLIC else 'members'}"]
        world.keep(f"relation_{level.value}", partial(_relation, owner, world, level=level))
    _of_partnerships(world)
    world.keep("job", _failed_job)
    _of_desks(world)
    _of_people(world)
    _of_programs(world)
    _of_the_register(world)
    _of_ledger(world)
    _of_plans(world)
    _of_meetings(world)
    world.keep("takeout_own", partial(_takeout, world.institutions["own"]))
    return world


def _takeout(owner: Model, word: str) -> Model:
    """A file that could not be made; why is told to those who asked."""
    return Takeout.objects.create(
        institution_id=owner.pk, state="failed", trouble=word, created_at=clock.now()
    )


def _failed_job(word: str) -> Model:
    """A job that used up its tries; what it is about is nobody's to read."""
    now = clock.now()
    return Job.objects.create(
        handler="search.index",
        key=word,
        payload={"word": word},
        lane=Lane.INDEX,
        run_after=now,
        created_at=now,
        finished_at=now,
        state=JobState.FAILED,
        error=f"ValueError: '{word}'",
    )


def _institution(level: Level, word: str) -> Model:
    return Institution.objects.create(name=word, level=level.value, address=word)


def _candidate(word: str) -> Model:
    """Registered itself; nobody has checked it yet."""
    return Institution.objects.create(name=word, address=word, status="candidate")


def _table(office: Institution, word: str) -> Model:
    """A table of institutions that the office has sent and looked at, not yet taken."""
    run = ImportRun.objects.create(
        kind="institutions",
        state="preview",
        file_name=word,
        for_institution=office,
        created_at=clock.now(),
    )
    ImportLine.objects.create(
        run=run, number=2, label=word, outcome="new", after={"values": {"name": word}}
    )
    return run


def _hide(own: Institution, word: str) -> Model:
    """The acting institution itself, seen by its own people alone; its name stays known to its partners."""
    own.level, own.address = Level.PRIVATE.value, word
    own.save()
    return own


def _of_desks(world: World) -> None:
    """A desk of ``own``, which is hidden, and one each of a public institution and of one for members."""
    owners = {
        "desk_own": world.institutions["own"],
        "desk_public": world.objects["institution_public"],
        "desk_members": world.objects["institution_members"],
    }
    for kind, owner in owners.items():
        world.keep(kind, partial(_desk, owner))


def _of_the_register(world: World) -> None:
    """A number of ``own`` with an application for its change, and a file that the office is looking at."""
    own, office = world.institutions["own"], world.institutions["office"]
    entry = RegisterEntry.objects.create(
        isil="JP-9900001",
        name="試験図書館",
        section="public",
        registered="2011/10/1 0:00:00",
        registered_on=date(2011, 10, 1),
        search="jp9900001",
        institution=own,
    )
    world.keep("isil_application", partial(_application, entry))
    world.objects["isil_run"] = ImportRun.objects.create(
        kind="isil",
        file_name="isil.csv",
        digest="0" * 64,
        mapping={"head": [], "section": "public"},
        counts={"read": 0},
        for_institution=office,
        created_at=clock.now(),
    )


def _application(entry: RegisterEntry, word: str) -> Model:
    return RegisterApplication.objects.create(
        kind="change",
        section="public",
        applicant_id=entry.institution_id or 0,
        entry=entry,
        name=word,
        reason=word,
        created_at=clock.now(),
    )


def _desk(owner: Model, word: str) -> Model:
    return Desk.objects.create(
        institution_id=owner.pk, topic="isil", unit=word, hours=word, source=word
    )


def _of_people(world: World) -> None:
    """Somebody who acts for ``own``, and somebody whom ``own`` invites."""
    own = world.institutions["own"]
    person = a_person()
    world.keep("people_own", lambda _word: own)
    world.keep("people_partner", lambda _word: world.institutions["partner"])
    world.keep("affiliation", lambda word: an_affiliation(person, own, unit=word))
    world.keep("invitation", partial(_invited, own))
    leaver = an_affiliation(None, own)
    an_affiliation(None, own, Role.ADMIN)
    ask_to_be_erased(actor=just_signed_in(leaver))
    world.keep("leaver", lambda _word: leaver.person)
    world.keep("trail", partial(_done, own))
    world.keep("post", lambda word: Post.objects.create(institution=own, title=word))
    world.keep("holding", partial(_held, own))
    world.keep("claim", partial(_claimed, world.objects["institution_public"]))


def _invited(own: Institution, word: str) -> Model:
    guest = Guest("guest@example.org", frozenset({Role.EDITOR}), unit=word)
    return invite(own.pk, guest, actor=Actor.system())[0]


def _held(own: Institution, word: str) -> Model:
    """A holding of somebody whose name gives it away, in a post of ``own``."""
    holder = an_affiliation(None, own)
    Person.objects.filter(pk=holder.person_id).update(display_name=word)
    post = Post.objects.create(institution=own, title="職")
    return give_post(post.pk, holder.pk, from_day=clock.today(), actor=Actor.system())


def _done(own: Institution, word: str) -> Model:
    """A deed of ``own`` whose action gives it away; nobody else is its audience."""
    actor = Actor(person=1, institution=own.pk)
    return audit.record(f"accounts.read-people.{word}", None, actor=actor)


def _claimed(entry: Model, word: str) -> Model:
    now = clock.now()
    return EntryClaim.objects.create(
        institution_id=entry.pk,
        state=ClaimState.CONFIRMED.value,
        name=word,
        email="claim@example.org",
        post=word,
        word=word,
        created_at=now,
        since=now,
    )


def _of_programs(world: World) -> None:
    """A program of ``own`` and its key."""
    own = world.institutions["own"]
    world.keep(
        "program",
        lambda word: make_service_account(own.pk, word, ["plans:read"], actor=Actor.system()),
    )
    program = world.pk("program")
    world.keep("program_key", lambda _word: make_token(program, 90, actor=Actor.system())[0])


def _of_ledger(world: World) -> None:
    """A contested figure of ``own``, a statement of its own and the metric asked for in the matrix."""
    own = world.institutions["own"]
    statement = state(
        [Figure("ill.loan", Unit.ITEM, 7, own.pk, None, A_DAY)],
        stated_by=own.pk,
        title=canary("statement"),
        received_on=A_DAY,
        digest="0" * 64,
        actor=Actor.system(),
    )
    world.keep("statement", lambda _word: statement)
    world.keep("choice", lambda _word: Choice.objects.get(institution=own.pk))
    world.keep("closing", lambda _word: close_year(own.pk, 2022, actor=Actor.system()))
    world.keep("entry", lambda _word: Entry.objects.filter(kind="contact").earliest("pk"))
    load_shipped_metrics()
    world.keep("sent_figures", partial(_figure_run, own.pk))
    world.keep("population", partial(_population, own.pk))


def _population(own: int, word: str) -> Model:
    """Anybody may read it, and its source with it."""
    return record_population(own, A_DAY, PopulationEntry(41_203, word), actor=Actor.system())


def _figure_run(own: int, word: str) -> Model:
    """A file of figures that ``own`` has sent and looked at, not yet taken."""
    how = FileMapping(
        columns={0: Use(Purpose.PERIOD), 1: Use(Purpose.FIGURE)},
        about=own,
        counted=every_counted()[0],
    )
    run = figure_runs.receive_file(
        ["年度,件数\n令和4年度,3\n".encode()],
        name="figures.csv",
        institution=own,
        aim=Aim.EXCHANGE,
        sender=word,
        title=word,
        received_on=A_DAY,
        actor=Actor.system(),
    )
    return figure_runs.choose_columns(run, how, version=run.version, actor=Actor.system())


def _figure_line(world: World, word: str) -> Model:
    """A figure that a document of ``own`` says otherwise than it stands; nobody has decided."""
    stood: Any = world.objects["figure"]
    run = FigureRun.objects.create(
        institution=world.institutions["own"],
        aim=Aim.INDICATORS.value,
        state=RunState.TAKEN.value,
        sender=word,
        title=word,
        received_on=A_DAY,
        file_name=word,
        digest="1" * 64,
        statement_id=world.pk("statement"),
        created_at=clock.now(),
    )
    return FigureLine.objects.create(
        run=run,
        number=2,
        place=1,
        label=word,
        outcome=Outcome.CONTESTED.value,
        stood=stood,
        figure={"indicator": stood.indicator_id, "year": 2025, "number": "9", "stands": stood.pk},
    )


def _of_plans(world: World) -> None:
    """The own plan of ``own``, public, with a draft and a published sheet; a private reference plan of its; another public one."""
    own = world.institutions["own"]
    plan = own_plan(own)
    world.keep("plan_public", partial(_named, plan))
    private = a_plan("minato", owner=own)
    # Both say that they are one item: a comparison of the public one may not show the other.
    Indicator.objects.filter(institution=own).update(statistic=Statistic.ADDED.value)
    world.keep("plan_private", partial(_named, private, level=Level.PRIVATE.value))
    beside = own_plan(world.institutions["office"])
    Indicator.objects.filter(institution=beside.owner).update(statistic=Statistic.ADDED.value)
    world.keep("plan_beside", partial(_named, beside))
    shared = a_plan("twin", owner=own)
    world.keep("plan_members", partial(_named, shared, level=Level.MEMBERS.value))
    sheet = Sheet.objects.filter(project__plan=shared).earliest("pk")
    world.keep("sheet_members", partial(_named, sheet))
    kept = IndicatorValue.objects.filter(
        indicator__plan_slots__project__plan=plan, fiscal_year=2025
    )
    world.keep("figure", lambda _word: kept.earliest("pk"))
    world.keep("indicator", lambda word: _named(kept.earliest("pk").indicator, word))
    world.keep("contested_line", partial(_figure_line, world))
    draft, published = open_year(plan.pk, A_DAY.year, actor=Actor.system())[:2]
    world.keep("sheet_draft", partial(_named, draft))
    world.keep("comment", lambda word: begin_comment(draft.pk, word, actor=Actor.system()))
    world.keep(
        "sheet_published",
        partial(_named, published, state=SheetState.PUBLISHED.value, published_at=clock.now()),
    )
    world.keep("edition_published", lambda word: an_edition(plan, 2025, word))
    world.keep("edition_prepared", lambda word: an_edition(plan, 2025, word, state="prepared"))
    world.keep("edition_members", lambda word: an_edition(shared, shared.as_of_year, word))
    world.keep("edition_run", partial(_edition_run, plan))
    world.keep("filled_form", partial(_filled_form, plan))


def _edition_run(plan: Plan, word: str) -> EditionRun:
    """Work on an edition that failed, with the canary in why."""
    return EditionRun.objects.create(
        plan=plan,
        fiscal_year=2025,
        deed=EditionDeed.PREPARE.value,
        as_of=A_DAY,
        state=EditionRunState.FAILED.value,
        trouble=word,
        created_at=clock.now(),
        finished_at=clock.now(),
    )


def _filled_form(plan: Plan, word: str) -> FilledForm:
    """A form of the municipality's own that came back, with the canary in its name and its cells."""
    return FilledForm.objects.create(
        plan=plan,
        fiscal_year=A_DAY.year,
        state=FormState.PREVIEW.value,
        file_name=word,
        digest="0" * 64,
        cells={word: {"rows": {"0": [word]}, "computed": []}},
        created_at=clock.now(),
    )


def _named(obj: Model, word: str, **changes: object) -> Model:
    """``obj`` with the canary for its name, as if somebody had entered it so."""
    type(obj)._base_manager.filter(pk=obj.pk).update(name=word, **changes)
    obj.refresh_from_db()
    return obj


def _relation(owner: Model, world: World, word: str, *, level: Level = Level.PUBLIC) -> Model:
    """``owner`` recorded it; of ``own``, which is hidden, only the two sides may know whatever the level says."""
    editor = Actor(person=1, institution=owner.pk, roles=frozenset({Role.EDITOR}), member=True)
    # One owner has two of them: a pair has one current relation of a kind.
    kind = RelationKind.ILL if level is Level.PARTIES else RelationKind.SUPPORT
    made, _ = record_relation(
        kind,
        partner=world.institutions["partner"].pk,
        facts=Facts(since=A_DAY, evidence=word),
        once=new_key(),
        actor=editor,
    )
    confirm_depth(
        made.pk,
        Decision(Depth.CONTACT, A_DAY, "試験"),
        expected_version=1,
        actor=editor,
    )
    for side in made.sides:
        say(made.pk, Said(level=level), expected_version=1, side=side, actor=Actor.system())
    return Relation.objects.get(pk=made.pk)


def _words(world: World, word: str) -> Model:
    """What ``own`` says about its relation."""
    relation, own = world.pk("relation_own"), world.institutions["own"].pk
    row = SideWords.objects.get(relation=relation, institution=own)
    return say(
        relation, Said(purpose=word), expected_version=row.version, side=own, actor=Actor.system()
    )


def _of_partnerships(world: World) -> None:
    """One that ``own`` began with ``partner``, one ``partner`` was only asked to join, one that all may see."""
    world.keep("partnership_joined", partial(_partnership, world, joins=True))
    _of_sides(world)
    world.keep("partnership_asked", partial(_partnership, world, joins=False))
    world.keep("partnership_members", partial(_shown_partnership, world, Level.MEMBERS))
    world.keep("partnership_public", partial(_shown_partnership, world, Level.PUBLIC))
    world.keep("agreement_draft", partial(_draft, world))
    world.keep("agreement_proposed", partial(_proposed, world))
    world.keep("agreement_signed", partial(_signed, world))
    world.keep("cost_statement", partial(_cost_statement, world))


def _draft(world: World, word: str, phase: str = "roles") -> AgreementVersion:
    """A draft of ``own`` in a partnership with ``partner``; the other side does not read it."""
    made = _partnership(world, "いっしょに", joins=True)
    Partnership.objects.filter(pk=made.pk).update(state=phase)
    draft, _ = agreements.begin_agreement(
        made.pk, AgreementKind.SUBSIDY, language="ja", once=new_key(), actor=_side(world, "own")
    )
    return agreements.write_draft(
        draft.pk,
        lambda text: replace(text, title=word, preamble=word),
        expected_version=draft.version,
        actor=_side(world, "own"),
    )


def _proposed(world: World, word: str, phase: str = "roles") -> AgreementVersion:
    """The same, put to the sides."""
    draft = _draft(world, word, phase)
    return agreements.propose(
        draft.pk, expected_version=draft.version, seen=0, actor=_side(world, "own")
    )


def _signed(world: World, word: str) -> AgreementVersion:
    """The same, decided on by both sides and sealed by ``own``."""
    version = _proposed(world, word, "awaiting_signature")
    for side in ("own", "partner"):
        actor = _side(world, side)
        version = concluding.agree_to_text(version.pk, digest=version.digest, actor=actor)
    for side in ("own", "partner"):
        decision = concluding.Decision("", word, clock.today())
        actor = _side(world, side)
        version = concluding.record_approval(
            version.pk, decision, digest=version.digest, actor=actor
        )
    return signing.enter_signature(
        version.pk,
        SigningForm.SEALED,
        signing.Elsewhere(word, clock.today(), f"{word}.pdf", b"%PDF-1.7"),
        digest=version.digest,
        post=word,
        actor=_side(world, "own"),
    )


def _side(world: World, name: str) -> Actor:
    """Whoever leads the side of an institution."""
    return Actor(
        person=1,
        institution=world.institutions[name].pk,
        roles=frozenset({Role.LEAD}),
        member=True,
        fresh_at=clock.now(),
    )


def _partnership(world: World, word: str, *, joins: bool) -> Model:
    own, partner = world.institutions["own"], world.institutions["partner"]
    outline = Outline(word, word, Form.CO_HOST, Zone.BOTH, public_summary=word)
    made, _ = begin(
        outline, asked=[partner.pk], once=new_key(), begun_by=own.pk, actor=Actor.system()
    )
    if joins:
        accept(made.pk, side=partner.pk, actor=Actor.system())
    return made


def _cost_statement(world: World, word: str) -> Model:
    """A draft of the partnership that ``partner`` has joined; ``own``, which began it, keeps the accounts."""
    joined = Partnership.objects.get(pk=world.pk("partnership_joined"))
    outline = CostOutline(2026, word, 1_000, Formula({Part.EQUAL: WHOLE}))
    return prepare(joined, outline, once=new_key(), actor=Actor.system())[0]


def _of_sides(world: World) -> None:
    """What ``own`` said in the partnership it began, and what both share of it."""
    pk, own = world.pk("partnership_joined"), world.institutions["own"].pk
    system = Actor.system()

    def need(word: str) -> Model:
        words = NeedWords(word, word, word, Bearer.MUTUAL, word)
        return say_need(pk, words, expected_version=0, side=own, actor=system)

    def said(words: AbilityWords | BenefitWords | ContributionWords) -> Model:
        return add_words(pk, words, once=new_key(), side=own, actor=system)[0]

    def shared(words: GoalWords | TaskWords) -> Model:
        return add_row(pk, words, once=new_key(), actor=system)[0]

    world.keep("need", need)
    side = Party.objects.get(partnership=pk, institution=own)
    world.keep("can_do", lambda word: said(AbilityWords(Ability.CAN, word)))
    world.keep("benefit", lambda word: said(BenefitWords(word)))
    world.keep("contribution", lambda word: said(ContributionWords(Resource.PEOPLE, word)))
    world.keep("goal", lambda word: shared(GoalWords(word, word, 6, "回", A_DAY, side.pk)))
    world.keep("task", lambda word: shared(TaskWords(word, side.pk, word)))
    world.keep(
        "remark",
        lambda word: Remark.objects.create(party=side, text=word, written_at=clock.now()),
    )


def _shown_partnership(world: World, level: Level, word: str) -> Model:
    """One of ``partner`` with somebody who may be seen by those who may see the partnership."""
    partner = world.institutions["partner"]
    other = world.pk("institution_public" if level is Level.PUBLIC else "institution_members")
    outline = Outline(word, word, Form.CO_HOST, Zone.BOTH, public_summary=word)
    made, _ = begin(
        outline, asked=[other], once=new_key(), begun_by=partner.pk, actor=Actor.system()
    )
    accept(made.pk, side=other, actor=Actor.system())
    for side in (partner.pk, other):
        show_to(made.pk, level, side=side, actor=Actor.system())
    return made


def _support_request(world: World, word: str) -> Model:
    """``own`` wrote down what ``partner`` asked it by telephone."""
    own = world.institutions["own"].pk
    made, _ = record_request(
        Wish(SupportTopic.TRAINING, word, A_DAY, details=word, came=Came.CALL),
        asking=world.institutions["partner"].pk,
        supporter=own,
        once=new_key(),
        actor=Actor(person=1, institution=own, roles=frozenset({Role.EDITOR}), member=True),
    )
    return made


def _contact(world: World, word: str) -> Model:
    actor = Actor(
        person=1,
        institution=world.institutions["own"].pk,
        roles=frozenset({Role.EDITOR}),
        member=True,
    )
    made, _ = record_contact(
        partner=world.institutions["partner"].pk,
        content=Content(A_DAY, Means.VISITED, word, 12),
        once=new_key(),
        actor=actor,
    )
    return made


def _of_meetings(world: World) -> None:
    """A body of ``own`` and ``partner``: a meeting to come, one whose minutes are open, one whose minutes stand."""
    own, partner = world.institutions["own"], world.institutions["partner"]
    pair = (own, partner)

    def make_body(word: str) -> Model:
        return open_body(word, [side.pk for side in pair], actor=Actor.system())

    world.keep("body", make_body)
    body = Body.objects.get(pk=world.pk("body"))
    world.keep("meeting", lambda word: meetings.meeting(body, own, agenda=(word,)))
    world.keep("meeting_held", lambda word: meetings.held(body, own, *pair, place=word))
    written = Meeting.objects.get(pk=world.pk("meeting_held"))
    world.objects["decision"] = meetings.decision(written, own)
    world.keep("promise_written", lambda word: meetings.promise(written, own, text=word))
    stands = meetings.held(body, own, *pair)
    world.keep("promise", lambda word: meetings.promise(stands, own, text=word))
    meetings.agreed(stands, *pair)
