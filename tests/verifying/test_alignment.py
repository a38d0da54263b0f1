"""Which sentences answer to which, and what has no partner."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.verifying.alignment import Bead, align
from summarizer.verifying.texts import check_texts

ENGLISH = (
    "The ministers of France and Britain met in Geneva on Monday.",
    "They signed a treaty on 14 ports and 3 canals.",
    "Nobody spoke to reporters after the ceremony, which lasted for an hour.",
    "The next round of talks will be held in Vienna in 1957.",
)
RUSSIAN = (
    "Министры Франции и Великобритании встретились в понедельник в Женеве.",
    "Они подписали договор о 14 портах и 3 каналах.",
    "После церемонии, длившейся час, никто не говорил с журналистами.",
    "Следующий раунд переговоров пройдет в Вене в 1957 году.",
)


def test_as_many_lines_are_pairs() -> None:
    checked = check_texts("\n".join(ENGLISH), "\n".join(RUSSIAN), "en", "ru")
    assert (checked.alignment, checked.errors) == ("lines", ())


def test_each_lost_sentence_is_found() -> None:
    for lost in range(len(ENGLISH)):
        rest = " ".join(r for n, r in enumerate(RUSSIAN) if n != lost)
        checked = check_texts("\n".join(ENGLISH), rest, "en", "ru")
        assert [(f.kind, f.where.index) for f in checked.errors] == [("sentence-missing", lost)]


def test_an_added_sentence_is_told() -> None:
    more = [*RUSSIAN[:2], "Погода стояла прекрасная, и на набережной было много гуляющих с детьми.", *RUSSIAN[2:]]
    assert "sentence-added" in {f.kind for f in check_texts("\n".join(ENGLISH), " ".join(more), "en", "ru").flags}


@given(st.lists(st.integers(1, 200), max_size=30), st.lists(st.integers(1, 200), max_size=30))
def test_beads_cover_both_texts_in_order(ours: list[int], theirs: list[int]) -> None:
    beads = align(["x" * n for n in ours], ["x" * n for n in theirs], 1.0)
    assert [i for b in beads for i in range(*b.source)] == list(range(len(ours)))
    assert [i for b in beads for i in range(*b.target)] == list(range(len(theirs)))


def test_equal_lengths_are_one_to_one() -> None:
    texts = ["x" * n for n in (50, 80, 30)]
    assert align(texts, texts, 1.0) == [Bead((n, n + 1), (n, n + 1)) for n in range(3)]
