"""Public test sets through `datasets`: from the Hugging Face hub, or from files of the same columns in a folder.

Nothing is shipped and nothing is fetched unasked: `python -m eval run xsum` is the asking. Licences are the sets' own;
several (XL-Sum, CrossSum, MLSUM) allow non-commercial use only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import EvalError
from eval.tasks import Example, Kind, Task
from summarizer.article import Language

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a repository on the hub. `converted`: the repository itself needs code to be run, so its Parquet
    conversion is read, which the hub makes."""

    repository: str
    config: str | None
    split: str = "test"
    converted: bool = False


@dataclass(frozen=True, slots=True)
class PublicSet:
    """A test set: its tables (aligned row by row where there are two), and how a row becomes an example."""

    name: str
    kind: Kind
    source_language: Language
    target_language: Language
    tables: tuple[Table, ...]
    example: Callable[[int, Sequence[Row]], Example | None]
    licence: str
    sentences: int = 3


def _summary(article: str, summary: str, ident: str = "id") -> Callable[[int, Sequence[Row]], Example]:
    """Rows of an article and its summary, under these names; some have a title and a topic."""

    def example(number: int, rows: Sequence[Row]) -> Example:
        row = rows[0]
        name = str(row.get(ident) or number)
        return Example(
            name, row[article], (row[summary],), title=row.get("title") or None, domain=str(row.get("topic") or "")
        )

    return example


def _wmt24pp(number: int, rows: Sequence[Row]) -> Example | None:
    """Segments that the makers marked as bad sources are left out, as in the paper; `target` is the post-edit."""
    row = rows[0]
    if row["is_bad_source"]:
        return None
    name = f"{row['document_id']}/{row['segment_id']}"
    return Example(name, row["source"], (row["target"],), domain=row["domain"], document=str(row["document_id"]))


def _flores(number: int, rows: Sequence[Row]) -> Example:
    ours, theirs = rows
    if ours["id"] != theirs["id"]:
        raise EvalError(f"FLORES+: sentence {ours['id']} stands beside sentence {theirs['id']}")
    return Example(str(ours["id"]), ours["text"], (theirs["text"],), domain=str(ours.get("domain") or ""))


def _ntrex(number: int, rows: Sequence[Row]) -> Example:
    ours, theirs = rows
    return Example(f"ntrex-{number}", ours["text"], (theirs["text"],))


def _all() -> Iterator[PublicSet]:
    cnn = (Table("abisee/cnn_dailymail", "3.0.0"),)
    yield PublicSet("cnndm", "summarize", "en", "en", cnn, _summary("article", "highlights"), "Apache-2.0 (as stated)")
    xsum = (Table("EdinburghNLP/xsum", None, converted=True),)
    yield PublicSet("xsum", "summarize", "en", "en", xsum, _summary("document", "summary"), "none stated", 1)
    for code, config in (("en", "english"), ("ru", "russian"), ("zh", "chinese_simplified")):
        xlsum = (Table("csebuetnlp/xlsum", config, converted=True),)
        yield PublicSet(
            f"xlsum-{code}", "summarize", code, code, xlsum, _summary("text", "summary"), "CC-BY-NC-SA-4.0", 1
        )
    for code, config in (("ru", "english-russian"), ("zh", "english-chinese_simplified")):
        crosssum = (Table("csebuetnlp/CrossSum", config, converted=True),)
        row = _summary("text", "summary", "source_url")
        yield PublicSet(f"crosssum-en-{code}", "digest", "en", code, crosssum, row, "CC-BY-NC-SA-4.0", 1)
    mlsum = (Table("reciTAL/mlsum", "ru", converted=True),)
    yield PublicSet("mlsum-ru", "summarize", "ru", "ru", mlsum, _summary("text", "summary", "url"), "research only", 1)
    gazeta = (Table("IlyaGusev/gazeta", None, converted=True),)
    yield PublicSet("gazeta", "summarize", "ru", "ru", gazeta, _summary("text", "summary", "url"), "none stated")
    for code, config in (("ru", "rus_Cyrl"), ("zh", "cmn_Hans")):
        flores = tuple(Table("openlanguagedata/flores_plus", c, "devtest") for c in ("eng_Latn", config))
        yield PublicSet(f"flores-en-{code}", "translate", "en", code, flores, _flores, "CC-BY-SA-4.0")
    for code, config in (("ru", "en-ru_RU"), ("zh", "en-zh_CN")):
        wmt = (Table("google/wmt24pp", config, "train"),)
        yield PublicSet(f"wmt24pp-en-{code}", "translate", "en", code, wmt, _wmt24pp, "Apache-2.0")
    for code, file in (("ru", "newstest2019-ref.rus"), ("zh", "newstest2019-ref.zho-CN")):
        ntrex = tuple(Table("NTREX-128", name) for name in ("newstest2019-src.eng", file))
        yield PublicSet(f"ntrex-en-{code}", "translate", "en", code, ntrex, _ntrex, "CC-BY-SA-4.0")


SETS: Mapping[str, PublicSet] = {found.name: found for found in _all()}


def load(name: str, folder: Path | None = None) -> list[Task]:
    """The set as a task. `folder` holds its tables as files, in `REPOSITORY-NAME/CONFIG/*.parquet|jsonl|txt` (without
    the owner; CONFIG left out where there is none); by default they come from the hub. Raises `EvalError`."""
    chosen = SETS[name]
    tables = [_rows(table, folder) for table in chosen.tables]
    if len({len(table) for table in tables}) > 1:
        raise EvalError(f"{name}: its files have {' and '.join(str(len(table)) for table in tables)} rows")
    made: list[Example] = []
    for number, rows in enumerate(zip(*tables, strict=True)):
        try:
            example = chosen.example(number, rows)
        except KeyError as error:
            raise EvalError(f"{name}: there is no column {error}; is it another version of the set?") from None
        # The sets have a few rows without text; papers drop them too.
        if example is not None and example.source.strip() and example.references[0].strip():
            made.append(example)
    unique = {example.id: example for example in made}
    return [
        Task(
            name,
            chosen.kind,
            chosen.source_language,
            chosen.target_language,
            tuple(unique.values()),
            chosen.sentences,
        )
    ]


def _rows(table: Table, folder: Path | None) -> Sequence[Row]:
    import datasets

    datasets.disable_progress_bars()
    try:
        if folder is not None:
            loaded: Iterable[Row] = _local(table, folder)
        elif table.converted:
            place = f"{table.repository}@refs/convert/parquet/{table.config or 'default'}/{table.split}/*.parquet"
            loaded = datasets.load_dataset("parquet", data_files=f"hf://datasets/{place}", split="train")
        elif "/" in table.repository:
            loaded = datasets.load_dataset(table.repository, table.config, split=table.split)
        else:
            raise EvalError(f"{table.repository} is not on the hub: clone it and give the folder with --data")
    except EvalError:
        raise
    except Exception as error:  # the library raises some twenty kinds
        reason = " ".join(str(error).split())[:200]
        raise EvalError(f"{table.repository} could not be loaded: {reason}") from None
    return list(loaded)


def _local(table: Table, folder: Path) -> Iterable[Row]:
    import datasets

    base = folder / table.repository.split("/")[-1]
    where = base / table.config if table.config else base
    for kind, pattern in (("parquet", "*.parquet"), ("json", "*.json*"), ("text", "*.txt")):
        if files := sorted(str(path) for path in where.glob(pattern)):
            rows: Iterable[Row] = datasets.load_dataset(kind, data_files=files, split="train")
            return rows
    beside = base / f"{table.config}.txt"  # NTREX keeps one file a language
    if beside.exists():
        lines = beside.read_text("utf-8").splitlines()
        return [{"text": line} for line in lines]
    raise EvalError(f"{where}: no .parquet, .jsonl or .txt file there")
