"""A translator that obeys the user's glossary as well as its model can.

A model that was trained with hints finds one where the term stood: `⟨h⟩ Xi Jinping⟨=⟩ Си Цзиньпин⟨/h⟩` (Dinu et al.,
ACL 2019; for Russian the dictionary form, which the model inflects: Bergmanis and Pinnis, EACL 2021). A sentence that
has a term is translated with the hint and without, and the hint's translation is taken where it misses fewer terms: it
costs such sentences twice the time, and the small built-in model the sense of some. An instruct model is told in its
prompt. Whatever the model, a term left in Latin script is put into Chinese. What is still not honoured is flagged, and
repair asks for other candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Protocol, runtime_checkable

from summarizer.article import Language
from summarizer.models.engines.base import Decoding
from summarizer.results import ModelInfo, Translated
from summarizer.translating.base import Translator
from summarizer.translating.glossary import Glossary, Term

OPEN, BECOMES, CLOSE = "⟨h⟩", "⟨=⟩", "⟨/h⟩"
"""The tokens of a hint; `training/hints.py` writes the same."""
MARKS = re.compile(r"\s?(?:⟨h⟩|⟨=⟩|⟨/h⟩)\s?")
MOST = 5
"""Hints in one sentence: the model saw up to three."""


@runtime_checkable
class Tellable(Protocol):
    """A translator whose model can be told of a glossary."""

    def told(self, glossary: Glossary) -> Translator:
        """The same translator, told."""
        ...


@runtime_checkable
class Hintable(Protocol):
    """A translator whose model may have been trained with hints."""

    @property
    def hints(self) -> bool:
        """Whether it was."""
        ...


def obeying(translator: Translator, glossary: Glossary | None) -> Translator:
    """`translator`, made to obey `glossary`; the translator itself where there is none."""
    if glossary is None:
        return translator
    if isinstance(translator, Tellable):
        translator = translator.told(glossary)
    return Obeying(translator, glossary, isinstance(translator, Hintable) and translator.hints)


def knowing(translator: Translator, terms: Sequence[Term]) -> Translator | None:
    """`translator`, hinted at `terms` besides what it obeys already; None where its model knows no hints.

    Nothing flags what is not honoured of them: they are a help, not a rule."""
    if isinstance(translator, Obeying):
        if not translator.marks:
            return None
        return replace(translator, glossary=Glossary((*translator.glossary.terms, *terms)))
    if isinstance(translator, Hintable) and translator.hints:
        return Obeying(translator, Glossary(tuple(terms)), marks=True)
    return None


def hinted(sentence: str, glossary: Glossary, language: Language) -> str:
    """`sentence` with the glossary's terms written as hints; marks that stood in it are taken out."""
    sentence = _unmarked(sentence)
    spans = [
        (start, end, wanted[0]) for start, end, term in glossary.spans(sentence) if (wanted := term.wanted(language))
    ]
    for start, end, target in reversed(spans[:MOST]):
        space = "" if language == "zh" else " "
        hint = f"{OPEN} {sentence[start:end]}{BECOMES}{space}{target}{CLOSE}"
        sentence = sentence[:start] + hint + sentence[end:]
    return sentence


def _unmarked(text: str) -> str:
    return MARKS.sub(" ", text).strip() if OPEN[0] in text else text


@dataclass(frozen=True, slots=True)
class Obeying:
    """See `obeying`. `marks`: whether the model knows hints."""

    translator: Translator
    glossary: Glossary
    marks: bool

    @property
    def info(self) -> ModelInfo:
        """The model's."""
        return self.translator.info

    def supports(self, source: Language, target: Language) -> bool:
        """As the translator does."""
        return self.translator.supports(source, target)

    def translate(
        self, sentences: Sequence[str], source: Language, target: Language, decoding: Decoding | None = None
    ) -> Iterator[Translated]:
        """As `Translator.translate`."""
        if not self.marks:
            return self._said(sentences, sentences, source, target, decoding)
        plain = [_unmarked(sentence) for sentence in sentences]
        hints = [hinted(sentence, self.glossary, target) for sentence in sentences]
        termed = [one != other for one, other in zip(plain, hints, strict=True)]
        without = self._said(sentences, plain, source, target, decoding)
        told = self._said(list(compress(sentences, termed)), list(compress(hints, termed)), source, target, decoding)
        return (
            self._better(sentence, translated, next(told), target) if has_term else translated
            for sentence, translated, has_term in zip(sentences, without, termed, strict=True)
        )

    def candidates(
        self, sentences: Sequence[str], source: Language, target: Language, decoding: Decoding
    ) -> Iterator[tuple[Translated, ...]]:
        """As `Translator.candidates`; with hints where there are terms."""
        sources = [hinted(sentence, self.glossary, target) for sentence in sentences] if self.marks else sentences
        found = self.translator.candidates(sources, source, target, decoding)
        return (
            tuple(self._corrected(sentence, translated, target) for translated in ranked)
            for sentence, ranked in zip(sentences, found, strict=True)
        )

    def _said(
        self,
        sentences: Sequence[str],
        sources: Sequence[str],
        source: Language,
        target: Language,
        decoding: Decoding | None,
    ) -> Iterator[Translated]:
        """What the translator makes of `sources`, which stand for `sentences`."""
        found = self.translator.translate(sources, source, target, decoding)
        return (self._corrected(*pair, target) for pair in zip(sentences, found, strict=True))

    def _better(self, sentence: str, plain: Translated, told: Translated, target: Language) -> Translated:
        """What was told only where it misses fewer terms."""
        plain_misses, told_misses = (len(self.glossary.check(sentence, t.text, target)) for t in (plain, told))
        return told if told_misses < plain_misses else plain

    def _corrected(self, sentence: str, translated: Translated, target: Language) -> Translated:
        text = self.glossary.apply(sentence, _unmarked(translated.text), target)
        return translated if text == translated.text else replace(translated, text=text)
