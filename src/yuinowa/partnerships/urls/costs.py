from django.urls import path

from yuinowa.partnerships.views import costs

urlpatterns = [
    path("<int:pk>/costs/", costs.cost_list, name="cost-list"),
    path("<int:pk>/costs/new/", costs.cost_prepare, name="cost-prepare"),
    path("<int:pk>/costs/<int:statement>/", costs.cost_detail, name="cost-detail"),
    path("<int:pk>/costs/<int:statement>/rewrite/", costs.cost_rewrite, name="cost-rewrite"),
    path("<int:pk>/costs/<int:statement>/reckon/", costs.cost_lines, name="cost-reckon"),
    path("<int:pk>/costs/<int:statement>/issue/", costs.cost_issue, name="cost-issue"),
    path("<int:pk>/costs/<int:statement>/put-right/", costs.cost_put_right, name="cost-put-right"),
    path("<int:pk>/costs/<int:statement>/drop/", costs.cost_drop, name="cost-drop"),
]
