"""The words that the checks' dictionary lacks: in use, in lower case, and not for a single time."""

from __future__ import annotations

from pathlib import Path

from training import attested
from training.corpus import Pair


def test_words_in_use_that_the_dictionary_lacks_are_listed_by_their_stems() -> None:
    pairs = [
        Pair("wmt", "-", "Первый тачдаун был красив."),
        Pair("wmt", "-", "После тачдауна занесли второй."),
        Pair("wmt", "-", "Министр огранизовано молчал, а Квотербек и Квотербек ушли."),
        *[Pair("gazetteer", "-", "брымза")] * 5,
    ]
    assert attested.build(pairs) == ["тачдаун"]


def test_the_command_writes_the_file_that_the_checks_read(tmp_path: Path) -> None:
    from summarizer.verifying.base import rows
    from training import recipe
    from training.work import Work

    work = Work(tmp_path)
    work.clean("ru").write_text("wmt\tA touchdown.\tЭто тачдаун.\nwmt\tTouchdowns.\tНет тачдаунов.\n", encoding="utf-8")
    recipe.attested(work, tmp_path, lambda _: None)
    made = (tmp_path / "attested.ru.txt").read_text(encoding="utf-8").splitlines()
    assert made[-1] == "тачдаун"
    assert all(line.startswith("#") for line in made[:-1])
    assert len(rows("attested.ru.txt")) > 1000
