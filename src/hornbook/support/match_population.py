"""One fund, loan, scenario or service put to all companies: those that it does not rule out, in its declared order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.view import View
from hornbook.lang import bound
from hornbook.lang.answer import Reply, replied
from hornbook.lang.filter import Filter
from hornbook.standards.settle import settling
from hornbook.support.case_numbers import numbered_cases
from hornbook.support.match import ScoutPlaces
from hornbook.support.needs import StatedNeed, matched_to_everybody, stated_needs
from hornbook.support.order import Grades, OrderEntry, OrderScores, order_scores, place_grades
from hornbook.support.population import PopulationAwards, population_awards
from hornbook.support.support import Support
from hornbook.support.terms import SupportTerms


@dataclass(frozen=True, slots=True, eq=False)
class MatchedCompanies:
    """The companies that a support does not rule out, in order.

    `rows` has a row a company: `subject`, `name`, `answer` (true, or empty for unknown), `least` and `most` of what the
    offer gives in hundredths, and `case`, the position in `settling`. Where the file declares weights there are also
    `score_least` and `score_most` in hundredths of a point, and `widest`, the position of the entry that leaves the
    score open the most.
    """

    awards: PopulationAwards
    rows: pa.Table
    entries: tuple[OrderEntry, ...]
    """The entries that were counted; none where companies have no score."""
    settling: tuple[tuple[bound.Input, ...], ...]
    """By case the fewest inputs that, once known, can make a company fit."""
    needs: Mapping[str, tuple[StatedNeed, ...]]
    """By company the needs that the support answers."""


def matched_companies(
    view: View, support: Support, where: Filter | None = None, places: ScoutPlaces | None = None
) -> MatchedCompanies:
    """The support put to all companies of a view, or to those within a filter."""
    order = support.edition(view.day).order
    awards = population_awards(view, support, where=where, claim=SupportTerms.offer)
    every = stated_needs(view)
    answered = {company: tuple(need for need in needs if need.answered_by(support)) for company, needs in every.items()}
    needs = {company: mine for company, mine in answered.items() if mine}
    rows = awards.rows
    if not matched_to_everybody(support):
        rows = rows.filter(pc.is_in(rows["subject"], pa.array(list(needs), rows["subject"].type)))
    scores = _scores(awards, rows, order, view, places)
    cases, settling_inputs = _cases(awards, rows)
    made = rows.select(["subject", "name", "answer", "least", "most"]).append_column("case", cases)
    if scores is not None:
        made = made.append_column("score_least", pa.array(scores.least))
        made = made.append_column("score_most", pa.array(scores.most))
        made = made.append_column("widest", pa.array(scores.widest_entry()))
    return MatchedCompanies(
        replace(awards, rows=rows), _in_order(made), scores.entries if scores else (), settling_inputs, needs
    )


def _cases(awards: PopulationAwards, rows: pa.Table) -> tuple[pa.Array, tuple[tuple[bound.Input, ...], ...]]:
    """Companies whose comparisons were answered alike are one case; what would settle it is sought once."""
    answers = rows.select(list(awards.leaves.values()))
    numbers, firsts = numbered_cases(answers)
    found = []
    for row in answers.take(firsts).to_pylist():
        replies = {leaf: Reply(leaf, row[name]) for leaf, name in awards.leaves.items()}
        parts = [replied(claim.condition, replies.__getitem__) for claim in awards.terms.claims.values()]
        ways = [way for part in parts if part.answer is None for way in settling(part, answer=True)]
        smallest = min(ways, key=lambda way: (len(way), sorted(of.written for of in way)), default=frozenset())
        found.append(tuple(sorted(smallest, key=lambda of: of.written)))
    return numbers, tuple(found)


def _scores(
    awards: PopulationAwards, rows: pa.Table, order: Sequence[OrderEntry], view: View, places: ScoutPlaces | None
) -> OrderScores | None:
    arrays = {key: tuple(rows[name].combine_chunks() for name in names) for key, names in awards.order.items()}

    def columns(of: bound.Input) -> tuple[pa.Array, pa.Array]:
        low, high = arrays[of.low, of.high]
        names = awards.order[of.low, of.high]
        return low, low if names[0] == names[1] else high

    return order_scores(order, columns, rows.num_rows, view.day, _places(rows, places))


def _places(rows: pa.Table, places: ScoutPlaces | None) -> Grades | None:
    """The grade of each company by its place in the list; the list is looked up, not the companies one by one."""
    if places is None:
        return None
    listed = pa.array(list(places.ranks), rows["subject"].type)
    ranks = pa.array(list(places.ranks.values()), pa.int64())
    found = ranks.take(pc.index_in(rows["subject"].combine_chunks(), listed)).fill_null(0)
    return place_grades(np.asarray(found), places.listed)


def _in_order(rows: pa.Table) -> pa.Table:
    """Those that fit for certain first, then by score; without weights by name; then by subject."""
    scored = "score_least" in rows.column_names
    by = [("score_least", "descending"), ("score_most", "descending")] if scored else [("name", "ascending")]
    sure = rows.append_column("sure", rows["answer"].fill_null(False))
    ordered = sure.sort_by([("sure", "descending"), *by, ("subject", "ascending")])
    return ordered.drop_columns(["sure"])
