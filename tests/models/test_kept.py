"""The tokenizer that a converted model keeps gives, token by token, what transformers gives."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.errors import CorruptModel, UnsupportedDirection
from summarizer.models import conversion, hub
from summarizer.models.hubtokenizer import HubTokenizer
from summarizer.models.kepttokenizer import KeptTokenizer, is_kept

from .recipes import RECIPES
from .texts import ARTICLES, TEXTS

Find = Callable[[str], Path]
Both = Callable[[str], tuple[HubTokenizer, KeptTokenizer]]
NAMES = [name for name in RECIPES if name != "led"]
VARIED = [
    "",
    " ",
    "  two  spaces,\ttabs\nand lines ",
    "“Quotes” — dashes… ‘single’ № 5 § 3 €1,234.56 1.2e-7 50 %",
    "ﬁ ligature, ① circled, ｆｕｌｌ width, ½, e\u0301 and é, non\u00a0breaking, soft\u00adhyphen, zero\u200bwidth",
    "🙂👩‍👩‍👧 鹰鸡《书名》 ё Ё ъ Ї ß ñ عربي हिन्दी",
    "</s> <s> <unk> <pad> <mask> >>rus<< >>nosuch<< <2ru> __ru__ ru_RU rus_Cyrl <n> ▁ ▁▁x",
    "a" * 300,
    "https://example.org/a?b=c&d=%20#e @name #tag file_name.txt",
    "\ufeffbyte order, \x00 null, \x1f control, \ud7ff, \U0001f1f7\U0001f1fa",
    *(text for texts in TEXTS.values() for text in texts),
    *ARTICLES,
]


@pytest.fixture(scope="module")
def both(checkpoint: Find, tmp_path_factory: pytest.TempPathFactory) -> Both:
    """A recipe's tokenizer as transformers reads it, and the one that its converted copy keeps."""
    cache = tmp_path_factory.mktemp("converted")
    made: dict[str, tuple[HubTokenizer, KeptTokenizer]] = {}

    def find(name: str) -> tuple[HubTokenizer, KeptTokenizer]:
        if name not in made:
            found = hub.inspect(checkpoint(name))
            folder = conversion.converted(found, name, "1", "int8", cache)
            languages = tuple(RECIPES[name].codes)
            made[name] = HubTokenizer(found, languages), KeptTokenizer(folder, found.family, name, languages)
        return made[name]

    return find


def _alike(theirs: HubTokenizer, kept: KeptTokenizer, name: str, text: str) -> None:
    languages = list(RECIPES[name].codes) or [None]
    for source in languages:
        for target in languages:
            tokens = theirs.encode(text, source, target)
            assert kept.encode(text, source, target) == tokens
            assert kept.target_prefix(target) == theirs.target_prefix(target)
            assert kept.decode(tokens) == theirs.decode(tokens)
            assert kept.unknown(tokens) == theirs.unknown(tokens)
    assert kept.count(text) == theirs.count(text)


@pytest.mark.parametrize("text", VARIED, ids=range(len(VARIED)))
@pytest.mark.parametrize("name", NAMES)
def test_varied_texts(both: Both, name: str, text: str) -> None:
    _alike(*both(name), name, text)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    text=st.text(max_size=60)
    | st.lists(st.sampled_from([*"abя部▁<> .,3%", "The ", "</s>", ">>rus<<", "<2ru>"]), max_size=20).map("".join)
)
def test_any_text(both: Both, name: str, text: str) -> None:
    _alike(*both(name), name, text)


def test_a_checkpoint_that_has_only_the_older_files(checkpoint: Find, tmp_path: Path) -> None:
    """distilbart's layout: vocab.json and merges.txt, and no tokenizer.json."""
    folder = Path(shutil.copytree(checkpoint("bart"), tmp_path / "bart"))
    (folder / "tokenizer.json").unlink()
    found = hub.inspect(folder)
    theirs = HubTokenizer(found)
    kept = KeptTokenizer(conversion.converted(found, "bart", "1", "int8", tmp_path), found.family, "bart")
    for text in VARIED:
        _alike(theirs, kept, "bart", text)


@pytest.mark.parametrize("name", NAMES)
def test_any_output(both: Both, name: str) -> None:
    """Tokens in an order that no text gives, marks and strangers among them."""
    theirs, kept = both(name)
    vocabulary = sorted(theirs.tokenizer.get_vocab())
    for start in range(0, len(vocabulary), 7):
        tokens = [*vocabulary[start : start + 7], "</s>", "madeupword3", vocabulary[-start - 1]]
        assert kept.decode(tokens) == theirs.decode(tokens)


@pytest.mark.parametrize("name", [name for name, recipe in RECIPES.items() if recipe.codes])
def test_a_language_the_vocabulary_lacks(both: Both, name: str) -> None:
    theirs, kept = both(name)
    assert kept.addressing.languages == theirs.addressing.languages
    for tokenizer in (theirs, kept):
        with pytest.raises(UnsupportedDirection, match="no token for xx"):
            tokenizer.addressing.code("xx")


def test_a_copy_whose_tokenizer_is_damaged(checkpoint: Find, tmp_path: Path) -> None:
    found = hub.inspect(checkpoint("marian"))
    folder = conversion.converted(found, "marian", "1", "int8", tmp_path)
    assert is_kept(folder)
    (folder / "pieces.model").write_bytes(b"junk")
    with pytest.raises(CorruptModel, match="delete that folder, and it is made again"):
        KeptTokenizer(folder, found.family, "marian", ("ru",))


def test_two_vocabularies_are_left_to_transformers(checkpoint: Find, tmp_path: Path) -> None:
    from summarizer.models.kepttokenizer import keep

    found = hub.inspect(checkpoint("marian"))
    tokenizer = HubTokenizer(found)
    tokenizer.tokenizer.separate_vocabs = True
    keep(tokenizer, found, tmp_path)
    assert not is_kept(tmp_path)


@pytest.mark.parametrize("name", ["marian", "nllb"])  # one of each library
def test_a_converted_model_runs_without_torch(checkpoint: Find, tmp_path: Path, name: str) -> None:
    code = f"""
import sys
from summarizer.digest import Options, Runtime
from summarizer.profiles import load
options = Options(translator={str(checkpoint(name))!r}, runtime=Runtime(device="cpu", threads=1))
made = [m.text for m in load(options).translators["ru"].translate([{TEXTS["en"][0]!r}], "en", "ru")]
import json
print(json.dumps([made, [m for m in ("torch", "transformers", "huggingface_hub") if m in sys.modules]]))
"""
    outputs = []
    for _ in range(2):
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        outputs.append(json.loads(run.stdout))
    (first, heavy), (second, light) = outputs
    assert first == second
    assert heavy == ["torch", "transformers", "huggingface_hub"]
    assert light == []
