from django.urls import path

from yuinowa.partnerships.views import balance

urlpatterns = [
    path("<int:pk>/said-and-counted/", balance.balance_detail, name="balance-detail"),
]
