from django.urls import path

from yuinowa.partnerships.views import meetings

urlpatterns = [path("<int:pk>/meetings/", meetings.body_open, name="body-open")]
