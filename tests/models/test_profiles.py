"""Profiles and the options that replace their models, from the command's outside."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarizer.cli import main
from summarizer.digest import Options, Runtime, Server
from summarizer.models import catalog, conversion, store
from summarizer.models.catalog import Entry
from summarizer.profiles import load

from .recipes import RECIPES
from .texts import ARTICLES, CHINESE, ENGLISH, RUSSIAN, TEXTS

Find = Callable[[str], Path]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Digest the sentences with these options; returns exit code, standard output, standard error."""

    def call(*options: str, text: str = "\n\n".join(ENGLISH)) -> tuple[int, str, str]:
        article = tmp_path / "article.txt"
        article.write_text(text, encoding="utf-8")
        with pytest.raises(SystemExit) as stop:
            main(["digest", str(article), "--threads", "1", *options])
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return call


@pytest.fixture
def install(checkpoint: Find, tmp_path: Path) -> Callable[[str, str], Entry]:
    """Put a checkpoint where the hub's clients would have put the catalogue's model of that name."""

    def put(name: str, recipe: str) -> Entry:
        entry = catalog.load().find(name)
        place = store.repository(entry)
        (place / "refs").mkdir(parents=True)
        (place / "refs" / "main").write_text("c0ffee")
        (place / "snapshots").mkdir()
        (place / "snapshots" / "c0ffee").symlink_to(checkpoint(recipe))
        return entry

    return put


def _sentences(out: str, language: str) -> list[str]:
    return [s["text"] for s in json.loads(out)["translations"][language]["article"]]


def _plain(text: str) -> str:
    """Without what typography changes."""
    return "".join(text.replace("，", ",").split())


def test_a_translator_from_a_folder(run: Run, checkpoint: Find) -> None:
    """One model, both languages, sentence by sentence."""
    code, out, _ = run("--translator", str(checkpoint("marian")), "--no-repair", "--format", "json")
    assert code == 0
    for language, texts in (("ru", RUSSIAN), ("zh", CHINESE)):
        assert [_plain(text) for text in _sentences(out, language)] == [_plain(text) for text in texts]
    assert json.loads(out)["translations"]["ru"]["model"] == "marian"


@pytest.mark.parametrize(
    ("name", "source"),
    [(name, source) for name, recipe in RECIPES.items() for source, target in recipe.ways if target == "en"],
)
def test_an_article_into_english(run: Run, checkpoint: Find, name: str, source: str) -> None:
    """The sentences as the model learned them, and the summary with them."""
    options = ("--translator", str(checkpoint(name)), "--to", "en", "--no-repair", "--format", "json")
    code, out, _ = run(*options, text="\n\n".join(TEXTS[source]))
    digest = json.loads(out)
    assert (code, digest["article"]["language"], digest["report"]["clipped"]) == (0, source, 0)
    assert _sentences(out, "en") == list(ENGLISH)
    [place] = digest["summary"]["sentences"][0]["evidence"]
    assert digest["translations"]["en"]["summary"][0]["text"] == ENGLISH[place]


def test_a_summarizer_from_a_folder(run: Run, checkpoint: Find) -> None:
    article, summary = next(iter(ARTICLES.items()))
    code, out, _ = run("--summarizer", str(checkpoint("bart")), "--format", "json", text=article)
    assert code == 0
    assert " ".join(s["text"] for s in json.loads(out)["summary"]["sentences"]) == summary
    assert json.loads(out)["summary"]["sentences"][0]["evidence"] == [0]


def test_conversion_happens_once(run: Run, checkpoint: Find, cache: Path) -> None:
    options = ("--translator", str(checkpoint("marian")), "--no-repair", "--to", "ru", "--format", "json")
    first = run(*options)
    made = {path: path.stat().st_mtime_ns for path in cache.rglob("model.bin")}
    assert len(made) == 1
    second = run(*options)
    assert {path: path.stat().st_mtime_ns for path in cache.rglob("model.bin")} == made
    assert _sentences(first[1], "ru") == _sentences(second[1], "ru")
    assert "converting marian to int8, this once" in first[2]
    assert second[2] == ""
    run(*options, "--quantization", "float32")
    assert len(list(cache.rglob("model.bin"))) == 2
    assert not [path for path in cache.rglob("*") if path.name.startswith(".making")]


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--translator", "opus-mt-en-rus"], 1, "did you mean opus-mt-en-ru"),
        (["--translator", "nobody/nothing"], 1, "nobody/nothing (size unknown, licence: unknown"),
        (["--translator", "opus-mt-en-ru"], 1, "summarize models download opus-mt-en-ru"),
        (["--profile", "fast"], 1, "summarize models download fast"),
        (["--profile", "fats"], 1, "choose one of auto, builtin, fast, balanced, best, server"),
        (["--profile", "server"], 2, "needs --server URL"),
        (["--server", "http://127.0.0.1:1"], 2, "--server and --model go together"),
        (["--server", "http://example.org", "--model", "m", "--offline"], 2, "exclude each other"),
        (["--translator", "/nowhere/at/all"], 1, "there is no folder /nowhere/at/all"),
        (["--translator", "{bart}"], 2, "summarises and does not translate"),
        (["--summarizer", "{marian}"], 2, "translates and does not summarise"),
        (["--translator", "{marian}", "--to", "de"], 1, "does not translate en → de: choose another model"),
        (["--translator", "{marian}", "--quantization", "int3"], 2, "choose one of int8,"),
        (["--summarizer", "{led}", "--quantization", "int8"], 2, "choose one of float32,"),
        (["--translator", "{marian}", "--device", "cuda"], 2, "no CUDA device"),
        (["--summarizer", "{led}", "--device", "mps"], 2, "no mps device"),
    ],
)
def test_bad_choices_get_one_line(run: Run, checkpoint: Find, options: list[str], code: int, message: str) -> None:
    folders = {name: checkpoint(name) for name in ("bart", "marian", "led")}
    found, out, err = run(*(option.format(**folders) for option in options))
    assert (found, out) == (code, "")
    assert message in err
    assert err.count("\n") <= (1 if code == 1 else 4)
    assert "Traceback" not in err


def test_a_direction_the_model_lacks_is_said_and_left_out(run: Run, checkpoint: Find) -> None:
    code, out, _ = run("--translator", str(checkpoint("marian")), "--to", "de,ru", "--no-repair", "--format", "json")
    assert code == 0
    assert list(json.loads(out)["translations"]) == ["ru"]
    assert any("en → de" in notice for notice in json.loads(out)["report"]["notices"])


def test_auto_takes_what_is_there_and_says_so(install: Any) -> None:
    assert load(Options()).profile == "builtin"
    assert any("models download fast" in notice for notice in load(Options()).notices)
    install("distilbart-cnn-12-6", "bart")
    install("opus-mt-en-ru", "marian-one-way")
    assert load(Options()).profile == "builtin"
    install("opus-mt-en-zh", "marian")
    models = load(Options())
    assert models.profile == "fast"
    assert any(notice.startswith("profile fast") for notice in models.notices)
    assert models.summarizer.info.name == "distilbart-cnn-12-6"
    assert {language: t.info.name for language, t in models.translators.items()} == {
        "ru": "opus-mt-en-ru",
        "zh": "opus-mt-en-zh",
    }


def test_an_article_in_a_language_the_profile_cannot_summarise(run: Run, install: Any) -> None:
    install("distilbart-cnn-12-6", "bart")
    install("opus-mt-en-ru", "marian-one-way")
    install("opus-mt-en-zh", "marian")
    code, out, _ = run("--profile", "fast", "--format", "json", text=" ".join(RUSSIAN))
    assert code == 0
    assert json.loads(out)["summary"]["model"] == "extractive"
    assert any("does not know ru" in notice for notice in json.loads(out)["report"]["notices"])


def test_non_commercial_licences_are_said(install: Any) -> None:
    install("nllb-200-600m", "nllb")
    models = load(Options(translator="nllb-200-600m"))
    assert any("CC-BY-NC-4.0: not for commercial use" in notice for notice in models.notices)


def test_no_profile_has_a_non_commercial_or_gated_model() -> None:
    known = catalog.load()
    for profile in known.profiles.values():
        for name in profile.models:
            assert known.find(name).commercial and not known.find(name).gated


def test_one_model_serves_both_languages(checkpoint: Find) -> None:
    models = load(Options(translator=str(checkpoint("mbart50"))))
    assert models.translators["ru"] is models.translators["zh"]


def test_too_little_memory_is_told_before_loading(checkpoint: Find, monkeypatch: pytest.MonkeyPatch) -> None:
    from summarizer.errors import OutOfMemory
    from summarizer.models.engines import runtime

    monkeypatch.setattr(runtime, "free_memory", lambda: 100_000)
    with pytest.raises(OutOfMemory, match=r"--profile fast .* or builtin"):
        load(Options(translator=str(checkpoint("marian"))))


def test_the_key_names_model_revision_and_quantization() -> None:
    keys = {
        conversion.key(name, revision, kind)
        for name in ("a/b", "a/c")
        for revision in ("1", "2")
        for kind in ("int8", "float32")
    }
    assert len(keys) == 8
    assert all("/" not in key for key in keys)


def test_a_key_of_a_server_is_not_shown() -> None:
    assert "secret" not in repr(Server("http://x", "m", "secret"))
    assert Server("http://localhost:8000/v1", "m").is_local
    assert not Server("https://example.org", "m").is_local


def test_the_builtin_profile_stays_light() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from summarizer.profiles import load; from summarizer.digest import Options; load(Options());"
        "print([m for m in ('torch', 'transformers', 'huggingface_hub', 'gradio') if m in sys.modules])"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "[]"


def test_runtime_reaches_the_engine(checkpoint: Find) -> None:
    options = Options(translator=str(checkpoint("marian")), runtime=Runtime(threads=3, quantization="int16"))
    translator: Any = load(options).translators["ru"]
    assert translator.engine._threads == 3
