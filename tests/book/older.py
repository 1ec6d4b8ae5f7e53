"""A book as version 0.1 wrote it."""

import json
from pathlib import Path

from hornbook.book.commits import FOLDER, log_file, versions
from hornbook.book.journal import HEAD


def as_format_1(book: Path) -> Path:
    """Take the digests out of a book's log, and give it the name of its first format."""
    for version in versions(book):
        entries = [json.loads(line) for line in log_file(book, version).read_text(encoding="utf-8").splitlines()]
        for entry in entries:
            entry.get("commitInfo", {}).pop("hornbook", None)
            entry.get("add", {}).pop("tags", None)
            if "metaData" in entry:
                entry["metaData"]["name"] = "hornbook 1"
        log_file(book, version).write_text("\n".join(map(json.dumps, entries)), encoding="utf-8")
    (book / FOLDER / HEAD).unlink()
    return book
