"""What institutions of the made-up region offer and seek."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

from yuinowa.core.rights import Actor
from yuinowa.partnerships.domain.postings import Audience, Reach, Subject, Way
from yuinowa.partnerships.domain.statements import Resource
from yuinowa.partnerships.services.postings import PostingWords, post

R = Resource
_NAMES = UUID("6a1c6a1e-2f4f-4a53-9b57-5a7f3a0b5a11")
#: What institutions of the region offer and seek; two of each fit each other.
POSTINGS = (
    ("city", PostingWords(Way.OFFER, R.PLACE, "おはなしの部屋（平日の午前）", "けいこや打ち合わせに使える部屋です。人形や道具を置いておく棚もあります。", date(2026, 4, 1), quantity="週3回まで", audience=Audience.INFANTS, subject=Subject.ARTS, reach=Reach.TOWN)),
    ("puppet", PostingWords(Way.NEED, R.PLACE, "人形のけいこ場", "週に2回、人形と道具を広げられる部屋をさがしています。", date(2026, 4, 1), quantity="週2回", audience=Audience.INFANTS, subject=Subject.ARTS, reach=Reach.TOWN)),
    ("school1", PostingWords(Way.NEED, R.PEOPLE, "朝の読み聞かせの語り手", "月に1回、朝の15分に、学級で語ってくれる人をさがしています。", date(2026, 4, 1), quantity="月1回、6学級", audience=Audience.PUPILS, subject=Subject.LITERATURE, reach=Reach.TOWN)),
    ("puppet", PostingWords(Way.OFFER, R.PEOPLE, "語り手と人形つかい", "読み聞かせや人形劇に、語り手が2人うかがいます。", date(2026, 4, 1), quantity="月2回まで", audience=Audience.PUPILS, subject=Subject.LITERATURE, reach=Reach.PREFECTURE)),
    ("pref", PostingWords(Way.OFFER, R.THINGS, "大型絵本と紙芝居の貸出", "行事に使う大型絵本と紙芝居を、箱でお送りします。", date(2026, 4, 1), quantity="1回に20点まで", reach=Reach.PREFECTURE, subject=Subject.LITERATURE)),
)  # fmt: skip


def post_offers(ids: dict[str, int], actor: Actor) -> None:
    """Post them, each by its institution."""
    for number, (name, words) in enumerate(POSTINGS):
        post(words, once=uuid5(_NAMES, str(number)).hex, by=ids[name], actor=actor)
