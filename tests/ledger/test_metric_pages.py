from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.accounts import factories as accounts
from tests.ledger.factories import DAY, deed, loan
from yuinowa.core.rights import Actor, Level, Role
from yuinowa.directory.models import Institution
from yuinowa.ledger import services as ledger
from yuinowa.ledger.domain.deeds import Leg
from yuinowa.ledger.domain.indicators import Blank, Figure, IndicatorSpec
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.domain.values import MetricRef
from yuinowa.ledger.models import IndicatorValue
from yuinowa.ledger.queries.saved import saved
from yuinowa.ledger.services import indicators as keeping
from yuinowa.ledger.services import metrics as saving

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()


def client_of(institution: Institution, *roles: Role) -> Client:
    affiliation = accounts.an_affiliation(None, institution, *(roles or (Role.EDITOR,)))
    return accounts.a_client(affiliation.person)


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def contact(giver: int, receiver: int, people: int = 0, day: date = DAY) -> None:
    legs = [Leg("contact", Unit.TIME, 1, giver, receiver, day)]
    if people:
        legs.append(Leg("contact", Unit.PERSON, people, giver, receiver, day))
    ledger.post(deed(*legs), SYSTEM)


@pytest.fixture
def ours() -> Institution:
    return accounts.an_institution("試験市立図書館")


@pytest.fixture
def theirs() -> Institution:
    return accounts.an_institution("浜辺人形劇の会")


@pytest.fixture
def office() -> Institution:
    return accounts.an_institution("試験県立図書館", region_office=True)


def test_a_metric_is_told_in_words_with_its_preview(ours: Institution, theirs: Institution) -> None:
    saving.load_shipped_metrics()
    contact(ours.pk, theirs.pk)

    listed = text(Client(), "/ledger/metrics/")
    page = text(client_of(ours), "/ledger/metrics/contacts/")

    assert "他の機関との連絡・訪問" in listed
    assert "他の機関と連絡や訪問をした回数" in page
    assert "渡した側と月ごとの集計" in page
    assert "受けた側と月ごとの集計" in page
    assert f"/ledger/figures/contacts/1/{ours.pk}/2025/" in page


def test_every_shipped_metric_has_a_page(ours: Institution, office: Institution) -> None:
    clients = (client_of(ours), client_of(office, Role.COORDINATOR), Client())
    for row in saving.load_shipped_metrics():
        for client in clients:
            text(client, f"/ledger/metrics/{row.code}/")
            text(client, f"/ledger/metrics/{row.code}/{row.version}/")
    text(Client(), "/ledger/metrics/dance/", 404)
    text(Client(), "/ledger/metrics/contacts/7/", 404)


def test_rule_12_a_figure_opens_to_cells_and_entries(
    ours: Institution, theirs: Institution
) -> None:
    saving.load_shipped_metrics()
    contact(ours.pk, theirs.pk)
    address = f"/ledger/figures/contacts/1/{ours.pk}/2025/"
    client = client_of(ours)

    page = text(client, address)

    assert "試験市立図書館が令和7年度に他の機関と連絡や訪問をした回数" in page
    assert "rollup=ledger_given_month" in page
    cell = page.split('href="/ledger/entries/?')[1].split('"')[0].replace("&amp;", "&")
    assert "浜辺人形劇の会" in text(client, f"/ledger/entries/?{cell}")
    assert "rollup=" not in text(Client(), address)
    assert Client().get(f"/ledger/entries/?{cell}").status_code == 302
    stranger = client_of(accounts.an_institution())
    assert "浜辺人形劇の会" not in text(stranger, f"/ledger/entries/?{cell}")


@pytest.mark.parametrize("word", ["x", "0x1", "1,,2", "region", "99999999"])
def test_a_figure_about_nobody_is_not_found(word: str) -> None:
    saving.load_shipped_metrics()

    text(Client(), f"/ledger/figures/contacts_region/1/{word}/2025/", 200 if word == "region" else 404)  # fmt: skip


def kept_figure(ours: Institution) -> IndicatorValue:
    saving.load_shipped_metrics()
    metric = saved(MetricRef("contacts", 1))
    assert metric is not None
    spec = IndicatorSpec(code="visits", name="連絡・訪問の回数", unit="回")
    indicator = keeping.define_indicator(ours.pk, spec, actor=SYSTEM)
    keeping.feed_from_metric(indicator.pk, metric, actor=SYSTEM)
    return keeping.refresh_from_metric(indicator.pk, 2025, actor=SYSTEM)


def test_a_kept_figure_says_when_the_ledger_has_moved_on(
    ours: Institution, theirs: Institution
) -> None:
    contact(ours.pk, theirs.pk)
    kept = kept_figure(ours)
    address = reverse("ledger:figure", args=[kept.pk])
    client = client_of(ours)

    before = text(client, address)
    contact(ours.pk, theirs.pk)
    after = text(client, address)

    assert "台帳が動き" not in before
    assert "いまの値は2です" in after
    assert f"up_to={kept.basis}" in after


def test_a_figure_is_found_by_whom_its_indicator_is_shown(
    ours: Institution, theirs: Institution
) -> None:
    contact(ours.pk, theirs.pk)
    kept = kept_figure(ours)
    address = reverse("ledger:figure", args=[kept.pk])

    assert text(client_of(theirs), address, 404) == text(
        client_of(theirs), "/ledger/figures/999999/", 404
    ).replace("999999", str(kept.pk))
    keeping.show_indicator(kept.indicator_id, Level.PUBLIC, actor=SYSTEM)
    assert "連絡・訪問の回数" in text(Client(), address)


def test_an_indicator_shows_targets_and_figures_and_leads_to_each(
    ours: Institution, theirs: Institution
) -> None:
    contact(ours.pk, theirs.pk)
    kept = kept_figure(ours)
    figures = {2025: Figure(Decimal(24)), 2026: Figure(blank=Blank.NOT_APPLICABLE)}
    keeping.set_targets(
        kept.indicator_id, figures, adopted_on=DAY, reason="計画の策定", actor=SYSTEM
    )
    client = client_of(ours)
    address = reverse("ledger:indicator-detail", args=[kept.indicator_id])
    this_year = reverse("ledger:indicator-figure", args=[kept.indicator_id, 2025])

    page = text(client, address)

    assert ">24<" in page
    assert this_year in page
    assert "試験市立図書館が令和7年度に" in text(client, this_year)
    assert "試験市立図書館が令和6年度に" in text(
        client, reverse("ledger:indicator-figure", args=[kept.indicator_id, 2024])
    )
    text(client_of(theirs), address, 404)
    text(client_of(theirs), this_year, 404)


#: What stands in the place of the number.
HIDDEN = "<dd>非公開</dd>"


def test_small_numbers_of_people_in_a_figure_are_hidden_from_strangers(
    ours: Institution, theirs: Institution
) -> None:
    """R42."""
    saving.load_shipped_metrics()
    few = Leg("activity.joint", Unit.PERSON, 7, ours.pk, theirs.pk, DAY)
    ledger.post(deed(few), SYSTEM)
    address = f"/ledger/figures/participants/1/{ours.pk}/2025/"

    assert HIDDEN in text(Client(), address)
    assert HIDDEN not in text(client_of(ours), address)


def test_what_is_shown_of_people_does_not_give_away_what_is_hidden(
    ours: Institution, theirs: Institution
) -> None:
    """R42: the region's sum less every figure that is shown is no small number."""
    saving.load_shipped_metrics()
    others = [accounts.an_institution().pk for _ in range(3)]
    for giver, persons in zip((ours.pk, *others), (7, 12, 30, 41), strict=True):
        some = Leg("activity.joint", Unit.PERSON, persons, giver, theirs.pk, DAY)
        ledger.post(deed(some), SYSTEM)

    def is_hidden(subject: str, client: Client | None = None) -> bool:
        return HIDDEN in text(client or Client(), f"/ledger/figures/participants/1/{subject}/2025/")

    assert [is_hidden(str(giver)) for giver in others] == [True, False, False]
    assert is_hidden(",".join(map(str, others)))
    assert not is_hidden(str(ours.pk), client_of(ours))


def test_a_ratio_shows_both_its_parts(ours: Institution, theirs: Institution) -> None:
    """Rule 6."""
    saving.load_shipped_metrics()
    ledger.post(deed(loan(ours.pk, theirs.pk, 2)), SYSTEM)
    ledger.post(deed(loan(theirs.pk, ours.pk, 3, kind="ill.request")), SYSTEM)

    page = text(Client(), f"/ledger/figures/fill_rate/1/{ours.pk}/2025/")

    assert "66.7%" in page
    assert f"/ledger/figures/ill_filled/1/{ours.pk}/2025/" in page
    assert f"/ledger/figures/ill_asked/1/{ours.pk}/2025/" in page


def test_a_figure_page_costs_the_same_with_one_and_thirty_partners(ours: Institution) -> None:
    saving.load_shipped_metrics()
    client = client_of(ours)
    address = f"/ledger/figures/partners_active/1/{ours.pk}/2025/"

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            text(client, address)
        return len(captured)

    contact(ours.pk, accounts.an_institution().pk)
    few = queries()
    for _ in range(29):
        contact(ours.pk, accounts.an_institution().pk)

    assert queries() == few
