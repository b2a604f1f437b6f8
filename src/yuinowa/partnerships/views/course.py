"""What the page of how it goes says of the work itself: whether anything is done, and promises; when it counts as dormant."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can, require
from yuinowa.partnerships.domain.motions import MotionKind, may_be_proposed
from yuinowa.partnerships.forms.dormancy import DormantAfterForm
from yuinowa.partnerships.labels import dormancy as words
from yuinowa.partnerships.labels import motions as motion_words
from yuinowa.partnerships.labels.rhythm import HOW_OFTEN
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.queries.dormancy import quiet_of
from yuinowa.partnerships.queries.kept import kept_promises
from yuinowa.partnerships.queries.motions import open_kinds
from yuinowa.partnerships.queries.rhythm import agreed, in_touch
from yuinowa.partnerships.services import dormancy as deeds
from yuinowa.partnerships.services.frame import refuse_over
from yuinowa.partnerships.views.frame import done, partnership_of

#: What moves a partnership in which nothing is done any more, beside planning an activity.
_WAYS_ON = (MotionKind.SUSPEND, MotionKind.CLOSE)


def going(partnership: Partnership, actor: Actor) -> dict[str, object]:
    """Since when nothing was done, what can be done about it, how many promises were kept, and being in touch."""
    leads = not partnership.is_over and can(actor, "partnership.lead", partnership)
    now = agreed(partnership)
    found = in_touch(partnership, now)
    able = may_be_proposed(partnership.phase, open_kinds(partnership)) if leads else ()
    return {
        "quiet": quiet_of(partnership),
        "dormant_after": words.AFTER[partnership.dormant_after_days],
        "may_lead": leads,
        "ways_on": [(kind.value, motion_words.PROPOSE[kind]) for kind in _WAYS_ON if kind in able],
        "kept": kept_promises(partnership, actor),
        "often": HOW_OFTEN[now.in_force.terms.frequency] if now.in_force else "",
        "touch": found.touch if found else None,
        "without_contact": found.without_contact if found else "",
        "is_proposed": now.proposed is not None,
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dormant_after(request: HttpRequest, pk: int) -> HttpResponse:
    """After how long without an activity the partnership is shown as dormant."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.lead", partnership)
    refuse_over(partnership)
    form = DormantAfterForm(
        request.POST if request.method == "POST" else None,
        initial={"days": partnership.dormant_after_days},
    )
    return done(
        request,
        partnership,
        form,
        lambda: deeds.set_dormant_after(pk, int(form.cleaned_data["days"]), actor=actor),
        _("It is kept. All sides read it."),
        title=_("When it counts as dormant"),
        about=_(
            "The flag stops nothing and says nothing of anybody; it asks whether the work goes on."
        ),
        button=_("Keep it"),
        back=reverse("partnerships:course-detail", args=[pk]),
    )
