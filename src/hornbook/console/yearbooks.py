"""The yearbooks that were made so far: editions in one folder of the server, found by their manifests."""

import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from hornbook.errors import QuestionError
from hornbook.reports.yearbook.manifest import read_manifest
from hornbook.terms import Day
from hornbook.text import Phrase, Text, message

MOST_FILES = 1_000
"""Files of a folder that are looked at."""
_KINDS = {".html": "text/html; charset=utf-8", ".pdf": "application/pdf"}
_LANGUAGE = re.compile(rb'<html lang="([A-Za-z-]{2,20})"|/Lang\s*\(([A-Za-z-]{2,20})\)')
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedYearbook:
    """An edition: its file, and what its manifest says."""

    file: Path
    title: Phrase
    day: Day
    known: Day
    language: Phrase
    size: int
    """In bytes."""
    changed: bool
    """Whether the file no longer agrees with its own digests."""

    @property
    def form(self) -> str:
        """HTML or PDF."""
        return self.file.suffix[1:].upper()

    @property
    def content_type(self) -> str:
        """The type of the file."""
        return _KINDS[self.file.suffix]


class YearbookShelf:
    """The editions of a folder; each file is read once, and again when it has changed."""

    def __init__(self, folder: Path, begins: str = "") -> None:
        """`begins`: how the names of the files begin; all others are passed over."""
        self.folder, self.begins = folder, begins
        self._read: dict[tuple[str, int, int], ListedYearbook | None] = {}

    def listed(self) -> list[ListedYearbook]:
        """The editions, the newest day first; what is no edition of a yearbook is passed over."""
        try:
            files = sorted(self.folder.iterdir())
        except OSError:
            return []
        named = [file for file in files if file.suffix in _KINDS and file.name.startswith(self.begins)]
        found = [edition for file in named[:MOST_FILES] if (edition := self._edition(file)) is not None]
        return sorted(found, key=lambda edition: (-edition.day.toordinal(), edition.file.name))

    def named(self, name: str) -> ListedYearbook | None:
        """The edition whose file has this name; no path is made of the name."""
        return next((edition for edition in self.listed() if edition.file.name == name), None)

    def _edition(self, file: Path) -> ListedYearbook | None:
        try:
            if file.is_symlink() or not file.is_file():
                return None
            stat = file.stat()
            key = (file.name, stat.st_mtime_ns, stat.st_size)
            if key not in self._read:
                self._read[key] = _read_edition(file, stat.st_size)
            return self._read[key]
        except OSError:
            return None


def _read_edition(file: Path, size: int) -> ListedYearbook | None:
    try:
        manifest = read_manifest(file)
    except QuestionError:
        return None
    place = manifest.place_name
    return ListedYearbook(
        file=file,
        title=message("{place}: yearbook {year}", place=Text(place.en, place.zh), year=str(manifest.day.year)),
        day=manifest.day,
        known=manifest.known,
        language=_language(file.read_bytes()),
        size=size,
        changed=bool(manifest.broken or manifest.changed),
    )


def _language(data: bytes) -> Phrase:
    found = _LANGUAGE.search(data)
    code = (found[1] or found[2]).decode().lower() if found else ""
    return "中文" if code.startswith("zh") else "English" if code.startswith("en") else ""


def edition_policy(page: bytes) -> str:
    """The Content-Security-Policy of an edition in HTML: its own style sheets, and no script or form at all."""
    digests = (b64encode(sha256(style).digest()).decode() for style in _STYLE.findall(page)[:20])
    styles = " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
    return (
        f"sandbox; default-src 'none'; style-src {styles}; img-src data:; font-src data:;"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
