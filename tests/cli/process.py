"""Running `hornbook` as a user does: a process with arguments, standard output, standard error and an exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple


class Done(NamedTuple):
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Standard output as JSON; the command must have succeeded."""
        assert self.code == 0, self.err
        return json.loads(self.out)


PEAK = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024, file=sys.stderr)
sys.exit(code)
"""
"""A small process that runs a command, and prints last how many bytes its memory held at the most."""


def hornbook(*words: str | Path, book: Path | None = None, **variables: str) -> Done:
    """Run one command in a plain environment of 100 columns."""
    return _run([sys.executable, "-m", "hornbook"], words, book, variables)


def hornbook_and_peak(*words: str | Path, book: Path) -> tuple[Done, int]:
    """Run one command; what it printed, and the most memory in bytes that it held.

    The process of the tests cannot measure it: other tests have children too, and a child starts as large as its maker.
    """
    done = _run([sys.executable, "-c", PEAK, sys.executable, "-m", "hornbook"], words, book, {})
    err, _, peak = done.err.rstrip("\n").rpartition("\n")
    return done._replace(err=err), int(peak)


def _run(program: list[str], words: tuple[str | Path, ...], book: Path | None, variables: dict[str, str]) -> Done:
    options = ["--book", str(book)] if book else []
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HORNBOOK", "LC_", "LANG"))}
    environment = kept | {"COLUMNS": "100", "PYTHONIOENCODING": "utf-8", "LANG": "C.UTF-8"} | variables
    done = subprocess.run(
        [*program, *options, *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=300,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)
