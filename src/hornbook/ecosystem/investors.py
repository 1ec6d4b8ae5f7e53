"""Investors' record as known on the day: the companies whose rounds name them, and how many are of a tier today."""

from dataclasses import dataclass

import ibis.expr.types as ir
import pyarrow as pa

from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.kinds import Round
from hornbook.population.verdicts import verdicts

MOST_INVESTORS = 1_000
"""So many investors are named, those with most companies of the tier first."""


@dataclass(frozen=True, slots=True)
class InvestorRecords:
    """`rows`: investor, `companies`, `count` of the tier, `undecided`; beside them the sums over all investors.

    `investors` there are, `successful` of them have a company of the tier, and `hopeful` have one or an undecided
    company. `funded` companies have a named investor; `funded_count` are of the tier, `funded_undecided` may be.
    """

    rows: pa.Table
    investors: int
    successful: int
    hopeful: int
    funded: int
    funded_count: int
    funded_undecided: int


def investor_records(question: EcosystemQuestion) -> InvestorRecords:
    """The record of every investor that a known round of the question's companies names, as the sources write it."""
    view = question.view
    rows = verdicts(view, under=question.under, where=question.where)
    companies = rows.select("subject", answer=rows.on_facts if question.on_facts else rows.verdict)
    rounds = view.facts(Round, ["subject", "investors"])
    stakes = rounds.select("subject", investor=rounds.investors.unnest()).distinct().inner_join(companies, "subject")
    sums = _sums(stakes, ["investor"])
    ordered = sums.order_by(sums["count"].desc(), sums.companies, sums.investor).limit(MOST_INVESTORS)
    whole = sums.aggregate(
        investors=sums.count(),
        successful=(sums["count"] > 0).sum().fill_null(0),
        hopeful=(sums["count"] + sums.undecided > 0).sum().fill_null(0),
    )
    (of_all,) = view.engine.arrow(whole).to_pylist()
    funded = _sums(stakes.select("subject", "answer").distinct(), [])
    (of_companies,) = view.engine.arrow(funded).to_pylist()
    return InvestorRecords(
        view.engine.arrow(ordered), of_all["investors"], of_all["successful"], of_all["hopeful"],
        of_companies["companies"], of_companies["count"], of_companies["undecided"],
    )  # fmt: skip


def _sums(stakes: ir.Table, by: list[str]) -> ir.Table:
    return stakes.aggregate(
        by=by,
        companies=stakes.count(),
        count=stakes.answer.sum().fill_null(0),
        undecided=stakes.answer.isnull().sum().fill_null(0),
    )
