"""Posts given and taken back by an institution's administrator or the region office.

A holding gives no right. It says whose the turns of the post are (``core.waits``), and to which post a
decision is laid.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yuinowa.accounts.domain.policy import KEEP_HOLDINGS
from yuinowa.accounts.models import Affiliation, PostHolding
from yuinowa.core import audit, clock, rights
from yuinowa.core.rights import Actor
from yuinowa.core.versions import lock, save_at_version
from yuinowa.directory.queries.units import post_of
from yuinowa.kernel.errors import InputRefused


@transaction.atomic
def give_post(
    post_id: int,
    affiliation_id: int,
    *,
    from_day: date,
    to_day: date | None = None,
    actor: Actor,
) -> PostHolding:
    """Let the person of an affiliation hold a post from ``from_day`` on; ``to_day`` is the first day after.

    Where the affiliation has an end, the holding ends with it.

    Raises:
        NotFound: there is no such post or affiliation.
        NotAllowed: ``actor`` does not keep the people of the institution.
        InputRefused: the affiliation is another institution's or has ended, the days are out of order, the
            post is not there on them, or the person holds it already.
    """
    affiliation = lock(
        Affiliation, affiliation_id
    )  # one that ends at this moment comes first or after
    post = post_of(post_id)
    holding = PostHolding(
        post=post,
        affiliation=affiliation,
        person_id=affiliation.person_id,
        from_day=from_day,
        to_day=to_day or affiliation.to_day,
    )
    rights.require(actor, "postholding.give", holding)
    _refuse_foreign(holding)
    _refuse_days(holding)
    holding.full_clean()
    _save_once(holding)
    audit.record(
        "accounts.give-post",
        holding,
        actor=actor,
        after=_plain(holding),
        audience=[post.institution_id],
    )
    return holding


def _refuse_foreign(holding: PostHolding) -> None:
    affiliation = holding.affiliation
    is_over = affiliation.to_day is not None and affiliation.to_day <= clock.today()
    is_elsewhere = affiliation.institution_id != holding.post.institution_id
    if is_over or is_elsewhere or affiliation.only_for_id is not None:
        raise InputRefused(
            _("This person does not act for the institution."),
            place="affiliation",
            next_step=_("Choose somebody who does, or invite the person first."),
        )


def _refuse_days(holding: PostHolding) -> None:
    post, affiliation = holding.post, holding.affiliation
    if holding.to_day is not None and holding.to_day <= holding.from_day:
        raise InputRefused(
            _("The last day lies before the first."),
            place="last_day",
            next_step=_("Mend the days."),
        )
    last_day = holding.last_day
    if not post.span.holds(holding.from_day) or (last_day and not post.span.holds(last_day)):
        raise InputRefused(
            _("The post itself is not there on all these days."),
            place="from_day",
            next_step=_("Mend the days, or those of the post in the entry."),
        )
    if affiliation.to_day and holding.to_day and holding.to_day > affiliation.to_day:
        raise InputRefused(
            _("The person's affiliation ends before that day."),
            place="last_day",
            next_step=_(
                "Write an earlier day, or leave it empty: the post ends with the affiliation."
            ),
        )


def _save_once(holding: PostHolding) -> None:
    try:
        with transaction.atomic():
            holding.save()
    except IntegrityError as fault:  # two administrators at once, too
        raise InputRefused(
            _("The person holds this post on some of these days already."),
            place="from_day",
            next_step=_("Look at the post's holders, and mend the days."),
        ) from fault


@transaction.atomic
def end_holding(
    holding_id: int, to_day: date, *, expected_version: int, actor: Actor
) -> PostHolding:
    """The holding, over from ``to_day`` on; from then on its turns are the next holder's, or the role's.

    Raises:
        NotAllowed: ``actor`` does not keep the people of the institution.
        VersionMovedOn: somebody changed it since.
        InputRefused: the days are out of order, or the affiliation ends earlier.
    """
    holding = lock(PostHolding, holding_id, expected_version)
    rights.require(actor, "postholding.end", holding)
    before = _plain(holding)
    holding.to_day = to_day
    _refuse_days(holding)
    try:
        with transaction.atomic():
            save_at_version(holding, expected_version, {"to_day": to_day})
    except IntegrityError as fault:
        raise InputRefused(
            _("The person holds this post on some of these days already."),
            place="last_day",
            next_step=_("Look at the post's holders, and mend the days."),
        ) from fault
    audit.record(
        "accounts.end-post",
        holding,
        actor=actor,
        before=before,
        after=_plain(holding),
        audience=[holding.post.institution_id],
    )
    return holding


@transaction.atomic
def withdraw_holding(holding_id: int, *, expected_version: int, actor: Actor) -> None:
    """Take away a holding that was entered by mistake; the audit trail keeps that there was one.

    Raises:
        NotAllowed: ``actor`` does not keep the people of the institution.
        VersionMovedOn: somebody changed it since.
    """
    holding = lock(PostHolding, holding_id, expected_version)
    rights.require(actor, "postholding.withdraw", holding)
    audit.record(
        "accounts.withdraw-post",
        holding,
        actor=actor,
        before=_plain(holding),
        audience=[holding.post.institution_id],
    )
    holding.delete()


def end_holdings_with(affiliation: Affiliation) -> int:
    """Let no holding of ``affiliation`` outlast it; how many were cut. Called in the deed that sets its end.

    One that would have begun later never begins.
    """
    if affiliation.to_day is None:
        return 0
    rows = PostHolding.objects.filter(affiliation=affiliation)
    never, _by_model = rows.filter(from_day__gte=affiliation.to_day).delete()
    cut = rows.exclude(to_day__lte=affiliation.to_day).update(to_day=affiliation.to_day)
    return never + cut


def erase_old_holdings() -> int:
    """Erase what ended long ago; how many rows."""
    over = clock.today() - timedelta(days=KEEP_HOLDINGS.days)
    erased, _by_model = PostHolding.objects.filter(to_day__lte=over).delete()
    return erased


def _plain(holding: PostHolding) -> dict[str, object]:
    return {
        "post": holding.post_id,
        "affiliation": holding.affiliation_id,
        "from_day": holding.from_day,
        "to_day": holding.to_day,
    }
