"""A side joins an agreement in force: it asks, those there consent, it decides and signs, each in a browser of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import somebody
from tests.partnerships.conftest import only_these
from tests.partnerships.factories import lead_of, library, school
from tests.partnerships.newcomers import newcomer
from tests.partnerships.papers import in_force
from yuinowa.core.rights import Role
from yuinowa.partnerships.models import Accession
from yuinowa.partnerships.queries import parts
from yuinowa.partnerships.services.sides import ask_sides

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_newcomer_accedes(
    visit: Visit, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SEARCH_DIR = tmp_path / "index"
    monkeypatch.setattr(parts, "_PARTS", only_these())
    ours, theirs, third = library(), school(), newcomer()
    version = in_force(ours, theirs)
    partnership = version.agreement.partnership
    ask_sides(partnership.pk, [third.pk], actor=lead_of(ours))
    first, second, last = (
        somebody(visit, one, Role.LEAD, Role.SIGNATORY) for one in (ours, theirs, third)
    )

    last.goto(f"{partnership.get_absolute_url()}accede/")
    look(last, "accede-begin")
    last.locator("main form button.yw-button").last.click()
    last.wait_for_url("**/partnerships/accessions/*/")
    here = Accession.objects.get().get_absolute_url()
    look(last, "accede-asked")
    for page, name in ((first, "accede-may"), (second, "")):
        page.goto(here)
        if name:
            look(page, name)
        page.get_by_role("button", name="同意する", exact=True).click()

    last.goto(here)
    look(last, "accede-consented")
    last.get_by_role("link", name="決裁を記録する", exact=True).click()
    last.locator("[name=post]").fill("館長")
    last.get_by_role("button", name="決裁を記録する", exact=True).click()
    expect(last.get_by_role("alert")).to_have_count(0)
    last.goto(here)
    last.get_by_role("link", name="署名する", exact=True).click()
    last.locator("main form button.yw-button").last.click()
    look(last, "accede-sign-422")
    last.get_by_label("この版を読みました").check()
    last.locator("[name=post]").fill("町長")
    last.get_by_role("button", name="自分の機関として署名する", exact=True).click()
    last.goto(here)
    look(last, "accede-joined")
    first.goto(f"{version.get_absolute_url()}")
    expect(first.locator("main")).to_contain_text(third.name)
