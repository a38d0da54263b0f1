"""What instruct models are asked: one plain-text file a task, with `$variables`, that anybody can edit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from string import Template

from summarizer.article import Language
from summarizer.errors import PromptError

VARIABLES: Mapping[str, tuple[str, ...]] = {
    "summarize": ("language", "length", "article"),
    "shorten": ("language", "length", "article"),
    "translate": ("source", "target", "count", "style", "sentences"),
    "retry": ("request", "problem", "target"),
}
"""The files that a folder of prompts must have, and the variables that each must use."""
NAMES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian",
    "tr": "Turkish", "uk": "Ukrainian", "zh": "Simplified Chinese",
}  # fmt: skip
_CONTROL = re.compile(r"<\|(?=[^|>\n]{1,40}\|>)|</?(?=(?:s|think|start_of_turn|end_of_turn|im_\w+)>)|\[(?=/?INST\])")


@dataclass(frozen=True, slots=True)
class Prompts:
    """The templates of a folder, checked, and the style notes of the languages that it has some for."""

    templates: Mapping[str, Template]
    styles: Mapping[Language, str]

    @classmethod
    def load(cls, folder: Path | None = None) -> Prompts:
        """Those of `folder`, by default those that ship with the package. Raises `PromptError`."""
        folder = folder or _shipped()
        if not folder.is_dir():
            raise PromptError(f"there is no folder {folder}: --prompts takes a folder with {', '.join(_files())}")
        templates = {name: Template(_read(folder, f"{name}.txt")) for name in VARIABLES}
        for name, template in templates.items():
            _check(folder / f"{name}.txt", template, VARIABLES[name])
        styles = {path.stem.removeprefix("style-"): path for path in sorted(folder.glob("style-*.txt"))}
        return cls(templates, {language: _read(folder, path.name).strip() for language, path in styles.items()})

    def fill(self, name: str, **values: str | int) -> str:
        """The prompt `name` with its variables filled in; a `$` inside a value stays as it is."""
        return self.templates[name].substitute(values).strip()

    def style(self, language: Language) -> str:
        """Notes for translations into `language`, empty where there are none."""
        return self.styles.get(language, "")


def delimited(text: str) -> str:
    """`text` between marks that it does not contain itself, with nothing in it that a chat template could obey."""
    harmless = _CONTROL.sub(lambda found: f"{found[0]} ", text)
    mark = sha256(harmless.encode()).hexdigest()[:8]
    while mark in harmless:
        mark = sha256(mark.encode()).hexdigest()[:8]
    return f"<text-{mark}>\n{harmless}\n</text-{mark}>"


def named(language: Language) -> str:
    """The language's English name, for a prompt."""
    return NAMES.get(language, f"the language with the ISO 639-1 code {language}")


def _shipped() -> Path:
    inside = Path(__file__).parents[1] / "prompts"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "prompts"


def _files() -> list[str]:
    return [f"{name}.txt" for name in VARIABLES]


def _read(folder: Path, name: str) -> str:
    try:
        return (folder / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise PromptError(f"{folder} lacks {name}: a folder of prompts needs {', '.join(_files())}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"{folder / name} cannot be read ({error}): it must be plain text in UTF-8") from None


def _check(path: Path, template: Template, variables: tuple[str, ...]) -> None:
    if not template.is_valid():
        raise PromptError(f"{path} has a $ that starts no variable: write $$ for a dollar sign")
    found = set(template.get_identifiers())
    allowed = ", ".join(f"${name}" for name in variables)
    if unknown := sorted(found - set(variables)):
        raise PromptError(f"{path} uses ${unknown[0]}, which nobody fills: it may use {allowed}")
    if missing := [name for name in variables if name not in found]:
        raise PromptError(f"{path} does not use ${missing[0]}: it needs {allowed}")
