"""The engine on this machine: order, isolation of failures, the same bits in whatever company."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.articles import articles, sentences
from summarizer.batching import local
from summarizer.batching.jobs import Job
from summarizer.digest import Options, Runtime, digest
from summarizer.errors import BrokenInstall, CorruptModel, ServerError
from summarizer.models.waiting import long_work, telling
from summarizer.profiles import Models, load
from summarizer.reading import read_text
from summarizer.results import Translated
from summarizer.verifying import base

from ..fakes import FakeTranslator

OPTIONS = Options(to=("ru",), repair=False)
TEXT = "The council met on Monday in article {n}. It decided nothing at all, said the mayor."


def some(count: int) -> list[Job]:
    return [Job(str(n), text=TEXT.format(n=n)) for n in range(count)]


@pytest.mark.parametrize("ordered", [True, False])
def test_every_job_has_one_outcome(models: Models, ordered: bool) -> None:
    ids = [outcome.id for outcome in local.run(some(500), OPTIONS, models, ordered=ordered)]
    expected = [str(n) for n in range(500)]
    assert ids == expected if ordered else sorted(ids) == sorted(expected)


def test_sentences_of_many_articles_decode_together(models: Models, translator: FakeTranslator) -> None:
    list(local.run(some(500), OPTIONS, models))
    assert max(translator.calls) > 100 and len(translator.calls) < 20


def test_input_is_read_as_a_stream(models: Models) -> None:
    taken = 0

    def endless() -> object:
        nonlocal taken
        while True:
            taken += 1
            yield Job(str(taken), text=TEXT.format(n=taken))

    assert len(list(islice(local.run(endless(), OPTIONS, models), 100))) == 100  # type: ignore[arg-type]
    assert taken < 3000


BAD = [
    (Job("empty", text="   "), "no text"),
    (Job("gone", source="/nowhere.txt"), "no file"),
    (Job("line", problem="line 3 is not JSON"), "line 3 is not JSON"),
    (Job("poison", text="The word POISON breaks the engine."), "bad alloc"),
    (Job("dump", text="word " * 250_000), "in parts"),
    (Job("web", source="http://127.0.0.1/x"), "127.0.0.1"),
    (Job("null", text="\0\0"), "no text"),
]


@pytest.mark.parametrize(("bad", "reason"), BAD, ids=[job.id for job, _ in BAD])
def test_a_bad_article_fails_alone(models: Models, bad: Job, reason: str) -> None:
    work = some(20)
    work.insert(7, bad)
    outcomes = list(local.run(work, OPTIONS, models))
    (failed,) = [outcome for outcome in outcomes if outcome.problem is not None]
    assert failed.id == bad.id and reason in str(failed.problem) and "\n" not in str(failed.problem)
    assert [o.id for o in outcomes if o.record] == [str(n) for n in range(20)]


def test_a_server_that_is_down_stops_the_batch_instead_of_failing_every_article(
    models: Models, translator: FakeTranslator
) -> None:
    translator.down = True
    with pytest.raises(ServerError, match="does not answer"):
        list(local.run(some(30), OPTIONS, models))


EMPTY = Job("empty", text="   ")


def test_a_bad_article_does_not_hide_that_the_server_is_down(models: Models, translator: FakeTranslator) -> None:
    translator.down = True
    with pytest.raises(ServerError, match="does not answer"):
        list(local.run([EMPTY, *some(30)], OPTIONS, models))


def test_a_model_that_cannot_be_loaded_stops_the_batch(
    models: Models, translator: FakeTranslator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise CorruptModel("the model is cut short: download it again")

    for part, name in ((translator, "translate"), (models.summarizer, "summarize")):
        with monkeypatch.context() as patched, pytest.raises(CorruptModel, match="cut short"):
            patched.setattr(part, name, broken)
            list(local.run([EMPTY, *some(3)], OPTIONS, models))


def test_a_missing_package_stops_the_batch(models: Models, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = tmp_path / "article.html"
    article.write_text("<article><p>The council met on Monday. It decided nothing.</p></article>")
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(BrokenInstall, match=r"trafilatura.*install summarizer again"):
        list(local.run([*some(3), Job("html", source=str(article))], OPTIONS, models))


def test_a_missing_file_of_the_package_stops_the_batch(models: Models, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        open(Path(base.__file__).parent / "data" / "no-such-table.tsv").close()

    monkeypatch.setattr("summarizer.batching.local.finish", gone)
    with pytest.raises(BrokenInstall, match="no-such-table"):
        list(local.run(some(3), OPTIONS, models))


def test_who_runs_the_batch_is_told_of_long_work(
    models: Models, translator: FakeTranslator, monkeypatch: pytest.MonkeyPatch
) -> None:
    translate = FakeTranslator.translate

    def converting(self: FakeTranslator, sentences: Sequence[str], *rest: str) -> Iterator[Translated]:
        with long_work("converting"):
            return translate(self, sentences, *rest)

    monkeypatch.setattr(FakeTranslator, "translate", converting)
    told: list[str] = []
    with telling(told.append):
        list(local.run(some(1), OPTIONS, models))
    assert told == ["converting", ""]


def test_a_record_is_the_digest_under_its_id_without_timings(models: Models) -> None:
    (outcome,) = local.run(some(1), OPTIONS, models)
    data = json.loads(str(outcome.record))
    assert (data["id"], data["schema"]) == ("0", "digest/1")
    assert "seconds" not in data["report"]


def test_the_batch_gives_what_one_by_one_gives() -> None:
    options = Options(profile="builtin", only_summary=True, runtime=Runtime(threads=2))
    models = load(options)
    work = [Job(a["id"], text=a["text"], title=a["title"]) for a in articles(30)]
    together = [outcome.record for outcome in local.run(work, options, models)]
    alone = [
        local.record(job.id, digest(read_text(str(job.text), title=job.title, source=job.id), options)) for job in work
    ]
    assert together == alone


def test_a_translation_does_not_depend_on_its_company() -> None:
    translator = load(Options(profile="builtin", runtime=Runtime(threads=2))).translators["zh"]
    texts = sentences()[:60]
    whole = dict(zip(texts, translator.translate(texts, "en", "zh"), strict=True))
    chance = random.Random(3)
    for size in (1, 2, 7, 20):
        company = chance.sample(texts, size)
        assert list(translator.translate(company, "en", "zh")) == [whole[text] for text in company]
