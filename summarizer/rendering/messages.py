"""What the checks and the errors say, in the language of an interface.

A digest carries its messages in English, as the code wrote them: they are part of its JSON. Whoever shows one to a
person looks its translation up here, in `messages.toml`, by the English pattern that it fits.
"""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from summarizer.article import Language


@dataclass(frozen=True, slots=True)
class Message:
    """One message as the code writes it, `“{a}” is not in the source`, and its translations by language."""

    english: str
    translations: Mapping[Language, str]

    @property
    def fields(self) -> list[str]:
        """The names of what varies, in order."""
        return fields(self.english)


def fields(template: str) -> list[str]:
    """The names in braces, in order."""
    return [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]


@cache
def messages() -> tuple[Message, ...]:
    """Every message that has translations."""
    table = tomllib.loads(resources.files("summarizer.rendering").joinpath("messages.toml").read_text("utf-8"))
    return tuple(Message(english, translations) for english, translations in table.items())


def said(message: str, locale: Language) -> tuple[str, Language]:
    """`message` in the language of `locale` and that language; as it is, and `en`, where it has no translation."""
    if (told := _told(message, locale)) is not None:
        return told, locale
    name, colon, rest = message.partition(": ")  # which file it is that cannot be read
    if colon and (told := _told(rest, locale)) is not None:
        return f"{name}: {told}", locale
    return message, "en"


def _told(message: str, locale: Language) -> str | None:
    for known, values in _fitting(message):
        if template := known.translations.get(locale):
            # What varies may be a message itself: why a server refused, which kind of file it is.
            return template.format(**{name: _word(value, locale) for name, value in values.items()})
    return None


def _word(text: str, locale: Language) -> str:
    return next((m.translations[locale] for m in messages() if m.english == text and locale in m.translations), text)


def _fitting(message: str) -> Iterator[tuple[Message, Mapping[str, str]]]:
    for known in _by_weight():
        if (values := _values(known.english, message)) is not None:
            yield known, values


@cache
def _by_weight() -> tuple[Message, ...]:
    """The messages, those that say most by themselves first."""
    return tuple(sorted(messages(), key=lambda known: -len(re.sub(r"\{\w+\}", "", known.english))))


def _values(template: str, message: str) -> dict[str, str] | None:
    """What stands in `message` for each field of `template`, or None where it is another message.

    Each field ends where the literal behind it first begins, which takes linear time: a saved digest may come from
    anywhere.
    """
    (start, _), *rest = _parts(template)
    if not message.startswith(start):
        return None
    values, at = {}, len(start)
    for n, (literal, name) in enumerate(rest, start=1):
        last = n == len(rest)
        end = len(message) - len(literal) if last else message.find(literal, at)
        if end < at or (last and not message.endswith(literal)):
            return None
        values[name], at = message[at:end], end + len(literal)
    return values if at == len(message) else None


@cache
def _parts(template: str) -> tuple[tuple[str, str], ...]:
    """The literals of a template, each but the first with the name of the field before it."""
    names, literals = [""], [""]
    for literal, name, _, _ in string.Formatter().parse(template):
        literals[-1] += literal
        if name is not None:
            names.append(name)
            literals.append("")
    return tuple(zip(literals, names, strict=True))
