"""A relation in words, as its page and lists say it to one reader."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yuinowa.core.rights import Actor, Level
from yuinowa.relations.domain.bases import BY_CODE, Basis, BasisCode
from yuinowa.relations.domain.depths import Checked, Depth, Suggestion, gap
from yuinowa.relations.domain.kinds import RelationKind
from yuinowa.relations.domain.tags import TagCode, TagSort
from yuinowa.relations.labels import relations as labels
from yuinowa.relations.models import Relation, SideWords
from yuinowa.relations.queries.relations import Tie, words_visible_to


def kind_of(tie: Tie) -> Promise:
    """The kind, from the side of the institution in the middle: support has a giver."""
    if tie.gives is None:
        return labels.KINDS[tie.kind]
    return labels.SUPPORT_GIVEN if tie.gives else labels.SUPPORT_RECEIVED


def kind_seen_from(relation: Relation, institution: int | None) -> str:
    """The same for a relation by itself; without a side of one's own, only its kind."""
    kind = RelationKind(relation.kind)
    if not kind.is_directed or institution not in relation.sides:
        return str(labels.KINDS[kind])
    return str(labels.SUPPORT_GIVEN if relation.one_id == institution else labels.SUPPORT_RECEIVED)


def bases_of(relation: Relation) -> list[Basis]:
    return [BY_CODE[BasisCode(row.code)] for row in relation.bases.all()]


def depth_words(code: str) -> str:
    return str(labels.DEPTHS[Depth(code)] if code else labels.NO_DEPTH)


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says, in words, and whether the reader writes it."""

    name: str
    words: SideWords
    ours: bool
    desired: str
    gap: str
    level: str
    #: Sorts of tags with the tags chosen.
    tags: tuple[tuple[str, tuple[str, ...]], ...]


def sides_of(relation: Relation, actor: Actor) -> list[Side]:
    """Both sides' words, the reader's own first; empty for whoever is neither."""
    rows = words_visible_to(actor).filter(relation=relation)
    names = {relation.one_id: relation.one.name, relation.other_id: relation.other.name}
    current = Depth(relation.depth) if relation.depth else None
    found = [_side(row, names[row.institution_id], current, actor) for row in rows]
    return sorted(found, key=lambda side: not side.ours)


def _side(row: SideWords, name: str, current: Depth | None, actor: Actor) -> Side:
    desired = Depth(row.desired) if row.desired else None
    chosen = {TagCode(tag.code) for tag in row.tags.all()}
    tags = tuple(
        (str(label), names)
        for sort, label in labels.TAG_SORTS.items()
        if (
            names := tuple(
                str(labels.TAGS[c]) for c in TagCode if c in chosen and c.sort is TagSort(sort)
            )
        )
    )
    return Side(
        name=name,
        words=row,
        ours=row.institution_id == actor.institution,
        desired=str(labels.DEPTHS[desired]) if desired else "",
        gap=gap_words(gap(current, desired)),
        level=str(labels.LEVELS[Level(row.level)]),
        tags=tags,
    )


def gap_words(steps: int | None) -> str:
    """How far what is wanted lies from what is; empty where nothing is wanted."""
    if steps is None:
        return ""
    if steps == 0:
        return _("as it is")
    if steps > 0:
        return ngettext("%(n)s step deeper", "%(n)s steps deeper", steps) % {"n": steps}
    return ngettext("%(n)s step less", "%(n)s steps less", -steps) % {"n": -steps}


@dataclass(frozen=True, slots=True)
class Ground:
    text: str
    met: bool


def grounds_of(suggestion: Suggestion) -> list[Ground]:
    """Each condition of the suggestion as a sentence."""
    return [Ground(_ground(checked), checked.met) for checked in suggestion.grounds]


def _ground(checked: Checked) -> str:
    sentences = labels.GROUNDS_MET if checked.met else labels.GROUNDS_MISSED
    return str(sentences[checked.ground]) % {"count": checked.count}
