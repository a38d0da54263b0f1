"""What stands in the place of a number or a name, written over with the right one: what repair does when no hypothesis
of the model is right.

The numbers and names come from the checks, and the checks judge the result: a sentence is only ever replaced by one
they find less wrong. That is done only where one number or one name of the sentence is wrong, and a name only where the
gazetteer knows it: everywhere else the flag tells an editor more than a guess.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from summarizer.article import Language
from summarizer.verifying import names, quantities
from summarizer.verifying.morphology import morphology
from summarizer.verifying.names import Mention, Stranger
from summarizer.verifying.names.latin import miscopied
from summarizer.verifying.quantities.units import same_unit
from summarizer.verifying.quantities.value import Quantity

_DIGITS = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?")
_CHINESE = re.compile(r"\d[\d,]*(?:\.\d+)?(?P<scale>万亿|亿|万)?(?P<rest>[^\d万亿]*)")
_SCALES = (("万亿", 12), ("亿", 8), ("万", 4))
_BETWEEN = re.compile(r"[ \u00a0·-]?|\s?[（(]")
"""What may stand between two parts of one name."""

Edit = tuple[int, int, str]


def substituted(source: str, text: str, source_language: Language, target_language: Language) -> Iterator[str]:
    """`text`, the translation of `source`, with numbers and names written over: all of them, then one at a time."""
    edits = _numbers(source, text, source_language, target_language)
    edits += _names(source, text, source_language, target_language)
    apart = [edit for n, edit in enumerate(edits) if not any(_overlap(edit, other) for other in edits[:n])]
    if len(apart) > 1:
        yield _edited(text, apart)
    for edit in apart:
        yield _edited(text, [edit])


def respelt(source: str, text: str, source_language: Language, target_language: Language) -> str:
    """`text` with its names in Latin script spelt as in the English `source`: nothing of that is a guess."""
    if source_language != "en" or target_language not in ("ru", "zh"):
        return text
    return _edited(text, [(word.start, word.end, word.right) for word in miscopied(source, text)])


def _overlap(one: Edit, other: Edit) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _edited(text: str, edits: Sequence[Edit]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _numbers(source: str, text: str, source_language: Language, target_language: Language) -> list[Edit]:
    """One edit of a kind at most (a month, a number), for the reason of `_names`: of several wrong numbers,
    which belongs where is a guess. But where the digits are the same and only their size is wrong, as weak models make
    it, it is none."""
    differences = quantities.compare(source, text, source_language, target_language)
    doubtful = [difference for difference in differences if difference.severity != "note"] or differences
    kinds = Counter(_kind(one) for one in doubtful)
    changed = [
        (one.source, one.target)
        for one in doubtful
        if one.kind == "changed" and one.source and one.target
        if kinds[_kind(one)] == 1 or _figures(one.source) == _figures(one.target)
    ]
    write = _in_chinese if target_language == "zh" else _rewritten
    return [(theirs.start, theirs.end, new) for ours, theirs in changed if (new := write(ours, theirs)) is not None]


def _kind(difference: quantities.Difference) -> str:
    quantity = difference.source or difference.target
    return quantity.kind if quantity else ""


def _figures(quantity: Quantity) -> str:
    """The digits of a number without the zeros that give it its size; empty in words."""
    return re.sub(r"\D", "", quantity.text).strip("0")


def _rewritten(ours: Quantity, theirs: Quantity) -> str | None:
    """The text of `theirs` with the value of `ours`: other digits, the same words around them."""
    found = list(_DIGITS.finditer(theirs.text))
    if len(found) != 1 or not theirs.value or not same_unit(ours.unit, theirs.unit):
        return None
    face = Fraction(re.sub(r"\s", "", found[0].group()).replace(",", "."))
    wanted = ours.value * face / theirs.value
    if wanted * 100 % 1 or wanted >= 10**9:
        return None
    whole, dot, fraction = f"{float(wanted):.2f}".rstrip("0").rstrip(".").partition(".")
    grouped = f"{int(whole):,}".replace(",", "\u00a0") if len(whole) > 4 else whole
    return theirs.text[: found[0].start()] + grouped + dot.replace(".", ",") + fraction + theirs.text[found[0].end() :]


def _in_chinese(ours: Quantity, theirs: Quantity) -> str | None:
    """The same in Chinese, which does not inflect: the currency, too, can be put right."""
    found = _CHINESE.fullmatch(theirs.text)
    if not found or ours.value * 100 % 1:
        return None
    rest = found["rest"]
    if not same_unit(ours.unit, theirs.unit):
        if len(ours.unit) != 3 or not ours.unit.isupper() or ours.kind != "number":
            return None
        from babel.numbers import get_currency_name

        rest = get_currency_name(ours.unit, locale="zh_CN")
    for scale, power in _SCALES:
        amount = ours.value / 10**power
        if amount >= 1 and found["scale"] and not amount * 10000 % 1:
            return f"{float(amount):.4f}".rstrip("0").rstrip(".") + scale + rest
    return f"{float(ours.value):.2f}".rstrip("0").rstrip(".") + rest


def _names(source: str, text: str, source_language: Language, target_language: Language) -> list[Edit]:
    """One edit at most: where several names are wrong, nothing says which stands for which, and a right name in a wrong
    place would only silence the check."""
    changed = [
        (difference.source, difference.target)
        for difference in names.compare(source, text, source_language, target_language)
        if difference.kind == "changed" and difference.source and difference.target
    ]
    places = _places(text, list(dict.fromkeys(stranger for _, stranger in changed)), target_language)
    if len(changed) != 1 or len(places) != 1 or changed[0][0].partial:
        return []
    (start, end), written = places[0], _written(changed[0][0], text[slice(*places[0])], target_language)
    return [(start, end, written)] if written else []


def _places(text: str, strangers: Sequence[Stranger], language: Language) -> list[tuple[int, int]]:
    """Where the strangers stand, left to right; parts of one name together."""
    edge = "" if language == "zh" else r"(?<!\w){}(?!\w)"
    spans = sorted(
        match.span()
        for stranger in strangers
        for match in re.finditer((edge or "{}").format(re.escape(stranger.text)), text)
    )
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and _BETWEEN.fullmatch(text[merged[-1][1] : start]):
            start = merged.pop()[0]
        closes = end < len(text) and text[end] in "）)" and re.search(r"[（(]", text[start:end])
        merged.append((start, end + 1 if closes else end))
    return merged


def _written(mention: Mention, instead_of: str, language: Language) -> str | None:
    """The gazetteer's name, None where it has none."""
    known = [name for entry in mention.entries for name in entry.names(language)]
    if not known:
        return None
    # “Putin” is no «Владимир Путин».
    name = min(known, key=lambda name: abs(len(re.split("[ ·]", name)) - len(mention.words)))
    return _in_the_case_of(instead_of, name) if language == "ru" else name


def _in_the_case_of(word: str, name: str) -> str:
    """A Russian name in the grammatical case of the word whose place it takes, where the dictionary knows both."""
    case = morphology().parse(re.findall(r"\w+", word)[-1])[0].tag.case
    if not case:
        return name
    out = []
    for part in name.split(" "):
        parsed = morphology().parse(part)[0]
        form = parsed.inflect({case}) if any(g in parsed.tag for g in ("Name", "Surn", "Geox", "Orgn")) else None
        out.append(form.word[:1].upper() + form.word[1:] if form and part[:1].isupper() else part)
    return " ".join(out)
