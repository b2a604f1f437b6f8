from django.urls import path

from yuinowa.relations.views import (
    contacts,
    reference,
    region,
    relations,
    ring,
    support,
    support_deeds,
    support_map,
    topics,
)

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
    path("relations/<int:pk>/matters/", topics.relation_topics, name="relation-topics"),
    path("relations/<int:pk>/end/", relations.relation_end, name="relation-end"),
    path("relations/of/<int:institution>/", ring.institution_ring, name="institution-ring"),
    path(
        "relations/of/<int:institution>/kinds/",
        reference.institution_coverage,
        name="institution-coverage",
    ),
    path("support/", support.support_list, name="support-list"),
    path("support/new/", support.support_new, name="support-new"),
    path("support/coverage/", support_map.support_coverage, name="support-coverage"),
    path("support/coverage/place/", support_map.support_place, name="support-place"),
    path("support/<int:pk>/", support.support_detail, name="support-detail"),
    path("support/<int:pk>/take/", support_deeds.support_take, name="support-take"),
    path("support/<int:pk>/answer/", support_deeds.support_answer, name="support-answer"),
    path("support/<int:pk>/decline/", support_deeds.support_decline, name="support-decline"),
    path("support/<int:pk>/withdraw/", support_deeds.support_withdraw, name="support-withdraw"),
    path("support/<int:pk>/reopen/", support_deeds.support_reopen, name="support-reopen"),
]
