"""What the reading view shows: a digest, or as much of one as there is so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from summarizer.article import Article, Language
from summarizer.results import Digest, Flag, ModelInfo, Part, Place, Report, Summary, Translated


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A sentence to look at: why, and every place where it stands (a summary often repeats the article)."""

    places: tuple[Place, ...]
    flags: tuple[Flag, ...]
    """Errors and warnings, worst first."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with what has been made of it. `texts` lacks the places that are still to come."""

    article: Article
    summary: Summary | None = None
    languages: tuple[Language, ...] = ()
    texts: Mapping[Place, Translated] = field(default_factory=dict)
    models: Mapping[Language, ModelInfo] = field(default_factory=dict)
    report: Report | None = None
    edited: frozenset[Place] = frozenset()
    """What a person corrected."""

    @classmethod
    def of(cls, digest: Digest, edited: frozenset[Place] = frozenset()) -> Reading:
        """The reading of a whole digest."""
        texts: dict[Place, Translated] = {}
        for language, translation in digest.translations.items():
            if translation.title:
                texts[Place("title", 0, language)] = translation.title
            parts: tuple[tuple[Part, tuple[Translated, ...]], ...] = (
                ("summary", translation.summary),
                ("article", translation.article),
            )
            for part, items in parts:
                texts |= {Place(part, n, language): item for n, item in enumerate(items)}
        models = {language: t.model for language, t in digest.translations.items()}
        return cls(digest.article, digest.summary, tuple(models), texts, models, digest.report, edited)

    def with_text(self, place: Place, text: Translated) -> Reading:
        """One more sentence is ready."""
        return replace(self, texts={**self.texts, place: text})

    @property
    def flags(self) -> Mapping[Place, tuple[Flag, ...]]:
        """The flags of each place, worst first."""
        order = ("error", "warning", "note")
        found: dict[Place, tuple[Flag, ...]] = {}
        for flag in sorted(self.report.flags if self.report else (), key=lambda f: order.index(f.severity)):
            found[flag.where] = (*found.get(flag.where, ()), flag)
        return found

    @property
    def to_check(self) -> tuple[Doubtful, ...]:
        """The sentences that a person should look at, in reading order."""
        flags, found = self.flags, dict[tuple[object, ...], Doubtful]()
        for place in dict.fromkeys(flag.where for flag in (self.report.flags if self.report else ())):
            serious = tuple(flag for flag in flags[place] if flag.severity != "note")
            if serious:
                key = (place.language, self._said(place), *((flag.severity, flag.message) for flag in serious))
                places = found[key].places if key in found else ()
                found[key] = Doubtful((*places, place), serious)
        return tuple(found.values())

    def _said(self, place: Place) -> str:
        """What stands there, so that one sentence in two places counts once."""
        if place in self.texts:
            return self.texts[place].text
        if place.language is None and place.part == "summary" and self.summary:
            return self.summary.sentences[place.index].text
        return str(place)

    @property
    def translates_article(self) -> bool:
        """Whether the article's own sentences have, or will have, translations."""
        return self.report is None or any(place.part == "article" for place in self.texts)
