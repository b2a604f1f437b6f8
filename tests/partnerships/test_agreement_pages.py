"""Pages of agreements, from the template to the signature, as each side meets them; who reads what; bad input."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.partnerships.factories import group
from tests.partnerships.papers import (
    at_phase,
    decided,
    draft_of,
    in_force,
    proposed,
    ready,
    settled,
    signed,
)
from tests.relations.ties import of_kind
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.partnerships.domain.agreements import SigningForm, VersionState
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.models import AgreementVersion, LeavingNotice, Partnership, Signature
from yuinowa.ui.words import long_day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_agreements")]


def browser(where: Institution, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, where, *roles)
    return a_client(person)


def newest() -> AgreementVersion:
    return AgreementVersion.objects.latest("pk")


def page_of(version: AgreementVersion, deed: str = "") -> str:
    return f"/partnerships/agreements/{version.pk}/{f'{deed}/' if deed else ''}"


def fields_of(draft: AgreementVersion, **changes: object) -> dict[str, object]:
    """What the page of a draft sends."""
    text = draft.text
    found: dict[str, object] = {
        "version": draft.version,
        "title": text.title,
        "preamble": text.preamble,
        "signing_form": text.terms.signing_form.value,
        "ordering": text.terms.ordering.value,
        "starts_on": "",
        "ends_on": "",
        "notice_days": text.terms.notice_days,
        "joining": text.terms.joining.value,
        "add": "",
        "without_patron_secrecy": "",
        "without_selection": "",
    }
    for n, clause in enumerate(text.clauses):
        found |= {f"heading_{n}": clause.heading, f"text_{n}": clause.text, f"place_{n}": n + 1}
    return found | changes


def test_from_the_template_to_the_last_signature(ours: Institution, theirs: Institution) -> None:
    partnership = at_phase(Phase.AWAITING_SIGNATURE, ours, theirs)
    leads = [browser(one, Role.LEAD) for one in (ours, theirs)]
    signatories = [browser(one, Role.SIGNATORY) for one in (ours, theirs)]
    begin = {"kind": "agreement", "language": "ja", "once": new_key()}
    leads[0].post(f"/partnerships/{partnership.pk}/agreements/new/", begin)
    draft = newest()
    leads[0].post(page_of(draft, "write"), fields_of(draft, add="other", notice_days="３０"))
    draft = newest()
    assert draft.text.clauses[-1].heading == ""

    own = {
        f"heading_{len(draft.text.clauses) - 1}": "駐車場",
        f"text_{len(draft.text.clauses) - 1}": "貸し出す。",
    }
    leads[0].post(page_of(draft, "write"), fields_of(draft, **own))
    draft = newest()
    leads[0].post(page_of(draft, "propose"), {"version": draft.version, "seen": 0})
    version = newest()
    assert "駐車場" in leads[1].get(page_of(version)).content.decode()
    for client in leads:
        client.post(page_of(version, "agree"), {"digest": version.digest})
    for client in leads:
        client.post(
            page_of(version, "approve"),
            {
                "digest": version.digest,
                "post": "館長",
                "number": "第12号",
                "decided_on": clock.today(),
            },
        )
    for client in signatories:
        answer = client.post(
            page_of(version, "sign"), {"digest": version.digest, "post": "館長", "agree": "on"}
        )
        assert answer.status_code == 302

    assert newest().state == VersionState.IN_FORCE
    assert Partnership.objects.get().phase is Phase.ACTIVE
    shown = leads[0].get(page_of(version)).content.decode()
    assert "発効" in shown
    assert shown.count("第12号") == 2


def test_a_copied_link_opens_nothing_to_others(ours: Institution, theirs: Institution) -> None:
    version = ready(ours, theirs)
    stranger = browser(of_kind("別の館"), Role.SIGNATORY)
    colleague = browser(ours, Role.EDITOR)
    sent = {"digest": version.digest, "post": "館長", "agree": "on"}

    for deed in ("", "sign", "compare", "approve"):
        assert stranger.get(page_of(version, deed)).status_code == 404
    assert stranger.post(page_of(version, "sign"), sent).status_code == 404
    assert colleague.post(page_of(version, "sign"), sent).status_code == 403

    assert not Signature.objects.exists()
    assert AuditRow.objects.filter(action="agreementversion.sign-refused").count() == 1


def test_the_workspace_asks_the_signatory_to_sign_and_nobody_else(
    ours: Institution, theirs: Institution
) -> None:
    version = ready(ours, theirs)
    button = f'href="{page_of(version, "sign")}">署名する'

    pages = [
        browser(ours, role).get(version.agreement.partnership.get_absolute_url()).content.decode()
        for role in (Role.SIGNATORY, Role.LEAD)
    ]

    assert [button in page for page in pages] == [True, False]


def test_the_days_of_a_partnership_at_work_are_those_of_its_agreement(
    ours: Institution, theirs: Institution
) -> None:
    partnership = in_force(ours, theirs).agreement.partnership
    client = browser(ours, Role.LEAD)
    sent = {
        "title": "改めた名前",
        "purpose": "同じ目的",
        "form": partnership.form,
        "zone": partnership.zone,
        "zone_reason": "",
        "start_on": clock.today(),
        "public_summary": "",
        "version": Partnership.objects.get().version,
    }
    url = f"/partnerships/{partnership.pk}/describe/"

    assert client.post(url, sent | {"end_on": "2099-01-01"}).status_code == 422
    assert client.post(url, sent | {"end_on": ""}).status_code == 302
    assert Partnership.objects.get().title == "改めた名前"


def test_the_second_press_of_sign_is_told_and_counts_once(
    ours: Institution, theirs: Institution
) -> None:
    version = ready(ours, theirs)
    client = browser(ours, Role.SIGNATORY)
    sent = {"digest": version.digest, "post": "館長", "agree": "on"}

    answers = [client.post(page_of(version, "sign"), sent).status_code for _ in range(2)]

    assert answers == [302, 409]
    assert Signature.objects.count() == 1


def test_what_was_put_forward_cannot_be_written_any_more(
    ours: Institution, theirs: Institution
) -> None:
    version = proposed(draft_of(at_phase(Phase.ROLES, ours, theirs), ours), ours)
    client = browser(ours, Role.LEAD)

    assert client.get(page_of(version, "write")).status_code == 409
    assert client.post(page_of(version, "write"), fields_of(version)).status_code == 409
    assert client.post(page_of(version, "discard")).status_code == 409
    assert client.post(page_of(version, "propose"), {"version": 1, "seen": 1}).status_code == 409


def test_the_difference_to_the_version_before_is_shown(
    ours: Institution, theirs: Institution
) -> None:
    first = proposed(draft_of(at_phase(Phase.ROLES, ours, theirs), ours), ours)
    client = browser(theirs, Role.LEAD)
    client.post(page_of(first, "draft"))
    draft = newest()
    sent = fields_of(draft, notice_days=30, remove_0="on", text_1="作業ごとに決める。")
    client.post(page_of(draft, "write"), sent)
    draft = newest()
    client.post(page_of(draft, "propose"), {"version": draft.version, "seen": 1})

    shown = browser(ours, Role.LEAD).get(page_of(newest(), "compare")).content.decode()

    assert "<del>90</del> → <ins>30</ins>" in shown
    assert shown.count("<ins>") > 1
    assert "外れた" in shown
    assert client.get(page_of(first, "compare")).status_code == 404


def test_a_budget_is_released_on_its_page(ours: Institution, theirs: Institution) -> None:
    draft = draft_of(at_phase(Phase.AWAITING_SIGNATURE, ours, theirs), ours)
    version = decided(settled(proposed(draft, ours), ours, theirs), ours)
    version = signed(decided(version, theirs, subject_to_budget=True), ours, theirs)
    client = browser(theirs, Role.LEAD)
    assert "予算" in client.get(page_of(version)).content.decode()

    client.post(page_of(version, "release"), {"condition_met_on": clock.today()})

    assert newest().state == VersionState.IN_FORCE


def test_a_sealed_page_is_entered_and_fetched_by_the_sides(
    ours: Institution, theirs: Institution
) -> None:
    version = ready(ours, theirs, signing_form=SigningForm.SEALED)
    clerk = browser(ours, Role.ADMIN)
    scan = SimpleUploadedFile("協定書.pdf", b"%PDF-1.7 scan", content_type="application/pdf")
    sent = {
        "digest": version.digest,
        "name": "試験 太郎",
        "post": "市長",
        "signed_on": clock.today(),
        "file": scan,
    }

    assert clerk.post(page_of(version, "sign"), sent).status_code == 302

    file = Signature.objects.get().file
    url = f"/partnerships/agreements/signed/{file.pk}/"
    answer = browser(theirs, Role.EDITOR).get(url)
    assert (answer.status_code, answer.content) == (200, b"%PDF-1.7 scan")
    assert answer["Content-Disposition"].startswith("attachment")
    assert browser(group(), Role.SIGNATORY).get(url).status_code == 404


def test_notice_is_given_on_its_page(ours: Institution, theirs: Institution) -> None:
    partnership = in_force(ours, theirs).agreement.partnership
    client = browser(theirs, Role.LEAD)
    assert (
        client.post(f"/partnerships/{partnership.pk}/sides/leave/", {"reason": "x"}).status_code
        == 409
    )

    client.post(f"/partnerships/{partnership.pk}/sides/notice/", {"reason": "学校の統合"})

    assert LeavingNotice.objects.get().reason == "学校の統合"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "あ" * 101),
        ("title", "a\x00b"),
        ("preamble", ""),
        ("heading_0", "あ" * 61),
        ("text_0", ""),
        ("text_0", "あ" * 2001),
        ("place_0", "零"),
        ("place_0", "0"),
        ("notice_days", "-1"),
        ("notice_days", "99999999999999999999999"),
        ("signing_form", "handshake"),
        ("ordering", ""),
        ("starts_on", "令和8年2月30日"),
        ("add", "secret"),
        ("without_selection", "あ" * 301),
        ("version", "x"),
    ],
)
def test_bad_words_in_a_draft_are_named_and_nothing_is_kept(
    field: str, value: str, ours: Institution, theirs: Institution
) -> None:
    draft = draft_of(at_phase(Phase.ROLES, ours, theirs), ours)

    answer = browser(ours, Role.LEAD).post(
        page_of(draft, "write"), fields_of(draft, **{field: value})
    )

    assert answer.status_code == 422
    assert newest().version == 1


@pytest.mark.parametrize(
    ("deed", "sent"),
    [
        ("agree", {"digest": "x"}),
        ("agree", {}),
        ("sign", {"digest": "0" * 64, "post": "", "agree": "on"}),
        ("sign", {"post": "館長", "agree": "on"}),
    ],
)
def test_what_is_not_whole_is_refused(
    deed: str, sent: dict[str, str], ours: Institution, theirs: Institution
) -> None:
    version = ready(ours, theirs)
    client = browser(ours, Role.SIGNATORY, Role.LEAD)

    assert client.post(page_of(version, deed), sent).status_code == 422
    assert (
        client.post(
            page_of(version, "sign"), {"digest": "0" * 64, "post": "館長", "agree": "on"}
        ).status_code
        == 409
    )


def test_a_page_asks_as_many_questions_for_many_sides_as_for_two() -> None:
    counts = []
    for number in (2, 12):
        sides = [of_kind(f"試験{number}-{n}館") for n in range(number)]
        version = signed(ready(*sides), *sides[:-1])
        client = browser(sides[-1], Role.SIGNATORY, Role.LEAD)
        client.get(page_of(version))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page_of(version)).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_what_was_signed_late_reads_from_its_first_day_on_page_and_list(
    ours: Institution, theirs: Institution
) -> None:
    first = clock.today() - timedelta(days=42)
    version = in_force(ours, theirs, starts_on=first, retroactive=True)
    assert version.in_force_on == first
    client, day = browser(ours, Role.LEAD), long_day(first)

    page = client.get(version.get_absolute_url()).content.decode()
    listed = client.get(page_of_list(version)).content.decode()

    assert f"発効・{day}" in page
    assert f"{day}から" in page
    assert day in listed


def page_of_list(version: AgreementVersion) -> str:
    return f"/partnerships/{version.agreement.partnership_id}/agreements/"
