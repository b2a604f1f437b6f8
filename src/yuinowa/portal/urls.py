from django.urls import path

from yuinowa.portal import views

app_name = "portal"
urlpatterns = [path("", views.home, name="home")]
