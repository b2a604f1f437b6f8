"""Addresses for the tests of the frame: ui's own, and pages that list, ask, and fail in every known way."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.template import engines
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
    "sign-in-again": errors.SignInAgain("key of institution 5"),
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

ROWS = """{% extends "ui/page.html" %}{% block title %}一覧{% endblock %}
{% block crumbs %}{% crumb "はじめ" "/open/" %}{% crumb "一覧" %}{% endblock %}
{% block main %}<h1>一覧</h1><p id="first">{{ rows.object_list.0 }}</p>{% pager rows %}{% endblock %}"""
FORM = """{% extends "ui/page.html" %}{% block title %}書く{% endblock %}
{% block main %}<h1>書く</h1>{% error_summary form %}<form class="yw-form" method="post" novalidate>
{% csrf_token %}{% fields form %}<div class="yw-actions"><button class="yw-button">記録する</button></div>
</form>{% endblock %}"""
OPEN = """{% extends "ui/open.html" %}{% block title %}はじめ{% endblock %}
{% block main %}<h1>はじめ</h1>{% endblock %}"""


def _page(request: HttpRequest, text: str, **context: object) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(text).render(context, request))


def fail(request: HttpRequest, how: str) -> HttpResponse:
    raise FAILURES[how]


def rows(request: HttpRequest) -> HttpResponse:
    return _page(request, ROWS, rows=page_of(request, list(range(35)), size=10))


class NoteForm(forms.Form):
    topic = CleanCharField(label="用件", max_length=10, help_text="10字まで。")
    way = forms.ChoiceField(
        label="手段",
        choices=[("visit", "訪問"), ("phone", "電話")],
        widget=forms.RadioSelect,
    )
    memo = CleanCharField(
        label="メモ", max_length=50, one_line=False, required=False, widget=forms.Textarea
    )


def write(request: HttpRequest) -> HttpResponse:
    form = NoteForm(request.POST or None)
    if form.is_valid():
        messages.success(request, "記録しました")
    return _page(request, FORM, form=form)


def open_page(request: HttpRequest) -> HttpResponse:
    return _page(request, OPEN)


@require_POST
def post_only(request: HttpRequest) -> HttpResponse:
    return HttpResponse("written")


urlpatterns = [
    path("fail/<slug:how>/", fail, name="fail"),
    path("rows/", rows, name="rows"),
    path("write/", write, name="write"),
    path("open/", open_page, name="open"),
    path("post-only/", post_only, name="post-only"),
    path("", include("yuinowa.ui.urls")),
]
