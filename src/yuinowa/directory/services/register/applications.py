"""The agency's own side of the ISIL register: applications, numbers, changes, abolitions."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, idempotency
from yuinowa.core.move import begin, move
from yuinowa.core.rights import Actor
from yuinowa.directory.domain.institutions import IdentifierScheme
from yuinowa.directory.domain.isil_applications import (
    ApplicationAction,
    ApplicationKind,
    ApplicationState,
)
from yuinowa.directory.domain.register import (
    NAMES,
    EntryStatus,
    EventKind,
    Section,
    former_of,
    status_of,
    written_day,
)
from yuinowa.directory.models import (
    Institution,
    InstitutionIdentifier,
    RegisterApplication,
    RegisterEntry,
    RegisterEvent,
)
from yuinowa.directory.permissions.register import may_apply
from yuinowa.directory.queries import INSTITUTIONS
from yuinowa.directory.queries.institutions import holder_of
from yuinowa.directory.queries.register import LISTED, cells_of
from yuinowa.directory.services.register.entries import fill, write_formers
from yuinowa.directory.services.register.numbers import next_number
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotAllowed, WrongState
from yuinowa.search import index

#: The cells that an application may fill.
APPLIED_CELLS = (
    "name", "name_en", "name_kana", "postal_code", "prefecture", "municipality", "street", "telephone", "fax", "url",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """What the register shall say; an abolition leaves the cells as they are."""

    kind: ApplicationKind
    section: Section
    name: str
    name_en: str = ""
    name_kana: str = ""
    postal_code: str = ""
    prefecture: str = ""
    municipality: str = ""
    street: str = ""
    telephone: str = ""
    fax: str = ""
    url: str = ""
    reason: str = ""
    #: The entry to change or abolish, and the one that follows an abolished one.
    entry: int | None = None
    successor: int | None = None


def is_agency() -> bool:
    """Whether numbers are given here at all; elsewhere they come from the national agency."""
    return bool(settings.ISIL_AGENCY)


def apply(wish: Wish, *, once: str, actor: Actor) -> tuple[RegisterApplication, bool]:
    """The application of the institution acted for, and whether it was made just now.

    Raises:
        NotAllowed: ``actor`` may not apply, or the entry is another institution's.
        WrongState: no numbers are given here, or the entry has ended.
        AlreadyDone: an application for this entry is open, or the institution has a number.
        InputRefused: the successor is the entry itself, or has ended.
    """
    if not is_agency():
        raise WrongState(
            _("ISILs are not given here."),
            next_step=_("Ask the national agency: see “Who do I ask?”, topic ISIL."),
        )
    return idempotency.once(once, actor, lambda: _applied(wish, actor))


@transaction.atomic
def _applied(wish: Wish, actor: Actor) -> RegisterApplication:
    if not may_apply(actor) or actor.institution is None:
        raise NotAllowed(_("Applications are made by an administrator of the institution."))
    applicant = Institution.objects.select_for_update().get(pk=actor.institution)
    application = RegisterApplication(
        applicant=applicant, person=actor.person, created_at=clock.now()
    )
    for name, value in asdict(wish).items():
        field = f"{name}_id" if name in {"entry", "successor"} else name
        setattr(application, field, value)
    _refuse_what_cannot_be(application)
    application.full_clean()
    application.save()
    begin(application, asked_by=applicant.pk)
    audit.record(
        "isil.apply",
        application,
        actor=actor,
        after={"kind": wish.kind.value, "name": wish.name, "entry": wish.entry},
    )
    return application


def _refuse_what_cannot_be(application: RegisterApplication) -> None:
    open_ = RegisterApplication.objects.filter(
        state__in=[ApplicationState.APPLIED.value, ApplicationState.CHECKED.value]
    )
    if application.kind == ApplicationKind.NEW:
        if open_.filter(applicant=application.applicant, name=application.name).exists():
            raise _open_already()
        return
    entry = application.entry
    if entry is None or entry.institution_id != application.applicant_id:
        raise NotAllowed(_("This number belongs to another institution."))
    _refuse_ended(entry)
    if open_.filter(entry=entry).exists():
        raise _open_already()
    _refuse_bad_successor(application)


def _open_already() -> AlreadyDone:
    return AlreadyDone(
        _("An application for this is open already."),
        next_step=_("Wait for the answer, or withdraw it first."),
    )


def _refuse_ended(entry: RegisterEntry) -> None:
    if entry.status not in LISTED:
        raise WrongState(
            _("The number %(isil)s has ended.") % {"isil": entry.isil},
            next_step=_("Apply for a new one."),
        )


def _refuse_bad_successor(application: RegisterApplication) -> None:
    successor = application.successor
    if successor is None:
        return
    if successor.pk == application.entry_id or successor.status not in LISTED:
        raise InputRefused(
            _("%(isil)s cannot follow: it is the number itself, or has ended.")
            % {"isil": successor.isil},
            next_step=_("Name the number of the institution that goes on."),
        )


def act(
    application_id: int,
    action: ApplicationAction,
    *,
    expected_version: int,
    actor: Actor,
    answer: str = "",
) -> RegisterApplication:
    """The application after ``action``; granting it writes the register in the same transaction.

    Raises:
        NotAllowed: ``actor`` has no role in which the table gives this action.
        TransitionRefused, VersionMovedOn: it has moved on.
        InputRefused: a refusal without a reason.
        WrongState: the entry has ended meanwhile.
    """
    if action is ApplicationAction.REFUSE and not answer.strip():
        raise InputRefused(_("Write why it is refused."), place="answer")
    application = RegisterApplication.objects.get(pk=application_id)

    def change(row: RegisterApplication) -> None:
        row.answer = answer or row.answer
        if action is ApplicationAction.GRANT:
            _grant(row)

    moved: RegisterApplication = move(
        application, action, actor=actor, expected_version=expected_version, change=change
    )
    return moved


def _grant(application: RegisterApplication) -> None:
    deeds = {
        ApplicationKind.NEW: _register,
        ApplicationKind.CHANGE: _change,
        ApplicationKind.ABOLITION: _abolish,
    }
    deeds[ApplicationKind(application.kind)](application)


def _register(application: RegisterApplication) -> None:
    isil = next_number(Section(application.section))
    entry = RegisterEntry(isil=isil, section=application.section, institution=application.applicant)
    cells = dict.fromkeys(NAMES, "") | _wished(application)
    fill(entry, cells | {"isil": isil, "registered": written_day(clock.today())})
    entry.status = status_of(cells).value
    entry.full_clean()
    entry.save()
    application.entry = entry
    _give_number(application.applicant, isil)
    _note(entry, EventKind.REGISTERED, {}, application)


def _give_number(institution: Institution, isil: str) -> None:
    if holder_of(IdentifierScheme.ISIL, isil) is None:
        InstitutionIdentifier.objects.create(
            institution=institution, scheme=IdentifierScheme.ISIL.value, value=isil, raw=isil
        )
    index.touch(INSTITUTIONS, [institution.pk])


def _change(application: RegisterApplication) -> None:
    entry = _locked(application.entry_id)
    before = cells_of(entry)
    after = before | _wished(application) | {"changed": written_day(clock.today())}
    fill(entry, after)
    entry.section, entry.status = application.section, status_of(after).value
    entry.version += 1
    entry.full_clean()
    entry.save()
    changes = {name: [before[name], after[name]] for name in NAMES if before[name] != after[name]}
    _note(entry, EventKind.CHANGED, changes, application)


def _abolish(application: RegisterApplication) -> None:
    entry = _locked(application.entry_id)
    changes = {"status": [entry.status, EntryStatus.ABOLISHED.value]}
    entry.status, entry.ended_on = EntryStatus.ABOLISHED.value, clock.today()
    entry.version += 1
    entry.save()
    _note(entry, EventKind.ABOLISHED, changes, application)
    InstitutionIdentifier.objects.filter(
        scheme=IdentifierScheme.ISIL.value, value=entry.isil
    ).update(former=True)
    if entry.institution_id is not None:
        index.touch(INSTITUTIONS, [entry.institution_id])
    if application.successor_id is not None:
        _point_back(_locked(application.successor_id), entry.isil, application)


def _point_back(successor: RegisterEntry, isil: str, application: RegisterApplication) -> None:
    """Let the successor name the number it follows, beside those it names already."""
    before = cells_of(successor)
    named = (*former_of(successor.former), isil)
    after = before | {
        "former": " ".join(dict.fromkeys(named)),
        "changed": written_day(clock.today()),
    }
    if len(after["former"]) > 200:
        raise InputRefused(_("The successor has more former numbers than its cell can hold."))
    fill(successor, after)
    successor.version += 1
    successor.save()
    write_formers([successor])
    changes = {name: [before[name], after[name]] for name in ("former", "changed")}
    _note(successor, EventKind.CHANGED, changes, application)


def _locked(entry_id: int | None) -> RegisterEntry:
    entry = RegisterEntry.objects.select_for_update().get(pk=entry_id or 0)
    _refuse_ended(entry)
    return entry


def _wished(application: RegisterApplication) -> dict[str, str]:
    return {name: getattr(application, name) for name in APPLIED_CELLS}


def _note(
    entry: RegisterEntry,
    kind: EventKind,
    changes: dict[str, list[str]],
    application: RegisterApplication,
) -> None:
    RegisterEvent.objects.create(
        isil=entry.isil, kind=kind.value, at=clock.now(), changes=changes, application=application
    )
