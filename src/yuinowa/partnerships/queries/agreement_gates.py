"""What agreements ask before a partnership goes on, by side: the same rows are the sides' turns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import prefetch_related_objects
from django.urls import reverse

from yuinowa.core import clock
from yuinowa.core.rights import Role
from yuinowa.kernel.workflow import Verb
from yuinowa.partnerships.domain.agreements import UNDER_WAY, VersionState, whose_turn
from yuinowa.partnerships.domain.gates import Missing, Turn
from yuinowa.partnerships.labels import agreements as words
from yuinowa.partnerships.models import AgreementVersion, Partnership, Party
from yuinowa.partnerships.queries.agreements import current, missing_sides, new_sides
from yuinowa.partnerships.queries.parts import Requirement
from yuinowa.partnerships.queries.reading import Reading

S = VersionState
_SETTLED = (S.AGREED, S.APPROVED_BY_EACH, S.PARTLY_SIGNED, S.SIGNED, S.IN_FORCE)
_AGREE = Turn("agree", Verb.DECIDE, (Role.LEAD.value, Role.ADMIN.value), words.THEN_SETTLED)
_PROPOSE = Turn("propose", Verb.FILL_IN, (Role.LEAD.value, Role.ADMIN.value), words.THEN_PROPOSED)
_DECIDE = Turn(
    "approve",
    Verb.APPROVE,
    (Role.LEAD.value, Role.ADMIN.value, Role.SIGNATORY.value),
    words.THEN_DECIDED,
)
_SIGN = Turn("sign", Verb.SIGN, (Role.SIGNATORY.value,), words.THEN_SIGNED)
_ENTER = Turn(
    "enter", Verb.SIGN, (Role.LEAD.value, Role.ADMIN.value, Role.SIGNATORY.value), words.THEN_SIGNED
)
_RELEASE = Turn(
    "release",
    Verb.FILL_IN,
    (Role.LEAD.value, Role.ADMIN.value, Role.SIGNATORY.value),
    words.THEN_BUDGET,
)


def of_text(reading: Reading) -> Iterable[Requirement]:
    """At least one agreement whose text every side agreed to, with the sides that are there now."""
    versions, parties = reading.once(_current), reading.parties
    settled = [v for v in versions if v.state in _SETTLED and _same_sides(v, parties)]
    gaps: list[Missing] = []
    if not settled:
        gaps = _consents(versions, parties) or [
            Missing(str(words.A_PROPOSAL), _list(reading.partnership), turn=_PROPOSE)
        ]
    return [Requirement(words.TEXT_SETTLED, tuple(gaps))]


def of_concluding(reading: Reading) -> Iterable[Requirement]:
    """Decisions, signatures and budgets of what is on its way."""
    versions = [v for v in reading.once(_current) if v.state in UNDER_WAY]
    if not versions:
        return []
    found = [
        Requirement(words.DECIDED, tuple(_decisions(versions))),
        Requirement(words.SIGNED, tuple(_signatures(versions))),
    ]
    budgets = tuple(_budgets(versions))
    if budgets:
        found.append(Requirement(words.BUDGET_THERE, budgets))
    days = tuple(_days(versions))
    if days:
        found.append(Requirement(words.DAY_THERE, days))
    return found


def of_renewal(reading: Reading) -> Iterable[Requirement]:
    """While the work goes on: what is missing of a new version, if one was put to the sides."""
    versions = [v for v in reading.once(_current) if v.state in UNDER_WAY]
    consents = tuple(_consents(versions, reading.parties))
    if not versions:
        return []
    return [Requirement(words.TEXT_SETTLED, consents), *of_concluding(reading)]


def _current(partnership: Partnership) -> list[AgreementVersion]:
    """Of each agreement the version that the sides look at; a fixed number of questions.

    What the sides said is at hand for those that are under way. Nobody asks for it of a text in force.
    """
    versions = AgreementVersion.objects.filter(
        agreement__partnership=partnership, number__isnull=False
    )
    by_agreement: dict[int, list[AgreementVersion]] = defaultdict(list)
    for version in versions:
        by_agreement[version.agreement_id].append(version)
    found = [now for rows in by_agreement.values() if (now := current(rows)) is not None]
    under_way = [version for version in found if version.state in UNDER_WAY]
    prefetch_related_objects(under_way, "consents", "approvals", "signatures")
    return found


def _same_sides(version: AgreementVersion, parties: Sequence[Party]) -> bool:
    """Whether all that sign it are there and, until it is in force, whoever is there signs it (I7)."""
    text = version.text
    if version.state != S.IN_FORCE and new_sides(text, parties):
        return False
    return not missing_sides(text, parties)


def _consents(versions: Iterable[AgreementVersion], parties: Sequence[Party]) -> list[Missing]:
    found = []
    for version in versions:
        if version.state != S.IN_REVIEW or not _same_sides(version, parties):
            continue
        said = {row.party_id for row in version.consents.all()}
        found += [
            Missing(
                words.consent_to(version.number or 0), version.get_absolute_url(), s.party, _AGREE
            )
            for s in version.text.signers
            if s.party not in said
        ]
    return found


def _decisions(versions: Iterable[AgreementVersion]) -> list[Missing]:
    found = []
    for version in versions:
        if version.state != S.AGREED:
            continue
        decided = {row.party_id for row in version.approvals.all()}
        link = reverse("partnerships:version-approve", args=[version.pk])
        found += [
            Missing(str(words.ITS_DECISION), link, signer.party, _DECIDE)
            for signer in version.text.signers
            if signer.party not in decided
        ]
    return found


def _signatures(versions: Iterable[AgreementVersion]) -> list[Missing]:
    found = []
    for version in versions:
        if not version.is_signable:
            continue
        text = version.text
        signed = {row.party_id for row in version.signatures.all()}
        turn = whose_turn(text.signers, signed)
        by_platform = text.terms.signing_form == "platform"
        found += [
            Missing(
                str(words.ITS_SIGNATURE),
                reverse("partnerships:version-sign", args=[version.pk]),
                signer.party,
                (_SIGN if by_platform else _ENTER) if signer.party in turn else None,
                waits=signer.party in turn,
            )
            for signer in text.signers
            if signer.party not in signed
        ]
    return found


def _budgets(versions: Iterable[AgreementVersion]) -> list[Missing]:
    return [
        Missing(
            str(words.ITS_BUDGET),
            reverse("partnerships:version-release", args=[version.pk]),
            approval.party_id,
            _RELEASE,
            # While something else is waited for of the same side, that comes first.
            waits=version.state == S.SIGNED,
        )
        for version in versions
        for approval in version.approvals.all()
        if approval.subject_to_budget and approval.condition_met_on is None
    ]


def _days(versions: Iterable[AgreementVersion]) -> list[Missing]:
    """First days that are still to come: no side is waited for, the platform begins when the day is there (I8)."""
    today = clock.today()
    return [
        Missing(
            words.first_day(starts_on), version.get_absolute_url(), None, waits=False, holds=False
        )
        for version in versions
        if version.state == S.SIGNED
        and (starts_on := version.text.terms.starts_on) is not None
        and starts_on > today
    ]


def _list(partnership: Partnership) -> str:
    return reverse("partnerships:agreement-list", args=[partnership.pk])
