"""Fetch a page: guarded at every redirect, bounded in size and time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from summarizer.errors import FetchError, TooLarge
from summarizer.reading import guard

MAX_BYTES = 10_000_000
SECONDS = 30.0
_REDIRECTS = 5
_REASONS = {401: "it wants a password", 403: "it refuses us", 404: "there is no such page", 410: "the page is gone"}


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent."""

    url: str
    """After redirects."""
    data: bytes
    charset: str | None


def fetch(url: str, *, resolve: Callable[[str, int], str] = guard.resolve, seconds: float = SECONDS) -> Page:
    """Get `url`; `resolve` gives the address to connect to or raises.

    Raises `BlockedUrl`, `FetchError`, `TooLarge`.
    """
    import httpx

    ends = time.monotonic() + seconds
    # Proxies of the environment are not used: behind one, the address that was checked is not the one that is reached.
    with httpx.Client(trust_env=False, timeout=min(10.0, seconds)) as client:
        for _ in range(_REDIRECTS + 1):
            host, port = guard.check(url)
            address = resolve(host, port)
            try:
                answer = _get(client, url, host, address, ends)
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                slow = isinstance(error, httpx.TimeoutException)
                raise FetchError(f"{host} {'took too long' if slow else f'could not be read ({error})'}") from None
            if isinstance(answer, Page):
                return answer
            url = urljoin(url, answer)
    raise FetchError(f"{host} redirects more than {_REDIRECTS} times")


def _get(client: object, url: str, host: str, address: str, ends: float) -> Page | str:
    """The page, or where it says to look instead."""
    import httpx

    assert isinstance(client, httpx.Client)
    target = httpx.URL(url)
    request = client.build_request(
        "GET",
        target.copy_with(host=address),
        headers={
            "Host": target.netloc.decode("ascii"),
            "User-Agent": "summarizer (reads one article for a person)",
            "Accept": "text/html,application/xhtml+xml,text/plain,application/pdf",
        },
        extensions={"sni_hostname": target.raw_host.decode("ascii")},
    )
    response = client.send(request, stream=True)
    try:
        if response.is_redirect:
            return response.headers["location"]
        if response.status_code != 200:
            why = _REASONS.get(response.status_code, "try again later" if response.status_code >= 500 else "refused")
            raise FetchError(f"{host} answered {response.status_code}: {why}")
        data = bytearray()
        for chunk in response.iter_bytes():
            data += chunk
            if len(data) > MAX_BYTES:
                raise TooLarge(f"the page at {host} has over {MAX_BYTES / 1e6:.0f} MB: paste the article's text")
            if time.monotonic() > ends:
                raise FetchError(f"{host} took too long: paste the article's text")
        return Page(url, bytes(data), response.charset_encoding)
    finally:
        response.close()
