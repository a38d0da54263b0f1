"""A hub on loopback: enough of its protocol to list a checkpoint, serve files by range, and fail in the usual ways."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from ..servers import serving

COMMIT = "0123456789abcdef0123456789abcdef01234567"
OFFER = "fedcba9876543210fedcba9876543210fedcba98"


@dataclass
class FakeHub:
    """`folders[repository][commit]` are the checkpoints; the other fields are what goes wrong."""

    folders: dict[str, dict[str, Path]] = field(default_factory=dict)
    gated: set[str] = field(default_factory=set)
    cut_after: int | None = None
    """Break off each answer to a request for weights after so many bytes."""
    cuts: int = 0
    """How often; then no more."""
    corrupt: bool = False
    offers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    licence: str = "apache-2.0"
    requests: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    """(path, Range, Authorization)"""
    url: str = ""

    @contextmanager
    def serving(self) -> Iterator[FakeHub]:
        handler = type("Handler", (_Handler,), {"hub": self})
        with serving(handler) as port:
            self.url = f"http://127.0.0.1:{port}"
            yield self


class _Handler(BaseHTTPRequestHandler):
    hub: FakeHub
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        hub = self.hub
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        hub.requests.append((path, self.headers.get("Range"), self.headers.get("Authorization")))
        if found := re.fullmatch(r"/api/models/([^/]+/[^/]+)/revision/(.+)", path):
            self._info(found[1], found[2])
        elif found := re.fullmatch(r"/api/models/([^/]+/[^/]+)/discussions", path):
            author = parse_qs(parts.query)["author"][0]
            rows = [row for row in hub.offers.get(found[1], []) if row["author"]["name"] == author]
            self._json({"discussions": rows, "count": len(rows)})
        elif found := re.fullmatch(r"/([^/]+/[^/]+)/resolve/([0-9a-f]+)/(.+)", path):
            self._file(hub.folders[found[1]][found[2]] / found[3])
        else:
            self._refuse(404, "EntryNotFound")

    def _info(self, repository: str, revision: str) -> None:
        hub = self.hub
        if repository in hub.gated and not self.headers.get("Authorization"):
            return self._refuse(401, "GatedRepo")
        commit = {"main": COMMIT, "refs/pr/7": OFFER}.get(revision, "")
        if repository not in hub.folders:
            return self._refuse(401, "RepoNotFound")
        if commit not in hub.folders[repository]:
            return self._refuse(404, "RevisionNotFound")
        rows = []
        for file in sorted(hub.folders[repository][commit].iterdir()):
            data = file.read_bytes()
            blob = hashlib.sha1(f"blob {len(data)}\0".encode() + data).hexdigest()
            row: dict[str, Any] = {"rfilename": file.name, "size": len(data), "blobId": blob}
            if file.suffix in (".safetensors", ".bin"):
                row["lfs"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 134}
            rows.append(row)
        rows.append({"rfilename": "../../evil.json", "size": 2, "blobId": "0" * 40})
        rows.append({"rfilename": "tokenizer/../../config.json", "size": 2, "blobId": "0" * 40})
        return self._json({"id": repository, "sha": commit, "siblings": rows, "cardData": {"license": hub.licence}})

    def _file(self, path: Path) -> None:
        hub = self.hub
        data = path.read_bytes()
        start = 0
        if asked := self.headers.get("Range"):
            start = int(asked.removeprefix("bytes=").rstrip("-"))
        body = data[start:]
        if path.suffix == ".safetensors" and hub.corrupt:
            body = bytes(len(body))
        self.send_response(206 if asked else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if path.suffix == ".safetensors" and hub.cut_after is not None and hub.cuts > 0:
            hub.cuts -= 1
            self.wfile.write(body[: hub.cut_after])
            self.wfile.flush()
            self.close_connection = True
            return
        self.wfile.write(body)

    def _json(self, value: Any) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _refuse(self, status: int, code: str) -> None:
        self.send_response(status)
        self.send_header("X-Error-Code", code)
        self.send_header("Content-Length", "0")
        self.end_headers()
