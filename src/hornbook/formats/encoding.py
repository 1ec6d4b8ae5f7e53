"""Which encoding a file of text is in, where it is plainly not UTF-8."""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from hornbook.formats.stream import file_blocks

_SIGNS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SHOWN = 200
"""How many lines that are no UTF-8 are looked at."""
_HAN = re.compile("[一-鿿]")
_FEWEST = 2
"""One strange line alone is a damaged line, not another encoding."""


def other_encoding(path: Path) -> str | None:
    """The encoding of a file that is not UTF-8 as a whole; None where it is, or where single lines are damaged."""
    try:
        start = next(iter(file_blocks(path)), b"")[:4096]
    except (EOFError, OSError, zlib.error):
        return None  # damaged: the reader of lines says where
    for sign, name in _SIGNS:
        if start.startswith(sign):
            return name
    if b"\0" in start[0::2] + start[1::2]:
        odd, even = start[1::2].count(0), start[0::2].count(0)
        return ("utf-16-le" if odd > even else "utf-16-be") if max(odd, even) * 4 > len(start) // 2 else None
    strange = list(_strange_lines(path))
    if len(strange) < _FEWEST:
        return None
    return next((name for name in ("gb18030", "big5") if all(_chinese(line, name) for line in strange)), None)


def _strange_lines(path: Path) -> Iterator[bytes]:
    """The first lines that are no UTF-8, each without its ASCII."""
    tail, shown = b"", 0
    try:
        for block in file_blocks(path):
            if not tail and block.isascii():
                tail = block[block.rfind(b"\n") + 1 :][: 1 << 20]
                continue
            *whole, tail = (tail + block).split(b"\n")
            for line in whole:
                if not line.isascii() and not _is_utf8(line):
                    yield line
                    shown += 1
                    if shown >= _SHOWN:
                        return
            if len(tail) > 1 << 20:
                tail = b""
    except (EOFError, OSError, zlib.error):
        return  # damaged: the reader of lines says where
    if tail and not _is_utf8(tail):
        yield tail


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _chinese(line: bytes, encoding: str) -> bool:
    try:
        return bool(_HAN.search(line.decode(encoding)))
    except UnicodeDecodeError:
        return False
