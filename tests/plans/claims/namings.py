"""What officers call an indicator beside its own name, in Japanese and in English, and numbers in other dress."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from tests.plans.claims.situations import YEAR, Situation

OTHER_NAMES = {
    "貸出冊数": ("貸出数", "図書の貸出冊数", "年間貸出冊数", "本の貸出冊数"),
    "来館者数": ("来館者", "入館者数", "来館人数", "年間来館者数"),
    "予約件数": ("予約", "予約受付件数", "リクエスト件数", "予約数"),
    "登録者数": ("利用登録者数", "登録人数", "登録者", "利用者登録数"),
    "レファレンス受付件数": ("レファレンス件数", "レファレンスの受付件数", "レファレンスの件数", "調べもの相談の件数"),
    "おはなし会の開催回数": ("おはなし会の回数", "おはなし会開催数", "おはなし会の実施回数"),
    "講座の参加者数": ("講座参加者数", "講座の受講者数", "講座への参加者", "参加者数"),
    "団体貸出の利用団体数": ("団体貸出を利用した団体数", "団体貸出の団体数", "利用団体数"),
    "相互貸借の借受点数": ("相互貸借による借受点数", "借受点数", "相互貸借の借受数"),
    "ホームページのアクセス件数": ("ホームページへのアクセス数", "ＨＰアクセス件数", "ウェブサイトのアクセス件数"),
    "郷土資料の所蔵点数": ("郷土資料の点数", "郷土資料の所蔵数", "地域資料の所蔵点数"),
    "ボランティア登録人数": ("ボランティアの登録者数", "登録ボランティアの人数", "ボランティア登録者"),
    "利用者満足度": ("満足度", "利用者の満足度"),
    "不読率": ("不読者の割合", "不読の割合"),
    "予約資料の確保率": ("予約資料確保率", "予約した資料の確保率"),
    "図書館を利用する市民の割合": ("図書館を利用している市民の割合", "市民の図書館利用率"),
}  # fmt: skip

IN_ENGLISH = {
    "貸出冊数": ("the number of books lent", "book loans", "circulation"),
    "来館者数": ("the number of visitors", "library visits", "visitor numbers"),
    "予約件数": ("the number of reservations", "reservations", "requests"),
    "登録者数": ("the number of registered users", "registered borrowers"),
    "レファレンス受付件数": ("the number of reference questions", "reference enquiries"),
    "おはなし会の開催回数": ("the number of story times", "storytime sessions"),
    "講座の参加者数": ("the number of course participants", "attendance at lectures"),
    "団体貸出の利用団体数": ("the number of groups using group loans",),
    "相互貸借の借受点数": ("interlibrary loans borrowed", "the number of items borrowed from other libraries"),
    "ホームページのアクセス件数": ("website visits", "the number of page views"),
    "郷土資料の所蔵点数": ("the number of local history materials", "local materials held"),
    "ボランティア登録人数": ("the number of registered volunteers", "volunteers"),
    "利用者満足度": ("user satisfaction", "the satisfaction rate"),
    "不読率": ("the non-reading rate", "the share of non-readers"),
    "予約資料の確保率": ("the fill rate of reservations",),
    "図書館を利用する市民の割合": ("the share of citizens using the library",),
}  # fmt: skip
ENGLISH_UNITS = {"冊": "books", "人": "people", "件": "", "回": "times", "団体": "groups", "点": "items", "%": "percent"}  # fmt: skip


def other(s: Situation) -> str:
    return s.random.choice(OTHER_NAMES[s.name])


def english(s: Situation) -> str:
    return s.random.choice(IN_ENGLISH[s.name])


def begun(text: str) -> str:
    return text[0].upper() + text[1:]


def of(s: Situation, number: Decimal) -> str:
    """A number with its unit."""
    return f"{s.amount(number)}{s.unit}"


def counted(s: Situation, number: Decimal) -> str:
    """A number as an English sentence counts it."""
    unit = ENGLISH_UNITS[s.unit]
    return f"{s.amount(number)} {unit}".strip()


def pct(s: Situation, year: int = YEAR - 1) -> str:
    """The change since ``year`` in per cent, one place."""
    return s.tenth((s.now - s.actuals[year]) / s.actuals[year] * 100)


def attained(s: Situation) -> str:
    return s.tenth(s.now / s.target * 100)


def times(s: Situation, year: int = YEAR - 1) -> str:
    return s.tenth(s.now / s.actuals[year])


def in_thousands(s: Situation, number: Decimal) -> str:
    """約27千冊."""
    bent = s.bent(abs(number))
    return f"{(bent / 1000).quantize(Decimal(1), rounding=ROUND_HALF_UP)}千"


def in_man(s: Situation, number: Decimal) -> str:
    """2.7万, to the thousand."""
    bent = s.bent(abs(number))
    return f"{(bent / 10_000).quantize(Decimal('0.1'), rounding=ROUND_HALF_UP)}万"


def flat(s: Situation) -> bool:
    return abs(s.percent) <= Decimal("1.8")


def steep(s: Situation) -> bool:
    return abs(s.percent) >= 12


def grew(s: Situation, year: int) -> bool:
    return s.actuals[year] > s.actuals[year - 1]


def hit(s: Situation, year: int) -> bool:
    if s.direction.value == "up":
        return s.actuals[year] >= s.targets[year]
    return s.actuals[year] <= s.targets[year]


def mean(s: Situation, first: int, last: int) -> Decimal:
    found = [s.actuals[year] for year in range(first, last + 1)]
    return sum(found, Decimal(0)) / len(found)


def total(s: Situation, first: int, last: int) -> Decimal:
    return sum((s.actuals[year] for year in range(first, last + 1)), Decimal(0))


def rank(s: Situation) -> int:
    return 1 + sum(value > s.now for year, value in s.actuals.items() if year < YEAR)


def always(_s: Situation) -> bool:
    return True
