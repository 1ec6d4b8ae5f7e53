"""Files that are uploaded for import: each becomes a job in a private folder beside the book."""

import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from time import gmtime, strftime

from hornbook.book import disk
from hornbook.console.job import IMPORTS, Job, Upload
from hornbook.console.tokens import private_folder
from hornbook.errors import QuestionError
from hornbook.text import listing, message

ENDINGS = (".csv", ".tsv", ".xlsx", ".json", ".jsonl", ".parquet")
"""The tables that can be uploaded."""
_IDENT = frozenset("0123456789abcdef")


def imports_folder(book: Path) -> Path:
    """The folder of all jobs of a book, made where it lacks; its owner alone may look into it."""
    folder = private_folder(book) / "imports"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def jobs_of(book: Path) -> list[Job]:
    """The jobs of a book, the newest first."""
    folders = (book / IMPORTS).glob("*/job.json")
    jobs = [Job(book, path.parent.name) for path in folders]
    return sorted(jobs, key=lambda job: (job.upload.made, job.id), reverse=True)


def job_of(book: Path, ident: str) -> Job | None:
    """A job by its id; None where there is none."""
    job = Job(book, ident)
    known = len(ident) == 16 and _IDENT.issuperset(ident) and (job.folder / "job.json").is_file()
    return job if known else None


def new_job(book: Path, name: str, chunks: Iterable[bytes]) -> Job:
    """A job for a file that was uploaded; QuestionError where it is no table by its ending, or holds nothing."""
    ending = Path(name.lower()).suffix if "\0" not in name else ""
    if ending not in ENDINGS:
        raise QuestionError(
            message("'{name}' is no table that can be read here: {endings}.", name=name[-80:], endings=listing(ENDINGS))
        )
    job = Job(book, token_hex(8))
    imports_folder(book)
    job.folder.mkdir(mode=0o700)
    part, digest, size = job.folder / "upload.part", sha256(), 0
    try:
        with part.open("xb") as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        if not size:
            raise QuestionError(message("The file '{name}' is empty.", name=name[-80:]))
        file_name = f"table-{digest.hexdigest()[:8]}{ending}"
        part.rename(job.folder / file_name)
        made = strftime("%Y-%m-%dT%H:%M:%SZ", gmtime())
        upload = Upload(name[-200:], file_name, size, made)
        disk.replace(job.folder / "job.json", json.dumps(asdict(upload)).encode())
    except BaseException:
        shutil.rmtree(job.folder, ignore_errors=True)
        raise
    return job


def sweep_uploads(book: Path) -> None:
    """Delete what interrupted uploads left behind."""
    for path in (book / IMPORTS).glob("*"):
        if not path.is_dir():
            path.unlink(missing_ok=True)
        elif not (path / "job.json").exists():
            shutil.rmtree(path, ignore_errors=True)
