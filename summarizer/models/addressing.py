"""How a checkpoint is told its languages, given what its vocabulary has: the same whichever library reads the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from summarizer.article import Language
from summarizer.errors import UnsupportedDirection
from summarizer.models.families import Family


class Vocabulary(Protocol):
    """Whether a token is in a vocabulary."""

    def __contains__(self, token: object, /) -> bool: ...


def has_marks(tokens: Iterable[str]) -> bool:
    """Whether a Marian vocabulary has target marks, so that its model must be told its target."""
    return any(re.fullmatch(r">>\w+<<", token) for token in tokens if token.startswith(">>"))


class Addressing:
    """A family's language tokens as far as one vocabulary has them."""

    def __init__(
        self,
        family: Family,
        name: str,
        vocabulary: Vocabulary,
        *,
        marked: bool,
        special: Iterable[str],
        languages: Sequence[Language] = (),
    ) -> None:
        """`marked`: the vocabulary has Marian's target marks. `special`: tokens that no article may contain.

        Raises `UnsupportedDirection` where the vocabulary lacks the token of one of `languages`: such a model would
        answer in whatever language it likes.
        """
        self._name = name
        self.telling = family.telling if marked or family.telling != "mark" else "none"
        self._codes = {
            language: next((code for code in codes if code in vocabulary), None)
            for language, codes in family.codes.items()
        }
        if self.told:
            for language in languages:
                self.code(language)
        reserved = {*special, *filter(None, self._codes.values())}
        self._special = re.compile("|".join([*map(re.escape, sorted(reserved, key=len, reverse=True)), ">>", "<2"]))

    @property
    def told(self) -> bool:
        """Whether the model must be told its target language; if not, it has one direction."""
        return self.telling != "none"

    @property
    def languages(self) -> tuple[Language, ...]:
        """Those that the vocabulary has tokens for."""
        return tuple(language for language, code in self._codes.items() if code)

    def code(self, language: Language | None) -> str:
        """The token that stands for `language`. Raises `UnsupportedDirection`."""
        if language is None:
            raise ValueError("a translation model must be told its languages")
        code = self._codes.get(language)
        if code is None:
            known = ", ".join(sorted(self.languages)) or "none"
            raise UnsupportedDirection(
                f"{self._name}: its vocabulary has no token for {language} (it has those for {known}): "
                "choose another model"
            )
        return code

    def harmless(self, text: str) -> str:
        """`text` without marks: as a token, a mark inside an article could turn the output into another language, or
        end the user's message and begin another's."""
        return self._special.sub(lambda found: f"{found[0][0]} {found[0][1:]}", text)
