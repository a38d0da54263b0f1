"""Extend the hand-written gazetteer: CLDR territories, languages, currencies, cities; adjectives; places.tsv.

    python -m training.checks.gazetteer HAND_WRITTEN.tsv > summarizer/verifying/data/gazetteer.tsv

A CLDR name that the hand-written rows already have adds nothing; a country among them gets its adjectives.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

LANGUAGES = [
    "ar",
    "az",
    "be",
    "bg",
    "bn",
    "bs",
    "ca",
    "cs",
    "cy",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "eu",
    "fa",
    "fi",
    "fr",
    "ga",
    "gl",
    "gu",
    "ha",
    "he",
    "hi",
    "hr",
    "hu",
    "hy",
    "id",
    "is",
    "it",
    "ja",
    "ka",
    "kk",
    "km",
    "ko",
    "ku",
    "ky",
    "lb",
    "lo",
    "lt",
    "lv",
    "mk",
    "mn",
    "ms",
    "mt",
    "my",
    "ne",
    "nl",
    "no",
    "pa",
    "pl",
    "ps",
    "pt",
    "ro",
    "ru",
    "si",
    "sk",
    "sl",
    "so",
    "sq",
    "sr",
    "sv",
    "sw",
    "ta",
    "tg",
    "th",
    "tk",
    "tl",
    "tr",
    "tt",
    "ug",
    "uk",
    "ur",
    "uz",
    "vi",
    "xh",
    "yi",
    "yo",
    "zh",
    "zu",
]
CURRENCIES = [
    "AED",
    "AFN",
    "AMD",
    "ARS",
    "AUD",
    "AZN",
    "BDT",
    "BGN",
    "BHD",
    "BRL",
    "BYN",
    "CAD",
    "CHF",
    "CLP",
    "CNY",
    "COP",
    "CUP",
    "CZK",
    "DKK",
    "DZD",
    "EGP",
    "ETB",
    "EUR",
    "GBP",
    "GEL",
    "GHS",
    "HKD",
    "HUF",
    "IDR",
    "ILS",
    "INR",
    "IQD",
    "IRR",
    "ISK",
    "JOD",
    "JPY",
    "KES",
    "KGS",
    "KPW",
    "KRW",
    "KWD",
    "KZT",
    "LBP",
    "LKR",
    "LYD",
    "MAD",
    "MDL",
    "MMK",
    "MNT",
    "MOP",
    "MXN",
    "MYR",
    "NGN",
    "NOK",
    "NPR",
    "NZD",
    "OMR",
    "PEN",
    "PHP",
    "PKR",
    "PLN",
    "QAR",
    "RON",
    "RSD",
    "RUB",
    "SAR",
    "SDG",
    "SEK",
    "SGD",
    "SYP",
    "THB",
    "TJS",
    "TMT",
    "TND",
    "TRY",
    "TWD",
    "UAH",
    "USD",
    "UYU",
    "UZS",
    "VES",
    "VND",
    "YER",
    "ZAR",
]

# What CLDR does not say: how newspapers also call a country and its people. Code: English | Russian | Chinese.
ADJECTIVES = {
    "US": (
        "U.S.|US|USA|U.S.A.|America|American|Americans",
        "США|американский|американец|Америка|Штаты|Вашингтон",
        "美",
    ),
    "GB": (
        "U.K.|UK|Britain|Great Britain|British|Briton|Britons",
        "британский|британец|Британия|английский|Соединенное Королевство|Англия",
        "英",
    ),
    "RU": ("Russian Federation|Russian|Russians", "РФ|российский|русский|россиянин|Москва", "俄"),
    "CN": ("People's Republic of China|Chinese", "КНР|китайский|китаец|Пекин", "中|华"),
    "FR": ("French", "французский|француз", "法"),
    "DE": ("West Germany|Federal Republic of Germany|German|Germans", "ФРГ|немецкий|германский|немец", "德"),
    "JP": ("Japanese", "японский|японец", "日"),
    "IN": ("Indian|Indians", "индийский|индиец", "印"),
    "IT": ("Italian|Italians", "итальянский|итальянец", "意"),
    "ES": ("Spanish|Spaniards", "испанский|испанец", "西"),
    "KR": ("Republic of Korea|South Korean", "южнокорейский|Республика Корея|Корея|Сеул", "韩"),
    "KP": ("DPRK|North Korean", "северокорейский|КНДР|Пхеньян", "朝"),
    "CA": ("Canadian|Canadians", "канадский|канадец", "加"),
    "AU": ("Australian|Australians", "австралийский|австралиец", "澳"),
    "UA": ("Ukrainian|Ukrainians", "украинский|украинец|Киев", "乌"),
    "TR": ("Turkey|Türkiye|Turkish|Turks", "турецкий|турок", "土"),
    "IR": ("Iranian|Iranians|Persian", "иранский|иранец|Тегеран", "伊"),
    "IL": ("Israeli|Israelis", "израильский|израильтянин", "以"),
    "NL": ("the Netherlands|Holland|Dutch", "Голландия|голландский|нидерландский", "荷"),
    "CH": ("Swiss", "швейцарский|швейцарец", "瑞"),
    "SE": ("Swedish|Swedes", "шведский|швед", "瑞"),
    "PL": ("Polish|Poles", "польский|поляк", "波"),
    "GR": ("Greek|Greeks", "греческий|грек", "希"),
    "VN": ("Vietnamese", "вьетнамский|вьетнамец", "越"),
    "PH": ("the Philippines|Filipino|Philippine|Filipinos", "филиппинский|филиппинец", "菲"),
    "MX": ("Mexican|Mexicans", "мексиканский|мексиканец", "墨"),
    "BR": ("Brazilian|Brazilians", "бразильский|бразилец", "巴"),
    "EG": ("Egyptian|Egyptians", "египетский|египтянин", "埃"),
    "SA": ("Saudi|Saudis", "саудовский", "沙"),
    "HU": ("Hungarian|Hungarians", "венгерский|венгр", "匈"),
    "CZ": ("Czech Republic|Czechia|Czech|Czechs", "чешский|чех", "捷"),
    "DK": ("Danish|Danes", "датский|датчанин", "丹"),
    "NO": ("Norwegian|Norwegians", "норвежский|норвежец", "挪"),
    "CY": ("Cypriot", "кипрский|киприот", "塞"),
    "TH": ("Thai", "тайский|таиландский|Тайланд", "泰"),
    "NZ": ("", "новозеландский", "新"),
    "ZA": ("South African", "южноафриканский|ЮАР", "南非"),
    "AE": ("UAE|Emirates|Emirati", "ОАЭ|Эмираты|эмиратский", "阿联酋"),
    "TW": ("Taiwanese", "тайваньский", "台"),
    "HK": ("Hong Kong", "Гонконг|гонконгский", "香港|港"),
    "MO": ("Macau|Macao", "Макао", "澳门"),
    "CD": ("Congo|DRC|Democratic Republic of Congo|Democratic Republic of the Congo", "ДРК|Конго|конголезский", "刚果"),
    "CG": ("Republic of Congo", "Конго", "刚果"),
    "BA": ("Bosnia", "Босния", "波黑"),
    "MM": ("Myanmar|Burma", "Мьянма|Бирма", "缅"),
    "CI": ("Ivory Coast", "Кот-д’Ивуар|Кот-д'Ивуар", "科特迪瓦"),
    "PS": ("Palestine|Palestinian|Palestinians", "палестинский|Палестина", "巴勒斯坦|巴"),
    "VA": ("Vatican|Holy See", "Ватикан|Святой Престол", "梵蒂冈|教廷"),
}

HISTORICAL = (
    ("name", "Arab|Arabs|Arabic", "арабский|араб", "阿拉伯"),
    ("name", "Baltic|Baltic states|the Baltics", "прибалтийский|балтийский|Прибалтика|Балтика|Балтия", "波罗的海"),
    ("name", "Arctic|the Arctic", "Арктика|арктический|Заполярье|полярный", "北极"),
    ("name", "Antarctic|Antarctica", "Антарктика|Антарктида|антарктический", "南极"),
    ("name", "Persian Gulf|the Gulf|Gulf", "Персидский залив|залив", "波斯湾|海湾"),
    ("name", "Muslim|Muslims|Islam|Islamic", "мусульманский|мусульманин|исламский|ислам", "穆斯林|伊斯兰"),
    ("name", "Jewish|Jews|Jew", "еврейский|еврей", "犹太"),
    ("name", "Christian|Christians|Christianity", "христианский|христианин|христианство", "基督"),
    ("name", "Catholic|Catholics", "католический|католик", "天主教"),
    ("name", "Celsius", "Цельсий|градус", "摄氏|零下"),
    ("name", "Fahrenheit", "Фаренгейт", "华氏"),
    ("country", "Soviet Union|USSR|U.S.S.R.|Soviet|Soviets", "СССР|Советский Союз|советский|Москва", "苏联|苏"),
    ("country", "Yugoslavia|Yugoslav", "Югославия|югославский", "南斯拉夫|南"),
    ("country", "Czechoslovakia", "Чехословакия|ЧССР|чехословацкий", "捷克斯洛伐克|捷克"),
    (
        "country",
        "East Germany|German Democratic Republic",
        "ГДР|Восточная Германия|восточногерманский",
        "东德|民主德国",
    ),
    ("country", "West Germany|Federal Republic", "ФРГ|Западная Германия|западногерманский", "西德|联邦德国"),
    ("country", "Ceylon", "Цейлон", "锡兰"),
    ("country", "Rhodesia", "Родезия", "罗得西亚"),
    ("country", "Zaire", "Заир", "扎伊尔"),
    ("country", "England|English", "Англия|английский", "英格兰|英国|英"),
    ("country", "Scotland|Scottish|Scots", "Шотландия|шотландский", "苏格兰"),
    ("country", "Wales|Welsh", "Уэльс|валлийский", "威尔士"),
    ("country", "Northern Ireland", "Северная Ирландия|Ольстер|североирландский", "北爱尔兰"),
    ("name", "Europe|European|Europeans", "Европа|европейский", "欧洲|欧"),
    ("name", "Asia|Asian", "Азия|азиатский", "亚洲|亚"),
    ("name", "Africa|African|Africans", "Африка|африканский", "非洲|非"),
    ("name", "Latin America", "Латинская Америка|латиноамериканский", "拉丁美洲|拉美"),
    ("name", "South America", "Южная Америка|южноамериканский", "南美洲|南美"),
    ("name", "North America", "Северная Америка|североамериканский", "北美洲|北美"),
    ("name", "Middle East", "Ближний Восток|ближневосточный", "中东"),
)


def rows() -> Iterator[tuple[str, str, str, str]]:
    """(type, English, Russian, Chinese) of CLDR and of the table above."""
    en, ru, zh = (Locale.parse(code) for code in ("en", "ru", "zh_Hans"))
    for code, name in sorted(en.territories.items()):
        if len(code) == 2 and code.isalpha() and code not in {"EZ", "EU", "UN", "XA", "XB", "ZZ", "QO"}:
            more = ADJECTIVES.get(code, ("", "", ""))
            names = (name, ru.territories.get(code, ""), zh.territories.get(code, ""))
            joined = [joined_variants(a, b) for a, b in zip(names, more, strict=True)]
            yield "country", joined[0].replace("&", "and"), joined[1], joined[2]
    yield from HISTORICAL
    for zone, entry in sorted(zh.time_zones.items()):
        if "city" in entry and "city" in ru.time_zones.get(zone, {}):
            city = en.time_zones.get(zone, {}).get("city") or zone.split("/")[-1].replace("_", " ")
            yield "place", city, ru.time_zones[zone]["city"], entry["city"]
    for code in LANGUAGES:
        yield "language", en.languages[code], ru.languages.get(code, ""), zh.languages.get(code, "")
    for code in CURRENCIES:
        yield "currency", joined_variants(en.currencies[code], code), ru.currencies[code], zh.currencies[code]


def more() -> Iterator[tuple[str, str, str, str]]:
    """The hand-written rows of `places.tsv`: states, cities, seas, faiths."""
    for line in Path(__file__).with_name("places.tsv").read_text("utf-8").splitlines():
        kind, english, russian, chinese = line.split("\t")
        yield kind, english, russian, chinese


def joined_variants(*cells: str) -> str:
    """Variants of several cells, each once, joined by `|`."""
    return "|".join(dict.fromkeys(variant for cell in cells for variant in cell.split("|") if variant))


def main(path: str) -> None:
    """Print the hand-written rows, with what CLDR adds merged in."""
    lines = Path(path).read_text("utf-8").splitlines()
    table = {}
    index = {}
    for number, line in enumerate(lines[1:]):
        cells = [*line.split("\t"), ""][:5]
        table[number] = cells
        for variant in cells[1].split("|"):
            index.setdefault(variant, number)
    written = {*HISTORICAL, *more()}
    for kind, english, russian, chinese in (*rows(), *more()):
        variants = english.split("|")
        same = next((index[v] for v in variants if v in index and table[index[v]][0] in (kind, "place")), None)
        if same is not None and kind == "country":
            table[same][0] = kind
        if same is None:
            note = "" if (kind, english, russian, chinese) in written else "CLDR"
            number = len(table)
            table[number] = [kind, english, russian, chinese, note]
            for variant in variants:
                index.setdefault(variant, number)
        else:
            for column, extra in ((1, english), (2, russian), (3, chinese)):
                table[same][column] = joined_variants(table[same][column], extra)
    print("# Names of the news in English, Russian (nominative) and Simplified Chinese; variants after |.")
    print("# Hand-written rows: CC0-1.0. Rows marked CLDR: Unicode CLDR, Unicode License V3.")
    print("type\ten\tru\tzh\tnote")
    for cells in table.values():
        print("\t".join(cells))


if __name__ == "__main__":
    main(sys.argv[1])
