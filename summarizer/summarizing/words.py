"""The terms of a sentence in each language: what two sentences share when they speak of the same thing."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

_WORD = re.compile(r"\w+(?:[.,]\d+)*(?:['’]\w+)?")
_HAN = re.compile(r"[\u3400-\u9fff]+|[A-Za-z]+|\d+(?:\.\d+)?")

_STOP = {
    "en": """a about after again all also am an and any are as at be because been before being both but by can could
    did do does during each few for from further had has have he her here his how i if in into is it its
    just may me more most my no nor not now of off on once only or other our out over own said same say
    says she should so some such than that the their them then there these they this those through to too
    two under until up very was we were what when where which while who whom why will with would you your
    mr mrs ms one it's""",
    "ru": """и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее её мне было вот
    от меня еще ещё нет о из ему теперь когда даже ну ли если уже или ни быть был него до вас нибудь
    опять уж вам ведь там потом себя ничего ей может они тут где есть надо ней для мы тебя их чем была
    сам чтоб без будто чего раз тоже себе под будет ж тогда кто этот того потому этого какой совсем ним
    здесь этом один почти мой тем чтобы нее неё были куда зачем всех можно при наконец два об другой хоть
    после над больше тот через эти нас про всего них какая много разве три эту моя впрочем свою этой
    перед том такой им более всю между это также который которая которые которых сообщил заявил сказал""",
}
_HAN_STOP = frozenset("的了和是在与及他她它们这那就也都而但并对为以于说有将被把从到一个等其中之")


@lru_cache(maxsize=8)
def _stop(language: str) -> frozenset[str]:
    return frozenset(_STOP.get(language, "").split())


@lru_cache(maxsize=8)
def _stemmer(language: str) -> Callable[[str], str]:
    import snowballstemmer  # type: ignore[import-untyped,unused-ignore]

    names = {"en": "english", "ru": "russian", "de": "german", "fr": "french", "es": "spanish", "it": "italian"}
    if language not in names:
        return str

    @lru_cache(maxsize=4096)
    def stem(word: str) -> str:
        # A stemmer for each word: it keeps its work in itself, and articles are digested by several threads.
        return str(snowballstemmer.stemmer(names[language]).stemWord(word))

    return stem


def terms(text: str, language: str) -> list[str]:
    """Stems of the content words; for Chinese the pairs of neighbouring characters, numbers and Latin words."""
    if language == "zh":
        return list(_pairs(text))
    stem, stop = _stemmer(language), _stop(language)
    return [stem(word) for word in _WORD.findall(text.lower().replace("ё", "е")) if word not in stop]


def _pairs(text: str) -> list[str]:
    found = []
    for run in _HAN.findall(text.lower()):
        if run[0] < "\u3400":
            found.append(run)
            continue
        found.extend(a + b for a, b in pairwise(run) if a not in _HAN_STOP and b not in _HAN_STOP)
    return found
