"""A version of an agreement as a Word document: the words of the PDF, for those who take them through their own house.

What is said, and in which order, ``agreement_files`` says for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from yuinowa.documents.word import Paper
from yuinowa.partnerships.exchange.agreement_files import paper_of
from yuinowa.partnerships.models import AgreementVersion
from yuinowa.partnerships.queries.agreements import SideState

#: Millimetres; each row makes the width of the text.
_HEAD, _SIDES, _SEALS = (34, 128), (54, 54, 54), (54, 84, 24)
#: Millimetres of the width of the text.
_TEXT = 162
#: Millimetres of a row that is written in by hand and sealed.
_TO_SEAL = 32


def agreement_word(version: AgreementVersion, sides: Sequence[SideState]) -> bytes:
    """The document of ``version`` with what its ``sides`` said to it, in the language of the agreement."""
    with override(version.text.language):
        said: dict[str, Any] = paper_of(version, sides)
        paper = Paper(
            title=said["title"],
            language=said["language"],
            mark=[line for line in (said["mark"], said["digest"]) if line],
            made=version.proposed_at or version.state_since,
        )
        _write(paper, said)
    return paper.file()


def _write(paper: Paper, said: dict[str, Any]) -> None:
    paper.heading(said["name"], 1)
    paper.paragraph(said["version"], is_right=True)
    paper.table(
        said["head_title"],
        (_("Item"), _("Content")),
        [(row["label"], row["text"]) for row in said["head"]],
        widths=_HEAD,
    )
    paper.paragraph(said["preamble"])
    for clause in said["clauses"]:
        paper.heading(clause["heading"], 2)
        paper.paragraph(clause["text"])
    for schedule in said["schedules"]:
        paper.heading(schedule["title"], 2)
        if schedule["rows"]:
            widths = [_TEXT * part / sum(schedule["widths"]) for part in schedule["widths"]]
            paper.table(schedule["title"], schedule["heads"], schedule["rows"], widths=widths)
        if schedule["text"]:
            paper.paragraph(schedule["text"])
    _write_signing(paper, said["signing"])
    if said["digest"]:
        paper.paragraph(said["digest"], is_small=True)


def _write_signing(paper: Paper, signing: dict[str, Any]) -> None:
    paper.heading(signing["title"], 2)
    paper.paragraph(signing["about"])
    if signing["kind"] == "sealed":
        by_hand = "\n\n".join((signing["place"], signing["signatory"], signing["day"]))
        paper.table(
            signing["title"],
            (signing["heads"][0], _("To be filled in"), signing["seal"]),
            [(side["name"], by_hand, "") for side in signing["sides"]],
            widths=_SEALS,
            least_height=_TO_SEAL,
        )
    else:
        paper.table(
            signing["title"],
            signing["heads"],
            [(side["name"], side["decision"], side["signature"]) for side in signing["sides"]],
            widths=_SIDES,
        )
