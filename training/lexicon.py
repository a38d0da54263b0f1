"""Words and short phrases with their translations, found in the corpus itself and trained on as pairs of their own.

A model that has time for an epoch or two sees most nouns a few dozen times, each time among twenty other words that
they might be the translation of. A statistical aligner sees the whole corpus in minutes; the phrases it is sure of
(Koehn, Och and Marcu, "Statistical Phrase-Based Translation", NAACL 2003) are short, so that each can be shown often.

eflomal aligns (Östling and Tiedemann 2016), jieba cuts Chinese into words; neither is needed for anything else.
"""

from __future__ import annotations

import re
import tempfile
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.corpus import Pair
from training.errors import RecipeError
from training.hints import TERM_COLLECTIONS

COLLECTION = "lexicon"
NOT_ALIGNED = (
    *TERM_COLLECTIONS,
    *("netranslit", "debian", "php", "msdocs", "django", "tarantool", "adguard", "rust-book", "gnome", "dash-docs"),
    *("hf-course", "electron", "tails", "blender", "python-docs", "flectra", "wesnoth", "quran", "cncf"),
)
"""How collections begin that hold names alone, or manuals: what words mean there is not what they mean in the news."""
LONGEST_SOURCE, LONGEST_TARGET, LONGEST_SENTENCE = 3, 4, 60
"""Words."""
FEWEST, SHARE, SHARE_BACK = 3, 0.2, 0.1
"""A translation is kept that was seen so often, as this share of what its source became, and of what became it."""
TRANSLATIONS = 2
"""Of a phrase, at most: Russian has several endings for each word."""

ENGLISH_TOKEN = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+(?:[.,]\d+)*|[^\w\s]")
_RUSSIAN = re.compile(r"[A-Za-zА-Яа-яЁё]+(?:-[A-Za-zА-Яа-яЁё]+)*|\d+(?:[.,]\d+)*|[^\w\s]")
_SCRIPT = {"ru": re.compile(r"[А-Яа-яЁё][А-Яа-яЁё -]*"), "zh": re.compile(r"[\u4e00-\u9fff]+")}
_SOURCE = re.compile(r"[A-Za-z][A-Za-z '’-]*[A-Za-z]")
_PARTICLES = re.compile(r"[的了在和是于以].|..+[的了在和]")
STOP = frozenset(
    "a an the and or of to in on at by for from with as is are was were be been it its this that these those i you he "
    "she we they his her their my your our me him them us not no but if so s t do does did has have had will would can "
    "could may might should than then there here what which who whom whose when where how all any some more most very "
    "just also into over about after before up out re ll ve m d".split()
)

Links = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Aligned:
    """The words of a pair, and the links between their places."""

    source: Sequence[str]
    target: Sequence[str]
    links: Links


def build(pairs: Iterable[Pair], language: str) -> list[Pair]:
    """The lexicon of a corpus; commonest phrases first. Raises `RecipeError` where the aligner is not installed."""
    joint = "" if language == "zh" else " "
    seen = Counter(
        (" ".join(source), joint.join(target))
        for pair in align((p for p in pairs if not p.collection.startswith(NOT_ALIGNED)), language)
        for source, target in phrases(pair.source, pair.target, pair.links)
    )
    return [Pair(COLLECTION, s, t) for s, t in choose(seen) if usable(s, t, language)]


def align(pairs: Iterable[Pair], language: str) -> list[Aligned]:
    """The words of the pairs, and which of them answer to each other; very long sentences are left out. Raises
    `RecipeError` where the aligner is not installed."""
    cut = _words(language)
    sentences = [(ENGLISH_TOKEN.findall(p.source), cut(p.target)) for p in pairs]
    sentences = [(s, t) for s, t in sentences if s and t and max(len(s), len(t)) < LONGEST_SENTENCE]
    sources, targets = [s for s, _ in sentences], [t for _, t in sentences]
    _recase(sources)
    if language == "ru":
        _recase(targets)
    return list(map(Aligned, sources, targets, _aligned(sources, targets, language)))


def phrases(
    source: Sequence[str], target: Sequence[str], links: Links
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The phrase pairs that are consistent with the links: no word of either side is linked to a word outside, and
    the first and the last word of the source have partners."""
    there: dict[int, list[int]] = defaultdict(list)
    back: dict[int, list[int]] = defaultdict(list)
    for i, j in links:
        there[i].append(j)
        back[j].append(i)
    for first in sorted(there):
        for last in range(first, min(first + LONGEST_SOURCE, len(source))):
            if last not in there:
                continue
            reached = [j for i in range(first, last + 1) for j in there.get(i, ())]
            low, high = min(reached), max(reached)
            owners = (i for j in range(low, high + 1) for i in back.get(j, ()))
            if high - low < LONGEST_TARGET and all(first <= i <= last for i in owners):
                yield source[first : last + 1], target[low : high + 1]


def choose(seen: Counter[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The likeliest translations of each source phrase, commonest phrases first."""
    sources, targets = Counter[str](), Counter[str]()
    for (source, target), count in seen.items():
        sources[source] += count
        targets[target] += count
    good: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for (source, target), count in seen.items():
        if count >= FEWEST and count / sources[source] >= SHARE and count / targets[target] >= SHARE_BACK:
            good[source].append((count, target))
    for source in sorted(good, key=lambda s: (-sources[s], s)):
        for _, target in sorted(good[source], key=lambda found: (-found[0], found[1]))[:TRANSLATIONS]:
            yield source, target


def usable(source: str, target: str, language: str) -> bool:
    """Whether a phrase teaches a word: no function word begins or ends it, and each side is in its script."""
    words = source.lower().split()
    return (
        words[0] not in STOP
        and words[-1] not in STOP
        and bool(_SOURCE.fullmatch(source) and _SCRIPT[language].fullmatch(target))
        and not (language == "zh" and _PARTICLES.fullmatch(target))
    )


def _words(language: str) -> Callable[[str], list[str]]:
    if language == "ru":
        return _RUSSIAN.findall
    try:
        with warnings.catch_warnings():  # it asks setuptools for its own files, which setuptools deprecates
            warnings.simplefilter("ignore")
            import jieba
    except ImportError:
        raise RecipeError("the lexicon needs jieba: pip install 'summarizer[training]'") from None
    jieba.setLogLevel("ERROR")
    return lambda text: [word for word in jieba.cut(text) if word.strip()]


def _recase(sentences: Sequence[list[str]]) -> None:
    """Write the first word of a sentence as it is written elsewhere."""
    within = Counter(word for sentence in sentences for word in sentence[1:])
    for sentence in sentences:
        small = sentence[0].lower()
        if within[small] and within[small] >= within[sentence[0]]:
            sentence[0] = small


def _aligned(sources: Sequence[list[str]], targets: Sequence[list[str]], language: str) -> Iterator[Links]:
    """The links of each pair: those that both directions found, and their neighbours that one did."""
    try:
        from eflomal import Aligner
    except ImportError:
        raise RecipeError("the lexicon needs eflomal: pip install 'summarizer[training]'") from None
    # Six letters of a Russian word are its stem, more or less: endings would only thin the counts.
    aligner = Aligner(model=3, n_samplers=2, rel_iterations=0.6, target_prefix_len=6 if language == "ru" else 0)
    with tempfile.TemporaryDirectory() as folder:
        there, back = Path(folder, "there"), Path(folder, "back")
        aligner.align(
            [" ".join(s).lower() for s in sources],
            [" ".join(t).lower() for t in targets],
            links_filename_fwd=str(there),
            links_filename_rev=str(back),
        )
        with there.open() as one, back.open() as other:
            for a, b in zip(one, other, strict=True):
                yield symmetrized(_links(a), _links(b))


def _links(line: str) -> Links:
    return {(int(i), int(j)) for i, _, j in (link.partition("-") for link in line.split())}


def symmetrized(there: Links, back: Links) -> Links:
    """Grow-diag: the links of both directions, and those of one that touch them where a word has none."""
    agreed = there & back
    links = set(agreed)
    sources, targets = {i for i, _ in links}, {j for _, j in links}
    for i, j in sorted((there | back) - agreed):
        near = any((i + x, j + y) in agreed for x in (-1, 0, 1) for y in (-1, 0, 1))
        if near and (i not in sources or j not in targets):
            links.add((i, j))
            sources.add(i)
            targets.add(j)
    return links
