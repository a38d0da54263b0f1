"""Where models run: devices, number types, and what is left of the machine's memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from summarizer.errors import OutOfMemory, UsageError

Device = Literal["auto", "cpu", "cuda", "mps"]

CTRANSLATE2_TYPES = ("int8", "int8_float32", "int8_float16", "int8_bfloat16", "int16", "float16", "bfloat16", "float32")
TORCH_TYPES = ("float32", "bfloat16", "float16")
_ADVICE = "choose a smaller model, or --profile fast (about 2 GB of memory) or builtin (about 0.5 GB)"


def ctranslate2_device(wanted: Device) -> Literal["cpu", "cuda"]:
    """CTranslate2 knows CPUs and CUDA; on a Mac it runs on the CPU. Raises `UsageError`."""
    if wanted in ("cpu", "mps"):
        return "cpu"
    import ctranslate2

    if ctranslate2.get_cuda_device_count() > 0:
        return "cuda"
    if wanted == "cuda":
        raise UsageError("there is no CUDA device that CTranslate2 can use: leave --device out, or check the driver")
    return "cpu"


def torch_device(wanted: Device) -> str:
    """The device for torch. Raises `UsageError`."""
    import torch

    there = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if wanted == "auto":
        return next(device for device, usable in there.items() if usable)
    if not there[wanted]:
        raise UsageError(f"there is no {wanted} device that torch can use: leave --device out, or check the driver")
    return wanted


def ctranslate2_type(wanted: str | None, device: str) -> str:
    """The type that weights are kept in. Raises `UsageError`."""
    if wanted is None:
        return "int8" if device == "cpu" else "int8_float16"
    return _one_of(wanted, CTRANSLATE2_TYPES)


def torch_type(wanted: str | None, device: str) -> str:
    """The type that torch computes in. Raises `UsageError`."""
    if wanted is None:
        return "float32" if device == "cpu" else "bfloat16"
    return _one_of(wanted, TORCH_TYPES)


def _one_of(wanted: str, types: tuple[str, ...]) -> str:
    if wanted not in types:
        raise UsageError(f"--quantization {wanted} is not possible for this model: choose one of {', '.join(types)}")
    return wanted


def require_memory(needed: int | None, name: str, free: int | None = None) -> None:
    """Raises `OutOfMemory` before the kernel kills the process: `needed` bytes must be free.

    `free` is for machines that cannot be asked; by default it is what this one has left.
    """
    free = free_memory() if free is None else free
    if needed is not None and free is not None and needed > free:
        raise OutOfMemory(
            f"{name} needs about {needed / 1e9:.1f} GB of memory and {free / 1e9:.1f} GB are free: {_ADVICE}"
        )


def free_memory() -> int | None:
    """Bytes that this process may still take: the system's, or its container's if that is less. None if unknown."""
    found = [value for value in (_meminfo(), _cgroup()) if value is not None]
    return min(found, default=None)


def _meminfo() -> int | None:
    try:
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    return None


def _cgroup(root: Path = Path("/sys/fs/cgroup")) -> int | None:
    try:
        limit = int((root / "memory.max").read_text())  # "max" where there is none
        return max(0, limit - int((root / "memory.current").read_text()))
    except (OSError, ValueError):
        return None


@contextmanager
def memory_guard(name: str) -> Iterator[None]:
    """What the libraries say when memory runs out, in one line. Raises `OutOfMemory`."""
    try:
        yield
    except MemoryError as error:
        raise OutOfMemory(f"{name} does not fit into the memory: {_ADVICE}") from error
    except RuntimeError as error:  # torch's OutOfMemoryError, CTranslate2's "CUDA failed with error out of memory"
        if "out of memory" in str(error).lower() or "alloc" in str(error).lower():
            raise OutOfMemory(f"{name} does not fit into the memory: {_ADVICE}") from error
        raise


def quiet_transformers() -> None:
    """No progress bars and warnings of the library between our own lines."""
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
