from django.urls import path

from yuinowa.partnerships.views import course

urlpatterns = [
    path("<int:pk>/course/dormant-after/", course.dormant_after, name="dormant-after"),
]
