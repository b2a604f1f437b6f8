"""Words for the codes of the ledger."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from yuinowa.ledger.domain.deeds import Side, Voice
from yuinowa.ledger.domain.kinds import Unit

#: In the order in which tables list them.
KINDS: dict[str, str | Promise] = {
    "contact": pgettext_lazy("kind of deed", "Contact"),
    "activity.joint": pgettext_lazy("kind of deed", "Joint activity"),
    "ill.request": pgettext_lazy("kind of deed", "Request for inter-library loan"),
    "ill.loan": pgettext_lazy("kind of deed", "Loan (inter-library)"),
    "ill.copy": pgettext_lazy("kind of deed", "Copy"),
    "group_loan": pgettext_lazy("kind of deed", "Group loan"),
    "support.visit": pgettext_lazy("kind of deed", "Visit of support"),
    "support.answer": pgettext_lazy("kind of deed", "Request for support answered"),
    "reference.answer": pgettext_lazy("kind of deed", "Reference answer"),
    "eloan": pgettext_lazy("kind of deed", "E-loan"),
    "pathfinder": pgettext_lazy("kind of deed", "Pathfinder"),
    "catalogue.contributed": pgettext_lazy("kind of deed", "Records given to the catalogue"),
}
_ORDER = {code: number for number, code in enumerate(KINDS)}
UNITS = {
    Unit.ITEM: pgettext_lazy("unit", "items"),
    Unit.TIME: pgettext_lazy("unit", "times"),
    Unit.PERSON: pgettext_lazy("unit", "persons"),
    Unit.YEN: pgettext_lazy("unit", "yen"),
    Unit.MINUTE: pgettext_lazy("unit", "minutes"),
    Unit.PAGE: pgettext_lazy("unit", "pages"),
    Unit.TITLE: pgettext_lazy("unit", "titles"),
}
#: What is no thing to be handed over is counted in cases.
_CASES = frozenset({"ill.request", "ill.copy", "reference.answer"})
CASES = pgettext_lazy("unit", "cases")
SIDES = {
    Side.GIVEN: pgettext_lazy("side of the ledger", "Given"),
    Side.RECEIVED: pgettext_lazy("side of the ledger", "Received"),
}
VOICES = {
    Voice.RECORDED: pgettext_lazy("whose figure", "Recorded in this system"),
    Voice.GIVER: pgettext_lazy("whose figure", "Stated by the side that gave"),
    Voice.RECEIVER: pgettext_lazy("whose figure", "Stated by the side that received"),
    Voice.OTHER: pgettext_lazy("whose figure", "Stated by a survey"),
}

#: What the home page says of the year; without a side, what was done together.
HOME_FIGURES = {
    ("ill.loan", Unit.ITEM, Side.GIVEN): pgettext_lazy("figure of the year", "Lent"),
    ("ill.loan", Unit.ITEM, Side.RECEIVED): pgettext_lazy("figure of the year", "Borrowed"),
    ("reference.answer", Unit.ITEM, Side.GIVEN): pgettext_lazy(
        "figure of the year", "Reference questions answered"
    ),
    ("contact", Unit.TIME, None): pgettext_lazy("figure of the year", "Contacts"),
    ("activity.joint", Unit.TIME, None): pgettext_lazy("figure of the year", "Joint activities"),
}


def kind_word(code: str) -> str:
    """What a kind is called; a wing's own kind without a word here is shown by its code."""
    return str(KINDS.get(code, code))


def kind_order(code: str) -> tuple[int, str]:
    """Sorts kinds as the tables list them, unknown ones last."""
    return _ORDER.get(code, len(_ORDER)), code


def unit_order(unit: str) -> int:
    """Sorts the units of a kind: how often before how many persons."""
    return list(UNITS).index(Unit(unit))


def unit_word(kind: str, unit: str) -> str:
    """What a quantity of ``kind`` is counted in: 点 of things lent, 件 of requests and answers."""
    known = Unit(unit)
    return str(CASES if known is Unit.ITEM and kind in _CASES else UNITS[known])
