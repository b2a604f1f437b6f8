from django.urls import path

from yuinowa.partnerships.views import closing, motions

urlpatterns = [
    path("<int:pk>/changes/", motions.motion_list, name="motion-list"),
    path("<int:pk>/changes/<int:motion>/", motions.motion_answer, name="motion-answer"),
    path("<int:pk>/changes/new/<slug:kind>/", motions.motion_propose, name="motion-propose"),
    path("<int:pk>/closing/", closing.closing_write, name="closing-write"),
    path("<int:pk>/again/", closing.partnership_again, name="partnership-again"),
]
