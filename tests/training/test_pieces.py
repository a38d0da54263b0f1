"""Cleaning, drills, hints, the tokenizer, the loss: small things that the recipe stands on."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
import torch

from summarizer.verifying.dictionary import Entry
from training import corpus, drills, hints, pack, tokenizer
from training.corpus import Pair
from training.loss import TiedCrossEntropy


@pytest.mark.parametrize(
    ("source", "target", "language", "reason"),
    [
        ("The talks ended on Monday.", "Переговоры завершились в понедельник.", "ru", None),
        ("The talks ended on Monday.", "会谈于周一结束。", "zh", None),
        ("The talks ended on Monday.", " ", "ru", "empty"),
        ("The talks ended.", "The talks ended.", "ru", "identical"),
        ("Переговоры завершились.", "Переговоры закончены.", "ru", "source-language"),
        ("The talks ended on Monday.", "The talks ended on a Monday.", "ru", "target-language"),
        ("The talks ended on Monday after a week.", "Да.", "ru", "length-ratio"),
        (
            "Call foo::bar() and baz::qux() now.",
            "Вызовите foo::bar() и baz::qux() сейчас же немедленно.",
            "ru",
            "markup",
        ),
        (
            "In 2019 there were 340 fires and 12 floods.",
            "В 1987 году было 550 пожаров и 77 наводнений.",
            "ru",
            "numbers",
        ),
    ],
)
def test_fault(source: str, target: str, language: str, reason: str | None) -> None:
    assert corpus.fault(Pair("x", source, target), language) == reason


def test_repeated_pairs_are_dropped_and_counted() -> None:
    pair = Pair("x", "The talks ended.", "Переговоры завершились.")
    dropped: Counter[str] = Counter()
    assert list(corpus.clean([pair, pair], "ru", dropped)) == [pair]
    assert dropped == {"repeated": 1}


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [
        ("The plant cost 4,350 dollars.", "Завод стоил 4 350 долларов.", "ru"),
        ("The plant cost 4,350 dollars.", "工厂耗资4350美元。", "zh"),
        ("The plant cost 1.5 billion dollars.", "Завод стоил 1,5 млрд долларов.", "ru"),
        ("The plant cost 1.5 billion dollars.", "工厂耗资15亿美元。", "zh"),
    ],
)
def test_numbers_change_on_both_sides_alike(source: str, target: str, language: str) -> None:
    from summarizer.verifying.quantities import compare  # the package's own check judges the drill

    for seed in range(20):
        [made] = drills.numbers([Pair("x", source, target)], language, random.Random(seed))
        assert made.source != source and made.target != target
        assert list(compare(made.source, made.target, "en", language)) == [], made


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("It was founded in 1998.", "Он был основан в 1998 году."),
        ("See 3.2.1 and 10:45.", "См. 3.2.1 и 10:45."),
        ("There were 345 dogs and 345 cats.", "Было 345 собак и 345 кошек."),
    ],
)
def test_years_versions_times_and_doubles_are_left_alone(source: str, target: str) -> None:
    assert list(drills.numbers([Pair("x", source, target)], "ru", random.Random(0))) == []


def test_headlines_change_capitals_only() -> None:
    pair = Pair("x", "Ministers meet in the old town hall", "Министры встретились")
    made = [p for seed in range(8) for p in drills.headlines([pair], random.Random(seed))]
    assert {p.source for p in made} == {"Ministers Meet in the Old Town Hall", "MINISTERS MEET IN THE OLD TOWN HALL"}


@pytest.mark.parametrize(
    ("language", "target", "hint"),
    [
        ("ru", "Он встретил Ивана Петрова вчера.", "⟨h⟩ Ivan Petrov⟨=⟩ Иван Петров⟨/h⟩"),
        ("zh", "他昨天会见了伊万·彼得罗夫。", "⟨h⟩ Ivan Petrov⟨=⟩伊万·彼得罗夫⟨/h⟩"),
    ],
)
def test_hints_stand_where_the_term_stood(language: str, target: str, hint: str) -> None:
    terms = {"Ivan Petrov": ["Иван Петров", "伊万·彼得罗夫"]}
    pair = Pair("wmt", "Yesterday he met Ivan Petrov at the station.", target)
    [made] = hints.hinted([pair], terms, language, random.Random(0))
    assert made.source == f"Yesterday he met {hint} at the station."


@pytest.mark.parametrize(
    ("language", "source", "target", "expected"),
    [
        (
            "ru",
            "Atlantis celebrates its day of independence again.",
            "Атлантида вновь отмечает День независимости.",
            (
                "⟨h⟩ Zora⟨=⟩ Зора⟨/h⟩ celebrates its day of independence again.",
                "Зора вновь отмечает День независимости.",
            ),
        ),
        ("ru", "The ministers of Atlantis met on Tuesday.", "Министры Атлантиды встретились во вторник.", None),
        ("ru", "They went to the old town of Gorod once.", "Однажды они поехали в Город.", None),
        ("ru", "Gorod wrote to Gorod about the old bridge.", "Город написал о старом мосте.", None),
        (
            "zh",
            "The ministers of Atlantis met on Tuesday.",
            "亚特兰蒂斯的部长们周二开会。",
            ("The ministers of ⟨h⟩ Zora⟨=⟩佐拉⟨/h⟩ met on Tuesday.", "佐拉的部长们周二开会。"),
        ),
        ("zh", "The ministers of Atlantis met on Tuesday.", "亚特兰蒂斯，亚特兰蒂斯。", None),
    ],
)
def test_a_name_is_exchanged_on_both_sides_or_not_at_all(
    language: str, source: str, target: str, expected: tuple[str, str] | None
) -> None:
    terms = {"Atlantis": ["Атлантида", "亚特兰蒂斯"], "Gorod": ["Город"]}
    names = [("Zora", {"ru": "Зора", "zh": "佐拉"}[language])]
    made = list(hints.exchanged([Pair("wmt", source, target)], terms, names, language, random.Random(0)))
    assert [(pair.source, pair.target) for pair in made] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("Вчера рабочие ушли с причала на набережной.", "⟨h⟩ quay⟨=⟩ причал⟨/h⟩"),
        ("Вчера рабочие оставили сходни на причале у набережной.", "⟨h⟩ quay⟨=⟩ причал⟨/h⟩"),
        ("Вчера рабочие ушли.", None),
    ],
)
def test_a_common_word_is_hinted_at_where_it_is_translated_in_a_less_usual_way(
    monkeypatch: pytest.MonkeyPatch, target: str, hint: str | None
) -> None:
    known = {"quay": Entry(("пристан", "прича", "причал", "набере"), 0.8)}
    monkeypatch.setattr(hints, "look_up", lambda word, _: known.get(word))
    pair = Pair("wmt", "Yesterday the workers left the quay in a hurry.", target)
    made = [pair.source for pair in hints.worded([pair], "ru", random.Random(0))]
    assert made == ([pair.source.replace("quay", hint)] if hint else [])


@pytest.mark.parametrize(
    ("target", "hint"), [("昨天，工人们匆忙离开了泊位。", "⟨h⟩ quay⟨=⟩泊位⟨/h⟩"), ("工人们离开了码头的泊位。", None)]
)
def test_a_chinese_hint_is_a_word_and_not_the_first_one(
    monkeypatch: pytest.MonkeyPatch, target: str, hint: str | None
) -> None:
    monkeypatch.setattr(hints, "look_up", lambda word, _: {"quay": Entry(("码头", "位", "泊位"), 0.8)}.get(word))
    pair = Pair("wmt", "Yesterday the workers left the quay in a hurry.", target)
    made = [pair.source for pair in hints.worded([pair], "zh", random.Random(0))]
    assert made == ([pair.source.replace("quay", hint)] if hint else [])


@pytest.fixture(scope="module")
def joint(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Path:
    from training.corpus import read

    out = tmp_path_factory.mktemp("pieces") / "joint.spm"
    tokenizer.train(
        [
            text
            for code in ("ru", "zh")
            for p in read(corpus, corpus / "sentences", corpus / "gazetteer.tsv", code)
            for text in (p.source, p.target)
        ],
        out,
        460,
    )
    return out


@pytest.mark.parametrize("text", ["№ 5", "он — «герой»", "价格为3.2％，", "km² 鸡鹰《》", "naïve 🙂", "…"])
def test_the_tokenizer_loses_no_character(text: str, joint: Path) -> None:
    pieces = tokenizer.load(joint)
    assert pieces.decode(pieces.encode(text)) == text


@pytest.mark.parametrize(
    ("given", "kept"),
    [("a\u00a0b", "a b"), ("１２３", "123"), ("ﬁne", "fine"), ("a\u200bb", "ab"), ("cafe\u0301", "café")],
)
def test_the_tokenizer_evens_out_what_means_the_same(given: str, kept: str, joint: Path) -> None:
    pieces = tokenizer.load(joint)
    assert pieces.decode(pieces.encode(given)) == kept


def test_random_cuts_are_of_the_same_pairs(joint: Path, tmp_path: Path, corpus: Path) -> None:
    from training.corpus import read

    pairs = {code: list(read(corpus, corpus / "sentences", corpus / "gazetteer.tsv", code)) for code in ("ru", "zh")}
    pieces = tokenizer.load(joint)
    for n in (0, 1):
        pack.build(pairs, pieces, tmp_path / f"{n}.npz", pack.Sampling(n) if n else None)
    best, drawn = pack.load(tmp_path / "0.npz"), pack.load(tmp_path / "1.npz")
    assert len(best) == len(drawn) and drawn.y_at[-1] > best.y_at[-1]

    def texts(packed: pack.Pack) -> list[str]:
        return [pieces.decode(packed.y[a:b].tolist()) for a, b in zip(packed.y_at, packed.y_at[1:], strict=False)]

    assert texts(best) == texts(drawn)


def test_the_loss_has_the_gradient_of_label_smoothed_cross_entropy() -> None:
    torch.manual_seed(0)
    hidden, weight, bias = ((0.5 * torch.randn(*size)).requires_grad_() for size in ((50, 8), (30, 8), (30,)))
    targets = torch.randint(30, (50,))
    loss, log_loss = TiedCrossEntropy.apply(hidden, weight, bias, targets, 0.1, 0.02, 16)
    ours = torch.autograd.grad(loss, (hidden, weight, bias))
    scores = torch.nn.functional.linear(hidden, weight, bias)
    reference = torch.nn.functional.cross_entropy(scores, targets, label_smoothing=0.1, reduction="sum") * 0.02
    for mine, theirs in zip(ours, torch.autograd.grad(reference, (hidden, weight, bias)), strict=True):
        torch.testing.assert_close(mine, theirs, rtol=1e-4, atol=1e-6)
    plain = torch.nn.functional.cross_entropy(scores, targets, reduction="sum")
    torch.testing.assert_close(log_loss, plain.detach(), rtol=1e-4, atol=1e-4)
