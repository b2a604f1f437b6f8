"""Words for what was done and counted: tables of patterns, on folded text."""

from __future__ import annotations

from yuinowa.plans.domain.claims.kinds import Sense

#: Deeds that move a stock without a word on it.
MOVING_DEEDS = (("除籍|廃棄|除却|払い?出し", Sense.DOWN),)
#: What is said of something counted: done, set up, taken part.
DONE = "実施|開催|作成|設置|増設|新設|新規に|導入|追加|公開|制作|製作|整備|配布|配付|受入|受け入れ|訪問|派遣|収集|購入|登録|参加|来場|来館|利用|応募|申込|申し込み|発行|掲載|発信|寄贈|登壇|出展|展示|提供|貸出|貸し出し|開設|開講|出席|受講|交付|締結|加入|採用|養成|育成|対応|回答|回収|更新|廃止|移管|投稿|配信|申請|受付|受け付け|依頼|相談|問い?合わせ|照会|行(?:っ|い)|設け|開い|加わ"
#: Deeds that add to what stood before.
ADDED = "増設|新設|新たに設置|追加|新規に?(?:で)?|加わ|加入|参加"
NEWLY = "新たに|新規に|初めて|新しく"
MANY = "多くの|多数の|数多くの|大勢の|たくさんの"
MANY_DONE = "参加|来館|来場|応募|申込|申し込|利用|訪れ|集ま|集め|寄せられ|得(?:た|られ)|いただ|頂"
