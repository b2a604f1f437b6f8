"""Words for partnerships with which a project is carried out."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.plans.domain.together import LinkAction

LINK_ACTIONS: dict[LinkAction, Promise] = {
    LinkAction.DOUBT: gettext_lazy("This project is not ours"),
    LinkAction.RESTORE: gettext_lazy("It is ours after all"),
    LinkAction.END: gettext_lazy("Take the partnership off the project"),
}
#: What each step brings, said before it is taken.
LINK_ABOUT: dict[LinkAction, Promise] = {
    LinkAction.DOUBT: gettext_lazy(
        "Until this is settled, the project and the partnership show each other to the plan's people and the sides alone. The plan's people read the reason."
    ),
    LinkAction.RESTORE: gettext_lazy(
        "The project and the partnership show each other again, as far as each of them may be seen."
    ),
    LinkAction.END: gettext_lazy(
        "The two no longer show each other. That they were linked stays in the record; editions that were published keep what they say."
    ),
}
LINK_DONE: dict[LinkAction, Promise] = {
    LinkAction.DOUBT: gettext_lazy("It is off the public pages. The plan's people are asked."),
    LinkAction.RESTORE: gettext_lazy("The project and the partnership show each other again."),
    LinkAction.END: gettext_lazy("The partnership is taken off the project."),
}
#: What follows after the wait; the workflow table carries the message id.
THEN_WHAT = (gettext_lazy("Until then it is shown to the two alone."),)
#: The places that refusals name.
PLACES = (
    pgettext_lazy("place of a fault", "what_for"),
    pgettext_lazy("place of a fault", "partnership"),
)
