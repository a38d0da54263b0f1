"""Downloading models from the page: in a process of its own, so that the server itself stays off the network."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from summarizer.errors import UsageError
from summarizer.models import catalog, store
from summarizer.models.catalog import Entry

EVERY = 0.5
"""Seconds between two looks at how far it has come."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """How far a download has come: bytes on disk of the `total` that the catalogue expects."""

    name: str
    done: int = 0
    total: int = 0
    running: bool = True
    error: str = ""
    """The last line that a failed download said."""


def entries(name: str) -> tuple[Entry, ...]:
    """The models that a profile, or a model's own name, stands for. Raises `UsageError` for anything unlisted."""
    known = catalog.load()
    if name in known.profiles:
        return tuple(known.find(model) for model in known.profiles[name].models)
    if name in known.models:
        return (known.models[name],)
    raise UsageError("only models of the catalogue can be downloaded here")


def command(name: str) -> list[str]:
    """What downloads `name`: the same as a person would type."""
    code = "import sys; from summarizer.cli import main; sys.exit(main())"
    return [sys.executable, "-c", code, "models", "download", name, "--yes"]


@dataclass
class Fetcher:
    """One download at a time, whoever asked for it; anybody may watch it or stop it."""

    command: Callable[[str], list[str]] = command
    _process: subprocess.Popen[str] | None = None
    _name: str = ""
    _stopped: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def current(self) -> str | None:
        """What is being downloaded."""
        with self._lock:
            return self._name if self._process and self._process.poll() is None else None

    def fetch(self, name: str) -> Iterator[Fetched]:
        """Download `name` and tell how far it has come. Leaving the iterator does not stop it: `stop` does.

        Raises `UsageError` for an unlisted name, or while something else is being downloaded.
        """
        wanted = entries(name)
        process = self._begin(name)
        lines: list[str] = []
        reader = threading.Thread(target=_drain, args=(process, lines), daemon=True)
        reader.start()
        total = sum(entry.bytes or 0 for entry in wanted)
        while process.poll() is None:
            yield Fetched(name, _on_disk(wanted), total)
            time.sleep(EVERY)
        reader.join(5)
        failed = process.returncode != 0 and not self._stopped
        yield Fetched(
            name, _on_disk(wanted), total, running=False, error=(lines or ["it failed"])[-1] if failed else ""
        )

    def stop(self) -> None:
        """Stop what is being downloaded; what has arrived stays, and a later download goes on from there."""
        with self._lock:
            self._stopped = True
            if self._process and self._process.poll() is None:
                self._process.terminate()

    def _begin(self, name: str) -> subprocess.Popen[str]:
        with self._lock:
            if self._process and self._process.poll() is None:
                raise UsageError(f"{self._name} is being downloaded: wait for it")
            # `quiet_gradio` took the server off the network; this process is the one that may go there.
            environment = {key: value for key, value in os.environ.items() if key != "HF_HUB_OFFLINE"}
            self._name, self._stopped = name, False
            self._process = subprocess.Popen(
                self.command(name), env=environment, text=True, encoding="utf-8", errors="replace",
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            )  # fmt: skip
            return self._process


def _drain(process: subprocess.Popen[str], lines: list[str]) -> None:
    """Keep the last line that is not a progress bar's."""
    assert process.stderr is not None
    with process.stderr as stream:
        for line in stream:
            if text := line.rpartition("\r")[2].strip():
                lines[:] = [text[:300]]


def _on_disk(wanted: Sequence[Entry]) -> int:
    folders = [store.repository(entry) for entry in wanted if entry.folder is None]
    return store.used([folder for folder in folders if folder.is_dir()])
