"""The network of investors who were named in one round together, as known on the day."""

from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa

from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.kinds import Round
from hornbook.optional import report_extra
from hornbook.population.verdicts import verdicts

MOST_IN_ROUND = 50
"""A round that names more investors than this makes no ties: it names a crowd, and ties grow with its square."""
MOST_INVESTORS = 1_000
"""The most investors, and the most pairs of investors, that an answer lists."""


@dataclass(frozen=True, slots=True)
class CoInvestment:
    """The network: its investors are all that a known round of the question's companies names.

    `pairs` are ties: two investors that one round names. `components` counts the connected parts of two investors or
    more, `largest` the investors of the largest, `alone` those without a tie. `transitivity` is the share of closed
    among all triples. `crowds` rounds were left out.
    `ranked` has `investor`, `partners`, `ties` (companies shared, summed over partners), `companies`, `count` of the
    tier and `pagerank`; `closest` has `a`, `b`, `companies` in common and the `count` of the tier among them.
    """

    investors: int
    pairs: int
    components: int
    largest: int
    alone: int
    transitivity: float | None
    crowds: int
    ranked: pa.Table
    closest: pa.Table


def co_investment(question: EcosystemQuestion) -> CoInvestment:
    """The investors that a round of the question's companies names together, as known on the day."""
    graphs = report_extra("rustworkx")
    view = question.view
    rows = verdicts(view, under=question.under, where=question.where)
    companies = rows.select("subject", answer=rows.on_facts if question.on_facts else rows.verdict)
    # Rounds of one company, day and series are one round, whether one source states it or several do.
    rounds = view.facts(Round, ["subject", "valid", "series", "investors"])
    rounds = rounds.inner_join(companies, "subject")
    stakes = rounds.select("subject", "valid", "series", "answer", investor=rounds.investors.unnest()).distinct()
    stakes = view.engine.held("stakes", stakes.filter(stakes.investor.notnull()))
    sizes = stakes.group_by("subject", "valid", "series").aggregate(named=stakes.count())
    crowds = view.engine.arrow(sizes.aggregate(n=(sizes.named > MOST_IN_ROUND).sum().fill_null(0)))["n"][0].as_py()
    pairs = view.engine.arrow(_pairs(stakes, sizes))
    nodes = view.engine.arrow(_investors(stakes)).sort_by("investor")
    return _measured(graphs, nodes, pairs, int(crowds))


def _pairs(stakes: ir.Table, sizes: ir.Table) -> ir.Table:
    """Each two investors of one round: `a` before `b`, the companies in common, and how many are of the tier."""
    keys = ["subject", "valid", "series"]
    few = sizes.filter((sizes.named > 1) & (sizes.named <= MOST_IN_ROUND))
    kept = stakes.semi_join(few, [stakes[k].identical_to(few[k]) for k in keys])
    other = kept.view()
    same = [kept[k].identical_to(other[k]) for k in keys]
    both = kept.inner_join(other, [*same, kept.investor < other.investor])
    ties = both.select(a=kept.investor, b=other.investor, subject=kept.subject, answer=kept.answer).distinct()
    return ties.group_by("a", "b").aggregate(companies=ties.count(), count=ties.answer.sum().fill_null(0))


def _investors(stakes: ir.Table) -> ir.Table:
    one = stakes.select("investor", "subject", "answer").distinct()
    return one.group_by("investor").aggregate(companies=one.count(), count=one.answer.sum().fill_null(0))


def _measured(rustworkx: Any, nodes: pa.Table, pairs: pa.Table, crowds: int) -> CoInvestment:
    names = nodes["investor"].to_pylist()
    at = {name: n for n, name in enumerate(names)}
    pairs = pairs.sort_by(
        [("companies", "descending"), ("count", "descending"), ("a", "ascending"), ("b", "ascending")]
    )
    ties = [
        (at[a], at[b], n) for a, b, n in zip(*(pairs[key].to_pylist() for key in ("a", "b", "companies")), strict=True)
    ]
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(names)
    graph.add_edges_from(sorted(ties))
    parts = [len(part) for part in rustworkx.connected_components(graph) if len(part) > 1]
    shared = [0] * len(names)
    partners = [graph.degree(n) for n in range(len(names))]
    for a, b, companies in ties:
        shared[a] += companies
        shared[b] += companies
    rank = dict(rustworkx.pagerank(graph.to_directed(), weight_fn=float)) if ties else {}
    ranked = pa.table(
        {
            "investor": names, "partners": partners, "ties": shared,
            "companies": nodes["companies"], "count": nodes["count"],
            "pagerank": [rank.get(n, 0.0) if partners[n] else 0.0 for n in range(len(names))],
        }
    )  # fmt: skip
    order = [("partners", "descending"), ("ties", "descending"), ("companies", "descending"), ("investor", "ascending")]
    return CoInvestment(
        investors=len(names),
        pairs=len(ties),
        components=len(parts),
        largest=max(parts, default=0),
        alone=partners.count(0),
        transitivity=rustworkx.transitivity(graph) if any(n > 1 for n in partners) else None,
        crowds=crowds,
        ranked=ranked.sort_by(order).slice(0, MOST_INVESTORS),
        closest=pairs.slice(0, MOST_INVESTORS),
    )
