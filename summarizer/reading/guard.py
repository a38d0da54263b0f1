"""Which addresses may be fetched: public ones only, looked at after name resolution, so that a name cannot lead inside.

The address that was checked is the one that is connected to (see `web`): a name that answers differently the second
time gains nothing.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from summarizer.errors import BlockedUrl, FetchError

_NAT64 = IPv6Network("64:ff9b::/96")


def check(url: str) -> tuple[str, int]:
    """(host, port) of `url`. Raises `BlockedUrl` for what may not be fetched by its form alone."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise BlockedUrl(f"{url[:100]!r} is no valid URL") from None
    if parts.scheme not in ("http", "https"):
        raise BlockedUrl(f"{parts.scheme}:// cannot be read: only http:// and https:// addresses are")
    if not host:
        raise BlockedUrl(f"{url[:100]!r} names no host")
    if parts.username is not None or parts.password is not None:
        raise BlockedUrl(f"the URL for {host} carries a user name or password: refused")
    return host, port or {"http": 80, "https": 443}[parts.scheme]


def resolve(host: str, port: int) -> str:
    """A public IP address of `host`. Raises `BlockedUrl` if any of its addresses is private, loopback or link-local,
    `FetchError` if it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(f"there is no host {host}, or no network: check the address") from None
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not is_public(address):
            raise BlockedUrl(f"{host} is a private or local address: only public ones are fetched")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet."""
    try:
        ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        # An IPv4 address in a wrapping is judged by what is inside.
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = IPv4Address(int(ip) & 0xFFFFFFFF)
        ip = inner or ip
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
