"""A command as a process of its own, without the seconds that a process takes to start.

The trial imports all that the commands import, and forks: each command then begins where a fresh process would be
after its imports, has standard streams of its own, and shares nothing with the command before it. No engine may be
started in the process that forks.
"""

import importlib
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple, NoReturn

from hornbook.cli import SURPRISE, main

KEPT = {k: v for k, v in os.environ.items() if not k.startswith(("HORNBOOK", "LC_", "LANG"))}
FINE, REFUSED = 0, 2
"""Exit codes of an answer, and of a mistake that the user can mend."""
MOST = 3 << 30
"""Bytes of memory at which a command is killed, so that a trial cannot take the machine."""
TELLING = """
import sys
from hornbook.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("\\f", *(name for name, module in sys.modules.items() if module))
"""


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    """The exit code; below 0 the signal that ended it, as -9 where it took too long."""
    out: str
    err: str
    seconds: float
    """How long it took by the clock."""
    work: float
    """Seconds of the processor."""
    peak: int
    """The most memory that it held, in bytes."""

    @property
    def unforeseen(self) -> bool:
        """Whether it ended in another way than a command may: with an error of Hornbook's own, or a signal."""
        return self.code == SURPRISE or self.code < 0 or "Traceback" in self.err


def progress(n: int, outcomes: Mapping[str, int]) -> None:
    """Say every so often on standard error how far a trial is."""
    if n % 25 == 0:
        print(f"{n}: {dict(sorted(outcomes.items()))}", file=sys.stderr, flush=True)


def load(*lines: Sequence[str | Path]) -> None:
    """Import whatever these commands import: each is run in a process of its own, which tells what it loaded."""
    for line in lines:
        done = subprocess.run(
            [sys.executable, "-c", TELLING, *map(str, line)], capture_output=True, text=True, check=False
        )
        for name in done.stdout.rpartition("\f")[2].split():
            with suppress(Exception):
                importlib.import_module(name)


class Running:
    """A command that runs in a process forked from this one."""

    def __init__(self, words: Sequence[str | Path], book: Path | None = None) -> None:
        options = [] if book is None else ["--book", str(book)]
        self._files = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115  closed by `end`
        self._started = time.monotonic()
        self._child = os.fork()
        if not self._child:
            out, err = self._files
            _become([*options, *map(str, words)], out.fileno(), err.fileno())

    def end(self, after: float) -> Ended:
        """Wait for its end; kill it after so many seconds since its start, or where it holds MOST bytes."""
        pause = 0.001
        while True:
            found, status, usage = os.wait4(self._child, os.WNOHANG)
            if found:
                break
            spent = time.monotonic() - self._started
            if spent > after or _held(self._child) > MOST:
                os.kill(self._child, signal.SIGKILL)
            time.sleep(max(0.001, min(pause, after - spent)))
            pause = min(0.02, pause * 1.3)
        spent = time.monotonic() - self._started
        texts = []
        for file in self._files:
            file.seek(0)
            texts.append(file.read().decode("utf-8", "backslashreplace"))
            file.close()
        code, work = os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime
        return Ended(code, texts[0], texts[1], spent, work, usage.ru_maxrss * 1024)


def forked(words: Sequence[str | Path], *, book: Path | None = None, seconds: float = 300) -> Ended:
    """Run a command to its end; killed after so many seconds by the clock."""
    return Running(words, book).end(seconds)


def _held(child: int) -> int:
    """How many bytes of memory a process holds now."""
    try:
        return int(Path(f"/proc/{child}/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    except OSError:
        return 0


def _become(line: list[str], out: int, err: int) -> NoReturn:
    """Be the command; never return."""
    code = SURPRISE
    try:
        os.environ.clear()
        os.environ.update(KEPT | {"COLUMNS": "100", "LANG": "C.UTF-8"})
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        sys.stdout = TextIOWrapper(os.fdopen(1, "wb", closefd=False), encoding="utf-8", write_through=True)
        sys.stderr = TextIOWrapper(
            os.fdopen(2, "wb", closefd=False), encoding="utf-8", errors="backslashreplace", write_through=True
        )
        code = _code(lambda: main(line))
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        import traceback

        traceback.print_exc(file=sys.stderr)
    finally:
        os._exit(code)


def _code(work: Callable[[], None]) -> int:
    try:
        work()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0
