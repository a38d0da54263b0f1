"""What ships is whole: the wheel, the pinned versions, the README's links."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def pinned() -> dict[str, Version]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    return {_canonical(name): Version(version) for name, version in (line.split("==") for line in lines)}


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


REQUIREMENTS = [
    Requirement(line)
    for group in (PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
    for line in group
]


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda requirement: requirement.name)
def test_every_dependency_is_pinned_to_a_version_that_will_do(requirement: Requirement) -> None:
    version = pinned().get(_canonical(requirement.name))
    assert version is not None, f"add {requirement.name} to constraints.txt"
    assert requirement.specifier.contains(version)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    assert path.stat().st_size < 40_000_000
    return zipfile.ZipFile(path)


def test_the_wheel_has_all_that_is_read_at_run_time(wheel: zipfile.ZipFile) -> None:
    shipped = set(wheel.namelist())
    tracked = subprocess.run(["git", "ls-files", "summarizer"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(tracked.stdout.split()) <= shipped
    assert {"summarizer/prompts/summarize.txt", "summarizer/examples/wire-report.txt"} <= shipped


def test_the_wheel_has_nothing_else(wheel: zipfile.ZipFile) -> None:
    folders = {name.split("/")[0] for name in wheel.namelist()}
    assert folders == {"summarizer", f"summarizer-{PROJECT['version']}.dist-info"}


def test_the_version_is_said_once() -> None:
    from summarizer import __version__

    assert __version__ == PROJECT["version"]


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))]
)
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)|src=\"([^\"]+)\"", text):
        link = target[0] or target[1]
        if not re.match(r"[a-z]+:", link):
            assert (page.parent / link).exists(), f"{name} links to {link}"


def test_the_readme_lists_every_document() -> None:
    for path in (ROOT / "docs").glob("*.md"):
        assert f"docs/{path.name}" in README, "run `python docs/readme.py contents`"


def test_the_readme_names_commands_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`?make (\w+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"make {target}"


def test_the_demo_in_the_readme_is_output() -> None:
    demo = README.partition("<!-- demo -->")[2].partition("<!-- /demo -->")[0]
    assert "SUMMARY" in demo and "RUSSIAN" in demo and "CHINESE" in demo and "REPORT" in demo
