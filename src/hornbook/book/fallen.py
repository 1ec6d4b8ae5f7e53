"""Rows of one batch that speak of the same thing on the same day and say different things: each is told of the other.

Which of two stands is the law of `law.py`: the greater content, whatever the order of the rows.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from hornbook.book.ledger import Refusal
from hornbook.kinds import Fact, payload
from hornbook.text import message

_MOST = 200_000
"""How many rows are compared. Beyond them the law decides in the same way, and no note is written."""
_NAMED = 3
"""How many contradicting rows are named on the row that stands."""


def fallen_together(kind: type[Fact], rows: pa.Table) -> Iterator[Refusal]:
    """A note on each row that another contradicts, and on that other; `rows` are those whose id repeats.

    What such a row said is not in the book, so that it is lost to the promises of its import.
    """
    own = payload(kind).names
    groups: dict[tuple[int, Any], list[dict[str, Any]]] = defaultdict(list)
    for row in rows.slice(0, _MOST).to_pylist():
        groups[row["id"], row["known"]].append(row)
    for group in groups.values():
        if len(group) < 2:
            continue
        stands, *others = sorted(group, key=lambda row: _newness(row, own), reverse=True)
        told = 0
        for other in others:
            there, here = _differing(stands, other, own)
            if not there and not here:
                continue
            common = {"kind": kind.__name__, "place": stands["place"], "there": there, "here": here}
            fell = message("{kind}: {place} says {there}, this row {here}; the former stands", **common)
            lost = () if stands["withdrawn"] or other["withdrawn"] else (kind.__name__,)
            yield Refusal(other["place"], fell, False, other["subject"], lost)
            told += 1
            if told <= _NAMED:
                common = {"kind": kind.__name__, "place": other["place"], "there": here, "here": there}
                stood = message("{kind}: {place} says {there}, this row {here}; the latter stands", **common)
                yield Refusal(stands["place"], stood, False)


def _newness(row: dict[str, Any], own: list[str]) -> list[tuple[bool, Any]]:
    """The order of the law: a withdrawal, the later day, then field by field the greater; nothing is least."""
    values = [row["withdrawn"], row["valid"], *(row[name] for name in own), row["grade"], row["place"]]
    joined = ["\x1f".join(value) if isinstance(value, list) else value for value in values]
    return [(value is not None, value if value is not None else 0) for value in joined]


def _differing(one: dict[str, Any], other: dict[str, Any], own: list[str]) -> tuple[str, str]:
    """The values in which two rows differ."""
    names = [name for name in ("withdrawn", "valid", *own) if one[name] != other[name]]
    return _words(one, names), _words(other, names)


def _words(row: dict[str, Any], names: list[str]) -> str:
    return ", ".join(f"{name} {_value(row[name])}" for name in names)


def _value(value: Any) -> str:
    if value is None:
        return "–"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)[:60]
