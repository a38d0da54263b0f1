"""Entailment models: tiny ones with real tokenizers, from the folder to the flag."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from summarizer.article import Article
from summarizer.cli import main
from summarizer.digest import Options, Runtime, digest, stream
from summarizer.errors import ModelError, ModelNotInstalled, SummarizerError
from summarizer.models import catalog, hub, loading, store
from summarizer.models.engines.base import Verdict
from summarizer.models.waiting import telling
from summarizer.page.workshop import Workshop
from summarizer.profiles import load
from summarizer.reading import read_text
from summarizer.results import Digest, ModelInfo, Summary, SummarySentence
from summarizer.summarizing.base import Length
from summarizer.verifying.support import evidence

from .judges import RECIPES, examples

Find = Callable[[str], Path]
ARTICLE = "The bus is red. The door is green."


class Says:
    """A summarizer that says these sentences, whatever the article."""

    info = ModelInfo("says", "CC0")

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def summarize(self, article: Article, length: Length) -> Summary:
        sources = [sentence.text for sentence in article.sentences]
        return Summary(tuple(SummarySentence(text, evidence(text, sources)) for text in self.texts), self.info)


def made(folder: Path, *texts: str) -> Digest:
    """The digest of `ARTICLE` whose summary says `texts`, held against it by the model in `folder`."""
    options = Options(to=(), profile="builtin", entailment=str(folder), runtime=Runtime("cpu", threads=1))
    models = replace(load(options), summarizer=Says(*texts))
    [done] = [e.item for e in stream(read_text(ARTICLE), options, models=models) if isinstance(e.item, Digest)]
    return done


def named(verdict: Verdict) -> str:
    rest = 1 - verdict.entailment - (verdict.contradiction or 0)
    chances = {"entailment": verdict.entailment, "contradiction": verdict.contradiction or 0, "neutral": rest}
    return max(chances, key=lambda name: chances[name])


@pytest.mark.parametrize("name", RECIPES)
def test_labels_are_read_by_their_names(judge: Find, name: str) -> None:
    """Three checkpoints with three orders of labels; more pairs than a batch holds, of many lengths."""
    ours = loading.judge(catalog.load().find(str(judge(name))), Runtime("cpu", threads=1))
    world = list(examples())
    verdicts = ours.judge([(premise, hypothesis) for premise, hypothesis, _ in world])
    if name == "two-labels":
        assert {verdict.contradiction for verdict in verdicts} == {None}
        assert [v.entailment > 0.5 for v in verdicts] == [label == "entailment" for _, _, label in world]
    else:
        assert [named(verdict) for verdict in verdicts] == [label for _, _, label in world]
    # The same beside pairs of other lengths: padding changes nothing, and what is too long is cut and counted.
    mixed = [(" ".join([premise] * n), hypothesis) for n in (300, 1, 40) for premise, hypothesis, _ in world[:9]]
    judged = ours.judge(mixed)
    assert [v.cut > 0 for v in judged] == [True] * 9 + [False] * 18
    among = judged[9:18]
    assert [v.entailment for v in among] == pytest.approx([v.entailment for v in verdicts[:9]], abs=1e-4)
    assert ours.judge([]) == []


@pytest.mark.parametrize("name", ["deberta", "xlm-roberta"])
def test_what_contradicts_the_article_is_flagged_and_what_it_says_is_not(judge: Find, name: str) -> None:
    told = made(judge(name), "The bus, red.", "The bus, white.", "The door, green.", "The door is green.")
    [flag] = [flag for flag in told.report.flags if flag.kind in ("contradicted", "not-entailed")]
    assert (flag.kind, flag.severity, str(flag.where)) == ("contradicted", "warning", "summary[1]")
    assert flag.message == "the article says otherwise: “The bus is red.”"
    assert "unsupported" not in {flag.kind for flag in told.report.flags}  # the model's word stands for the words'
    assert any("not calibrated" in notice for notice in told.report.notices)


def test_a_model_of_two_labels_says_what_does_not_follow(judge: Find) -> None:
    told = made(judge("two-labels"), "The bus, red.", "The bus, white.")
    assert [(f.kind, f.where.index) for f in told.report.flags if f.kind != "unsupported"] == [("not-entailed", 1)]


@pytest.mark.parametrize("form", ["text", "markdown", "json", "html"])
def test_the_flag_is_in_every_rendering(judge: Find, form: str) -> None:
    rendered = import_module(f"summarizer.rendering.{form}").render(made(judge("deberta"), "The bus, white."))
    assert "article says otherwise" in rendered


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--entailment", "mdeberta-v3-base-nli"], 1, "download mdeberta-v3-base-nli` fetches it, or leave --entail"),
        (["--entailment", "mdeberta"], 1, "no model named 'mdeberta'"),
        (["--entailment", "opus-mt-en-ru"], 1, "is not on this machine"),
        (["--entailment", "{deberta}", "--device", "cuda"], 2, "there is no CUDA device"),
        (["--translator", "{deberta}"], 2, "deberta neither summarises nor translates: name it with --entailment"),
        (["--summarizer", "{deberta}"], 2, "name it with --entailment"),
        (["--entailment", "{marian}"], 2, "marian is no entailment model: `summarize models list` shows which are"),
    ],
)
def test_bad_choices_get_one_line(
    judge: Find,
    checkpoint: Find,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    code: int,
    message: str,
) -> None:
    folders = {"{deberta}": judge, "{marian}": checkpoint}
    named = [str(folders[o](o.strip("{}"))) if o in folders else o for o in options]
    (tmp_path / "article.txt").write_text(ARTICLE)
    with pytest.raises(SystemExit) as stop:
        main(["digest", str(tmp_path / "article.txt"), *named])
    [line] = capsys.readouterr().err.splitlines()
    assert stop.value.code == code
    assert message in line


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ({"0": "NEGATIVE", "1": "POSITIVE"}, "its labels are negative, positive, and none is entailment"),
        ({"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"}, "its labels are label_0, label_1, label_2"),
        (None, "its outputs have no names"),
    ],
)
def test_a_classifier_of_something_else(judge: Find, tmp_path: Path, labels: Any, message: str) -> None:
    folder = Path(shutil.copytree(judge("deberta"), tmp_path / "sentiment"))
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"id2label": labels}))
    with pytest.raises(ModelError, match=f"sentiment is no entailment model: {message}"):
        load(Options(profile="builtin", entailment=str(folder)))


def test_a_classifier_is_no_summarizer_of_its_family(judge: Find, tmp_path: Path) -> None:
    """bart-large-mnli and its like say `bart`, and classify."""
    folder = Path(shutil.copytree(judge("deberta"), tmp_path / "bart"))
    config = json.loads((folder / "config.json").read_text())
    changed = {"model_type": "bart", "architectures": ["BartForSequenceClassification"]}
    (folder / "config.json").write_text(json.dumps(config | changed))
    assert hub.inspect(folder).family.name == "entailment"


def test_without_the_libraries_one_line_says_which_extra_they_are(judge: Find, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"pip install 'summarizer\[models\]'"):
        load(Options(profile="builtin", entailment=str(judge("deberta"))))


def test_auto_takes_what_is_there(judge: Find) -> None:
    options = Options(profile="builtin", entailment="auto")
    absent = load(options)
    assert absent.judge is None
    assert any("no entailment model is on this machine" in notice for notice in absent.notices)
    place = store.repository(catalog.load().find("xlm-roberta-large-xnli"))
    (place / "refs").mkdir(parents=True)
    (place / "refs" / "main").write_text("c0ffee")
    (place / "snapshots").mkdir()
    (place / "snapshots" / "c0ffee").symlink_to(judge("xlm-roberta"))
    there = load(options)
    assert there.judge is not None
    assert there.judge.info == ModelInfo("xlm-roberta-large-xnli", "MIT")
    assert "xlm-roberta-large-xnli" in there.folders.values()
    assert load(Options(profile="builtin")).judge is None
    assert "xlm-roberta-large-xnli" not in Workshop().choices()  # it cannot be chosen to write anything


def test_the_page_holds_summaries_against_articles_too(judge: Find) -> None:
    shop = Workshop(profile="builtin", entailment=str(judge("deberta")))
    assert shop.models("builtin").judge is not None
    assert "deberta" in dict(shop.in_use())


def test_a_word_while_it_works(judge: Find) -> None:
    said: list[str] = []
    with telling(said.append):
        made(judge("deberta"), "The bus, white.")
    assert said == ["deberta reads the summary", ""]


def test_sentences_of_the_article_need_no_model(judge: Find, tmp_path: Path) -> None:
    """The built-in summary is the article's own sentences: nothing is loaded to judge them."""
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE)
    arguments = ["digest", str(article), "--profile", "builtin", "--only", "summary", "--to", "ru", "--entailment"]
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print([m for m in ('torch', 'transformers') if m in sys.modules]))\n"
        f"from summarizer.cli import main; main({[*arguments, str(judge('deberta'))]!r})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "deberta held the summary against the article" in done.stdout


def test_a_model_that_is_not_here_is_never_fetched() -> None:
    with pytest.raises(ModelNotInstalled):
        digest(read_text(ARTICLE), Options(to=(), entailment="bge-m3-zeroshot-c"))


def test_a_damaged_vocabulary_is_told_when_it_is_needed(judge: Find, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(judge("deberta"), tmp_path / "model"))
    for path in (folder / "spm.model", folder / "tokenizer.json"):
        if path.exists():
            path.write_bytes(b"junk")
    with pytest.raises(SummarizerError, match="its tokenizer cannot be loaded"):
        made(folder, "The bus, white.")
