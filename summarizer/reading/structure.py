"""Plain text to paragraphs, and what stands above an article's first sentence: title, byline, dateline."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BLANK = re.compile(r"\n[ \t]*\n\s*")
_ENDS = re.compile(r"[.!?…。！？：:;；][\"”’'»」』)\]]*$")
_ITEM = re.compile(r"\s*(?:[-*•–—◦▪]|\(?\d{1,3}[.)])\s+\S")
_CJK = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_MARKS = "*_# \t"

_NAME = r"(?:[A-Z][\w.’'-]*|de|van|von|der|al|bin|di|da|la|le|and|[,&|·])"
_BYLINE = re.compile(
    rf"(?:(?i:written |reported |story |text )?(?i:by) +{_NAME}(?:[ ,]+(?:{_NAME}|in [A-Z]\w+|[\w ]{{0,30}}(?i:writer|"
    r"reporter|editor|correspondent|staff|contributor)))*"
    r"|(?:Автор(?:ы)?|Текст|Корреспондент|Беседовала?|Подготовила?)\s*[:—–-]\s*[А-ЯЁ][^.!?]{2,80}"
    r"|(?:本报|本台|新华社|中新社)?(?:特约)?(?:记者|作者|撰文|通讯员|文)\s*[:：|｜/／ ]\s*[^。！？]{2,40}"
    r"|作者[^。！？，]{2,20})"
)
_MONTH_EN = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_MONTH_RU = (
    r"(?:янв(?:аря)?|фев(?:раля)?|мар(?:та)?|апр(?:еля)?|мая|июн(?:я|ь)?|июл(?:я|ь)?|авг(?:уста)?|сен(?:тября)?|"
    r"окт(?:ября)?|ноя(?:бря)?|дек(?:абря)?)\.?"
)
_WEEKDAY = r"(?:Mon|Tues?|Wednes|Thurs?|Fri|Satur|Sun)(?:day)?\.?"
_DAY_EN = rf"(?:(?:{_WEEKDAY},? )?(?:{_MONTH_EN} \d{{1,2}}|\d{{1,2}} {_MONTH_EN})(?:,? \d{{4}})?|{_WEEKDAY})"
_PLACE_EN = r"[A-Z][A-Z.’' -]*[A-Z.](?:, [A-Z][\w.’' -]{1,30}){0,2}"
_AGENCY = r"\((?:[A-Z][\w&.’' /-]{1,40}|[А-ЯЁA-Z][^()]{1,40})\)"
_DATELINES = (
    re.compile(rf"{_PLACE_EN}(?:, {_DAY_EN})?(?: ?{_AGENCY})?,? ?(?:—|–|--|-) ?(?=[“\"‘'(*]*[A-Z0-9$€£])"),
    re.compile(
        rf"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){{0,3}}(?:, [A-Z][\w.]+)?(?:, {_DAY_EN})? {_AGENCY} ?(?:—|–|--|-) ?(?=\S)"
    ),
    re.compile(
        rf"[А-ЯЁ][А-ЯЁ-]+(?:[ -][А-ЯЁ]+)*(?: ?\([^)]{{2,40}}\))?(?:, \d{{1,2}} {_MONTH_RU}(?: \d{{4}}(?: г\.?)?)?)"
        r"(?:(?:\. ?|,? )?(?:[/—–-] ?)?(?:РИА Новости|Интерфакс|[А-ЯЁ]{3,10}|Корр\. [А-ЯЁ]{3,8}[^.]{0,40})[./]* ?/?)?"
        r"[.:]?(?: ?[/—–-])? ?(?=\S)"
    ),
    re.compile(r"\((?:AP|AFP|CNN|UPI|dpa|Reuters|Xinhua|Bloomberg)\) ?(?:—|–|--|-) ?(?=\S)"),
    # As some sites print it, with neither dash nor space: «Hong Kong (CNN)Six people …».
    re.compile(r"(?:[A-Z][\w.’'-]+,? ){0,4}\(CNN\)(?=[A-Z“\"])"),
    re.compile(rf"[А-ЯЁ][А-ЯЁ-]+(?:[ -][А-ЯЁ]+)* ?{_AGENCY} ?(?:—|–|-) ?(?=\S)"),
    re.compile(r"[А-ЯЁ][А-ЯЁ-]{2,}(?:[ -][А-ЯЁ]+)* ?[—–] ?(?=[А-ЯЁ«])"),
    re.compile(r"【[^】]{2,20}】(?=\S)"),
    re.compile(
        r"(?:新华社|中新社|中新网|人民网|央视网|法新社|路透社|美联社|本报|[\u4e00-\u9fff]{2,6}社)[\u4e00-\u9fff]{0,10}"
        r"(?:\d{1,2}月)?(?:\d{1,2}日)?(?:电|讯|消息)(?: ?[（(][^）)]{2,40}[）)])? ?"
    ),
    re.compile(r"[（(](?:新华社|中新社|[\u4e00-\u9fff]{2,8}(?:社|报))[^）)]{0,40}(?:电|讯)[）)] ?"),
)


@dataclass(frozen=True, slots=True)
class Parts:
    """An article taken apart: `paragraphs` are what is left for its text."""

    title: str | None
    byline: str | None
    dateline: str | None
    paragraphs: list[str]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of `text`, a line each: blank lines part them, and so does every line break that is no wrap."""
    found: list[str] = []
    for block in _BLANK.split(text):
        lines = [" ".join(line.split()) for line in block.split("\n")]
        lines = [line for line in lines if line]
        found.extend([_joined(lines)] if _is_wrapped(lines) else lines)
    return found


def take_apart(paragraphs: list[str], title: str | None = None) -> Parts:
    """Recognise the title (unless it is known), the byline and the dateline at the head of an article."""
    rest = list(paragraphs)
    byline = None
    if title:
        title = _bare(title)
        if rest and _same(rest[0], title):
            rest.pop(0)
    elif len(rest) > 1 and _is_title(rest[0]) and not _dateline(rest[0]):
        title = _bare(rest.pop(0))
    # A standfirst may come before the byline, never more than that.
    for at in range(min(3, len(rest) - 1)):
        if _is_byline(rest[at]):
            byline = _bare(rest.pop(at))
            break
    dateline = None
    for at in range(min(2, len(rest))):
        if (end := _dateline(rest[at])) and len(rest[at]) > end + 5:
            dateline = rest[at][:end].strip(" —–-*_")
            rest[at] = rest[at][end:].lstrip(_MARKS + "—–-")
        if dateline or _ENDS.search(rest[at]):  # else it is a standfirst
            break
    return Parts(title or None, byline, dateline, rest)


def _is_wrapped(lines: list[str]) -> bool:
    """Whether the lines are one paragraph wrapped at a fixed width."""
    if len(lines) < 2 or any(_ITEM.match(line) for line in lines):
        return False
    full = lines[:-1]
    widest = max(len(line) for line in lines)
    if not (30 <= widest <= 120 and min(len(line) for line in full) >= widest * 0.7):
        return False
    return sum(not _ENDS.search(line) for line in full) >= max(1, len(full) / 2)


def _joined(lines: list[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        text += line if _CJK.match(text[-1]) and _CJK.match(line[0]) else f" {line}"
    return text


def _bare(text: str) -> str:
    return text.strip(_MARKS)


def _same(left: str, right: str) -> bool:
    def folded(text: str) -> str:
        return re.sub(r"\W+", "", text).casefold()

    return folded(left) == folded(right)


def _is_title(text: str) -> bool:
    """A short line that does not end as a sentence in the text does. A question or a quotation may be a title."""
    bare = _bare(text)
    if text.startswith("#"):
        return len(bare) <= 300
    limit = 60 if len(_CJK.findall(bare)) > len(bare) / 3 else 160
    if not bare or len(bare) > limit or _is_byline(text) or _ITEM.match(bare):
        return False
    return not re.search(r"(?:[.。…:：;；,，]|[.。!?！？][\"”»」])$", bare)


def _is_byline(text: str) -> bool:
    bare = _bare(text)
    return len(bare) <= 140 and _BYLINE.fullmatch(bare.rstrip(".")) is not None


def _dateline(text: str) -> int:
    """Where the dateline at the head of `text` ends; 0 if there is none. Markdown's bold marks may be around it."""
    lead = len(text) - len(text.lstrip("*_"))
    bare = text[lead:]
    inner = re.sub(r"(?<=\S)(\*\*|__)(?= ?[—–-])", "", bare, count=1) if lead else bare
    for pattern in _DATELINES:
        if (found := pattern.match(inner)) and found.end() <= 120:
            return lead + found.end() + (len(bare) - len(inner))
    return 0
