"""What stands around the sentences: the strip above them; below, what was left out and who made what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape

from summarizer.article import Language
from summarizer.rendering.labels import KINDS, labels, native_name, reason_name, stage_name
from summarizer.rendering.messages import said
from summarizer.rendering.parts import merely_unsure
from summarizer.rendering.reading import Doubtful, Reading
from summarizer.results import Flag, Place

_PARTS = ("title", "summary", "article")


class Around:
    """The account of one reading, as HTML; `prefix` is that of the ids it links to."""

    def __init__(self, reading: Reading, locale: Language, prefix: str) -> None:
        self.reading = reading
        self.words = labels(locale)
        self.locale = locale
        self.prefix = prefix

    def id(self, place: Place) -> str:
        """The HTML id of a place's cell."""
        language = place.language or "source"
        return escape(f"{self.prefix}-{language}-{place.part}-{place.index}")

    def reason(self, flag: Flag) -> tuple[str, str]:
        """What a doubt is, and the message as HTML. One that has no translation is English, with its kind before it."""
        text, language = said(flag.message, self.locale)
        kind = "" if language == self.locale else KINDS.get(self.locale, {}).get(flag.kind, "")
        severity = self.words[flag.severity]
        return f"{severity} · {kind}" if kind else severity, self._message(text, language)

    def _message(self, text: str, language: Language) -> str:
        lang = "" if language == self.locale else f' lang="{escape(language)}"'
        return f"<span{lang}>{escape(as_sentence(text))}</span>"

    def strip(self) -> Iterator[str]:
        """What came out, what was lost, and a list of the sentences to check, each a link."""
        report, words = self.reading.report, self.words
        if report is None:
            return
        facts = [*self._counts(), words["clipped"].format(n=report.clipped)]
        facts += [words["unknown"].format(n=report.unknown)] if report.unknown else []
        facts += [words["repaired"].format(n=report.repaired)] if report.repaired else []
        items = "".join(f"<li>{escape(fact)}</li>" for fact in facts)
        doubts = self.reading.to_check
        count = escape(words["check"].format(n=len(doubts)))
        if not doubts:
            yield f'<div class="dg-strip"><ul>{items}<li>{count}</li></ul></div>'
            return
        yield f'<div class="dg-strip"><ul>{items}</ul><details class="dg-doubts"><summary>{count}</summary><ol>'
        order = ("error", "warning")
        for doubt in sorted(_gathered(doubts), key=lambda doubt: order.index(doubt.flags[0].severity)):
            links = ", ".join(
                f'<a href="#{self.id(place)}">{escape(self._where(place, with_language=n == 0))}</a>'
                for n, place in enumerate(doubt.places)
            )
            reasons = "; ".join(self._listed(flag) for flag in doubt.flags)
            yield f'<li class="dg-{doubt.flags[0].severity}">{links} {reasons}</li>'
        yield "</ol></details></div>"

    def _listed(self, flag: Flag) -> str:
        title, message = self.reason(flag)
        kind = title.partition(" · ")[2]
        return f"{escape(kind)}: {message}" if kind else message

    def _counts(self) -> Iterator[str]:
        report = self.reading.report
        assert report is not None
        total = report.sentences_in
        out: Mapping[Language, int] = report.sentences_out if self.reading.translates_article else {}
        if len(set(out.values())) > 1:
            for language, n in out.items():
                yield f"{native_name(language)}: {self.words['sentences'].format(out=n, total=total)}"
        else:
            yield self.words["sentences"].format(out=next(iter(out.values()), total), total=total)

    def _where(self, place: Place, *, with_language: bool) -> str:
        name = self.words[place.part]
        where = name if place.part == "title" else f"{name} {place.index + 1}"
        return f"{native_name(place.language)} · {where}" if place.language and with_language else where

    def removed(self) -> Iterator[str]:
        """The blocks that were taken for boilerplate, with the reasons."""
        removed = self.reading.article.removed
        if not removed:
            return
        heading = escape(self.words["removed"].format(n=len(removed)))
        yield f'<details class="dg-removed"><summary>{heading}</summary><ul>'
        for block in removed:
            yield (
                f'<li><span class="dg-reason">{escape(reason_name(block.reason, self.locale))}</span> '
                f'<span lang="{escape(self.reading.article.language)}" dir="auto">{escape(block.text)}</span></li>'
            )
        yield "</ul></details>"

    def about(self) -> Iterator[str]:
        """Models, licences, times and notices."""
        report, summary, words = self.reading.report, self.reading.summary, self.words
        if report is None or summary is None:
            return
        made = [(words["summary"], summary.model)]
        made += [(native_name(language), model) for language, model in self.reading.models.items()]
        lines = [words["made"].format(part=part, model=m.name, licence=m.licence) for part, m in made]
        times = ", ".join(
            words["time"].format(stage=stage_name(stage, self.locale), seconds=f"{seconds:.1f}")
            for stage, seconds in report.seconds.items()
        )
        lines += [times] if times else []
        items: Iterable[str] = [f"<li>{escape(line)}</li>" for line in lines]
        notices = [f"<li>{self._message(*said(line, self.locale))}</li>" for line in report.notices]
        yield f'<details class="dg-about"><summary>{escape(words["report"])}</summary><ul>'
        yield from items
        yield from notices
        yield "</ul></details>"


def _gathered(doubts: Iterable[Doubtful]) -> Iterator[Doubtful]:
    """The sentences to check; last, as one for each language, those of which it is only known that the model was
    unsure."""
    unsure: dict[Language | None, Doubtful] = {}
    for doubt in doubts:
        if merely_unsure(doubt.flags):
            language = doubt.places[0].language
            places = unsure[language].places if language in unsure else ()
            unsure[language] = Doubtful((*places, *doubt.places), doubt.flags)
        else:
            yield doubt
    for doubt in unsure.values():
        yield replace(
            doubt, places=tuple(sorted(doubt.places, key=lambda place: (_PARTS.index(place.part), place.index)))
        )


def as_sentence(message: str) -> str:
    """A message as a person would begin it; the name of a file or a server stays as it is."""
    return message if "." in message.partition(" ")[0].rstrip(".:,") else message[:1].upper() + message[1:]
