"""Russian forms: the dictionary form of a word, and another word in its form."""

from __future__ import annotations

from functools import cache


def lemma(word: str) -> str:
    """The dictionary form, in lower case."""
    return str(morphology().parse(word)[0].normal_form)


def as_form_of(word: str, other: str) -> str:
    """`other`, a dictionary form, in the case, number and gender of `word`, as far as it has them."""
    tag = morphology().parse(word)[0].tag
    parsed = morphology().parse(other)[0]
    for wanted in ({tag.case, tag.number, tag.gender}, {tag.case, tag.number}, {tag.case}):
        form = parsed.inflect({grammeme for grammeme in wanted if grammeme})
        if form:
            return str(form.word.capitalize() if word[0].isupper() else form.word)
    return other


@cache
def morphology():  # type: ignore[no-untyped-def]  # the library has no types
    """The analyser, loaded once."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()
