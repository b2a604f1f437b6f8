"""What changes with the day alone: whose turn it is where a day has come."""

from __future__ import annotations

from django.db import transaction

from yuinowa.core.versions import lock
from yuinowa.partnerships.domain.phases import OVER
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.services.turns import set_turns


def set_all_turns() -> int:
    """Set the turns of every partnership that goes on, each in a transaction of its own. May run twice; how many."""
    going_on = Partnership.objects.exclude(state__in=[phase.value for phase in OVER])
    ids = list(going_on.values_list("pk", flat=True))
    for pk in ids:
        with transaction.atomic():
            set_turns(lock(Partnership, pk))
    return len(ids)
