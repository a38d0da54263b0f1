"""`summarize models` against a hub on loopback: download, resume, checksums, offline, refusals."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from summarizer.cli import main
from summarizer.models import catalog, store

from .hubserver import COMMIT, OFFER, FakeHub

Find = Callable[[str], Path]
Run = Callable[..., tuple[int, str, str]]
MARIAN = "Helsinki-NLP/opus-mt-en-ru"


@pytest.fixture
def hub(checkpoint: Find, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHub]:
    fake = FakeHub({
        "sshleifer/distilbart-cnn-12-6": {COMMIT: checkpoint("bart")},
        MARIAN: {COMMIT: checkpoint("marian-one-way")},
        "Helsinki-NLP/opus-mt-en-zh": {COMMIT: checkpoint("marian")},
    })  # fmt: skip
    with fake.serving():
        monkeypatch.setenv("HF_ENDPOINT", fake.url)
        for name in ("HF_HUB_OFFLINE", "HF_TOKEN", "HF_HOME"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("HF_TOKEN_PATH", "/nowhere")
        yield fake


@pytest.fixture
def pickled(checkpoint: Find, tmp_path: Path) -> Path:
    """A checkpoint whose weights are pickle only."""
    folder = shutil.copytree(checkpoint("marian-one-way"), tmp_path / "pickled")
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    return Path(folder)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["models", *args])
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return call


def _leftovers() -> list[Path]:
    return [p for p in store.hub_cache().rglob("*") if p.is_file()] if store.hub_cache().is_dir() else []


def test_sizes_and_licences_come_before_the_first_file(run: Run, hub: FakeHub) -> None:
    code, out, err = run("download", "fast")
    assert (code, out) == (0, "")
    lines = err.splitlines()
    assert [line.split(":")[0] for line in lines[:3]] == ["distilbart-cnn-12-6", "opus-mt-en-ru", "opus-mt-en-zh"]
    assert all("licence: apache-2.0" in line for line in lines[:3])
    assert "to download into" in lines[3]
    first_file = next(n for n, (path, *_) in enumerate(hub.requests) if "/resolve/" in path)
    assert first_file == 3


def test_what_was_downloaded_works_and_other_tools_find_it(run: Run, hub: FakeHub) -> None:
    run("download", "fast")
    from huggingface_hub import scan_cache_dir

    found = scan_cache_dir(store.hub_cache())
    assert not found.warnings
    assert {repo.repo_id for repo in found.repos} == set(hub.folders)
    assert store.locate(catalog.load().find("opus-mt-en-ru")) is not None
    code, out, _ = run("path", "opus-mt-en-ru")
    assert code == 0 and (Path(out.strip()) / "model.safetensors").is_file()
    hub.requests.clear()
    code, _, err = run("download", "opus-mt-en-ru")
    assert code == 0 and "already here" in err
    assert not [path for path, *_ in hub.requests if "/resolve/" in path]
    code, out, _ = run("list")
    assert out.count("installed") == 5  # builtin, fast, and its three models
    assert run("remove", "fast")[0] == 0
    assert not _leftovers()
    assert run("remove", "fast")[0] == 1


def test_a_broken_download_goes_on_where_it_was(run: Run, hub: FakeHub, checkpoint: Find) -> None:
    size = (checkpoint("marian-one-way") / "model.safetensors").stat().st_size
    hub.cut_after, hub.cuts = size // 10, 4
    code, _, err = run("download", "opus-mt-en-ru")
    assert code == 1
    assert "run the same command again to go on" in err
    assert store.locate(catalog.load().find("opus-mt-en-ru")) is None
    hub.requests.clear()
    assert run("download", "opus-mt-en-ru")[0] == 0
    assert [asked for path, asked, _ in hub.requests if path.endswith("model.safetensors")] == [
        f"bytes={4 * (size // 10)}-"
    ]


def test_a_short_break_is_mended_at_once(run: Run, hub: FakeHub) -> None:
    hub.cut_after, hub.cuts = 100, 2
    assert run("download", "opus-mt-en-ru")[0] == 0


def test_a_wrong_checksum_is_told_and_cleaned_away(run: Run, hub: FakeHub) -> None:
    hub.corrupt = True
    code, _, err = run("download", "opus-mt-en-ru")
    assert code == 1
    assert "checksum is wrong" in err and err.strip().count("\n") == 2
    assert not [path for path in _leftovers() if path.stat().st_size > 100_000]
    assert store.locate(catalog.load().find("opus-mt-en-ru")) is None
    hub.corrupt = False
    assert run("download", "opus-mt-en-ru")[0] == 0


@pytest.mark.parametrize("spoil", [lambda data: data[:-9], lambda data: bytes(len(data))], ids=["short", "zeros"])
def test_a_damaged_cache_is_mended_by_downloading_again(
    run: Run, hub: FakeHub, spoil: Callable[[bytes], bytes]
) -> None:
    run("download", "opus-mt-en-ru")
    found = store.locate(catalog.load().find("opus-mt-en-ru"))
    assert found is not None
    blob = (found.folder / "model.safetensors").resolve()
    whole = blob.read_bytes()
    blob.write_bytes(spoil(whole))
    hub.requests.clear()
    assert run("download", "opus-mt-en-ru")[0] == 0
    assert blob.read_bytes() == whole
    assert len([path for path, *_ in hub.requests if "/resolve/" in path]) == 1


def test_a_stopped_download_goes_on_where_it_was(
    run: Run, hub: FakeHub, checkpoint: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C after some of the weights: one word, and what came stays for the next time."""
    stream = httpx.Response.iter_raw

    def stopped(response: httpx.Response) -> Iterator[bytes]:
        for chunk in stream(response, 1000):
            yield chunk
            if response.url.path.endswith(".safetensors"):
                raise KeyboardInterrupt

    monkeypatch.setattr(httpx.Response, "iter_raw", stopped)
    code, out, err = run("download", "opus-mt-en-ru")
    assert (code, out) == (130, "")
    assert "Traceback" not in err
    assert store.locate(catalog.load().find("opus-mt-en-ru")) is None
    monkeypatch.setattr(httpx.Response, "iter_raw", stream)
    hub.requests.clear()
    assert run("download", "opus-mt-en-ru")[0] == 0
    assert [asked for path, asked, _ in hub.requests if path.endswith("model.safetensors")] == ["bytes=1000-"]


def test_names_in_the_listing_cannot_leave_the_cache(run: Run, hub: FakeHub, tmp_path: Path) -> None:
    run("download", "opus-mt-en-ru")
    assert not [path for path in tmp_path.rglob("evil.json")]
    assert not [path for path, *_ in hub.requests if ".." in path]


@pytest.mark.parametrize("setting", ["--offline", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"])
def test_offline_answers_at_once(run: Run, hub: FakeHub, monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    if setting != "--offline":
        monkeypatch.setenv(setting, "1")
    started = time.perf_counter()
    code, _, err = run("download", "fast", *([setting] if setting == "--offline" else []))
    assert code == 1
    assert "offline" in err
    assert time.perf_counter() - started < 2
    assert not hub.requests


def test_pickle_is_refused_before_it_is_fetched(run: Run, hub: FakeHub, pickled: Path) -> None:
    hub.folders[MARIAN] = {COMMIT: pickled}
    hub.offers[MARIAN] = [{"num": 7, "isPullRequest": True, "author": {"name": "somebody"}}]
    code, _, err = run("download", "opus-mt-en-ru")
    assert code == 1
    assert "pickle" in err and "refused" in err
    assert not _leftovers()
    assert not [path for path, *_ in hub.requests if "/resolve/" in path]


def test_the_hubs_own_safetensors_of_a_pickled_model_are_taken(
    run: Run, hub: FakeHub, pickled: Path, checkpoint: Find
) -> None:
    hub.folders[MARIAN] = {COMMIT: pickled, OFFER: checkpoint("marian-one-way")}
    hub.offers[MARIAN] = [{"num": 7, "isPullRequest": True, "author": {"name": "SFconvertbot"}}]
    assert run("download", "opus-mt-en-ru")[0] == 0
    found = store.locate(catalog.load().find("opus-mt-en-ru"))
    assert found is not None and found.revision == OFFER


def test_a_gated_model_needs_a_token(run: Run, hub: FakeHub, monkeypatch: pytest.MonkeyPatch, checkpoint: Find) -> None:
    hub.folders["google/gemma-3-1b-it"] = {COMMIT: checkpoint("bart")}
    hub.gated.add("google/gemma-3-1b-it")
    code, _, err = run("download", "gemma-3-1b")
    assert code == 1
    assert "is gated: accept its terms" in err and "HF_TOKEN" in err
    assert not _leftovers()
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    run("download", "gemma-3-1b")
    assert hub.requests[-1][2] == "Bearer hf_secret"


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        ("opus-mt-en-rus", 1, "did you mean opus-mt-en-ru"),
        ("nobody/nothing", 1, "has no model nobody/nothing"),
        ("builtin", 2, "no models to download"),
        ("balanced", 1, "has no model facebook/bart-large-cnn"),
    ],
)
def test_what_is_not_there_is_told(run: Run, hub: FakeHub, name: str, code: int, message: str) -> None:
    found, out, err = run("download", name)
    assert (found, out) == (code, "")
    assert message in err
    assert not _leftovers()


def test_no_network(run: Run, hub: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    code, _, err = run("download", "fast")
    assert code == 1
    assert "cannot be reached" in err and err.count("\n") == 1


def test_a_full_disk_is_told_before_the_first_file(run: Run, hub: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(100, 99, 1))  # type: ignore[attr-defined]
    code, _, err = run("download", "fast")
    assert code == 1
    assert "make room" in err
    assert not _leftovers()


def test_a_disk_that_cannot_be_written(run: Run, hub: FakeHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "file" / "hub"))
    code, _, err = run("download", "opus-mt-en-ru")
    assert code == 1
    assert "cannot be written" in err


def test_show_says_what_is_unverified(run: Run) -> None:
    code, out, _ = run("show", "tower-plus-2b")
    assert code == 0
    assert "CC-BY-NC-SA-4.0, not for commercial use\n" in out
    assert "5.2 GB (unverified)" in out
    assert "not installed" in out


def test_every_model_can_be_shown(run: Run) -> None:
    for name in catalog.load().models:
        assert run("show", name)[0] == 0
