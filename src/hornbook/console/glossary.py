"""What the headings of tables mean, in a sentence: words of Hornbook, and indicators by what they are about."""

from hornbook.indicators.catalogue import indicators
from hornbook.render.sheet import Column
from hornbook.text import Phrase, message

MEANINGS: dict[str, Phrase] = {
    "count": message("Companies for which every clause of the rule is a yes on this day."),
    "confirmed": message("Companies for which every clause of the rule is a yes on this day."),
    "on_facts": message("The confirmed, and those that would be if every open human judgement were favourable."),
    "judgement": message("Undecided companies that lack nothing but a decision by a person."),
    "unknown": message("Companies for which the facts settle neither yes nor no. They are not counted as no."),
    "undecided": message("Companies for which the facts settle neither yes nor no. They are not counted as no."),
    "value_usd": message("The latest valuations added up, in US dollars, at the rates that the rule names."),
    "mean_usd": message("The total value divided by the number of companies whose value is known."),
    "median_usd": message("Half of the companies whose value is known are worth more than this, half less."),
    "share": message("The part of all that are counted."),
    "rank": message("The place in the order of the counts; equal counts share a rank."),
    "verdict": message("What the rule says of the company: yes, no, or undecided, with the reason."),
    "answer": message("What the rule says of the company: yes, awaiting a person, or undecided."),
    "why": message("The clause that decides, or what is missing."),
    "why_text": message("The clause that decides, or what is missing."),
    "valuation_day": message("The day for which the latest known valuation holds."),
    "founded": message("The day on which the company was founded; of some only the year is known."),
    "valid": message("The day from which the fact is true."),
    "known": message("The day by which the fact could be known."),
    "recorded": message("The day on which the book recorded the file."),
    "subject": message("The number or name by which a source calls the company."),
    "grade": message("How good the evidence is: filed, documented, reported, stated, derived or simulated."),
    "before": message("Companies that were counted on the earlier day."),
    "entered": message("Companies that are counted now and were not on the earlier day."),
    "left": message("Companies that were counted on the earlier day and are not now."),
    "overlap": message("Companies of both, as a part of the companies of at least one."),
    "tier": message("One step of a standard, such as potential unicorn or unicorn."),
    "tier_name": message("One step of a standard, such as potential unicorn or unicorn."),
}
"""Meanings by the key of a column."""
_PLAIN = frozenset({"name", "city", "country", "region", "sector", "description"})
"""Indicators whose heading says enough."""


def meaning(column: Column) -> Phrase | None:
    """What a heading means; None where it says enough by itself."""
    if column.key in MEANINGS:
        return MEANINGS[column.key]
    known = indicators().get(column.key)
    return known.about if known is not None and column.key not in _PLAIN else None
