"""Download from a hub into the hub's own cache: sizes and licence first, resumable, every file checked by its digest.

The hub's client neither takes up a broken download of an earlier run nor compares digests, so this speaks the hub's
public HTTP interface itself: `/api/models/…` for what there is, `/…/resolve/…` for the files.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from summarizer.errors import DownloadError, UnknownModel, UnsafeModel
from summarizer.models import store
from summarizer.models.catalog import Entry, size
from summarizer.models.plan import HEX, File, Plan, listed, size_of

_CONVERTER = "SFconvertbot"
"""The hub's own account that offers safetensors of models published as pickle; nobody else's offer is taken."""
_ATTEMPTS = 4


def offline(flag: bool = False) -> bool:
    """Whether the network must not be touched: by option, `HF_HUB_OFFLINE` or `TRANSFORMERS_OFFLINE`."""
    names = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
    return flag or any(os.environ.get(name, "").lower() in ("1", "true", "yes", "on") for name in names)


class Hub:
    """A hub that models come from: `HF_ENDPOINT`, by default Hugging Face's."""

    def __init__(self, endpoint: str | None = None, token: str | None = None) -> None:
        self._endpoint = (endpoint or os.environ.get("HF_ENDPOINT") or "https://huggingface.co").rstrip("/")
        token = token or _token()
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client = httpx.Client(headers=headers, timeout=30, follow_redirects=True)

    def __enter__(self) -> Hub:
        return self

    def __exit__(self, *error: object) -> None:
        self._client.close()

    def plan(self, entry: Entry) -> Plan:
        """What the download of `entry` would be.

        Raises `UnknownModel`, `DownloadError` (no network, gated), and `UnsafeModel` where all weights are pickle.
        """
        found = self._plan(entry, entry.revision)
        if found is None:
            offer = self._safe_offer(entry)
            found = self._plan(entry, offer) if offer else None
        if found is None:
            raise UnsafeModel(
                f"{entry.id} has its weights as pickle only, and opening a pickle runs whatever code is in it: "
                "refused; choose a model with model.safetensors"
            )
        return found

    def _plan(self, entry: Entry, revision: str) -> Plan | None:
        """None where there are no safetensors."""
        info = self._json(f"/api/models/{entry.id}/revision/{quote(revision, safe='')}?blobs=true", entry)
        files = tuple(file for row in info.get("siblings") or () if (file := listed(row)))
        names = {file.name for file in files}
        if not any(name.endswith(".safetensors") for name in names):
            return None
        if "model.safetensors" in names:  # shards beside it are the same weights again
            files = tuple(file for file in files if not file.name.startswith("model-"))
        if "config.json" not in names or not HEX.fullmatch(str(info.get("sha"))):
            raise DownloadError(
                f"{entry.id} at {self._endpoint} is no checkpoint that can be loaded: it has no config.json"
            )
        licence = (info.get("cardData") or {}).get("license") or entry.licence
        return Plan(entry, str(info["sha"]), revision, str(licence), files)

    def _safe_offer(self, entry: Entry) -> str | None:
        answer = self._json(f"/api/models/{entry.id}/discussions?author={_CONVERTER}&type=pull_request", entry)
        for row in answer.get("discussions") or ():
            if (row.get("author") or {}).get("name") == _CONVERTER and row.get("isPullRequest"):
                return f"refs/pr/{int(row['num'])}"
        return None

    def fetch(self, plan: Plan, advance: Callable[[int], None] = lambda count: None) -> Path:
        """Fetch what is missing and return the snapshot's folder; `advance` is told of each piece's bytes.

        Interrupted, it goes on where it was when it is called again. Raises `DownloadError`.
        """
        place, blobs = store.repository(plan.entry), plan.blobs
        self._require_room(plan)
        snapshot = place / "snapshots" / plan.commit
        with _disk(place):
            blobs.mkdir(parents=True, exist_ok=True)
            for file in plan.missing:
                self._blob(plan, file, blobs, advance)
            snapshot.mkdir(parents=True, exist_ok=True)
            for file in plan.files:
                _link(blobs / file.digest, snapshot / file.name)
            reference = place / "refs" / plan.reference
            reference.parent.mkdir(parents=True, exist_ok=True)
            reference.write_text(plan.commit, encoding="utf-8")
        return snapshot

    def _require_room(self, plan: Plan) -> None:
        cache = store.hub_cache()
        existing = next(path for path in (cache, *cache.parents) if path.exists())
        free = shutil.disk_usage(existing).free
        if plan.bytes > free:
            raise DownloadError(
                f"{plan.entry.name} needs {size(plan.bytes)} and {cache} has {size(free)} left: make room, or set "
                "HF_HOME to a folder on another disk"
            )

    def _blob(self, plan: Plan, file: File, blobs: Path, advance: Callable[[int], None]) -> None:
        part = blobs / f"{file.digest}.incomplete"
        for left in range(_ATTEMPTS - 1, -1, -1):
            try:
                self._stream(plan, file, part, advance)
            except httpx.HTTPError as error:
                if not left:
                    raise DownloadError(
                        f"{file.name} of {plan.entry.name} broke off at {size(size_of(part))} of {size(file.bytes)} "
                        f"({error}): run the same command again to go on from there"
                    ) from error
                continue
            if size_of(part) == file.bytes:
                break
        else:
            raise DownloadError(f"{file.name} of {plan.entry.name} ended early: run the same command again to go on")
        if not file.is_whole(part):
            part.unlink()
            raise DownloadError(
                f"{file.name} of {plan.entry.name} is not what the hub says it is (its checksum is wrong) and was "
                "deleted: try again; if it happens twice, the network or the mirror alters files"
            )
        part.rename(blobs / file.digest)

    def _stream(self, plan: Plan, file: File, part: Path, advance: Callable[[int], None]) -> None:
        have = size_of(part)
        if have > file.bytes:
            part.unlink()
            have = 0
        if have == file.bytes and have:
            return
        url = f"{self._endpoint}/{plan.entry.id}/resolve/{plan.commit}/{quote(file.name)}"
        headers = {"Range": f"bytes={have}-"} if have else {}
        # Without encoding: a compressed answer could not be resumed by its length.
        with self._client.stream("GET", url, headers={**headers, "Accept-Encoding": "identity"}) as response:
            self._require_ok(response, plan.entry)
            resumed = response.status_code == 206
            with part.open("ab" if resumed else "wb") as out, _only_one(out, file):
                for chunk in response.iter_raw():  # as they come: of a broken answer nothing is lost
                    out.write(chunk)
                    advance(len(chunk))

    def _json(self, path: str, entry: Entry) -> dict[str, Any]:
        try:
            response = self._client.get(f"{self._endpoint}{path}")
            self._require_ok(response, entry)
            value = response.json()
        except httpx.HTTPError as error:
            raise DownloadError(
                f"{self._endpoint} cannot be reached ({error}): check the network (HTTPS_PROXY), name a mirror with "
                "HF_ENDPOINT, or give a folder that you copied here"
            ) from error
        except ValueError as error:
            raise DownloadError(f"{self._endpoint} answers something that no hub does: check HF_ENDPOINT") from error
        if not isinstance(value, dict):
            raise DownloadError(f"{self._endpoint} answers something that no hub does: check HF_ENDPOINT")
        return value

    def _require_ok(self, response: httpx.Response, entry: Entry) -> None:
        if response.is_success:
            return
        code = response.headers.get("X-Error-Code", "")
        if code == "GatedRepo":
            raise DownloadError(
                f"{entry.id} is gated: accept its terms at {self._endpoint}/{entry.id}, then set HF_TOKEN to your token"
            )
        if code == "RevisionNotFound":
            raise UnknownModel(f"{entry.id} has no revision {entry.revision}")
        if response.status_code in (401, 403, 404):
            raise UnknownModel(
                f"{self._endpoint} has no model {entry.id} that you may see: check its name, or set HF_TOKEN"
            )
        raise httpx.HTTPStatusError(f"status {response.status_code}", request=response.request, response=response)


def _link(blob: Path, place: Path) -> None:
    if place.exists():
        return
    try:
        place.symlink_to(Path("..") / ".." / "blobs" / blob.name)
    except OSError:  # no links on this file system
        shutil.copyfile(blob, place)


@contextmanager
def _disk(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DownloadError(
            f"{place} cannot be written ({error.strerror or error}): make room, or set HF_HOME"
        ) from error


@contextmanager
def _only_one(out: Any, file: File) -> Iterator[None]:
    """Two downloads of one file at a time would write over each other."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    try:
        fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise DownloadError(f"{file.name} is being downloaded by another process: wait for it") from None
    yield


def _token() -> str | None:
    if token := os.environ.get("HF_TOKEN"):
        return token.strip()
    home = os.environ.get("HF_HOME") or "~/.cache/huggingface"
    path = Path(os.environ.get("HF_TOKEN_PATH") or f"{home}/token").expanduser()
    return path.read_text(encoding="utf-8").strip() or None if path.is_file() else None
