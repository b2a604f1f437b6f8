"""In a pause and while closing nothing new begins; what was done is still written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.partnerships.factories import lead_of
from tests.partnerships.joint import at_work, plan, planned, written_down
from tests.partnerships.newcomers import asked, consented, decided, newcomer, signed
from tests.partnerships.papers import in_force, signatory_of
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import Wait
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import WrongState
from yuinowa.partnerships.domain.accessions import AccessionState
from yuinowa.partnerships.domain.activities import ActivityState, Days
from yuinowa.partnerships.domain.motions import MotionKind
from yuinowa.partnerships.domain.phases import RESTING, Phase
from yuinowa.partnerships.models import Activity, Motion, Partnership, Party
from yuinowa.partnerships.queries import parts
from yuinowa.partnerships.services.acceding import keep_first_days
from yuinowa.partnerships.services.activities import announce, answer, propose, set_day
from yuinowa.partnerships.services.activities import cancel as give_up
from yuinowa.partnerships.services.activity_plans import When
from yuinowa.partnerships.services.motions import MotionWords
from yuinowa.partnerships.services.motions import propose as propose_motion
from yuinowa.partnerships.services.nightly import set_all_turns
from yuinowa.partnerships.services.notices import give_notice, keep_notices
from yuinowa.partnerships.services.sides import accept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_planning(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("sides", "agreements", "accessions", "activities", "motions")
    kept = {key: part for key, part in parts._PARTS.items() if key in names}
    monkeypatch.setattr(parts, "_PARTS", kept)


def rest(partnership: Partnership, phase: Phase) -> None:
    Partnership.objects.filter(pk=partnership.pk).update(state=phase.value)


@pytest.mark.parametrize("phase", RESTING)
def test_nothing_new_is_planned(phase: Phase, ours: Institution, theirs: Institution) -> None:
    partnership = at_work(ours, theirs)
    activity = planned(partnership, ours, theirs)
    rest(partnership, phase)
    actor, other = lead_of(ours), lead_of(theirs)
    coming = When(Days(clock.today() + timedelta(days=3)))
    deeds: list[Callable[[], object]] = [
        lambda: propose(partnership.pk, plan(partnership, ours), once=new_key(), actor=actor),
        lambda: announce(activity.pk, expected_version=1, actor=actor),
        lambda: set_day(activity.pk, coming, expected_version=1, actor=actor),
        lambda: answer(activity.pk, hosts=True, actor=other),
    ]
    for deed in deeds:
        with pytest.raises(WrongState, match="Nothing new begins|新しいこと"):
            deed()

    answer(activity.pk, hosts=False, actor=other)
    gone = give_up(activity.pk, "休む", expected_version=1, actor=actor)
    assert gone.state == ActivityState.CANCELLED


@pytest.mark.parametrize("phase", RESTING)
def test_what_is_over_is_waited_for_and_written_down(
    phase: Phase, ours: Institution, theirs: Institution
) -> None:
    partnership = at_work(ours, theirs)
    yesterday = When(Days(clock.today() - timedelta(days=1)))
    activity = planned(partnership, ours, when=yesterday)
    rest(partnership, phase)
    set_all_turns()
    steps = Wait.objects.filter(subject_kind=Party._meta.label_lower, ended_at=None)
    assert "record-activity" in steps.values_list("step", flat=True)

    written_down(activity, ours)

    assert Activity.objects.get(pk=activity.pk).state == ActivityState.HELD


@pytest.mark.parametrize("phase", RESTING)
def test_nobody_accedes_nor_joins_beside_the_agreement(
    phase: Phase, ours: Institution, theirs: Institution
) -> None:
    third = newcomer()
    version = in_force(ours, theirs)
    partnership = version.agreement.partnership
    rest(partnership, phase)

    with pytest.raises(WrongState):
        asked(version, third)
    with pytest.raises(WrongState):
        accept(partnership.pk, actor=lead_of(third))


@pytest.mark.parametrize(
    ("phase", "then"),
    [
        (Phase.SUSPENDED, AccessionState.IN_FORCE),
        (Phase.CLOSING, AccessionState.SIGNED),
    ],
)
def test_whoever_had_signed_comes_in_during_a_pause_and_not_at_the_end(
    phase: Phase,
    then: AccessionState,
    ours: Institution,
    theirs: Institution,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    third = newcomer()
    version = in_force(ours, theirs)
    later = clock.today() + timedelta(days=5)
    accession = consented(asked(version, third, starts_on=later), ours, theirs)
    accession = signed(decided(accession, third), signatory_of(third))
    rest(version.agreement.partnership, phase)
    monkeypatch.setattr(clock, "today", lambda: later)

    keep_first_days()

    accession.refresh_from_db()
    assert accession.state == then


def test_what_is_proposed_ends_with_the_partnership(
    ours: Institution, theirs: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    partnership = at_work(ours, theirs)
    told = MotionWords("人が減る")
    propose_motion(partnership.pk, MotionKind.SUSPEND, told, once=new_key(), actor=lead_of(ours))
    notice = give_notice(
        partnership.pk, reason="解散", actor=replace(lead_of(theirs), fresh_at=clock.now())
    )
    monkeypatch.setattr(clock, "today", lambda: notice.effective_on)

    keep_notices()

    assert Partnership.objects.get(pk=partnership.pk).phase is Phase.TERMINATED_EARLY
    assert Motion.objects.get().state == "overtaken"
