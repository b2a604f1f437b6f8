"""Addresses for the tests of the frame: ui's own, and views that fail in every known way."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.views.decorators.http import require_POST

from yuinowa.core.text import CleanCharField
from yuinowa.kernel import errors
from yuinowa.ui.paging import page_of

handler400 = "yuinowa.ui.views.bad_request"
handler403 = "yuinowa.ui.views.forbidden"
handler404 = "yuinowa.ui.views.not_found"
handler500 = "yuinowa.ui.views.server_error"

FAILURES: dict[str, Exception] = {
    "missing": Http404("institution 5"),
    "denied": PermissionDenied("contact.edit of institution 5"),
    "not-allowed": errors.NotAllowed("contact.edit of institution 5"),
    "not-found": errors.NotFound("institution 5 is hidden"),
    "wrong-state": errors.WrongState(
        "この計画は公表されています。", next_step="写しを作ってください。"
    ),
    "version-moved-on": errors.VersionMovedOn("館長が11月20日 10:12に直しました。"),
    "input-refused": errors.InputRefused("<b>数ではありません</b>", place="3行目"),
    "too-many": errors.TooMany("失敗が10回ありました。", retry_after=900),
    "unavailable": errors.Unavailable("the index is away", retry_after=5),
    "database": OperationalError("could not connect to 10.1.2.3"),
    "bug": ZeroDivisionError("secret inside"),
}


def fail(request: HttpRequest, how: str) -> HttpResponse:
    raise FAILURES[how]


def rows(request: HttpRequest) -> HttpResponse:
    found = page_of(request, list(range(35)), size=10)
    return render(request, "tests_rows.html", {"rows": found})


class NoteForm(forms.Form):
    topic = CleanCharField(label="用件", max_length=10, help_text="10字まで。")


def write(request: HttpRequest) -> HttpResponse:
    form = NoteForm(request.POST or None)
    if form.is_valid():
        messages.success(request, "記録しました")
    return render(request, "tests_form.html", {"form": form})


@require_POST
def post_only(request: HttpRequest) -> HttpResponse:
    return HttpResponse("written")


urlpatterns = [
    path("fail/<slug:how>/", fail, name="fail"),
    path("rows/", rows, name="rows"),
    path("write/", write, name="write"),
    path("post-only/", post_only, name="post-only"),
    path("", include("yuinowa.ui.urls")),
]
