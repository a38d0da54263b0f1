"""How often the built-in translator obeys a glossary hint, beside how often it says the term without one.

    python -m training.checks.hints

Eight sentences with a name that no data has. Where hints are obeyed at least seven times, `OBEYS_HINTS` in
`summarizer/builtin/__init__.py` may be set.
"""

from __future__ import annotations

from dataclasses import replace

from summarizer import builtin
from summarizer.translating.glossary import Glossary, Term
from summarizer.translating.obeying import obeying

NAMES = {"ru": "Ортанга", "zh": "奥尔坦加"}
SENTENCES = (
    "The president of Ortanga arrived in Moscow on Tuesday.",
    "Ortanga signed the agreement in 1997.",
    "Ministers from Ortanga and France met in Geneva.",
    "The government said that it would send aid to Ortanga.",
)


def main() -> None:
    """Print the counts by language."""
    plain = builtin.translator(1)
    for language, name in NAMES.items():
        glossary = Glossary((Term("Ortanga", {language: (name,)}),))
        counts = []
        for translator in (obeying(replace(plain, hints=True), glossary), plain):
            made = translator.translate(SENTENCES, "en", language)
            counts.append(sum(not glossary.check(s, t.text, language) for s, t in zip(SENTENCES, made, strict=True)))
        print(f"{language}: the term is right in {counts[0]} of {len(SENTENCES)} with hints, {counts[1]} without")


if __name__ == "__main__":
    main()
