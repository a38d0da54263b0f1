"""A checkpoint's tokenizer as transformers reads it, told its languages in the family's way."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import Any

from summarizer.article import Language
from summarizer.errors import CorruptModel, ModelError
from summarizer.models.addressing import Addressing, has_marks
from summarizer.models.hub import Checkpoint


class HubTokenizer:
    """Works for every family, and takes seconds to import: see `kepttokenizer` for what need not wait."""

    def __init__(self, checkpoint: Checkpoint, languages: Sequence[Language] = (), prefix: str = "") -> None:
        """`languages` are checked now; `prefix` is put before every text (some T5 models want `summarize: `).

        Raises `UnsupportedDirection` where the vocabulary lacks a language's token.
        """
        try:
            from transformers import AutoTokenizer
        except ImportError:
            raise ModelError("this model needs the extra `models`: pip install 'summarizer[models]'") from None
        self.family = checkpoint.family
        self._prefix = prefix
        self._telling = Lock()  # the language is told beside the text, and several articles are under way at a time
        try:
            self.tokenizer = AutoTokenizer.from_pretrained(
                checkpoint.folder, local_files_only=True, trust_remote_code=False
            )
        except Exception as error:
            # Anything at all can come out of a damaged vocabulary file: the libraries below promise no exceptions.
            raise CorruptModel(f"{checkpoint.name}: its tokenizer cannot be loaded ({error})") from error
        # Lengths are counted by the callers, who split; the tokenizer itself must neither clip nor warn.
        self.tokenizer.model_max_length = 10**9
        self._unknown = self.tokenizer.unk_token_id
        self.addressing = Addressing(
            self.family,
            checkpoint.name,
            _Known(self.tokenizer),
            marked=has_marks(self.tokenizer.get_vocab()),
            special=self.tokenizer.all_special_tokens,
            languages=languages,
        )
        forced = None if self.addressing.telling == "pair" else checkpoint.setting("forced_bos_token_id")
        self.forced = None if forced is None else [str(self.tokenizer.convert_ids_to_tokens(forced))]
        """What every output begins with, whatever its language."""

    def ids(self, text: str, source: Language | None = None, target: Language | None = None) -> list[int]:
        """Token ids of `text` with whatever marks the model needs."""
        clean = self._prefix + self.addressing.harmless(text)
        if self.addressing.telling in ("mark", "prefix"):
            clean = f"{self.addressing.code(target)} {clean}"
        elif self.addressing.telling == "pair":
            code = self.addressing.code(source)
            with self._telling:
                self.tokenizer.src_lang = code.strip("_") if self.family.name == "m2m100" else code
                return list(self.tokenizer(clean)["input_ids"])
        return list(self.tokenizer(clean)["input_ids"])

    def encode(self, text: str, source: Language | None, target: Language | None) -> list[str]:
        return list(self.tokenizer.convert_ids_to_tokens(self.ids(text, source, target)))

    def target_prefix(self, target: Language | None) -> list[str] | None:
        return [self.addressing.code(target)] if self.addressing.telling == "pair" else self.forced

    def decode(self, tokens: Sequence[str]) -> str:
        ids = self.tokenizer.convert_tokens_to_ids(list(tokens))
        assert isinstance(ids, list)
        return self.text(ids)

    def text(self, ids: Sequence[int]) -> str:
        """Output ids to text; marks are dropped."""
        text = self.tokenizer.decode(list(ids), skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return self.family.written(str(text))

    def count(self, text: str) -> int:
        clean = self._prefix + self.addressing.harmless(text)
        return len(self.tokenizer(clean, add_special_tokens=False)["input_ids"])

    def unknown(self, tokens: Sequence[str]) -> int:
        return sum(token == self.tokenizer.unk_token for token in tokens)

    def unknown_ids(self, ids: Sequence[int]) -> int:
        return 0 if self._unknown is None else ids.count(self._unknown)


class _Known:
    """The tokens that are not unknown: M2M100's vocabulary lists its language tokens nowhere."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    def __contains__(self, token: object) -> bool:
        return bool(self._tokenizer.convert_tokens_to_ids(token) != self._tokenizer.unk_token_id)
