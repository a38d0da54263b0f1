"""A batch on a Ray cluster: Ray Data streams the jobs over actors that hold the models and work like `local`.

What an actor makes does not depend on which articles it gets, so the output is the local engine's. When an actor or
its machine dies, the pipeline is set up again over what lives, with the jobs that have no outcome yet: nothing waits
for a machine that may never come back.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from summarizer.batching import local
from summarizer.batching.jobs import Job
from summarizer.batching.local import Outcome
from summarizer.batching.weights import weights
from summarizer.errors import BrokenInstall, ModelError, ServerError, SummarizerError, UsageError

if TYPE_CHECKING:
    from summarizer.digest import Options

BATCH = 64
"""Articles that an actor gets at a time."""
ROUND = 8192
"""Articles that the driver holds at a time."""
STARTS = 3
"""How often a Ray is started that does not come up."""
ATTEMPTS = 5
"""How often in a row a pipeline may break before one outcome comes of it."""

Rows = dict[str, Any]


def run(
    jobs: Iterable[Job],
    options: Options,
    made_with: str,
    *,
    address: str | None,
    workers: int | None,
    ordered: bool = True,
) -> Iterator[Outcome]:
    """Digest every job on the Ray cluster at `address`, or on one that is started here with a worker for each core.

    Every actor must have the weights `made_with` (see `weights`). `workers` actors at most, each with
    `options.runtime.threads` cores (default 1), or one GPU where `options.runtime.device` is `cuda`.
    Raises `UsageError`, `ModelError`, `ServerError`, `SummarizerError`.
    """
    source = iter(jobs)
    todo = list(islice(source, ROUND))
    if not todo:
        return  # a cluster takes its time to start
    with _connected(address):
        while todo:
            yield from _round(todo, options, made_with, workers, ordered)
            todo = list(islice(source, ROUND))


@contextmanager
def _connected(address: str | None) -> Iterator[None]:
    try:
        import ray
    except ModuleNotFoundError as error:
        raise UsageError("--engine ray needs Ray: pip install 'summarizer[cluster]'") from error
    if address is not None:
        try:
            _knock(address)
            ray.init(address=address, logging_level=logging.ERROR, log_to_driver=False)
        except (OSError, RuntimeError, ValueError) as error:
            raise UsageError(f"no Ray cluster answers at {address}: {str(error).splitlines()[0]}") from error
    else:
        os.environ.setdefault("RAY_worker_niceness", "0")  # by default workers give way to everything else (15)
        _start()
    try:
        yield
    finally:
        ray.shutdown()


def _start() -> None:
    """A Ray of its own. It gives itself half a minute to start, which a busy machine does not always keep to."""
    import ray

    for attempt in range(1, STARTS + 1):
        try:
            ray.init(address="local", include_dashboard=False, logging_level=logging.ERROR, log_to_driver=False)
            return
        except Exception as error:
            ray.shutdown()
            if attempt == STARTS:
                reason = " ".join(str(error).split())
                raise SummarizerError(f"Ray did not start in {STARTS} attempts: {reason}; run again") from error


def _knock(address: str) -> None:
    """Raise `OSError` where nobody listens: Ray itself would try for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), 10).close()


def _round(todo: list[Job], options: Options, made_with: str, workers: int | None, ordered: bool) -> Iterator[Outcome]:
    from ray.exceptions import RayError

    waiting = {job.id: job for job in todo}
    broken = 0
    while waiting:
        try:
            for outcome in _pipeline(list(waiting.values()), options, made_with, workers, ordered):
                broken = 0
                del waiting[outcome.id]
                yield outcome
        except RayError as error:
            broken += 1
            if broken >= ATTEMPTS:
                reason = str(error).strip().splitlines()[-1]
                raise SummarizerError(f"the Ray cluster failed {broken} times in a row: {reason}") from error


def _pipeline(
    jobs: Sequence[Job], options: Options, made_with: str, workers: int | None, ordered: bool
) -> Iterator[Outcome]:
    import ray.data
    from ray.util.annotations import RayDeprecationWarning

    context = ray.data.DataContext.get_current()
    context.execution_options.preserve_order = ordered
    context.enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    threads = options.runtime.threads or 1
    on_gpu = options.runtime.device == "cuda"
    room = _room("GPU", 1) if on_gpu else _room("CPU", threads)
    options = replace(options, runtime=replace(options.runtime, threads=threads))
    rows = ray.data.from_items([{"job": json.dumps(asdict(job))} for job in jobs], override_num_blocks=_blocks(jobs))
    with warnings.catch_warnings():
        # Ray has no other way yet to say that an actor is not to be restarted.
        warnings.simplefilter("ignore", RayDeprecationWarning)
        outcomes = rows.map_batches(
            Digester,
            fn_constructor_args=(options, made_with, os.getcwd()),
            batch_size=BATCH,
            compute=ray.data.ActorPoolStrategy(size=min(workers or room, room, _blocks(jobs))),
            num_cpus=0 if on_gpu else threads,
            num_gpus=1 if on_gpu else 0,
            max_restarts=0,  # `_round` starts anew on what lives; a restart would wait for the machine that died
            max_task_retries=0,
        )
    for row in outcomes.iter_rows():
        if row["fatal"]:
            raise _FATAL[row["fatal"]](row["problem"])
        yield Outcome(row["id"], row["record"] or None, row["problem"] or None)


def _blocks(jobs: Sequence[Job]) -> int:
    return -(-len(jobs) // BATCH)


def _room(resource: str, each: int) -> int:
    """How many actors of `each` cores or GPUs fit on the machines that are alive."""
    import ray

    nodes: list[dict[str, Any]] = ray.nodes()  # type: ignore[no-untyped-call]
    room = sum(int(node["Resources"].get(resource, 0) // each) for node in nodes if node["Alive"])
    if not room:
        raise UsageError(
            f"no machine of the Ray cluster has {each} {resource} for a worker: see --threads and --device"
        )
    return room


_FATAL: dict[str, type[SummarizerError]] = {kind.__name__: kind for kind in (BrokenInstall, ModelError, ServerError)}
"""What ends a batch, by its name: an error itself does not travel well."""


@dataclass
class Digester:
    """An actor: models loaded once, batches of jobs in, batches of outcomes out."""

    options: Options
    made_with: str
    """The driver's weights."""
    folder: str
    """The driver's working folder, which relative paths of the input are meant from."""

    def __post_init__(self) -> None:
        from summarizer.profiles import load

        with suppress(OSError):
            os.chdir(self.folder)
        self.models = load(self.options)
        self.found = weights(self.models)

    def __call__(self, rows: Rows) -> Rows:
        jobs = [Job(**json.loads(row)) for row in rows["job"]]
        try:
            if self.found != self.made_with:
                raise ModelError(
                    f"a worker on {socket.gethostname()} has {self.found or 'no weights'} and the driver "
                    f"{self.made_with or 'none'}: give all machines the same"
                )
            found = list(local.run(jobs, self.options, self.models))
            fatal = ""
        except tuple(_FATAL.values()) as error:
            found = [Outcome(job.id, problem=str(error)) for job in jobs]
            fatal = next(name for name, kind in _FATAL.items() if isinstance(error, kind))
        return {
            "id": [outcome.id for outcome in found],
            "record": [outcome.record or "" for outcome in found],
            "problem": [outcome.problem or "" for outcome in found],
            "fatal": [fatal] * len(found),
        }
