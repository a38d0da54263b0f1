"""What several renderings say in the same words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from summarizer.article import Language
from summarizer.results import UNSURE, Digest, Flag, ModelInfo, Part, Place, Severity, Translated

LANGUAGE_NAMES = {"en": "English", "ru": "Russian", "zh": "Chinese"}
SYMBOLS = {"error": "✗", "warning": "⚠", "note": "·"}


def language_name(language: Language) -> str:
    """The language's English name, or its code where we have none."""
    return LANGUAGE_NAMES.get(language, language)


def space(language: Language) -> str:
    """What stands between two sentences of one paragraph."""
    return "" if language == "zh" else " "


def credit(model: ModelInfo) -> str:
    """Who made a text, and whether it is a draft."""
    return f"{model.name}, {model.licence}" + (", draft" if model.draft else "")


def flags_at(digest: Digest, part: Part, index: int, language: Language | None) -> list[Flag]:
    """The flags of one sentence, worst first."""
    order = {"error": 0, "warning": 1, "note": 2}
    here = [
        f for f in digest.report.flags if (f.where.part, f.where.index, f.where.language) == (part, index, language)
    ]
    return sorted(here, key=lambda flag: order[flag.severity])


@dataclass(frozen=True, slots=True)
class Check:
    """A doubt for a person's list; `where` names every place where the same sentence stands."""

    severity: Severity
    where: str
    kind: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message} [{self.kind}]"


def checks(digest: Digest) -> list[Check]:
    """The errors and warnings, worst first, in reading order. Notes are only counted: JSON and HTML have them."""
    places: dict[tuple[Severity, Language | None, str, str], list[Place]] = {}
    for flag in digest.report.flags:
        if flag.severity != "note":
            key = (flag.severity, flag.where.language, flag.kind, flag.message)
            places.setdefault(key, []).append(flag.where)
    found = [
        Check(severity, (f"{language_name(language)} " if language else "") + _places(where), kind, message)
        for (severity, language, kind, message), where in places.items()
    ]
    # "error" sorts before "warning"; what says nothing but "read this" comes last.
    return sorted(found, key=lambda check: (check.severity, check.kind == UNSURE))


def mark(flags: Sequence[Flag], language: Language) -> str:
    """The sign behind a sentence, of its gravest flag, and what that is about; nothing where there are notes alone."""
    if not flags or flags[0].severity == "note":
        return ""
    told = "" if merely_unsure(flags) else f" {flags[0].kind}"
    return sign_behind(f"[{SYMBOLS[flags[0].severity]}{told}]", language)


def run(digest: Digest, texts: Sequence[str], part: Part, language: Language | None, first: int = 0) -> str:
    """Sentences one after the other, the first being that of index `first`, a sign behind those that have something to
    check; notes are left to the list."""
    written = language or digest.article.language
    signed = [text + mark(flags_at(digest, part, first + n, language), written) for n, text in enumerate(texts)]
    return space(written).join(signed).rstrip()


def sign_behind(sign: str, language: Language) -> str:
    """`sign` with the space that keeps it with the sentence before: Chinese has none between sentences."""
    return f"{sign} " if language == "zh" else f" {sign}"


def merely_unsure(flags: Sequence[Flag]) -> bool:
    """Whether a sentence is flagged only with a warning that its model was unsure. A weak model is, of most sentences:
    that is shown by the sign alone, so that other doubts stand out."""
    return [(flag.kind, flag.severity) for flag in flags if flag.severity != "note"] == [(UNSURE, "warning")]


def _places(places: Sequence[Place]) -> str:
    """`title, summary 1–3 and article 2, 4–7`."""
    parts = []
    for part, group in groupby(places, key=lambda place: place.part):
        parts.append("title" if part == "title" else f"{part} {_ranges([place.index + 1 for place in group])}")
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _ranges(numbers: Sequence[int]) -> str:
    """Ascending numbers, neighbours joined: `1, 3–5`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)


def paragraphs(digest: Digest, texts: Iterable[Translated]) -> Iterator[list[tuple[int, Translated]]]:
    """The translated article's sentences with their indices, grouped by the source's paragraphs."""
    pairs = zip(digest.article.sentences, texts, strict=True)
    for _, group in groupby(pairs, key=lambda pair: pair[0].paragraph):
        yield [(sentence.index, text) for sentence, text in group]


def report_lines(digest: Digest) -> list[str]:
    """The report in a few plain lines."""
    report = digest.report
    out = ", ".join(f"{n} {language}" for language, n in report.sentences_out.items() if n)
    counts = {severity: sum(f.severity == severity for f in report.flags) for severity in SYMBOLS}
    lines = [
        f"sentences: {report.sentences_in} in" + (f", {out}" if out else ""),
        f"lost: {report.clipped} tokens clipped, {report.unknown} unknown",
        f"boilerplate: {report.removed} block{'s' * (report.removed != 1)} removed"
        + (f" ({', '.join(sorted({r.reason for r in digest.article.removed}))})" if report.removed else ""),
        "to check: "
        + ", ".join(f"{n} {severity}{'s' * (n != 1)}" for severity, n in counts.items())
        + (f"; {report.repaired} repaired" if report.repaired else ""),
        f"models: profile {report.profile}; summary by {credit(digest.summary.model)}"
        + "".join(f"; {language} by {credit(t.model)}" for language, t in digest.translations.items()),
        "seconds: " + ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in report.seconds.items()),
    ]
    return lines + [f"note: {notice}" for notice in report.notices]
