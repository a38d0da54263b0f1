"""What the service takes and gives, as OpenAPI shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

Code = Annotated[str, Field(pattern="^[a-z]{2,3}$", examples=["ru"])]


def _has_no_surrogate(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("half of a surrogate pair is no text") from None
    return text


Text = Annotated[str, AfterValidator(_has_no_surrogate)]


class DigestRequest(BaseModel):
    """One article: its text, or its address."""

    model_config = ConfigDict(extra="forbid")

    text: Text | None = Field(None, min_length=1, description="The article: plain text, or the source of a web page.")
    url: Text | None = Field(None, pattern="^https?://", max_length=2000, description="A public address to fetch.")
    title: Text | None = Field(
        None, max_length=1000, description="With `text`; by default its first line, if it is one."
    )
    to: list[Code] | None = Field(None, max_length=20, description="Languages; by default those of the service.")
    length: Literal["short", "medium", "long"] | None = Field(None, description="How long the summary is.")
    sentences: int | None = Field(None, ge=1, le=1000, description="Exactly so many sentences.")
    words: int | None = Field(None, ge=1, le=100_000, description="At most so many words, ending on a sentence.")
    only_summary: bool | None = Field(None, description="Translate the title and the summary, not the whole article.")
    keep_boilerplate: bool | None = Field(
        None, description="Do not remove appeals, promotion, share lines and the like."
    )
    repair: bool | None = Field(None, description="Try doubtful sentences again.")
    stream: bool = Field(False, description="Answer by server-sent events, as it becomes ready.")

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.text is None) == (self.url is None):
            raise ValueError("give either text or url")
        if sum(value is not None for value in (self.length, self.sentences, self.words)) > 1:
            raise ValueError("give one of length, sentences and words")
        return self


class CheckRequest(BaseModel):
    """A text and its translation, whoever made it."""

    model_config = ConfigDict(extra="forbid")

    source: Text = Field(min_length=1, description="The original.")
    translation: Text = Field(description="Line by line with `source`, or aligned sentence by sentence.")
    language: Literal["en", "ru", "zh"] = Field(description="Of the translation.")
    source_language: Literal["en", "ru", "zh"] = Field("en", description="Of the original.")

    @model_validator(mode="after")
    def _two_languages(self) -> Self:
        if self.language == self.source_language:
            raise ValueError("language and source_language are the same")
        return self


class Flag(BaseModel):
    """One doubt about one sentence."""

    kind: str
    severity: Literal["error", "warning", "note"]
    where: str = Field(examples=["ru.article[3]"])
    message: str


class Segments(BaseModel):
    """How many lines or sentences each side has."""

    source: int
    target: int


class CheckAnswer(BaseModel):
    """What was found; the same document as `summarize check --format json`."""

    schema_: Literal["check/1"] = Field("check/1", alias="schema")
    source_language: str
    target_language: str
    alignment: Literal["lines", "sentences"]
    segments: Segments
    flags: list[Flag]


class DigestAnswer(BaseModel):
    """A digest; the same document as `summarize --format json`."""

    schema_: Literal["digest/1"] = Field("digest/1", alias="schema")
    article: dict[str, Any]
    summary: dict[str, Any]
    translations: dict[str, dict[str, Any]]
    report: dict[str, Any]


class Problem(BaseModel):
    """What is wrong, and what to do."""

    error: str = Field(description="The kind: EmptyArticle, TooLarge, Busy, …")
    message: str


def problems(meanings: Mapping[int, str]) -> dict[int | str, dict[str, Any]]:
    """`meanings` of error statuses, for OpenAPI."""
    return {status: {"model": Problem, "description": meaning} for status, meaning in meanings.items()}
