"""What Prometheus may know of a service: how much, how long, how full, and how doubtful."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from summarizer.results import Digest

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60, 150, 600)


class Metrics:
    """One service's numbers, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self.requests = Counter("summarizer_requests", "Requests answered.", ["path", "status"], registry=registry)
        self.seconds = Histogram(
            "summarizer_request_seconds", "Seconds to the whole answer.", ["path"], buckets=_SECONDS, registry=registry
        )
        self.inside = Gauge("summarizer_requests_inside", "Requests running or waiting.", registry=registry)
        self._batches = Histogram(
            "summarizer_batch_sentences",
            "Sentences that decoded together.",
            buckets=(1, 2, 4, 8, 16, 32, 64, 128),
            registry=registry,
        )
        self._sentences = Counter("summarizer_sentences", "Sentences in digested articles.", registry=registry)
        self._flags = Counter("summarizer_flags", "Doubts about digests.", ["severity"], registry=registry)
        self._repaired = Counter("summarizer_repaired", "Sentences that repair made better.", registry=registry)

    def batch(self, sentences: int) -> None:
        """So many sentences decoded together."""
        self._batches.observe(sentences)

    def digest(self, digest: Digest) -> None:
        """A digest was made."""
        self._sentences.inc(digest.report.sentences_in)
        self._repaired.inc(digest.report.repaired)
        for flag in digest.report.flags:
            self._flags.labels(flag.severity).inc()

    def text(self) -> bytes:
        """All of it in the Prometheus text format."""
        return generate_latest(self._registry)
