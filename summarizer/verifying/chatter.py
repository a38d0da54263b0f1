"""Words of a chat model to its user, where only the translation should be."""

from __future__ import annotations

import re

from summarizer.verifying.base import Doubt, quote

_CHATTER = re.compile(
    r"^\s*(?:(?:sure|certainly|of course)[,!.] (?:here|i can|i'll|below|this)"
    r"|here(?:'s| is) (?:the|your|a) (?:translation|summary)|the translation (?:is|of)|translation:"
    r"|конечно[,!]? вот |вот (?:ваш )?перевод|перевод(?: на русский(?: язык)?)?\s*:|перевод текста|русский перевод\s*:"
    r"|(?:好的|当然)[，,!！](?:以下|下面|这是|我来|翻译)|以下是.{0,12}(?:翻译|译文|摘要)"
    r"|翻译(?:如下|结果)?\s*[:：]|译文\s*[:：]|中文翻译\s*[:：])"
    r"|as an ai (?:language )?model|как (?:языковая модель|искусственный интеллект)"
    r"|作为(?:一个|一名)?(?:人工智能|AI|语言模型)"
    r"|</?think>|<\|[a-z_]+\|>|\[/?INST\]|let me know if you|надеюсь, это пом|希望(?:这|对你)有(?:所)?帮助"
    r"|^\s*```|\((?:note|translator's note)\s*:|（(?:注|译注|译者注)\s*[:：]|\(прим(?:ечание|\.) (?:пер|переводчика)",
    re.IGNORECASE,
)


def check(source: str, text: str) -> list[Doubt]:
    """A doubt where the output talks to the user and the source does not."""
    found = _CHATTER.search(text)
    if found and not _CHATTER.search(source):
        return [Doubt("chatter", "error", f"talks to the user: {quote(found.group().strip())}")]
    return []
