"""The operator's pages: how the installation runs. No page here shows content."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

import yuinowa
from yuinowa.core import mailbox, outgoing
from yuinowa.core.acting import actor_of
from yuinowa.core.backup import making, marker
from yuinowa.core.models import JobState
from yuinowa.kernel.errors import Unreadable
from yuinowa.portal import labels, services
from yuinowa.portal.permissions import require_operator
from yuinowa.portal.queries import operation, running
from yuinowa.search import index
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Link

View = Callable[..., HttpResponse]


def operators_page(view: View) -> View:
    """For operators alone: others who are signed in get 403, visitors the way in."""

    @never_cache
    @login_required
    @wraps(view)
    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        require_operator(actor_of(request))
        return view(request, *args, **kwargs)

    return checked


def _frame(here: str) -> dict[str, object]:
    """What every page of these has: the way to the others."""
    pages = {
        "portal:operate": _("Overview"),
        "portal:operate-jobs": pgettext("jobs", "Jobs"),
        "portal:operate-mail": _("Mail"),
        "portal:operate-schedule": _("Schedule"),
        "portal:operate-settings": _("Settings in effect"),
        "portal:operate-hosts": _("Hosts asked"),
    }
    return {
        "pages": [Link(word, reverse(name), current=name == here) for name, word in pages.items()]
    }


@operators_page
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    made, jobs = marker.last(), operation.jobs()
    context = _frame("portal:operate") | {
        "version": yuinowa.__version__,
        "mode": settings.MODE,
        "parts": operation.readiness(),
        "database": operation.database_version(),
        "database_mib": making.database_bytes() / 1024**2,
        "free_gib": operation.free_bytes() / 1024**3,
        "backup": made,
        "backup_by_clock": settings.BACKUP_DIR is not None,
        "backup_late": operation.backup_is_late(made),
        "lag": index.lag(),
        "waiting": jobs.of(JobState.OPEN),
        "failed": jobs.of(JobState.FAILED),
        "mails": operation.mails(),
        "retention": operation.last_retention(),
        "hosts": sum(len(destination.hosts) for destination in outgoing.destinations()),
    }
    return render(request, "portal/operate.html", context)


@operators_page
@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """Jobs by state and handler; failed ones first, for they are what one comes for."""
    jobs = running.jobs_visible_to(actor_of(request))
    chosen = request.GET.get("state", JobState.FAILED.name.lower())
    states = {state.name.lower(): state for state in labels.JOB_STATES}
    if chosen not in states:
        raise Unreadable(_("There is no such state of a job."), place="state")
    of_state = running.jobs_in(jobs, states[chosen])
    handlers = running.handlers_of(of_state)
    handler = request.GET.get("handler", "")
    rows = page_of(request, running.jobs_in(jobs, states[chosen], handler))
    counts = operation.jobs()
    context = _frame("portal:operate-jobs") | {
        "states": [
            Link(
                str(word),
                f"?state={state.name.lower()}",
                current=state is states[chosen],
                count=counts.of(state),
            )
            for state, word in labels.JOB_STATES.items()
        ],
        "chosen": chosen,
        "handler": handler,
        "handlers": handlers,
        "page_of_rows": rows,
        "rows": [running.JobLine.of(job) for job in rows],
        "is_failed": states[chosen] is JobState.FAILED,
    }
    return render(request, "portal/operate_jobs.html", context)


@operators_page
@require_POST
def job_again(request: HttpRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(running.jobs_visible_to(actor_of(request)), pk=pk)
    services.run_again(job, actor=actor_of(request))
    messages.success(request, _("The job will run again now."))
    return redirect("portal:operate-jobs")


@operators_page
@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    context = _frame("portal:operate-mail") | {
        "in_folder": settings.MAIL_IN_FOLDER,
        "letters": mailbox.letters() if settings.MAIL_IN_FOLDER else [],
        "mails": operation.mails(),
        "held_up": running.mails_held_up(actor_of(request)),
    }
    return render(request, "portal/operate_mail.html", context)


@operators_page
@require_safe
def mail_detail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail of the folder, with links that can be followed. Without the folder there is none."""
    letter = services.read_letter(name, actor=actor_of(request))
    return render(request, "portal/operate_letter.html", _frame("") | {"letter": letter})


@operators_page
@require_safe
def schedule(request: HttpRequest) -> HttpResponse:
    rows = running.schedule_visible_to(actor_of(request))
    return render(
        request, "portal/operate_schedule.html", _frame("portal:operate-schedule") | {"rows": rows}
    )


@operators_page
@require_safe
def settings_in_effect(request: HttpRequest) -> HttpResponse:
    context = _frame("portal:operate-settings") | {"rows": settings.IN_EFFECT.items()}
    return render(request, "portal/operate_settings.html", context)


@operators_page
@require_safe
def hosts(request: HttpRequest) -> HttpResponse:
    context = _frame("portal:operate-hosts") | {"rows": outgoing.destinations()}
    return render(request, "portal/operate_hosts.html", context)
