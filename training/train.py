"""The training loop: a long phase on everything and a final one on the best data, the learning rate falling to zero
in a straight line over both (a rate held high for long drives the weights up: docs/training.md).

A step sums the gradients of several batches. On a CPU each worker thread takes the next batch as soon as it is free,
with single-threaded kernels: less is lost than by splitting every kernel over the cores, above all when a core is
also wanted by others. The sum is made in a fixed order, so which worker took what does not change the result.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training import batches, checkpoint, mixture
from training.checkpoint import Position
from training.errors import RecipeError
from training.loss import CHUNK, TiedCrossEntropy
from training.model import Shape, Translator
from training.optimizer import FlatOptimizer, Rows
from training.pack import Ints, Pack


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train. `minutes` is the whole run's time and `final` the share of it, at the end, that is the final
    phase."""

    minutes: float
    final: float = 0.3
    max_steps: int | None = None
    """Stop after so many steps, for repeatable runs: the final phase is then a share of the steps."""
    rate: float = 1.2e-3
    warmup: int = 100
    batch_tokens: int = 2560
    batches_per_step: int = 2
    smoothing: float = 0.1
    dropout: float = 0.0
    common: int = 2048
    """Pieces of the batch's language that the output layer always scores: the commonest."""
    sample: int = 512
    """Of the language's other pieces, and of those of other languages, as many are scored beside the batch's own."""
    compiled: bool = False
    """Let PyTorch fuse the model's passes: worth its minute on a GPU."""
    average: float = 0.02
    """How far the running average moves towards the weights at each step."""
    save_every: float = 4.0
    """Minutes between checkpoints."""
    note_every: float = 60.0
    """Seconds between lines of the log, and points of the curve."""
    seed: int = 0
    workers: int = 2
    mixture: Path = mixture.MIXTURE


class Run:
    """One training run: model, optimizer, position in the data.

    `packs` are the same pairs, cut into pieces in different ways; the epochs take turns with them."""

    def __init__(
        self,
        packs: Sequence[Pack],
        shape: Shape,
        settings: Settings,
        position: Position,
        log: Callable[[str], None],
    ) -> None:
        self.packs, self.pack = packs, packs[0]
        if shape.vocabulary != self.pack.vocabulary:
            raise RecipeError(
                f"the checkpoint knows {shape.vocabulary} pieces, the data pack {self.pack.vocabulary}: pack again"
            )
        if any(len(pack) != len(self.pack) for pack in packs):
            raise RecipeError("the data packs hold different pairs: pack again")
        self.settings, self.position, self.log = settings, position, log
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.manual_seed(settings.seed)
        self.model = Translator(shape, settings.dropout).to(self.device)
        self.hidden = torch.compile(self._hidden, dynamic=True) if settings.compiled else self._hidden
        self.candidates = batches.Candidates(packs, settings.common, settings.sample)
        self.chunk = CHUNK if self.device == "cpu" else 8192

    def start(self, weights: dict[str, Tensor] | None, state: dict[str, Tensor | int] | None) -> None:
        """Begin from given weights, from a checkpoint's state, or (both None) from scratch."""
        if weights is not None:
            self.model.load_state_dict(weights)
        self.optimizer = FlatOptimizer(self.model, _training_type(self.device))
        if state is not None:
            self.optimizer.load_state(state)

    def save(self, path: Path) -> None:
        state = self.optimizer.state()
        tensors = {k: v if isinstance(v, Tensor) else torch.tensor(v) for k, v in state.items()}
        checkpoint.save(path, self.model.shape, self.position, tensors)

    def progress(self) -> float:
        """Share of the run that is over, 0…1."""
        if self.settings.max_steps is not None:
            return min(1.0, self.position.steps / self.settings.max_steps)
        return min(1.0, self.position.minutes / self.settings.minutes)

    def train(self, path: Path) -> None:
        """Train until the time is over, saving to `path`, and to `stable` beside it before the final phase begins."""
        settings, position = self.settings, self.position
        workers = settings.workers if self.device == "cpu" else 1
        clock = saved = noted = time.monotonic()
        losses: list[Tensor] = []
        tokens_then, threads = position.tokens, torch.get_num_threads()
        torch.set_num_threads(1 if workers > 1 else threads)
        with ThreadPoolExecutor(
            workers, initializer=torch.set_num_threads, initargs=(torch.get_num_threads(),)
        ) as pool:
            for ids in self._steps(path):
                losses.append(self._step(ids, pool))
                now = time.monotonic()
                position.minutes += (now - clock) / 60
                clock = now
                if now - noted > settings.note_every or self.progress() >= 1:
                    speed = (position.tokens - tokens_then) / (now - noted)
                    point = {
                        "tokens": position.tokens,
                        "loss": float(torch.stack(losses).mean()),
                        "minutes": position.minutes,
                    }
                    if not np.isfinite(point["loss"]):
                        raise RecipeError(f"training diverged before step {position.steps}; lower --rate")
                    position.curve.append(point)
                    self.log(
                        f"{time.strftime('%H:%M:%S')} {position.phase} step {position.steps} "
                        f"{position.tokens / 1e6:.2f} M tokens, "
                        f"loss {point['loss']:.3f}, rate {self._rate():.5f}, {speed:.0f} tokens/s"
                    )
                    losses, noted, tokens_then = [], now, position.tokens
                if now - saved > settings.save_every * 60:
                    self.save(path)
                    saved = now
        torch.set_num_threads(threads)
        self.save(path)

    def _rate(self) -> float:
        warm = min(1.0, (self.optimizer.steps + 1) / max(1, self.settings.warmup))
        return self.settings.rate * warm * (1.0 - self.position.decayed)

    def _steps(self, path: Path) -> Iterator[list[Ints]]:
        settings, position = self.settings, self.position
        begins = 1.0 - settings.final
        while self.progress() < 1:
            phase = "final" if settings.final and self.progress() >= begins else "stable"
            if phase != position.phase:
                self.save(path.with_name("stable.safetensors"))
                position.phase, position.epoch, position.offset = phase, 0, 0
            weights = mixture.shares(settings.mixture, phase, self.pack.names)
            seed = settings.seed + (1_000_000 if phase == "final" else 0)
            self.pack = self.packs[position.epoch % len(self.packs)]
            order = batches.plan(self.pack, weights, settings.batch_tokens, (seed, position.epoch))
            if len(order) < settings.batches_per_step:
                raise RecipeError(f"the data pack is too small: {len(order)} batches an epoch in phase {phase}")
            while position.offset + settings.batches_per_step <= len(order) and self.progress() < 1:
                if phase == "stable" and settings.final and self.progress() >= begins:
                    break
                position.decayed = self.progress()
                at, position.offset = position.offset, position.offset + settings.batches_per_step
                yield order[at : position.offset]
            else:
                position.epoch, position.offset = position.epoch + 1, 0

    def _step(self, ids: list[Ints], pool: ThreadPoolExecutor) -> Tensor:
        """One update; the mean log-loss of a target token."""
        optimizer, position = self.optimizer, self.position
        total = sum(int(self.pack.y_length[i].sum()) for i in ids)
        work = [
            pool.submit(self._gradient, part, total, (self.settings.seed, position.steps, n))
            for n, part in enumerate(ids)
        ]
        parts = [w.result() for w in work]
        halves = (slice(0, None, 2), slice(1, None, 2))
        for done in [pool.submit(optimizer.collect, [g for g, _ in parts], half) for half in halves]:
            done.result()
        optimizer.gradient.mul_((1.0 / (optimizer.gradient.norm() + 1e-6)).clamp_max(1.0))
        rate = self._rate()
        updates = [pool.submit(optimizer.orthogonalize, group, rate) for group in optimizer.groups]
        optimizer.adam(rate)
        for update in updates:
            update.result()
        position.steps += 1
        optimizer.publish(self.settings.average)
        position.tokens += total
        return torch.stack([loss for _, loss in parts]).sum() / total

    def _gradient(self, ids: Ints, total: int, seed: tuple[int, ...]) -> tuple[list[Tensor | Rows], Tensor]:
        batch = batches.batch(self.pack, ids)
        candidates = self.candidates.draw(batch.language, batch.targets, np.random.default_rng(seed))
        rows, table, scaled, log_loss = self._loss(batch, 1.0 / total, self.settings.smoothing, candidates)
        others = [p for p in self.optimizer.parameters if p is not self.model.shared.weight]
        d_table, *found = torch.autograd.grad(scaled, [table, *others])
        rest = iter(found)
        return [
            Rows(rows, d_table) if p is self.model.shared.weight else next(rest) for p in self.optimizer.parameters
        ], log_loss.detach()

    def _loss(
        self, batch: batches.Batch, scale: float, smoothing: float, candidates: tuple[Ints, batches.Scores]
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """The rows of the embedding that the batch uses, these rows, the scaled loss, the summed log-loss."""
        model = self.model
        chosen, correction = candidates
        rows, batch = batch.narrowed(chosen, model.shape.vocabulary)
        ids, x, y, targets, places, add = map(
            self._to_device, (rows, batch.x, batch.y, batch.targets, batch.places, correction)
        )
        table = model.shared.weight.detach()[ids].requires_grad_()
        hidden = self.hidden(x, y, table).flatten(0, 1)[places]
        scored = slice(1, 1 + len(chosen))
        bias = model.bias[ids[scored]] + add.to(model.bias.dtype)
        loss, log_loss = TiedCrossEntropy.apply(hidden, table[scored], bias, targets, smoothing, scale, self.chunk)
        return ids, table, loss, log_loss

    def _hidden(self, x: Tensor, y: Tensor, table: Tensor) -> Tensor:
        return self.model.decode(y, *self.model.encode(x, table), table)

    def _to_device(self, array: Ints | batches.Scores) -> Tensor:
        """On a GPU the copy does not wait for the work before it."""
        tensor = torch.from_numpy(array)
        return tensor if self.device == "cpu" else tensor.pin_memory().to(self.device, non_blocking=True)

    @torch.no_grad()
    def held_out(self) -> dict[str, float]:
        """Mean log-loss (nats) of a held-out target token, by language index."""
        ids = batches.held_out(self.pack)
        out = {}
        self.model.eval()
        for language in np.unique(self.pack.language[ids]):
            mine, loss, tokens = ids[self.pack.language[ids] == language], 0.0, 0
            for part in batches.cut(self.pack, mine, self.settings.batch_tokens):
                batch = batches.batch(self.pack, part)
                loss += float(self._loss(batch, 1.0, 0.0, self.candidates.all())[3])
                tokens += len(batch.targets)
            out[str(language)] = round(loss / tokens, 4)
        self.model.train()
        return out


def _training_type(device: str) -> torch.dtype:
    """bfloat16 where the hardware has it (elsewhere it is slower than float32, not faster)."""
    if device == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        return torch.bfloat16 if "avx512_bf16" in info.read() else torch.float32
