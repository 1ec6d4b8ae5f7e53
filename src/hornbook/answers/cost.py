"""What a support costs: takers and money from the least to the most, by group, clause and year, and as it is varied."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hornbook.answers.answer import Answer, asked_of
from hornbook.answers.beneficiaries import support_rules
from hornbook.answers.cost_rows import ClauseSaving, CostRow, CurvePoint, GroupCost, PoolReach, SupportSetting, YearCost
from hornbook.answers.cost_sheet import cost_group_table, cost_sheet, figure_table
from hornbook.answers.supports import SupportSummary, support_summary
from hornbook.answers.wording.awards import force_phrase
from hornbook.book.view import View
from hornbook.lang.filter import Filter
from hornbook.population.groups import Grouping, grouping
from hornbook.render.sheet import Sheet, Table
from hornbook.support.clause_sums import clause_sums
from hornbook.support.cost import MOST_CLAUSES, CostFigures, clause_costs, cost_by, cost_figures, pool_use
from hornbook.support.population import PopulationAwards, population_awards
from hornbook.support.received import paid_in_all
from hornbook.support.settings import number_set, support_with
from hornbook.support.support import Support
from hornbook.terms import Day
from hornbook.text import Message


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CostAnswer(Answer):
    """The cost of a support over the companies of a view; amounts in its currency."""

    support: SupportSummary
    force: Message
    settings: tuple[SupportSetting, ...]
    cost: CostRow
    before: CostRow | None
    """The cost as the text stands, where something is set."""
    applied: int
    """How many applications the book knows."""
    paid: Decimal | None
    """What the book knows to have been paid; None where no fact tells."""
    pool: PoolReach | None
    by: tuple[str, ...]
    groups: tuple[GroupCost, ...]
    clauses: tuple[ClauseSaving, ...]
    years: tuple[YearCost, ...]
    curve_of: str | None
    curve: tuple[CurvePoint, ...]

    def sheet(self) -> Sheet:
        """The page: the cost, the pool, then groups, clauses, years and the curve."""
        return cost_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """The cost; then one row a group, where groups are asked for."""
        return (figure_table(self), *([cost_group_table(self)] if self.groups else []))


def ask_cost(
    view: View,
    support: Support,
    *,
    settings: Mapping[str, str] | None = None,
    by: Sequence[str] = (),
    where: Filter | None = None,
    earlier: Sequence[View] = (),
    curve: tuple[str, Sequence[str]] | None = None,
) -> CostAnswer:
    """What a support costs, as it stands or with something set; `earlier`: past days that are asked too."""
    changed, changes = support_with(support, settings or {}, view.day) if settings else (support, {})
    put = grouping(view, by) if by else None
    found = population_awards(view, changed, put, where)
    paid = paid_in_all(view, support.id, found.terms.edition.currency)
    return CostAnswer(
        asked=asked_of(view, *support_rules(found.terms), where=where),
        support=support_summary(changed, view.day),
        force=force_phrase(found.terms.edition, view.day),
        settings=tuple(SupportSetting(key=key, before=old, after=new) for key, (old, new) in changes.items()),
        cost=_row(cost_figures(found.rows)),
        before=_row(cost_figures(population_awards(view, support, None, where).rows)) if settings else None,
        applied=paid.applications,
        paid=paid.paid,
        pool=_pool(found),
        by=tuple(by),
        groups=tuple(_groups(found, put)),
        clauses=tuple(_clauses(found)),
        years=tuple(_years(earlier, changed, where, view.day)),
        curve_of=curve[0] if curve else None,
        curve=tuple(_curve(view, changed, where, *curve)) if curve else (),
    )


def _row(of: CostFigures) -> CostRow:
    return CostRow(
        entitled=of.entitled,
        may_be=of.may_be,
        least=Decimal(of.least) / 100,
        most=None if of.most is None else Decimal(of.most) / 100,
    )


def _pool(of: PopulationAwards) -> PoolReach | None:
    pool = of.terms.edition.pool
    if pool is None:
        return None
    use = pool_use(of, pool)
    fewest, most = use.paid_companies or (None, None)
    return PoolReach(
        amount=Decimal(pool.amount) / 100,
        per=pool.per,
        rationing=pool.rationing,
        least=Decimal(use.least) / 100,
        most=Decimal(use.most) / 100,
        exhausted=use.exhausted,
        fewest_paid=fewest,
        most_paid=most,
    )


def _groups(of: PopulationAwards, put: Grouping | None) -> Iterator[GroupCost]:
    if put is None:
        return
    for keys, figures in cost_by(of, put.keys).items():
        own = dict(zip(put.keys, keys, strict=True))
        yield GroupCost(
            keys={key: value if isinstance(value, str | int) else None for key, value in own.items()},
            cost=_row(figures),
        )


def _clauses(of: PopulationAwards) -> Iterator[ClauseSaving]:
    for part in of.terms.edition.paying:
        sums = clause_sums(of, part.id)
        if sums is None or not sums[0] or len(sums[0]) > MOST_CLAUSES:
            continue
        for each in clause_costs(*sums):
            yield ClauseSaving(
                part=part.id,
                clause=each.clause,
                first_in=Decimal(each.first_in) / 100,
                last_in=Decimal(each.last_in) / 100,
                shapley=round(Decimal(each.shapley.numerator) / each.shapley.denominator / 100, 2),
            )


def _years(earlier: Sequence[View], support: Support, where: Filter | None, terms_of: Day) -> Iterator[YearCost]:
    """The same terms on past days, as the companies were known then."""
    for view in earlier:
        found = population_awards(view, support, None, where, terms_of)
        yield YearCost(day=view.day, cost=_row(cost_figures(found.rows)))


def _curve(view: View, support: Support, where: Filter | None, key: str, values: Sequence[str]) -> Iterator[CurvePoint]:
    for value in values:
        made, _ = support_with(support, {key: number_set(support, key, value, view.day)}, view.day)
        found = population_awards(view, made, None, where)
        yield CurvePoint(value=Decimal(value.replace("_", "")), cost=_row(cost_figures(found.rows)))
