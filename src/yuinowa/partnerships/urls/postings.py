from django.urls import path

from yuinowa.partnerships.views import postings

urlpatterns = [
    path("offers/", postings.posting_list, name="posting-list"),
    path("offers/new/<str:way>/", postings.posting_new, name="posting-new"),
    path("offers/<int:posting>/", postings.posting_detail, name="posting-detail"),
    path("offers/<int:posting>/edit/", postings.posting_edit, name="posting-edit"),
    path("offers/<int:posting>/<str:step>/", postings.posting_step, name="posting-step"),
    path("offers/<int:posting>/begin/<int:other>/", postings.posting_begin, name="posting-begin"),
]
