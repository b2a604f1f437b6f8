from django.urls import path

from yuinowa.partnerships.views import zones

urlpatterns = [path("<int:pk>/zones/", zones.zone_detail, name="zone-detail")]
