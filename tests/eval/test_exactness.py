"""Published scores, reproduced: slow, and only where the published outputs are."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval import exactness, meta
from eval.errors import EvalError
from eval.exactness import Row

DATA = Path(__file__).parents[2].parent / "shared" / "evaldata"
needs_data = pytest.mark.skipif(not DATA.exists(), reason="the published outputs are not here")


def agree(rows: Sequence[Row], count: int) -> None:
    assert len(rows) == count
    assert [row for row in rows if not row.within] == []


@needs_data
def test_xsum_under_rouge_155_in_under_a_minute() -> None:
    """Five systems on 11,334 articles; all of it within the minute that one system under both rules may take."""
    started = time.process_time()
    rows = list(exactness.xsum(DATA))
    assert time.process_time() - started < 60
    agree(rows, 15)
    published = {(r.system, r.metric): r.published for r in rows}
    assert [published["LEAD", m] for m in exactness.ROUGE_TYPES] == [16.30, 1.60, 11.95]
    assert [published["T-ConvS2S", m] for m in exactness.ROUGE_TYPES] == [31.89, 11.54, 25.75]
    assert [published["Ext-Oracle", m] for m in exactness.ROUGE_TYPES] == [29.79, 8.81, 22.66]


@needs_data
def test_flores() -> None:
    agree(list(exactness.flores(DATA)), 12)


@needs_data
@pytest.mark.timeout(1200)
def test_every_system_of_wmt21() -> None:
    agree(list(exactness.wmt21(DATA)), 228)


@needs_data
def test_recall_agrees_with_people_better_than_length() -> None:
    rows = meta._rows(DATA / "summarization" / "realsumm.jsonl.xz")
    found = meta.content_agreement(rows)
    assert len(rows) == 100
    assert found["ROUGE-2 recall (1.5.5)"][0] > 0.9  # as Bhandari et al. found
    assert found["ROUGE-1 recall (1.5.5)"][2] > found["length (words)"][2] + 0.1


def test_a_difference_is_seen() -> None:
    assert Row("c", "s", "BLEU", 30.0, 30.04, 0.05).within
    assert not Row("c", "s", "BLEU", 30.0, 30.06, 0.05).within
    page = exactness.page([Row("c", "s", "BLEU", 30.0, 30.06, 0.05)])
    assert "1 scores, 1 do not agree" in page
    assert "| s | BLEU | 30.0 | 30.060 | +0.060 |" in page


def test_a_folder_without_data(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="none of the published outputs is here"):
        exactness.rows(tmp_path)
    with pytest.raises(EvalError, match="give the folder with --data"):
        meta.report(tmp_path)


def test_agreement_on_known_numbers() -> None:
    human = [0.1, 0.5, 0.9]
    rows = [
        {
            "references": ["a b c d e f g h i j"],
            "systems": {str(n): " ".join("abcdefghij"[: round(10 * h)]) for n, h in enumerate(human)},
            "human": {str(n): {"litepyramid_recall": h} for n, h in enumerate(human)},
        }
    ] * 2
    found = meta.content_agreement(rows)["ROUGE-1 recall (rouge-score)"]
    assert found == pytest.approx((1, 1, 1, 1))
