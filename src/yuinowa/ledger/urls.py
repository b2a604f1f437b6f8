from django.urls import path

from yuinowa.ledger.views import deciding, entries, explorer, figures, indicators, metrics

app_name = "ledger"
urlpatterns = [
    path("", explorer.explorer, name="explorer"),
    path("entries/", entries.entries, name="entries"),
    path("deeds/<path:source>/", entries.deed, name="deed"),
    path("choices/<int:pk>/", deciding.choice_decide, name="choice-decide"),
    path("closings/", deciding.closing_list, name="closing-list"),
    path("closings/<int:year>/close/", deciding.closing_close, name="closing-close"),
    path("metrics/", metrics.metric_list, name="metric-list"),
    path("metrics/<slug:code>/", metrics.metric_detail, name="metric-detail"),
    path("metrics/<slug:code>/<int:version>/", metrics.metric_version, name="metric-version"),
    path("indicators/<int:pk>/", indicators.indicator_detail, name="indicator-detail"),
    path("indicators/<int:pk>/<int:year>/", figures.indicator_figure, name="indicator-figure"),
    path("figures/<int:pk>/", figures.figure, name="figure"),
    path(
        "figures/<slug:code>/<int:version>/<str:subject>/<int:year>/",
        figures.metric_figure,
        name="metric-figure",
    ),
]
