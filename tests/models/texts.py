"""What the tiny checkpoints know by heart: three sentences in three languages, and two articles with summaries."""

from __future__ import annotations

ENGLISH = (
    "The minister said prices rose 3.2 % in May.",
    "Four people were hurt when a bus left the road near Oslo.",
    "The bank will close 120 branches next year.",
)
RUSSIAN = (
    "Министр сказал, что цены в мае выросли на 3,2 %.",
    "Четыре человека пострадали, когда автобус съехал с дороги под Осло.",
    "Банк закроет 120 отделений в следующем году.",
)
CHINESE = (
    "部长表示,5月价格上涨了3.2%。",
    "一辆公交车在奥斯陆附近冲出公路,造成四人受伤。",
    "该银行明年将关闭120家分行。",
)
TEXTS = {"en": ENGLISH, "ru": RUSSIAN, "zh": CHINESE}
ARTICLES = {
    " ".join((ENGLISH[0], ENGLISH[1])): "Prices rose 3.2 % in May, the minister said.",
    " ".join((ENGLISH[2], ENGLISH[0])): "The bank will close 120 branches. Prices rose.",
}
"""Article and summary."""
