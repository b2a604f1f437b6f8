from django.urls import path

from yuinowa.partnerships.views import cost_deeds, costs

urlpatterns = [
    path("<int:pk>/costs/", costs.cost_list, name="cost-list"),
    path("<int:pk>/costs/new/", cost_deeds.cost_prepare, name="cost-prepare"),
    path("<int:pk>/costs/<int:statement>/", costs.cost_detail, name="cost-detail"),
    path("<int:pk>/costs/<int:statement>/rewrite/", cost_deeds.cost_rewrite, name="cost-rewrite"),
    path("<int:pk>/costs/<int:statement>/reckon/", cost_deeds.cost_lines, name="cost-reckon"),
    path("<int:pk>/costs/<int:statement>/issue/", cost_deeds.cost_issue, name="cost-issue"),
    path(
        "<int:pk>/costs/<int:statement>/put-right/",
        cost_deeds.cost_put_right,
        name="cost-put-right",
    ),
    path("<int:pk>/costs/<int:statement>/drop/", cost_deeds.cost_drop, name="cost-drop"),
]
