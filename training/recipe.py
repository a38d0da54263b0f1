"""The steps from raw corpora to the shipped files. Each reads what the one before it wrote into the work folder."""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.article import Language
from summarizer.translating.typography import polish
from training import corpus as corpora
from training import mixture
from training.corpus import LANGUAGES, Pair
from training.errors import RecipeError
from training.files import whole
from training.work import Work

if TYPE_CHECKING:
    from training.model import Shape
    from training.train import Settings

PROJECT = Path(__file__).resolve().parent.parent
SHIPPED = Path(__file__).with_name("weights")
"""Weights, tokenizer and history of the translator that ships with the package."""
SENTENCES = Path(__file__).with_name("sentences")
"""News sentences written for this project, with their translations."""
PACKAGE = PROJECT / "summarizer" / "builtin" / "translator"
DICTIONARIES = PROJECT / "summarizer" / "verifying" / "data"
"""What the checks know about words."""
NAMES = DICTIONARIES / "gazetteer.tsv"
"""What the checks know about names."""
HINTED, EXCHANGED, WORDED = 30_000, 30_000, 20_000
"""Pairs a language that are packed once more with glossary hints in the source: of terms, of other names put for those
that stood there, of common words."""
NUMBERS, HEADLINES = 30_000, 10_000
"""Pairs a language that are packed once more with other numbers, with other capitals."""
DRILLS_SEED, TOKENIZER_SEED = 7, 5
COMPARED = 24
"""Dev segments a language that an export is compared on with its checkpoint."""
TRANSLATOR_FILES = ("config.json", "joint.spm", "model.bin", "shared_vocabulary.json")

Log = Callable[[str], None]


def clean(corpus: Path, sentences: Path, names: Path, work: Work, log: Log) -> None:
    """Corpus, the project's own sentences and its gazetteer of names → clean pairs of each language."""
    for language in LANGUAGES:
        dropped: Counter[str] = Counter()
        with whole(work.clean(language)) as partial:
            found = corpora.read(corpus, sentences, names, language)
            kept = corpora.write(corpora.clean(found, language, dropped), partial)
        if not kept:
            raise RecipeError(f"{corpus}: no usable pair of English and {language} in it")
        log(f"clean.{language}: {kept} pairs kept; dropped {dict(dropped.most_common()) or 'none'}")


def lexicon(work: Work, log: Log) -> None:
    """Clean pairs → the words and phrases whose translations they show, as pairs that `pack` adds."""
    from training import lexicon as phrases

    for language in LANGUAGES:
        with whole(work.lexicon(language)) as partial:
            found = corpora.write(phrases.build(corpora.load(work.clean(language)), language), partial)
        log(f"lexicon.{language}: {found} words and phrases")


def dictionary(work: Work, folder: Path, log: Log) -> None:
    """Clean pairs → the dictionaries of the checks, in `folder`."""
    from training import dictionary as words

    for language in LANGUAGES:
        found = words.build(corpora.load(work.clean(language)), language)
        with whole(folder / f"dictionary.{language}.tsv") as partial:
            partial.write_text("".join(f"{row}\n" for row in words.rows(found)), encoding="utf-8")
        log(f"dictionary.{language}: {len(found)} words")


def attested(work: Work, folder: Path, log: Log) -> None:
    """Clean pairs → the words that are in use although the checks' dictionary of Russian lacks them, in `folder`."""
    from training import attested as words

    found = words.build(corpora.load(work.clean("ru")))
    with whole(folder / "attested.ru.txt") as partial:
        partial.write_text(words.HEAD + "".join(f"{word}\n" for word in found), encoding="utf-8")
    log(f"attested.ru: {len(found)} stems")


def tokenizer(work: Work, start: Path | None, size: int, log: Log) -> None:
    """The SentencePiece model: that of the weights to start from, or a new one learned from the clean pairs."""
    from training import tokenizer as pieces

    with whole(work.joint) as partial:
        if start is None:
            pieces.train(_sample(work), partial, size)
        else:
            given = start.with_name("joint.spm")
            pieces.load(given)
            shutil.copyfile(given, partial)
    log(f"joint.spm: {pieces.load(work.joint).get_piece_size()} pieces")


def _sample(work: Work) -> Iterator[str]:
    """Both sides of the clean pairs, as often as the long phase takes them, but none twice."""
    rng = random.Random(TOKENIZER_SEED)
    for language in LANGUAGES:
        pairs = corpora.load(work.clean(language))
        names = sorted({pair.collection for pair in pairs})
        shares = dict(zip(names, mixture.shares(mixture.MIXTURE, "stable", names), strict=True))
        for pair in pairs:
            if rng.random() < shares[pair.collection]:
                yield pair.source
                yield polish(pair.target, pair.source, language)


def pack(work: Work, cuts: int, log: Log) -> None:
    """Clean pairs, drills made of them, and their lexicon if there is one → token ids: once as the tokenizer cuts best,
    and `cuts` times at random."""
    from training import pack as packing
    from training import tokenizer as pieces

    pairs = {language: _practice(work, language, log) for language in LANGUAGES}
    joint = pieces.load(work.joint)
    for stale in work.folder.glob("pack*.npz"):
        stale.unlink()
    for n in range(cuts, -1, -1):  # the first pack comes last: where it is, all are
        with whole(work.pack(n)) as partial:
            count = packing.build(pairs, joint, partial, packing.Sampling(n) if n else None)
    log(f"pack.npz: {count} pairs, cut in {1 + cuts} ways")


def _practice(work: Work, language: Language, log: Log) -> list[Pair]:
    """The clean pairs with their targets as newsrooms print them, the drills, and the lexicon if there is one."""
    from training import drills, hints

    found = [
        replace(pair, target=polish(pair.target, pair.source, language)) for pair in corpora.load(work.clean(language))
    ]
    terms, rng = hints.dictionary(found), random.Random(DRILLS_SEED)
    names = [(pair.source, pair.target) for pair in found if pair.collection in hints.NAME_COLLECTIONS]
    news = [pair for pair in found if pair.collection.startswith(hints.NEWS)]
    rng.shuffle(news)
    made = [
        *islice(hints.hinted(news, terms, language, rng), HINTED),
        *(islice(hints.exchanged(news, terms, names, language, rng), EXCHANGED) if names else ()),
        *islice(hints.worded(news, language, rng), WORDED),
        *islice(drills.numbers(news, language, rng), NUMBERS),
        *islice(drills.headlines(news, rng), HEADLINES),
    ]
    if work.lexicon(language).exists():
        made += corpora.load(work.lexicon(language))
    counts = Counter(pair.collection for pair in made)
    log(f"pack: {len(found)} pairs of English and {language}, and drills: {dict(counts)}")
    return found + made


def train(work: Work, settings: Settings, start: Path | None, shape: Shape | None, log: Log) -> None:
    """Train in the work folder, going on where a checkpoint there stands; else from the weights at `start`, or (None)
    from scratch a model of `shape`, whose vocabulary is that of the pack."""
    from training import checkpoint, history, memory, weights
    from training import pack as packing
    from training.train import Run

    memory.keep_freed_pages()
    memory.keep_kernels()
    data = [packing.load(path) for path in work.packs]
    if work.checkpoint.exists():
        found, position, tensors = checkpoint.load(work.checkpoint)
        # The order of the data depends on the seed: a run that goes on keeps the one it began with.
        run = Run(data, found, replace(settings, seed=position.seed), position, log)
        run.start(None, {name: int(t) if t.dim() == 0 else t for name, t in tensors.items()})
        log(f"going on after {position.steps} steps and {position.minutes:.1f} minutes, in phase {position.phase}")
    else:
        begin = weights.load(start) if start else None
        position = checkpoint.Position(seed=settings.seed, tokens=begin.tokens if begin else 0)
        if begin is None and shape is None:
            raise RecipeError("neither weights to start from nor a shape for new ones")
        size = begin.shape if begin else replace(shape, vocabulary=data[0].vocabulary)  # type: ignore[type-var]
        run = Run(data, size, settings, position, log)
        run.start(weights.to_begin_with(begin) if begin else None, None)
        past = history.load(start.with_name("history.json")) if start else history.History()
        history.save(past.with_stage(history.Stage(f"run {len(past.stages) + 1}", 0, 0.0, machine())), work.history)
    run.train(work.checkpoint)
    log(f"held-out loss, nats a token: {run.held_out()}")
    past = history.load(work.history)
    if past.stages:
        done = position.tokens - sum(stage.tokens for stage in past.stages[:-1])
        last = replace(past.stages[-1], tokens=done, minutes=round(position.minutes, 1))
        history.save(past.with_stage(last), work.history)


def grow(start: Path, layers: int, work: Work, log: Log) -> None:
    """The weights at `start` → the same with more encoder layers, for a run to begin with; tokenizer and history go
    along."""
    from training import growth, weights

    grown = growth.deepened(weights.load(start), layers)
    weights.save(grown, work.weights)
    for target in (work.joint, work.history):
        with whole(target) as partial:
            shutil.copyfile(start.with_name(target.name), partial)
    count = sum(tensor.numel() for tensor in grown.tensors.values())
    log(f"weights.safetensors: {layers} encoder layers, {count / 1e6:.1f} M parameters")


def machine() -> str:
    """What trains, in words."""
    import torch

    return torch.cuda.get_device_name() if torch.cuda.is_available() else f"{os.cpu_count()} CPU cores"


def average(
    work: Work, checkpoints: Sequence[Path], kind: str, log: Log, start: Path | None = None, share: float = 0.0
) -> None:
    """Checkpoints → one file of fp16 weights, `share` of which are those at `start`."""
    from training import weights

    mean = weights.average(checkpoints or [work.checkpoint], kind)
    if start is not None and share:
        mean = weights.mixed(mean, weights.load(start), share)
    weights.save(mean, work.weights)
    log(f"weights.safetensors: {kind} weights after {mean.tokens / 1e6:.2f} M target tokens")


def export(work: Work, corpus: Path, log: Log) -> None:
    """Weights → marian/ and translator/, compared with each other on dev segments."""
    from training import evaluate, parity, weights
    from training import export as exporting

    given = weights.load(work.weights)
    dev = evaluate.sets(corpus).wmt21
    step = max(1, len(dev["ru"]) // COMPARED)
    compared = [(code, english) for code in LANGUAGES for english, _ in dev[code][::step]]
    exporting.transformers(given, work.joint, work.marian)
    float32 = work.folder / "float32"
    with whole(work.translator) as partial:  # takes its place only if it says what the checkpoint says
        exporting.ctranslate2(work.marian, float32, "float32")
        exporting.ctranslate2(work.marian, partial, "int8_float32")
        same = parity.check(given, work.joint, work.marian, float32, partial, compared)
        shutil.rmtree(float32)
    log(
        f"export: of {same.sentences} sentences, greedy, {same.transformers} have the checkpoint's very tokens with "
        f"transformers, {same.ctranslate2} with CTranslate2 in fp32 and {same.int8} in int8"
    )


def evaluate(work: Work, corpus: Path, every: int, threads: int, log: Log) -> None:
    """translator/ → evaluation.json, and a point of the curve."""
    from training import evaluate as evaluating
    from training import history, weights

    result = evaluating.evaluate(work.translator, evaluating.sets(corpus, every), threads)
    result["tokens"] = weights.load(work.weights).tokens
    evaluating.write(result, work.scores)
    past = history.load(work.history)
    history.save(past.with_point(evaluating.point(result, result["tokens"])), work.history)
    for name, row in result["scores"].items():
        log(f"{name}: BLEU {row['BLEU']:.2f}, chrF {row['chrF']:.2f} ({row['segments']} segments)")


def plot(work: Work) -> None:
    """The losses of the weights and the points of the history → curve.png."""
    from training import history, weights
    from training import plot as plotting

    plotting.draw(weights.load(work.weights).curve, history.load(work.history).points, work.curve)


def card(work: Work, corpus: Path) -> None:
    """Everything known about the model → MODEL_CARD.md."""
    from summarizer.builtin import SEGMENT_TOKENS
    from training import card as carding
    from training import evaluate, history, weights
    from training.mixture import MIXTURE

    given = weights.load(work.weights)
    shape = given.shape.to_dict() | {"parameters": sum(tensor.numel() for tensor in given.tensors.values())}
    text = carding.write(
        evaluate.read(work.scores),
        history.load(work.history),
        shape,
        corpus / "SOURCES.md",
        MIXTURE,
        (work.translator / "model.bin").stat().st_size,
        SEGMENT_TOKENS,
    )
    with whole(work.card) as partial:
        partial.write_text(text, encoding="utf-8")


def ship(work: Work, log: Log) -> None:
    """Copy the model, its card, weights and curve to where the project keeps them."""
    copies = {work.translator / name: PACKAGE / name for name in TRANSLATOR_FILES}
    copies |= {work.card: PACKAGE / "MODEL_CARD.md", work.curve: PROJECT / "docs" / "images" / "training-curve.png"}
    copies |= {path: SHIPPED / path.name for path in (work.weights, work.joint, work.history)}
    for source in copies:
        if not source.exists():
            raise RecipeError(f"{source}: not found; run the steps before `ship` first")
    for source, target in copies.items():
        with whole(target) as partial:
            shutil.copyfile(source, partial)
        log(f"shipped {target.relative_to(PROJECT)}")
