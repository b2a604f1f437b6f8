from __future__ import annotations

import pytest
from django.db.models import Model

from tests.accounts.factories import a_client, a_person, an_affiliation, an_institution
from yuinowa.accounts import queries
from yuinowa.accounts.models import Affiliation, Person, SignedInSession
from yuinowa.core import rights
from yuinowa.core.rights import Actor, Role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Person, Affiliation, SignedInSession])
def test_lists_and_single_objects_are_decided_alike(model: type[Model]) -> None:
    office = an_institution(region_office=True)
    posts = [
        an_affiliation(None, None, Role.ADMIN),
        an_affiliation(None, None, Role.EDITOR),
        an_affiliation(None, office, Role.REGION_ADMIN),
        an_affiliation(None, office),
    ]
    for post in posts:
        a_client(post.person)
    actors = [queries.actor_of(post.person, post) for post in posts]
    actors += [Actor.nobody(), queries.actor_of(a_person(), None), Actor.system()]

    for actor in actors:
        everything = model._default_manager.all()
        seen = set(rights.visible_to(actor, everything))
        action = f"{model._meta.model_name}.view"

        assert seen == {obj for obj in everything if rights.can(actor, action, obj)}


def test_people_see_themselves_alone() -> None:
    post = an_affiliation(None, None, Role.ADMIN)
    a_person()

    actor = queries.actor_of(post.person, post)

    assert list(rights.visible_to(actor, Person.objects.all())) == [post.person]


def test_an_administrator_sees_the_affiliations_of_the_own_institution() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    colleague = an_affiliation(None, admin.institution)
    an_affiliation()

    seen = queries.affiliations_visible_to(queries.actor_of(admin.person, admin))

    assert set(seen) == {admin, colleague}
