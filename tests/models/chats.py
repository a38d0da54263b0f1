"""A tiny Qwen checkpoint in the hub's layout that knows the answers to three of the shipped prompts by heart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
import transformers
from tokenizers import ByteLevelBPETokenizer

from summarizer.models.engines.fake import FakeEngine
from summarizer.models.engines.runtime import quiet_transformers
from summarizer.models.prompts import Prompts
from summarizer.reading import read_text
from summarizer.results import ModelInfo
from summarizer.summarizing.base import Length
from summarizer.summarizing.instruct import InstructSummarizer
from summarizer.translating.instruct import InstructTranslator

from .checkpoints import SURE
from .texts import CHINESE, ENGLISH, RUSSIAN

TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n"
    "{% if enable_thinking is defined and not enable_thinking %}<think>\n\n</think>\n\n{% endif %}{% endif %}"
)
ARTICLE = " ".join(ENGLISH)
SUMMARY = "Prices rose 3.2 % in May."
TRANSLATED = {
    "ru": ("Цены в мае выросли на 3,2 %.", *RUSSIAN),
    "zh": ("5月物价上涨3.2%。", *CHINESE),
}


def prompts() -> dict[str, str]:
    """What is asked about the article, and the answers: exactly what the summarizer and the translator will send."""
    asked = FakeEngine(lambda text, *_: SUMMARY)
    InstructSummarizer(asked, ModelInfo("", ""), Prompts.load()).summarize(read_text(ARTICLE), Length(sentences=1))
    answers = {asked.asked[0]: SUMMARY}
    for language, texts in TRANSLATED.items():
        lines = "\n".join(f"[{n}] {text}" for n, text in enumerate(texts, 1))
        engine = FakeEngine(lambda text, *_, lines=lines: lines)
        list(
            InstructTranslator(engine, ModelInfo("", ""), Prompts.load()).translate([SUMMARY, *ENGLISH], "en", language)
        )
        answers[engine.asked[0]] = lines
    return answers


def build(folder: Path) -> Path:
    """Write the checkpoint and train it until it knows its answers."""
    quiet_transformers()
    torch.manual_seed(0)
    torch.set_num_threads(1)
    folder.mkdir(parents=True)
    answers = prompts()
    bpe = ByteLevelBPETokenizer()
    texts = [text for pair in answers.items() for text in pair]
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    bpe.train_from_iterator(texts, vocab_size=2000, min_frequency=1, show_progress=False, special_tokens=special)
    bpe.save_model(str(folder))
    (folder / "tokenizer_config.json").write_text(json.dumps({
        "tokenizer_class": "Qwen2Tokenizer", "eos_token": "<|im_end|>", "pad_token": "<|endoftext|>",
        "additional_special_tokens": special[1:], "model_max_length": 2048, "chat_template": TEMPLATE,
    }))  # fmt: skip
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    config = transformers.Qwen2Config(
        vocab_size=len(tokenizer), hidden_size=64, intermediate_size=128, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, max_position_embeddings=2048, tie_word_embeddings=True,
        eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id, bos_token_id=None,
    )  # fmt: skip
    model = transformers.Qwen2ForCausalLM(config)
    _train(model, [_row(tokenizer, *pair) for pair in answers.items()])
    model.generation_config.eos_token_id = [tokenizer.eos_token_id]
    model.save_pretrained(folder)
    return folder


def _row(tokenizer: Any, prompt: str, answer: str) -> dict[str, torch.Tensor]:
    given = tokenizer.apply_chat_template(
        [{"role": "user", "content": prompt}], tokenize=False, add_generation_prompt=True, enable_thinking=False
    )
    start = tokenizer(given, add_special_tokens=False)["input_ids"]
    end = tokenizer(answer, add_special_tokens=False)["input_ids"] + [tokenizer.eos_token_id]
    labels = [-100] * len(start) + end
    return {"input_ids": torch.tensor([start + end]), "labels": torch.tensor([labels])}


def _train(model: Any, rows: list[dict[str, torch.Tensor]], steps: int = 600) -> None:
    """Until every token of every answer has a probability of at least `SURE`."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, betas=(0.9, 0.99), weight_decay=0.0)
    model.train()
    for step in range(steps):
        sure = 1.0
        for row in rows:
            result = model(**row)
            result.loss.backward()
            labels = row["labels"][:, 1:]
            chances = result.logits[:, :-1].softmax(-1).gather(-1, labels.clamp(min=0).unsqueeze(-1)).squeeze(-1)
            sure = min(sure, chances[labels != -100].min().item())
        if sure > SURE:
            break
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * min(1, (step + 1) / 20)
        optimizer.step()
        optimizer.zero_grad()
    else:
        raise AssertionError(f"the chat model did not learn its answers: least probability {sure:.2f}")
    model.eval()
