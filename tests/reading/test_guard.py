"""Only public addresses are fetched, however they are written and whatever a name resolves to."""

import socket

import pytest

from summarizer.errors import BlockedUrl, FetchError
from summarizer.reading import guard

PRIVATE = [
    "127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "255.255.255.255", "224.0.0.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "no address",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private(address: str) -> None:
    assert not guard.is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8"]
)
def test_public(address: str) -> None:
    assert guard.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "gopher://x",
        "http://",
        "http://[::1",
        "http://user:secret@example.org/",
        "http://example.org:99999/",
    ],
)
def test_refused_by_form(url: str) -> None:
    with pytest.raises(BlockedUrl) as caught:
        guard.check(url)
    assert "\n" not in str(caught.value) and "secret" not in str(caught.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "0177.0.0.1", "[::1]".strip("[]")])
def test_ways_to_write_loopback(host: str) -> None:
    with pytest.raises((BlockedUrl, FetchError), match=host.replace(".", r"\.")):
        guard.resolve(host, 80)


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(*_: object, **__: object) -> list[object]:
        return [(None, None, None, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.7")]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    with pytest.raises(BlockedUrl, match="two-faced"):
        guard.resolve("two-faced.example", 80)
