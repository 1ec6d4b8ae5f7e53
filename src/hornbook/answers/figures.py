"""Counts as answers hold them: how many, worth how much, how many undecided; the census, its groups and its series."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from hornbook.answers.answer import RuleAsked
from hornbook.population.count import Count
from hornbook.render.sheet import Column, Kind, Line, Table
from hornbook.terms import Day
from hornbook.text import Message, Money, Phrase, message, message_plural


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How many companies are confirmed, what those are worth together, and how many are undecided."""

    count: int
    value_usd: Decimal
    unknown: int
    judgement: int
    """How many of the undecided lack nothing but a person's judgement."""
    on_facts: int
    """How many are confirmed, or would be if every open judgement were favourable."""
    value_on_facts_usd: Decimal
    valued: int
    """How many of those that are counted have a known value."""
    mean_usd: Decimal | None
    median_usd: Decimal | None


def count_figures(count: Count) -> Figures:
    """A count as answers hold it."""
    return Figures(**count_cells(count))


def count_cells(count: Count | Figures) -> dict[str, Any]:
    """The figures by the names of their columns."""
    return {
        "count": count.count,
        "value_usd": count.value_usd,
        "unknown": count.unknown,
        "judgement": count.judgement,
        "on_facts": count.on_facts,
        "value_on_facts_usd": count.value_on_facts_usd,
        "valued": count.valued,
        "mean_usd": count.mean_usd,
        "median_usd": count.median_usd,
    }


def count_column(rule: RuleAsked) -> Column:
    """The column of the count; what is counted is its heading."""
    return Column("count", message("unicorns") if rule.tier == "unicorn" else rule.tier_name, Kind.COUNT)


VALUE = Column("value_usd", message("total value, US$"), Kind.USD)
UNKNOWN = Column("unknown", message("undecided"), Kind.COUNT)
JUDGEMENT = Column("judgement", message("only judgement missing"), Kind.COUNT, page=False)
MORE = (
    Column("valued", message("with a known value"), Kind.COUNT, page=False),
    Column("mean_usd", message("mean value, US$"), Kind.USD, page=False),
    Column("median_usd", message("median value, US$"), Kind.USD, page=False),
)
"""Columns that only files hold."""


def figure_columns(
    rule: RuleAsked, *figures: Figures, on_facts: bool, share: bool = False, narrow: bool = False
) -> tuple[Column, ...]:
    """The columns of figures; a page shows those on the facts where they are asked for, or differ.

    `narrow`: other columns stand beside them, so a narrow page has the counts alone.
    """
    differ = on_facts or any(each.judgement for each in figures)
    return (
        count_column(rule),
        Column("on_facts", message("on the facts"), Kind.COUNT, page=differ),
        *((Column("share", message("share"), Kind.SHARE, empty="–", wide=on_facts),) if share else ()),
        replace(VALUE, page=not on_facts, wide=narrow),
        Column("value_on_facts_usd", message("value on the facts, US$"), Kind.USD, page=on_facts, wide=narrow),
        UNKNOWN,
        JUDGEMENT,
        *MORE,
    )


def counted(figures: Figures, *, on_facts: bool) -> int:
    """How many are counted: those on the facts, or the confirmed alone."""
    return figures.on_facts if on_facts else figures.count


def total_table(total: Figures, rule: RuleAsked, *, on_facts: bool = False) -> Table:
    """The whole as one row."""
    return Table("total", figure_columns(rule, total, on_facts=on_facts), (count_cells(total),))


# ---- the figure in words


def total_lines(
    total: Figures, rule: RuleAsked, *, limits: int = 0, expired: Day | None = None, on_facts: bool = False
) -> list[Line]:
    """The figure with its bounds, and what the companies are worth each.

    Of `limits` of them only a lower limit of the value is known; by `expired` every valuation was too old to count.
    """
    figure = _counted(total, rule) if total.count else _none(rule, expired)
    lines = [Line(message("{counted} {undecided}", counted=figure, undecided=_undecided(total)), strong=True)]
    if on_facts:
        lines = _lines_on_facts(total, rule)
    elif total.judgement:
        lines.append(
            Line(
                message_plural(
                    "Of these, {n:,} lacks only a person's judgement.",
                    "Of these, {n:,} lack only a person's judgement.",
                    total.judgement,
                )
            )
        )
    if total.mean_usd is not None and total.median_usd is not None:
        of = counted(total, on_facts=on_facts)
        lines.append(Line(_middle(total, of, total.mean_usd, total.median_usd, limits)))
    return lines


def _lines_on_facts(total: Figures, rule: RuleAsked) -> list[Line]:
    """The confirmed and those that await a person, then both together."""
    headline = message(
        "{tier}: {count:,} confirmed; {n:,} on the facts, awaiting a person's decision.",
        tier=rule.tier_name,
        count=total.count,
        n=total.judgement,
    )
    open_ = total.unknown - total.judgement
    if not total.on_facts:
        rest = message_plural(
            "{n:,} company cannot be decided even on the facts.",
            "{n:,} companies cannot be decided even on the facts.",
            open_,
        )
        return [Line(headline, strong=True), Line(rest)]
    together = message_plural(
        "Together {n:,} company worth {value}. {more:,} more cannot be decided even on the facts.",
        "Together {n:,} companies worth {value}. {more:,} more cannot be decided even on the facts.",
        total.on_facts,
        value=Money(total.value_on_facts_usd),
        more=open_,
    )
    return [Line(headline, strong=True), Line(together)]


def _none(rule: RuleAsked, expired: Day | None) -> Message:
    what = message("company at the tier “{tier}”", tier=rule.tier_name)
    if rule.tier == "unicorn":
        what = message("unicorn")
    if expired:
        return message("No {what} can be confirmed: all the evidence had expired by {day}.", what=what, day=expired)
    return message("No {what} can be confirmed.", what=what)


def _counted(total: Figures, rule: RuleAsked) -> Message:
    if rule.tier == "unicorn":
        what = message_plural("{n:,} unicorn", "{n:,} unicorns", total.count)
    else:
        what = message_plural(
            "{n:,} company at the tier “{tier}”",
            "{n:,} companies at the tier “{tier}”",
            total.count,
            tier=rule.tier_name,
        )
    if not total.valued:
        return message("{what} of unknown value.", what=what)
    return message("{what} worth {value}.", what=what, value=Money(total.value_usd))


def _undecided(total: Figures) -> Message:
    lower, upper = total.count, total.count + total.unknown
    if not total.unknown:
        return message("No company is left undecided.")
    if not total.count:
        return message_plural(
            "{n:,} company cannot be decided, so the true count is between {lower:,} and {upper:,}.",
            "{n:,} companies cannot be decided, so the true count is between {lower:,} and {upper:,}.",
            total.unknown,
            lower=lower,
            upper=upper,
        )
    return message_plural(
        "{n:,} more company cannot be decided, so the true count is between {lower:,} and {upper:,}.",
        "{n:,} more companies cannot be decided, so the true count is between {lower:,} and {upper:,}.",
        total.unknown,
        lower=lower,
        upper=upper,
    )


def _middle(total: Figures, of: int, mean: Decimal, median: Decimal, limits: int) -> Message:
    some: Phrase = ""
    if total.valued != of:
        some = message(", of the {n:,} whose value is known", n=total.valued)
    lowest: Phrase = ""
    if limits:
        lowest = message(
            "; of {n:,} only a lower limit of the value is known, so these figures are lower limits too", n=limits
        )
    return message(
        "Mean value {mean}, median {median}{some}{limits}.",
        mean=Money(mean),
        median=Money(median),
        some=some,
        limits=lowest,
    )
