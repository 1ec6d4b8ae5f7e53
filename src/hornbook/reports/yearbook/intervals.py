"""Between what each figure of an edition lies, however the undecided companies turn out; and why some have no end."""

from collections.abc import Sequence
from decimal import Decimal
from statistics import median

from hornbook.answers.census_groups import CensusGroup, ValueBand
from hornbook.answers.figures import Figures, counted
from hornbook.answers.statistic import IntervalKind
from hornbook.reports.yearbook.statistic import Figure, FigureInterval, no_interval
from hornbook.text import message

ANY_VALUE = message("Companies that are undecided, or whose value is not known, may be worth any amount.")
MANY_UNDECIDED = message("No fewer companies are undecided or of unknown value than are counted.")
ANY_REASON = message("A company may have moved for another reason than the one that its known facts give.")
ANY_GAP = message("Facts that are missing may put any company near the line.")
ANY_SIZE = message("What is not known may have any size.")
BY_OTHERS = message("It was published without one.")


def between(low: Figure, high: Figure) -> FigureInterval:
    """Bounds; exact where nothing lies between them."""
    return FigureInterval(low, high, IntervalKind.EXACT if low == high else IntervalKind.BOUNDS)


def count_interval(of: Figures) -> FigureInterval:
    """A count: the confirmed alone, or with all undecided companies."""
    return between(of.count, of.count + of.unknown)


def sum_interval(of: Figures, *, on_facts: bool) -> FigureInterval:
    """The value of the companies together: at least that of the confirmed."""
    if not of.unknown and of.valued == counted(of, on_facts=on_facts):
        return between(of.value_usd, of.value_usd)
    return FigureInterval(of.value_usd, None, IntervalKind.BOUNDS, ANY_VALUE)


def median_interval(confirmed: Sequence[Decimal | None], undecided: int) -> FigureInterval:
    """The median of the values of the confirmed, while every undecided or unknown value lies at one end."""
    known = sorted(value for value in confirmed if value is not None)
    unknown = len(confirmed) - len(known) + undecided
    if unknown >= len(known):
        return no_interval(MANY_UNDECIDED)
    ends = (median([*([end] * unknown), *known]) for end in (Decimal("-Infinity"), Decimal("Infinity")))
    return between(*(round(end, 2) for end in ends))


def share_interval_of(group: CensusGroup, total: Figures) -> FigureInterval:
    """The share of a group: with none of its own undecided companies and all of the others', or the other way round."""
    least, most = group.count, group.count + group.unknown
    others = total.count - least, total.count + total.unknown - most
    return between(_share(least, others[1]), _share(most, others[0]))


def _share(own: int, rest: int) -> float:
    return round(own / (own + rest), 6) if own else 0.0


def band_intervals(band: ValueBand, total: Figures, *, on_facts: bool) -> tuple[FigureInterval, FigureInterval]:
    """How many companies a band of values has, and their value: any undecided or unknown one may be in it."""
    more = total.unknown + counted(total, on_facts=on_facts) - total.valued
    fewer = total.judgement if on_facts else 0
    count = between(max(0, band.count - fewer), band.count + more)
    low = Decimal(0) if fewer else band.value_usd
    if not more:
        return count, between(low, band.value_usd)
    if band.high_usd is None:
        return count, FigureInterval(low, None, IntervalKind.BOUNDS, ANY_VALUE)
    return count, between(low, band.value_usd + more * band.high_usd)


def flow_intervals(
    moves: tuple[int, int], before: Figures, after: Figures, *, on_facts: bool
) -> tuple[FigureInterval, FigureInterval]:
    """How many entered and left: a company that was undecided on one of the days may have moved, or may not."""
    entered, left = moves
    both = before.unknown + after.unknown
    less, more = (both, both) if on_facts else (before.unknown, after.unknown)
    return between(max(0, entered - less), entered + more), between(max(0, left - more), left + less)
