"""A digest as HTML: source and translations side by side, aligned by sentence.

`render` gives a document that needs nothing from outside; `fragment` gives the same view to be put into a page that
has `stylesheet()` and `script()` already. Every text of the article and of the models is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from importlib import resources

from summarizer.article import Language
from summarizer.rendering.around import Around
from summarizer.rendering.labels import labels, native_name
from summarizer.rendering.parts import merely_unsure
from summarizer.rendering.reading import Reading
from summarizer.results import Digest, Flag, Part, Place

_ICONS = {"error": "✗", "warning": "!", "note": "i"}


def render(digest: Digest, *, page: bool = True, locale: Language = "en") -> str:
    """`digest` as a whole document, or as the view alone where `page` is false; `locale` is the interface's."""
    view = fragment(Reading.of(digest), locale=locale)
    if not page:
        return view
    title = escape(digest.article.title or labels(locale)["digest"])
    # The policy keeps the promise that nothing is loaded, even if a text should one day escape its escaping.
    policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'"
    return (
        f'<!doctype html>\n<html lang="{escape(locale)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n<style>\n{stylesheet()}</style>\n</head>\n"
        f'<body class="dg-page">\n<main>\n{view}\n</main>\n<script>\n{script()}</script>\n</body>\n</html>\n'
    )


def stylesheet() -> str:
    """The view's CSS."""
    return _asset("view.css")


def script() -> str:
    """The view's JavaScript: partners light up, tabs, arrow keys. It loads nothing."""
    return _asset("view.js")


def _asset(name: str) -> str:
    return resources.files("summarizer.rendering").joinpath("web", name).read_text("utf-8")


def fragment(reading: Reading, *, locale: Language = "en", prefix: str = "dg", editable: bool = False) -> str:
    """The view of `reading`; `prefix` keeps the ids of two views on one page apart."""
    return _View(reading, locale, prefix, editable).html()


class _View:
    """One rendering; holds what every piece of it needs."""

    def __init__(self, reading: Reading, locale: Language, prefix: str, editable: bool) -> None:
        self.reading = reading
        self.words = labels(locale)
        self.locale = locale
        self.prefix = prefix
        self.editable = editable
        self.flags = reading.flags
        self.languages: tuple[Language, ...] = (reading.article.language, *reading.languages)
        self.used_by = _used_by(reading)
        self.around = Around(reading, locale, prefix)

    def html(self) -> str:
        return "\n".join(
            [
                f'<div class="digest" lang="{escape(self.locale)}" data-tab="0" '
                f'style="--columns: {len(self.languages)}">',
                *self.around.strip(),
                *self._tabs(),
                f'<table class="dg-grid" role="grid" aria-label="{escape(self.words["digest"])}">',
                self._head(),
                *self._title(),
                *self._summary(),
                *self._article(),
                "</table>",
                *self.around.removed(),
                *self.around.about(),
                "</div>",
            ]
        )

    def _tabs(self) -> Iterator[str]:
        if len(self.languages) < 2:
            return
        yield f'<div class="dg-tabs" role="group" aria-label="{escape(self.words["languages"])}">'
        for n, language in enumerate(self.languages):
            pressed = "true" if n == 0 else "false"
            yield (
                f'<button type="button" data-tab="{n}" aria-pressed="{pressed}">'
                f'<span lang="{escape(language)}">{escape(native_name(language))}</span>{self._draft(n)}</button>'
            )
        yield "</div>"

    def _draft(self, column: int) -> str:
        """A badge for what a small model made."""
        model = self.reading.models.get(self.languages[column]) if column else None
        if model is None or not model.draft:
            return ""
        why, words = escape(self.words["draft-why"]), escape(self.words["draft"])
        return f' <span class="dg-draft" lang="{escape(self.locale)}" title="{why}">{words}</span>'

    def _head(self) -> str:
        cells = []
        for n, language in enumerate(self.languages):
            name = f'<span lang="{escape(language)}">{escape(native_name(language))}</span>'
            cells.append(f'<th role="columnheader" scope="col" data-col="{n}">{name}{self._draft(n)}</th>')
        return f'<thead role="rowgroup"><tr role="row">{"".join(cells)}</tr></thead>'

    def _title(self) -> Iterator[str]:
        article = self.reading.article
        if not article.title:
            return
        yield '<tbody role="rowgroup" class="dg-title">'
        meta = " · ".join(line for line in (article.byline, article.dateline) if line)
        yield self._row("title", 0, article.title, f'<div class="dg-meta">{escape(meta)}</div>' if meta else "")
        yield "</tbody>"

    def _summary(self) -> Iterator[str]:
        summary = self.reading.summary
        if summary is None:
            return
        yield '<tbody role="rowgroup" class="dg-summary">'
        yield self._label("summary")
        for n, sentence in enumerate(summary.sentences):
            yield self._row("summary", n, sentence.text, self._evidence(sentence.evidence))
        yield "</tbody>"

    def _article(self) -> Iterator[str]:
        yield '<tbody role="rowgroup" class="dg-article-head">' + self._label("article") + "</tbody>"
        for paragraph in self.reading.article.paragraphs:
            yield '<tbody role="rowgroup" class="dg-paragraph">'
            for sentence in paragraph:
                yield self._row("article", sentence.index, sentence.text)
            yield "</tbody>"

    def _label(self, name: str) -> str:
        return (
            f'<tr role="row" class="dg-label"><th role="rowheader" scope="rowgroup" colspan="{len(self.languages)}">'
            f"{escape(self.words[name])}</th></tr>"
        )

    def _evidence(self, indices: Sequence[int]) -> str:
        links = [
            f'<a class="dg-evidence" href="#{self.around.id(Place("article", n))}" '
            f'aria-label="{escape(self.words["evidence"].format(n=n + 1))}">{n + 1}</a>'
            for n in indices
        ]
        return "\u00a0" + " ".join(links) if links else ""

    def _row(self, part: Part, index: int, source: str, after: str = "") -> str:
        if part == "summary" and self.reading.summary:
            partners = [f"article-{n}" for n in self.reading.summary.sentences[index].evidence]
        else:
            partners = [f"summary-{n}" for n in self.used_by.get(index, ())] if part == "article" else []
        cells = [self._cell(0, Place(part, index), source, after)]
        for n, language in enumerate(self.languages[1:], start=1):
            cells.append(self._translated(n, Place(part, index, language)))
        number = f' data-n="{index + 1}"' if part == "article" else ""
        links = f' data-partners="{" ".join(partners)}"' if partners else ""
        return f'<tr role="row" data-row="{part}-{index}"{number}{links}>' + "".join(cells) + "</tr>"

    def _translated(self, column: int, place: Place) -> str:
        translated = self.reading.texts.get(place)
        if translated is not None:
            return self._cell(column, place, translated.text)
        if place.part == "article" and not self.reading.translates_article:
            return f'<td role="gridcell" class="dg-cell" data-col="{column}"></td>'
        pending = "" if self.reading.report else f'<span class="dg-pending">{escape(self.words["pending"])}</span>'
        return f'<td role="gridcell" class="dg-cell" data-col="{column}">{pending}</td>'

    def _cell(self, column: int, place: Place, text: str, after: str = "") -> str:
        flags = self.flags.get(place, ())
        classes = " ".join(
            [
                "dg-cell",
                *([f"dg-{flags[0].severity}"] if flags else []),
                *(["dg-unsure"] if merely_unsure(flags) else []),
            ]
        )
        language = self.languages[column]
        attributes = f'id="{self.around.id(place)}" data-col="{column}" lang="{escape(language)}" dir="auto"'
        first = (
            (place.part == "title" or (place.part == "article" and not self.reading.article.title))
            and place.index == 0
            and column == 0
        )
        attributes += f' tabindex="{0 if first else -1}"'
        if self.editable and column:
            attributes += f' data-place="{escape(str(place))}"'
            after += (
                f' <button type="button" class="dg-edit" tabindex="-1" lang="{escape(self.locale)}" '
                f'aria-label="{escape(self.words["edit"])}" title="{escape(self.words["edit"])}">✎</button>'
            )
        edited = (
            f' <span class="dg-edited" lang="{escape(self.locale)}">{escape(self.words["edited"])}</span>'
            if place in self.reading.edited
            else ""
        )
        return (
            f'<td role="gridcell" class="{classes}" {attributes}>'
            f'<span class="dg-text">{escape(text)}</span>{edited}{after}{self._marks(place, flags)}</td>'
        )

    def _marks(self, place: Place, flags: Sequence[Flag]) -> str:
        """A sign that can be focused, and the reasons that it shows."""
        if not flags:
            return ""
        worst, tip = flags[0].severity, f"{self.around.id(place)}-why"
        reasons = "".join(
            f"<span><b>{escape(title)}:</b> {message}</span>" for title, message in map(self.around.reason, flags)
        )
        label = f"{self.words[worst]} ({len(flags)})" if len(flags) > 1 else self.words[worst]
        return (
            f'\u00a0<button type="button" class="dg-mark" lang="{escape(self.locale)}" aria-label="{escape(label)}" '
            f'aria-describedby="{tip}">{_ICONS[worst]}</button>'
            f'<span class="dg-why" role="tooltip" id="{tip}" lang="{escape(self.locale)}" dir="ltr">{reasons}</span>'
        )


def _used_by(reading: Reading) -> dict[int, list[int]]:
    """For each source sentence, the summary sentences it carries."""
    used: dict[int, list[int]] = {}
    for n, sentence in enumerate(reading.summary.sentences if reading.summary else ()):
        for index in sentence.evidence:
            used.setdefault(index, []).append(n)
    return used
