"""Where the steps of the recipe leave their results."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Work:
    """The folder of a run."""

    folder: Path

    def clean(self, language: str) -> Path:
        return self.folder / f"clean.{language}.tsv"

    def lexicon(self, language: str) -> Path:
        return self.folder / f"lexicon.{language}.tsv"

    @property
    def joint(self) -> Path:
        return self.folder / "joint.spm"

    def pack(self, cut: int = 0) -> Path:
        """Packs of other cuts than the best are numbered from 1 on."""
        return self.folder / (f"pack-{cut}.npz" if cut else "pack.npz")

    @property
    def packs(self) -> list[Path]:
        return [self.pack(), *sorted(self.folder.glob("pack-*.npz"))]

    @property
    def checkpoint(self) -> Path:
        return self.folder / "checkpoint.safetensors"

    @property
    def weights(self) -> Path:
        return self.folder / "weights.safetensors"

    @property
    def marian(self) -> Path:
        return self.folder / "marian"

    @property
    def translator(self) -> Path:
        return self.folder / "translator"

    @property
    def scores(self) -> Path:
        return self.folder / "evaluation.json"

    @property
    def history(self) -> Path:
        return self.folder / "history.json"

    @property
    def curve(self) -> Path:
        return self.folder / "curve.png"

    @property
    def card(self) -> Path:
        return self.folder / "MODEL_CARD.md"
