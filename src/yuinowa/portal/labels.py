"""What the groups of the day's list are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuinowa.portal.domain.turns import Group

GROUPS: dict[Group, Promise] = {
    Group.LATE: _("Overdue"),
    Group.TODAY: _("Today"),
    Group.NEXT_WEEK: _("By the end of next week"),
    Group.LATER: _("Later"),
    Group.UNDATED: _("Without a due date"),
}
