"""The directory sources that ship with the platform: who made them, of when they are, how to credit them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: The source of what people send in as a table; the key says by whom, for whom and with which head.
TABLE_SOURCE = "table"


class SourceCode(StrEnum):
    CRD = "crd-isil"
    NACSIS = "nacsis-ill"


@dataclass(frozen=True, slots=True)
class DirectorySource:
    """``as_of`` is the day the source describes; ``file`` lies in the package's ``data`` folder."""

    code: SourceCode
    title: str
    title_en: str
    as_of: date
    file: str
    licence: str
    credit: str
    url: str


SOURCES = {
    SourceCode.CRD: DirectorySource(
        SourceCode.CRD,
        "レファレンス協同データベース 参加館一覧",
        "Participants of the Collaborative Reference Database",
        date(2021, 8, 31),
        "crd-isil-2021-08.tsv",
        "CC BY 4.0",
        "国立国会図書館 レファレンス協同データベース参加館一覧（2021年8月、ndl-lab/crd-api-sample）",
        "https://github.com/ndl-lab/crd-api-sample",
    ),
    SourceCode.NACSIS: DirectorySource(
        SourceCode.NACSIS,
        "NACSIS-CAT/ILL 参加館",
        "Participants of NACSIS-CAT/ILL",
        date(2020, 7, 27),
        "nacsis-ill-2020-07.jsonl.xz",
        "CC BY 4.0",
        "国立情報学研究所 総合目録データベース / tzhaya（2020年7月27日、NACSIS_ILL_Status）",
        "https://github.com/tzhaya/NACSIS_ILL_Status",
    ),
}
