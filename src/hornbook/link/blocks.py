"""Which pairs are worth a comparison: records that share a block, such as a name, a host or a round.

A block of more than `LARGEST` records says too little and makes too many pairs; so does a rule whose blocks make more
pairs for each record than it may. Then its largest blocks are left out, and the answer says how large they were.
"""

from typing import NamedTuple

import pyarrow as pa

from hornbook.engine import Engine
from hornbook.engine.statements import blocked
from hornbook.text import Text

LARGEST = 60
_SMALL = 10_000  # pairs that any rule may make, however few the records

RULES: dict[str, tuple[Text, int]] = {
    "name": (Text("the same name, or an address named like it", "名称相同，或网址与名称一致"), 4),
    "host": (Text("the same website", "网站相同"), 4),
    "deal": (Text("a round of the same day and amount", "同日同额的一轮融资"), 3),
    "core": (Text("the same name but for common words", "除常用词外名称相同"), 2),
    "word": (Text("a rare word in the name", "名称中有同一罕见词"), 1),
    "head": (Text("a name that begins the same, in one city", "同城且名称开头相同"), 1),
    "tail": (Text("a name that ends the same, in one city", "同城且名称结尾相同"), 1),
    "start": (Text("a name that begins the same, in one country", "同国且名称开头相同"), 1),
    "backer": (Text("an investor in the same weeks", "同一投资方在相近数周内出资"), 1),
}
"""Each rule: what the records of a block share, and how many pairs it may make for each record."""


class LeftOut(NamedTuple):
    """Blocks of a rule that were too large, with their entries; what only they bring together was not compared."""

    rule: str
    blocks: int
    entries: int
    largest: int


class _Blocked(NamedTuple):
    """Pairs of record numbers (`l` < `r`, with the first `rule` that brought them together), and what was left out."""

    pairs: pa.Table
    left_out: tuple[LeftOut, ...]


def candidate_pairs(engine: Engine, rows: pa.Table, made: pa.Table, fresh: pa.Table) -> _Blocked:
    """The pairs of `rows` that share a block of those `made` and of which one record at least is `fresh` (ids)."""
    touched = blocked.touched(engine, made, fresh)
    sized = blocked.sized(engine, touched, fresh)
    allowed = {rule: most * fresh.num_rows + _SMALL for rule, (_, most) in RULES.items()}
    caps = blocked.caps(engine, sized, allowed, largest=LARGEST)
    left = blocked.left_out(engine, sized, caps).to_pylist()
    return _Blocked(
        blocked.block_pairs(engine, rows, touched, sized, caps, fresh),
        tuple(LeftOut(**row) for row in left),
    )
