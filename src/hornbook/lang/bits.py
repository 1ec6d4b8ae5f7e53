"""Yes, no and unknown for many companies at once, as two bitmaps: who is a yes, and who is a no.

Bits are packed as Arrow packs them, eight companies a byte, the first in the lowest bit; bits past the last company
mean nothing. With a bitmap for yes and one for no, a connective is one operation on each and needs no look at the
unknown: `all` is yes where every part is yes, and no where some part is no.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Bits: TypeAlias = NDArray[np.uint8]
Bools: TypeAlias = NDArray[np.bool_]


class Truth(NamedTuple):
    """Of which companies something is a yes, and of which a no; of the others it is unknown."""

    yes: Bits
    no: Bits


def packed(values: Bools) -> Bits:
    """One bit a value."""
    return np.packbits(values, bitorder="little")


def unpacked(bits: Bits, rows: int) -> Bools:
    """One value a bit."""
    return np.unpackbits(bits, count=rows, bitorder="little").view(np.bool_)


def bitmap(buffer: pa.Buffer, offset: int, rows: int) -> Bits:
    """The bits of an Arrow buffer from a row on; a view where that row begins a byte."""
    own = np.frombuffer(buffer, np.uint8)
    if offset % 8:
        return packed(np.unpackbits(own, count=offset + rows, bitorder="little")[offset:].view(np.bool_))
    return own[offset // 8 : (offset + rows + 7) // 8]


def known_bits(array: pa.Array) -> Bits | None:
    """Which values of an array are known; None where all are."""
    validity = array.buffers()[0]
    return None if validity is None or not array.null_count else bitmap(validity, array.offset, len(array))


def truth_of(array: pa.Array) -> Truth:
    """A column of yes, no and empty."""
    if pa.types.is_null(array.type):
        return unknown_everywhere(len(array))
    values = bitmap(array.buffers()[1], array.offset, len(array))
    return decided(values, known_bits(array))


def decided(values: Bits, known: Bits | None) -> Truth:
    """Yes or no by the value where it is known."""
    return Truth(values, ~values) if known is None else Truth(values & known, ~values & known)


def unknown_everywhere(rows: int) -> Truth:
    """Unknown of every company."""
    none = np.zeros((rows + 7) // 8, np.uint8)
    return Truth(none, none)


def yes_everywhere(rows: int) -> Truth:
    """A yes of every company."""
    none = np.zeros((rows + 7) // 8, np.uint8)
    return Truth(~none, none)


def contrary(of: Truth) -> Truth:
    """Yes where it is a no, and no where it is a yes."""
    return Truth(of.no, of.yes)


def every(parts: Sequence[Truth]) -> Truth:
    """Yes where all are yes, no where one is a no."""
    return Truth(_and([part.yes for part in parts]), _or([part.no for part in parts]))


def some(parts: Sequence[Truth]) -> Truth:
    """Yes where one is a yes, no where all are no."""
    return Truth(_or([part.yes for part in parts]), _and([part.no for part in parts]))


def agreed(parts: Sequence[Truth]) -> Truth:
    """Yes where all are yes, no where all are no."""
    return Truth(_and([part.yes for part in parts]), _and([part.no for part in parts]))


def _and(parts: Sequence[Bits]) -> Bits:
    if len(parts) == 1:
        return parts[0]
    found = parts[0] & parts[1]
    for part in parts[2:]:
        found &= part
    return found


def _or(parts: Sequence[Bits]) -> Bits:
    if len(parts) == 1:
        return parts[0]
    found = parts[0] | parts[1]
    for part in parts[2:]:
        found |= part
    return found


def arrow_answers(of: Truth, rows: int) -> pa.BooleanArray:
    """The answers as an Arrow column, empty where unknown; the bits are not copied."""
    return pa.Array.from_buffers(pa.bool_(), rows, [pa.py_buffer(of.yes | of.no), pa.py_buffer(of.yes)])
