from django.urls import path

from yuinowa.partnerships.views import idea_answers, ideas

urlpatterns = [
    path("ideas/", idea_answers.idea_list, name="idea-list"),
    path("ideas/new/", ideas.idea_new, name="idea-new"),
    path("ideas/sent/", ideas.idea_sent, name="idea-sent"),
    path("ideas/gone/", ideas.idea_gone, name="idea-gone"),
    path("ideas/confirm/<str:token>/", ideas.idea_confirm, name="idea-confirm"),
    path("ideas/own/<str:token>/", ideas.idea_own, name="idea-own"),
    path("ideas/own/<str:token>/take-back/", ideas.idea_take_back, name="idea-take-back"),
    path("ideas/<int:idea>/", idea_answers.idea_detail, name="idea-detail"),
    path("ideas/<int:idea>/take-up/", idea_answers.idea_take_up, name="idea-take-up"),
    path("ideas/<int:idea>/pass-on/", idea_answers.idea_pass_on, name="idea-pass-on"),
    path("ideas/<int:idea>/decline/", idea_answers.idea_decline, name="idea-decline"),
]
