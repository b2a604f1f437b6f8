"""All addresses. A wing's own addresses stand in its ``urls``; REST of all wings is under /api/v1/."""

from __future__ import annotations

from django.urls import include, path

from yuinowa.config.api import api

handler400 = "yuinowa.ui.views.bad_request"
handler403 = "yuinowa.ui.views.forbidden"
handler404 = "yuinowa.ui.views.not_found"
handler500 = "yuinowa.ui.views.server_error"

urlpatterns = [
    path("api/v1/", api.urls),
    path("institutions/", include("yuinowa.directory.urls")),
    path("", include("yuinowa.directory.urls.desks")),
    path("isil/", include("yuinowa.directory.urls.isil")),
    path("", include("yuinowa.relations.urls")),
    path("partnerships/", include("yuinowa.partnerships.urls")),
    path("sources/", include("yuinowa.catalogue.urls.sources")),
    path("", include("yuinowa.governance.urls")),
    path("ledger/", include("yuinowa.ledger.urls")),
    path("plans/", include("yuinowa.plans.urls")),
    path("works/", include("yuinowa.catalogue.urls.works")),
    path("accounts/", include("yuinowa.accounts.urls")),
    path("", include("yuinowa.ui.urls")),
    path("", include("yuinowa.portal.urls")),
]
