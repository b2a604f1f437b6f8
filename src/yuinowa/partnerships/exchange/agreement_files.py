"""A version of an agreement as a file to print or to send: PDF, in the language of the agreement.

Here stands what is printed; how it looks stands in the template ``data/agreement.typ``. What the platform's
signature is, the paper says itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from yuinowa.documents.pdf import Json, kept_pdf
from yuinowa.partnerships.domain.agreements import SigningForm
from yuinowa.partnerships.domain.clauses import AgreementText
from yuinowa.partnerships.exchange.agreement_schedules import told
from yuinowa.partnerships.exchange.agreement_texts import name_of
from yuinowa.partnerships.labels import agreements as words
from yuinowa.partnerships.labels.accessions import JOININGS
from yuinowa.partnerships.models import AgreementVersion
from yuinowa.partnerships.queries.agreements import SideState
from yuinowa.partnerships.queries.schedules import day_in_words

TEMPLATE = "partnerships/data/agreement.typ"


def agreement_pdf(version: AgreementVersion, sides: Sequence[SideState]) -> bytes:
    """The paper of ``version`` with what its ``sides`` said to it.

    Raises:
        InputRefused: characters that no font has.
        Unavailable: it could not be printed in time.
    """
    with override(version.text.language):
        return kept_pdf(TEMPLATE, paper_of(version, sides))


def paper_of(version: AgreementVersion, sides: Sequence[SideState]) -> dict[str, Json]:
    """What the template prints, in its order, in the language that is active."""
    text = version.text
    name = name_of(text.kind, text.language)
    number = _("Version %(number)s") % {"number": version.number} if version.number else _("Draft")
    return {
        "title": f"{name} {text.title}",
        "language": text.language,
        "name": name,
        "version": number,
        "mark": f"{text.title} {number}",
        "head_title": _("Head of the agreement"),
        "head": [{"label": label, "text": row} for label, row in head_of(text)],
        "preamble": text.preamble,
        "clauses": [
            {
                "heading": _("Article %(n)s (%(heading)s)") % {"n": n, "heading": clause.heading},
                "text": clause.text,
            }
            for n, clause in enumerate(text.clauses, 1)
        ],
        "schedules": [
            {
                "title": one.title,
                "heads": list(one.heads),
                "rows": [list(row) for row in one.rows],
                "text": one.text,
                "widths": list(one.widths),
            }
            for one in told(text)
        ],
        "signing": _signing(text, sides),
        "digest": f"{_('Digest of the text (SHA-256)')} {version.digest}" if version.digest else "",
    }


def head_of(text: AgreementText) -> list[tuple[str, str]]:
    """The head of the paper: label and text, line by line."""
    terms, language = text.terms, text.language
    first = (
        pgettext("term of an agreement", "from %(day)s")
        % {"day": day_in_words(terms.starts_on, language)}
        if terms.starts_on
        else _("From the day of the last signature")
    )
    last = (
        _("until %(day)s") % {"day": day_in_words(terms.ends_on, language)}
        if terms.ends_on
        else _("until it is ended")
    )
    lines = [first, last]
    if terms.retroactive:
        lines.append(_("It holds from its first day, even if that is before the last signature."))
    return [
        (_("The work"), text.title),
        (_("Parties"), "\n".join(signer.name for signer in text.signers)),
        (_("Term of the agreement"), "\n".join(lines)),
        (_("How it is concluded"), str(words.FORMS[terms.signing_form])),
        (_("In which order the sides sign"), str(words.ORDERINGS[terms.ordering])),
        (_("Days of notice before a side may leave"), str(terms.notice_days)),
        (_("Who consents to an accession"), str(JOININGS[terms.joining])),
        *(
            (_("Left out: %(clause)s") % {"clause": words.CLAUSES[kind]}, why)
            for kind, why in text.left_out.items()
        ),
    ]


def _signing(text: AgreementText, sides: Sequence[SideState]) -> dict[str, Json]:
    form = text.terms.signing_form
    return {
        "kind": "sealed" if form is SigningForm.SEALED else "record",
        "title": _("Signatures"),
        "about": str(words.ON_PAPER[form]),
        "place": _("Address:"),
        "signatory": _("Post and name:"),
        "seal": _("Seal"),
        "day": _("Day:"),
        "heads": [_("Party"), _("Its own decision"), _("Signature")],
        "sides": [
            {
                "name": _named(side, text.language),
                "decision": _decision(side, text.language),
                "signature": _signature(side, text.language),
            }
            for side in sides
        ],
    }


def _named(side: SideState, language: str) -> str:
    if side.accession is None or side.accession.in_force_on is None:
        return side.signer.name
    day = day_in_words(side.accession.in_force_on, language)
    return f"{side.signer.name}\n{_('acceded on %(day)s') % {'day': day}}"


def _decision(side: SideState, language: str) -> str:
    approval = side.approval
    if approval is None:
        return "－"
    lines = [
        f"{approval.post} {day_in_words(approval.decided_on, language)}",
        approval.decision_number,
    ]
    if approval.subject_to_budget:
        met = approval.condition_met_on
        lines.append(
            _("Budget adopted on %(day)s") % {"day": day_in_words(met, language)}
            if met
            else _("Subject to the budget")
        )
    return "\n".join(filter(None, lines))


def _signature(side: SideState, language: str) -> str:
    signature = side.signature
    if signature is None:
        return "－"
    named = f"{signature.post} {side.signed_by}".strip()
    return f"{named}\n{day_in_words(signature.signed_on, language)}"
