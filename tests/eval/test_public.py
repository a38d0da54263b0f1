"""Loaders of public sets, on small files with the columns of the real ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from eval.datasets import public
from eval.errors import EvalError

ARTICLE = "Министры подписали договор в Женеве. Больше никто не пришел."
FILES: dict[str, dict[str, list[dict[str, Any]]]] = {
    "cnndm": {"cnn_dailymail/3.0.0": [{"article": "A long story.", "highlights": "One .\nTwo .", "id": "f00"}]},
    "xsum": {"xsum": [{"document": "A long story.", "summary": "One.", "id": "1"}]},
    "xlsum-en": {"xlsum/english": [{"id": "w-1", "url": "u", "title": "T", "summary": "One.", "text": "A story."}]},
    "xlsum-ru": {"xlsum/russian": [{"id": "n-1", "url": "u", "title": "Т", "summary": "Раз.", "text": ARTICLE}]},
    "xlsum-zh": {
        "xlsum/chinese_simplified": [{"id": "z-1", "url": "u", "title": "题", "summary": "一。", "text": "二。三。"}]
    },
    "crosssum-en-ru": {
        "CrossSum/english-russian": [{"source_url": "s", "target_url": "t", "summary": "Раз.", "text": "A story."}]
    },
    "crosssum-en-zh": {
        "CrossSum/english-chinese_simplified": [
            {"source_url": "s", "target_url": "t", "summary": "一。", "text": "A story."}
        ]
    },
    "mlsum-ru": {
        "mlsum/ru": [{"text": ARTICLE, "summary": "Раз.", "topic": "мир", "url": "u", "title": "Т", "date": "1"}]
    },
    "gazeta": {"gazeta": [{"text": ARTICLE, "summary": "Раз. Два.", "title": "Т", "date": "1", "url": "u"}]},
    "flores-en-ru": {
        "flores_plus/eng_Latn": [{"id": 1, "iso_639_3": "eng", "text": "One.", "domain": "wikinews"}],
        "flores_plus/rus_Cyrl": [{"id": 1, "iso_639_3": "rus", "text": "Раз.", "domain": "wikinews"}],
    },
    "flores-en-zh": {
        "flores_plus/eng_Latn": [{"id": 1, "iso_639_3": "eng", "text": "One.", "domain": "wikinews"}],
        "flores_plus/cmn_Hans": [{"id": 1, "iso_639_3": "cmn", "text": "一。", "domain": "wikinews"}],
    },
    "wmt24pp-en-ru": {
        "wmt24pp/en-ru_RU": [
            {
                "lp": "en-ru_RU",
                "domain": "canary",
                "document_id": "d",
                "segment_id": n,
                "is_bad_source": n == 0,
                "source": "One.",
                "target": "Раз.",
                "original_target": "Раз",
            }
            for n in range(2)
        ]
    },
    "wmt24pp-en-zh": {
        "wmt24pp/en-zh_CN": [
            {
                "lp": "en-zh_CN",
                "domain": "news",
                "document_id": "d",
                "segment_id": 1,
                "is_bad_source": False,
                "source": "One.",
                "target": "一。",
                "original_target": "一",
            }
        ]
    },
}


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import datasets

    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")


def write(folder: Path, name: str, form: str) -> None:
    for place, rows in FILES[name].items():
        (folder / place).mkdir(parents=True)
        if form == "parquet":
            pq.write_table(pa.Table.from_pylist(rows), folder / place / "test.parquet")
        else:
            lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
            (folder / place / "test.jsonl").write_text(lines, "utf-8")


@pytest.mark.parametrize("name", FILES)
def test_every_set_becomes_a_task(tmp_path: Path, name: str) -> None:
    write(tmp_path, name, "jsonl" if name == "xsum" else "parquet")
    (task,) = public.load(name, tmp_path)
    wanted = public.SETS[name]
    assert (task.name, task.kind, task.source_language) == (name, wanted.kind, wanted.source_language)
    (example,) = task.examples
    assert example.source in (ARTICLE, "A long story.", "A story.", "二。三。", "One.")
    assert example.references[0] in ("One .\nTwo .", "One.", "Раз.", "Раз. Два.", "一。")
    if name.startswith("wmt24pp"):
        assert example.id == "d/1"  # the bad source is left out


def test_ntrex_is_text_line_by_line(tmp_path: Path) -> None:
    folder = tmp_path / "NTREX-128"
    folder.mkdir()
    (folder / "newstest2019-src.eng.txt").write_text("One.\nTwo.\n", "utf-8")
    (folder / "newstest2019-ref.rus.txt").write_text("Раз.\nДва.\n", "utf-8")
    (folder / "newstest2019-ref.zho-CN.txt").write_text("一。\n", "utf-8")
    (task,) = public.load("ntrex-en-ru", tmp_path)
    assert [(e.source, *e.references) for e in task.examples] == [("One.", "Раз."), ("Two.", "Два.")]
    with pytest.raises(EvalError, match="ntrex-en-zh: its files have 2 and 1 rows"):
        public.load("ntrex-en-zh", tmp_path)


def test_every_set_has_a_test() -> None:
    assert set(public.SETS) == {*FILES, "ntrex-en-ru", "ntrex-en-zh"}


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match=r"english: no .parquet, .jsonl or .txt file there"):
        public.load("xlsum-en", tmp_path)
    with pytest.raises(EvalError, match="NTREX-128 is not on the hub: clone it and give the folder with --data"):
        public.load("ntrex-en-ru")


def test_another_version_of_a_set_is_told(tmp_path: Path) -> None:
    (tmp_path / "xsum").mkdir()
    (tmp_path / "xsum" / "test.jsonl").write_text('{"text": "a", "summary": "b"}\n')
    with pytest.raises(EvalError, match="xsum: there is no column 'document'"):
        public.load("xsum", tmp_path)
