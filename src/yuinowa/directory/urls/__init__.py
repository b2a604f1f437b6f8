from django.urls import include, path

from yuinowa.directory import views
from yuinowa.directory.views import as_of

app_name = "directory"
urlpatterns = [
    path("", views.institution_list, name="institution-list"),
    path("export.csv", views.institution_export, name="institution-export"),
    path("export.xlsx", views.institution_workbook, name="institution-workbook"),
    path("export.jsonld", views.institution_linked_list, name="institution-linked-list"),
    path("overdue/", views.overdue_list, name="overdue-list"),
    path("overdue/export.csv", views.overdue_export, name="overdue-export"),
    path("programmes/", as_of.programme_list, name="programme-list"),
    path("programmes/export.csv", as_of.programme_export, name="programme-export"),
    path("services/", as_of.service_list, name="service-list"),
    path("services/export.csv", as_of.service_export, name="service-export"),
    path("map/", views.institution_map, name="institution-map"),
    path("map/export.csv", views.institution_map_export, name="institution-map-export"),
    path("<int:pk>.jsonld", views.institution_linked, name="institution-linked"),
    path("<int:pk>/", views.institution_detail, name="institution-detail"),
    path("<int:pk>/edit/", views.institution_edit, name="institution-edit"),
    path("<int:pk>/edit/disclosure/", views.institution_disclosure, name="institution-disclosure"),
    path("<int:pk>/edit/<str:section>/", views.institution_section, name="institution-section"),
    path(
        "<int:pk>/closed-days.ics",
        views.institution_closed_days,
        name="institution-closed-days",
    ),
    path("<int:pk>/confirm/", views.institution_confirm, name="institution-confirm"),
    path("<int:pk>/rename/", views.institution_rename, name="institution-rename"),
    path("<int:pk>/status/", views.institution_status, name="institution-status"),
    path("<int:pk>/succession/", views.institution_succession, name="institution-succession"),
    path(
        "<int:pk>/succession/undo/",
        views.institution_succession_undo,
        name="institution-succession-undo",
    ),
    path("isil/<str:isil>/", views.by_isil, name="by-isil"),
    path("<int:pk>/history/", views.institution_history, name="institution-history"),
    path("", include("yuinowa.directory.urls.imports")),
]
