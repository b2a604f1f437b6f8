from __future__ import annotations

from django.urls import path

from yuinowa.ui import views

app_name = "ui"

urlpatterns = [
    path("language/", views.set_language, name="set-language"),
    path("components/", views.gallery, name="gallery"),
    path("problems/", views.problem_list, name="errors"),
    path("problems/<slug:code>/", views.problem_detail, name="error"),
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("open-data/", views.open_data, name="open-data"),
    path("robots.txt", views.robots, name="robots"),
]
