"""Whatever is given: one line that says what is wrong, the documented exit code, no traceback, nothing half-written."""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from summarizer.reading import guard, web

from ..servers import serving

Run = Callable[..., Any]
NEWS = "The council decided on Monday to keep the old library open after a long debate about its roof."
BOILERPLATE = (
    "Advertisement\n\nDear readers,\n\nPlease support us from $3 a month.\n\nRemind me later\n\n© 2025 The Courier"
)


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(51_000_000)


def fifty_megabytes(path: Path) -> None:
    path.write_bytes(f"{NEWS}\n\n".encode() * (50_000_000 // len(NEWS) + 1))


FILES: dict[str, tuple[Callable[[Path], Any], str]] = {
    "empty.txt": (lambda path: path.write_bytes(b""), "there is no text in it"),
    "blank.txt": (lambda path: path.write_text(" \n\t\n \u00a0\n"), "there is no text in it"),
    "signs.txt": (lambda path: path.write_text("*** 12 --- 7 …"), "there is no text in it"),
    "invisible.txt": (lambda path: path.write_text("\u200b\u00ad\ufeff\u2060" * 50, "utf-8"), "there is no text in it"),
    "boilerplate.txt": (lambda path: path.write_text(BOILERPLATE, "utf-8"), "--keep-boilerplate"),
    "noise.bin": (lambda path: path.write_bytes(random.Random(1).randbytes(5000)), "text"),
    "program": (lambda path: path.write_bytes(b"\x7fELF" + bytes(2000)), "a program, not text"),
    "picture.txt": (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500)), "a PNG picture"),
    "controls.txt": (lambda path: path.write_bytes(bytes(range(1, 32)) * 100), "binary"),
    "nulls.txt": (lambda path: path.write_bytes(bytes(3000)), "binary"),
    "huge.txt": (fifty_megabytes, "over 50 MB"),
    "hole.txt": (sparse, "over 50 MB"),
    "long.txt": (lambda path: path.write_text(f"{NEWS}\n\n" * 25_000), "characters are too many"),
    "broken.pdf": (lambda path: path.write_bytes(b"%PDF-1.7\n1 0 obj\n<</Type/Catalog\ngarbage"), "PDF"),
    "broken.docx": (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(300)), "Word"),
    "picture.pdf": (lambda path: path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(300)), "a JPEG picture"),
    "old.doc": (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "save it as"),
    "page.html": (lambda path: path.write_text("<!doctype html><html><body><script>1</script></body></html>"), "paste"),
    "folder": (lambda path: path.mkdir(), "is a folder"),
    "missing.txt": (lambda path: None, "there is no file"),
    "dangling.txt": (lambda path: path.symlink_to("nowhere"), "there is no file"),
    "loop.txt": (lambda path: path.symlink_to(path.name), "cannot be read"),
    "x" * 300: (lambda path: None, "cannot be read"),
    "a\0b": (lambda path: None, "cannot be read"),
}


def refused(outcome: Any, folder: Path, before: set[str], message: str) -> None:
    assert outcome.code == 1 and outcome.out == ""
    assert outcome.err.startswith("summarize: ") and outcome.err.count("\n") == 1, outcome.err
    assert message in outcome.err and len(outcome.err) < 500
    assert "Traceback" not in outcome.err
    assert {entry.name for entry in folder.iterdir()} == before


@pytest.mark.parametrize("name", FILES, ids=lambda name: ascii(name[:20]))
def test_files(name: str, run: Run, tmp_path: Path, engine: Any) -> None:
    make, message = FILES[name]
    make(tmp_path / name)
    before = {entry.name for entry in tmp_path.iterdir()}
    refused(run(tmp_path / name, "-o", tmp_path / "out.json"), tmp_path, before, message)


def test_a_package_that_is_missing(run: Run, tmp_path: Path, engine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    page = tmp_path / "page.html"
    page.write_text(f"<article><p>{NEWS}</p></article>")
    failed = run(page)
    assert failed.code == 1 and failed.err.count("\n") == 1
    assert "trafilatura" in failed.err and "install summarizer again" in failed.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(run: Run, article: Path, engine: Any) -> None:
    article.chmod(0)
    refused(run(article, "-o", article.parent / "out.json"), article.parent, {article.name}, "permissions")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux")
def test_a_file_that_cannot_be_read(run: Run, tmp_path: Path, engine: Any) -> None:
    refused(run("/proc/self/mem", "-o", tmp_path / "out.json"), tmp_path, set(), "cannot be read")


STRANGE = {
    "one very long sentence": ("the council kept on talking " * 3600 + "until it was late.", 1),
    "control characters": (f"\x1b[31m{NEWS}\x07\x1b[0m\u202e\n\n{NEWS} {NEWS} {NEWS}", 2),
    "mixed scripts": ("The mayor said «да» and 好的 to τους reporters on Monday.\n\nМэр ушёл.\n\n市长走了。", 3),
    "no stop at all": ("the council kept on talking " * 60, 1),
    "one short sentence": ("It rained on Monday.", 1),
    "one line a sentence": ("\n".join([NEWS] * 40), 40),
    "lone surrogates and private use": (f"{NEWS} \ue000\ufffd", 1),
}


@pytest.mark.parametrize("name", STRANGE)
def test_strange_text_is_digested_whole(name: str, run: Run, tmp_path: Path, engine: Any) -> None:
    text, sentences = STRANGE[name]
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    outcome = run(tmp_path / "a.txt", "--format", "json", "--no-repair", "--to", "ru")
    made = json.loads(outcome.out)
    assert outcome.code == 0 and outcome.err == ""
    assert made["report"]["sentences_in"] == made["report"]["sentences_out"]["ru"] >= sentences
    assert not set(made["article"]["text"]) & set("\x00\x07\x1b\u202e")


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response({"/404": 404, "/403": 403, "/500": 500, "/moved": 302}.get(self.path, 200))
        self.send_header("Content-Type", "text/html")
        if self.path == "/moved":
            self.send_header("Location", "http://10.0.0.1/secret")
        self.end_headers()
        try:
            if self.path == "/slow":
                for _ in range(50):
                    self.wfile.write(b"<p>word</p>")
                    self.wfile.flush()
                    time.sleep(0.1)
            elif self.path == "/huge":
                self.wfile.write(b"<p>word</p>" * (web.MAX_BYTES // 10))
            elif self.path == "/picture":
                self.wfile.write(b"\x89PNG\r\n\x1a\n" + bytes(500))
            elif self.path == "/nothing":
                self.wfile.write(b"<!doctype html><html><body><nav><a href='/'>Home</a></nav></body></html>")
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving(_Site) as port:
        yield f"http://news.example:{port}"


@pytest.fixture
def reachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """`news.example` is on loopback; the guard judges every other name as always."""

    def resolve(host: str, port: int) -> str:
        return "127.0.0.1" if host == "news.example" else guard.resolve(host, port)

    monkeypatch.setitem(web.fetch.__kwdefaults__, "resolve", resolve)
    monkeypatch.setitem(web.fetch.__kwdefaults__, "seconds", 1.0)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/404", "404: there is no such page"),
        ("/403", "403"),
        ("/500", "500: try again later"),
        ("/slow", "took too long"),
        ("/huge", "over 10 MB"),
        ("/picture", "a PNG picture"),
        ("/nothing", "nothing is left of it"),
        ("/empty", "no text"),
        ("/moved", "10.0.0.1 is a private or local address"),
    ],
)
def test_pages(path: str, message: str, site: str, run: Run, tmp_path: Path, engine: Any, reachable: None) -> None:
    refused(run(site + path, "-o", tmp_path / "out.json"), tmp_path, set(), message)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://127.0.0.1/", "private or local"),
        ("http://localhost:8080/x", "private or local"),
        ("http://[::1]/", "private or local"),
        ("http://192.168.1.1/admin", "private or local"),
        ("http://169.254.169.254/latest/meta-data/", "private or local"),
        ("http://0x7f.1/", "0x7f.1"),
        ("http://user:secret@news.example/", "user name or password"),
        ("ftp://news.example/a", "ftp:// cannot be read"),
        ("file:///etc/passwd", "file:// cannot be read"),
        ("http://", "names no host"),
        ("http://[", "no valid URL"),
        ("http://news.example:99999/", "no valid URL"),
    ],
)
def test_addresses(url: str, message: str, run: Run, tmp_path: Path, engine: Any) -> None:
    outcome = run(url, "-o", tmp_path / "out.json")
    refused(outcome, tmp_path, set(), message)
    assert "secret@" not in outcome.err


def test_offline_asks_nobody(run: Run, tmp_path: Path, engine: Any) -> None:
    outcome = run("https://news.example/", "--offline", "-o", tmp_path / "out.json")
    refused(outcome, tmp_path, set(), "leave --offline out")


@pytest.mark.parametrize(
    ("target", "message"),
    [("missing/out.json", "No such file"), (".", "is a directory"), ("x" * 300, "too long")],
)
def test_outputs(target: str, message: str, run: Run, article: Path, engine: Any) -> None:
    outcome = run(article, "-o", article.parent / target, "--quiet")
    refused(outcome, article.parent, {article.name}, message)
