"""Where the thing is: 852 and 866, 952 as Koha writes it, 856, and NDL's own call number in 090.

Source: MARC 21 Format for Holdings Data, 852, 866; Koha, Holdings data fields (9xx)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from yuinowa.catalogue.domain.reading import ndl_words
from yuinowa.catalogue.domain.reading.marc_numbers import is_from_ndl
from yuinowa.catalogue.domain.records import Holding, Use
from yuinowa.standards.marc.records import Field, MarcRecord

#: The National Diet Library among the holders of the union catalogue.
_NDL, _NDL_NAME = "0000", "国立国会図書館"
#: 856, second indicator: the thing itself, or another form of it. 2 is something about it.
_IS_IT: Final = {"0", "1"}


def holdings(record: MarcRecord) -> tuple[Holding, ...]:
    return tuple(dict.fromkeys((*_shelved(record), *_online(record))))


def _shelved(record: MarcRecord) -> Iterator[Holding]:
    extents = [" ".join(field.every("az")) for field in record.fields("866")]
    fields = record.fields("852")
    for field in fields:
        # One statement of what there is belongs to the one place; of several nobody says to which.
        extent = extents[0] if len(fields) == len(extents) == 1 else field.first("3")
        yield _of_852(field, extent)
    for field in record.fields("952"):
        if field.first("a") and (field.first("o") or field.first("p")):
            yield _of_952(field)
    if is_from_ndl(record):
        for field in record.fields("090"):
            yield Holding(call_number=_first_of(field, "a"), holder=_NDL, holder_name=_NDL_NAME)


def _of_852(field: Field, extent: str) -> Holding:
    """$b and $c are the place, $k $h $i $m or $j the call number as it is printed; $x is for staff only."""
    notes = field.every("z")
    return Holding(
        branch=" ".join(field.every("bc")).strip(),
        call_number=" ".join(field.every("khijlm")).strip(),
        use=ndl_words.use(" ".join(notes)),
        item=_first_of(field, "p"),
        holder=_first_of(field, "a"),
        extent=extent,
        note=" ".join(notes),
    )


def _of_952(field: Field) -> Holding:
    """Koha: $a home branch, $c shelf, $o call number, $p barcode, $h which issue, $z note, $7 not for loan."""
    notes = field.every("z")
    use = ndl_words.use(" ".join(notes))
    is_not_lent = field.first("7").strip() not in {"", "0"}
    return Holding(
        branch=_first_of(field, "a"),
        call_number=_first_of(field, "o"),
        use=Use.IN_LIBRARY if use is Use.UNKNOWN and is_not_lent else use,
        item=_first_of(field, "p"),
        extent=_first_of(field, "h"),
        note=" ".join(notes),
    )


def _online(record: MarcRecord) -> Iterator[Holding]:
    for field in record.fields("856"):
        address = field.first("u").strip()
        if address.startswith(("http://", "https://")) and field.indicators[1] in _IS_IT:
            notes = " ".join(field.every("3yz"))
            use = ndl_words.use(notes)
            yield Holding(url=address, use=Use.ONLINE if use is Use.UNKNOWN else use, note=notes)


def _first_of(field: Field, code: str) -> str:
    return field.first(code).strip()
