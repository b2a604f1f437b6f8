from django.urls import path

from yuinowa.partnerships.views import evaluation

urlpatterns = [
    path("<int:pk>/evaluation/", evaluation.evaluation_detail, name="evaluation-detail"),
    path("<int:pk>/evaluation/propose/", evaluation.evaluation_propose, name="evaluation-propose"),
    path("<int:pk>/evaluation/agree/", evaluation.evaluation_agree, name="evaluation-agree"),
]
