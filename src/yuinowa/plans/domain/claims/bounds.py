"""What stands before and behind a number and says how exactly it is meant: 約, 以上, を超える. Tables, general Japanese."""

from __future__ import annotations

from yuinowa.plans.domain.claims.kinds import Bound

#: Before a number.
ABOUT_BEFORE = "約|およそ|おおよそ|おおむね|概ね|ざっと|ほぼ|凡そ|推計で?"
LEAST_BEFORE = "少なくとも|最低でも"
#: Before a number, and without meaning for it.
IDLE_BEFORE = (
    "延べ|のべ|合計で?|総計で?|累計で?|計(?![画上])|全(?:部で)?|総勢|あわせて|合わせて|年間で?|都合"
)

#: What a bound in words stands before: 2割を超える伸び.
_MOVED = "(?:大幅な|大きな|ほどの|高い|程度の)?(?:増|減|伸び|落ち|上昇|低下|向上|プラス|マイナス|上積み|超過|不足|下落|目減り|拡大|縮小|改善|悪化)"

BOUNDS_AFTER = (
    ("以上", Bound.AT_LEAST),
    (
        f"(?:を(?:優に|大きく|大幅に|わずかに|やや)?(?:超え|上回|越え)|(?:優に|大きく|大幅に|わずかに|やや)?超え)(?:る|て|り|、)(?={_MOVED})|超(?!え|過)",
        Bound.MORE_THAN,
    ),
    (
        "(?<=[割倍])を(?:優に|大きく|大幅に|わずかに|やや)?(?:超え|上回|越え)る(?=水準|結果|実績)",
        Bound.MORE_THAN,
    ),
    ("(?<=[割倍])を(?:大きく|大幅に|わずかに|やや)?下回る(?=水準|結果|実績)", Bound.LESS_THAN),
    (
        f"(?:を下回る|に(?:も)?(?:満た|届か|達し|及ば)ない|を割り込む|を割る)(?={_MOVED})",
        Bound.LESS_THAN,
    ),
    ("以下|以内", Bound.AT_MOST),
    ("未満", Bound.LESS_THAN),
    ("余り|あまり|余(?=[、のりをに減増上下])|強", Bound.JUST_OVER),
    ("弱|近く|近い(?=増|減|伸|落|上|低)|足らず|に(?:迫る|近い|届こうかという)", Bound.JUST_UNDER),
    ("程度|ほど|前後|くらい|ぐらい", Bound.ABOUT),
    ("の大台(?=に)", Bound.AT_LEAST),
    ("台(?:前半|半ば|後半)?(?=に|を|と|へ|で|だ|、|。|まで|の)", Bound.WITHIN),
)
