"""What Chinese says with number characters: times, ages, shares, and words that are numbers beside some words only."""

from __future__ import annotations

from fractions import Fraction

import pytest

from summarizer.verifying.quantities import compare, find

READ = [
    ("休息十分钟", "10", "minute", "number"),
    ("满分十分", "10", "", "number"),
    ("被扣除十分。", "10", "", "number"),
    ("连续四周下降", "4", "week", "number"),
    ("第四周", "4", "week", "ordinal"),
    ("四起事故", "4", "", "number"),
    ("今年第四起", "4", "", "ordinal"),
    ("除四处之外", "4", "", "number"),
    ("短短四季", "4", "", "number"),
    ("四面钟", "4", "", "number"),
    ("十二点二十分", "37/3", "", "time"),
    ("七点十五", "29/4", "", "time"),
    ("六点半", "13/2", "", "time"),
    ("凌晨五点半", "11/2", "", "time"),
    ("六点一刻", "25/4", "", "time"),
    ("五点零五分", "61/12", "", "time"),
    ("零点过一分", "1/60", "", "time"),
    ("差五分八点", "95/12", "", "time"),
    ("下午差一刻六点", "71/4", "", "time"),
    ("六点差一刻", "23/4", "", "time"),
    ("一点十分", "7/6", "", "time"),
    ("十二点二", "12.2", "", "number"),
    ("零点五个百分点", "1/2", "%", "number"),
    ("这两点十分重要", "2", "point", "number"),
    ("三小时一刻钟", "13/4", "hour", "number"),
    ("一刻钟", "15", "minute", "number"),
    ("六分半钟", "13/2", "minute", "number"),
    ("5秒93", "5.93", "second", "number"),
    ("九旬老人", "90", "year", "number"),
    ("八九十岁", "80", "", "number"),
    ("二十八九岁", "28", "year", "number"),
    ("打七折", "30", "%", "number"),
    ("打八五折", "15", "%", "number"),
    ("两打鸡蛋", "24", "", "number"),
    ("三打一", "3", "", "number"),
    ("一千克", "1", "kg", "number"),
    ("五千瓦", "5", "kW", "number"),
    ("万一9月开学", "9", "", "month"),
    ("三级风暴", "3", "", "number"),
    ("八分之一决赛", "16", "", "loose"),
    ("十诫", "10", "", "loose"),
]


@pytest.mark.parametrize(("text", "value", "unit", "kind"), READ)
def test_a_quantity_is_read(text: str, value: str, unit: str, kind: str) -> None:
    quantity = find(text, "zh")[0]
    assert (quantity.value, quantity.unit, quantity.kind) == (Fraction(value), unit, kind)


@pytest.mark.parametrize(
    "text",
    ["显得十分高兴", "四周都是山", "歌声四起", "他四处奔走", "一年四季", "四面环山", "四分之一决赛", "十四行诗",
     "百思不解", "四旬期", "21点赌桌", "一时半会儿", "牢房两两打通"],
)  # fmt: skip
def test_what_is_no_quantity_is_left_alone(text: str) -> None:
    assert [quantity for quantity in find(text, "zh") if quantity.value != 1] == []


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("十个人中有四个", "2/5"),
        ("十次里有九次", "9/10"),
        ("每五家就少了三家", "3/5"),
        ("每三个买了票的人中就有两个", "2/3"),
        ("每10万名完赛者中有一例", "1/100000"),
        ("三分，满分十分", "3/10"),
        ("满分十分给六分", "3/5"),
        ("百万分之0.4", "0.0000004"),
        ("万分之三", "3/10000"),
        ("九成", "9/10"),
    ],
)
def test_some_of_so_many_is_a_share(text: str, share: str) -> None:
    assert any(Fraction(share) in quantity.values for quantity in find(text, "zh"))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Four of the ten workers died.", "十名工人中有四人死亡。"),
        ("a rate of 0.03%", "万分之三的比率"),
        ("It lasted 5 minutes 30 seconds.", "持续了5分30秒。"),
        ("with 12:44 gone", "打到12分44秒"),
        ("It has grown fivefold.", "它增长了四倍。"),
        ("last but two", "倒数第三"),
        ("on the second floor", "在三楼"),
        ("every second Wednesday", "每隔一个星期三"),
        ("a decision in game seven", "抢七大战见分晓"),
        ("four bucks", "四块钱"),
    ],
)
def test_what_chinese_puts_otherwise_raises_no_alarm(source: str, target: str) -> None:
    assert [d for d in compare(source, target, "en", "zh") if d.severity != "note"] == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Ten minutes later", "二十分钟后"),
        ("with 12:44 gone", "打到12分45秒"),
        ("It took 5.93 seconds.", "用时5秒39。"),
        ("Five of the 27 died.", "29人中有五人死亡。"),
        ("It has grown fivefold to 80.", "它增长了四倍，达到90。"),
        ("at 12:20", "十二点三十分"),
        ("on the fourth floor", "在七楼"),
    ],
)
def test_another_quantity_is_told(source: str, target: str) -> None:
    assert [d for d in compare(source, target, "en", "zh") if d.severity != "note"]
