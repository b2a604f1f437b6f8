from django.urls import path

from yuinowa.partnerships.views import own_principles, principles, ten_rules

urlpatterns = [
    path("principles/", own_principles.principles_list, name="principles-list"),
    path("principles/new/", own_principles.principles_write, name="principles-write"),
    path("principles/<int:pk>/", own_principles.principles_change, name="principles-change"),
    path(
        "principles/<int:pk>/throw-away/",
        own_principles.principles_throw_away,
        name="principles-throw-away",
    ),
    path("<int:pk>/principles/", principles.adoption_detail, name="adoption-detail"),
    path("<int:pk>/principles/propose/", principles.adoption_propose, name="adoption-propose"),
    path("<int:pk>/principles/agree/", principles.adoption_agree, name="adoption-agree"),
    path(
        "<int:pk>/principles/take-back/", principles.adoption_take_back, name="adoption-take-back"
    ),
    path("<int:pk>/principles/check/<slug:moment>/", principles.check_give, name="check-give"),
    path("<int:pk>/ten-rules/", ten_rules.ten_rules, name="rules-detail"),
]
