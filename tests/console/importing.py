"""A console that takes imports, driven without a browser."""

from html import unescape
from pathlib import Path
from time import sleep
from typing import Any

from hornbook.console.job import Job, JobState
from hornbook.console.uploads import jobs_of
from tests.console.client import Reader
from tests.park import EARLY, FIRST, WITH_COUNTRY, detailed, park_book

WAITS = 1_200
"""So often a step is looked at, each time after 50 ms, before it is given up."""


def early_book(folder: Path) -> Path:
    """A book with the park's early table."""
    return park_book(folder, (FIRST, detailed(FIRST), WITH_COUNTRY + EARLY))


def uploaded(reader: Reader, name: str, data: bytes) -> Any:
    """The response to an upload."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    return reader.post("/en/import", {"table": SimpleUploadedFile(name, data)})


def only_job(book: Path) -> Job:
    """The one import of a book."""
    (job,) = jobs_of(book)
    return job


def ended(job: Job) -> JobState:
    """How a step ended."""
    for _ in range(WAITS):
        if job.state is not JobState.RUNNING:
            return job.state
        sleep(0.05)
    raise AssertionError("the step does not end")


def shown(reader: Reader, job: Job) -> str:
    """The page of a job whose step has ended."""
    ended(job)
    text = unescape(reader.get(f"/en/import/{job.id}").content.decode())
    assert str(reader.book) not in text
    return text
