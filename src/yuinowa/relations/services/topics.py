"""Saying which matters a relation of support covers; what ends is kept with its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused
from yuinowa.relations.domain.support import SupportTopic
from yuinowa.relations.models import CoveredTopic, Relation


@transaction.atomic
def cover_topics(
    relation_id: int, topics: Mapping[SupportTopic, date], *, expected_version: int, actor: Actor
) -> Relation:
    """The relation, covering exactly ``topics``, each since its day; a matter that is not named any more ends today.

    Raises:
        VersionMovedOn: somebody changed the relation since ``expected_version`` (R31).
        NotAllowed: it is for the two sides, of support alone, and not once it has ended.
        InputRefused: a day is before the support began or still to come.
    """
    relation = lock(Relation, relation_id, expected_version)
    require(actor, "relation.cover", relation)
    today = clock.today()
    for topic, since in topics.items():
        if not relation.since <= since <= today:
            raise InputRefused(
                _("A matter begins between the first day of the support and today."),
                place=topic.value,
            )
    current = {row.topic: row for row in relation.topics.filter(ended_on=None)}
    before = {code: row.since.isoformat() for code, row in current.items()}
    for code, row in current.items():
        wanted = topics.get(SupportTopic(code))
        if wanted is None:
            row.ended_on = max(today, row.since)
        elif wanted != row.since:
            row.since = wanted
        else:
            continue
        row.save()
    CoveredTopic.objects.bulk_create(
        CoveredTopic(relation=relation, topic=topic.value, since=since)
        for topic, since in topics.items()
        if topic.value not in current
    )
    relation.version += 1
    relation.save(update_fields=["version"])
    audit.record(
        "relation.cover",
        relation,
        actor=actor,
        before=before,
        after={topic.value: since.isoformat() for topic, since in topics.items()}
        | {"version": relation.version},
        audience=relation.sides,
    )
    return relation
