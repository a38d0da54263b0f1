"""Errors of the harness that are the user's business: `str(error)` is one line that says what is wrong."""

from __future__ import annotations

from summarizer.errors import SummarizerError, UsageError


class EvalError(SummarizerError):
    """Data, outputs or results that cannot be scored. Exit code 1."""


class EvalUsage(UsageError):
    """A command that asks for something that does not exist. Exit code 2."""


class GateFailed(EvalError):
    """Quality is below what is pinned, or cannot be compared with it. Exit code 3."""

    exit_code = 3
