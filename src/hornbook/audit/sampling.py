"""Which rows of a large table are kept, whole companies at a time, and in which encoding its text is."""

from codecs import getincrementaldecoder, lookup
from pathlib import Path
from zlib import crc32

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hornbook.audit.columns import Ints
from hornbook.errors import SourceError
from hornbook.formats.stream import check_encoding, file_blocks
from hornbook.text import message

_ALL = 1 << 32


class CompanySample:
    """The rows kept so far, as chunks with the hash of each row's company."""

    def __init__(self, most: int) -> None:
        self.most, self.bound, self.rows, self.read = most, _ALL, 0, 0
        self.chunks: list[tuple[pa.Table, Ints, Ints]] = []

    def add(self, chunk: pa.Table, hashes: Ints, places: Ints) -> None:
        """Keep the chunk's rows below the bound, and lower the bound while there are too many."""
        self.read += chunk.num_rows
        self._take(chunk, hashes, places)
        while self.rows > self.most:
            self.bound //= 2
            before, self.chunks, self.rows = self.chunks, [], 0
            for each in before:
                self._take(*each)

    def _take(self, chunk: pa.Table, hashes: Ints, places: Ints) -> None:
        below = hashes < self.bound
        if below.any():
            chunk = chunk if below.all() else chunk.filter(pa.array(below))
            self.chunks.append((chunk, hashes[below], places[below]))
            self.rows += chunk.num_rows


def company_hashes(chunk: pa.Table, key: str | None, places: Ints) -> Ints:
    """A number below 2**32 for each row, equal for one company however it is capitalised or punctuated."""
    if key is None:
        return (places * 2_654_435_761) % _ALL
    cells = chunk.column(key).cast(pa.string()).combine_chunks().dictionary_encode()
    each = np.array([_hash(word) for word in cells.dictionary.to_pylist()] + [0], dtype=np.int64)
    empty = cells.indices.is_null().to_numpy(zero_copy_only=False)
    codes = np.array(pc.fill_null(cells.indices, 0).to_numpy(), dtype=np.int64)
    return np.where(empty, (places * 2_654_435_761) % _ALL, each[codes])


def _hash(word: str) -> int:
    letters = "".join(c for c in word.casefold() if c.isalnum())
    return (crc32(letters.encode()) * 2_654_435_761) % _ALL


def stated_encoding(path: Path, encoding: str) -> str:
    """The encoding that the user states; SourceError where the file does not read in it as a whole."""
    check_encoding(encoding)
    decoder = getincrementaldecoder(encoding)("strict")
    read = 0
    try:
        for block in file_blocks(path):
            decoder.decode(block)
            read += len(block)
        decoder.decode(b"", True)
    except UnicodeError:
        raise SourceError(
            message(
                "{file} does not read as {encoding}: a byte between {least:,} and {most:,} means nothing in it. State "
                "another with --encoding, or leave it out.",
                file=path.name,
                encoding=encoding,
                least=read,
                most=read + (1 << 18),
            )
        ) from None
    return "utf-8-sig" if lookup(encoding).name == "utf-8" else encoding
