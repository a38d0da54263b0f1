"""What each check says of one sentence and its translation."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.results import Flag, Place, Translated
from summarizer.verifying import check_pair, names

HERE = Place("article", 0, "ru")
WAR = "He said that the war was over and that everybody could go home at last."


def kinds(source: str, text: str, language: str, **more: int) -> set[str]:
    flags = check_pair(source, Translated(text, **more), Place("article", 0, language), "en", language)
    return {flag.kind for flag in flags if flag.severity != "note"}


@pytest.mark.parametrize(
    ("source", "text", "language", "kind"),
    [
        (WAR, "", "ru", "empty"),
        (WAR, "…", "zh", "empty"),
        (WAR, WAR, "ru", "echo"),
        (WAR, WAR, "zh", "echo"),
        (WAR, "他說戰爭結束了，大家終於可以回家了。", "zh", "traditional"),
        (WAR, "Sagte er, der Krieg sei vorbei und alle könnten endlich nach Hause gehen.", "ru", "wrong-language"),
        (WAR, "Он сказал, что война окончена, война окончена, война окончена.", "ru", "loop"),
        (WAR, "Он сказал, что в марте в марте война закончится и все могут идти домой.", "ru", "loop"),
        (WAR, "Он сказал, что экипаж побережья побережья вернётся и война закончится.", "ru", "loop"),
        (WAR, "Он сказал, что враг въезд въезд в город прекратил и война закончится.", "ru", "loop"),
        (WAR, "他说战争结束了，战争结束了，战争结束了，可以回家了。", "zh", "loop"),
        (WAR, "Вот перевод: он сказал, что война окончена и все могут наконец идти домой.", "ru", "chatter"),
        (WAR, "以下是翻译：他说战争结束了，大家终于可以回家了。", "zh", "chatter"),
        (WAR, "Война.", "ru", "too-short"),
        ("Write to press@example.org for more.", "Пишите на press@example.com.", "ru", "address"),
        ("See https://example.org/a for more about it.", "Подробнее на сайте https://example.org/b.", "ru", "address"),
        ("President Vladimir Putin arrived.", "Прибыл президент Эммануэль Макрон.", "ru", "name-changed"),
        ("The talks in Geneva were led by Leopold Figl.", "Переговоры в Женеве вел Жозеф Лаго.", "ru", "name-changed"),
        ("President Vladimir Putin arrived in Beijing.", "总统埃马纽埃尔·马克龙抵达北京。", "zh", "name-changed"),
        ("Vyacheslav Molotov signed the document.", "哈罗德·麦克米伦签署了这份文件。", "zh", "name-changed"),
        ("Riots broke out in Darmstadt.", "列支敦士登爆发骚乱。", "zh", "name-changed"),
        ("Riots broke out in Darmstadt.", "В Эстонии вспыхнули беспорядки.", "ru", "name-changed"),
        ("Rebels seized a bank in Latvia.", "叛军占领了一家银行。", "zh", "name-missing"),
        ("Rebels seized a bank in Latvia and Estonia.", "叛军占领了爱沙尼亚的一家银行。", "zh", "name-missing"),
        ("Rebels seized a bank there.", "Мятежники захватили банк в Латвии.", "ru", "name-new"),
        ("The Federal Reserve raised rates.", "国家运输安全委员会提高了利率。", "zh", "name-missing"),
        ("PM Modi recalled his visit.", "Премьер-министр Рене Маё вспомнил о визите.", "ru", "name-missing"),
        ("Modi recalled his visit.", "Премьер-министр вспомнил о визите.", "ru", "name-missing"),
        (
            "A fire started near Aurora, Colo. at noon.",
            "В полдень под Авророй в Джорджии начался пожар.",
            "ru",
            "name-new",
        ),
        ("Aid worth £10m was sent to support events.", "Помощь " * 18, "ru", "too-long"),
    ],
)
def test_what_is_wrong_is_flagged(source: str, text: str, language: str, kind: str) -> None:
    assert kind in kinds(source, text, language)


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        (WAR, "Он сказал, что война окончена и все наконец могут разойтись по домам.", "ru"),
        (WAR, "他说战争结束了，大家终于可以回家了。", "zh"),
        ("He waited a long, long time.", "Он ждал долго-долго, очень долго.", "ru"),
        ("He said quietly that the war was over.", "Он тихонько-тихонько сказал, что война окончена.", "ru"),
        ("Sirhan Sirhan was in prison.", "Сирхан Сирхан находился в тюрьме.", "ru"),
        ("Apple Inc.", "Apple Inc.", "ru"),
        ("NATO and the EU", "北约和欧盟", "zh"),
        ("Of course, he will come to the talks.", "当然，他会参加会谈。", "zh"),
        ("Vyacheslav Molotov met John Foster Dulles.", "Вячеслав Молотов встретился с Джоном Фостером Даллесом.", "ru"),
        ("Vyacheslav Molotov met John Foster Dulles.", "维亚切斯拉夫·莫洛托夫会见了约翰·福斯特·杜勒斯。", "zh"),
        ("Xi Jinping spoke in Hangzhou.", "习近平在杭州发表讲话。", "zh"),
        ("The Berlin police said nothing.", "Берлинская полиция ничего не сообщила.", "ru"),
        ("German officials went to Warsaw.", "Представители ФРГ отправились в Варшаву.", "ru"),
        ("Write to press@example.org for more.", "Подробности: press@example.org.", "ru"),
        ("The U.S. said nothing about Darmstadt.", "政府对达姆施塔特未作评论。", "zh"),
        ("Croat and Slovene minorities", "克罗地亚族和斯洛文尼亚族少数民族", "zh"),
        ("Attorney General Loretta Lynch spoke.", "司法部长洛蕾塔·林奇发表讲话。", "zh"),
        ("The vaccine of Dr. Jonas Salk works.", "乔纳斯·索尔克博士研制的疫苗有效。", "zh"),
        ('Joaquin Phoenix won for "Joker."', "杰昆·菲尼克斯凭借《小丑》获奖。", "zh"),
        ("the Social Democrats' eight posts", "восемь постов социал-демократов", "ru"),
        ("PM Modi recalled his visit.", "Премьер-министр вспомнил о визите.", "ru"),
        ("A fire started near Aurora, Colo. at noon.", "В полдень под Авророй в Колорадо начался пожар.", "ru"),
        ("A fire started near Aurora, Colo. at noon.", "中午，科罗拉多州奥罗拉附近发生火灾。", "zh"),
        ("United were 14 points off.", "«Манчестер Юнайтед» отставал на 14 очков.", "ru"),
        ("QB Herbert signed.", "Квотербек Герберт подписал контракт.", "ru"),
        (
            "£10m set up to support the events",
            "Поддержать мероприятия в городе помогут 10 млн фунтов стерлингов из его бюджета",
            "ru",
        ),
        ("At 12:00 GMT the report was out.", "В 12:00 по Гринвичу доклад вышел.", "ru"),
    ],
)
def test_what_is_right_is_left_alone(source: str, text: str, language: str) -> None:
    assert kinds(source, text, language) == set()


def test_tokens_that_the_model_lost_are_told() -> None:
    text = "Он сказал, что война окончена и все наконец могут разойтись по домам."
    assert kinds(WAR, text, "ru", clipped=3) == {"clipped"}
    assert kinds(WAR, text, "ru", unknown=1) == {"unknown-tokens"}


def test_a_flag_says_where() -> None:
    (flag,) = check_pair(WAR, Translated(""), HERE, "en", "ru")
    assert flag == Flag("empty", "error", HERE, "nothing came out")


PIECES = st.sampled_from(
    ["Putin ", "аб", "中文", "1.5% ", '"', "(", " Москва ", "莫斯科", "a" * 50, "http://x.y ", ", "]
)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(PIECES, min_size=1, max_size=6), st.lists(PIECES, min_size=1, max_size=6), st.sampled_from(["ru", "zh"])
)
def test_time_grows_no_faster_than_the_text_whatever_it_is(ours: list[str], theirs: list[str], to: str) -> None:
    def seconds(size: int) -> float:
        source, text = ("".join(ours) * size)[:size], ("".join(theirs) * size)[:size]
        started = time.process_time()
        check_pair(source, Translated(text), HERE, "en", to)
        return time.process_time() - started

    seconds(100)
    assert seconds(10_000) < 30 * (seconds(1_000) + 0.02)


def test_sentences_of_ten_thousand_characters_and_of_no_language_get_flags_not_errors() -> None:
    for source, text in (
        (WAR * 150, WAR * 150),
        ("\u0000\ud7ff" * 5000, "🙂" * 5000),
        ("١٢٣ שלום" * 900, "ひらがな" * 900),
    ):
        for language in ("ru", "zh"):
            flags = check_pair(source, Translated(text), Place("article", 0, language), "en", language)
            assert all(flag.message and "\n" not in flag.message for flag in flags)


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_many_sentences_cost_what_each_costs(language: str) -> None:
    """Nothing is looked up again from the start: the second hundred sentences cost no more than the first."""

    def seconds() -> float:
        started = time.process_time()
        for n in range(100):
            check_pair(f"{WAR} {n + 4}", Translated(f"{n + 4}"), HERE, "en", language)
        return time.process_time() - started

    seconds()
    assert seconds() < 3 * (seconds() + 0.02)


def test_a_name_is_quoted_as_it_is_written() -> None:
    found = names.check("Sales in the U.K. surged 41%.", "Продажи выросли на 41%.", "en", "ru")
    assert [doubt.message for doubt in found] == ["“U.K.” is not in the translation"]
