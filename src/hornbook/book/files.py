"""Parquet files of one kind and source on their way to disk; none is in the book until a commit names it."""

from contextlib import suppress
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hornbook.book.commits import StoredFile
from hornbook.book.disk import HashingFile
from hornbook.kinds import KINDS, schema

ROW_GROUP = 122_880
ROWS_A_FILE = 8_000_000
_TOO_MANY_VALUES = {"subject", "place", "name", "text", "url", "number"}  # for a dictionary to help


class ParquetWriter:
    """The files that one writer makes of a kind, of a source, of statements that stand once or of `versions`."""

    def __init__(self, root: Path, *, kind: str, source: str, writer: str, versions: bool) -> None:
        self.root, self.kind, self.source, self.writer, self.versions = root, kind, source, writer, versions
        self._waiting: list[pa.Table] = []
        self._held = 0
        self._file: pq.ParquetWriter | None = None
        self._rows: list[int] = []
        self._files: list[HashingFile] = []

    def write(self, rows: pa.Table) -> None:
        """Put rows behind those that are there; a row group is written when enough wait."""
        self._waiting.append(rows)
        self._held += rows.num_rows
        if self._held >= ROW_GROUP:
            self._flush(keep=self._held % ROW_GROUP)

    def adds(self, *, versions: bool = False) -> list[StoredFile]:
        """Close the files and name what the commit has to add; `versions` marks them so after the fact."""
        self._flush()
        self._close()
        label = f"{self.source}/{'versions' if versions or self.versions else 'plain'}"
        return [
            StoredFile(self._path(n), self.kind, label, rows, file.size, file.sha256.hexdigest())
            for n, (rows, file) in enumerate(zip(self._rows, self._files, strict=True))
        ]

    def held(self, ids: np.ndarray) -> pa.Table:
        """The rows of these statements; closes the files, so that nothing is written after."""
        self._flush()
        self._close()
        among = pc.field("id").isin(pa.array(ids))
        parts = [pq.read_table(self.root / self._path(n), filters=among) for n in range(len(self._rows))]
        return pa.concat_tables([schema(KINDS[self.kind]).empty_table(), *parts])

    def discard(self) -> None:
        """Delete what was written, after an error; a file that cannot be closed is deleted all the same."""
        with suppress(OSError, pa.ArrowException):
            self._close()
        for n, file in enumerate(self._files):
            with suppress(OSError):
                file.close()
            with suppress(OSError):
                (self.root / self._path(n)).unlink()

    def _path(self, n: int) -> str:
        return f"{self.kind}/{self.writer}.{self.source}.{'versions' if self.versions else 'plain'}.{n}.parquet"

    def _flush(self, *, keep: int = 0) -> None:
        """Write what waits, but for so many rows: a short row group in the middle of a file would slow every scan."""
        waiting = pa.concat_tables(self._waiting) if self._waiting else None
        if waiting is None or waiting.num_rows <= keep:
            return
        rows, rest = waiting.slice(0, waiting.num_rows - keep), waiting.slice(waiting.num_rows - keep)
        self._waiting, self._held = [rest], rest.num_rows
        if self._file is None:
            self._file = self._next(rows.schema)
        self._file.write_table(rows, row_group_size=ROW_GROUP)
        self._rows[-1] += rows.num_rows
        if self._rows[-1] >= ROWS_A_FILE:
            self._close()

    def _next(self, columns: pa.Schema) -> pq.ParquetWriter:
        (self.root / self.kind).mkdir(exist_ok=True)
        self._files.append(HashingFile(self.root / self._path(len(self._files))))
        self._rows.append(0)
        return parquet_writer(self._files[-1], columns)

    def _close(self) -> None:
        if self._file is not None:
            file, self._file = self._file, None
            try:
                file.close()
            finally:
                self._files[-1].close()


def parquet_writer(file: HashingFile, columns: pa.Schema) -> pq.ParquetWriter:
    """What writes the rows of a kind to a file."""
    few = [f.name for f in columns if pa.types.is_string(f.type) and f.name not in _TOO_MANY_VALUES]
    return pq.ParquetWriter(file, columns, compression="zstd", use_dictionary=few)
