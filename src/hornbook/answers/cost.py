"""What a support costs: takers and money from the least to the most, by group, clause and year, and as it is varied."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from hornbook.answers.ahead import ahead_cost
from hornbook.answers.answer import asked_of
from hornbook.answers.beneficiaries import support_rules
from hornbook.answers.census_groups import place_names
from hornbook.answers.cost_answer import CostAnswer
from hornbook.answers.cost_rows import ClauseSaving, CostRow, CurvePoint, GroupCost, PoolReach, SupportSetting, YearCost
from hornbook.answers.displaced import displacement_reach
from hornbook.answers.saved_list import SavedList
from hornbook.answers.supports import support_summary
from hornbook.answers.wording.awards import force_phrase
from hornbook.book.view import View
from hornbook.lang.filter import Filter
from hornbook.population.group_answers import group_rules
from hornbook.population.groups import Grouping, grouping
from hornbook.support.clause_sums import clause_sums, part_clauses
from hornbook.support.cost import MOST_CLAUSES, CostFigures, clause_costs, cost_by, cost_figures, pool_use
from hornbook.support.population import PopulationAwards, population_awards
from hornbook.support.received import paid_in_all
from hornbook.support.settings import number_set, support_with
from hornbook.support.support import Support
from hornbook.support.terms import SupportTerms
from hornbook.terms import Day


def ask_cost(
    view: View,
    support: Support,
    *,
    settings: Mapping[str, str] | None = None,
    by: Sequence[str] = (),
    where: Filter | None = None,
    earlier: Sequence[View] = (),
    curve: tuple[str, Sequence[str]] | None = None,
    beside: Sequence[Support] = (),
    ahead: tuple[SavedList, str | None] | None = None,
) -> CostAnswer:
    """What a support costs, as it stands or with something set.

    `earlier`: past days that are asked too; `beside`: other supports, of which is asked what they no longer pay;
    `ahead`: a list of the scout, and perhaps the clause that its target fulfils.
    """
    changed, changes = support_with(support, settings or {}, view.day) if settings else (support, {})
    put = grouping(view, by) if by else None
    found = population_awards(view, changed, put, where)
    paid = paid_in_all(view, support.id, found.terms.edition.currency)
    rules = [*support_rules(found.terms), *group_rules(by, view.day)]
    clauses = tuple(_clauses(found))
    rules += (rule for each in beside for rule in support_rules(SupportTerms(each, view.day)))
    return CostAnswer(
        asked=asked_of(view, *rules, where=where),
        support=support_summary(changed, view.day),
        force=force_phrase(found.terms.edition, view.day),
        settings=tuple(SupportSetting(key=key, before=old, after=new) for key, (old, new) in changes.items()),
        cost=_row(cost_figures(found.rows)),
        before=_row(cost_figures(population_awards(view, support, None, where).rows)) if settings else None,
        applied=paid.applications,
        paid=paid.paid,
        pool=_pool(found),
        by=put.keys if put else (),
        places=place_names(put.how) if put and put.how else None,
        groups=tuple(_groups(found, put)),
        clauses=clauses,
        undivided=tuple(_undivided(found, {each.part for each in clauses})),
        years=tuple(_years(earlier, changed, where, view.day)),
        curve_of=curve[0] if curve else None,
        curve=tuple(_curve(view, changed, where, *curve)) if curve else (),
        displacement=displacement_reach(view, changed, beside, where) if beside else None,
        ahead=ahead_cost(view, changed, *ahead, where) if ahead else None,
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


def _undivided(of: PopulationAwards, divided: Collection[str]) -> Iterator[str]:
    """The parts that have clauses and no shares of them."""
    for part in of.terms.edition.paying:
        if part.id not in divided and part_clauses(of.terms, part.id):
            yield part.id


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
