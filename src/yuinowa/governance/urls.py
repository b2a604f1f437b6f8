from django.urls import path

from yuinowa.governance.views import bodies, entries, meetings

app_name = "governance"
urlpatterns = [
    path("bodies/<int:pk>/", bodies.body_detail, name="body-detail"),
    path("bodies/<int:pk>/edit/", bodies.body_edit, name="body-edit"),
    path("bodies/<int:pk>/meetings.ics", bodies.body_calendar, name="body-calendar"),
    path("bodies/<int:pk>/meetings/new/", meetings.meeting_new, name="meeting-new"),
    path("meetings/<int:pk>/", meetings.meeting_detail, name="meeting-detail"),
    path("meetings/<int:pk>/edit/", meetings.meeting_edit, name="meeting-edit"),
    path("meetings/<int:pk>/cancel/", meetings.meeting_cancel, name="meeting-cancel"),
    path("meetings/<int:pk>/record/", meetings.meeting_record, name="meeting-record"),
    path("meetings/<int:pk>/agree/", meetings.meeting_agree, name="meeting-agree"),
    path("meetings/<int:pk>/decisions/new/", entries.decision_new, name="decision-new"),
    path("meetings/<int:pk>/promises/new/", entries.promise_new, name="promise-new"),
    path("decisions/<int:pk>/take-out/", entries.decision_take_out, name="decision-take-out"),
    path("promises/<int:pk>/take-out/", entries.promise_take_out, name="promise-take-out"),
    path("promises/<int:pk>/settle/", entries.promise_settle, name="promise-settle"),
]
