"""Opening a plan of evaluation, proposing what is asked, agreeing to it. Each deed is one transaction.

Whether the actor may is asked by the wing whose matter it is: the rights are those of the matter.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor
from yuinowa.core.versions import lock
from yuinowa.evaluation.domain.terms import Terms, digest, faults, written
from yuinowa.evaluation.labels import FAULTS
from yuinowa.evaluation.models import EvaluationPlan, TermsAgreement, TermsVersion
from yuinowa.kernel.errors import InputRefused, VersionMovedOn


def open_plan() -> EvaluationPlan:
    """An empty plan, for a matter that is about to point to it."""
    return EvaluationPlan.objects.create(opened_at=clock.now())


@transaction.atomic
def propose(
    plan_id: int,
    terms: Terms,
    *,
    expected_version: int,
    side: int,
    actor: Actor,
    audience: Iterable[int] = (),
) -> TermsVersion:
    """The newest version from now on, written for the institution ``side``. It asks every side to agree anew.

    Raises:
        VersionMovedOn: somebody proposed something since ``expected_version``.
        InputRefused: nobody could agree to this.
    """
    plan = lock(EvaluationPlan, plan_id, expected_version)
    for place, fault in faults(terms):
        raise InputRefused(str(FAULTS[fault]), place=place)
    kept = written(terms)
    plan.version += 1
    plan.save(update_fields=["version"])
    version = TermsVersion.objects.create(
        plan=plan,
        number=plan.version,
        terms=kept,
        digest=digest(kept),
        written_for_id=side,
        written_by=actor.person,
        written_at=clock.now(),
    )
    audit.record(
        "evaluationplan.propose",
        plan,
        actor=actor,
        # Own items and reasons are people's words, so the trail keeps the fingerprint (R45).
        after={"number": version.number, "digest": version.digest, "asked": terms.asked},
        audience=audience,
    )
    return version


@transaction.atomic
def agree(
    plan_id: int,
    number: int,
    *,
    side: int,
    actor: Actor,
    audience: Iterable[int] = (),
) -> TermsAgreement:
    """The agreement of the institution ``side`` to version ``number``; agreeing twice is agreeing once.

    Raises:
        VersionMovedOn: another version was proposed in the meantime; nobody agrees to what they have not read.
    """
    plan = lock(EvaluationPlan, plan_id)
    if number != plan.version or not number:
        raise VersionMovedOn(
            _("Another version was proposed in the meantime."),
            next_step=_("Read the newest version, then agree to it."),
        )
    version = TermsVersion.objects.get(plan=plan, number=number)
    agreement, is_new = TermsAgreement.objects.get_or_create(
        version=version,
        institution_id=side,
        defaults={"agreed_by": actor.person, "agreed_at": clock.now()},
    )
    if is_new:
        audit.record(
            "evaluationplan.agree",
            plan,
            actor=actor,
            after={"number": number, "digest": version.digest, "side": side},
            audience=audience,
        )
    return agreement
