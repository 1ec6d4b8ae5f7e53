"""Which letters a font file has: PDF shows an empty box for others, and neither Typst nor Vega says so."""

import struct
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

from hornbook.errors import HornbookError
from hornbook.text import message

ENDINGS = (".otf", ".ttf", ".otc", ".ttc")
MOST = 4 * 0x110000
"""A font names each code point a few times at most; a damaged one may name them without end."""


@cache
def font_letters(path: Path) -> frozenset[int]:
    """The code points that a font file has a glyph for; HornbookError where it is no font."""
    data = path.read_bytes()
    try:
        return frozenset(point for font in _fonts(data) for point in islice(_letters(data, font), MOST))
    except (struct.error, KeyError):
        raise HornbookError(message("{file} is not a font that can be read.", file=path.name)) from None


def _fonts(data: bytes) -> list[int]:
    """Where the fonts of a file begin; a collection holds several."""
    if data[:4] != b"ttcf":
        return [0]
    (count,) = struct.unpack_from(">L", data, 8)
    return list(struct.unpack_from(f">{min(count, 64)}L", data, 12))


def _letters(data: bytes, font: int) -> Iterator[int]:
    """The code points of the table `cmap`, of its subtables of Unicode in the formats 4 and 12."""
    (tables,) = struct.unpack_from(">H", data, font + 4)
    records = [struct.unpack_from(">4sLLL", data, font + 12 + 16 * n) for n in range(tables)]
    start = {tag: offset for tag, _, offset, _ in records}[b"cmap"]
    _, subtables = struct.unpack_from(">HH", data, start)
    for n in range(subtables):
        platform, encoding, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * n)
        (form,) = struct.unpack_from(">H", data, start + offset)
        if platform in (0, 3) and form == 12:
            yield from _of_format_12(data, start + offset)
        elif (platform == 0 or (platform, encoding) == (3, 1)) and form == 4:
            yield from _of_format_4(data, start + offset)


def _of_format_12(data: bytes, at: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">L", data, at + 12)
    for n in range(groups):
        first, last, glyph = struct.unpack_from(">LLL", data, at + 16 + 12 * n)
        # Glyph 0 is the empty box itself.
        yield from range(first + (glyph == 0), min(last, 0x10FFFF) + 1)


def _of_format_4(data: bytes, at: int) -> Iterator[int]:
    (double,) = struct.unpack_from(">H", data, at + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + double)
    deltas = struct.unpack_from(f">{count}H", data, at + 16 + 2 * double)
    for n, (first, last, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        here = at + 16 + 3 * double + 2 * n
        (offset,) = struct.unpack_from(">H", data, here)
        for point in range(first, min(last, 0xFFFE) + 1):
            if offset:
                (glyph,) = struct.unpack_from(">H", data, here + offset + 2 * (point - first))
                known = glyph != 0
            else:
                known = (point + delta) % 65536 != 0
            if known:
                yield point
