"""How often the built-in translator obeys a glossary hint, beside how often it says the term without one.

    python -m training.checks.hints

Forty sentences a language with names that no data has, some of them called in the target what nobody could guess, and
twenty with a common word that is to be translated in a less usual way. Where hints are obeyed much oftener than the
term comes by itself, `OBEYS_HINTS` in `summarizer/builtin/__init__.py` may be set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from summarizer import builtin
from summarizer.article import Language
from summarizer.models.engines.ctranslate2 import CTranslate2Engine
from summarizer.models.tokenizers import JointSentencePiece
from summarizer.translating.glossary import Glossary, Term
from summarizer.translating.obeying import obeying
from summarizer.translating.seq2seq import Seq2SeqTranslator

NAMES = (
    ("Ortanga", "Ортанга", "奥尔坦加"),
    ("Lindholt", "Линдхольт", "林德霍尔特"),
    ("Vesparia", "Веспария", "维斯帕里亚"),
    ("Brightwell", "Ясный Ключ", "明泉镇"),
)
NAMED = (
    "The president of {} arrived in Moscow on Tuesday.",
    "{} signed the agreement in 1997.",
    "Ministers from {} and France met in Geneva.",
    "The government said that it would send aid to {}.",
    "Two people were killed in {} on Saturday, police said.",
    "A spokesman for {} told reporters that talks would continue next week.",
    "The company has its headquarters in {} and employs 400 people.",
    "Voters in {} go to the polls on Sunday.",
    "He was born in {}, and studied law in London.",
    "The storm reached {} early on Friday morning.",
)


WORDS = (
    ("agreement", "договоренность", "协定"),
    ("company", "корпорация", "企业"),
    ("ship", "корабль", "船舶"),
    ("attack", "штурм", "袭击"),
    ("doctor", "медик", "医师"),
    ("rally", "демонстрация", "集会"),
    ("plan", "замысел", "方案"),
    ("house", "коттедж", "宅邸"),
    ("storm", "ураган", "暴风雨"),
    ("bridge", "виадук", "桥梁"),
)
USED = (
    "The {} was discussed in parliament on Friday.",
    "Local residents said that they had seen the {} for the first time.",
)

Term3 = tuple[str, str, str]
"""English, Russian, Chinese."""


@click.command()
@click.option("--model", type=click.Path(path_type=Path), help="A translator/ folder, instead of the shipped one.")
def main(model: Path | None) -> None:
    """Print the counts by language."""
    plain = builtin.translator(1)
    if model:
        engine = CTranslate2Engine(model, JointSentencePiece(model / "joint.spm"))
        plain = replace(plain, engine=engine)
    for kind, terms, frames in (("name", NAMES, NAMED), ("word", WORDS, USED)):
        for n, language in enumerate(("ru", "zh"), 1):
            told, untold, tried = counts(plain, terms, frames, n, language)
            print(f"{language}: the {kind} is right in {told} of {tried} with hints, {untold} without")


def counts(
    plain: Seq2SeqTranslator, terms: Sequence[Term3], frames: Sequence[str], column: int, language: Language
) -> tuple[int, int, int]:
    """In how many sentences the term is right with hints, and without, and how many there are."""
    glossary = Glossary(tuple(Term(term[0], {language: (term[column],)}) for term in terms))
    sentences = [frame.format(english) for english, *_ in terms for frame in frames]
    right = []
    for translator in (obeying(replace(plain, hints=True), glossary), plain):
        made = translator.translate(sentences, "en", language)
        right.append(sum(not glossary.check(s, t.text, language) for s, t in zip(sentences, made, strict=True)))
    return right[0], right[1], len(sentences)


if __name__ == "__main__":
    main()
