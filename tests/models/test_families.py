"""Every family × engine × direction: a checkpoint in the hub's layout, loaded by our code, says what it learned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import UnsupportedDirection
from summarizer.models import conversion, hub
from summarizer.models.addressing import has_marks
from summarizer.models.engines.base import Decoding, Engine
from summarizer.models.engines.ctranslate2 import CTranslate2Engine
from summarizer.models.engines.transformers import TransformersEngine
from summarizer.models.hubtokenizer import HubTokenizer
from summarizer.models.kepttokenizer import KeptTokenizer

from .recipes import RECIPES
from .texts import ARTICLES, TEXTS

FAMILY = {name: "marian" for name in RECIPES if name.startswith("marian")} | {"mt5": "t5"}
CTRANSLATE2 = [name for name in RECIPES if name != "led"]
DIRECTIONS = [
    (name, source, target)
    for name, recipe in RECIPES.items()
    for source, target in dict.fromkeys((s, t) for _, _, s, t in recipe.pairs)
]
IDS = [f"{name}-{source}-{target}" if source else name for name, source, target in DIRECTIONS]
Find = Callable[[str], Path]


@pytest.fixture(scope="module")
def engine(checkpoint: Find, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Engine]:
    """A recipe's engine by its name: `transformers`, or a quantisation of CTranslate2."""
    cache = tmp_path_factory.mktemp("converted")
    made: dict[tuple[str, str], Engine] = {}

    def find(name: str, kind: str) -> Engine:
        if (name, kind) not in made:
            found = hub.inspect(checkpoint(name))
            languages = tuple(RECIPES[name].codes)
            if kind == "transformers":
                made[name, kind] = TransformersEngine(found, HubTokenizer(found, languages), threads=1)
            else:
                folder = conversion.converted(found, name, "1", kind, cache)
                made[name, kind] = CTranslate2Engine(
                    folder,
                    KeptTokenizer(folder, found.family, name, languages),
                    source_limit=found.source_limit,
                    target_limit=found.target_limit,
                )
        return made[name, kind]

    return find


@pytest.mark.parametrize("beams", [1, 4])
@pytest.mark.parametrize(("name", "source", "target"), DIRECTIONS, ids=IDS)
def test_transformers(engine: Any, name: str, source: str | None, target: str | None, beams: int) -> None:
    _says_what_it_learned(engine(name, "transformers"), name, source, target, beams)


@pytest.mark.parametrize("beams", [1, 4])
@pytest.mark.parametrize("kind", ["float32", "int8"])
@pytest.mark.parametrize(
    ("name", "source", "target"),
    [row for row in DIRECTIONS if row[0] in CTRANSLATE2],
    ids=[row for row in IDS if row != "led"],
)
def test_ctranslate2(engine: Any, name: str, source: str | None, target: str | None, kind: str, beams: int) -> None:
    _says_what_it_learned(engine(name, kind), name, source, target, beams)


def _says_what_it_learned(engine: Engine, name: str, source: str | None, target: str | None, beams: int) -> None:
    pairs = [(text, output) for text, output, *way in RECIPES[name].pairs if tuple(way) == (source, target)]
    made = list(
        engine.generate(
            [text for text, _ in pairs], Decoding(60, beams=beams, patience=2), source=source, target=target
        )
    )
    assert [generation.text for generation in made] == [output for _, output in pairs]
    for generation in made:
        assert -0.2 < generation.score < 0
        assert generation.clipped == 0
        assert generation.unknown == 0


@pytest.mark.parametrize("kind", ["float32", "int8"])
@pytest.mark.parametrize("name", CTRANSLATE2)
def test_same_tokens_as_a_plain_loop(engine: Any, checkpoint: Find, name: str, kind: str) -> None:
    """CTranslate2, addressed by our code, against transformers' own greedy search, addressed by its tokenizer."""
    import transformers

    recipe = RECIPES[name]
    tokenizer = transformers.AutoTokenizer.from_pretrained(checkpoint(name))
    model = transformers.AutoModelForSeq2SeqLM.from_pretrained(checkpoint(name))
    for text, _, source, target in recipe.pairs:
        forced = {}
        if target and recipe.marks:
            given = f"{recipe.codes[target]} {text}"
        else:
            given = text
            if recipe.codes and source and target:
                tokenizer.src_lang = recipe.codes[source]
                code = f"__{target}__" if name == "m2m100" else recipe.codes[target]
                forced = {"forced_bos_token_id": tokenizer.convert_tokens_to_ids(code)}
        batch = tokenizer(given, return_tensors="pt")
        batch.pop("token_type_ids", None)
        plain = model.generate(**batch, **forced, do_sample=False, num_beams=1, max_new_tokens=60)[0].tolist()
        special = set(tokenizer.all_special_ids) | {tokenizer.pad_token_id}
        wanted = [token for token in plain if token not in special]
        [generation] = engine(name, kind).generate([text], Decoding(60), source=source, target=target)
        assert generation.text == tokenizer.decode(plain, skip_special_tokens=True).strip()
        assert generation.tokens == len(wanted)


@pytest.mark.parametrize("name", RECIPES)
def test_family_is_recognised(checkpoint: Find, name: str) -> None:
    assert hub.inspect(checkpoint(name)).family.name == FAMILY.get(name, name)


@pytest.mark.parametrize("name", [name for name, recipe in RECIPES.items() if recipe.codes])
def test_a_language_the_vocabulary_lacks_is_an_error_at_load(checkpoint: Find, name: str) -> None:
    with pytest.raises(UnsupportedDirection, match="no token for xx"):
        HubTokenizer(hub.inspect(checkpoint(name)), ("ru", "xx"))


@pytest.mark.parametrize(
    ("tokens", "marked"),
    [
        (["the", ">>rus<<"], True),
        ([">>cmn_Hans<<"], True),
        (
            [">>", "\u2581>>", ">>>", "<<", ">><<", ">>x"],
            False,
        ),  # quotation marks and arrows: a model with one direction
    ],
)
def test_marks_in_a_vocabulary(tokens: list[str], marked: bool) -> None:
    assert has_marks(tokens) is marked


@pytest.mark.parametrize("name", [name for name, recipe in RECIPES.items() if recipe.codes])
def test_a_mark_in_the_article_is_text(checkpoint: Find, name: str) -> None:
    """Whatever the article says, it is the option that decides on the language."""
    tokenizer = HubTokenizer(hub.inspect(checkpoint(name)), ("ru", "zh"))
    code, languages = tokenizer.addressing.code, tokenizer.addressing.languages
    marks = {code(language) for language in languages} | {"</s>", "<unk>"}
    plain = tokenizer.encode(TEXTS["en"][0], "en", "ru")
    hostile = f"{code('zh')} {TEXTS['en'][0]} {code('zh')} </s> >>zho<< <2zh> __zh__"
    tokens = tokenizer.encode(hostile, "en", "ru")
    assert [token for token in tokens if token in marks and token != "<unk>"] == [t for t in plain if t in marks]


@pytest.mark.parametrize("kind", ["transformers", "int8"])
def test_what_does_not_fit_is_counted(engine: Any, kind: str) -> None:
    long = " ".join(TEXTS["en"]) * 80
    ours = engine("marian", kind)
    [cut_input] = ours.generate([long], Decoding(8), source="en", target="ru")
    [cut_output] = ours.generate([TEXTS["en"][0]], Decoding(4), source="en", target="ru")
    assert cut_input.clipped > 100
    assert cut_output.clipped == -1


@pytest.mark.parametrize("kind", ["transformers", "float32"])
def test_unknown_characters_are_counted(engine: Any, kind: str) -> None:
    [generation] = engine("marian", kind).generate(["Prices rose 鹰 in May."], Decoding(8), source="en", target="ru")
    assert generation.unknown == 1


@pytest.mark.parametrize("kind", ["transformers", "int8"])
def test_hypotheses_come_best_first(engine: Any, kind: str) -> None:
    article = next(iter(ARTICLES))
    [generation] = engine("bart", kind).generate([article], Decoding(30, beams=4, n_best=3))
    assert len(generation.alternatives) == 2
    scores = [generation.score, *(other.score for other in generation.alternatives)]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("kind", ["transformers", "int8"])
def test_results_come_in_the_order_of_the_texts(engine: Any, kind: str) -> None:
    texts = [TEXTS["en"][n % 3] for n in range(20)]
    made = engine("mbart50", kind).generate(texts, Decoding(60), source="en", target="ru")
    assert [generation.text for generation in made] == [TEXTS["ru"][n % 3] for n in range(20)]
