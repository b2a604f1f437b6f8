from django.urls import path

from yuinowa.partnerships.views import issues, risks

urlpatterns = [
    path("<int:pk>/issues/", issues.issue_list, name="issue-list"),
    path("<int:pk>/issues/new/", issues.issue_raise, name="issue-raise"),
    path("<int:pk>/issues/<int:issue>/", issues.issue_detail, name="issue-detail"),
    path("<int:pk>/issues/<int:issue>/edit/", issues.issue_edit, name="issue-edit"),
    path("<int:pk>/issues/<int:issue>/talk/", issues.issue_talk, name="issue-talk"),
    path("<int:pk>/issues/<int:issue>/<slug:step>/", issues.issue_step, name="issue-step"),
    path("<int:pk>/risks/", risks.risk_list, name="risk-list"),
    path("<int:pk>/risks/new/", risks.risk_write, name="risk-write"),
    path("<int:pk>/risks/<int:risk>/", risks.risk_review, name="risk-review"),
    path("<int:pk>/risks/<int:risk>/<slug:step>/", risks.risk_step, name="risk-step"),
]
