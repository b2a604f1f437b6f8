from django.urls import path

from yuinowa.catalogue.views import elsewhere, search, works

app_name = "catalogue"
urlpatterns = [
    path("", search.work_list, name="work-list"),
    path("search/", search.work_search, name="work-search"),
    path("export.csv", elsewhere.work_export, name="work-export"),
    path("export.ris", elsewhere.works_cited, {"style": "ris"}, name="works-ris"),
    path("export.bib", elsewhere.works_cited, {"style": "bib"}, name="works-bibtex"),
    path("export.mrc", elsewhere.works_cited, {"style": "mrc"}, name="works-marc"),
    path("feed.rss", elsewhere.work_feed, name="work-feed"),
    path("opensearch.xml", elsewhere.opensearch, name="opensearch"),
    path("begun", elsewhere.work_begun, name="work-begun"),
    path("openurl/", elsewhere.openurl, name="openurl"),
    path("<int:pk>.jsonld", works.work_linked, name="work-linked"),
    path("<int:pk>.ris", works.work_cited, {"style": "ris"}, name="work-ris"),
    path("<int:pk>.bib", works.work_cited, {"style": "bib"}, name="work-bibtex"),
    path("<int:pk>.mrc", works.work_cited, {"style": "mrc"}, name="work-marc"),
    path("<int:pk>/", works.work_detail, name="work-detail"),
]
