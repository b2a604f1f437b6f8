"""Writing an agreement: beginning it from a template, one side's draft, putting it to the sides.

What was put to the sides is never edited: whoever wants other words writes the next version (I12). Two sides may write
at once; each has a draft of its own, and nobody's words are lost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, idempotency
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, NotAllowed, VersionMovedOn, WrongState
from yuinowa.partnerships.domain.accessions import AccessionState
from yuinowa.partnerships.domain.agreements import (
    FORMS_OF,
    UNDER_WAY,
    AgreementKind,
    VersionAction,
    VersionState,
    in_order,
)
from yuinowa.partnerships.domain.clauses import (
    AgreementText,
    Terms,
    digest_of,
    document_of,
    faults_of,
)
from yuinowa.partnerships.domain.phases import AGREEING
from yuinowa.partnerships.domain.schedules import CHOSEN
from yuinowa.partnerships.exchange import agreement_texts
from yuinowa.partnerships.labels.agreements import fault_words
from yuinowa.partnerships.models import Accession, Agreement, AgreementVersion, Partnership, Party
from yuinowa.partnerships.queries.agreements import signing_sides
from yuinowa.partnerships.queries.schedules import laid_down, table_of_roles
from yuinowa.partnerships.services.frame import audience, refuse_before_text
from yuinowa.partnerships.services.turns import set_turns
from yuinowa.partnerships.services.versions import locked_version, own_party, to_state


def begin_agreement(
    partnership_id: int, kind: AgreementKind, *, language: str, once: str, actor: Actor
) -> tuple[AgreementVersion, bool]:
    """The first draft of a new agreement, in the shipped words of its kind; and whether it was begun just now (R31).

    Raises:
        NotAllowed: the actor writes for no side that has joined.
        WrongState: no agreement is written in this phase.
    """
    return idempotency.once(once, actor, lambda: _begin(partnership_id, kind, language, actor))


@transaction.atomic
def _begin(
    partnership_id: int, kind: AgreementKind, language: str, actor: Actor
) -> AgreementVersion:
    partnership = lock(Partnership, partnership_id)
    party = own_party(partnership, actor)
    refuse_phase(partnership)
    agreement = Agreement(
        partnership=partnership, kind=kind.value, begun_for=party, begun_at=clock.now()
    )
    require(actor, "agreement.write", agreement)
    agreement.save()
    text = AgreementText(
        kind=kind,
        language=language,
        title=partnership.title,
        preamble=agreement_texts.preamble_of(kind, language),
        clauses=agreement_texts.clauses_of(kind, language),
        terms=Terms(
            signing_form=FORMS_OF[kind][0],
            starts_on=partnership.start_on,
            ends_on=partnership.end_on,
        ),
    )
    draft = _draft(agreement, party, text, None)
    set_turns(partnership)
    audit.record(
        "agreement.begin",
        agreement,
        actor=actor,
        after={"kind": kind.value, "language": language, "partnership": partnership.pk},
        audience=audience(partnership),
    )
    return draft


@transaction.atomic
def begin_version(agreement_id: int, based_on: int, *, actor: Actor) -> AgreementVersion:
    """The draft of the actor's side: the one it has, or a new one with the words of ``based_on``.

    Raises:
        NotAllowed: the actor writes for no side that has joined, or not now.
    """
    agreement = Agreement.objects.select_related("partnership").get(pk=agreement_id)
    partnership = lock(Partnership, agreement.partnership_id)
    party = own_party(partnership, actor)
    require(actor, "agreement.write", agreement)
    mine = AgreementVersion.objects.filter(
        agreement=agreement, written_for=party, state=VersionState.DRAFT.value
    ).first()
    if mine is not None:
        return mine
    base = AgreementVersion.objects.filter(agreement=agreement, pk=based_on).first()
    if base is None or base.number is None:
        raise NotAllowed("a draft begins from a version that was put to the sides")
    draft = _draft(agreement, party, base.text, base)
    audit.record("agreementversion.begin", draft, actor=actor, after={"based_on": base.number})
    return draft


def _draft(
    agreement: Agreement, party: Party, text: AgreementText, base: AgreementVersion | None
) -> AgreementVersion:
    return AgreementVersion.objects.create(
        agreement=agreement,
        written_for=party,
        document=document_of(_to_be_written(text)),
        based_on=base,
        state_since=clock.now(),
    )


def _to_be_written(text: AgreementText) -> AgreementText:
    """``text`` without what is laid down only when it is put to the sides."""
    chosen = (replace(one, rows=()) for one in text.schedules if one.kind in CHOSEN)
    return replace(text, roles=(), schedules=tuple(chosen), signers=())


@transaction.atomic
def write_draft(
    version_id: int,
    change: Callable[[AgreementText], AgreementText],
    *,
    expected_version: int,
    actor: Actor,
) -> AgreementVersion:
    """The draft with ``change`` applied to its text.

    Raises:
        VersionMovedOn: a colleague wrote in it since ``expected_version``.
        NotAllowed: it is another side's, or no draft any more.
    """
    version = locked_version(version_id, expected_version)
    refuse_put_forward(version)
    require(actor, "agreementversion.write", version)
    version.document = document_of(change(version.text))
    version.version += 1
    version.save(update_fields=["document", "version"])
    audit.record(
        # Its words are people's own, so the trail keeps how many clauses there are (R45).
        "agreementversion.write",
        version,
        actor=actor,
        after={"clauses": len(version.text.clauses), "version": version.version},
    )
    return version


@transaction.atomic
def discard_draft(version_id: int, *, expected_version: int, actor: Actor) -> AgreementVersion:
    """The draft, which is put aside by the side that wrote it; it was never a version."""
    version = locked_version(version_id, expected_version)
    refuse_put_forward(version)
    require(actor, "agreementversion.write", version)
    to_state(version, VersionAction.DISCARD)
    audit.record("agreementversion.discard", version, actor=actor)
    return version


@transaction.atomic
def propose(version_id: int, *, expected_version: int, seen: int, actor: Actor) -> AgreementVersion:
    """The draft as the next version, put to all sides. From here on its text never changes.

    What was under way before is superseded, with all that was said to it (I12). ``seen`` is the number of the newest
    version when the page was read: whoever did not see it, looks at the difference first.

    Raises:
        VersionMovedOn: somebody wrote in the draft, or another side put a version forward in the meantime.
        InputRefused: something is missing in the text.
        WrongState: somebody who has signed to accede waits for its day; or a part of the definition is missing.
        NotAllowed: the actor does not lead the side whose draft it is.
    """
    version = locked_version(version_id, expected_version)
    refuse_put_forward(version)
    require(actor, "agreementversion.propose", version)
    agreement = version.agreement
    newest = newest_number(agreement)
    if seen != newest:
        raise VersionMovedOn(
            _("Another side put version %(number)s forward in the meantime. Your words are kept.")
            % {"number": newest},
            next_step=_("Look at how yours differs from it, then put yours forward."),
        )
    _refuse_while_acceding(agreement)
    refuse_before_text(agreement.partnership)
    text = _as_it_stands(agreement.partnership, version.text)
    refuse_faulty(text)
    _supersede(agreement)
    version.document = document_of(text)
    version.number = newest + 1
    version.digest = digest_of(version.document)
    version.proposed_at = clock.now()
    to_state(version, VersionAction.PROPOSE)
    set_turns(version.agreement.partnership)
    audit.record(
        "agreementversion.propose",
        version,
        actor=actor,
        after={"number": version.number, "digest": version.digest},
        audience=audience(agreement.partnership),
    )
    return version


def _refuse_while_acceding(agreement: Agreement) -> None:
    """Nothing, unless somebody has signed the text in force and waits for its day: no other text overtakes it."""
    waiting = Accession.objects.filter(
        to_version__agreement=agreement, state=AccessionState.SIGNED.value
    )
    for accession in waiting.select_related("party__institution"):
        raise WrongState(
            _("%(name)s has signed to accede, and waits for its day.")
            % {"name": accession.party.institution.name},
            next_step=_("Put the text forward once it has acceded: then it stands in it."),
        )


def newest_number(agreement: Agreement) -> int:
    """The number of the newest version that was put to the sides; 0: none was."""
    numbers = AgreementVersion.objects.filter(agreement=agreement, number__isnull=False)
    return numbers.order_by("-number").values_list("number", flat=True).first() or 0


def _as_it_stands(partnership: Partnership, text: AgreementText) -> AgreementText:
    """``text`` with the sides that sign it, the table of roles and the other schedules as they are today."""
    parties = Party.objects.filter(partnership=partnership).select_related("institution")
    signers = tuple(in_order(signing_sides(parties), text.terms.ordering))
    text = replace(text, roles=table_of_roles(partnership, text.language), signers=signers)
    return replace(text, schedules=laid_down(partnership, text))


def refuse_faulty(text: AgreementText) -> None:
    """Nothing, if ``text`` may be put to the sides.

    Raises:
        InputRefused: the first fault, in words.
    """
    for found in faults_of(text):
        raise InputRefused(
            fault_words(found), next_step=_("Mend it in the draft, then put it forward.")
        )


def _supersede(agreement: Agreement) -> None:
    """What was under way gives way; what is in force stays so until the new version is."""
    codes = [state.value for state in UNDER_WAY]
    for earlier in AgreementVersion.objects.filter(agreement=agreement, state__in=codes):
        to_state(earlier, VersionAction.SUPERSEDE, ended_on=clock.today())


def refuse_phase(partnership: Partnership) -> None:
    """Nothing, while agreements are written.

    Raises:
        WrongState: the roles are not talked over yet, or the partnership is over.
    """
    if partnership.phase not in AGREEING:
        raise WrongState(
            _("An agreement is written once the roles are talked over."),
            next_step=_("Go on with the partnership first."),
        )


def refuse_put_forward(version: AgreementVersion) -> None:
    if version.state != VersionState.DRAFT:
        raise WrongState(
            _("This draft was put forward or put aside. What the sides read is not edited."),
            next_step=_("Write the next version."),
        )
