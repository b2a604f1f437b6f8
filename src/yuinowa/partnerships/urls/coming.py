from django.urls import path

from yuinowa.partnerships.views import coming

urlpatterns = [
    path("activities/", coming.coming_list, name="coming-list"),
    path("activities.ics", coming.coming_calendar, name="coming-calendar"),
]
