"""Which models there are, what they cost, and what this server uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from summarizer.article import Language
from summarizer.models import catalog, store
from summarizer.models.catalog import Entry, Profile
from summarizer.page import progress
from summarizer.page.fetching import Fetched
from summarizer.page.texts import texts
from summarizer.page.workshop import Workshop
from summarizer.rendering.messages import said


def render(shop: Workshop, locale: Language, *, allowed: bool = False, fetched: Fetched | None = None) -> str:
    """The profiles, and every model of the catalogue, as an HTML fragment; `allowed`: this visitor may download."""
    return _Tables(shop, locale, allowed, fetched).html()


def _size(count: int | None, locale: Language) -> str:
    """Bytes as people read them there: `1.2 GB`, `1,2 ГБ`."""
    from babel.units import format_unit

    if count is None:
        return "–"
    number, unit = (round(count / 1e9, 1), "gigabyte") if count >= 1e9 else (round(count / 1e6), "megabyte")
    return format_unit(number, f"digital-{unit}", length="short", locale=locale)


class _Tables:
    """One rendering; holds what every row needs."""

    def __init__(self, shop: Workshop, locale: Language, allowed: bool, fetched: Fetched | None) -> None:
        self.words: Mapping[str, str] = texts(locale)
        self.locale = locale
        self.known = catalog.load()
        self.used = dict(shop.in_use())
        self.allowed = allowed
        self.fetched = fetched
        self.here = {name for name, entry in self.known.models.items() if store.locate(entry)}

    def html(self) -> str:
        failed = self.fetched if self.fetched and self.fetched.error else None
        opened = " open" if self._opened() else ""
        parts = [
            progress.message(f"{failed.name}: {failed.error}", self.locale, error=True) if failed else "",
            self._table(("profile-name", "uses", "needs", "size", "state"), self._profiles(), "pg-profiles"),
            f'<details class="pg-all"{opened}><summary>{escape(self.words["all-models"])}</summary>',
            self._table(("model", "job", "size", "licence", "state"), self._models(), "pg-entries"),
            "</details>",
        ]
        return f'<div class="pg-catalog" lang="{escape(self.locale)}">{"".join(parts)}</div>'

    def _opened(self) -> bool:
        """The details stay open for whoever downloads a model from there."""
        return self.fetched is not None and self.fetched.name in self.known.models

    def _table(self, heads: Sequence[str], rows: Iterator[str], kind: str) -> str:
        columns = "".join(f'<th scope="col">{escape(self.words[head])}</th>' for head in heads)
        return (
            f'<table class="pg-models {kind}"><thead><tr>{columns}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
        )

    def _row(self, cells: Sequence[tuple[str, str]], state: str) -> str:
        name, *rest = cells
        body = "".join(
            f'<td data-by="{escape(self.words[key])}">{text}</td>' for key, text in (*rest, ("state", state))
        )
        return f'<tr><th scope="row" translate="no">{name[1]}</th>{body}</tr>'

    def _profiles(self) -> Iterator[str]:
        ours = "".join(f'<li translate="no">{escape(name)}</li>' for name in ("extractive", "builtin-translator"))
        yield self._row(
            [
                ("profile-name", "builtin"),
                ("uses", f"<ul>{ours}</ul>"),
                ("needs", escape(self.words["nothing"])),
                ("size", "–"),
            ],
            self._here("builtin-translator"),
        )
        for profile in self.known.profiles.values():
            missing = [self.known.find(model) for model in profile.models if model not in self.here]
            uses = "".join(f'<li translate="no">{escape(model)}</li>' for model in profile.models)
            total = sum(self.known.find(model).bytes or 0 for model in profile.models)
            state = self._absent(profile.name, missing) if missing else self._here(*profile.models)
            cells = [
                ("profile-name", escape(profile.name)),
                ("uses", f"<ul>{uses}</ul>"),
                ("needs", self._needs(profile)),
                ("size", _size(total, self.locale)),
            ]
            yield self._row(cells, state)

    def _needs(self, profile: Profile) -> str:
        text, language = said(profile.needs, self.locale)
        return f'<span lang="{escape(language)}">{escape(text)}</span>'

    def _models(self) -> Iterator[str]:
        for name, licence in self.used.items():
            if name not in self.known.models:
                yield self._row(
                    [("model", escape(name)), ("job", "–"), ("size", "–"), ("licence", escape(licence))],
                    self._here(name),
                )
        for name, entry in self.known.models.items():
            licence = f'<span lang="en">{escape(entry.licence)}</span>'
            if not entry.commercial:
                licence += f"<br><small>{escape(self.words['noncommercial'])}</small>"
            note = f'<br><small lang="en">{escape(entry.notes)}</small>' if entry.notes else ""
            cells = [
                ("model", escape(name)),
                ("job", escape(self._job(entry)) + note),
                ("size", _size(entry.bytes, self.locale)),
                ("licence", licence),
            ]
            yield self._row(cells, self._here(name) if name in self.here else self._absent(name, [entry]))

    def _job(self, entry: Entry) -> str:
        kind = self.words[f"job-{entry.task}"]
        if entry.task != "translation":
            return f"{kind}: {', '.join(entry.sources)}" if entry.sources else kind
        return f"{kind}: {', '.join(entry.sources)} → {', '.join(entry.targets)}"

    def _here(self, *models: str) -> str:
        key = "in-use" if any(model in self.used for model in models) else "installed"
        return f'<span class="pg-here">{escape(self.words[key])}</span>'

    def _absent(self, name: str, missing: Sequence[Entry]) -> str:
        if self.fetched and self.fetched.running and self.fetched.name == name:
            return self._fetching(self.fetched)
        if not self.allowed:
            how = f'<code translate="no">summarize models download {escape(name)}</code>'
            return f"<span>{escape(self.words['absent'])}</span><br>{how}"
        label = self.words["download"].format(size=_size(sum(entry.bytes or 0 for entry in missing), self.locale))
        busy = " disabled" if self.fetched and self.fetched.running else ""
        return (
            f'<button type="button" data-download="{escape(name)}"{busy} aria-label="{escape(f"{name}: {label}")}">'
            f"{escape(label)}</button>"
        )

    def _fetching(self, fetched: Fetched) -> str:
        percent = f"{min(99.0, 100 * fetched.done / fetched.total) if fetched.total else 0:.0f}"
        done, total = (_size(count, self.locale) for count in (fetched.done, fetched.total))
        text = self.words["fetching"].format(done=done, total=total)
        return (
            f'<span>{escape(text)}</span><div class="pg-bar" role="progressbar" aria-label="{escape(fetched.name)}" '
            f'aria-valuemin="0" aria-valuemax="100" aria-valuenow="{percent}"><i style="width:{percent}%"></i></div>'
            f'<button type="button" data-stop>{escape(self.words["cancel"])}</button>'
        )
