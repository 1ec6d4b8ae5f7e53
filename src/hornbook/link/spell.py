"""A share of a book's names, taken apart in a process of its own: an Arrow stream of names in, `SPELLED` out."""

import sys

import pyarrow as pa

from hornbook.link.spelling import spelling_table, stream

if __name__ == "__main__":
    asked = pa.ipc.open_stream(sys.stdin.buffer).read_all()
    sys.stdout.buffer.write(stream(spelling_table(asked["name"].to_pylist())))
