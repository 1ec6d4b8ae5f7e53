"""The digest of facts by what they say: the same for the same rows, whatever their order and the files that hold them.

A row is the word of its kind and, column by column, what is stated: name, equals sign, length in bytes, colon, value;
an empty cell is left out. Days are ISO 8601, lists are JSON. Each row has a SHA-256; the digest of many is the SHA-256
of theirs, sorted.
"""

import json
from collections.abc import Iterable
from hashlib import sha256

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def row_digests(kind: str, rows: pa.Table) -> list[bytes]:
    """The SHA-256 of each row."""
    if not rows.num_rows:
        return []
    cells = [_cells(rows[name], name) for name in rows.column_names]
    words = pc.binary_join_element_wise(*cells, pa.scalar("", pa.large_string()))
    start = sha256(f"{kind}\n".encode())
    found = []
    for word in words.to_pylist():
        digest = start.copy()
        digest.update(word.encode())
        found.append(digest.digest())
    return found


def digest_of_rows(digests: Iterable[bytes]) -> str:
    """One SHA-256 of many rows in no order."""
    rows = np.frombuffer(b"".join(digests), dtype="S32")
    return sha256(np.sort(rows).tobytes()).hexdigest()


def _cells(column: pa.ChunkedArray, name: str) -> pa.ChunkedArray:
    text = _text(column).cast(pa.large_string())
    size = pc.cast(pc.binary_length(text), pa.large_string())
    parts = [pa.scalar(f"{name}=", pa.large_string()), size, pa.scalar(":", pa.large_string()), text]
    return pc.fill_null(pc.binary_join_element_wise(*parts, pa.scalar("", pa.large_string())), "")


def _text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_list(column.type):
        return list_to_json(column)
    return column.cast(pa.string())


def list_to_json(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Lists of words as JSON, each in one cell; an empty cell stays one."""
    cells = (None if value is None else json.dumps(value, ensure_ascii=False) for value in column.to_pylist())
    return pa.chunked_array([pa.array(cells, pa.string())])
