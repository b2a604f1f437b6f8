from django.urls import path

from yuinowa.relations.views import contacts, reference, region, relations, ring

app_name = "relations"
urlpatterns = [
    path("contacts/", contacts.contact_list, name="contact-list"),
    path("contacts/new/", contacts.contact_new, name="contact-new"),
    path("contacts/with/<int:institution>/", contacts.contact_pair, name="contact-pair"),
    path("contacts/<int:pk>/", contacts.contact_detail, name="contact-detail"),
    path("contacts/<int:pk>/correct/", contacts.contact_correct, name="contact-correct"),
    path("contacts/<int:pk>/withdraw/", contacts.contact_withdraw, name="contact-withdraw"),
    path("relations/reference/", reference.reference_rings, name="reference-rings"),
    path("relations/network/", region.region_network, name="region-network"),
    path("relations/named/", region.region_tags, name="region-tags"),
    path("relations/new/", relations.relation_new, name="relation-new"),
    path("relations/<int:pk>/", relations.relation_detail, name="relation-detail"),
    path("relations/<int:pk>/correct/", relations.relation_correct, name="relation-correct"),
    path("relations/<int:pk>/say/", relations.relation_say, name="relation-say"),
    path("relations/<int:pk>/deepen/", relations.relation_deepen, name="relation-deepen"),
    path("relations/<int:pk>/end/", relations.relation_end, name="relation-end"),
    path("relations/of/<int:institution>/", ring.institution_ring, name="institution-ring"),
    path(
        "relations/of/<int:institution>/kinds/",
        reference.institution_coverage,
        name="institution-coverage",
    ),
]
