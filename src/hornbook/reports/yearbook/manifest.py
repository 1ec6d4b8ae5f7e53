"""The manifest of an edition: every statistic and all that it follows from, as JSON within the HTML and the PDF."""

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from hornbook.answers.statistic import IntervalKind
from hornbook.errors import QuestionError, reason
from hornbook.reports.yearbook.statistic import Measure, meaning_of
from hornbook.text import message

FORMAT = "hornbook-yearbook:1"
"""The first entry of a manifest; another number is another form."""
MANIFEST = "hornbook-yearbook.json"
"""Its name as a file within a PDF, and the id of its element in HTML."""
LARGEST_EDITION = 200_000_000
"""An edition is no larger than so many bytes."""
LARGEST_MANIFEST = 50_000_000


class _Read(BaseModel):
    model_config = ConfigDict(strict=True, allow_inf_nan=False, frozen=True)


class Words(_Read):
    """A label in both languages."""

    en: str
    zh: str


class StatisticRead(_Read):
    """A statistic as a manifest holds it; the fields are those of `EditionStatistic`."""

    id: str
    label: Words
    value: int | float | None
    low: int | float | None
    high: int | float | None
    interval: IntervalKind
    no_interval: Words | None
    measure: Measure
    day: date | None
    known: date | None
    rule: str | None
    rule_sha256: str | None
    book_version: int | None
    book_digest: str | None
    citation: str
    path: str
    sha256: str
    """The digest of all the rest of it."""


class SourceRead(_Read):
    """A file of a source that was known by the day."""

    source: str
    file: str
    recorded: date


class Manifest(_Read):
    """What an edition says of itself."""

    format: str
    sha256: str
    """The digest of all the rest of it."""
    hornbook: str
    citation: str
    place: str
    """As it was asked for."""
    place_name: Words
    where: str
    """The filter of the place's companies."""
    day: date
    known: date
    known_by_default: bool
    since: date
    rule: str
    """The label of the rule, `plain` for the plain one."""
    rule_sha256: str
    on_facts: bool
    book_version: int
    book_digest: str
    simulated: bool
    sources: tuple[SourceRead, ...]
    statistics: tuple[StatisticRead, ...]
    broken: tuple[str, ...] = ()
    """The keys of `BROKEN` that hold for the file from which it was read; a file cannot say it of itself."""
    changed: tuple[str, ...] = ()
    """The ids of the statistics that do not agree with their own digests."""

    def by_id(self) -> dict[str, StatisticRead]:
        """The statistics by their ids."""
        return {statistic.id: statistic for statistic in self.statistics}

    def by_meaning(self) -> dict[tuple[str, ...], StatisticRead]:
        """The statistics by what they are of, to be compared with those of another edition."""
        return {meaning_of(statistic.id, statistic.path): statistic for statistic in self.statistics}


def manifest_text(content: Mapping[str, Any]) -> str:
    """A manifest as JSON, in one line a statistic; it holds no `<`, so that it may stand in HTML as it is."""
    head = {key: value for key, value in content.items() if key != "statistics"} | {"sha256": manifest_digest(content)}
    rows = ",\n".join(json.dumps(row, ensure_ascii=False, allow_nan=False) for row in content["statistics"])
    text = json.dumps(head, ensure_ascii=False, allow_nan=False).removesuffix("}")
    return f'{text}, "statistics": [\n{rows}\n]}}\n'.replace("<", "\\u003c")


def manifest_digest(content: Mapping[str, Any]) -> str:
    """The SHA-256 of a manifest or of one of its statistics, whatever the order; its own entry for it is left out."""
    rest = {key: value for key, value in content.items() if key != "sha256"}
    return sha256(json.dumps(rest, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def read_manifest(path: Path) -> Manifest:
    """The manifest of an edition, HTML or PDF; QuestionError where a file holds none.

    A file that was changed is read all the same, and `broken` says what does not agree with its digests. Whoever
    changes a file can change the digests too: they show accidents and careless hands, and are no signature.
    """
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_EDITION:
            raise QuestionError(message("{file} is no edition of a yearbook.", file=path.name))
        data = path.read_bytes()
    except OSError as error:
        raise QuestionError(message("{path} cannot be read: {cause}.", path=str(path), cause=reason(error))) from None
    text = _from_pdf(data) if data.startswith(b"%PDF-") else _from_html(data.decode("utf-8", "replace"))
    if text is None:
        raise QuestionError(message("{file} holds no manifest of a yearbook.", file=path.name))
    try:
        found = Manifest.model_validate_json(text)
    except ValidationError:
        raise QuestionError(message("The manifest in {file} is damaged.", file=path.name)) from None
    if len(found.by_id()) < len(found.statistics):
        raise QuestionError(message("The manifest in {file} is damaged.", file=path.name))
    if found.format != FORMAT:
        raise QuestionError(
            message(
                "{file} was made by another Hornbook: its manifest is of the form {form}.",
                file=path.name,
                form=found.format,
            )
        )
    rows = json.loads(text)["statistics"]
    changed = tuple(row["id"] for row in rows if manifest_digest(row) != row["sha256"])
    return found.model_copy(update={"broken": tuple(_broken(text, data)), "changed": changed})


BROKEN = {
    "manifest": message("The manifest of this edition was changed after it was made: its digest does not agree."),
    "page": message("The page of this edition was changed after it was made: its digest does not agree."),
}
"""What in a file may no longer be as it was made."""


def _broken(text: str, data: bytes) -> Iterator[str]:
    """What in a file does not agree with its digests, by the keys of `BROKEN`; a PDF has one of its manifest alone."""
    content = json.loads(text)
    if manifest_digest(content) != content["sha256"]:
        yield "manifest"
    if data.startswith(b"%PDF-"):
        return
    page = _SEALED.search(data)
    if page is None or sha256(data[: page.start()] + data[page.end() :]).hexdigest().encode() != page[1]:
        yield "page"


_SEALED = re.compile(rb'<script type="application/json" data-sha256="([0-9a-f]{64})"[^<]*</script>\n')
"""A page's attachment, whose digest is that of the page without it."""


class _Script(HTMLParser):
    """Takes the text of the element with the manifest's id."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.inside = False
        self.text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin where the element begins; only the first one counts."""
        self.inside = tag == "script" and dict(attrs).get("id") == MANIFEST and self.text is None

    def handle_data(self, data: str) -> None:
        """Keep its text."""
        if self.inside:
            self.text = (self.text or "") + data

    def handle_endtag(self, tag: str) -> None:
        """End where it ends."""
        self.inside = False


def _from_html(text: str) -> str | None:
    parser = _Script()
    parser.feed(text)
    return parser.text


_EMBEDDED = re.compile(rb"<<(?:(?!stream).){0,2000}?/EmbeddedFile(?:(?!stream).){0,2000}?>>\s*stream\r?\n", re.DOTALL)
_LENGTH = re.compile(rb"/Length\s+(\d+)(?!\s+\d+\s+R)")


def _from_pdf(data: bytes) -> str | None:
    """The first embedded file that is a manifest; embedded files of a PDF stand in streams of their own."""
    for found in _EMBEDDED.finditer(data):
        length = _LENGTH.search(found[0])
        if length is None:
            continue
        held = data[found.end() : found.end() + int(length[1])]
        if b"/FlateDecode" in found[0]:
            try:
                held = zlib.decompressobj().decompress(held, LARGEST_MANIFEST)
            except zlib.error:
                continue
        text = held.decode("utf-8", "replace")
        if FORMAT in text[:200]:
            return text
    return None
