"""Errors that are no article's fault: something is missing of what was installed."""

from __future__ import annotations

from pathlib import Path

from summarizer.errors import BrokenInstall

PACKAGE = Path(__file__).parent


def broken(error: Exception) -> BrokenInstall | None:
    """What the installation lacks, by an error that came of it; None where the error comes of something else."""
    if isinstance(error, ImportError):
        lacking = f"the package {error.name}" if error.name else " ".join(str(error).split())
    elif isinstance(error, OSError | RuntimeError) and str(PACKAGE) in str(error):  # C++ libraries say it in words
        lacking = " ".join(str(error).split())
    else:
        return None
    return BrokenInstall(f"the installation is broken ({lacking}): install summarizer again")
