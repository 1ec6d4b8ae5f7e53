"""An import as a job: a folder beside the book that holds all of its state, so that no restart of the server loses it.

    _console/imports/ID/job.json      the name that the file was given, its size and digest, when it came
                       table-….csv    what was uploaded; deleted when the import is done
                       mapping.toml   what the table means, as a person left it
                       step.json      the step that was begun last: draft, preview or import, and its process
                       exit           the exit code of the step, once it has ended
                       stopped        where somebody stopped it
                       out, log       what the step answered, and what it printed on standard error
                       progress       rows read so far

Each step is a child process, `python -m hornbook …`, which holds a lock on the folder as long as it lives. So another
server sees whether it still runs, and no process is taken for another one that has its number by now.
"""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

from hornbook.book import disk
from hornbook.errors import QuestionError
from hornbook.text import message

_TRIES = 10
"""How often a lock is tried that somebody else may hold for a moment, to look."""
IMPORTS = Path("_console") / "imports"
"""The folder of all jobs within that of the book."""
_MOST_LOG = 20_000
"""Bytes of a log that are shown: its end."""


class JobStep(StrEnum):
    """What a job does."""

    DRAFT = "draft"
    PREVIEW = "preview"
    IMPORT = "import"


class JobState(StrEnum):
    """How far the last step of a job has come."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"
    """It ended without an exit code: the machine or the server was killed, and the step with it."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What is kept of an uploaded file."""

    name: str
    """The name that it was given; it is shown, and never used as a path."""
    file: str
    """The name of our copy."""
    size: int
    """In bytes."""
    made: str
    """When it came, in UTC, as ISO 8601."""


@dataclass(frozen=True, slots=True)
class Job:
    """An import that was begun in the browser."""

    book: Path
    id: str

    @property
    def folder(self) -> Path:
        """Where its state stands."""
        return self.book / IMPORTS / self.id

    @property
    def upload(self) -> Upload:
        """The file that it imports."""
        return Upload(**json.loads((self.folder / "job.json").read_text(encoding="utf-8")))

    @property
    def step(self) -> JobStep | None:
        """The step that was begun last."""
        step = self._begun().get("step")
        return JobStep(step) if step else None

    @property
    def state(self) -> JobState:
        """How far that step has come."""
        if _is_held(self.folder / "lock"):
            return JobState.RUNNING
        code = self._text("exit").strip()
        if code == "0":
            return JobState.DONE
        if (self.folder / "stopped").exists():
            return JobState.STOPPED
        return JobState.FAILED if code else JobState.INTERRUPTED

    @property
    def mapping(self) -> str:
        """What the table means, as it stands now."""
        return self._text("mapping.toml")

    @property
    def log(self) -> str:
        """What the step printed on standard error; its end, where it is long."""
        return self._text("log")[-_MOST_LOG:]

    @property
    def rows(self) -> int | None:
        """How many rows were read so far, where the step has said so."""
        word = self._text("progress").strip()
        return int(word) if word.isdigit() else None

    @property
    def previewed(self) -> bool:
        """Whether the mapping is the one that the last preview showed."""
        return self._begun().get("previewed") == _digest(self.mapping) and (self.folder / "preview.json").exists()

    def answer(self, name: str) -> dict[str, Any] | None:
        """The JSON that a step answered: preview or result; None where there is none."""
        try:
            value: dict[str, Any] = json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return value

    def begin(self, step: JobStep, words: Iterable[str], environment: Mapping[str, str]) -> None:
        """Start the process of a step, `hornbook` with these words; QuestionError where one runs already."""
        lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _hold(lock)
            for name in ("exit", "stopped", "progress"):
                (self.folder / name).unlink(missing_ok=True)
            self._write_begun({"step": step.value, "previewed": self._begun().get("previewed")})
            child = self._started(words, environment, lock)
            self._write_begun({**self._begun(), "process": child.pid})
        finally:
            os.close(lock)
        Thread(target=self._await, args=(child,), daemon=True).start()

    def _await(self, child: "subprocess.Popen[bytes]") -> None:
        """Wait until a step has ended, so that no ended child remains, and put in order what it leaves."""
        child.wait()
        with suppress(OSError):
            self.settle()

    def settle(self) -> None:
        """Put in order what a step leaves: a draft becomes the mapping; an imported table is deleted."""
        if self.state is not JobState.DONE:
            return
        if self.step is JobStep.DRAFT and not (self.folder / "mapping.toml").exists():
            self.keep_mapping(self._text("out"))
        if self.step is JobStep.IMPORT:  # what of it is a fact is in the book
            for name in (self.upload.file, "preview.json"):
                (self.folder / name).unlink(missing_ok=True)

    def _started(self, words: Iterable[str], environment: Mapping[str, str], lock: int) -> "subprocess.Popen[bytes]":
        hornbook = [sys.executable, "-P", "-m", "hornbook", *words]
        with (self.folder / "out").open("wb") as out, (self.folder / "log").open("wb") as log:
            return subprocess.Popen(  # noqa: S603  our own program, its words made here
                ["/bin/sh", "-c", '"$@"; echo $? > exit.part && mv exit.part exit', "sh", *hornbook],
                cwd=self.folder,
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=log,
                pass_fds=(lock,),
                start_new_session=True,
            )

    def stop(self) -> None:
        """End the step that runs; a book is changed whole or not at all, so nothing is half done."""
        process = self._begun().get("process")
        if self.state is not JobState.RUNNING or not isinstance(process, int):
            return
        (self.folder / "stopped").touch()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process, signal.SIGTERM)

    def keep_mapping(self, text: str) -> None:
        """Take a mapping that a person has written."""
        disk.replace(self.folder / "mapping.toml", text.replace("\r\n", "\n").encode())

    def keep_preview(self) -> None:
        """Note that the preview that is begun is of the mapping as it stands."""
        (self.folder / "preview.json").unlink(missing_ok=True)
        self._write_begun({**self._begun(), "previewed": _digest(self.mapping)})

    def delete(self) -> None:
        """Delete the job with all that it holds; QuestionError while it is at work."""
        if self.state is JobState.RUNNING:
            raise QuestionError(message("This import is at work. Stop it first."))
        shutil.rmtree(self.folder, ignore_errors=True)

    def _begun(self) -> dict[str, Any]:
        try:
            value: dict[str, Any] = json.loads(self._text("step.json") or "{}")
        except ValueError:
            return {}
        return value

    def _write_begun(self, value: Mapping[str, Any]) -> None:
        disk.replace(self.folder / "step.json", json.dumps(value).encode())

    def _text(self, name: str) -> str:
        try:
            return (self.folder / name).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _hold(lock: int) -> None:
    """Take a lock; QuestionError where a step holds it."""
    for _ in range(_TRIES):
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        sleep(0.02)
    raise QuestionError(message("This import is at work already."))


def _is_held(path: Path) -> bool:
    """Whether a process holds the lock of a file."""
    try:
        file = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False
