"""Words for plans of evaluation."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yuinowa.evaluation.domain.bank import STEPS, Anchor, Item
from yuinowa.evaluation.domain.terms import Fault, Moment, Residents, Voice

VOICES: dict[Voice, Promise] = {
    Voice.EACH: _("Each side by itself"),
    Voice.MUTUAL: _("The sides together, beginning with what they differ in"),
    Voice.OUTSIDE: _("Somebody from outside"),
}
MOMENTS: dict[Moment, Promise] = {
    Moment.START: pgettext_lazy("moment of an evaluation", "At the start"),
    Moment.MIDDLE: pgettext_lazy("moment of an evaluation", "In the middle"),
    Moment.END: pgettext_lazy("moment of an evaluation", "At the end"),
    Moment.DAYS: pgettext_lazy("moment of an evaluation", "On other days"),
}
RESIDENTS: dict[Residents, Promise] = {
    Residents.SURVEY: pgettext_lazy("how residents are heard", "By a survey"),
    Residents.INTERVIEW: pgettext_lazy("how residents are heard", "By talking to some of them"),
    Residents.MEETING: pgettext_lazy("how residents are heard", "At a meeting with them"),
    Residents.NOT_ASKED: pgettext_lazy("how residents are heard", "They are not asked"),
}
ANCHORS: dict[Anchor, Promise] = {
    Anchor.AGREEMENT: pgettext_lazy("scale", "How far one agrees"),
    Anchor.EXPECTED: pgettext_lazy("scale", "Against what was expected at the start"),
    Anchor.CHOICE: pgettext_lazy("scale", "How far one's house agreed"),
}
FAULTS: dict[Fault, Promise] = {
    Fault.NO_ITEM: _("Choose at least one item, or write one of your own."),
    Fault.UNKNOWN_ITEM: _("The bank has no such item. Choose from the list."),
    Fault.SAME_ITEM: _("The same item is written twice."),
    Fault.NO_VOICE: _("Choose who judges."),
    Fault.NO_OUTSIDE: _(
        "Write who judges from outside, as an office or a body, without names of persons."
    ),
    Fault.NO_MOMENT: _("Choose when it is judged."),
    Fault.NO_DAY: _("Write the days, one a line."),
    Fault.DAYS_WITHOUT_CHOICE: _("Choose “On other days” too, or leave the days empty."),
    Fault.NO_COUNT: _("Write how many residents you will hear at least."),
    Fault.NO_REASON: _("Write why residents cannot be asked."),
}


def item_words(item: Item) -> str:
    """An item in the reader's language."""
    return item.en if get_language() == "en" else item.ja


def kept_words(item: dict[str, str]) -> str:
    """An item of an agreed plan, in the words it was agreed with."""
    return item["en"] if get_language() == "en" else item["ja"]


def steps_of(anchor: Anchor) -> tuple[str, ...]:
    """The answers of a scale, lowest first, in the reader's language."""
    steps = STEPS[anchor]
    return steps.en if get_language() == "en" else steps.ja
