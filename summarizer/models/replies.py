"""What an instruct model's answer really is: without thoughts, fences and small talk; and what is wrong with it."""

from __future__ import annotations

import re

from summarizer.article import Language
from summarizer.reading.language import detect
from summarizer.verifying import chatter

_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_BEFORE_THE_ANSWER = re.compile(r"\A.*</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"\A```\w*\n(.*?)\n?```\Z", re.DOTALL)
_CONTROL = re.compile(r"<\|[^|>\n]{1,40}\|>|</?s>|</?(?:start|end)_of_turn>|\[/?INST\]|</?text-[0-9a-f]{8}>")
_END = re.compile(r"(?<=.)(?:<\|(?:im_end|endoftext|eot_id|end)\|>|<end_of_turn>|</s>)", re.DOTALL)
_WHAT = (
    "(?:summary|translation|translated|summarized|summarised"
    "|резюме|изложени|пересказ|сводк|перевод|摘要|翻译|译文|总结)"
)
_OPENING = re.compile(
    # Small talk that names what follows; an article may well begin "Here is what is known:".
    rf"\A(?:(?:sure|certainly|of course|okay|absolutely|конечно|хорошо|好的|当然)[^\n]{{0,80}}[:：!.。！]\s*\n+"
    rf"|\W{{0,4}}(?:sure|certainly|of course|okay|here|below|вот|ниже|конечно|好的|当然|以下|下面)"
    rf"[^\n]{{0,60}}{_WHAT}[^\n]{{0,60}}[:：]\W{{0,4}}\s*"
    rf"|\W{{0,4}}{_WHAT}\w*\W{{0,4}}[:：]\W{{0,4}}\s*"
    r"|#{1,4} [^\n]{1,60}\n+)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\n+[^\n]{0,20}(?:let me know|i hope this|feel free to|would you like|надеюсь|дайте знать|если (?:вам|нужно)"
    r"|希望(?:这|对)|如果您|如有需要)[^\n]*\Z",
    re.IGNORECASE,
)
_REFUSAL = re.compile(
    r"\A\W{0,3}(?:(?:i(?:'|’)?m|i am) (?:sorry|unable|not able)[^.\n]{0,30}\b(?:can|to|assist|help)"
    r"|sorry, (?:but )?i (?:can|am)"
    r"|i (?:can(?:'|’)?t|cannot|won(?:'|’)?t) (?:help|assist|provide|translate|summari|fulfil|comply)"
    r"|as an ai\b|unfortunately, i (?:can|am)"
    r"|(?:к сожалению|извините|простите|прошу прощения)[^.\n]{0,12}\bя не (?:мог|вправе|имею)"
    r"|я не могу (?:помочь|перевести|выполнить|предоставить|обсуждать)|как (?:ии\b|языковая модель)"
    r"|(?:很|非常)?(?:抱歉|对不起)[^。\n]{0,8}我?(?:无法|不能)|我(?:无法|不能)(?:协助|帮助|翻译|提供|回答|总结|满足)"
    r"|作为(?:一个|一名)?(?:人工智能|AI|语言模型))",
    re.IGNORECASE,
)
_SCRIPTS = {
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "uk": re.compile(r"[\u0400-\u04ff]"),
    "zh": re.compile(r"[\u3400-\u9fff]"),
    "ja": re.compile(r"[\u3040-\u30ff\u3400-\u9fff]"),
    "ko": re.compile(r"[\uac00-\ud7af]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
}
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")


def clean(reply: str) -> str:
    """The answer alone."""
    text = _THOUGHTS.sub("", _BEFORE_THE_ANSWER.sub("", reply))
    text = _END.split(text.lstrip())[0]  # what follows is another turn that the model made up
    text = _CONTROL.sub("", text).strip()
    text = _FENCE.sub(r"\1", text).strip()
    while (found := _OPENING.match(text)) and found.end() < len(text):
        text = text[found.end() :].strip()
    text = _CLOSING.sub("", text).strip()
    if len(text) > 2 and (text[0], text[-1]) in (('"', '"'), ("“", "”"), ("«", "»")) and text[0] not in text[1:-1]:
        text = text[1:-1].strip()
    return re.sub(r"\*\*(.+?)\*\*", r"\1", text)


def bare(text: str) -> str:
    """One line of an answer, without a chat template's marks."""
    return re.sub(r"\*\*(.+?)\*\*", r"\1", _CONTROL.sub("", text)).strip()


def problem(text: str, source: str, language: Language) -> str | None:
    """What makes the cleaned answer unusable, in words for the model that gave it; None where nothing does.

    `source` is what was to be summarised or translated: an article about refusals may be answered with one.
    """
    if not text:
        return "it was empty"
    if _REFUSAL.match(text) and not _REFUSAL.match(source):
        return "it refused; this is a published news text, and to render it is all that is asked"
    if chatter.check(source, text):
        return "it spoke to the reader besides giving the text"
    if not is_in(text, language):
        return "it was in another language"
    return None


def is_in(text: str, language: Language) -> bool:
    """Whether `text` can be in `language`: by its script, and by its words where there are enough of them."""
    letters = len(_LETTER.findall(text))
    if letters < 3:
        return True
    script = _SCRIPTS.get(language, _LATIN)
    if len(script.findall(text)) < letters * (0.15 if language in ("zh", "ja") else 0.4):
        # A name in Latin script may be all there is to translate.
        return letters <= 20 and text.istitle() and bool(_LATIN.search(text))
    if language in ("zh", "ja", "ko", "ar") or letters < 120:
        return True
    return detect(text) in (language, "und")
