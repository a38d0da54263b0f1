"""Fetching from a real server on loopback, which only an injected resolver may reach."""

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from summarizer.errors import BlockedUrl, FetchError, TooLarge
from summarizer.reading import guard, web

from ..servers import serving

PAGE = "<!doctype html><html><head><title>T</title></head><body><p>Привет</p></body></html>".encode("cp1251")


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        code, headers, body = 200, {"Content-Type": "text/html; charset=windows-1251"}, PAGE
        if self.path == "/moved":
            code, headers = 302, {"Location": "/page"}
        elif self.path == "/inside":
            code, headers = 302, {"Location": "http://169.254.169.254/latest/"}
        elif self.path == "/file":
            code, headers = 302, {"Location": "file:///etc/passwd"}
        elif self.path == "/round":
            code, headers = 302, {"Location": "/round"}
        elif self.path in ("/404", "/403", "/500"):
            code = int(self.path[1:])
        elif self.path == "/host":
            body = self.headers["Host"].encode()
        elif self.path == "/huge":
            body = b"x" * (web.MAX_BYTES + 10)
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        if self.path == "/slow":
            self.end_headers()
            try:
                for _ in range(100):
                    self.wfile.write(b"<p>word</p>")
                    self.wfile.flush()
                    time.sleep(0.1)
            except OSError:
                return
        else:
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                return

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving(_Site) as port:
        yield f"http://news.example:{port}"


def resolve(host: str, port: int) -> str:
    return "127.0.0.1" if host == "news.example" else guard.resolve(host, port)


def test_a_page_and_its_encoding(site: str) -> None:
    page = web.fetch(f"{site}/page", resolve=resolve)
    assert (page.data, page.charset) == (PAGE, "windows-1251")


def test_redirects_are_followed_and_the_name_is_sent(site: str) -> None:
    assert web.fetch(f"{site}/moved", resolve=resolve).url == f"{site}/page"
    assert web.fetch(f"{site}/host", resolve=resolve).data.decode() == site.removeprefix("http://")


@pytest.mark.parametrize(
    ("path", "error", "message"),
    [
        ("/inside", BlockedUrl, "169.254.169.254"),
        ("/file", BlockedUrl, "file://"),
        ("/round", FetchError, "redirects"),
        ("/404", FetchError, "404: there is no such page"),
        ("/403", FetchError, "403"),
        ("/500", FetchError, "500: try again later"),
        ("/huge", TooLarge, "10 MB"),
    ],
)
def test_refused(site: str, path: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message) as caught:
        web.fetch(f"{site}{path}", resolve=resolve)
    assert "\n" not in str(caught.value)


def test_slow_servers_are_left(site: str) -> None:
    with pytest.raises(FetchError, match="too long"):
        web.fetch(f"{site}/slow", resolve=resolve, seconds=0.5)


def test_nobody_there() -> None:
    with pytest.raises(FetchError, match=r"news\.example"):
        web.fetch("http://news.example:9/", resolve=lambda host, port: "127.0.0.1")


def test_by_default_loopback_is_refused(site: str) -> None:
    with pytest.raises(BlockedUrl, match=r"127\.0\.0\.1"):
        web.fetch(site.replace("news.example", "127.0.0.1") + "/page")
