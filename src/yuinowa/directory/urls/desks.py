"""Who is asked about what."""

from django.urls import path

from yuinowa.directory.views import ask, desks

app_name = "desks"
urlpatterns = [
    path("ask/", ask.ask, name="ask"),
    path("desks/", desks.desk_list, name="desk-list"),
    path("desks/export.csv", desks.desk_export, name="desk-export"),
    path("desks/new/", desks.desk_new, name="desk-new"),
    path("desks/<int:pk>/", desks.desk_detail, name="desk-detail"),
    path("desks/<int:pk>/edit/", desks.desk_edit, name="desk-edit"),
    path("desks/<int:pk>/check/", desks.desk_check, name="desk-check"),
]
