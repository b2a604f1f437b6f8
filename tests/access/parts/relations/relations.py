"""Relations with ``partner``: one of ``own``, and one of each level of somebody who may be seen."""

from __future__ import annotations

from functools import partial

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.parts.directory.institutions import INSTITUTIONS
from tests.access.world import A_DAY, World
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor, Level, Role
from yuinowa.relations.domain.depths import Depth
from yuinowa.relations.domain.kinds import RelationKind
from yuinowa.relations.models import Relation, SideWords
from yuinowa.relations.services.depths import Decision, confirm_depth
from yuinowa.relations.services.relations import Facts, Said, record_relation, say

AFTER = ("relations.contacts",)
_RELATIONS = ("relation_own", "relation_public", "relation_members", "relation_parties")


def fill(world: World) -> None:
    world.keep("relation_own", partial(_relation, world.institutions["own"], world))
    world.keep("side_words", partial(_words, world))
    for level in (Level.PUBLIC, Level.MEMBERS, Level.PARTIES):
        owner = world.objects[f"institution_{'public' if level is Level.PUBLIC else 'members'}"]
        world.keep(f"relation_{level.value}", partial(_relation, owner, world, level=level))


def _relation(owner: Model, world: World, word: str, *, level: Level = Level.PUBLIC) -> Model:
    """``owner`` recorded it; of ``own``, which is hidden, only the two sides may know whatever the level says."""
    editor = Actor(person=1, institution=owner.pk, roles=frozenset({Role.EDITOR}), member=True)
    # One owner has two of them: a pair has one current relation of a kind.
    kind = RelationKind.ILL if level is Level.PARTIES else RelationKind.SUPPORT
    made, _ = record_relation(
        kind,
        partner=world.institutions["partner"].pk,
        facts=Facts(since=A_DAY, evidence=word),
        once=new_key(),
        actor=editor,
    )
    confirm_depth(
        made.pk,
        Decision(Depth.CONTACT, A_DAY, "試験"),
        expected_version=1,
        actor=editor,
    )
    for side in made.sides:
        say(made.pk, Said(level=level), expected_version=1, side=side, actor=Actor.system())
    return Relation.objects.get(pk=made.pk)


def _words(world: World, word: str) -> Model:
    """What ``own`` says about its relation."""
    relation, own = world.pk("relation_own"), world.institutions["own"].pk
    row = SideWords.objects.get(relation=relation, institution=own)
    return say(
        relation, Said(purpose=word), expected_version=row.version, side=own, actor=Actor.system()
    )


SAMPLES = {
    **{
        f"relations:relation-{page}": Sample(_RELATIONS, pk)
        for page in ("detail", "correct", "say", "deepen", "end", "topics")
    },
    **{
        f"relations:institution-{page}": Sample(
            INSTITUTIONS, lambda world, kind: {"institution": world.pk(kind)}
        )
        for page in ("ring", "coverage")
    },
    # For the coordinators of the region; the object only brings their role into play.
    "relations:region-tags": Sample(("relation_own",)),
}
ROLES = dict.fromkeys(_RELATIONS, ("any", "coordinator", "editor"))
