from django.urls import path

from yuinowa.partnerships.views import balance, balance_words

urlpatterns = [
    path("<int:pk>/said-and-counted/", balance.balance_detail, name="balance-detail"),
    path(
        "<int:pk>/said-and-counted/<slug:kind>/<int:row>/",
        balance_words.afterwards_say,
        name="afterwards-say",
    ),
    path(
        "<int:pk>/said-and-counted/<slug:kind>/<int:row>/take-back/",
        balance_words.afterwards_take_back,
        name="afterwards-take-back",
    ),
]
