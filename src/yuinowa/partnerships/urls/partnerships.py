from django.urls import path

from yuinowa.partnerships.views import beginning, partnerships, sides

urlpatterns = [
    path("", partnerships.partnership_list, name="partnership-list"),
    path("new/", beginning.partnership_begin, name="partnership-begin"),
    path("<int:pk>/", partnerships.partnership_detail, name="partnership-detail"),
    path("<int:pk>/describe/", beginning.partnership_describe, name="partnership-describe"),
    path("<int:pk>/go-on/", partnerships.partnership_go_on, name="partnership-go-on"),
    path("<int:pk>/sides/", sides.party_list, name="party-list"),
    path("<int:pk>/sides/ask/", sides.party_ask, name="party-ask"),
    path("<int:pk>/sides/answer/", sides.partnership_answer, name="partnership-answer"),
    path("<int:pk>/sides/leave/", sides.party_leave, name="party-leave"),
    path("<int:pk>/sides/show/", sides.party_show, name="party-show"),
    path("<int:pk>/sides/<int:party>/take-back/", sides.party_take_back, name="party-take-back"),
]
