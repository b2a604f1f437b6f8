from django.urls import path

from yuinowa.partnerships.views import rhythm

urlpatterns = [
    path("<int:pk>/rhythm/", rhythm.rhythm_detail, name="rhythm-detail"),
    path("<int:pk>/rhythm/propose/", rhythm.rhythm_propose, name="rhythm-propose"),
    path("<int:pk>/rhythm/agree/", rhythm.rhythm_agree, name="rhythm-agree"),
    path("<int:pk>/rhythm/take-back/", rhythm.rhythm_take_back, name="rhythm-take-back"),
]
