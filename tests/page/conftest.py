"""A workshop whose models are quick and predictable, and a page served on loopback."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"

import pytest

from summarizer.digest import Options
from summarizer.models.engines.base import Decoding
from summarizer.page.limits import Limits
from summarizer.page.workshop import Workshop
from summarizer.profiles import Models
from summarizer.results import ModelInfo, Translated

from .. import fakes

WORDS = {"ru": "Слово о городе {n} говорит это предложение.", "zh": "这是关于城市的第{n}句话。"}


@dataclass
class FakeTranslator(fakes.FakeTranslator):
    """Says something in the target's script that depends on the sentence only; `made` counts the sentences."""

    info: ModelInfo = field(default_factory=lambda: ModelInfo("fake", "Apache-2.0", draft=True))
    made: int = 0

    def supports(self, source: str, target: str) -> bool:
        return target in WORDS

    def translate(
        self, sentences: Sequence[str], source: str, target: str, decoding: Decoding | None = None
    ) -> Iterator[Translated]:
        for sentence in sentences:
            self.gate.wait(300)
            self.made += 1
            yield Translated(WORDS[target].format(n=" ".join(filter(str.isdigit, sentence))))


@dataclass
class Shop:
    """A workshop and the fake that it works with."""

    workshop: Workshop
    translator: FakeTranslator


def make_shop(limits: Limits | None = None, **more: Any) -> Shop:
    translator = FakeTranslator()

    def load(options: Options) -> Models:
        return Models("builtin", fakes.LeadSummarizer(), dict.fromkeys(options.to, translator))

    return Shop(Workshop(limits or Limits(), "builtin", loader=load, **more), translator)


@pytest.fixture
def shop() -> Shop:
    return make_shop()


ARTICLE = """Old town closes to cars

The harbour city of Varnholm will close its old town to cars in spring, the council decided on Tuesday.
Residents and early deliveries are exempt, the mayor told reporters after the vote.

Shopkeepers in the narrow streets are divided over the plan. Some of them expect to lose customers.
Others hope that visitors will stay longer and buy more.

The opposition announced a petition against the decision. It has until autumn to collect signatures."""
