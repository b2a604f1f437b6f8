from django.urls import path

from yuinowa.partnerships.views import accessions

urlpatterns = [
    path("<int:pk>/accede/", accessions.accession_begin, name="accession-begin"),
    path("accessions/<int:pk>/", accessions.accession_detail, name="accession-detail"),
    path("accessions/<int:pk>/consent/", accessions.accession_consent, name="accession-consent"),
    path("accessions/<int:pk>/refuse/", accessions.accession_refuse, name="accession-refuse"),
    path(
        "accessions/<int:pk>/take-back/", accessions.accession_take_back, name="accession-take-back"
    ),
    path("accessions/<int:pk>/approve/", accessions.accession_approve, name="accession-approve"),
    path("accessions/<int:pk>/release/", accessions.accession_release, name="accession-release"),
    path("accessions/<int:pk>/sign/", accessions.accession_sign, name="accession-sign"),
]
