"""Words for partnerships in which nothing was done for long."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, gettext_noop

AFTER: dict[int, Promise] = {
    90: gettext_lazy("Three months"),
    180: gettext_lazy("Half a year"),
    365: gettext_lazy("One year"),
}
THEN_DORMANT = gettext_noop("Plan an activity, or propose a pause or to close.")
