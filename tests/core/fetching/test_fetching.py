"""R17: one client, and nothing another host does or is can hurt."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import ssl
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from tests.core.fetching.hostile import Part, endless, says, serving
from yuinowa.core.fetching import Client, FetchFault, FetchRefused, Limits, Origin, origin_of
from yuinowa.core.fetching.places import check_addresses, split

LOOPBACK = ("127.0.0.0/8",)
QUICK = Limits(connect_seconds=2, total_seconds=2, most_bytes=100_000)


def fault_of(part: Part, limits: Limits = QUICK) -> FetchFault:
    with serving(part) as port, pytest.raises(FetchRefused) as caught:
        here(port).get(f"http://127.0.0.1:{port}/x", limits)
    return caught.value.fault


def here(port: int, *more: str) -> Client:
    return Client.of([f"http://127.0.0.1:{port}", *more], LOOPBACK)


def test_a_page_is_fetched_with_what_we_say_of_ourselves() -> None:
    asked = []

    def part(request: bytes, line: socket.socket) -> None:
        asked.append(request)
        says("結".encode(), "X-Y: z", status="404 Not Found")(request, line)

    with serving(part) as port:
        answer = here(port).get(f"http://127.0.0.1:{port}/a%20b/結?q=é&r=1#part", QUICK)

    assert (answer.status, answer.body.decode(), answer.headers["x-y"]) == (404, "結", "z")
    lines = asked[0].decode().split("\r\n")
    assert lines[0] == "GET /a%20b/%E7%B5%90?q=%C3%A9&r=1 HTTP/1.1"
    assert f"Host: 127.0.0.1:{port}" in lines
    assert "Accept-Encoding: gzip" in lines


def test_what_is_packed_is_unpacked() -> None:
    body = b"x" * 90_000
    two = gzip.compress(body[:5]) + gzip.compress(body[5:])

    with serving(says(two, "Content-Encoding: gzip")) as port:
        assert here(port).get(f"http://127.0.0.1:{port}/", QUICK).body == body


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        (endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536), FetchFault.TOO_LARGE),
        (endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"5\r\nxxxxx\r\n" * 999), FetchFault.TOO_LARGE),
        (endless(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 999), FetchFault.NOT_HTTP),
        (endless(b"HTTP/1.1 200 OK\r\nX: ", b"x" * 999), FetchFault.NOT_HTTP),
        (endless(b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"), FetchFault.TIMED_OUT),
        (says(gzip.compress(b"\0" * 50_000_000), "Content-Encoding: gzip"), FetchFault.TOO_LARGE),
        (says(gzip.compress(b"") * 9000, "Content-Encoding: gzip"), FetchFault.TOO_LARGE),
        (says(gzip.compress(b"abc" * 99)[:-9], "Content-Encoding: gzip"), FetchFault.CUT_OFF),
        (says(b"no gzip at all", "Content-Encoding: gzip"), FetchFault.CUT_OFF),
        (says(b"x", "Content-Encoding: br"), FetchFault.CODING_REFUSED),
        (says(b"short", length=99), FetchFault.CUT_OFF),
        (says(b"5\r\nab", "Transfer-Encoding: chunked", length=-1), FetchFault.CUT_OFF),
        (says(b"zz\r\nab", "Transfer-Encoding: chunked", length=-1), FetchFault.CUT_OFF),
        (lambda _asked, line: line.sendall(b"SSH-2.0-x\r\n"), FetchFault.NOT_HTTP),
        (lambda _asked, _line: None, FetchFault.CUT_OFF),
    ],
)  # fmt: skip
def test_a_hostile_host_is_left(part: Part, fault: FetchFault) -> None:
    assert fault_of(part) is fault


@pytest.mark.parametrize(
    "part",
    [
        endless(b"", b"H", 0.05),
        endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x", 0.05),
        endless(b"HTTP/1.1 200 OK\r\nX: ", b"x", 0.05),
        lambda _asked, _line: time.sleep(5),
    ],
)
def test_a_slow_drip_gets_no_more_time_than_any_other(part: Part) -> None:
    begun = time.monotonic()

    assert fault_of(part, Limits(total_seconds=0.5)) is FetchFault.TIMED_OUT
    assert time.monotonic() - begun < 2


def test_nobody_there_is_no_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    with pytest.raises(FetchRefused) as caught:
        here(port).get(f"http://127.0.0.1:{port}/", QUICK)

    assert caught.value.fault is FetchFault.NO_CONNECTION
    assert caught.value.fault.may_pass


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("120", 120), ("soon", None), ("", None), ("Wed, 21 Oct 2015 07:28:00 GMT", 0)],
)
def test_a_busy_host_says_how_long(text: str, seconds: int | None) -> None:
    with serving(says(b"", f"Retry-After: {text}", status="503 Busy")) as port:
        answer = here(port).get(f"http://127.0.0.1:{port}/", QUICK)

    assert (answer.status, answer.retry_after) == (503, seconds)


def test_a_busy_host_may_name_a_moment() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=300), usegmt=True)

    with serving(says(b"", f"Retry-After: {later}", status="503 Busy")) as port:
        answer = here(port).get(f"http://127.0.0.1:{port}/", QUICK)

    assert answer.retry_after is not None
    assert 290 <= answer.retry_after <= 300


# ---------------------------------------------------------------- where we may go


def moved(place: str, status: str = "302 Found") -> Part:
    return says(b"", f"Location: {place}", status=status)


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ("http://169.254.169.254/latest/meta-data/", FetchFault.NOT_APPROVED),
        ("http://127.0.0.1:1/", FetchFault.NOT_APPROVED),
        ("file:///etc/passwd", FetchFault.BAD_ADDRESS),
        ("gopher://example.org/", FetchFault.BAD_ADDRESS),
        ("//metadata/", FetchFault.NOT_APPROVED),
        ("/again", FetchFault.TOO_MANY_REDIRECTS),
    ],
)
def test_a_redirect_is_checked_like_any_address(place: str, fault: FetchFault) -> None:
    assert fault_of(moved(place)) is fault


def test_a_redirect_to_an_approved_origin_is_followed() -> None:
    with serving(says(b"there")) as port, serving(moved(f"http://127.0.0.1:{port}/y")) as first:
        answer = here(first, f"http://127.0.0.1:{port}").get(f"http://127.0.0.1:{first}/", QUICK)

    assert (answer.body, answer.url) == (b"there", f"http://127.0.0.1:{port}/y")


def _nobody_is_asked(*_asked: object, **_more: object) -> None:
    pytest.fail("a connection was opened")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "192.0.0.8", "198.18.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1", "::127.0.0.1",
    ],
)  # fmt: skip
def test_no_address_that_is_not_public_is_connected_to(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "create_connection", _nobody_is_asked)
    client = Client(
        frozenset({Origin("https", "peer.example", 443)}),
        resolve=lambda _h, _p, _s: ["1.1.1.1", address],
    )

    with pytest.raises(FetchRefused) as caught:
        client.get("https://peer.example/", QUICK)

    assert caught.value.fault is FetchFault.NETWORK_REFUSED


def test_a_network_an_operator_approved_is_gone_to() -> None:
    networks = [ipaddress.ip_network("10.1.0.0/16")]

    assert check_addresses("x", ["10.1.2.3", "::ffff:10.1.2.3", "8.8.8.8"], networks)
    with pytest.raises(FetchRefused):
        check_addresses("x", ["10.2.0.1"], networks)


def test_without_https_only_the_loopback_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", _nobody_is_asked)
    client = Client(
        frozenset({Origin("http", "peer.example", 80)}), resolve=lambda _h, _p, _s: ["8.8.8.8"]
    )

    with pytest.raises(FetchRefused) as caught:
        client.get("http://peer.example/", QUICK)

    assert caught.value.fault is FetchFault.NOT_HTTPS


@pytest.mark.parametrize(
    "url",
    [
        "https://other.example/", "http://peer.example/", "https://peer.example:8443/", "https://sub.peer.example/",
        "https://peer.example.evil.example/",
    ],
)  # fmt: skip
def test_only_the_very_origin_is_approved(url: str) -> None:
    with pytest.raises(FetchRefused) as caught:
        Client.of(["https://peer.example/oai"]).get(url, QUICK)

    assert caught.value.fault is FetchFault.NOT_APPROVED


@pytest.mark.parametrize(
    "url",
    [
        "", "peer.example", "ftp://peer.example/", "https://", "https://a:b@peer.example/", "https://@peer.example/",
        "https://peer.example:99999/", "https://peer.example:0/", "https://peer.example/\r\nX: y", "https://pe er.example/",
        "https://peer.example\\@evil.example/", "https://[::1", "https://.../", "https://a..b/", f"https://{'a' * 300}/",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(FetchRefused):
        Client.of(["https://peer.example"]).get(url, QUICK)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, f"https://{text}", f"https://peer.example/{text}"):
        try:
            origin, target = split(url)
        except FetchRefused as refusal:
            assert refusal.fault is FetchFault.BAD_ADDRESS  # noqa: PT017
        else:
            assert origin.host.isascii()
            assert target.isascii()
            assert not set(target) & set("\r\n \0")


def test_an_origin_is_read_as_browsers_read_it() -> None:
    assert origin_of("HTTPS://Peer.Example./x") == Origin("https", "peer.example", 443)
    assert origin_of("https://図書館.example:8443") == Origin(
        "https", "xn--lcss68aj21b.example", 8443
    )
    assert str(origin_of("http://[::1]:8000/")) == "http://[::1]:8000"


# ---------------------------------------------------------------- certificates


@pytest.fixture
def papers(tmp_path: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server for peer.example shows, and a client that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "peer.example")])
    now = datetime.now(UTC)
    paper = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("peer.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "peer.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(secret + paper.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cafile=str(file))


def https(port: int, name: str, trust: ssl.SSLContext | None) -> Client:
    return Client(
        frozenset({Origin("https", name, port)}),
        (ipaddress.ip_network("127.0.0.0/8"),),
        trust=trust,
        resolve=lambda _h, _p, _s: ["127.0.0.1"],
    )


def test_the_connection_goes_to_the_address_and_carries_the_name(
    papers: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    server, trust = papers
    asked, names = [], []
    server.sni_callback = lambda _line, name, _context: names.append(name)

    def part(request: bytes, line: socket.socket) -> None:
        asked.append(request)
        says(b"sealed")(request, line)

    with serving(part, server) as port:
        answer = https(port, "peer.example", trust).get(f"https://peer.example:{port}/", QUICK)

    assert (answer.body, names) == (b"sealed", ["peer.example"])
    assert f"Host: peer.example:{port}\r\n".encode() in asked[0]


@pytest.mark.parametrize(("name", "trusts"), [("peer.example", False), ("other.example", True)])
def test_a_certificate_must_be_trusted_and_of_that_name(
    papers: tuple[ssl.SSLContext, ssl.SSLContext], name: str, *, trusts: bool
) -> None:
    server, trust = papers

    with serving(says(b"x"), server) as port, pytest.raises(FetchRefused) as caught:
        https(port, name, trust if trusts else None).get(f"https://{name}:{port}/", QUICK)

    assert caught.value.fault is FetchFault.CERTIFICATE


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")

    with serving(says(b"straight")) as port:
        assert here(port).get(f"http://127.0.0.1:{port}/", QUICK).body == b"straight"


def test_a_name_is_resolved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    count = []

    def resolve(_host: str, _port: int, _seconds: float) -> list[str]:
        count.append(1)
        return ["127.0.0.1"]

    with serving(says(b"x")) as port:
        client = Client(
            frozenset({Origin("http", "peer.example", port)}),
            (ipaddress.ip_network("127.0.0.0/8"),),
            resolve=resolve,
        )
        client.get(f"http://peer.example:{port}/", QUICK)

    assert len(count) == 1


def test_a_name_nobody_knows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_asked: object, **_more: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    with pytest.raises(FetchRefused) as caught:
        Client.of(["https://nobody.example"]).get("https://nobody.example/", QUICK)

    assert caught.value.fault is FetchFault.NAME_UNKNOWN
