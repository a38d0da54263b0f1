"""What a training process keeps instead of making it anew at each step."""

from __future__ import annotations

import ctypes
import os

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Parameters of glibc's mallopt(3)."""


def keep_freed_pages() -> None:
    """Memory of large arrays is kept for the next ones, instead of being given back and cleared page by page: asked of
    glibc; elsewhere nothing is done."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, 1 << 30)
        mallopt(_TRIM_THRESHOLD, (1 << 31) - 1)


def keep_kernels() -> None:
    """oneDNN, which compiles a matrix product for its shapes, keeps every one it has made (about 2 ms each; it keeps
    1,024 by default, and an epoch's batches want several thousand). To be called before the first product."""
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "65536")
