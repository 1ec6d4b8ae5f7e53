"""Time and memory of one contestant, in a fresh process: `python -m bench.measure JOB.json` is that process."""

import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib import import_module
from pathlib import Path

LONG = 10.0
"""Seconds from which one run is enough; below it the best of three counts, unless a job names how often it is run."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a subprocess has to do."""

    contestant: str
    facts: str
    days: tuple[str, ...]
    columns: tuple[str, ...]
    answer: str = ""
    """Where to put the answer as an Arrow file; empty: nowhere."""
    times: int = 0
    """How often it is run; 0: as often as `LONG` says."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds by the clock, the process's own seconds of CPU, and gigabytes at the peak."""

    seconds: float = 0.0
    cpu: float = 0.0
    memory: float = 0.0
    runs: tuple[float, ...] = ()
    cpu_runs: tuple[float, ...] = ()
    absent: str = ""
    """Why there is nothing: the contestant is not installed, or what it died of."""


def measure(
    contestant: str,
    facts: Path,
    days: Sequence[date],
    columns: Sequence[str],
    *,
    answer: Path | None = None,
    times: int = 0,
    python: str = sys.executable,
    limit: float = 1800,
) -> Measured:
    """Run a contestant in its own process; the answer goes to `answer`."""
    job = Job(contestant, str(facts), tuple(map(str, days)), tuple(columns), str(answer or ""), times)
    with tempfile.TemporaryDirectory() as folder:
        told, found = Path(folder, "job.json"), Path(folder, "found.json")
        told.write_text(json.dumps(asdict(job)))
        command = [python, "-m", "bench.measure", str(told), str(found)]
        with Path(folder, "log").open("w+") as log:
            try:
                done = subprocess.run(command, stdout=log, stderr=log, timeout=limit, check=False)
            except subprocess.TimeoutExpired:
                return Measured(absent=f"stopped after {limit:.0f} s")
            except OSError as error:
                return Measured(absent=f"not installed ({error.strerror}: {python})")
            log.seek(0)
            last = (log.read().strip().splitlines() or ["no word"])[-1]
        if done.returncode or not found.exists():
            gone = "ModuleNotFoundError" in last or "ImportError" in last
            return Measured(absent=f"not installed ({last})" if gone else f"failed ({done.returncode}): {last}")
        said = json.loads(found.read_text())
        return Measured(**{**said, "runs": tuple(said["runs"]), "cpu_runs": tuple(said["cpu_runs"])})


def _cpu() -> float:
    own, below = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + below.ru_utime + below.ru_stime


def _memory() -> float:
    """The process's own peak: Linux's VmHWM, for ru_maxrss begins with that of the process that started this one."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024**2


def _work(job: Job) -> Measured:
    from bench.question import load

    module = import_module(f"bench.contestants.{job.contestant}")
    days = tuple(map(date.fromisoformat, job.days))
    ready = module.prepare(load(job.facts), job.columns)
    runs: list[tuple[float, float]] = []
    answer = None
    while len(runs) < (job.times or 1) or (not job.times and len(runs) < 3 and runs[0][0] < LONG):
        answer = None
        gc.collect()
        start, spent = time.perf_counter(), _cpu()
        answer = module.run(ready, days)
        runs.append((time.perf_counter() - start, _cpu() - spent))
    memory = _memory() + (module.memory(ready) if hasattr(module, "memory") else 0)  # before the answer is written
    if job.answer and answer is not None:
        from pyarrow import feather

        feather.write_feather(answer, job.answer, compression="lz4")
    if hasattr(module, "close"):
        module.close(ready)
    best = min(runs)
    return Measured(best[0], best[1], memory, tuple(r[0] for r in runs), tuple(r[1] for r in runs))


def main() -> None:
    """The subprocess."""
    told, found = sys.argv[1:]
    said = json.loads(Path(told).read_text())
    job = Job(**{**said, "days": tuple(said["days"]), "columns": tuple(said["columns"])})
    Path(found).write_text(json.dumps(asdict(_work(job))))
    sys.stdout.flush()
    os._exit(0)  # engines of others may hold threads that never end


if __name__ == "__main__":
    main()
