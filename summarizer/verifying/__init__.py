"""Verification: every doubt about a digest, each on its sentence. No model is loaded but one that was asked for."""

from summarizer.verifying.digests import verify
from summarizer.verifying.pairs import check_pair

__all__ = ["check_pair", "verify"]
