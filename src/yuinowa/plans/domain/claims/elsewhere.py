"""Sentences on other bodies, other matters and parts: no statement on a sheet's indicators, and left alone.

Tables of kinds, general Japanese: who else has libraries, visitors and figures; what a library has beside the figures
of its plan (money, staff, rooms); and of what part of a year or of the users a figure may be. Whatever such a clause
says of more or less, nothing is found in it; a clause that turns to the library itself (本市では) is read again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from yuinowa.plans.domain.claims.folding import folded
from yuinowa.plans.domain.claims.kinds import Finding, Kind, Reason, Verdict
from yuinowa.plans.domain.claims.seen import sentence_of

#: Bodies that are not the library of the sheet.
_BODIES = (
    r"隣の[^、。は]{0,6}[市町村区]|全国|国内|我が国|わが国|日本全体|国(?:立|の|では|や県)|文部科学省|文科省|文化庁|総務省|厚生労働省|日本図書館協会|[都道府県](?:内|下|立|全体|では|の(?:平均|調査|公共図書館|図書館|統計))|(?:近隣|隣接|周辺|類似|同規模|人口規模の?近い|他の?)(?:する|の)?(?:[都道府県]?[市区町村A-Z]|自治体|都市|団体|館)"
    r"|他(?:の自治体|館|市|都市|区|町|県|部局|課)|[A-ZＡ-Ｚ](?:市|町|区|村|県|館|社)|県庁所在|政令(?:指定都)?市|中核市|大学図書館|学校図書館全体|専門図書館全体|書店|出版|新聞社|組合|協会|商工|法人|指定管理者|受託(?:者|事業者)|業者|事業者|株式会社|会社|企業"
    r"|文学館|博物館|美術館|資料館|科学館|記念館|動物園|水族館|植物園|プール|体育館|公民館|児童館|市民会館|文化会館|市民センター|コミュニティセンター|スポーツ|アリーナ|ホール|病院|(?:保育(?:園|所)|幼稚園)[のはがで]|郵便局|商店街|商業施設|ショッピング|観光|バス|鉄道|駅の"
)
#: What a library has beside the figures of its plan: money, staff, rooms, machines, days.
_MATTERS = (
    r"資料費|図書費|購入(?:費|冊数|点数|数|した)|滞在時間|経費|事業費|人件費|委託料|使用料|負担金|補助金|交付金|助成金|寄附金|寄付金|収入|収益|売上|利益|広告料?|料金|購読料|会費|手数料|利用料|受講料|入館料|賃金|給与|予算|決算|財源|歳入|歳出|支出|基金|起債|執行率|執行額|不用額|契約(?:額|金額)|落札|修繕|工事|電気|光熱|水道|ガス代|燃料|消費電力|電力|価格|単価|物価|物流|送料|円安|消費税|税収"
    r"|人口|世帯数?|出生|少子|高齢化率|児童数|生徒数|就学|学級数|転入|転出|気温|猛暑日|降水|積雪"
    r"|開館(?:日数|時間)|休館(?:日|日数|期間)|開館延べ|職員|司書|正規|常勤|会計年度任用|人員|定員|時間外|残業|勤務|年休|離職|委員|議員|実習|インターン|職場体験|研修|視察|見学|協議会|審議会|委員会|会議|部会|打合せ|打ち合わせ"
    r"|面積|延床|書架|棚|座席|閲覧席|席数?|座り|駐車|駐輪|端末|パソコン|機器|貸出機|返却機|複写機|コピー|ロッカー|空調|照明|車両|公用車|走行|ステーション|紛失|不明(?:本|資料|図書)|汚破損|破損|延滞|督促|弁償|苦情|要望|クレーム|事故|忘れ物|落とし物|除籍|寄贈|リサイクル|除架|雑誌スポンサー|スポンサー"
    r"|(?:雑誌|新聞|購入|購読)(?:の)?(?:タイトル|誌|紙)(?:数)?|スマートフォン|インターネット(?:の)?(?:利用率|普及)|通信|書籍(?:の)?(?:売上|販売|市場)|市場"
)
#: Part of a year, of the places or of the users.
_PARTS = (
    r"(?<![0-9年])[0-9]{1,2}月(?!末|31日|まで|から)|[0-9]{1,2}月(?:は|の|に(?:は|限)|期|分|単月)|月(?:別|平均|ごと|間)|同月|同期|前月|先月|翌月|[上下]半期|上期|下期|四半期|前期|後期|(?:春|夏|秋|冬)(?:休み|季|期|場)|年末年始|お盆|連休|ゴールデンウィーク|平日|土日|土曜|日曜|休日|祝日|週末|夜間|午前|午後|時間帯|曜日|1日(?:当たり|あたり|平均)|一日(?:当たり|平均)"
    r"|(?:分|本|地区|地域|中央|東|西|南|北|駅前|移動)館(?:だけ|のみ|に限|では|において|別|の|は|が|で)|移動図書館|(?:各|館)館?別に|館別|地区別|サービスポイント"
    r"|(?:[0-9]{1,2}|[一二三四五六七八九]十)(?:歳|代)|年齢|年代|世代|高齢者|(?:未就学児?|乳幼児|小中?学生|中高?生|中学生|高校生|大学生|児童・生徒)(?:以下|以上|まで)?[のはがでに、]|男女|男性|女性|市外|町外|区外|在勤|在学|外国人|障害者"
    r"|(?:人口|市民|住民|職員|利用者)(?:[1一]人)?(?:当たり|あたり)|[1一](?:人|回|館|校|冊|日)(?:当たり|あたり|につき)|うち|内訳|に限(?:る|って|れば|り)|を除[くいけ]"
)
#: A table's signs, a note on how figures are rounded, where to look.
_NOTES = r"(?:表|図|グラフ)中|凡例|を示す[。)]*$|を表す[。)]*$|端数|四捨五入|参照|別紙|別表|脚注|出典|時点の(?:数値|もの)"
_OTHERS = re.compile(f"{_BODIES}|{_MATTERS}|{_PARTS}")
_NOTE = re.compile(_NOTES)
#: The clause before is over, or the sentence comes back to the library itself.
_OWN_AGAIN = re.compile(
    r".*(?:(?:本|当)(?:市|町|村|区|館|県|都|府|図書館)(?:では|において|に(?:おいて)?は|の|は|が)|中(?:で)?(?:も|は)?、|ものの、|一方(?:で)?(?:は)?、|けれども?、|(?<!こ)(?<!もの)(?<!あ)が、|ため(?:に)?、|により、|によって、|によるものか、|ことから、|ことで、|ことなどから、|ことなどで、|こともあり、|こと(?:など)?が(?:影響|要因|一因)[^、]{0,6}、|影響(?:で|し|もあり|を受け)て?、|もあり、|もあって、|(?<!みる)(?<!よる)(?<!すれ)と、|ところ、|結果、|かかわらず、|おり、|[しきりえけせれ]て、|伴い、|ほか、|おかげで、|とともに、|受け(?:て)?、)"
)
#: 県立図書館では, 隣接するA市では, 県内の図書館の: of whom the sentence speaks.
_OF_A_BODY = re.compile(
    rf"(?:{_BODIES})[^、。□]{{0,12}}?(?:で(?:は|も)|において(?:は|も)?|によると|によれば|によりますと|で(?:みる|見る|みます)と|図書館[のはがで]|全体[のはがで])|(?:全国|県内|都内|府内|道内|隣接市|近隣市|他市|他館|県立図書館|国立国会図書館)の□"
)
#: …になったという: told by others, of the body named in the sentence.
_HEARSAY = re.compile(r"(?:という|とのこと(?:だ|である|です)?|そうだ|そうです)[。)]*$")
_ENGLISH_BODY = re.compile(
    r"\b(?:nationwide|(?:national|prefectural) (?:survey|figure|library|libraries)|prefecture|other (?:cities|towns|municipalities|libraries)|neighbou?ring|adjacent|in japan|country|ministry)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:national|prefectural|bookshops?|bookstores?|population|budget|costs?|expenditure|revenue|income|prices?|electricity|utilities|staff|opening days?|days? open|closed|museum|pool|parking|seats?)\b",
    re.IGNORECASE,
)
#: What was not found among the indicators.
_OF_NO_INDICATOR = frozenset({Reason.NO_INDICATOR, Reason.NO_FIGURE_BEHIND, Reason.OTHER_UNIT})


def is_of_others(finding: Finding, text: str, names: Sequence[str]) -> bool:
    """Whether ``finding`` in ``text`` speaks of another body, matter or part; ``names`` are those of the indicators.

    A clause on another body is left alone whatever was found; one on a matter or a part only where no figure stands
    behind it.
    """
    claim = finding.claim
    written = sentence_of(text, claim.start, claim.end)
    sentence = _masked(written, names)
    before = _masked(sentence_of(text[: claim.end], claim.start, claim.end), names)
    if own := _OWN_AGAIN.match(before):
        before = before[own.end() :]
    if _HEARSAY.search(sentence) and _OF_A_BODY.search(sentence):
        return True
    if _OF_A_BODY.search(before) or _ENGLISH_BODY.search(written):
        return True
    if claim.is_of_part:
        return True
    if finding.verdict is not Verdict.UNCHECKABLE or finding.reason not in _OF_NO_INDICATOR:
        return False
    said = before if claim.kind is Kind.NEW else f"{_masked(claim.subject, names)} {before}"
    return bool(_OTHERS.search(said) or _NOTE.search(sentence) or _ENGLISH.search(written))


def _masked(text: str, names: Sequence[str]) -> str:
    """``text`` folded, without the names of indicators, whose words say nothing of others."""
    plain = folded(text)
    for name in sorted(filter(None, names), key=len, reverse=True):
        plain = plain.replace(name, "□")
    return plain
