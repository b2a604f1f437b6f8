"""Words that may stand in a clause beside a claim and change nothing of what it says: tables, general Japanese."""

from __future__ import annotations

#: Particles, and phrases that stand for one.
_JOINING = (
    "は が を に へ と で の も や から より まで および 及び 並びに とも ともに 共に には では とは へは こそ"
    " を通じて を通して による によって により について つきまして に関し 関して において における 対して 対し 対する 比較 比較して 比べて 比べると 比べ 比べれば 対比 比 対"
    " として という といった 当たる あたる 相当する 相当 わたって わたり かけて もって 以降 以来 年 末 中 間"
)
#: Endings of verbs, and words that end a clause or lead over to the next.
_ENDING = (
    "だ だっ だった で であっ であった であり であって である であります でありました です でし でした でして ます ました まして まし"
    " た て ている ていた ており ております ておりました ています ていました てい てお し した して する すると しており なお"
    " された されて される され れ れた られ られた られる いる いた い おり おります います お なっ なった なって なり なりました なる な"
    " こと もの ところ ため ので のに ものの ながら つつ 一方 一方で けれども とはいえ ある あった あり あっ でき できた できまし いたし いたしました"
)
#: Nouns and verbs that carry what stands beside them and say nothing of their own.
_CARRYING = (
    "結果 状況 実績 実績値 数値 数字 水準 値 数 規模 傾向 基調 時点 年度 年度末 年間 年度間 期間 計画期間 推移 記録 示し 示す 示した 見 見られ みられ"
    " 見た みた 見せ みせ 認められ 転じ 転じる 続い 続け 続く 続き 至っ 至り 至る 至ら とどまっ とどまり とどまる 留まっ 留まり 終わっ 終わり 終え"
    " 上り 上っ 上る のぼり のぼっ のぼる 達し 達する 及び 及ん 得 保っ 保ち 遂げ 残し 残す 収まっ 落ち着い 迎え 当たり 割合 率 幅 差 分 高さ 数え"
    " 目標 目標値 計画 計画値 指標 達成率 ライン 増減 確保 掲げ 掲げた 設定 最終 最終年度 計算"
    " 本市 本館 当館 図書館 全体 合計 通年 件数 冊数 人数 回数 並み 一途 たどっ たどり いただき いただいた こちら"
    " 成果 成績 形 程度 度合い 動き 状態 段階 位置 見える うかがえ うかがえる 分かる わかる 占め 収め 経過 報告 ご報告 申し上げ 良好 低調 不調 不振 苦戦"
    " 本事業 当事業 当該事業 この事業 各事業 同事業 事業 事業全体 要因 主な要因 理由 背景 原因 進捗 進捗率 伸長 比率 年次 単年度 本年度 今年度 当年度 現状 実情 事実 終える 締めくくり 締めくくっ 達成状況 運び 到達点 数量 総数 総計 累計"
)
#: Adverbs and conjunctions that colour, and limit nothing.
_COLOURING = (
    "また なお さらに どおり 通り 更に しかし 特に 既に すでに ようやく ついに 残念ながら 惜しくも 無事 無事に 順調 順調に 好調 好調に 着実に 依然 依然として"
    " 引き続き 引き続いて 再び 結果的に 最終的に 実際に 実際には 大変 今回 今年 本年 まだ いまだ いまだに なんとか 何とか 辛くも 見事に いずれも ちょうど おかげさまで"
    " いったん 一旦 全く まったく ほとんど 前年 一転 一転して 終始 誠に 一段と かえって むしろ 早くも 年度中に 総じて"
    " 概して 遠く おおよそ 当初 年度当初 なおも 続けて 同じく 一層 いっそう 併せて あわせて 加えて そして 現在 現時点で"
    " 評価 所見 概要 調査 調査時 始めた 始まった 開始した 近い 1年前倒し 2年前倒し 前倒し さほど あまり 大いに もう ほぼ ひとまず まずまず とりわけ"
)
#: Read only within the words of a claim, whose grammar has taken account of them: denials, what is left, reasons,
#: the 100 of an index.
_READ_WITHIN = (
    "ピーク 頂点 底 ボトム 100 あと 残り 維持 これ それ この その 最も 過去"
    " ない なかっ なかった なく なくて ず ずに ん ません ませんでした ら おら かなわ かない かないま いえ 言え いか まで ぬ ことなく"
)


def _words(*tables: str) -> frozenset[str]:
    return frozenset(word for table in tables for word in table.split())


HARMLESS = _words(_JOINING, _ENDING, _CARRYING, _COLOURING)
HARMLESS_WITHIN = HARMLESS | _words(_READ_WITHIN)
