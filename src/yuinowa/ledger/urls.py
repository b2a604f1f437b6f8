from django.urls import path

from yuinowa.ledger.views import deciding, entries, explorer

app_name = "ledger"
urlpatterns = [
    path("", explorer.explorer, name="explorer"),
    path("entries/", entries.entries, name="entries"),
    path("deeds/<path:source>/", entries.deed, name="deed"),
    path("choices/<int:pk>/", deciding.choice_decide, name="choice-decide"),
    path("closings/", deciding.closing_list, name="closing-list"),
    path("closings/new/", deciding.closing_new, name="closing-new"),
]
