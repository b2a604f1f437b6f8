from django.urls import path

from yuinowa.catalogue.views import works

app_name = "catalogue"
urlpatterns = [
    path("<int:pk>.jsonld", works.work_linked, name="work-linked"),
    path("<int:pk>/", works.work_detail, name="work-detail"),
]
