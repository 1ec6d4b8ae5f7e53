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


def hornbook(*words: str | Path, book: Path | None = None, **variables: str) -> Done:
    """Run one command in a plain environment of 100 columns."""
    options = ["--book", str(book)] if book else []
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HORNBOOK", "LC_", "LANG"))}
    environment = kept | {"COLUMNS": "100", "PYTHONIOENCODING": "utf-8", "LANG": "C.UTF-8"} | variables
    done = subprocess.run(
        [sys.executable, "-m", "hornbook", *options, *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=300,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)
