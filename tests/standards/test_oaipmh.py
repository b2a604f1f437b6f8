"""OAI-PMH: what we ask and what we understand of an answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.standards import oaipmh, xml
from yuinowa.standards import oaipmh_answers as answers
from yuinowa.standards.oaipmh import Code, Granularity, Verb
from yuinowa.standards.oaipmh_answers import Deleted, Fault, Format, Header, Page, Set, Token

BASE = "https://example.org/oai"


def answer(
    body: str, namespace: str = ' xmlns="http://www.openarchives.org/OAI/2.0/"'
) -> xml.Element:
    return xml.parse(
        f"<OAI-PMH{namespace}><responseDate>2026-11-22T01:02:03Z</responseDate>"
        f'<request verb="ListRecords">{BASE}</request>{body}</OAI-PMH>'.encode()
    )


def _tag(record: answers.Received) -> str:
    assert record.metadata is not None
    return str(record.metadata.tag)


def test_every_verb_is_asked_with_its_arguments() -> None:
    assert oaipmh.identify().url(BASE) == f"{BASE}?verb=Identify"
    assert oaipmh.list_sets().url(BASE) == f"{BASE}?verb=ListSets"
    assert oaipmh.list_metadata_formats().url(BASE) == f"{BASE}?verb=ListMetadataFormats"
    assert oaipmh.get_record("oai:x:1&2", "oai_dc").url(f"{BASE}?k=v") == (
        f"{BASE}?k=v&verb=GetRecord&identifier=oai%3Ax%3A1%262&metadataPrefix=oai_dc"
    )
    assert oaipmh.list_records("dcndl", since="2026-01-01", set_spec="a:b").url(BASE) == (
        f"{BASE}?verb=ListRecords&metadataPrefix=dcndl&from=2026-01-01&set=a%3Ab"
    )
    assert oaipmh.list_records("dcndl", headers_only=True).verb is Verb.LIST_IDENTIFIERS
    assert oaipmh.resume(Verb.LIST_RECORDS, "a b/結").url(BASE) == (
        f"{BASE}?verb=ListRecords&resumptionToken=a+b%2F%E7%B5%90"
    )


def test_moments_are_sent_in_utc_and_in_the_targets_granularity() -> None:
    moment = datetime(2026, 11, 22, 8, 30, 5, tzinfo=timezone(timedelta(hours=9)))

    assert oaipmh.stamp(moment, Granularity.SECOND) == "2026-11-21T23:30:05Z"
    assert oaipmh.stamp(moment, Granularity.DAY) == "2026-11-21"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-22", datetime(2026, 11, 22, tzinfo=UTC)),
        ("2026-11-22T01:02:03Z", datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)),
        ("2026-11-22T01:02:03.456Z", datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)),
        ("2026-11-22T01:02:03", datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)),
        ("2026-02-30", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_datestamps_are_read(text: str, moment: datetime | None) -> None:
    assert oaipmh.read_stamp(text) == moment


@given(st.datetimes(timezones=st.just(UTC)), st.sampled_from(Granularity))
def test_a_stamp_says_its_moment_to_the_granule(moment: datetime, granularity: Granularity) -> None:
    again = oaipmh.read_stamp(oaipmh.stamp(moment, granularity))

    assert again is None or timedelta(0) <= moment - again < granularity.granule


LIST = """<ListRecords>
<record><header><identifier>oai:x:1</identifier><datestamp>2026-01-02</datestamp><setSpec>a</setSpec><setSpec>a:b</setSpec></header>
<metadata><dc xmlns="urn:dc"><title>結</title></dc></metadata><about><rights xmlns="urn:r"/></about></record>
<record><header status="deleted"><identifier>oai:x:2</identifier><datestamp>2026-01-03</datestamp></header><metadata><dc/></metadata></record>
<record><header><datestamp>2026-01-03</datestamp></header></record>
<resumptionToken expirationDate="2026-11-23T00:00:00Z" completeListSize="5" cursor="0"> t1 </resumptionToken>
</ListRecords>"""


@pytest.mark.parametrize("namespace", [' xmlns="http://www.openarchives.org/OAI/2.0/"', ""])
def test_a_page_is_read(namespace: str) -> None:
    page = answers.read_page(answer(LIST, namespace))

    assert page.answered_at == datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)
    assert [record.header for record in page.records] == [
        Header("oai:x:1", "2026-01-02", ("a", "a:b")),
        Header("oai:x:2", "2026-01-03", is_deleted=True),
    ]
    first, deleted = page.records
    assert (_tag(first), len(first.about)) == ("{urn:dc}dc", 1)
    assert deleted.metadata is None
    assert page.without_identifier == 1
    assert page.token == Token("t1", "2026-11-23T00:00:00Z", 5, 0)
    assert not page.is_failure


def test_headers_alone_and_one_record_are_pages_too() -> None:
    header = "<header><identifier>oai:x:1</identifier><datestamp>2026-01-02</datestamp></header>"

    listed = answers.read_page(
        answer(f"<ListIdentifiers>{header}<resumptionToken/></ListIdentifiers>")
    )
    one = answers.read_page(
        answer(f"<GetRecord><record>{header}<metadata><a/></metadata></record></GetRecord>")
    )

    assert [r.header.identifier for r in listed.records] == ["oai:x:1"]
    assert listed.token is None
    assert [_tag(r) for r in one.records] == ["{http://www.openarchives.org/OAI/2.0/}a"]


def test_an_empty_list_is_no_failure_and_errors_are_told_by_their_code() -> None:
    empty = answers.read_page(answer('<error code="noRecordsMatch">nothing</error>'))
    wrong = answers.read_page(
        answer('<error code="badArgument">x</error><error code="odd">y</error>')
    )

    assert (empty.records, empty.is_failure) == ((), False)
    assert wrong == Page(
        datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC),
        faults=(Fault(Code.BAD_ARGUMENT, "badArgument: x"), Fault(Code.OTHER, "odd: y")),
    )
    assert wrong.is_failure


def test_a_repository_says_what_it_is() -> None:
    identity = answers.read_identity(
        answer(
            "<Identify><repositoryName>結</repositoryName><baseURL>https://example.org/oai</baseURL>"
            "<adminEmail>a@example.org</adminEmail><adminEmail>b@example.org</adminEmail>"
            "<earliestDatestamp>2022-10-01T00:00:00Z</earliestDatestamp><deletedRecord>persistent</deletedRecord>"
            "<granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify>"
        )
    )

    assert identity == answers.Identity(
        "結", BASE, datetime(2022, 10, 1, tzinfo=UTC), Deleted.PERSISTENT, Granularity.SECOND,
        ("a@example.org", "b@example.org"),
    )  # fmt: skip
    least = answers.read_identity(answer("<Identify/>"))
    assert (least.deleted, least.granularity, least.earliest) == (Deleted.NO, Granularity.DAY, None)


def test_formats_and_sets_are_listed() -> None:
    formats = answers.read_formats(
        answer(
            "<ListMetadataFormats><metadataFormat><metadataPrefix>oai_dc</metadataPrefix><schema>s</schema>"
            "<metadataNamespace>n</metadataNamespace></metadataFormat></ListMetadataFormats>"
        )
    )
    sets, token = answers.read_sets(
        answer(
            "<ListSets><set><setSpec>a:b</setSpec><setName>図書</setName></set><resumptionToken>2</resumptionToken></ListSets>"
        )
    )

    assert formats == (Format("oai_dc", "s", "n"),)
    assert (sets, token) == ((Set("a:b", "図書"),), Token("2"))
    assert answers.read_sets(answer('<error code="noSetHierarchy"/>')) == ((), None)
    assert answers.read_formats(answer('<error code="noMetadataFormats"/>')) == ()


@pytest.mark.parametrize("body", ["<html/>", "<OAI-PMH/>", "<OAI-PMH><Identify/></OAI-PMH>"])
def test_what_is_no_answer_is_refused(body: str) -> None:
    root = xml.parse(body.encode())

    with pytest.raises(answers.NoAnswer):
        (answers.read_identity if "Identify" not in body else _list)(root)


def _list(root: xml.Element) -> object:
    page = answers.read_page(root)
    if not page.records:
        raise answers.NoAnswer
    return page
