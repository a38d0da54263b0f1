"""The translator: Marian's encoder–decoder (post-norm, sinusoidal positions, one tied embedding, ReLU), written for
speed on a CPU: packed projections, and attention as plain batched products (for sequences this short three to four
times cheaper, forward and back, than PyTorch's CPU flash kernel)."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.tokenizer import EOS, PAD


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a model."""

    vocabulary: int
    width: int = 256
    heads: int = 4
    ffn: int = 1024
    encoder_layers: int = 6
    decoder_layers: int = 2
    positions: int = 256

    def to_dict(self) -> dict[str, int]:
        return asdict(self)


def sinusoids(positions: int, width: int) -> Tensor:
    """Marian's position vectors, (positions, width): sines in the first half, cosines in the second."""
    angles = torch.arange(positions)[:, None] / torch.pow(10_000, 2 * (torch.arange(width) // 2) / width)
    return torch.cat([torch.sin(angles[:, 0::2]), torch.cos(angles[:, 1::2])], 1)


def _attend(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    """(batch, heads, length, size) → (batch, length, width)."""
    scores = torch.matmul(q * (q.shape[-1] ** -0.5), k.transpose(-1, -2))
    mixed = torch.matmul((scores if mask is None else scores + mask).softmax(-1), v)
    return mixed.transpose(1, 2).flatten(2)


class SelfAttention(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        return self.out(_attend(q, k, v, mask))  # type: ignore[no-any-return]


class CrossAttention(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.kv, self.out = nn.Linear(width, width), nn.Linear(width, 2 * width), nn.Linear(width, width)

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        q = self.q(x).view(batch, length, self.heads, -1).transpose(1, 2)
        k, v = self.kv(memory).view(batch, memory.shape[1], 2, self.heads, -1).permute(2, 0, 3, 1, 4)
        return self.out(_attend(q, k, v, mask))  # type: ignore[no-any-return]


class Layer(nn.Module):
    """An encoder layer; a decoder layer where `cross`."""

    def __init__(self, shape: Shape, cross: bool, dropout: float) -> None:
        super().__init__()
        width = shape.width
        self.dropout = nn.Dropout(dropout)
        self.attention, self.attention_norm = SelfAttention(width, shape.heads), nn.LayerNorm(width)
        if cross:
            self.cross, self.cross_norm = CrossAttention(width, shape.heads), nn.LayerNorm(width)
        self.fc1, self.fc2, self.norm = nn.Linear(width, shape.ffn), nn.Linear(shape.ffn, width), nn.LayerNorm(width)

    def forward(
        self, x: Tensor, mask: Tensor | None, memory: Tensor | None = None, memory_mask: Tensor | None = None
    ) -> Tensor:
        x = self.attention_norm(x + self.dropout(self.attention(x, mask)))
        if memory is not None:
            x = self.cross_norm(x + self.dropout(self.cross(x, memory, memory_mask)))
        return self.norm(x + self.dropout(self.fc2(functional.relu(self.fc1(x)))))  # type: ignore[no-any-return]


class Translator(nn.Module):
    """Token ids in, hidden states out; the output layer is the embedding (see loss.py and `greedy`)."""

    positions: Tensor

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.dropout = nn.Dropout(dropout)
        self.shared = nn.Embedding(shape.vocabulary, shape.width, padding_idx=PAD)
        self.encoder = nn.ModuleList(Layer(shape, cross=False, dropout=dropout) for _ in range(shape.encoder_layers))
        self.decoder = nn.ModuleList(Layer(shape, cross=True, dropout=dropout) for _ in range(shape.decoder_layers))
        self.bias = nn.Parameter(torch.zeros(shape.vocabulary))
        self.register_buffer("positions", sinusoids(shape.positions, shape.width), persistent=False)
        for name, weight in self.named_parameters():
            if name.endswith(("qkv.weight", "kv.weight")):
                for part in weight.split(shape.width):
                    nn.init.xavier_uniform_(part)
            elif weight.dim() == 2:
                nn.init.xavier_uniform_(weight)
            elif name.endswith("bias"):
                nn.init.zeros_(weight)
        nn.init.normal_(self.shared.weight, std=shape.width**-0.5)
        with torch.no_grad():
            self.shared.weight[PAD].zero_()  # decoding starts from a zero embedding

    def _embed(self, ids: Tensor, table: Tensor | None) -> Tensor:
        vectors = functional.embedding(ids, self.shared.weight if table is None else table, PAD)
        return self.dropout(vectors * math.sqrt(self.shape.width) + self.positions[: ids.shape[1]])  # type: ignore[no-any-return]

    def encode(self, x: Tensor, table: Tensor | None = None) -> tuple[Tensor, Tensor | None]:
        """Source ids (batch, length) → memory and its mask. `table`: the rows of the embedding that the ids count in,
        instead of all."""
        padded = x == PAD
        hidden = self._embed(x, table)
        mask = None
        if x.is_cuda or bool(padded.any()):  # a GPU would have to be waited for
            mask = torch.zeros(padded.shape, dtype=hidden.dtype, device=x.device).masked_fill_(padded, -1e4)[
                :, None, None
            ]
        for layer in self.encoder:
            hidden = layer(hidden, mask)
        return hidden, mask

    def decode(self, y: Tensor, memory: Tensor, memory_mask: Tensor | None, table: Tensor | None = None) -> Tensor:
        """Target ids so far (batch, length) → hidden states that predict the next ones."""
        hidden = self._embed(y, table)
        mask = torch.full((y.shape[1], y.shape[1]), -1e4, dtype=hidden.dtype, device=y.device).triu_(1)
        for layer in self.decoder:
            hidden = layer(hidden, mask, memory, memory_mask)
        return hidden

    @torch.no_grad()
    def greedy(self, x: Tensor, limit: int) -> list[list[int]]:
        """The likeliest ids, one by one, without `</s>`, at most `limit`."""
        memory, mask = self.encode(x)
        y = torch.full((len(x), 1), PAD, device=x.device)
        done = torch.zeros(len(x), dtype=torch.bool, device=x.device)
        for _ in range(limit):
            logits = functional.linear(self.decode(y, memory, mask)[:, -1], self.shared.weight, self.bias)
            logits[:, PAD] = -torch.inf
            chosen = logits.argmax(-1).masked_fill(done, PAD)
            y = torch.cat([y, chosen[:, None]], 1)
            done |= chosen == EOS
            if bool(done.all()):
                break
        return [[i for i in row if i not in (PAD, EOS)] for row in y[:, 1:].tolist()]
