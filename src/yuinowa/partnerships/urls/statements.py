from django.urls import path

from yuinowa.partnerships.views import shared, statements

urlpatterns = [
    path("<int:pk>/say/need/", statements.need_say, name="need-say"),
    path("<int:pk>/say/<slug:kind>/", statements.words_list, name="words-list"),
    path("<int:pk>/say/<slug:kind>/<int:row>/", statements.words_edit, name="words-edit"),
    path(
        "<int:pk>/say/<slug:kind>/<int:row>/remove/",
        statements.words_remove,
        name="words-remove",
    ),
    path("<int:pk>/remark/", statements.remark_new, name="remark-new"),
    path("<int:pk>/shared/<slug:kind>/new/", shared.shared_new, name="shared-new"),
    path("<int:pk>/shared/<slug:kind>/<int:row>/", shared.shared_edit, name="shared-edit"),
    path(
        "<int:pk>/shared/<slug:kind>/<int:row>/remove/",
        shared.shared_remove,
        name="shared-remove",
    ),
    path("<int:pk>/agree/<slug:about>/", shared.party_agree, name="party-agree"),
]
