"""What follows a head: whether it is denied, only wished for, or no statement at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from yuinowa.plans.domain.claims import clauses

_END = re.compile(r"[、。\n()「」]")
#: A wish, a plan, a task, a condition, or a noun for something else.
_NOT_SAID = re.compile(
    r"^(?:し|え|や|ば|び|い|き|せ|り|っ|て|と|る|す|さ|く|が|け|か|れ|ら|で)*?(?:"
    r"させ(?:る|てい|、|るよう|ること|たい)|"
    r"(?:る|す|せる|する|れる|いく|くる)(?:よう(?!な(?:結果|状況|事態|数字|数値|水準|こと|形|展開)|に(?:な[っりる]|見|思|感))|ため(?:に|の|、|$|、)|べく|べき|予定|見込|見通|つもり|狙い|ねらい|構想|可能性|おそれ|恐れ|方向|方針|必要|計画|ことを(?:検|考|求|望|目|期|想|見|前)|ことが(?:期待|見込|必要|求|課題|望|予)|と(?:見込|予想|想定|期待|考|思|推)|場合|に(?:は|も)(?!至|及|届|なら|達)|に至るまで|ことより|ほど|ごと|たび|まで|なか|中で?|など?の|か(?:どうか|否|と[いう言問聞尋])|どころ(?:か|では)|目標|ペースで|わけに)|"
    r"[はがも](?:難し|困難|厳し|微妙|無理|危ぶ)[^、。]{0,4}と[^、。]{0,3}(?:み|見|思|考|言|予|危)|"
    r"てほしい|てもらい|(?:た|る)?としても|(?:た|る|い|ている)どころ(?:か|では)|(?:た|る|い)?の?か(?=[とは一-龥]|$)|[にへ](?:と)?転じ(?:る|た|ない)?の?か(?=[とどは]|$)|"
    r"てい(?:く(?!つ)|き(?:たい|ます)|ける)|ていきた|たい|ましょう|しよう|すれば|れば|たら(?!し)|た(?:場合|とき|際)|ても|"
    r"(?:率|数|幅|分|度|傾向)?を?(?:目指|図[るりっ]|めざ|期待|見込|見据|促(?!進した)|検討|予定|抑[えい制]|防[いぎぐ止]|避け|狙|目標|想定|計画|止め|食い止|支え|求め|踏まえ|考慮|考え|受け(?!た|て))|"
    r"に(?:ついて|欠か|不可欠|寄与|有効|効果|重要|至るまで|次[ぐい]|並[ぶん]|匹敵|終止符|ブレーキ|陰り|向け|努め|取り組|備え|資す|対応|対する|つなげ(?!た)|つながるよう|つながる取|よる(?!もの)|歯止め|関する|伴[うい]|応じ|合わせ)|"
    r"が(?:期待|見込|予想|予測|必要|課題|求め|望|想定|目標|不可欠|懸念|要[するりし]|欠かせ|待た)|"
    r"(?:た|る|い)?との?(?:指摘|声|意見|見方|回答|誤解|懸念|感想|要望)|傾向にある(?=[\u4e00-\u9fff\u30a1-\u30f6])|"
    r"の(?:落ち込|伸び|減少|増加|下げ|上げ|減(?!っ)|増(?!え))|"
    r"と(?:増加|減少|上昇|低下|増|減)を|を(?:繰り|くり)返|"
    r"が(?:止ま|途切|ストップ|一段落|収ま|緩|鈍)|"
    r"(?:率|幅|ペース|テンポ|速度|勢い)(?:は|が|も)[^、。]{0,6}?(?:縮|鈍|緩|拡|弱|小さ|大き|和ら)|"
    r"に(?=[0-9約][^、。]{0,10}(?:及|届|足|満|不足))|に(?:必要|要する)|"
    r"には(?=[0-9約]|あと|まだ|もう|さらに)|に(?:は|も)(?=[^、。]{0,12}(?:時間|努力|工夫|支援|要[すしり]|かか[るりっ]))|まで(?:に|は|の|、)?(?=[0-9約]|あと|残|もう|なお|まだ)|"
    r"(?:傾向|基調)?から(?=、?(?:一転|増加|減少|上昇|低下|プラス|マイナス|横ばい|回復|反転|脱|転|持ち直|改善|戻|立ち直|復))|"
    r"(?:が|を)ご?(?:心配|危惧|危ぶ|疑|恐れ|見込ま|想定さ)|(?:する|した|になる|る)?と(?:の|いう)(?:予想|見通し|想定|推計|見込み|報道|心配|不安)|"
    r"た?の?ではない(?:か|でしょうか)|への|へ(?:の|向け)|のため|の(?:兆し?|きざし|気配|余地|機運|見通し|抑制|防止|促進|推進|要因|原因|理由|機会|取組|必要|可能|見込|予測|対策|背景|影響|方策|工夫|一助|ペース|契機|きっかけ|一方)|"
    r"(?:対策|要因|原因|理由|防止|抑制|策|計画|目標|予測|見込|事業|工事|施策|予定|月間|キャンペーン|鏡|率|版|図|印刷|コピー)"
    r")"
)
#: 最終目標に届くには、…が要る: what would be needed, and not that it is so.
_TO_DO_SO = re.compile("に(?:は|も)(?!至|及|届|なら|達)")
_PLAIN_FORM = tuple("くぐぶむつう")
#: 前年度を下回らないよう.
_SHALL_NOT = re.compile("よう|べく|ことを(?:目|め)|ことが(?:望|求|必要|重要|期待)")
_RATE_STATED = re.compile(
    r"^(?:率|数|幅|分)(?:は|が|も|で)(?![^、。]{0,6}?(?:縮|鈍|緩|拡|弱|小さ|大き|和ら))"
)
#: 目標に届かない指標は: of whatever does so, and of nothing that did.
_OF_A_CLASS = re.compile(
    r"^[\u3041-\u3096]{0,6}?(?:た|る|ない|なかった)(?:指標|項目|事業|施策|[分地]?館|図書館|学校|部門|分野|区分|世代|層|講座|地区|取組|もの(?!の)|年|月|日|時期|人|者|方)(?:は|が|に|を|には|も|へ|の|(?<!もの)と|(?<!もの)や)"
)
#: 減った年がある: of which year is not said.
_IN_SOME_YEAR = re.compile("(?:た|る|ない)?(?:年度?|時期|とき)(?:が|も)あ")
#: 増加する利用者: the figure is taken for granted, and nothing is said about it.
_TAKEN_FOR_GRANTED = re.compile(
    r"^(?:す?る|える|びる|がる|む(?=[\u4e00-\u9fff])|[やらばげ]す|す(?=[\u4e00-\u9fff]))(?!$|、|。|結果|こと|とと|一方|形|など|に至|傾向|状況|とい|も|が|と|\n|年|[0-9約])"
)
_DENIED = re.compile(
    r"^(?:[しえてにをはがもとりるすびきけかられまわぎいせさでばめちっむぐくぶ]|あり(?=ませ)|ござい(?=ませ)|という(?:こと|事実|わけ|もの|状況)?|たという(?:こと|事実|わけ|もの|状況)?(?=は|も)|た(?:事実|結果|状況)(?=は|も|で|と)|結果(?=と|に)|事実|こと|届|及|達|並|でき|出来|見ら?れ|見受けら|認めら?|至|おり|おら|傾向|たことが|たことは|[ただ]わけ|[ただ]もの|[ただ]訳|んだ(?=わけ|とは|こと|もの|という|訳)|とは言え|とはいえ|とまでは|たとは(?:言|い)?(?:え|い)?|るとは(?:言|い)?(?:え|い)?|なら|転じ|保[つてっ]|かな(?=わな|いま)|叶|なっ|成果|つなが|結びつ|結び付|果た)*?"
    r"(?:(?:程|ほど)?遠[いくかの]|逃[しすがれ]|(?:困難|難し[くい]|厳し[くい])(?=だ|で|か|結果|状況|。)|(?<![はがも]か)ない|なかっ|なく(?!な)|なけれ|ず(?!つ|っ|に)|ずに|ません|ぬ(?=。|、))"
)
_PAST = re.compile("(?:でし)?た|い|く|ん(?:でした)?")
#: 増えた要因は…にある: it grew, and why; 伸びない理由を探る: nothing is said of a year.
_REASON_OF = re.compile("[ぁ-ん]{0,4}(?:た|ない)(?:主な|最大の)?(?:要因|原因|理由|背景)")
_SOUGHT = re.compile("を(?:探|調|分析|検証|確|話|考)|の(?:分析|検証|把握)")
#: 前年度を下回る状況は避けられた.
_AVOIDED = re.compile(
    "[ぁ-ん]{0,3}(?:こと|状況|事態|結果|の)?(?:だけ)?(?:は|を|が)(?:避けられ|回避|免れ|まぬがれ)(?!な|ず|ぬ|ませ)[ぁ-ん]{0,4}"
)
_WISH_END = re.compile(
    r"(?:ていく|ていきます|たい|予定|予定である|予定です|努める|努めます|図る|図ります|目指す|目指します|必要がある|必要である|必要|検討|検討する|課題である|課題だ|取り組む|取り組みます|見込み|見込む|見込まれる|方針|方針である|ことと(?:する|している)|する|行う|めていく|進める|進めます|続ける|期待する|期待される|期待したい|求められる|す|く)[。)」]*$"
)


#: 年4回発行することとしている.
_DECIDED = re.compile("こととし(?:た|ている|ています|ております|ました)[。)」]*$")
_INTENDED = re.compile(
    "(?:方針|予定|必要|課題|所存|見込み|計画|考え|つもり|こと)(?:で|が|だ|に)[^、。]{0,6}[。)」]*$"
)
#: A state that goes on, or how it is told; no wish.
_REPORTS = re.compile(
    r"(?:(?:あ|な|お|当た|上|下回|上回)り|[てで]ござい|れ|得|言え|いえ|考え|思い|捉え|とらえ|受け止め|伝え|占め|続き|及び|達し|(?:報告|推察|分析|認識|感謝)(?:いた|致)?し|申し上げ)ます[。)」]*$"
    r"|(?:評価|判断|認識|推察|思料|報告|推測|確認|理解|紹介|解釈|総括|分析|記載|特記|位置付け|と見)(?:でき)?る?する?[。)」]*$"
    r"|(?:である|です|だ|にある|となる|上る|のぼる|続く|及ぶ|占める|いえる|言える|れる|られる|に当たる|にあたる|に相当する|を示す|を下回る|を上回る)[。)」]*$"
)
#: A rule, a definition or an instruction speaks of no year's figures.
_RULE = re.compile(
    r"(?<![こたるい])とは、|を(?:い|言)う[。)]*$|ものとする|(?:する|した|ない|なった)(?:場合|とき)(?:は|に|には|、|も)"
    r"|に限り|すこと[。)]*$|すること[。)]*$|(?:こと|もの)が(?:ある|あります|できる|できます)[。)]*$"
)
_IS_PAST = re.compile(r"(?:た|だ|である|ている|ております|ています|ました|です|でした)[。)」]*$")
_RULE_ALWAYS = re.compile(
    r"(?:区分|段階|ランク|評価基準|判定基準|記号)は、?[^。]*(?:[2-9]段階|のいずれか|とする|を表す)|(?:借り|利用|予約|申込|申し込み)(?:られ|でき)(?:る|ます)[^。]*(?:まで|以内)|(?<![こたるい])とは、.*(?:い|言)う|算出(?:する|して|し、)|(?:実績|値|数)を[^、。]{0,12}(?:割っ|除し|差し引)|(?:記入|記載)(?:する|して|の)"
    r"|(?:いずれ|どちら)の場合も|ものとする|(?:した|ない|なった)場合(?:は|には)"
)
#: What was said before a clause that wishes: 減っており、来年度は…
_SAID_BEFORE = re.compile(
    r"(?:ており(?:ます(?:が|ので))?|であり|[とに]なり(?:まして)?|を(?:記録|確保)し|に達し|(?:である|だ|た|です|ます|ました|でした)(?:が|ため|ので|ことから|一方で?|ものの|ことを受け)|ものの|ことから|で|と|に(?:は|も)?(?:満た|届か|達せ|及ば)ず|ておらず|た[^、。]{2,20}(?:について|に関して)(?:は)?|(?:た|ない|ている|ております)(?:という)?(?:こと|点|の|状況|結果|事実|現状)(?:は|も|を|に(?:は|ついては)?|から))、"
)


def is_a_rule(sentence: str) -> bool:
    """達成率は、実績を目標で割って算出する; 増加と減少のいずれの場合も: nothing is said of a figure."""
    plain = sentence.rstrip("\n")
    if _RULE_ALWAYS.search(plain):
        return True
    return bool(_RULE.search(plain)) and not _IS_PAST.search(plain)


def wishes_from(sentence: str) -> int:
    """Where the part begins that says what shall be; its length, if nothing does."""
    if not ends_in_a_wish(sentence):
        return len(sentence)
    return max((match.end() for match in _SAID_BEFORE.finditer(sentence)), default=0)


@dataclass(frozen=True)
class Tail:
    """``is_said``: the head makes a statement about what is."""

    is_said: bool
    is_denied: bool
    end: int


def read_tail(plain: str, start: int, *, qualifies: bool = False) -> Tail:
    """What follows the head that ends at ``start``, up to the end of its clause.

    ``qualifies``: before a noun it still states something, 目標を上回る結果, unlike 増加する利用者.
    """
    match = _END.search(plain, start)
    stop = min(match.start() if match else len(plain), start + 22)
    if start and plain[start - 1] in "るす" and plain[start - 2 : start - 1] not in "すま":
        # 減る, 減らす: the last sign is read again, for 減る時期 takes it for granted.
        start -= 1
    rest = plain[start:stop]
    if match and match.start() == stop and not rest and plain[stop] == ")":
        rest = ""
    is_needed = plain[start - 1 : start] in _PLAIN_FORM and _TO_DO_SO.match(rest)
    denied = _DENIED.match(rest)
    is_to_be = denied and _SHALL_NOT.match(rest, denied.end())
    if is_needed or is_to_be or _OF_A_CLASS.match(rest) or _IN_SOME_YEAR.match(rest):
        return Tail(False, False, start)
    if reason := _REASON_OF.match(plain, start - plain.startswith("た", start - 1), stop):
        is_said = not _SOUGHT.match(plain, reason.end(), stop)
        return Tail(is_said, bool(re.search("な[いか]", reason.group())), reason.end())
    wished = _NOT_SAID.match(rest)
    avoided = _AVOIDED.match(rest)
    if avoided or (denied and (not wished or denied.end() < wished.end())):
        return _turned(plain, Tail(True, True, start + _end_of_denial(rest, avoided, denied)))
    if (wished and not _RATE_STATED.match(rest)) or (
        not qualifies and _TAKEN_FOR_GRANTED.match(rest)
    ):
        return Tail(False, False, start)
    if not denied and (turned := _turned(plain, Tail(True, False, start))).end > start:
        return turned
    end = re.match(r"[\u3041-\u3096]{0,8}", rest)
    return Tail(True, False, start + (end.end() if end else 0))


def _end_of_denial(rest: str, avoided: re.Match[str] | None, denied: re.Match[str] | None) -> int:
    if avoided or denied is None:
        return avoided.end() if avoided else 0
    past = re.match("たが?", rest[denied.end() :])
    return denied.end() + (past.end() if past else 0)


def _turned(plain: str, tail: Tail) -> Tail:
    """``tail`` with the denials behind it counted, as far as nothing else stands between: 達成できなかったわけではない."""
    stop = clauses.ends_at(plain, tail.end, len(plain))
    for first, last in clauses.denials(plain, tail.end, stop):
        if not clauses.is_carried(plain, tail.end, first):
            break
        past = _PAST.match(plain, last)
        tail = replace(tail, is_denied=not tail.is_denied, end=past.end() if past else last)
    return tail


def ends_in_a_wish(sentence: str) -> bool:
    """Whether ``sentence`` says what shall be and not what was."""
    plain = sentence.rstrip("\n")
    if _DECIDED.search(plain):
        return True
    if _REPORTS.search(plain) and not _INTENDED.search(plain):
        return False
    return bool(_WISH_END.search(sentence.rstrip("\n"))) and not re.search(
        r"(?:た|ている|ております|ています)[。)」]*$", sentence.rstrip("\n")
    )
