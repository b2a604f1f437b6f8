"""Words for the pulse: its items stand in the shipped bank, as what is evaluated does."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, gettext_noop, pgettext_lazy

from yuinowa.evaluation.domain.bank import BY_CODE, Anchor
from yuinowa.evaluation.labels import item_words, steps_of
from yuinowa.partnerships.domain.pulse import LOWEST, Gap

CANNOT_SAY = pgettext_lazy("answer of a pulse", "We cannot say")
GAPS: dict[Gap, Promise] = {
    Gap.UNANSWERED: gettext_lazy("Answer this too, or choose that you cannot say."),
    Gap.OUT_OF_RANGE: gettext_lazy("Choose one of the answers."),
    Gap.UNKNOWN: gettext_lazy("This is not asked."),
}
#: What the sides are waited for, and what follows (msgids of ``Wait.then_what``).
PULSE_ANSWERED = gettext_lazy("Each side has answered the pulse")
ITS_ANSWER = gettext_lazy("its answer to the pulse")
THEN_SUMMED = gettext_noop("When all have answered, you read what to talk about.")
THEN_TALKED = gettext_noop("Talk about it, then write what you agreed on. All sides read it.")
#: Fields that a refusal names.
PLACES = (pgettext_lazy("place of a fault", "agreed"),)


def item(code: str) -> str:
    """An item in the reader's language."""
    return item_words(BY_CODE[code])


def point(code: str) -> str:
    """What is to be talked about: an item is a sentence one can agree with, and here some do not."""
    return gettext("About “%(item)s”") % {"item": item(code)}


def answers() -> list[tuple[int, str]]:
    """What can be answered beside ``CANNOT_SAY``, lowest first: the number and its words."""
    return list(enumerate(steps_of(Anchor.AGREEMENT), start=LOWEST))


def point_in_words(label: str) -> str:
    """The label of a turn to talk (``item title``) in the reader's language."""
    code, _space, title = label.partition(" ")
    return f"{point(code)}（{title}）" if code in BY_CODE else label
