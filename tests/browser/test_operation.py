"""The operator's way through the pages of operation: a failed job, the mails of the folder, what is asked."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage
from playwright.sync_api import expect

from tests.accounts.factories import PASSWORD, an_affiliation, an_institution
from tests.browser.conftest import Visit
from tests.browser.eyes import look
from yuinowa.core import clock, jobs
from yuinowa.core.models import Job, JobState, Lane
from yuinowa.core.rights import Role
from yuinowa.search import index

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _busy(settings: LazySettings, tmp_path: object) -> None:
    settings.MAIL_DIR = settings.EMAIL_FILE_PATH = str(tmp_path)
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    index.ensure_current()
    jobs.tick()
    EmailMessage("合言葉を作り直す", "http://127.0.0.1:8000/help/", to=["hana@example.org"]).send()
    now = clock.now()
    for number in range(3):
        Job.objects.create(
            handler=("core.mail", "search.index", "core.retention")[number],
            key=str(number),
            lane=Lane.MAIL,
            run_after=now,
            created_at=now,
            finished_at=now,
            attempts=6,
            state=JobState.FAILED,
            error="SMTPServerDisconnected: Connection unexpectedly closed",
        )


def test_the_operator_sees_what_failed_and_lets_it_run_again(visit: Visit) -> None:
    office = an_institution("試験県事務局", region_office=True)
    operator = an_affiliation(None, office, Role.OPERATOR, unit="システム係").person
    page = visit("/accounts/sign-in/?next=/operate/")
    page.get_by_label("サインインの名前").fill(operator.login)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.locator("main form button.yw-button").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("設置のようす")
    look(page, "operate")
    page.get_by_role("link", name="裏方の仕事").click()
    look(page, "operate-jobs")
    page.get_by_role("button", name="もう一度").first.click()
    expect(page.get_by_role("status")).to_contain_text("もう一度始めます")
    expect(page.get_by_role("row")).to_have_count(3)
    for word, name in (
        ("メール", "mail"),
        ("予定", "schedule"),
        ("効いている設定", "settings"),
        ("つなぐ先", "hosts"),
    ):
        page.get_by_role("navigation", name="運用のページ").get_by_role("link", name=word).click()
        look(page, f"operate-{name}")
    page.goto(page.url.replace("hosts", "mail"))
    page.get_by_role("link", name="合言葉を作り直す").click()
    look(page, "operate-letter")
    expect(
        page.get_by_role("main").get_by_role("link", name="http://127.0.0.1:8000/help/")
    ).to_be_visible()
