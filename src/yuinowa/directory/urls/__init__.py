from django.urls import path

from yuinowa.directory import views

app_name = "directory"
urlpatterns = [
    path("", views.institution_list, name="institution-list"),
    path("export.csv", views.institution_export, name="institution-export"),
    path("<int:pk>/", views.institution_detail, name="institution-detail"),
]
