from django.urls import path

from yuinowa.ledger.views import (
    deciding,
    entries,
    explorer,
    figures,
    indicators,
    metrics,
    populations,
    statement_run,
    statements,
)

app_name = "ledger"
urlpatterns = [
    path("", explorer.explorer, name="explorer"),
    path("entries/", entries.entries, name="entries"),
    path("deeds/<path:source>/", entries.deed, name="deed"),
    path("choices/<int:pk>/", deciding.choice_decide, name="choice-decide"),
    path("closings/", deciding.closing_list, name="closing-list"),
    path("closings/<int:year>/close/", deciding.closing_close, name="closing-close"),
    path("statements/", statements.statement_list, name="statement-list"),
    path("statements/new/", statements.statement_new, name="statement-new"),
    path("statements/<int:pk>/", statement_run.statement_detail, name="statement-detail"),
    path("statements/<int:pk>/columns/", statements.statement_columns, name="statement-columns"),
    path("statements/<int:pk>/words/", statement_run.statement_words, name="statement-words"),
    path("statements/<int:pk>/take/", statement_run.statement_take, name="statement-take"),
    path("statements/<int:pk>/undo/", statement_run.statement_undo, name="statement-undo"),
    path("statements/<int:pk>/drop/", statement_run.statement_drop, name="statement-drop"),
    path("statements/<int:pk>/back/", statement_run.statement_back, name="statement-back"),
    path("statements/<int:pk>/faults.csv", statements.statement_faults, name="statement-faults"),
    path("statements/<int:pk>/file/", statements.statement_file, name="statement-file"),
    path("statements/lines/<int:pk>/", statements.statement_line, name="statement-line"),
    path("metrics/", metrics.metric_list, name="metric-list"),
    path("metrics/<slug:code>/", metrics.metric_detail, name="metric-detail"),
    path("metrics/<slug:code>/<int:version>/", metrics.metric_version, name="metric-version"),
    path("population/<int:pk>/", populations.population_list, name="population-list"),
    path("population/<int:pk>/new/", populations.population_new, name="population-new"),
    path(
        "population/figures/<int:pk>/correct/",
        populations.population_correct,
        name="population-correct",
    ),
    path("indicators/<int:pk>/", indicators.indicator_detail, name="indicator-detail"),
    path("indicators/<int:pk>/<int:year>/", figures.indicator_figure, name="indicator-figure"),
    path("figures/<int:pk>/", figures.figure, name="figure"),
    path(
        "figures/<slug:code>/<int:version>/<str:subject>/<int:year>/",
        figures.metric_figure,
        name="metric-figure",
    ),
]
