from django.urls import path

from yuinowa.partnerships.views import persons

urlpatterns = [path("one-person/", persons.one_person, name="one-person")]
