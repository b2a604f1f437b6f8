"""Fifteen forms of working together, five zones of who leads, and which fit. Source: collaboration model §6.1, §6.2.

A form outside its zones is no error, for cities differ: it asks for a reason.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum


class Form(StrEnum):
    """How the sides work together (協働の形態)."""

    #: 情報交換・意見交換
    INFO_EXCHANGE = "info_exchange"
    #: 企画立案への参画
    PLAN_PARTICIPATION = "plan_participation"
    #: 後援
    NOMINAL_SUPPORT = "nominal_support"
    #: 補助・助成
    SUBSIDY = "subsidy"
    #: 共催
    CO_HOST = "co_host"
    #: 実行委員会・協議会
    JOINT_COMMITTEE = "joint_committee"
    #: 事業協力
    PROJECT_COOPERATION = "project_cooperation"
    #: アダプト
    ADOPT = "adopt"
    #: 委託
    ENTRUST = "entrust"
    #: 協働型委託
    COLLAB_ENTRUST = "collab_entrust"
    #: 負担金
    BURDEN_SHARE = "burden_share"
    #: 指定管理
    DESIGNATED_MANAGER = "designated_manager"
    #: 包括連携協定
    COMPREHENSIVE = "comprehensive"
    #: 協働電子図書館のように、多くの者が費用を分け合うもの
    CONSORTIUM = "consortium"
    #: 場所・物品・広報の提供
    SUPPORT_OTHER = "support_other"


class Zone(StrEnum):
    """Who leads, from the civic side alone to the public side alone (協働の領域)."""

    CIVIC = "z1"
    CIVIC_LED = "z2"
    BOTH = "z3"
    PUBLIC_LED = "z4"
    PUBLIC = "z5"


#: Only these are working together.
TOGETHER = (Zone.CIVIC_LED, Zone.BOTH, Zone.PUBLIC_LED)
F, Z = Form, Zone
#: The zones a form belongs to. The first five as 小城市 has them; the others by who hosts and pays (§6.2).
FITS: dict[Form, tuple[Zone, ...]] = {
    F.SUBSIDY: (Z.CIVIC_LED,),
    F.NOMINAL_SUPPORT: (Z.CIVIC_LED,),
    F.CO_HOST: (Z.BOTH,),
    F.PROJECT_COOPERATION: TOGETHER,
    F.COLLAB_ENTRUST: (Z.PUBLIC_LED,),
    F.INFO_EXCHANGE: TOGETHER,
    F.PLAN_PARTICIPATION: (Z.PUBLIC_LED,),
    F.JOINT_COMMITTEE: (Z.BOTH,),
    F.ADOPT: (Z.CIVIC_LED,),
    F.ENTRUST: (Z.PUBLIC_LED,),
    F.BURDEN_SHARE: (Z.BOTH,),
    F.DESIGNATED_MANAGER: (Z.PUBLIC_LED,),
    F.COMPREHENSIVE: TOGETHER,
    F.CONSORTIUM: (Z.BOTH,),
    F.SUPPORT_OTHER: (Z.CIVIC_LED,),
}


class Axis(StrEnum):
    """What lies at the two ends of the zones."""

    #: The civic and the public side.
    SECTORS = "sectors"
    #: Two sides of one sort: the one that came first, and the other.
    SIDES = "sides"


def fits(form: Form, zone: Zone, axis: Axis = Axis.SECTORS) -> bool:
    """Whether ``form`` belongs to ``zone``; where it does not, a reason is asked for.

    Between two sides of one sort either may be the one that leads, so a zone is as usual as the one across.
    """
    usual = FITS[form]
    return zone in usual or (axis is Axis.SIDES and across(zone) in usual)


#: Kinds of institutions that are the public side, or run by it. Source: collaboration model §2.
PUBLIC_KINDS = frozenset(
    {
        "public_library",
        "prefectural_library",
        "assembly_library",
        "national_library",
        "archive",
        "community_hall",
        "administration",
        "government_body",
    }
)


def axis_of(kinds: Sequence[Collection[str]]) -> Axis | None:
    """Between whom the zones lie for sides of these ``kinds``, each in the order the sides came; ``None``: nobody stands at an end.

    Usually a civic and a public side. A pair may also be two associations, or two libraries (collaboration model §6.1: 「市とだけではない」);
    among three sides and more of one sort there are no two ends.
    """
    is_public = [not PUBLIC_KINDS.isdisjoint(one) for one in kinds]
    if any(is_public) and not all(is_public):
        return Axis.SECTORS
    return Axis.SIDES if len(is_public) == 2 else None


def place_of(zone: Zone) -> int:
    """Where ``zone`` lies in the drawing, from 0 at the civic side."""
    return tuple(Zone).index(zone)


def across(zone: Zone) -> Zone:
    """The zone as far from the other end."""
    return tuple(reversed(Zone))[place_of(zone)]
