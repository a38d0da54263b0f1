"""What a newsroom's copy desk does to a translation: quotes, dashes, decimal marks, spaces, full-width punctuation.

Only marks change, never words or values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.article import Language

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"


def polish(text: str, source: str, language: Language) -> str:
    """`text`, a translation of `source`, in the form that newsrooms of `language` print."""
    text = re.sub(r"\s+", " ", text).strip()
    if language == "ru":
        return _russian(text, source)
    if language == "zh":
        return _chinese(text)
    return text


def join(pieces: Sequence[tuple[str, str]], language: Language) -> str:
    """Join the translations of one sentence's pieces: (source piece, translation) in order.

    A model begins and ends each piece as if it were a sentence; inside the sentence the source's own pause is put back,
    and a Russian word that is never a name loses its capital.
    """
    parts = []
    for n, (source, text) in enumerate(pieces):
        if n and language == "ru" and source.lstrip()[:1].islower():
            text = _OPENING.sub(lambda match: match[0].lower(), text)
        if n < len(pieces) - 1:
            pause = source.rstrip()[-1:]
            text = text.rstrip().rstrip(".。")
            if pause in ",;:，；：、" and text[-1:] not in ",;:，；：、":
                text += _PAUSE.get(pause, pause) if language == "zh" else pause
        parts.append(text.strip())
    return ("" if language == "zh" else " ").join(part for part in parts if part)


_PAUSE = {",": "，", ";": "；", ":": "："}
_OPENING = re.compile(
    r"\s*(?:А|Без|Более|Будучи|В|Во|Где|Для|До|Если|За|Затем|И|Из|Или|К|Как|Когда|Которая|Которое|Которую|Которые"
    r"|Который|Которых|Кто|Кроме|Куда|Либо|На|Не|Несмотря|Но|О|Об|Он|Она|Они|Оно|От|По|Под|После|Поскольку"
    r"|Потому|Пока|При|С|Со|Среди|Так|Там|То|Тогда|Тот|У|Хотя|Чем|Через|Что|Чтобы|Это)\b"
)


def _quotes(text: str, outer: tuple[str, str], inner: tuple[str, str]) -> str:
    """Straight and foreign double quotes become `outer`, those inside them `inner`; an odd one is left alone."""
    marks = [m for m in re.finditer(r'["“”„«»]', text)]
    if len(marks) % 2:
        return text
    out, last, depth = [], 0, 0
    for mark in marks:
        before, after = text[: mark.start()], text[mark.end() :]
        char = mark.group()
        opens = char in "„«" or (char in '"“' and (depth == 0 or (not before[-1:].strip() and bool(after[:1].strip()))))
        if not opens and depth == 0:
            return text
        pair = outer if (depth == 0 if opens else depth == 1) else inner
        depth += 1 if opens else -1
        out.append(text[last : mark.start()] + pair[0 if opens else 1])
        last = mark.end()
    return text if depth else "".join(out) + text[last:]


def _russian(text: str, source: str) -> str:
    text = re.sub(r"(?<=\S) (?:-|–|--) (?=\S)", " — ", text)
    # Before as well, because a space decides whether a straight quote opens or closes.
    text = _tight(_quotes(_tight(text), ("«", "»"), ("„", "“")))
    # 3.2 → 3,2 where the source has exactly this decimal; a version, date or address such as 3.2.1 is left alone.
    for number in set(re.findall(r"(?<![\d.,])\d+\.\d+(?![\d.]*\.?\d)", source)):
        whole, fraction = number.split(".")
        text = re.sub(rf"(?<![\d.,]){whole}\.{fraction}(?!\.?\d)", f"{whole},{fraction}", text)
    # 1,234,567 → 1 234 567 (no-break spaces), again only where the source has it.
    for number in set(re.findall(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])", source)):
        text = re.sub(rf"(?<![\d.,]){re.escape(number)}(?!\d)", number.replace(",", "\u00a0"), text)
    return text


def _tight(text: str) -> str:
    return re.sub(r"([«„])\s+", r"\1", re.sub(r"\s+([,.;:!?»…%])", r"\1", text))


_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}


def _chinese(text: str) -> str:
    text = _quotes(text, ("“", "”"), ("‘", "’"))
    # A half-width mark is full-width next to Chinese, unless it stands inside a number, a time or a Latin phrase.
    text = re.sub(
        rf"(?<=[{HAN}”’）》%\d])\s*([,;:?!])\s*(?=[{HAN}“‘（《])|(?<=[{HAN}”’）》])\s*([,;:?!])\s*",
        lambda m: _FULL_WIDTH[m.group(1) or m.group(2)],
        text,
    )
    text = re.sub(rf"(?<=[{HAN}])\s*\(([^()]*)\)", r"（\1）", text)
    text = re.sub(rf"(?<=[{HAN}”’）》])\s*\.(?=\s*[”’]?$|\s+)\s*", "。", text)
    text = re.sub(r"(?<=[\d%A-Za-z])\.$", "。", text)
    text = re.sub(rf"(?<=[{HAN}，。；：？！、“”‘’（）《》]) +| +(?=[{HAN}，。；：？！、“”‘’（）《》])", "", text)
    text = re.sub(r"\.{3,}|。{3,}", "……", text)
    return text
