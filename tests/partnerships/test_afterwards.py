"""What no record counts, each side says itself afterwards: it alone (I13), as often as it likes, with what it said before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.partnerships.conftest import only_these
from tests.partnerships.factories import group, lead_of, side
from tests.partnerships.joint import at_work, planned, written_down
from yuinowa.core import clock
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import InputRefused, NotAllowed, VersionMovedOn, WrongState
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.models import Afterwards, Benefit, Contribution, Partnership
from yuinowa.partnerships.queries import parts
from yuinowa.partnerships.queries.balance import afterwards_visible_to, balances
from yuinowa.partnerships.services.balance import CameOfIt, say_afterwards, take_afterwards_back
from yuinowa.partnerships.services.holding import Told

pytestmark = pytest.mark.django_db
BOOKS, LENT = "演目にちなんだ本", "教室に2か月置いた"


@pytest.fixture(autouse=True)
def _only_these(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_PARTS", only_these("activities", "balance"))


@pytest.fixture
def made(ours: Institution, theirs: Institution) -> Partnership:
    return at_work(ours, theirs)


@pytest.fixture
def books(made: Partnership, ours: Institution) -> Contribution:
    return puts_in(made, ours, "things")


def puts_in(
    partnership: Partnership, by: Institution, resource: str, year: int | None = None
) -> Contribution:
    party = side(partnership, by)
    return Contribution.objects.create(
        party=party, resource=resource, text=BOOKS, amount=60, unit="冊", fiscal_year=year
    )


def came(text: str = LENT, as_of: date | None = None) -> CameOfIt:
    return CameOfIt(text, as_of or clock.today(), 52, "冊")


def said(
    row: Contribution | Benefit, by: Institution, number: int = 0, words: CameOfIt | None = None
) -> Afterwards:
    return say_afterwards(
        type(row), row.pk, words or came(), expected_number=number, actor=lead_of(by)
    )


def browser(where: Institution, role: Role = Role.EDITOR) -> Client:
    person = a_person()
    an_affiliation(person, where, role)
    return a_client(person)


def test_the_other_sides_read_the_last_words_and_the_earlier_ones_stay(
    made: Partnership, books: Contribution, ours: Institution, theirs: Institution
) -> None:
    said(books, ours)
    said(books, ours, 1, came("全部貸した"))

    party = side(made, ours)
    read = balances(made, [party], lead_of(theirs))[party.pk].after[books]

    assert (read.number, read.text, read.amount, read.unit) == (2, "全部貸した", 52, "冊")
    assert list(afterwards_visible_to(lead_of(theirs)).values_list("text", flat=True)) == [
        LENT,
        "全部貸した",
    ]
    assert not afterwards_visible_to(lead_of(group())).exists()


def test_i13_no_side_says_it_for_another_and_nobody_without_the_role(
    books: Contribution, ours: Institution, theirs: Institution
) -> None:
    for actor in (lead_of(theirs), lead_of(group()), lead_of(ours, role=Role.COORDINATOR)):
        with pytest.raises(NotAllowed):
            say_afterwards(Contribution, books.pk, came(), expected_number=0, actor=actor)
    said(books, ours)
    with pytest.raises(NotAllowed):
        take_afterwards_back(Contribution, books.pk, expected_number=1, actor=lead_of(theirs))
    assert Afterwards.objects.get().text == LENT


def test_what_is_taken_back_says_nothing_any_more_and_stays_in_the_history(
    made: Partnership, books: Contribution, ours: Institution
) -> None:
    actor = lead_of(ours)
    said(books, ours)

    take_afterwards_back(Contribution, books.pk, expected_number=1, actor=actor)

    party = side(made, ours)
    assert balances(made, [party], actor)[party.pk].after[books].is_taken_back
    with pytest.raises(WrongState):
        take_afterwards_back(Contribution, books.pk, expected_number=2, actor=actor)
    assert said(books, ours, 2).number == 3


def test_whoever_saw_an_older_version_is_told(books: Contribution, ours: Institution) -> None:
    said(books, ours)

    with pytest.raises(VersionMovedOn):
        said(books, ours)
    with pytest.raises(VersionMovedOn):
        take_afterwards_back(Contribution, books.pk, expected_number=2, actor=lead_of(ours))


def test_what_a_record_counts_is_not_said_a_second_time(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    people = puts_in(made, ours, "people")
    of_another_year = puts_in(made, ours, "people", 2001)
    gain = Benefit.objects.create(party=side(made, ours), text="新しい利用者")
    said(people, ours)
    written_down(planned(made, ours, theirs), ours, own=Told(3, None, ""))

    with pytest.raises(WrongState):
        said(people, ours, 1)

    # What was said before stays, and can be taken back; of a gain a count of activities says nothing.
    take_afterwards_back(Contribution, people.pk, expected_number=1, actor=lead_of(ours))
    said(of_another_year, ours)
    said(gain, ours)


@pytest.mark.parametrize("phase", [Phase.GOALS, Phase.LAPSED, Phase.CLOSED])
def test_words_are_written_once_the_work_has_begun_and_until_it_is_over(
    phase: Phase, made: Partnership, books: Contribution, ours: Institution
) -> None:
    said(books, ours)
    why = "結了" if phase.is_over else ""
    Partnership.objects.filter(pk=made.pk).update(state=phase.value, end_reason=why)

    with pytest.raises(WrongState):
        said(books, ours, 1)
    with pytest.raises(WrongState):
        take_afterwards_back(Contribution, books.pk, expected_number=1, actor=lead_of(ours))
    address = f"/partnerships/{made.pk}/said-and-counted/contribution/{books.pk}/"
    client = browser(ours)
    assert LENT in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 409


@pytest.mark.parametrize("phase", [Phase.SUSPENDED, Phase.CLOSING])
def test_in_a_pause_and_while_closing_a_side_still_says_it(
    phase: Phase, made: Partnership, books: Contribution, ours: Institution
) -> None:
    Partnership.objects.filter(pk=made.pk).update(state=phase.value)

    assert said(books, ours).number == 1


@pytest.mark.parametrize("days", [1, -400])
def test_a_day_ahead_or_before_the_work_is_named(
    days: int, books: Contribution, ours: Institution
) -> None:
    with pytest.raises(InputRefused) as refused:
        said(books, ours, words=came(as_of=clock.today() + timedelta(days=days)))

    assert refused.value.place == "as_of"
    assert not Afterwards.objects.exists()


def test_the_trail_knows_that_it_was_said_and_not_what(
    books: Contribution, ours: Institution
) -> None:
    said(books, ours)

    row = AuditRow.objects.get(action="afterwards.say")
    assert row.after == {"number": 1}


@pytest.mark.parametrize(
    "changes",
    [
        {"benefit": None, "contribution": None},
        {"unit": ""},
        {"as_of": None},
        {"text": ""},
        {"text": "", "amount": None, "unit": "", "as_of": None},
    ],
    ids=["of-nothing", "no-unit", "no-day", "no-words", "first-is-empty"],
)
def test_the_table_keeps_no_half_words(
    changes: dict[str, object], made: Partnership, books: Contribution, ours: Institution
) -> None:
    row = {
        "party": side(made, ours),
        "contribution": books,
        "number": 1,
        "text": LENT,
        "amount": 52,
        "unit": "冊",
        "as_of": clock.today(),
        "written_at": clock.now(),
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Afterwards.objects.create(**(row | changes))


@pytest.mark.parametrize(
    ("kind", "more"), [(Benefit, {}), (Contribution, {"resource": "things"})], ids=["gain", "input"]
)
def test_i13_the_table_keeps_no_words_on_another_sides(
    kind: type[Benefit | Contribution],
    more: dict[str, str],
    made: Partnership,
    ours: Institution,
    theirs: Institution,
) -> None:
    party = side(made, ours)
    row = kind.objects.create(party=party, text=BOOKS, **more)
    words = {"number": 1, "text": LENT, "as_of": clock.today(), "written_at": clock.now()}
    named = {str(kind._meta.model_name): row}

    with pytest.raises(IntegrityError), transaction.atomic():
        Afterwards.objects.create(party=side(made, theirs), **named, **words)

    Afterwards.objects.create(party=party, **named, **words)
    with pytest.raises(IntegrityError), transaction.atomic():
        kind.objects.filter(pk=row.pk).update(party=side(made, theirs))
    kind.objects.filter(pk=row.pk).update(text="ほかの本")


def test_i18_what_was_said_is_never_changed_and_never_goes(
    books: Contribution, ours: Institution
) -> None:
    kept = said(books, ours)

    for changes in ({"text": "全部貸した"}, {"as_of": None}, {"number": 2}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Afterwards.objects.filter(pk=kept.pk).update(**changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.delete()
    assert said(books, ours, 1, came("全部貸した")).number == 2


def test_a_side_says_it_on_the_page_and_the_others_read_it(
    made: Partnership, books: Contribution, ours: Institution, theirs: Institution
) -> None:
    here = f"/partnerships/{made.pk}/said-and-counted/"
    address = f"{here}contribution/{books.pk}/"
    client, other = browser(ours), browser(theirs)
    assert "まだありません" in client.get(here).content.decode()
    assert f'href="{address}"' not in other.get(here).content.decode()

    wrong = client.post(address, {"text": LENT, "amount": "52", "as_of": "", "version": "0"})
    assert wrong.status_code == 422
    assert LENT in wrong.content.decode()
    given = {"text": LENT, "amount": "52", "unit": "冊", "as_of": clock.today().isoformat()}
    assert client.post(address, given | {"version": "0"}).status_code == 302
    late = client.post(address, given | {"version": "0", "text": "遅れて"})

    assert late.status_code == 409
    assert "遅れて" in late.content.decode()
    page = other.get(here).content.decode()
    assert LENT in page
    assert "52冊" in page
    file = other.get(f"{here}?format=csv").content.decode()
    assert f",あとで言ったこと,{LENT},52,冊,,{clock.today().isoformat()}" in file
    assert other.post(address, given | {"version": "1"}).status_code == 403
    assert browser(ours, Role.COORDINATOR).post(address, given).status_code == 403
    assert other.get(address).status_code == 200


def test_it_is_taken_back_from_the_page_of_its_history(
    made: Partnership, books: Contribution, ours: Institution, theirs: Institution
) -> None:
    said(books, ours)
    here = f"/partnerships/{made.pk}/said-and-counted/"
    address, client = f"{here}contribution/{books.pk}/", browser(ours)
    assert "take-back" in client.get(address).content.decode()
    assert "take-back" not in browser(theirs).get(address).content.decode()

    assert client.post(f"{address}take-back/", {}).status_code == 409
    assert client.post(f"{address}take-back/", {"version": "1"}).status_code == 302

    assert LENT not in client.get(here).content.decode()
    assert LENT in browser(theirs).get(address).content.decode()
    assert LENT not in client.get(f"{here}?format=csv").content.decode()


def test_anothers_row_is_like_a_missing_one(
    made: Partnership, books: Contribution, ours: Institution
) -> None:
    elsewhere = at_work(ours, group())
    client = browser(ours)

    for address in (
        f"/partnerships/{elsewhere.pk}/said-and-counted/contribution/{books.pk}/",
        f"/partnerships/{made.pk}/said-and-counted/benefit/{books.pk + 1000}/",
        f"/partnerships/{made.pk}/said-and-counted/need/{books.pk}/",
    ):
        assert client.get(address).status_code == 404


def test_more_words_and_versions_ask_no_more(
    made: Partnership, books: Contribution, ours: Institution, theirs: Institution
) -> None:
    said(books, ours)
    client = browser(ours)
    addresses = (
        f"/partnerships/{made.pk}/said-and-counted/",
        f"/partnerships/{made.pk}/said-and-counted/contribution/{books.pk}/",
    )

    def asked() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            found.append(len(queries))
        return found

    asked()
    few = asked()
    for n in range(1, 6):
        said(books, ours, n)
        said(puts_in(made, ours, "place"), ours)
        said(Benefit.objects.create(party=side(made, theirs), text=f"得{n}"), theirs)

    assert [many <= before for many, before in zip(asked(), few, strict=True)] == [True, True]
