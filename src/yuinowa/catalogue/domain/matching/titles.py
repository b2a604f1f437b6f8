"""A title as catalogues write it, taken apart: what is the title, and what only stands in its field.

Real titles carry series, volume, edition, responsibility, kind of material and their own reading (RECIPE
§1.3). What cannot be told apart stays in the title: cutting too much joins what is different.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from yuinowa.catalogue.domain.matching import volumes
from yuinowa.kernel.textkeys import search_key

#: What a label says: (material, accessible form), as codes of ``domain.records``; empty where it says neither.
LABELS = {
    "録音資料": ("sound", ""), "録音図書": ("sound", "audio"), "カセット": ("sound", ""), "CD": ("sound", ""),
    "音声資料": ("sound", ""), "映像資料": ("moving_image", ""), "ビデオ": ("moving_image", ""),
    "ビデオ録画": ("moving_image", ""), "ビデオディスク": ("moving_image", ""), "DVD": ("moving_image", ""),
    "DVDビデオ": ("moving_image", ""), "DVD-VIDEO": ("moving_image", ""), "Blu-ray": ("moving_image", ""),
    "電子資料": ("electronic", ""), "電子書籍": ("electronic", ""), "CD-ROM": ("electronic", ""),
    "地図資料": ("map", ""), "地図": ("map", ""), "楽譜": ("score", ""), "マイクロ資料": ("microform", ""),
    "マイクロフィルム": ("microform", ""), "図書": ("book", ""), "単行本": ("book", ""), "大型本": ("", ""),
    "点字資料": ("", "braille"), "点字": ("", "braille"), "点字図書": ("", "braille"), "点訳絵本": ("", "braille"),
    "大活字本": ("", "large_print"), "大活字": ("", "large_print"), "大きな活字": ("", "large_print"),
    "デイジー": ("sound", "daisy"), "DAISY": ("sound", "daisy"), "マルチメディアDAISY": ("electronic", "daisy"),
    "LLブック": ("", "easy"), "絵本": ("", ""), "洋書": ("", ""), "和書": ("", ""), "新品": ("", ""), "雑誌": ("serial", ""),
    "文庫": ("", ""), "新書": ("", ""), "コミック": ("", ""), "コミックス": ("", ""), "郷土資料": ("", ""), "禁帯出": ("", ""),
    "パッケージから作成した情報": ("", ""),
}  # fmt: skip
_LABEL_KEYS = {search_key(label): said for label, said in LABELS.items()}

_DIRTY = re.compile(
    r"[\[\](){}【】〔〕「」『』<>《》/:;=~〜\-‐‑–—―─〈〉|∥・,.]|\s|[巻編篇版]$|[前後上中下]$|版(?=.)|年度|^(?:改|増|新|全|校)"
)
_BRACKET = re.compile(
    r"\s*(?:\(([^()]*)\)?|\[([^\[\]]*)\]?|【([^【】]*)】?|〔([^〔〕]*)〕?|〈([^〈〉]*)〉?)\s*$"
)
_INSIDE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】|〔([^〔〕]*)〕|〈([^〈〉]*)〉")
_KANA = re.compile(r"[ぁ-ゖァ-ヶー・\s]+")
_RESPONSIBILITY = re.compile(
    r"\s*/\s*[^/]*(?:著|編|訳|作|画|絵|文|監修|撰|述|輯|写真|author|by)[\]\s]*(?:\[ほか\])?$|\s+/\s+.*$"
)
_SUBTITLE = re.compile(
    r"\s*[:;]\s+|\s+[:;]\s*|\s+=\s+|\s+[-‐–—―─~〜]+\s*|[―─—~〜]+\s*|(?<=\S)\s{2,}|(?<=[^\sA-Za-z0-9])[-‐–]+(?=\S)|:"
)
_SERIES_WORD = re.compile(
    r"(?:文庫|新書|叢書|双書|シリーズ|選書|ライブラリー?|コミックス|ブックス|全集|大系|講座|文学館|books|comics|library|series)"
    r"(?:\s*[\w.]{0,6}[\d\-]+)?$",
    re.IGNORECASE,
)
#: A series with the publisher's number for the shelf: 新潮文庫 な-1-3, くらしの森 い22-4.
_SERIES_TAIL = re.compile(
    r"\s\S*(?:文庫|新書|叢書|双書|選書|コミックス|ブックス)\s+[\w.]{0,3}-?\d[\d\-\s]*$|\s\S+\s+[ぁ-んァ-ヶ]-?\d[\d\-]*$",
    re.IGNORECASE,
)
_VOLUME_INSIDE = re.compile(
    r"^(?P<title>.+?)[\s・]+(?P<volume>(?:第\s*)?\d{1,3}(?:[巻集号輯冊部])?|(?:no|vol)\.?\s*\d+|[上中下](?:巻|編)?|第\S{1,3}[巻集号輯冊部])\s+(?P<part>\S.+)$",
    re.IGNORECASE,
)
_SEQUEL = re.compile(r"^(続々?|正|後|前)(?:\s*[・:]\s*|\s+|編\s+)(?=\S{2})")
_EDITION_HEAD = re.compile(
    r"^((?:増補|改訂|全訂|新訂|新装|最新|決定|完全|改訂増補|増補改訂)+版|新版)\s*[・]?\s*"
)
_EDITION_HEAD_BARE = re.compile(r"^(新訂|増補改訂|改訂増補|改訂|増補|校訂|全訂)\s+")
_VOLUME_TAIL = re.compile(
    r"(?:[\s・,.]+|(?=第)|(?=巻[之の])|(?<=[^\s\d])(?=(?:no|vol)\s*\.)|(?=\b(?:vol|no|book|part)\s*\.?\s*\d))"
    r"(?P<volume>[^\s].{0,12})$",
    re.IGNORECASE,
)
_ATTACHED = re.compile(r"(?<=[^\W\d_])(?:上|中|下|前|後)(?:巻|編|篇)$|(?<=[^\W\d_])(?:続|正)編$")
_YEARBOOK = re.compile(
    r"\s*((?:明治|大正|昭和|平成|令和)\s*(?:\d{1,2}|元)\s*年(?:度)?版?|(?:18|19|20)\d\d\s*(?:年度?版?|版))\s*"
)


@dataclass(frozen=True, slots=True)
class TitleParts:
    """Keys of ``title`` and ``subtitle``; ``volume`` and ``edition`` in their one form; what labels said."""

    title: str
    subtitle: str = ""
    volume: str = ""
    edition: str = ""
    series: str = ""
    material: str = ""
    accessible: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    """``inner``, ``tail``, ``end``: volumes in brackets inside, bare behind the title, in brackets at the end."""

    inner: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    end: list[str] = field(default_factory=list)
    edition: str = ""
    series: str = ""
    subtitle: list[str] = field(default_factory=list)
    material: str = ""
    accessible: set[str] = field(default_factory=set)

    @property
    def volume(self) -> str:
        """All that was said of the volume, from the whole to the part: [第2期] 25 is 2.25."""
        return ".".join(dict.fromkeys([*self.inner, *self.tail, *self.end]))

    def takes(self, text: str, *, may_be_series: bool, into: list[str] | None = None) -> bool:
        """Whether what stood in brackets or behind a blank is known for what it is."""
        key = search_key(text)
        if key in _LABEL_KEYS:
            material, accessible = _LABEL_KEYS[key]
            self.material = material or self.material
            self.accessible |= {accessible} if accessible else set()
            return True
        if volumes.is_volume(text):
            (self.tail if into is None else into).insert(0, volumes.volume(text)[0])
            return True
        if volumes.is_edition(text):
            self.edition = self.edition or volumes.edition(text)
            return True
        if may_be_series and key:
            self.series = self.series or key
        return may_be_series


@lru_cache(maxsize=65_536)
def parts(text: str, known_series: tuple[str, ...] = ()) -> TitleParts:
    """``text`` taken apart; ``known_series`` are keys of series the record names, cut where the title ends in them."""
    plain = unicodedata.normalize("NFKC", text).strip(" /:;.,=、。")
    if volumes.is_day(plain) or (not _DIRTY.search(plain) and not known_series):
        return TitleParts(search_key(plain))
    found = _Found()
    rest = _without_brackets(_RESPONSIBILITY.sub("", plain), found)
    rest = _head(rest, found)
    whole = rest
    if series := _SERIES_TAIL.search(rest):
        found.series = found.series or search_key(series.group())
        rest = rest[: series.start()]
    if (inside := _VOLUME_INSIDE.match(rest)) and not found.volume:
        found.tail.append(volumes.volume(inside["volume"])[0])
        rest = f"{inside['title']} : {inside['part']}"
    pieces = [piece for piece in _SUBTITLE.split(rest) if piece and piece.strip(" -~―")]
    title = pieces[0] if pieces else rest
    for piece in pieces[1:]:
        bare = piece.strip(" -~〜―─—")
        if not found.takes(bare, may_be_series=False):
            tail = _tail(bare, found)
            found.subtitle.append(tail)
    title = _without_series(_tail(title, found), known_series, found)
    title = _tail(title, found)
    key = search_key(title)
    if not key:
        key, found.subtitle = search_key(whole) or search_key(plain), []
    return TitleParts(
        key, search_key("".join(found.subtitle)), found.volume, found.edition, found.series,
        found.material, tuple(sorted(found.accessible)),
    )  # fmt: skip


def _without_brackets(text: str, found: _Found) -> str:
    """``text`` without what stands in brackets, as far as it is known what that is."""
    while (match := _BRACKET.search(text)) and match.start() > 0:
        inner = next((group for group in match.groups() if group is not None), "").strip()
        found.takes(inner, may_be_series=_KANA.fullmatch(inner) is None, into=found.end)
        text = text[: match.start()]

    def inside(match: re.Match[str]) -> str:
        inner = next((group for group in match.groups() if group is not None), "").strip()
        if match.start() == 0:
            # [1] at the beginning is no volume of what follows; a label is a label anywhere.
            return "" if search_key(inner) in _LABEL_KEYS else f"{inner} "
        if _KANA.fullmatch(inner) or found.takes(inner, may_be_series=False, into=found.inner):
            return ""
        return inner

    return _INSIDE.sub(inside, text)


def _head(text: str, found: _Found) -> str:
    """Without an edition or a sequel's sign before the title: 新版 古寺巡礼, 続・日本の石仏."""
    if sequel := _SEQUEL.match(text):
        found.inner.append(sequel[1][:1])
        text = text[sequel.end() :]
    match = _EDITION_HEAD.match(text) or _EDITION_HEAD_BARE.match(text)
    if match is None or match.end() == len(text):
        return text
    found.edition = found.edition or volumes.edition(match[1])
    return text[match.end() :]


def _tail(text: str, found: _Found) -> str:
    """Without volume and edition behind the title, as long as something is left."""
    for _turn in range(3):
        text = text.rstrip(" ・,.、")
        year = _YEARBOOK.search(text)
        if year and not found.volume and year.group().strip() != text:
            found.inner.append(volumes.volume(year[1])[0])
            text = f"{text[: year.start()]} {text[year.end() :]}".strip()
            continue
        match = _VOLUME_TAIL.search(text) or _ATTACHED.search(text)
        if match is None or not match.start():
            return text
        shortest = text.rsplit(" ", 1)
        candidates = [(text[: match.start()], match.group().strip(" ・,."))]
        if len(shortest) == 2:
            candidates.append((shortest[0], shortest[1]))
        for before, tail in candidates:
            if (
                before.strip()
                and tail
                and _is_tail(tail, before)
                and found.takes(tail, may_be_series=False)
            ):
                text = before
                break
        else:
            return text
    return text


def _is_tail(text: str, before: str) -> bool:
    """A lone kanji number behind a blank is a volume; X, I, V are words, 天, 地, 人 are behind short titles."""
    if text in {"I", "V", "X", "i", "v", "x"}:
        return False
    return text not in {"正", "地", "人", "天", "元", "利"} or len(before.strip()) > 3


def _without_series(text: str, known: tuple[str, ...], found: _Found) -> str:
    """Without a series that stands bare behind the title: one the record names, or a last word that says so."""
    words = text.split()
    for at in range(1, len(words)):
        tail = search_key("".join(words[at:]))
        if any(
            tail.startswith(series) or (len(tail) > 3 and series.startswith(tail))
            for series in known
        ):
            found.series = found.series or tail
            return " ".join(words[:at])
    if len(words) > 1 and _SERIES_WORD.search(words[-1]):
        found.series = found.series or search_key(words[-1])
        return " ".join(words[:-1])
    return text
