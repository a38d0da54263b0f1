"""Every message that a reader can meet has a translation: read off the code, so that a new one is not forgotten."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import summarizer
from summarizer import errors
from summarizer.models import catalog
from summarizer.models.engines import runtime
from summarizer.reading import extract, web
from summarizer.rendering.labels import LABELS
from summarizer.rendering.messages import Message, fields, messages, said

PACKAGE = Path(summarizer.__file__).parent
OTHERS = sorted(LABELS.keys() - {"en"})
READ = (
    "verifying",
    "reading",
    "page",
    "models",
    "summarizing",
    "translating",
    "digest.py",
    "profiles.py",
    "installation.py",
)
"""Where the messages are made that visitors of a page meet: whoever runs one for themselves is its visitor."""
EXEMPT = {"verifying/gazetteer.py"}
"""Errors of files that the package itself ships."""
MESSAGE = {"Doubt": 2, "Flag": 3, "Difference": 2} | {
    name: 0 for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)
}
"""Which argument is the message."""


def written() -> Iterator[tuple[str, str]]:
    """(where, message) of each message of the code, with `x1`, `x2`, … for what varies."""
    for root in map(PACKAGE.joinpath, READ):
        for path in sorted(root.rglob("*.py")) if root.is_dir() else [root]:
            name = path.relative_to(PACKAGE).as_posix()
            if name not in EXEMPT:
                tree = ast.parse(path.read_text("utf-8"))
                for node in _messages(tree):
                    yield from ((f"{name}:{node.lineno}", text) for text in _texts(node, tree))


def _messages(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            place = MESSAGE.get(node.func.id)
            if place is not None and len(node.args) > place:
                yield node.args[place]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "notices.append":
            yield node.args[0]
        elif isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):  # (kind, message)
            kind, *rest = node.value.elts
            if isinstance(kind, ast.Constant) and len(rest) == 1 and isinstance(rest[0], ast.JoinedStr):
                yield rest[0]


def _texts(node: ast.expr, tree: ast.Module) -> list[str]:
    """What an expression can say. Nothing, where it passes on what was said elsewhere (`doubt.message`)."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            pieces = [_pieces(part, n) for n, part in enumerate(parts)]
            return ["".join(choice) for choice in product(*pieces)]
        case ast.IfExp(body=body, orelse=other):
            return _texts(body, tree) + _texts(other, tree)
        case ast.BoolOp(values=values):
            return [text for value in values for text in _texts(value, tree)]
        case ast.Name(id=name):
            given = [n.value for n in ast.walk(tree) if isinstance(n, ast.Assign) and _is(n.targets[0], name)]
            return [text for value in given for text in _texts(value, tree)]
    return []


def _pieces(part: ast.expr, n: int) -> list[str]:
    if isinstance(part, ast.Constant):
        return [str(part.value)]
    assert isinstance(part, ast.FormattedValue)
    match part.value:
        case ast.Call(func=ast.Name(id="quote")):
            return [f"“x{n}”"]
        case ast.IfExp() as choice:  # took too long, or could not be read
            return _texts(choice, ast.Module([], []))
        case ast.BinOp(left=ast.Constant(value=str(plural)), op=ast.Mult()):  # piece, or pieces
            return ["", plural]
    return [f"x{n}"]


def _is(target: ast.expr, name: str) -> bool:
    return isinstance(target, ast.Name) and target.id == name


WRITTEN = sorted(set(written()))


def test_the_code_was_read() -> None:
    said_there = {text for _, text in WRITTEN}
    assert len(said_there) > 100
    assert {"left untranslated", "x0 is already in x1"} & said_there == {"left untranslated"}
    assert "“x0” has become “x2”" in said_there  # an assignment, then a call
    assert "x0 took too long" in said_there  # a choice within a text
    assert "x0 piece of the source unknown to the model" in said_there


@pytest.mark.parametrize("locale", OTHERS)
def test_every_message_is_said_in_every_language(locale: str) -> None:
    missing = [f"{where}: {text}" for where, text in WRITTEN if said(text, locale)[1] != locale]
    assert not missing, "summarizer/rendering/messages.toml lacks:\n" + "\n".join(missing)


@pytest.mark.parametrize("locale", OTHERS)
def test_what_varies_comes_back(locale: str) -> None:
    for where, text in WRITTEN:
        told = said(text, locale)[0]
        assert all(f"x{n}" in told for n in range(9) if f"x{n}" in text), (where, told)


@pytest.mark.parametrize("known", messages(), ids=lambda known: known.english[:40])
def test_each_entry_is_whole(known: Message) -> None:
    assert set(known.translations) - {"en"} == set(OTHERS)
    assert len(set(known.fields)) == len(known.fields)
    for language, template in known.translations.items():
        assert sorted(fields(template)) == sorted(known.fields), language


@pytest.mark.parametrize("locale", OTHERS)
def test_what_is_named_in_a_message_is_said_too(locale: str) -> None:
    words = [*web._REASONS.values(), "try again later", "refused", *(kind for _, kind in extract._KNOWN)]
    words += [profile.needs for profile in catalog.load().profiles.values()]
    words += [runtime._ADVICE, "install summarizer again", "use --profile builtin", "leave --entailment out"]
    for word in words:
        assert said(word, locale)[1] == locale, word
    assert said(f"host answered 404: {web._REASONS[404]}", locale)[0].find("such") < 0


@pytest.mark.parametrize(
    "message, locale, told",
    [
        ("“11 days” has become “1 день”", "ru", "«11 days» превратилось в «1 день»"),
        ("“11 days” has become “1 день”", "zh", "“11 days”变成了“1 день”"),
        ("“11 days” has become “1 день”", "en", "“11 days” has become “1 день”"),
        ("“a” is not in the translation, which has “b”", "ru", "«a» в переводе нет, там «b»"),
        ("this is a program, not text", "ru", "это не текст, а программа"),
        ("nothing is left of it but boilerplate: --keep-boilerplate digests it all the same", "en",
         "nothing is left of it but boilerplate: paste the text of the article itself"),
        ("a.exe: this is a program, not text", "ru", "a.exe: это не текст, а программа"),
        ("opus: a.json is cut short: download the model again", "zh", "opus：a.json 不完整：请重新下载模型"),
        ("opus in /a cannot be loaded (b: c): install summarizer again", "ru",
         "opus в /a не загружается (b: c): установите summarizer заново"),
        ("“{a}” is not in the source", "ru", "«{a}» в оригинале нет"),
    ],
)  # fmt: skip
def test_examples(message: str, locale: str, told: str) -> None:
    assert said(message, locale) == (told, locale)


@pytest.mark.parametrize("message", ["", "left untranslated!", "nobody says it", "“a” has become", "“” is not in"])
@pytest.mark.parametrize("locale", ["ru", "tlh"])
def test_what_has_no_translation_stays_english(message: str, locale: str) -> None:
    assert said(message, locale) == (message, "en")


@given(st.text(st.sampled_from("“”a{}: ,()0123456789"), max_size=200), st.sampled_from(OTHERS))
def test_no_message_breaks_it(message: str, locale: str) -> None:
    text, language = said(message, locale)
    assert language in ("en", locale) and (text == message or language == locale)


def test_an_endless_message_takes_no_time() -> None:
    assert said("“: ”, line 1 “: ( )" * 100_000, "ru")[1] in ("en", "ru")
