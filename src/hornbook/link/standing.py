"""All records of a day made ready and kept in files, so that the next day's need not wait for them."""

from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hornbook.book.view import View
from hornbook.errors import QuestionError, reason
from hornbook.link.prepare import Ready
from hornbook.terms import Day
from hornbook.text import message

_MADE = b"hornbook link 2"
_STAMP = (b"made", b"day", b"known", b"version")


@dataclass(frozen=True, slots=True)
class Standing:
    """Records as they were on `day`, known by `known`, in that version of the book."""

    ready: Ready
    day: Day
    known: Day
    version: int

    def save(self, folder: Path) -> None:
        """Keep it in a folder, one Parquet file for each of its tables."""
        folder.mkdir(parents=True, exist_ok=True)
        stamp = dict(zip(_STAMP, (_MADE, str(self.day), str(self.known), str(self.version)), strict=True))
        for field in fields(Ready):
            table: pa.Table = getattr(self.ready, field.name)
            pq.write_table(table.replace_schema_metadata(stamp), folder / f"{field.name}.parquet", compression="zstd")

    def check(self, view: View) -> None:
        """QuestionError when it knows anything that the view may not."""
        if self.day > view.day or self.known > view.known or self.version > view.book.version:
            raise QuestionError(
                message(
                    "The records were kept as of {day}, known by {known}, at version {version:d}, later than the "
                    "question, which is as of {asked}, known by {asked_known}, at version {asked_version:d}. "
                    "Make them anew for that day.",
                    day=self.day,
                    known=self.known,
                    version=self.version,
                    asked=view.day,
                    asked_known=view.known,
                    asked_version=view.book.version,
                )
            )

    def without(self, subjects: pa.Array) -> Ready:
        """All but some records, which are about to be looked at as they are now."""
        rows, kept = self.ready.rows, self.ready
        gone = rows.filter(pc.is_in(rows["record"], subjects))["id"]
        if not len(gone):
            return kept
        return Ready(
            rows.filter(pc.invert(pc.is_in(rows["id"], gone))),
            kept.counts,
            kept.blocks.filter(pc.invert(pc.is_in(kept.blocks["id"], gone))),
        )


def load_model(folder: Path) -> Standing:
    """What `save` kept; QuestionError when there is nothing of this make in the folder."""
    try:
        tables = [pq.read_table(folder / f"{field.name}.parquet") for field in fields(Ready)]
    except (OSError, pa.ArrowInvalid) as broken:
        raise QuestionError(
            message(
                "{folder} holds no records kept for linkage: {cause}. Make them anew.",
                folder=str(folder),
                cause=reason(broken),
            )
        ) from None
    made, *stamp = ((tables[0].schema.metadata or {}).get(key, b"") for key in _STAMP)
    if made != _MADE or any(table.schema.metadata != tables[0].schema.metadata for table in tables):
        raise QuestionError(
            message(
                "The records kept in {folder} are of another make or not of one day. Make them anew.",
                folder=str(folder),
            )
        )
    day, known, version = (value.decode() for value in stamp)
    return Standing(
        Ready(*(table.replace_schema_metadata() for table in tables)),
        date.fromisoformat(day),
        date.fromisoformat(known),
        int(version),
    )
