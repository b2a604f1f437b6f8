from django.urls import path

from yuinowa.partnerships.views import posting_deeds, postings

urlpatterns = [
    path("offers/", postings.posting_list, name="posting-list"),
    path("offers/new/<str:way>/", posting_deeds.posting_new, name="posting-new"),
    path("offers/<int:posting>/", postings.posting_detail, name="posting-detail"),
    path("offers/<int:posting>/edit/", posting_deeds.posting_edit, name="posting-edit"),
    path("offers/<int:posting>/<str:step>/", posting_deeds.posting_step, name="posting-step"),
    path(
        "offers/<int:posting>/begin/<int:other>/", posting_deeds.posting_begin, name="posting-begin"
    ),
]
