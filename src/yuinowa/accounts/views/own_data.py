"""The own data as a file."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yuinowa.accounts import services
from yuinowa.core.acting import actor_of


@never_cache
@login_required
@require_safe
def me_data(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about whoever asks; asks for a fresh sign-in and leaves a row."""
    return HttpResponse(
        services.export_own_data(actor=actor_of(request)),
        content_type="application/zip",
        headers={"Content-Disposition": 'attachment; filename="own-data.zip"'},
    )
