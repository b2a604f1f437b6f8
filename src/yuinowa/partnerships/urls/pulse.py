from django.urls import path

from yuinowa.partnerships.views import pulse

urlpatterns = [
    path("<int:pk>/course/", pulse.course_detail, name="course-detail"),
    path("<int:pk>/course/pulse/", pulse.pulse_answer, name="pulse-answer"),
    path("<int:pk>/course/points/<int:point>/", pulse.point_talk, name="point-talk"),
]
