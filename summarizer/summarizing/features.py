"""What speaks for and against a sentence in a summary. Every feature is a number of about 0 to 1, in every language."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.article import Article
from summarizer.summarizing.base import count_words
from summarizer.summarizing.words import terms

_QUOTE = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|「[^」]*」|‘[^’]{12,}’|(?<!\w)'[^']{12,}'(?!\w)")
_PRONOUN = re.compile(
    r"[\W_]*(?:(?:he|she|they|it|his|her|their|its|this|these|that|those|such|both|i|we|you|my|our|your)\b"
    r"|(?:он|она|они|оно|его|ее|её|их|это|этот|эта|эти|тот|те|я|мы|вы|наш)\b|(?:他|她|它|这|那|此|该|我|你|其))",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"\b(?:he|she|him|her|они|она|он)\b|[他她]", re.IGNORECASE)
_CONNECTIVE = re.compile(
    r"[\W_]*(?:(?:but|and|or|so|however|also|meanwhile|moreover|then|still|yet|instead|"
    r"even so|nevertheless|therefore|thus|besides|otherwise|for example|for instance|in addition|on the other hand|"
    r"as a result|at the same time|earlier|later)\b"
    r"|(?:но|и|а|однако|также|кроме того|тем не менее|при этом|поэтому|затем|между тем|"
    r"тогда|позднее|позже|например|впрочем)\b"
    r"|(?:但|而|然而|此外|同时|因此|不过|随后|另外|例如|所以|尽管如此|此前|此后|后来))",
    re.IGNORECASE,
)
_NAME = {
    "zh": re.compile(r"[\u3400-\u9fff]·[\u3400-\u9fff]|《|[A-Z]{2,}|总统|总理|部长|主席|公司|委员会|政府|法院|大学"),
}
_CAPITAL = re.compile(r"(?<=[\w,;:] )(?:[A-ZА-ЯЁ][\w’'-]+)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_BYLINE = re.compile(
    r"\s*(?:by (?-i:[A-Z])[\w.’'-]+(?: (?:and |[A-Z])[\w.’'-]*)*\s*$|[A-ZА-Я ,]{4,}$"
    r"|(?:автор|текст)\s*:|(?:记者|编辑|作者)[：: ])",
    re.IGNORECASE,
)
_OPEN_CLOSE = (("“", "”"), ("«", "»"), ("「", "」"), ("(", ")"), ("（", "）"))
# Single quotes open before a word and close behind one; an apostrophe stands between letters or shortens a decade.
_OPENS_SINGLE = re.compile(r"(?<![\w.,!?])['‘](?=[^\W\d])")
_CLOSES_SINGLE = re.compile(r"(?<=[\w.,!?…])['’](?!\w)")
_ENDS_SINGLE = re.compile(r"[.,!?…]['’]\W*$")
_ENDS = re.compile(r"[.!?…。！？][\"”’'»)\]』」）*_]*$")


@dataclass(frozen=True, slots=True)
class Features:
    """The measurements of one sentence; `eligible` is False for what must never stand in a summary."""

    eligible: bool
    values: Mapping[str, float]

    def score(self, weights: Mapping[str, float]) -> float:
        """The weighted sum."""
        return sum(weights.get(name, 0.0) * value for name, value in self.values.items())


def measure(article: Article, bags: Sequence[frozenset[str]]) -> list[Features]:
    """The features of every sentence; `bags[i]` are the terms of sentence i. Linear in the article's length."""
    language, sentences = article.language, article.sentences
    count = Counter(term for bag in bags for term in bag)
    total = len(sentences)
    title = frozenset(terms(article.title or "", language))
    weight = {term: math.log1p(n) * math.log((total + 1) / n + 1) for term, n in count.items() if n > 1}
    centrality = [sum(weight.get(term, 0.0) for term in bag) / (len(bag) + 4) for bag in bags]
    mass = [sum(weight.get(term, 0.0) for term in bag) for bag in bags]
    best, most = max(centrality, default=0.0) or 1.0, max(mass, default=0.0) or 1.0
    lead = frozenset().union(*bags[:2])
    # A news story begins with what its title says. A feature may open with a scene: its story begins after that.
    opening = _opening(bags, title)
    # The longer an article, the less an early place means.
    reach, early = max(3.0, total / 10), min(1.0, math.sqrt(60 / max(1, total)))
    found = []
    previous = -1
    for n, (sentence, bag) in enumerate(zip(sentences, bags, strict=True)):
        text = sentence.text
        size = count_words(text) / (1.6 if language == "zh" else 1.0)
        quoted = sum(len(q) for q in _QUOTE.findall(text)) / len(text)
        names = len(_NAME[language].findall(text)) if language in _NAME else len(_CAPITAL.findall(text))
        values = {
            "first": float(n == opening),
            "second": float(n == opening + 1),
            "third": float(n == opening + 2),
            "early": early / (1 + (n - opening) / reach) if n >= opening else 0.0,
            "place": 1 - n / total,
            "last": float(n == total - 1 and total > 4),
            "opens_paragraph": float(sentence.paragraph != previous),
            "centrality": centrality[n] / best,
            "mass": mass[n] / most,
            "title": len(bag & title) / len(title) if title else 0.0,
            "lead": len(bag & lead) / (len(bag) + 1) if n > 1 else 0.0,
            "names": min(1.0, names / 6),
            "numbers": min(1.0, len(_NUMBER.findall(text)) / 4),
            "quoted": min(1.0, quoted),
            "pronoun": float(bool(_PRONOUN.match(text) or (not names and _SOMEBODY.search(text)))),
            "connective": float(bool(_CONNECTIVE.match(text))),
            "question": float(text.rstrip('"”’»」').endswith(("?", "？", "!", "！"))),
            "short": max(0.0, 1 - size / 12),
            "long": max(0.0, min(1.0, (size - 38) / 30)),
            "size": min(1.0, size / 40),
        }
        found.append(Features(_eligible(text, size, quoted), values))
        previous = sentence.paragraph
    return found


def _opening(bags: Sequence[frozenset[str]], title: frozenset[str]) -> int:
    """The first sentence that takes up the title; 0 where one of the first two does, or none of the first third."""
    takes_up = [n for n, bag in enumerate(bags) if bag & title]
    first = takes_up[0] if takes_up else 0
    return first if 1 < first <= len(bags) / 3 else 0


def _eligible(text: str, size: float, quoted: float) -> bool:
    """Not a fragment of a quotation, a byline, a heading, a list item or a line too short to say anything."""
    if size < 5 or quoted > 0.6 or _BYLINE.match(text) or not _ENDS.search(text):
        return False
    if any(text.count(left) != text.count(right) for left, right in _OPEN_CLOSE) or text.count('"') % 2:
        return False
    opened, closed = len(_OPENS_SINGLE.findall(text)), len(_CLOSES_SINGLE.findall(text))
    if opened > closed or (not opened and _ENDS_SINGLE.search(text)):
        return False
    return not text.startswith(("-", "•", "*", "#", "|"))
