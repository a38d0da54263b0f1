"""Nothing of an article is lost, and what publishers add is found: precision and recall on cases written for this."""

import pytest

from summarizer.reading import boilerplate

NEWS = {
    "en": ["The council approved the budget on Monday.", "Turnout was 54%, officials said.", "A vote is due in May."],
    "ru": [
        "Совет в понедельник утвердил бюджет.",
        "Явка составила 54%, сообщили власти.",
        "Голосование пройдет в мае.",
    ],
    "zh": ["市议会周一批准了预算。", "官员表示，投票率为54%。", "表决将于5月举行。"],
}

LINES = [
    ("en", "Advertisement", "advertisement"),
    ("en", "Story continues below", "advertisement"),
    ("en", "Read more: Why the bridge was closed", "related"),
    ("en", "Related: The history of the harbor", "related"),
    ("en", "Most popular", "related"),
    ("en", "Follow us on Facebook and Instagram.", "social"),
    ("en", "Share this article", "social"),
    ("en", "Share · Tweet · Email · Print", "social"),
    ("en", "We use cookies to improve your visit. By continuing, you agree.", "cookies"),
    ("en", "Accept all cookies", "cookies"),
    ("en", "© 2024 The Valley Courier. All rights reserved.", "copyright"),
    ("en", "This material may not be published, broadcast or rewritten.", "copyright"),
    ("en", "Correction: An earlier version of this article gave the wrong year.", "correction"),
    ("en", "An earlier version of this story misstated the mayor's age.", "correction"),
    ("en", "Photo: Anna Reed/Valley Courier", "credit"),
    ("en", "Reporting by Jan Novak; editing by Lucy Grant", "credit"),
    ("en", "Sign up for our weekly newsletter.", "promotion"),
    ("en", "Download the Courier app for breaking news alerts.", "promotion"),
    ("en", "Do you have a tip? Write to our reporters.", "promotion"),
    ("en", "Skip to main content", "navigation"),
    ("en", "Our journalism depends on readers like you. Please consider a donation.", "appeal"),
    ("en", "Dear reader: our newsroom has no owner. Please give what you can today.", "appeal"),
    ("ru", "Реклама", "advertisement"),
    ("ru", "Читайте также: Как строили мост", "related"),
    ("ru", "По теме: история порта", "related"),
    ("ru", "Подписывайтесь на наш канал в Telegram.", "social"),
    ("ru", "Поделиться", "social"),
    ("ru", "Мы используем файлы cookie. Продолжая, вы соглашаетесь с этим.", "cookies"),
    ("ru", "© «Долинный вестник», 2024. Все права защищены.", "copyright"),
    ("ru", "При цитировании ссылка на материал обязательна.", "copyright"),
    ("ru", "Исправление: в ранней версии был указан неверный год.", "correction"),
    ("ru", "Фото: Анна Белова / «Вестник»", "credit"),
    ("ru", "Скачайте наше приложение, чтобы не пропустить новости.", "promotion"),
    ("ru", "Наша редакция существует благодаря читателям. Поддержите нас.", "appeal"),
    ("ru", "Наверх", "navigation"),
    ("zh", "广告", "advertisement"),
    ("zh", "延伸阅读：大桥为何关闭", "related"),
    ("zh", "相关新闻：港口的历史", "related"),
    ("zh", "请关注我们的微信公众号。", "social"),
    ("zh", "分享到微博", "social"),
    ("zh", "本网站使用cookie以改善体验。", "cookies"),
    ("zh", "版权所有，未经许可不得转载。", "copyright"),
    ("zh", "更正：本文早前版本的年份有误。", "correction"),
    ("zh", "图片来源：山谷通讯社", "credit"),
    ("zh", "点击订阅本报的免费电子报。", "promotion"),
    ("zh", "本报依靠读者的支持，请考虑捐款。", "appeal"),
    ("zh", "返回顶部", "navigation"),
]

APPEALS = {
    "message": (
        "en",
        [
            "A message from the Valley Courier",
            "A developer sued the Courier over its stories on flooded cellars. The case was dismissed in May.",
            "Advertising brings in a third of what it did in 2010, and two district offices have closed.",
            "We have no owner who tells us what to write.",
            "Support us from $3 a month.",
            "Remind me later",
        ],
    ),
    "dear readers": (
        "en",
        [
            "Dear readers,",
            "The Harbor Post was founded in 1974 by dock workers who wanted to read about their own city.",
            "Its reporters were the first to describe the leaks at the Eastfield plant, and won a prize for it.",
            "None of that would have happened without people who pay for news that others read for free.",
            "Will you join them? Your gift of any size keeps our newsroom going.",
            "Donate now",
        ],
    ),
    "no heading": (
        "en",
        [
            "We believe that everyone deserves to know what happens in the county, whatever you can pay.",
            "That is why our stories have no paywall.",
            "If you value our reporting, please consider making a contribution today.",
        ],
    ),
    "heading that says nothing": (
        "en",
        [
            "Journalism under threat",
            "In March police raided the offices of the Daily Beacon and seized 14 computers.",
            "A court ordered them returned, but the damage was done: the paper lost two weeks of work.",
            "The Beacon will not be silenced, and it does not have to be, thanks to readers like you.",
            "Please make a tax-deductible gift to the Beacon now.",
        ],
    ),
    "third person": (
        "en",
        [
            "Support Civic Wire",
            "Civic Wire is a nonprofit newsroom. Its journalists cover city halls in 14 states.",
            "Funding from foundations fell by half in 2024.",
            "Will you chip in?",
        ],
    ),
    "russian": (
        "ru",
        [
            "Дорогие читатели!",
            "В прошлом году застройщик подал на «Вестник» в суд. Дело тянулось четырнадцать месяцев.",
            "Реклама приносит втрое меньше, чем десять лет назад.",
            "Поддержите нашу редакцию: любая сумма поможет.",
            "Напомнить позже",
        ],
    ),
    "chinese": (
        "zh",
        [
            "致各位读者",
            "去年，一家开发商起诉本报，案件历时14个月后被驳回。",
            "广告收入只有十年前的三分之一，两个记者站已经关闭。",
            "请支持我们的报道，每月只需10元。",
            "稍后提醒我",
        ],
    ),
}

INNOCENT = [
    ("en", "Donations to the city's food bank fell by 12% last year, and its director asked residents to give again."),
    ("en", "To donate blood, residents need an appointment and a photo ID."),
    ("en", "Donate to the flood fund through the Red Cross, the governor urged residents in a televised speech."),
    ("en", "The newspaper, which depends on donations from its readers, said it would close its print edition."),
    ("en", "“We depend on our readers. Please consider supporting us,” the editor wrote in the paper's last issue."),
    ("en", '"Our journalism is funded by readers like you. Please donate today," the fake page read.'),
    ("en", "Subscribers to the service will pay $3 more a month from April, the company said on Tuesday."),
    ("en", "Subscriptions rose to 1.2 million, and the publisher expects to reach 1.5 million by the end of the year."),
    ("en", "The regulator fined the site 4 million euros for setting cookies without asking its visitors."),
    ("en", "Cookies are small files by which websites recognize a browser."),
    ("en", "Share prices fell by 3% in Tokyo and by 2% in Seoul."),
    ("en", "Follow the river north for two miles and the ruins of the old mill come into view."),
    ("en", "Readers sent more than 4,000 letters to the newsroom after the arrest of its editor."),
    ("en", "Press freedom in the region worsened for the sixth year, a report found on Thursday."),
    ("en", "Independent journalism is under pressure, and newsrooms that rely on readers have been hit hardest."),
    ("en", "Support for the party rose to 31%, a poll found."),
    ("en", "Advertisement spending on television fell for the third year in a row, according to the agency's report."),
    ("en", "Photos of the crater show a slope of loose rock."),
    ("en", "Copyright law has not kept pace with the machines, the judge wrote."),
    ("en", "The correction wiped $40 billion off the value of the index."),
    ("en", "Get vaccinated before the end of October, the health ministry advised."),
    ("en", "Sign-ups for the newsletter doubled after the lawsuit, its founder said."),
    ("en", "The app was downloaded 2 million times within a week."),
    ("en", "We walked for six hours before we saw the lake, and you could hear the ice from the ridge."),
    ("en", "Join the army and see the world, the posters promised."),
    ("en", "A message from the captain was found in a bottle on the beach 40 years later."),
    ("en", "Dear readers of the manifesto were few, but all of them were ministers."),
    ("en", "Thank you for your service, the president told the crew."),
    ("en", "Video from the scene showed smoke over the port."),
    ("en", "Pictures by Rembrandt fetched $12 million at the auction."),
    ("ru", "Пожертвования фонду сократились на 12%, сообщил его директор."),
    ("ru", "Подписка на сервис подорожает с апреля на 100 рублей в месяц."),
    ("ru", "Суд оштрафовал сайт за использование файлов cookie без согласия посетителей."),
    ("ru", "Газета существует на пожертвования читателей и в марте закроет печатную версию."),
    ("ru", "«Поддержите нашу редакцию», — написал главный редактор в последнем номере."),
    ("ru", "Фотографии кратера показывают осыпь на склоне."),
    ("ru", "Реклама на телевидении подешевела третий год подряд."),
    ("ru", "Свобода прессы в регионе ухудшилась, говорится в докладе."),
    ("zh", "去年该基金会收到的捐款减少12%。"),
    ("zh", "该服务的订阅费从4月起每月上涨10元。"),
    ("zh", "监管机构因网站未经同意使用cookie对其罚款400万欧元。"),
    ("zh", "“请支持我们的报道，”总编辑在最后一期中写道。"),
    ("zh", "视频平台用户数达到两亿。"),
    ("zh", "广告收入连续三年下降，公司表示将裁员。"),
    ("zh", "该地区的新闻自由状况连续第六年恶化。"),
]


ARTICLES = [
    [
        "Charities count the cost",
        "Support for local newspapers has fallen, and so have gifts to the foundations that fund them.",
        "The Beacon Trust raised $20 a month from each of its 4,000 members last year, its accounts show.",
        "“Please give what you can,” its website says. “Your gift of any size keeps our newsroom going.”",
        "Donors can give once or every month, and 62% choose the latter, according to the trust.",
    ],
    [
        "A message from the sea",
        "The bottle was found on a beach near Port Ellary on Sunday.",
        "It had been thrown from a ferry in 1984 by two sisters, who were then 9 and 11 years old.",
        "Their letter asked the finder to donate a coin to the lifeboats.",
        "The finder, a teacher, gave 50 crowns.",
    ],
    [
        "Press freedom",
        "Police searched the newsroom of the Daily Courier on Friday and took away 14 computers.",
        "The newspaper is funded by its readers, 8,000 of whom pay $5 a month.",
        "Its editors said that reporting would continue from a borrowed office.",
        "A fund for the paper's legal costs received $90,000 in one day.",
    ],
    [
        "How to stop a subscription",
        "Subscribers must be able to cancel with one click from May 1, the consumer agency ruled.",
        "The rule covers newsletters, apps and newspapers, and anyone who signs up for a free trial must be reminded.",
        "Cookie banners that hide the reject button will be fined.",
    ],
]


def measure() -> dict[str, float]:
    """Precision and recall over all own cases, each added block at the end and in between; lost is in paragraphs."""
    added = [(language, [line]) for language, line, _ in LINES] + list(APPEALS.values())
    hits = total = lost = removed = 0
    for language, block in added:
        news = NEWS[language]
        for place in (1, len(news)):
            kept, taken = boilerplate.remove([*news[:place], *block, *news[place:]], language)
            total += len(block)
            hits += sum(paragraph not in kept for paragraph in block)
            lost += sum(paragraph not in kept for paragraph in news)
            removed += sum(len(one.text.split("\n\n")) for one in taken)
    for language, paragraph in INNOCENT:
        _, taken = boilerplate.remove([*NEWS[language], paragraph, *NEWS[language]], language)
        removed, lost = removed + len(taken), lost + len(taken)
    return {"recall": hits / total, "precision": hits / removed, "lost": float(lost)}


def test_precision_and_recall() -> None:
    result = measure()
    assert result["lost"] == 0
    assert result["recall"] >= 0.95
    assert result["precision"] == 1.0


@pytest.mark.parametrize(("language", "line", "reason"), LINES)
def test_a_line_is_removed_with_its_reason(language: str, line: str, reason: str) -> None:
    kept, removed = boilerplate.remove([*NEWS[language], line], language)
    assert kept == NEWS[language]
    assert [(one.text, one.reason) for one in removed] == [(line, reason)]


@pytest.mark.parametrize("name", APPEALS)
@pytest.mark.parametrize("place", [1, 3])
def test_an_appeal_goes_as_one_block(name: str, place: int) -> None:
    language, block = APPEALS[name]
    news = NEWS[language]
    kept, removed = boilerplate.remove([*news[:place], *block, *news[place:]], language)
    assert kept == news
    assert [(one.text, one.reason) for one in removed] == [("\n\n".join(block), "appeal")]


@pytest.mark.parametrize(("language", "paragraph"), INNOCENT)
def test_an_article_about_such_things_loses_nothing(language: str, paragraph: str) -> None:
    kept, removed = boilerplate.remove([*NEWS[language], paragraph, *NEWS[language]], language)
    assert not removed
    assert paragraph in kept


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_articles_about_giving_lose_nothing_as_a_whole(language: str) -> None:
    article = [paragraph for code, paragraph in INNOCENT if code == language]
    assert boilerplate.remove(article, language) == (article, [])


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article[0])
def test_whole_articles_about_such_things_lose_nothing(article: list[str]) -> None:
    assert boilerplate.remove(article, "en") == (article, [])


@pytest.mark.parametrize("name", [name for name, (language, _) in APPEALS.items() if language == "en"])
@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article[0])
def test_an_article_about_the_press_keeps_its_own_beside_an_appeal(article: list[str], name: str) -> None:
    _, block = APPEALS[name]
    for place in (1, 2, len(article)):
        assert boilerplate.remove([*article[:place], *block, *article[place:]], "en")[0] == article


@pytest.mark.parametrize("button", ["Donate", "$10 a month", "Remind me next week", "Monthly", "Trending"])
def test_a_weak_line_goes_with_its_neighbours_only(button: str) -> None:
    news = NEWS["en"]
    assert boilerplate.remove([news[0], button, *news[1:]], "en")[0] == [news[0], button, *news[1:]]
    assert boilerplate.remove([*news, button], "en")[0] == news
    assert boilerplate.remove([news[0], "Please support us today.", button, *news[1:]], "en")[0] == news


@pytest.mark.parametrize(
    "paragraph",
    [
        "“Dear readers, our newsroom depends on you. Please support us today.",  # goes on in the next paragraph
        "«Поддержите нас, если можете.",
        "“请支持我们，每月只需10元。",
    ],
)
def test_a_quotation_that_goes_on_is_somebodys_in_the_news(paragraph: str) -> None:
    language = "en" if paragraph.startswith("“D") else "ru" if paragraph.startswith("«") else "zh"
    article = [NEWS[language][0], paragraph, NEWS[language][1]]
    assert boilerplate.remove(article, language)[0] == article


@pytest.mark.parametrize("title", ["Explainer: How the dam failed", "In pictures: The flood", "A message from the sea"])
def test_a_title_is_a_title(title: str) -> None:
    article = [title, *NEWS["en"]]
    assert boilerplate.remove([*article, "Please support us today.", "Donate"], "en")[0] == article


@pytest.mark.parametrize("line", ["Donate", "Please support us today.", "The council met, officials said."])
def test_time_is_bounded(line: str) -> None:
    boilerplate.remove([line] * 10_000, "en")


def test_an_unknown_language_is_read_as_english() -> None:
    assert boilerplate.remove(["Advertisement", "Ein Satz."], "de")[0] == ["Ein Satz."]
