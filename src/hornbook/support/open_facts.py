"""What is not known of the companies that may be entitled: for how many, and for how many it alone would settle it."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from hornbook.lang import bound
from hornbook.support.extremes import completed_inputs
from hornbook.support.population import PopulationAwards

MOST = 8
"""So many facts are told."""


def open_facts(of: PopulationAwards) -> Sequence[tuple[bound.Input, int, int]]:
    """Inputs of the conditions that are open, with how many companies lack each, and how many lack it alone."""
    rows = of.rows.filter(pc.is_null(of.rows["answer"]))
    if not rows.num_rows:
        return ()
    matter = {each for claim in of.terms.claims.values() for each in completed_inputs(claim.condition)}
    lacking: dict[bound.Input, pa.ChunkedArray] = {}
    for leaf, name in of.leaves.items():
        for each in (each for each in bound.inputs_of(leaf) if each in matter):
            open_ = pc.is_null(rows[name])
            lacking[each] = pc.or_(lacking[each], open_) if each in lacking else open_
    every = [pc.cast(each, pa.int32()) for each in lacking.values()]
    number = every[0]
    for each in every[1:]:
        number = pc.add(number, each)
    found = []
    for of_input, open_ in lacking.items():
        companies = int(pc.sum(open_).as_py() or 0)
        alone = int(pc.sum(pc.and_(open_, pc.equal(number, 1))).as_py() or 0)
        if companies:
            found.append((of_input, companies, alone))
    return sorted(found, key=lambda item: (-item[2], -item[1], item[0].written))[:MOST]
