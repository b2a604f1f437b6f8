from django.urls import path

from yuinowa.partnerships.views import agreement_papers, agreements, concluding, drafts

urlpatterns = [
    path("<int:pk>/agreements/", agreements.agreement_list, name="agreement-list"),
    path("<int:pk>/agreements/new/", agreements.agreement_begin, name="agreement-begin"),
    path("<int:pk>/sides/notice/", concluding.party_notice, name="party-notice"),
    path(
        "<int:pk>/sides/notice/take-back/",
        concluding.party_notice_take_back,
        name="party-notice-take-back",
    ),
    path("agreements/<int:pk>/", agreements.version_detail, name="version-detail"),
    path("agreements/<int:pk>/compare/", agreements.version_compare, name="version-compare"),
    path("agreements/<int:pk>/write/", drafts.version_write, name="version-write"),
    path("agreements/<int:pk>/draft/", drafts.version_draft, name="version-draft"),
    path("agreements/<int:pk>/propose/", drafts.version_propose, name="version-propose"),
    path("agreements/<int:pk>/discard/", drafts.version_discard, name="version-discard"),
    path("agreements/<int:pk>/agree/", concluding.version_agree, name="version-agree"),
    path("agreements/<int:pk>/approve/", concluding.version_approve, name="version-approve"),
    path("agreements/<int:pk>/release/", concluding.version_release, name="version-release"),
    path("agreements/<int:pk>/sign/", concluding.version_sign, name="version-sign"),
    path("agreements/<int:pk>/pdf/", agreement_papers.version_pdf, name="version-pdf"),
    path("agreements/<int:pk>/word/", agreement_papers.version_word, name="version-word"),
    path("agreements/signed/<int:pk>/", concluding.signature_file, name="signature-file"),
]
