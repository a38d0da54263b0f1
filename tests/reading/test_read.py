"""Whole articles from every format, and one clear line for everything that is none."""

import io
import os
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Article
from summarizer.errors import BlockedUrl, EmptyArticle, FetchError, ReadError, TooLarge
from summarizer.reading import read, read_text

TITLE = "Council approves budget"
LINES = [
    "The council approved the budget on Monday after a debate that went on for six hours in the old town hall.",
    "“It is a fair budget,” Mayor Anna Reed said, “and it leaves nobody behind in this town of 4,200 people.”",
    "Turnout was 54%, officials said, and the new rates of the town will come into force on the first of January.",
]
TEXT = "\n\n".join([TITLE, *LINES])
EXAMPLES = sorted(Path("examples").glob("*.[tm][xd]*"))


def whole(article: Article) -> bool:
    """Sentences are where they say, and what lies between them is white space."""
    position = 0
    for sentence in article.sentences:
        if (
            article.text[position : sentence.start].strip()
            or article.text[sentence.start : sentence.end] != sentence.text
        ):
            return False
        position = sentence.end
    return not article.text[position:].strip()


def _html() -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in LINES)
    return (
        f"<!doctype html><html><head><title>{TITLE}</title><script>var x = 'NEVER';</script></head>"
        f"<body><nav>Home | News</nav>"
        f"<article><h1>{TITLE}</h1>{paragraphs}</article><footer>All rights reserved</footer></body></html>"
    ).encode()


def _pdf() -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    for line in [TITLE, *LINES]:
        pdf.multi_cell(0, 6, line.replace("“", '"').replace("”", '"'))
        pdf.ln(6)
    return bytes(pdf.output())


def _docx() -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    for line in LINES:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


FORMATS = {
    "a.txt": TEXT.encode(),
    "a.md": f"# {TITLE}\n\n".encode() + "\n\n".join(line.replace("the ", "*the* ") for line in LINES).encode(),
    "a.html": _html(),
    "a.pdf": _pdf(),
    "a.docx": _docx(),
    "wrong.txt": _pdf(),
    "wrong.pdf": TEXT.encode(),
    "no-extension": _html(),
    "utf16.txt": TEXT.encode("utf-16"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_article(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FORMATS[name])
    article = read(path)
    assert article.title == TITLE
    assert [s.text.replace('"', "“")[:20] for s in article.sentences] == [line[:20] for line in LINES]
    assert article.language == "en" and article.source == str(path) and whole(article)
    assert "NEVER" not in article.text


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert read("-").title == TITLE


def test_a_pasted_page_is_read_as_a_page() -> None:
    assert read_text(_html().decode()).title == TITLE


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples(path: Path) -> None:
    if path.name == "README.md":
        pytest.skip("not an article")
    article = read(path)
    assert article.title and whole(article) and len(article.sentences) > 5


def test_the_appeal_is_kept_aside() -> None:
    article = read("examples/wire-report.txt")
    assert "appeal" in {block.reason for block in article.removed}
    assert "Dear readers" not in article.text
    kept = read("examples/wire-report.txt", keep_boilerplate=True)
    assert "Dear readers" in kept.text and not kept.removed


BAD = {
    "empty.txt": (b"", EmptyArticle),
    "blank.txt": (b" \n\t\n", EmptyArticle),
    "marks.txt": (b"--- *** 123 ...", EmptyArticle),
    "boilerplate.txt": (
        b"Advertisement\n\nSign up for our newsletter.\n\n\xc2\xa9 2025 The Courier. All rights reserved.",
        EmptyArticle,
    ),
    "noise.txt": (os.urandom(4096).replace(b"%PDF", b"") + b"\x00\x01\x02" * 50, ReadError),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, ReadError),
    "broken.pdf": (b"%PDF-1.7\n1 0 obj\n<<garbage", ReadError),
    "cut.pdf": (_pdf()[:600], ReadError),
    "cut.docx": (_docx()[:2000], ReadError),
    "other.zip": (b"PK\x03\x04 not a word file", ReadError),
    "long.txt": (b"word " * 500_000, TooLarge),
    "empty.html": (b"<!doctype html><html><body></body></html>", EmptyArticle),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files(name: str, tmp_path: Path) -> None:
    data, kind = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(kind, match=name) as caught:
        read(path)
    assert "\n" not in str(caught.value)


def test_a_word_file_that_unpacks_to_too_much(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 201_000_000)
    with pytest.raises(TooLarge):
        read(path)


@pytest.mark.parametrize(
    ("source", "kind", "message"),
    [
        ("no-such-file.txt", ReadError, "there is no file no-such-file.txt"),
        ("tests", ReadError, "is a folder"),
        ("x" * 5000, ReadError, "cannot be read"),
        ("a\0b", ReadError, "cannot be read"),
        ("file:///etc/passwd", BlockedUrl, "file://"),
        ("javascript:alert(1)", BlockedUrl, "javascript"),
        ("http://127.0.0.1/x", BlockedUrl, "127.0.0.1"),
        ("http://localhost:8080/x", BlockedUrl, "localhost"),
    ],
)
def test_bad_sources(source: str, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        read(source)


def test_offline_never_asks_the_network() -> None:
    with pytest.raises(FetchError, match="offline"):
        read("https://example.org/a", offline=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(TEXT)
    path.chmod(0)
    with pytest.raises(ReadError, match="permissions"):
        read(path)


def test_a_string_that_is_too_long() -> None:
    with pytest.raises(TooLarge):
        read_text("word " * 500_000)


def test_a_sentence_of_100_000_characters() -> None:
    article = read_text("word " * 20_000 + "end.")
    assert whole(article) and len(article.text) > 99_000


@given(st.text(max_size=400))
def test_any_string_is_read_or_refused(text: str) -> None:
    try:
        article = read_text(text)
    except ReadError as error:
        assert "\n" not in str(error)
    else:
        assert whole(article)


@given(
    st.lists(
        st.sampled_from([*LINES, "Mixed смешанный 混合 text.", "«Да», — сказал он.", "他说：“好。”"]),
        min_size=1,
        max_size=8,
    )
)
def test_no_news_is_lost(lines: list[str]) -> None:
    article = read_text("\n\n".join([TITLE, *lines]))
    assert article.text == "\n\n".join(lines) and whole(article)
    assert len(article.paragraphs) == len(lines)
