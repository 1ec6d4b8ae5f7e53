"""Which companies feed which: known customers and suppliers, and companies that have investors in common."""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from hornbook.book.view import View
from hornbook.ecosystem.network import MOST_IN_ROUND
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.indicators.profile import profile
from hornbook.kinds import Named, Round, Supplies
from hornbook.population.verdicts import verdicts

MOST_ROWS = 1_000
"""The most supplies, and the most pairs of companies, that an answer lists."""


@dataclass(frozen=True, slots=True)
class FeedingTies:
    """Ties of the companies that are of a question's tier.

    `supplies`: `supplier`, `customer`, `what`, one row a tie of which one side at least is of the tier; `told` of them
    there are. `common`: two companies of the tier, `a` and `b`, and the `investors` of both; `paired` such pairs there
    are, None where no known round of the tier names an investor. `confirmed` companies are of the tier. An investor of
    more than `MOST_IN_ROUND` of them makes no pairs.
    """

    supplies: pa.Table
    told: int
    common: pa.Table
    paired: int | None
    confirmed: int


def feeding_ties(question: EcosystemQuestion) -> FeedingTies:
    """The customers, the suppliers and the common investors of the tier's companies, as known on the day."""
    view = question.view
    rows = verdicts(view, under=question.under, where=question.where)
    counted = (rows.on_facts if question.on_facts else rows.verdict).fill_null(False)
    tier = view.engine.held("tier", rows.filter(counted).select("subject", "name"))
    stakes = view.engine.held("stakes_of_tier", _stakes(question, tier))
    supplies, common = _supplies(question, tier), _common(stakes, tier)
    told, paired, confirmed, staked = (_count(view, table) for table in (supplies, common, tier, stakes))
    ordered = supplies.order_by("supplier", "customer", "what").limit(MOST_ROWS)
    pairs = common.order_by(common.investors.desc(), "a", "b").limit(MOST_ROWS)
    return FeedingTies(
        supplies=view.engine.arrow(ordered), told=told, common=view.engine.arrow(pairs),
        paired=paired if staked else None, confirmed=confirmed,
    )  # fmt: skip


def _count(view: View, rows: ir.Table) -> int:
    return int(view.engine.arrow(rows.aggregate(n=rows.count()))["n"][0].as_py())


def _supplies(question: EcosystemQuestion, tier: ir.Table) -> ir.Table:
    """The ties that hold on the day; a customer of the tier goes by its name there, another by its name as written."""
    view = question.view
    told = view.facts(Supplies, ["subject", "to", "to_id", "what", "until"])
    told = told.filter(told.until.isnull() | (told.until > ibis.literal(view.day)))
    sole = _sole_names(question, told)
    told = told.left_join(sole, told.to == sole.called)
    names = profile(view, ["name"])
    named = names.select(seller="subject", seller_name="name")
    ties = told.inner_join(named, told.subject == named.seller)
    buyers = tier.select(buyer="subject", buyer_name="name")
    ties = ties.left_join(records := _records(view, ties), ties.to_id == records.record)
    ties = ties.left_join(buyers, ibis.coalesce(ties.company, ties.bearer) == buyers.buyer)
    own = ties.subject.isin(tier.subject) | ties.buyer.notnull()
    return ties.filter(own).select(
        supplier=ibis.coalesce(ties.seller_name, ties.subject),
        customer=ibis.coalesce(ties.buyer_name, ties.to),
        what=ties.what,
    )


def _records(view: View, told: ir.Table) -> ir.Table:
    """The customers' identifiers, and the company to which each belongs as a record, as known on the day."""
    written = view.engine.arrow(told.filter(told.to_id.notnull()).select("to_id").distinct())["to_id"].to_pylist()
    companies = [view.identity.company(record, view.known) for record in written]
    text = pa.string()
    return view.engine.table(pa.table({"record": pa.array(written, text), "company": pa.array(companies, text)}))


def _sole_names(question: EcosystemQuestion, told: ir.Table) -> ir.Table:
    """The customers' names that one company of the book alone bears, letter for letter, and this company."""
    names = question.view.facts(Named, ["subject", "name"])
    names = names.semi_join(told, names.name == told.to)
    borne = names.group_by(called=names.name).aggregate(bearer=names.subject.min(), bearers=names.subject.nunique())
    return borne.filter(borne.bearers == 1).select("called", "bearer")


def _stakes(question: EcosystemQuestion, tier: ir.Table) -> ir.Table:
    """The investors that known rounds of each company of the tier name."""
    rounds = question.view.facts(Round, ["subject", "investors"]).inner_join(tier, "subject")
    stakes = rounds.select("subject", investor=rounds.investors.unnest()).distinct()
    return stakes.filter(stakes.investor.notnull())


def _common(stakes: ir.Table, tier: ir.Table) -> ir.Table:
    """Two companies of the tier and how many investors known rounds of both name."""
    wide = stakes.group_by("investor").aggregate(n=stakes.count())
    kept = stakes.semi_join(wide.filter((wide.n > 1) & (wide.n <= MOST_IN_ROUND)), "investor")
    other = kept.view()
    both = kept.inner_join(other, [kept.investor == other.investor, kept.subject < other.subject])
    pairs = (
        both.select(left=kept.subject, right=other.subject)
        .group_by("left", "right")
        .aggregate(investors=ibis._.count())
    )
    first, second = tier.select(left="subject", a="name"), tier.select(right="subject", b="name")
    named = pairs.left_join(first, "left").left_join(second, "right")
    return named.select(
        a=ibis.coalesce(named.a, named.left), b=ibis.coalesce(named.b, named.right), investors=named.investors
    )
