"""A version of an agreement as files: PDF to print and to sign, Word to be worked on elsewhere."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yuinowa.core.acting import actor_of
from yuinowa.documents import pdf, word
from yuinowa.partnerships.exchange.agreement_files import agreement_pdf
from yuinowa.partnerships.exchange.agreement_word import agreement_word
from yuinowa.partnerships.queries.agreements import sides_of
from yuinowa.partnerships.views.agreements import version_of


@login_required
@require_safe
def version_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The version as a paper, with what each side said to it."""
    version = version_of(request, pk)
    made = agreement_pdf(version, sides_of(version, actor_of(request)))
    return _file(made, pdf.MEDIA_TYPE, f'inline; filename="agreement-{version.pk}.pdf"')


@login_required
@require_safe
def version_word(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a Word document."""
    version = version_of(request, pk)
    made = agreement_word(version, sides_of(version, actor_of(request)))
    return _file(made, word.MEDIA_TYPE, f'attachment; filename="agreement-{version.pk}.docx"')


def _file(made: bytes, media_type: str, disposition: str) -> HttpResponse:
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(made, content_type=media_type, headers=headers)
