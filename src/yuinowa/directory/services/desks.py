"""Keeping desks: entering, changing, checking them, and asking for the check."""

from __future__ import annotations

import csv
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from importlib.resources import files

from django.db import connection, transaction
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yuinowa.core import audit, clock, idempotency, waits
from yuinowa.core.handlers import Payload
from yuinowa.core.rights import Actor, Role, require
from yuinowa.core.versions import lock
from yuinowa.directory.domain.desks import Basis, Rule, is_area, rival_of
from yuinowa.directory.domain.institutions import IdentifierScheme, InstitutionKind
from yuinowa.directory.domain.topics import About, Topic
from yuinowa.directory.models import Desk, DeskArea, DeskKind, Institution
from yuinowa.directory.permissions.desks import may_open_desks
from yuinowa.directory.queries.desks import desks_visible_to, rule_of, to_be_checked
from yuinowa.directory.queries.institutions import holder_of
from yuinowa.directory.services.institutions import add_institution
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotAllowed, NotFound
from yuinowa.kernel.workflow import Verb

CHECK_STEP = "check-desks"
_TIME_TO_CHECK = timedelta(days=30)
#: Stored as it is, and said in the reader's language on the page.
_THEN_CHECK = gettext_noop("Look at its desks and say that they are still right.")
HANDBOOK = "国立国会図書館『図書館協力ハンドブック』第1章"
#: Sites of the National Diet Library as the ISIL register names them, and how they are read.
_NDL_SITES = {
    "JP-1000001": ("国立国会図書館", "コクリツコッカイトショカン"),
    "JP-1000002": ("国立国会図書館関西館", "コクリツコッカイトショカンカンサイカン"),
    "JP-1000003": (
        "国立国会図書館国際子ども図書館",
        "コクリツコッカイトショカンコクサイコドモトショカン",
    ),
}


@dataclass(frozen=True, slots=True)
class DeskContent:
    """What is said of a desk."""

    topic: Topic
    about: About = About.ANYTHING
    unit: str = ""
    mail: str = ""
    telephone: str = ""
    url: str = ""
    form_url: str = ""
    procedure_url: str = ""
    hours: str = ""
    kinds: frozenset[InstitutionKind] = frozenset()
    areas: frozenset[str] = frozenset()
    from_day: date | None = None
    to_day: date | None = None
    basis: Basis = Basis.OWN
    source: str = ""


def open_desk(
    institution: int, content: DeskContent, *, once: str, actor: Actor
) -> tuple[Desk, bool]:
    """The new desk of ``institution``, checked today, and whether it was made just now.

    Raises:
        NotAllowed: ``actor`` keeps neither this institution's desks nor the region's.
        NotFound: there is no such institution.
        AlreadyDone: another desk would answer the same askers; the message names it.
        InputRefused: an area is not known.
    """
    return idempotency.once(once, actor, lambda: _opened(institution, content, actor))


@transaction.atomic
def _opened(institution: int, content: DeskContent, actor: Actor) -> Desk:
    if not may_open_desks(actor, institution):
        raise NotAllowed(_("Desks are entered by the institution's own administrators."))
    owner = Institution.objects.filter(pk=institution).first()
    if owner is None:
        raise NotFound("no such institution")
    _hold_desks()
    desk = Desk(institution=owner)
    if not actor.is_system:
        desk.checked_on, desk.checked_by = clock.today(), actor.person
    _write(desk, content, actor)
    audit.record("desk.open", desk, actor=actor, after=_plain(content))
    return desk


@transaction.atomic
def change_desk(desk_id: int, content: DeskContent, *, expected_version: int, actor: Actor) -> Desk:
    """The desk as ``content`` says; writing it anew is also looking at it, so it counts as checked.

    Raises:
        NotAllowed: ``actor`` may not change it.
        VersionMovedOn: somebody changed it since ``expected_version``.
        AlreadyDone: another desk would answer the same askers; the message names it.
    """
    _hold_desks()
    desk = lock(Desk, desk_id, expected_version)
    require(actor, "desk.edit", desk)
    before = {"topic": desk.topic, "unit": desk.unit, "to_day": desk.to_day}
    desk.version += 1
    desk.checked_on, desk.checked_by = clock.today(), actor.person
    _write(desk, content, actor)
    _end_reminder_of(desk.institution)
    audit.record("desk.change", desk, actor=actor, before=before, after=_plain(content))
    return desk


@transaction.atomic
def check_desk(desk_id: int, *, expected_version: int, actor: Actor) -> Desk:
    """The desk, looked at today and found right.

    Raises:
        NotAllowed: ``actor`` may not keep it.
        VersionMovedOn: somebody changed it since ``expected_version``: what was looked at is no longer there.
    """
    desk = lock(Desk, desk_id, expected_version)
    require(actor, "desk.edit", desk)
    before = desk.checked_on
    desk.checked_on, desk.checked_by = clock.today(), actor.person
    desk.version += 1
    desk.full_clean()
    desk.save()
    _end_reminder_of(desk.institution)
    audit.record(
        "desk.check",
        desk,
        actor=actor,
        before={"checked_on": before},
        after={"checked_on": desk.checked_on},
    )
    return desk


def _hold_desks() -> None:
    """One writer of desks at a time, from here to the end of the transaction: rivals are sought among all desks.

    On SQLite the transaction itself is the lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE directory_desk IN SHARE ROW EXCLUSIVE MODE")


def _write(desk: Desk, content: DeskContent, actor: Actor) -> None:
    unknown = next((area for area in content.areas if not is_area(area)), None)
    if unknown is not None:
        raise InputRefused(_("There is no area with the code %(code)s.") % {"code": unknown[:50]})
    _refuse_rival(desk, content, actor)
    for name in _FIELDS:
        setattr(desk, name, getattr(content, name))
    desk.full_clean()
    desk.save()
    desk.kinds.all().delete()
    desk.areas.all().delete()
    DeskKind.objects.bulk_create([DeskKind(desk=desk, kind=k) for k in sorted(content.kinds)])
    DeskArea.objects.bulk_create([DeskArea(desk=desk, area=area) for area in sorted(content.areas)])


_FIELDS = (
    "topic", "about", "unit", "mail", "telephone", "url", "form_url", "procedure_url", "hours",
    "from_day", "to_day", "basis", "source",
)  # fmt: skip


def _refuse_rival(desk: Desk, content: DeskContent, actor: Actor) -> None:
    """Two desks that are equally specific for somebody would be two answers to one question.

    A rival that ``actor`` may not see is not named.
    """
    rule = Rule(
        desk.pk or 0,
        content.topic,
        content.about,
        content.kinds,
        content.areas,
        content.from_day,
        content.to_day,
    )
    same = Desk.objects.filter(topic=content.topic.value, about=content.about.value)
    others = same.prefetch_related("kinds", "areas")
    rival = rival_of(rule, map(rule_of, others))
    if rival is None:
        return
    seen = desks_visible_to(actor).filter(pk=rival.desk).first()
    raise AlreadyDone(
        _("“%(name)s” already answers this topic for the same askers.")
        % {"name": seen.name if seen is not None else _("Another institution's desk")},
        next_step=_("Narrow one of the two by kind or area, or let the other one end."),
    )


def _plain(content: DeskContent) -> dict[str, object]:
    said = asdict(content)
    return said | {"kinds": sorted(content.kinds), "areas": sorted(content.areas)}


# ---------------------------------------------------------------- asking for the check


def _reminded(institution: Institution) -> tuple[int, str]:
    """Who is asked to look at the desks of ``institution``: its administrators, else the region office."""
    if institution.member:
        return institution.pk, Role.ADMIN.value
    return waits.REGION_OFFICE, Role.REGION_ADMIN.value


@transaction.atomic
def ask_for_checks() -> int:
    """Open a wait for every institution whose desks are to be checked; how many institutions those are."""
    today = clock.today()
    due = to_be_checked(Desk.objects.all(), today)
    counted = due.order_by().values("institution").annotate(n=Count("pk"))
    owners = Institution.objects.in_bulk([row["institution"] for row in counted])
    for owner in owners.values():
        institution, role = _reminded(owner)
        waits.open_wait(
            subject=owner,
            step=CHECK_STEP,
            label=owner.name,
            institution=institution,
            role=role,
            due=today + _TIME_TO_CHECK,
            verb=Verb.CHECK,
            then_what=_THEN_CHECK,
            url=f"{reverse('desks:desk-list')}?institution={owner.pk}&check=due",
        )
    return len(owners)


def remind(_payload: Payload) -> None:
    """The clock's own job."""
    ask_for_checks()


def _end_reminder_of(institution: Institution) -> None:
    """Nobody is waited for any more once every desk of ``institution`` is fresh."""
    if not to_be_checked(institution.desks.all(), clock.today()).exists():
        waits.close_wait(institution, CHECK_STEP)


# ---------------------------------------------------------------- what ships


@transaction.atomic
def load_shipped_desks(*, actor: Actor) -> int:
    """Bring in the National Diet Library's desks as its handbook names them; how many are new.

    A desk that somebody has changed or ended since stays as it is.
    """
    table = (files("yuinowa.directory") / "data" / "ndl-desks.tsv").read_text("utf-8")
    made = 0
    for row in csv.DictReader(table.splitlines(), delimiter="\t"):
        owner = _ndl_site(row["isil"], actor)
        content = DeskContent(
            topic=Topic(row["topic"]),
            about=About(row["about"]),
            unit=row["unit"],
            procedure_url=row["procedure_url"],
            basis=Basis(row["basis"]),
            source=HANDBOOK,
        )
        here = Desk.objects.filter(
            institution=owner, topic=content.topic.value, about=content.about.value
        )
        if not here.exists():
            _opened(owner.pk, content, actor)
            made += 1
    return made


def _ndl_site(isil: str, actor: Actor) -> Institution:
    """The site of the National Diet Library, entered if no source has named it."""
    here = holder_of(IdentifierScheme.ISIL, isil)
    if here is not None:
        return here
    name, kana = _NDL_SITES[isil]
    return add_institution(
        name=name,
        kana=kana,
        kinds=[InstitutionKind.NATIONAL_LIBRARY],
        identifiers=[(IdentifierScheme.ISIL, isil)],
        actor=actor,
    )
