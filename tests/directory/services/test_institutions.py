from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.domain.institutions import IdentifierScheme, InstitutionKind, NameKind
from yuinowa.directory.models import Institution
from yuinowa.directory.services import add_institution, enter_municipality
from yuinowa.kernel.errors import AlreadyDone, NotAllowed, NotFound
from yuinowa.search.models import Pending

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()
LIBRARY = [InstitutionKind.PUBLIC_LIBRARY]


def test_an_institution_is_entered_with_its_parts_audited_and_indexed() -> None:
    made = add_institution(
        name="試験市立中央図書館",
        kana="シケンシリツチュウオウトショカン",
        kinds=LIBRARY,
        municipality_name="試験市",
        names=[(NameKind.SHORT, "試験市立中央")],
        identifiers=[(IdentifierScheme.ISIL, "jp9000003")],
        member=True,
        demo=True,
        actor=SYSTEM,
    )

    assert made.place == "試験市"
    assert [row.value for row in made.identifiers.all()] == ["JP-9000003"]
    assert [row.name for row in made.names.all()] == ["試験市立中央"]
    assert AuditRow.objects.get().action == "institution.add"
    assert Pending.objects.get().object_id == made.pk


def test_a_made_up_isil_is_flagged_outside_the_demo() -> None:  # R7
    made = add_institution(
        name="図書館",
        kinds=LIBRARY,
        identifiers=[(IdentifierScheme.ISIL, "JP-9000003")],
        actor=SYSTEM,
    )

    assert not made.identifiers.get().valid


def test_a_number_names_one_institution() -> None:
    number = [(IdentifierScheme.CORPORATE_NUMBER, "2000020132110")]
    add_institution(name="小平市", kinds=[InstitutionKind.ADMINISTRATION], identifiers=number, actor=SYSTEM)  # fmt: skip

    with pytest.raises(AlreadyDone):
        add_institution(name="小平市役所", kinds=LIBRARY, identifiers=number, actor=SYSTEM)
    assert Institution.objects.count() == 1


@pytest.mark.parametrize("name", ["", "あ" * 201])
def test_a_name_that_does_not_fit_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        add_institution(name=name, kinds=LIBRARY, actor=SYSTEM)


def test_there_is_one_region_office() -> None:
    office = {"kinds": [InstitutionKind.CONSORTIUM], "member": True, "region_office": True}
    add_institution(name="事務局", actor=SYSTEM, **office)  # type: ignore[arg-type]  # a table of fields

    with pytest.raises(ValidationError):
        add_institution(name="もう一つの事務局", actor=SYSTEM, **office)  # type: ignore[arg-type]


def test_entering_is_for_the_region_office() -> None:
    editor = Actor(person=1, institution=1, roles=frozenset({Role.EDITOR}), member=True)
    coordinator = Actor(person=1, roles=frozenset({Role.COORDINATOR}), region=True, member=True)

    with pytest.raises(NotAllowed):
        add_institution(name="図書館", kinds=LIBRARY, actor=editor)
    assert add_institution(name="図書館", kinds=LIBRARY, actor=coordinator).pk


def test_a_municipality_is_entered_once_from_the_table() -> None:
    minato = enter_municipality("131032", actor=SYSTEM)

    assert (minato.name, minato.name_kana, minato.place) == ("港区", "ミナトク", "東京都港区")
    assert enter_municipality("131032", actor=SYSTEM) == minato
    assert [row.kind for row in minato.kinds.all()] == [InstitutionKind.ADMINISTRATION]


def test_an_unknown_municipality_is_named() -> None:
    with pytest.raises(NotFound, match="999999"):
        enter_municipality("999999", actor=SYSTEM)
