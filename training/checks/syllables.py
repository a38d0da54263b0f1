"""The readings of Chinese characters, and which of them seldom stand for anything but a sound.

    python -m training.checks.syllables NAMES.txt NEWS.txt > summarizer/verifying/data/syllables.tsv

NAMES: transcribed names, one a line; NEWS: any running text. Needs pypinyin (not a dependency of the package).
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

READINGS = {
    "尔": "er",
    "伯": "bo",
    "贾": "jia",
    "夏": "xia",
    "什": "shi",
    "柏": "bo",
    "佛": "fu",
    "盖": "gai",
    "朴": "piao",
    "南": "nan",
    "万": "wan",
    "乐": "le",
    "单": "dan",
    "曾": "zeng",
    "车": "che",
    "卡": "ka",
}
"""Where pypinyin's first reading is not the one of names."""
OFTEN, RATIO = 8, 4.0
"""A typical character: seen at least so often in names, and so many times as frequent there as in news."""


def main(names: str, news: str) -> None:
    """Print the table."""
    from pypinyin import Style, pinyin

    inside, outside = (Counter(Path(path).read_text("utf-8")) for path in (names, news))
    for counter in (inside, outside):
        for character in list(counter):
            if not "\u4e00" <= character <= "\u9fff":
                del counter[character]
    total_in, total_out = sum(inside.values()), sum(outside.values())

    def typical(character: str) -> bool:
        ratio = (inside[character] / total_in) / ((outside[character] + 20) / total_out)
        return inside[character] >= OFTEN and ratio > RATIO

    level_one = {
        bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF)
    }
    table = defaultdict(lambda: ["", ""])
    for character in sorted((level_one | set(inside)) - {""}):
        reading = READINGS.get(character) or pinyin(character, style=Style.NORMAL)[0][0]
        table[reading][0 if typical(character) else 1] += character
    print(
        "# Readings (pinyin, no tones) of GB 2312 level 1 and the characters of names (training/checks/syllables.py)."
    )
    print(
        "# First the characters that seldom stand for anything but a sound, then the others. Readings: pypinyin (MIT)."
    )
    print("# pinyin\tsounds\tothers")
    for reading, (sounds, others) in sorted(table.items()):
        print(f"{reading}\t{sounds}\t{others}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
