"""Addresses of what libraries give to the catalogue."""

from __future__ import annotations

from django.urls import path

from yuinowa.catalogue.views import branches, harvests, questions, runs, sources, together

app_name = "sources"
urlpatterns = [
    path("", sources.source_list, name="source-list"),
    path("new/", sources.source_new, name="source-new"),
    path("new/harvest/", harvests.source_join, name="source-join"),
    path("<int:pk>/", sources.source_detail, name="source-detail"),
    path("<int:pk>/edit/", sources.source_edit, name="source-edit"),
    path("<int:pk>/address/", harvests.source_address, name="source-address"),
    path("<int:pk>/send/", sources.source_send, name="source-send"),
    path("<int:pk>/show/", sources.source_show, name="source-show"),
    path("<int:pk>/hide/", sources.source_hide, name="source-hide"),
    path("<int:pk>/places/", branches.source_branches, name="source-branches"),
    path("<int:pk>/places.csv", branches.branches_file, name="source-branches-file"),
    path("runs/<int:pk>/", runs.run_detail, name="run-detail"),
    path("runs/<int:pk>/columns/", runs.run_columns, name="run-columns"),
    path("runs/<int:pk>/columns/again/", runs.run_back, name="run-back"),
    path("runs/<int:pk>/again/", runs.run_again, name="run-again"),
    path("runs/<int:pk>/take/", runs.run_take, name="run-take"),
    path("runs/<int:pk>/drop/", runs.run_drop, name="run-drop"),
    path("runs/<int:pk>/undo/", runs.run_undo, name="run-undo"),
    path("runs/<int:pk>/findings.csv", runs.run_findings, name="run-findings"),
    path("questions/", questions.question_list, name="question-list"),
    path("questions/<int:pk>/", questions.question_detail, name="question-detail"),
    path("works/<int:pk>/", together.work_why, name="work-why"),
    path("works/<int:pk>/join/", together.work_find, name="work-find"),
    path("works/<int:pk>/join/<int:other>/", together.work_join, name="work-join"),
    path("works/<int:pk>/apart/<int:edition>/", together.edition_apart, name="edition-apart"),
    path("records/<int:pk>/apart/", together.record_apart, name="record-apart"),
    path("decisions/", questions.decision_list, name="decision-list"),
    path("decisions/<int:pk>/withdraw/", questions.decision_withdraw, name="decision-withdraw"),
]
