"""Statements of costs: prepare one, write what it is reckoned from, issue it, put it right by another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, idempotency
from yuinowa.core.move import move
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, WrongState
from yuinowa.ledger.queries.populations import series_of
from yuinowa.partnerships.domain.costs import StatementStep
from yuinowa.partnerships.domain.shares import Formula, Part, shared
from yuinowa.partnerships.labels.costs import FAULTS
from yuinowa.partnerships.models import CostShare, CostStatement, Partnership
from yuinowa.partnerships.queries.costs import bases_of, hindrances, payers, sharing
from yuinowa.partnerships.services.frame import refuse_over


@dataclass(frozen=True, slots=True)
class CostOutline:
    """What is shared, in which year, by which formula, and whose figures it is reckoned from."""

    fiscal_year: int
    title: str
    total_yen: int
    formula: Formula
    population_on: date | None = None
    population_source: str = ""
    use_source: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What one side's share is reckoned from, as the keeper of the accounts writes it."""

    fixed_yen: int
    shares_rest: bool
    residents: int | None
    uses: int | None


def prepare(
    partnership: Partnership, outline: CostOutline, *, once: str, actor: Actor
) -> tuple[CostStatement, bool]:
    """A draft with a line for each side that takes part; and whether it was made just now (R31).

    Fixed sums and who shares the rest are those of the statement before; residents are those the ledger knows as
    of ``population_on``.

    Raises:
        NotAllowed: the actor does not keep the accounts of this partnership.
        WrongState: the partnership is over.
        InputRefused: a figure lacks its source.
    """
    require(actor, "partnership.account", partnership)
    refuse_over(partnership)
    refuse_impossible(outline)
    return idempotency.once(once, actor, lambda: _prepare(partnership, outline, actor))


def _prepare(partnership: Partnership, outline: CostOutline, actor: Actor) -> CostStatement:
    statement = CostStatement(partnership=partnership, made_at=clock.now())
    _write(statement, outline)
    statement.save()
    _follow_sides(statement)
    _record("cost.prepare", statement, actor)
    return statement


def _follow_sides(statement: CostStatement) -> None:
    """A line for each side that takes part now, and for no other."""
    lines = {line.party_id: line for line in statement.shares.all()}
    now = sharing(statement.partnership)
    sides = [side for side in now if side.pk not in lines]
    gone = lines.keys() - {side.pk for side in now}
    statement.shares.filter(party__in=gone).delete()
    if not sides:
        return
    before = _lines_before(statement)
    known = _known_residents(statement, [side.institution_id for side in sides])
    CostShare.objects.bulk_create(
        CostShare(
            statement=statement,
            party=side,
            fixed_yen=before[side.pk].fixed_yen if side.pk in before else 0,
            shares_rest=before[side.pk].shares_rest if side.pk in before else True,
            residents=known.get(side.institution_id),
        )
        for side in sides
    )


def _lines_before(statement: CostStatement) -> dict[int, CostShare]:
    last = (
        CostStatement.objects.filter(partnership=statement.partnership_id)
        .exclude(pk=statement.pk)
        .order_by("-pk")
        .first()
    )
    return {} if last is None else {line.party_id: line for line in last.shares.all()}


def _known_residents(statement: CostStatement, institutions: Sequence[int]) -> dict[int, int]:
    if statement.population_on is None:
        return {}
    return {
        institution: row.number
        for institution, series in series_of(institutions).items()
        for row in series
        if row.as_of == statement.population_on
    }


@transaction.atomic
def rewrite(
    statement_id: int, outline: CostOutline, *, expected_version: int, actor: Actor
) -> CostStatement:
    """The draft with another outline. Raises as ``prepare``, and VersionMovedOn; WrongState once it is issued."""
    statement = _draft(statement_id, expected_version, actor)
    refuse_impossible(outline)
    _write(statement, outline)
    return _kept(statement, "cost.rewrite", actor)


@transaction.atomic
def write_lines(
    statement_id: int, lines: Mapping[int, Line], *, expected_version: int, actor: Actor
) -> CostStatement:
    """The draft with other lines, by the id of each; sides that came or went since get or lose theirs.

    Raises:
        VersionMovedOn: somebody changed the draft since ``expected_version``.
        NotAllowed: the actor does not keep the accounts.
        WrongState: it is issued.
    """
    statement = _draft(statement_id, expected_version, actor)
    rows = list(statement.shares.filter(pk__in=lines))
    for row in rows:
        line = lines[row.pk]
        row.fixed_yen, row.shares_rest = line.fixed_yen, line.shares_rest
        row.residents, row.uses = line.residents, line.uses
    CostShare.objects.bulk_update(rows, ["fixed_yen", "shares_rest", "residents", "uses"])
    _follow_sides(statement)
    return _kept(statement, "cost.reckon", actor)


@transaction.atomic
def issue(statement_id: int, *, expected_version: int, actor: Actor) -> CostStatement:
    """The statement as all sides read it from now on; the one it puts right is replaced by it.

    Raises:
        VersionMovedOn: somebody changed the draft since ``expected_version``.
        NotAllowed: the actor does not keep the accounts.
        TransitionRefused: it was issued before.
        WrongState: something is missing; the sentence says what.
    """
    statement = lock(CostStatement, statement_id, expected_version)
    require(actor, "coststatement.keep", statement)
    if statement.is_draft:
        _reckon(statement)
    issued: CostStatement = move(statement, StatementStep.ISSUE, actor=actor, change=_issued_now)
    if issued.replaces_id is not None:
        move(lock(CostStatement, issued.replaces_id), StatementStep.REPLACE, actor=actor)
    return issued


def _issued_now(statement: CostStatement) -> None:
    statement.issued_at = clock.now()


def _reckon(statement: CostStatement) -> None:
    lines = list(statement.shares.select_related("party__institution").order_by("party"))
    bases = bases_of(lines)
    wrong = hindrances(statement, bases)
    if wrong:
        names = {side.pk: side.institution.name for side in statement.partnership.parties.all()}
        first = wrong[0]
        raise WrongState(
            _("%(side)s: %(what)s") % {"side": names[first.side], "what": FAULTS[first.fault]}
            if first.side is not None
            else str(FAULTS[first.fault]),
            next_step=_("Write what is missing in the draft, then issue it."),
        )
    shares = shared(statement.total_yen, statement.formula, bases)
    for line, share in zip(lines, shares, strict=True):
        line.equal_yen = share.parts.get(Part.EQUAL, 0)
        line.head_yen = share.parts.get(Part.PER_HEAD, 0)
        line.use_yen = share.parts.get(Part.PER_USE, 0)
    CostShare.objects.bulk_update(lines, ["equal_yen", "head_yen", "use_yen"], batch_size=500)


@transaction.atomic
def put_right(statement_id: int, reason: str, *, actor: Actor) -> CostStatement:
    """A draft like the issued statement, to be changed and issued in its place; the issued one stays as it was.

    Raises:
        NotAllowed: the actor does not keep the accounts.
        WrongState: it is a draft, replaced, or a draft that puts it right is there already.
    """
    old = lock(CostStatement, statement_id)
    require(actor, "coststatement.keep", old)
    if old.is_draft or CostStatement.objects.filter(replaces=old).exists():
        raise WrongState(
            _("Only an issued statement that nothing replaces can be put right."),
            next_step=_("Open the newest statement of the year."),
        )
    lines = list(old.shares.all())
    draft = CostStatement.objects.get(pk=old.pk)
    draft.pk, draft.state, draft.issued_at, draft.version = None, "draft", None, 1
    draft.replaces, draft.reason, draft.made_at = old, reason, clock.now()
    draft.save(force_insert=True)
    for line in lines:
        line.pk, line.statement = None, draft
        line.equal_yen = line.head_yen = line.use_yen = None
    CostShare.objects.bulk_create(lines)
    _record("cost.put_right", draft, actor)
    return draft


@transaction.atomic
def drop(statement_id: int, *, expected_version: int, actor: Actor) -> Partnership:
    """Throw a draft away; nobody was told of it. Raises as ``write_lines``."""
    statement = _draft(statement_id, expected_version, actor)
    _record("cost.drop", statement, actor)
    partnership = statement.partnership
    statement.delete()
    return partnership


def refuse_impossible(outline: CostOutline) -> None:
    """Nothing, if ``outline`` can be.

    Raises:
        InputRefused: the weights are not the whole, or a figure would lack its source.
    """
    formula = outline.formula
    if not formula.is_whole:
        raise InputRefused(_("The three parts together are not 100 %."), place="equal")
    if formula.weight(Part.PER_HEAD) and outline.population_on is None:
        raise InputRefused(_("Say as of which day residents are counted."), place="population_on")
    if formula.weight(Part.PER_HEAD) and not outline.population_source:
        raise InputRefused(_("Say who counted the residents."), place="population_source")
    if formula.weight(Part.PER_USE) and not outline.use_source:
        raise InputRefused(
            _("Say what counts as use, of which year, and who counted it."), place="use_source"
        )


def _draft(statement_id: int, expected_version: int, actor: Actor) -> CostStatement:
    statement = lock(CostStatement, statement_id, expected_version)
    require(actor, "coststatement.keep", statement)
    if not statement.is_draft:
        raise WrongState(
            _("This statement is issued. It stays as it is."),
            next_step=_("Put it right by a new one, and say why."),
        )
    return statement


def _write(statement: CostStatement, outline: CostOutline) -> None:
    statement.fiscal_year, statement.title = outline.fiscal_year, outline.title
    statement.total_yen = outline.total_yen
    statement.equal = outline.formula.weight(Part.EQUAL)
    statement.per_head = outline.formula.weight(Part.PER_HEAD)
    statement.per_use = outline.formula.weight(Part.PER_USE)
    statement.population_on = outline.population_on
    statement.population_source = outline.population_source
    statement.use_source = outline.use_source


def _kept(statement: CostStatement, action: str, actor: Actor) -> CostStatement:
    statement.version += 1
    statement.save()
    _record(action, statement, actor)
    return statement


def _record(action: str, statement: CostStatement, actor: Actor) -> None:
    audit.record(
        action,
        statement,
        actor=actor,
        after={
            "fiscal_year": statement.fiscal_year,
            "total_yen": statement.total_yen,
            "version": statement.version,
        },
        audience=payers(statement),
    )
