"""How often the built-in translator obeys a glossary hint, beside how often it says the term without one.

    python -m training.checks.hints

Forty sentences a language with names that no data has, some of them called in the target what nobody could guess. Where
hints are obeyed much oftener than the term comes by itself, `OBEYS_HINTS` in `summarizer/builtin/__init__.py` may be
set.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from summarizer import builtin
from summarizer.models.engines.ctranslate2 import CTranslate2Engine
from summarizer.models.tokenizers import JointSentencePiece
from summarizer.translating.glossary import Glossary, Term
from summarizer.translating.obeying import obeying

NAMES = (
    ("Ortanga", "Ортанга", "奥尔坦加"),
    ("Lindholt", "Линдхольт", "林德霍尔特"),
    ("Vesparia", "Веспария", "维斯帕里亚"),
    ("Brightwell", "Ясный Ключ", "明泉镇"),
)
SENTENCES = (
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


@click.command()
@click.option("--model", type=click.Path(path_type=Path), help="A translator/ folder, instead of the shipped one.")
def main(model: Path | None) -> None:
    """Print the counts by language."""
    plain = builtin.translator(1)
    if model:
        engine = CTranslate2Engine(model, JointSentencePiece(model / "joint.spm"))
        plain = replace(plain, engine=engine)
    sentences = [sentence.format(name) for name, *_ in NAMES for sentence in SENTENCES]
    for n, language in enumerate(("ru", "zh"), 1):
        glossary = Glossary(tuple(Term(names[0], {language: (names[n],)}) for names in NAMES))
        counts = []
        for translator in (obeying(replace(plain, hints=True), glossary), plain):
            made = translator.translate(sentences, "en", language)
            counts.append(sum(not glossary.check(s, t.text, language) for s, t in zip(sentences, made, strict=True)))
        print(f"{language}: the term is right in {counts[0]} of {len(sentences)} with hints, {counts[1]} without")


if __name__ == "__main__":
    main()
