from django.urls import path

from yuinowa.partnerships.views import activities, activity_calendar, activity_deeds, holding

urlpatterns = [
    path("<int:pk>/activities/", activities.activity_list, name="activity-list"),
    path("<int:pk>/activities.ics", activity_calendar.activity_calendar, name="activity-calendar"),
    path("<int:pk>/activities/new/", activity_deeds.activity_propose, name="activity-propose"),
    path("<int:pk>/activities/<int:activity>/", activities.activity_detail, name="activity-detail"),
    path(
        "<int:pk>/activities/<int:activity>/change/",
        activity_deeds.activity_change,
        name="activity-change",
    ),
    path(
        "<int:pk>/activities/<int:activity>/host/",
        activity_deeds.activity_host,
        name="activity-host",
    ),
    path(
        "<int:pk>/activities/<int:activity>/announce/",
        activity_deeds.activity_announce,
        name="activity-announce",
    ),
    path(
        "<int:pk>/activities/<int:activity>/postpone/",
        activity_deeds.activity_postpone,
        name="activity-postpone",
    ),
    path(
        "<int:pk>/activities/<int:activity>/set-day/",
        activity_deeds.activity_set_day,
        name="activity-set-day",
    ),
    path(
        "<int:pk>/activities/<int:activity>/cancel/",
        activity_deeds.activity_cancel,
        name="activity-cancel",
    ),
    path(
        "<int:pk>/activities/<int:activity>/hold/",
        holding.activity_hold,
        name="activity-hold",
    ),
    path(
        "<int:pk>/activities/<int:activity>/correct/",
        holding.activity_correct,
        name="activity-correct",
    ),
    path(
        "<int:pk>/activities/<int:activity>/take-back/",
        holding.activity_take_back,
        name="activity-take-back",
    ),
    path(
        "<int:pk>/activities/<int:activity>/tell/",
        holding.activity_tell,
        name="activity-tell",
    ),
]
