"""What libraries of the made-up region hold: real records, taken in as their own systems would send them."""

from __future__ import annotations

from importlib.resources import files

from yuinowa.catalogue.domain.sources import Form
from yuinowa.catalogue.services.runs import reading, steps, taking
from yuinowa.catalogue.services.sources import Giving, open_source, set_level
from yuinowa.core.rights import Actor, Level

#: Library, name of its records, file, every so many-th record of it, what others may do with them.
GIVEN = (
    ("pref", "図書", "japanmarc.mrc", 1, "出典：国立国会図書館書誌データ"),
    ("city", "図書", "japanmarc.mrc", 2, "出典：国立国会図書館書誌データ"),
    ("town", "図書", "japanmarc.mrc", 5, "出典：国立国会図書館書誌データ"),
    ("univ", "洋書", "loc_books_100.mrc", 1, "パブリックドメイン（米国議会図書館）"),
)
_END_OF_RECORD = b"\x1d"


def give_records(ids: dict[str, int], actor: Actor) -> int:
    """Each library gives its file, looks at it, takes it and shows it; how many records came in."""
    count = 0
    for library, name, file, every, licence in GIVEN:
        giving = Giving(name=name, form=Form.MARC.value, licence=licence)
        source = open_source(giving, owner=ids[library], actor=actor)
        whole = (files("yuinowa.catalogue") / "data" / file).read_bytes()
        chosen = [part + _END_OF_RECORD for part in whole.split(_END_OF_RECORD)[:-1][::every]]
        run = steps.receive(source, chosen, name=file, is_full=True, actor=actor)
        reading.read(run.pk)
        run.refresh_from_db()
        steps.have_taken(run, version=run.version, actor=actor)
        taking.take(run.pk)
        source.refresh_from_db()
        set_level(source, Level.PUBLIC, version=source.version, actor=actor)
        count += len(chosen)
    return count
