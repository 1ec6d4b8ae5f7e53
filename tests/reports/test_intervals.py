"""Between what figures of an edition lie: however the undecided turn out, the figure stays within its interval."""

from decimal import Decimal
from statistics import median
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from hornbook.answers.census_groups import CensusGroup, ValueBand
from hornbook.answers.figures import Figures
from hornbook.answers.statistic import IntervalKind
from hornbook.reports.yearbook.intervals import (
    band_intervals,
    count_interval,
    flow_intervals,
    median_interval,
    share_interval_of,
    sum_interval,
)
from hornbook.reports.yearbook.statistic import Figure, FigureInterval
from tests.reports.editions import Made
from tests.samples import sampled


class Firm(NamedTuple):
    """A company: its group, what is known of its verdict, its value in full, and whether that is known."""

    here: bool
    before: bool | None
    verdict: bool | None
    truth: tuple[bool, bool]
    """The verdicts before and now, where they are not known."""
    value: int
    valued: bool

    @property
    def really(self) -> tuple[bool, bool]:
        """The verdicts before and now."""
        known = (self.before, self.verdict)
        first, last = (true if of is None else of for of, true in zip(known, self.truth, strict=True))
        return first, last


MAYBE = st.none() | st.booleans()
FIRMS = st.lists(
    st.builds(
        Firm, st.booleans(), MAYBE, MAYBE, st.tuples(st.booleans(), st.booleans()), st.integers(1, 99), st.booleans()
    ),
    max_size=12,
)


def figures(firms: list[Firm], now: bool = True) -> Figures:
    """The count of companies as a census gives it."""
    known = [(firm, firm.verdict if now else firm.before) for firm in firms]
    yes = [firm for firm, verdict in known if verdict]
    values = [Decimal(firm.value) for firm in yes if firm.valued]
    return Figures(
        count=len(yes), value_usd=sum(values, Decimal(0)), unknown=sum(verdict is None for _, verdict in known),
        judgement=0, on_facts=len(yes), value_on_facts_usd=sum(values, Decimal(0)), valued=len(values),
        mean_usd=None, median_usd=Decimal(str(median(values))) if values else None,
    )  # fmt: skip


def holds(interval: FigureInterval, figure: Figure) -> bool:
    """Whether a figure lies within an interval."""
    assert figure is not None
    low, high = interval.low, interval.high
    return (low is None or low <= figure) and (high is None or figure <= high)  # type: ignore[operator]


@sampled(200, long=3000)
@given(firms=FIRMS)
def test_however_the_undecided_turn_out_the_figure_is_within(firms: list[Firm]) -> None:
    now, before = figures(firms), figures(firms, now=False)
    yes = [firm for firm in firms if firm.really[1]]
    assert holds(count_interval(now), len(yes))
    assert holds(sum_interval(now, on_facts=False), Decimal(sum(firm.value for firm in yes)))
    band = ValueBand(
        low_usd=Decimal(20), high_usd=Decimal(50),
        count=sum(20 <= firm.value < 50 for firm in firms if firm.verdict and firm.valued),
        value_usd=Decimal(sum(firm.value for firm in firms if firm.verdict and firm.valued and 20 <= firm.value < 50)),
    )  # fmt: skip
    within = [firm.value for firm in yes if 20 <= firm.value < 50]
    count, value = band_intervals(band, now, on_facts=False)
    assert holds(count, len(within))
    assert holds(value, Decimal(sum(within)))
    confirmed = [Decimal(firm.value) if firm.valued else None for firm in firms if firm.verdict]
    if yes:
        assert holds(median_interval(confirmed, now.unknown), Decimal(str(median(firm.value for firm in yes))))
    entered = sum(not firm.before and firm.verdict is True for firm in firms)
    left = sum(firm.before is True and not firm.verdict for firm in firms)
    entries, exits = flow_intervals((entered, left), before, now, on_facts=False)
    assert holds(entries, sum(firm.really == (False, True) for firm in firms))
    assert holds(exits, sum(firm.really == (True, False) for firm in firms))


@sampled(200, long=3000)
@given(firms=FIRMS)
def test_a_share_is_within_the_undecided_of_its_group_and_of_the_others(firms: list[Firm]) -> None:
    own, yes = [firm for firm in firms if firm.here], [firm for firm in firms if firm.really[1]]
    cells = {name: getattr(figures(own), name) for name in Figures.__dataclass_fields__}
    interval = share_interval_of(CensusGroup(rank=1, keys={}, share=None, **cells), figures(firms))
    if yes:
        assert holds(interval, round(sum(firm.here for firm in yes) / len(yes), 6))


def test_every_figure_of_an_edition_lies_in_its_interval_or_says_why_it_has_none(edition: Made) -> None:
    kinds = set()
    for of in edition.answer.statistics:
        kinds.add(of.interval)
        ends = FigureInterval(of.low, of.high, of.interval)
        assert of.value is None or holds(ends, of.value), of.id
        assert (of.low is None or of.high is None) == (of.no_interval is not None), of.id
        assert (of.interval is IntervalKind.EXACT) == (of.value == of.low == of.high != None), of.id  # noqa: E711
    assert kinds == set(IntervalKind)
