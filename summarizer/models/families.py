"""How each family of models is told its languages, what fits into it, and how it decodes news best.

A family is found by `model_type` in a checkpoint's config.json. Adding one means adding it here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from summarizer.article import Language
from summarizer.errors import ModelError
from summarizer.models.engines.base import Decoding

Task = Literal["summarization", "translation", "instruct", "entailment"]
Telling = Literal["none", "mark", "prefix", "pair"]
"""none: the model has one direction. mark: a target token before the source, where the vocabulary has such tokens
(Marian). prefix: the same, always (MADLAD). pair: a source token in the input and a target token that the output is
forced to begin with (NLLB, M2M100, mBART-50)."""

_NLLB = {
    "ar": "arb_Arab", "de": "deu_Latn", "en": "eng_Latn", "es": "spa_Latn", "fr": "fra_Latn", "it": "ita_Latn",
    "ja": "jpn_Jpan", "ko": "kor_Hang", "nl": "nld_Latn", "pl": "pol_Latn", "pt": "por_Latn", "ru": "rus_Cyrl",
    "tr": "tur_Latn", "uk": "ukr_Cyrl", "zh": "zho_Hans",
}  # fmt: skip
_MBART = {
    "ar": "ar_AR", "de": "de_DE", "en": "en_XX", "es": "es_XX", "fr": "fr_XX", "it": "it_IT", "ja": "ja_XX",
    "ko": "ko_KR", "nl": "nl_XX", "pl": "pl_PL", "pt": "pt_XX", "ru": "ru_RU", "tr": "tr_TR", "uk": "uk_UA",
    "zh": "zh_CN",
}  # fmt: skip
_MARIAN = {
    "ar": ("ara",), "de": ("deu",), "en": ("eng",), "es": ("spa",), "fr": ("fra",), "it": ("ita",), "ja": ("jpn",),
    "ko": ("kor",), "nl": ("nld",), "pl": ("pol",), "pt": ("por",), "ru": ("rus",), "tr": ("tur",), "uk": ("ukr",),
    "zh": ("cmn_Hans", "zho_Hans", "cmn", "zho"),
}  # fmt: skip
LANGUAGES = tuple(_NLLB)
"""The languages whose codes are known for every family."""
_GROUPS = {"zle": ("ru", "uk"), "mul": LANGUAGES}
"""Groups of languages by which Marian models are named."""


@dataclass(frozen=True, slots=True)
class Family:
    """One architecture and the way it was trained to be addressed."""

    name: str
    task: Task
    telling: Telling = "none"
    codes: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    """For each language the tokens that may stand for it, the best first."""
    source_limit: int = 1024
    """Longest input in tokens, marks included, that the model can take or was trained on."""
    target_limit: int = 512
    decoding: Decoding = field(default_factory=lambda: Decoding(400, beams=4, patience=2))
    """What suits news; a catalogue entry may say otherwise."""
    ctranslate2: bool = True
    """Whether CTranslate2 runs it; the transformers engine runs them all."""
    newline: str | None = None
    """What the model writes for a line break."""
    config: Mapping[str, object] = field(default_factory=dict)
    """Settings that the converter needs and the hub's config.json of this family does not carry."""

    def written(self, output: str) -> str:
        """The model's output as text."""
        return (output.replace(self.newline, "\n") if self.newline else output).strip()


def _one(codes: Mapping[Language, str], form: str = "{}") -> dict[Language, tuple[str, ...]]:
    return {language: (form.format(code),) for language, code in codes.items()}


def languages(code: str) -> tuple[Language, ...]:
    """The languages that a Marian model's note of its source or target (`en`, `eng`, `zle`, `zho`) stands for."""
    if code in LANGUAGES:
        return (code,)
    found = tuple(language for language, codes in _MARIAN.items() if code in codes)
    return found or _GROUPS.get(code, ())


_SUMMARY = Decoding(max_new_tokens=142, min_new_tokens=56, beams=4, patience=2, length_penalty=2.0, no_repeat_ngram=3)
_FAMILIES = (
    Family(
        "marian", "translation", "mark",
        {language: tuple(f">>{code}<<" for code in codes) for language, codes in _MARIAN.items()},
        source_limit=512, target_limit=512,
    ),
    Family("nllb", "translation", "pair", _one(_NLLB), source_limit=512),
    Family("m2m100", "translation", "pair", _one({c: c for c in LANGUAGES}, "__{}__"), source_limit=1024),
    Family("mbart50", "translation", "pair", _one(_MBART), source_limit=1024, config={"normalize_before": True}),
    Family("madlad", "translation", "prefix", _one({c: c for c in LANGUAGES}, "<2{}>"), source_limit=512),
    Family("bart", "summarization", decoding=_SUMMARY, config={"normalize_before": False}),
    Family("mbart", "summarization", decoding=Decoding(200, beams=4, patience=2, no_repeat_ngram=4),
           config={"normalize_before": True}),
    Family("pegasus", "summarization", newline="<n>", config={"normalize_before": True, "normalize_embedding": False},
           decoding=Decoding(128, 32, beams=4, patience=2, length_penalty=0.8, no_repeat_ngram=3)),
    Family("t5", "summarization", source_limit=512, decoding=Decoding(84, beams=4, patience=2, no_repeat_ngram=2)),
    Family("led", "summarization", source_limit=16384, ctranslate2=False,
           decoding=Decoding(256, 56, beams=4, patience=2, length_penalty=2.0, no_repeat_ngram=3)),
    Family("instruct", "instruct", source_limit=32768, target_limit=4096, ctranslate2=False,
           decoding=Decoding(1024)),
    Family("entailment", "entailment", source_limit=512, ctranslate2=False, decoding=Decoding(0)),
)  # fmt: skip
FAMILIES: Mapping[str, Family] = {family.name: family for family in _FAMILIES}
_CAUSAL = ("ForCausalLM", "Gemma3ForConditionalGeneration", "Mistral3ForConditionalGeneration")


def of(config: Mapping[str, Any], tokenizer: Mapping[str, Any], marked: bool, where: str) -> Family:
    """The family of a checkpoint, from its config.json and tokenizer_config.json. Raises `ModelError`.

    `marked` says that its vocabulary has MADLAD's language tokens: nothing else tells MADLAD from other T5 models.
    """
    kind = str(config.get("model_type", ""))
    made_by = str(tokenizer.get("tokenizer_class") or config.get("tokenizer_class") or "")
    if any(str(name).endswith("ForSequenceClassification") for name in config.get("architectures") or ()):
        return FAMILIES["entailment"]  # before the others: BART and mBART classify too
    if kind == "m2m_100":
        return FAMILIES["nllb" if "nllb" in made_by.lower() else "m2m100"]
    if kind == "mbart":
        return FAMILIES["mbart50" if "MBart50" in made_by else "mbart"]
    if kind in ("t5", "mt5", "umt5"):
        return FAMILIES["madlad" if marked else "t5"]
    named = {"marian": "marian", "bart": "bart", "pegasus": "pegasus", "led": "led"}.get(kind)
    if named:
        return FAMILIES[named]
    if any(str(name).endswith(_CAUSAL) for name in config.get("architectures") or ()):
        return FAMILIES["instruct"]
    raise ModelError(
        f"{where}: models of type {kind or 'unknown'!r} are not known here: choose one of the families "
        f"{', '.join(FAMILIES)} (`summarize models list`)"
    )
