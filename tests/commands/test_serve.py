"""`summarize serve`: what it refuses, and a real process from start to SIGTERM."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

from summarizer.cli import main

COMMAND = (sys.executable, "-c", "from summarizer.cli import main; main()", "serve", "--profile", "builtin")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--host", "0.0.0.0"], "give a --token"),
        (["--port", "70000"], "--port"),
        (["--profile", "nonsense"], "nonsense"),
    ],
)
def test_nonsense_is_refused(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["serve", *arguments])
    assert stop.value.code in (1, 2) and message in capsys.readouterr().err


@pytest.mark.timeout(900)
def test_a_port_that_is_taken_is_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [*COMMAND, "--port", str(taken.getsockname()[1])]
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=800)
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1].startswith("summarize: cannot listen on 127.0.0.1")
    assert "Traceback" not in run.stderr


@pytest.mark.timeout(900)
def test_a_process_serves_and_ends_on_sigterm() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([*COMMAND, "--port", str(port), "--token", "secret"], stderr=subprocess.PIPE, text=True)
    try:
        url = f"http://127.0.0.1:{port}"
        ends = time.monotonic() + 400
        while True:
            try:
                if httpx.get(f"{url}/readyz").status_code == 200:
                    break
            except httpx.HTTPError:
                pass
            assert process.poll() is None and time.monotonic() < ends
            time.sleep(0.1)
        body = {"text": "Ministers met in Geneva on Monday. They agreed on 30 million euros.", "to": ["ru"]}
        assert httpx.post(f"{url}/v1/digest", json=body, timeout=100).status_code == 401
        answer = httpx.post(f"{url}/v1/digest", json=body, headers={"Authorization": "Bearer secret"}, timeout=100)
        assert answer.json()["translations"]["ru"]["article"][0]["text"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(200) in (0, -signal.SIGTERM)
    finally:
        process.kill()
        process.communicate()
