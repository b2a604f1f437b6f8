import pytest

from yuinowa.catalogue.domain.matching import names, titles, volumes
from yuinowa.catalogue.domain.matching.volumes import Fit


@pytest.mark.parametrize(
    ("text", "volume", "rest"),
    [
        ("第3巻", "3", ""), ("[2]", "2", ""), ("03", "3", ""), ("巻之三", "3", ""), ("十三", "13", ""), ("No.12", "12", ""),
        ("第10集 (鎌倉の石塔)", "10", "鎌倉の石塔"), ("第2部 上", "2.上", ""), ("上巻", "上", ""), ("BOOK1", "1", ""),
        ("平成16年版", "y2004", ""), ("平成元年度", "y1989", ""), ("1-3", "1-3", ""), ("III", "3", ""), ("2 (下)", "2.下", ""),
        ("新治地区編", "", "新治地区編"), ("別冊", "", "別冊"), ("", "", ""),
    ],
)  # fmt: skip
def test_a_volume_has_one_form(text: str, volume: str, rest: str) -> None:
    assert volumes.volume(text) == (volume, rest)


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        ("初版", ""), ("第1版第5刷", ""), ("第2版", "2"), ("第三版", "3"), ("改訂版", "改訂"), ("改訂第2版", "2改訂"),
        ("増補改訂版", "増補改訂"), ("影印本", "復刻"), ("2nd ed.", "2"),
    ],
)  # fmt: skip
def test_an_edition_has_one_form(text: str, edition: str) -> None:
    assert volumes.edition(text) == edition


@pytest.mark.parametrize("text", ["版画", "新版画", "完全犯罪", "文庫", "2", "限定"])
def test_a_word_is_not_taken_for_an_edition(text: str) -> None:
    assert not volumes.is_edition(text)


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("上", "下", Fit.DIFFERENT), ("上", "1", Fit.OPEN), ("下", "2", Fit.OPEN), ("下", "1", Fit.DIFFERENT),
        ("2", "3", Fit.DIFFERENT), ("2.上", "2", Fit.OPEN), ("2.上", "3", Fit.DIFFERENT), ("1", "1-3", Fit.DIFFERENT),
    ],
)  # fmt: skip
def test_volumes_are_one_or_may_be_or_cannot(one: str, other: str, fit: str) -> None:
    assert volumes.volumes_fit(one, other) == fit
    assert volumes.volumes_fit(other, one) == fit


@pytest.mark.parametrize(
    ("text", "title", "subtitle", "volume", "edition"),
    [
        ("剣客船頭　　（光文社文庫 い37-17 光文社時代小説文庫 [剣客船頭] [1]）", "剣客船頭", "", "", ""),
        ("下町ロケット　[1]", "下町ロケット", "", "1", ""),
        ("復活 vol.9 新春特大号", "復活", "新春特大号", "9", ""),
        ("週刊ビッグコミックスピリッツ21", "週刊ビッグコミックスピリッツ21", "", "", ""),
        ("ダムと石仏 : 只見川紀行", "ダムト石仏", "只見川紀行", "", ""),
        ("新版 古寺巡礼", "古寺巡礼", "", "", "新版"),
        ("平成16年版統計年鑑", "統計年鑑", "", "y2004", ""),
        ("水滸伝下巻", "水滸伝", "", "下", ""),
        ("続・日本の石仏", "日本ノ石仏", "", "続", ""),
        ("坊っちゃん 新潮文庫 な-1-3", "坊ッチャン", "", "", ""),
        ("Windows XP", "windowsxp", "", "", ""),
        ("1984年", "1984年", "", "", ""),
        ("タチコマな日々 [第2期] 25", "タチコマナ日々", "", "2.25", ""),
        ("スパイラルゾーン[合作] 第13巻A", "スパイラルゾーン合作", "", "13a", ""),
        ("県史 2 (下)", "県史", "", "2.下", ""),
        ("第三の男", "第三ノ男", "", "", ""),
        ("鎌倉(かまくら)の石塔", "鎌倉ノ石塔", "", "", ""),
        ("坊っちゃん / 夏目漱石著", "坊ッチャン", "", "", ""),
        ("上", "上", "", "", ""),
    ],
)  # fmt: skip
def test_a_title_is_taken_apart(
    text: str, title: str, subtitle: str, volume: str, edition: str
) -> None:
    found = titles.parts(text)

    assert (found.title, found.subtitle, found.volume, found.edition) == (
        title,
        subtitle,
        volume,
        edition,
    )


@pytest.mark.parametrize(
    "text",
    [
        "夏目, 漱石, 1867-1916",
        "夏目漱石／著",
        "夏目 漱石∥著",
        "夏目漱石/[著]",
        "夏目漱石著",
        "[作]夏目漱石",
        "夏目漱石［ほか］著",
    ],
)
def test_one_author_has_one_key(text: str) -> None:
    assert names.agent_keys(text) == ("夏目漱石",)


@pytest.mark.parametrize("text", ["栄作", "井上文", "田山花袋"])
def test_a_name_keeps_its_last_sign(text: str) -> None:
    assert names.agent_keys(text) == (text,)


@pytest.mark.parametrize(
    "text",
    [
        "岩波書店",
        "東京:岩波書店",
        "東京 : 岩波書店,",
        "株式会社岩波書店",
        "㈱岩波書店",
        "岩波書店　∥　イワナミショテン",
        "[岩波書店]",
    ],
)
def test_one_publisher_has_one_key(text: str) -> None:
    assert names.publisher_key(text) == "岩波書店"


def test_a_former_name_is_known_only_from_the_table() -> None:
    assert names.publisher_key("学習研究社") == names.publisher_key("学研プラス") == "学研"
    assert names.publisher_key("学習図書社") != "学研"
