"""The translator that ships, for real: its form, not its quality, which the harness measures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sentencepiece import SentencePieceProcessor

from summarizer import builtin
from summarizer.article import Language
from summarizer.models.engines.base import Decoding
from summarizer.translating.seq2seq import Seq2SeqTranslator

SENTENCES = [
    "The council approved the budget on Monday.",
    "Prices rose 3.2% in May, the statistics office said.",
    "“It was a long night,” she said.",
    "Rain.",
    "The minister, who had been in office since 2019, said that the government would spend $1.5 billion on roads, "
    "schools and hospitals over the next five years, and that the money would come from a new tax on large companies.",
]
SCRIPT = {"ru": re.compile("[А-Яа-яЁё]"), "zh": re.compile("[\u4e00-\u9fff]")}


@pytest.fixture(scope="module")
def translator() -> Seq2SeqTranslator:
    return builtin.translator(1)


def texts(translator: Seq2SeqTranslator, sentences: list[str], target: Language) -> list[str]:
    return [made.text for made in translator.translate(sentences, "en", target)]


@pytest.mark.parametrize("target", ["ru", "zh"])
def test_each_sentence_has_one_in_the_right_script(translator: Seq2SeqTranslator, target: Language) -> None:
    made = list(translator.translate(SENTENCES, "en", target))
    assert len(made) == len(SENTENCES)
    for one in made:
        assert SCRIPT[target].search(one.text), one.text
        assert one.text == one.text.strip() and "\n" not in one.text
        assert ">>" not in one.text and "</s>" not in one.text and "▁" not in one.text
        assert one.clipped == 0 and one.unknown == 0 and one.score < 0


@pytest.mark.parametrize("target", ["ru", "zh"])
def test_the_same_alone_and_in_company_and_again(translator: Seq2SeqTranslator, target: Language) -> None:
    together = texts(translator, SENTENCES, target)
    assert together == texts(translator, SENTENCES, target)
    assert together[::-1] == texts(translator, SENTENCES[::-1], target)
    assert together == [text for sentence in SENTENCES for text in texts(translator, [sentence], target)]


def test_a_language_mark_in_the_article_is_text(translator: Seq2SeqTranslator) -> None:
    (made,) = texts(translator, [">>cmn_Hans<< The council met on Monday."], "ru")
    assert SCRIPT["ru"].search(made) and not SCRIPT["zh"].search(made)


def test_characters_that_the_model_lacks_are_counted(translator: Seq2SeqTranslator) -> None:
    sentence = "The word 鸡 and the sign ♞ and the name Łódź."
    pieces = SentencePieceProcessor(model_file=str(builtin.folder() / "joint.spm"))
    (made,) = translator.translate([sentence], "en", "ru")
    assert made.unknown == pieces.encode(sentence).count(pieces.unk_id())


def test_nothing_is_too_long(translator: Seq2SeqTranslator) -> None:
    parts = (
        "the port would open in May", "the bridge over the river would be repaired", "two schools would be closed",
        "the price of water would rise", "new buses would arrive from Germany", "the hospital would get more money",
        "the old market would be sold", "taxes would not change", "the mayor would visit Moscow in June",
        "the police would hire 40 officers", "the library would stay open", "an airport would be built next year",
    )  # fmt: skip
    long = f"The council said that {', that '.join(parts)}, and that {', and that '.join(reversed(parts))}."
    (made,) = translator.translate([long], "en", "ru")
    assert made.clipped == 0 and len(made.text) > 400


def test_other_hypotheses(translator: Seq2SeqTranslator) -> None:
    (ranks,) = translator.candidates(SENTENCES[:1], "en", "zh", Decoding(beams=4, n_best=4))
    assert len(ranks) == 4 and len({one.text for one in ranks}) > 1
    assert [one.score for one in ranks] == sorted((one.score for one in ranks), reverse=True)


def test_it_calls_itself_a_draft_under_a_free_licence(translator: Seq2SeqTranslator) -> None:
    assert translator.info.draft and translator.info.licence == "Apache-2.0"


def test_its_files_are_small_and_only_data() -> None:
    files = [path for path in builtin.folder().rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 25_000_000
    assert {path.suffix for path in files} <= {".bin", ".json", ".spm", ".md"}


def test_the_folder_is_in_the_package() -> None:
    assert builtin.folder().is_relative_to(Path(builtin.__file__).parent)
