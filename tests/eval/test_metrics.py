"""The other metrics, on texts whose scores can be told by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from eval.errors import EvalUsage
from eval.metrics.base import Measured, mean, rate
from eval.metrics.catalog import MAIN, metrics
from eval.metrics.fidelity import SummaryFidelity, TranslationFidelity, in_language
from eval.metrics.reading import Reading
from eval.metrics.shape import LengthRatio, Shape, fragments
from eval.metrics.translation import Sacrebleu
from eval.tasks import Example, Kind, Output, Task

SOURCE = "The ministers signed a treaty in Geneva on Friday. It limits 120 missiles. Nobody else came."


def task(kind: Kind, source: str, target: str, *rows: tuple[str, str]) -> Task:
    examples = tuple(Example(str(n), text, (reference,)) for n, (text, reference) in enumerate(rows))
    return Task("t", kind, source, target, examples)


def measured(metric: object, made: Task, *texts: str) -> dict[str, Measured]:
    outputs = [Output(str(n), text) for n, text in enumerate(texts)]
    return {m.name: m for m in metric.measure(made, outputs)}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("language", "name", "signature"),
    [
        ("ru", "BLEU", "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0"),
        ("zh", "BLEU", "nrefs:1|case:mixed|eff:no|tok:zh|smooth:exp|version:2.6.0"),
        ("ru", "chrF", "nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0"),
        ("ru", "chrF++", "nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:no|version:2.6.0"),
        ("zh", "TER", "nrefs:1|case:lc|tok:tercom|norm:yes|punct:yes|asian:yes|version:2.6.0"),
    ],
)
def test_sacrebleu_metrics_carry_its_signature(language: str, name: str, signature: str) -> None:
    made = task("translate", "en", language, ("A cat.", "Кошка сидит на окне."), ("A dog.", "Собака лежит у двери."))
    assert measured(Sacrebleu(name), made, "Кошка сидит.", "Собака")[name].signature == signature


def test_statistics_add_up_to_the_corpus_score() -> None:
    import sacrebleu

    references = ["Кошка сидит на большом окне.", "Собака лежит у двери дома.", "Дождь идёт."]
    made = task("translate", "en", "ru", *(("x", reference) for reference in references))
    texts = ["Кошка сидит на окне.", "Собака лежит у двери.", "Идёт дождь."]
    bleu, chrf = (measured(Sacrebleu(name), made, *texts)[name] for name in ("BLEU", "chrF"))
    assert bleu.value == pytest.approx(sacrebleu.corpus_bleu(texts, [references]).score, abs=1e-9)
    assert chrf.value == pytest.approx(sacrebleu.corpus_chrf(texts, [references]).score, abs=1e-9)
    first = np.array([True, False, False])
    assert chrf.where(first) == pytest.approx(sacrebleu.corpus_chrf(texts[:1], [references[:1]]).score)
    assert chrf.each[0] == pytest.approx(chrf.where(first))


def test_several_references_of_differing_number() -> None:
    examples = (Example("0", "x", ("a b c d", "e f g h")), Example("1", "x", ("i j k l",)))
    made = Task("t", "translate", "en", "ru", examples)
    assert measured(Sacrebleu("BLEU"), made, "e f g h", "i j k l")["BLEU"].value == pytest.approx(100)


def test_fragments_are_found_greedily() -> None:
    assert list(fragments("a b c d e".split(), "c d x a b c".split())) == [2, 3]
    assert list(fragments([], ["a"])) == []


def test_shape_of_an_extract_and_of_nothing() -> None:
    made = task("summarize", "en", "en", (SOURCE, "r"))
    extract = measured(Shape(), made, "It limits 120 missiles.")
    assert extract["length"].value == 4
    assert extract["compression"].value == pytest.approx(16 / 4)
    assert extract["coverage"].value == 100
    assert extract["density"].value == 4
    assert extract["novelty"].value == extract["redundancy"].value == 0
    assert measured(Shape(), made, "a b c a b c")["redundancy"].value == pytest.approx(25)
    nothing = measured(Shape(), made, "")
    assert nothing["length"].value == 0
    assert math.isnan(nothing["compression"].value)


def test_summaries_that_say_what_the_article_does_not() -> None:
    made = task("summarize", "en", "en", (SOURCE, "r"))
    found = measured(SummaryFidelity(), made, "The ministers signed a treaty in Geneva.\nIt limits 500 missiles.")
    assert found["number faults"].value == 50
    assert found["name faults"].value == 0
    assert found["wrong language"].value == 0


@pytest.mark.parametrize(
    ("text", "faulty"),
    [
        ("Министры подписали договор о 120 ракетах.", set()),
        ("Министры подписали договор о 500 ракетах.", {"number faults"}),
        ("The ministers signed a treaty about 120 missiles.", {"errors", "wrong language"}),
        ("", {"errors"}),
    ],
)
def test_translations_by_their_faults(text: str, faulty: set[str]) -> None:
    source = "The ministers signed a treaty about 120 missiles."
    made = task("translate", "en", "ru", (source, "Министры подписали договор о 120 ракетах."))
    found = measured(TranslationFidelity(), made, text)
    assert faulty <= {name for name, m in found.items() if m.value > 0}
    if not faulty:
        assert all(m.value == 0 for m in found.values())


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Министры подписали договор.", "ru", True),
        ("部长们签署了条约。", "zh", True),
        ("The ministers signed it in the end.", "ru", False),
        ("", "ru", False),
    ],
)
def test_languages(text: str, language: str, expected: bool) -> None:
    assert in_language(text, language) is expected


def test_reading() -> None:
    article = "GENEVA — A treaty was signed.\n\nNobody else came."
    extra = ("Subscribe now.", "© 2020")
    example = Example("0", "\n\n".join((article, *extra)), (article,), boilerplate=extra)
    made = Task("t", "read", "en", "en", (example,))
    found = measured(Reading(), made, "A treaty was signed.\n\n© 2020")
    assert found["boilerplate recall"].value == 50
    assert found["text kept"].value == pytest.approx(100 * 4 / 9)
    clean = Task("t", "read", "en", "en", (Example("0", article, (article,)),))
    assert math.isnan(measured(Reading(), clean, article)["boilerplate recall"].value)


def test_length_ratio() -> None:
    made = task("translate", "en", "ru", ("x", "абвгд"), ("x", "абвгд"))
    assert measured(LengthRatio(), made, "абв", "")["length ratio"].value == 30


def test_means_and_rates() -> None:
    assert mean("m", "s", "higher", [1.0, None, 3.0], scale=100).value == 200
    assert rate("r", "s", "lower", [(1.0, 2.0), (0.0, 0.0), (1.0, 2.0)]).value == 50
    assert math.isnan(rate("r", "s", "lower", [(0.0, 0.0)]).value)


@pytest.mark.parametrize("kind", ["summarize", "translate", "digest", "read"])
def test_the_main_metrics_are_measured(kind: Kind) -> None:
    languages = ("en", "en") if kind in ("summarize", "read") else ("en", "ru")
    made = task(kind, *languages, (SOURCE, "Министры подписали договор."))
    names = {m.name for metric in metrics(made) for m in metric.measure(made, [Output("0", "Договор подписан.", 0.1)])}
    assert set(MAIN[kind]) <= names
    assert "seconds" in names


def test_unknown_extra_metrics_are_told() -> None:
    made = task("translate", "en", "ru", ("x", "y"))
    with pytest.raises(EvalUsage, match="no metric 'METEOR' to add: choose of TER, BERTScore, COMET"):
        metrics(made, ["METEOR"])
