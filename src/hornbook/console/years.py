"""The years of a book as a slider: each leads to the same question as of the end of that year."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from hornbook.console.address import Address, options_of, query_of
from hornbook.console.option import OptionKind
from hornbook.console.pages import PAGES
from hornbook.locale import Lang
from hornbook.terms import Day

MOST = 16
"""How many years a slider has at most, the newest."""


@dataclass(frozen=True, slots=True)
class YearLink:
    """A year with the address of the same question as of its last day, or of the last day that the book recorded."""

    year: int
    day: Day
    href: str
    here: bool


def year_links(address: Address, lang: Lang, first: Day | None, last: Day | None) -> list[YearLink]:
    """The years from the first day that the book knows to the last that it recorded; none for one year alone."""
    if first is None or last is None or first.year >= last.year:
        return []
    years = range(max(first.year, last.year - MOST + 1), last.year + 1)
    return [_link(address, lang, min(date(year, 12, 31), last)) for year in years]


def _link(address: Address, lang: Lang, day: Day) -> YearLink:
    """A year's link; knowledge that nobody chose goes with the day, and a chosen one stays."""
    moved = replace(
        address,
        day=day,
        known=address.known if address.known_set else day,
        all_rules=None,  # which rules are asked may depend on the day
        options=tuple(_moved_options(address, day)),
    )
    return YearLink(day.year, day, f"/{lang}/{address.page}?{query_of(moved)}", address.day.year == day.year)


def _moved_options(address: Address, day: Day) -> Iterator[tuple[str, str]]:
    """The options as of another day: an earlier day that follows from the day moves with it."""
    known, given = {option.name: option for option in PAGES[address.page].fields}, options_of(address)
    for name, value in address.options:
        option = known[name]
        if option.kind is not OptionKind.DAY:
            yield name, value
        elif [value] == option.initial_values(address.day, given):
            yield from ((name, moved) for moved in option.initial_values(day, given))
        elif value < day.isoformat():
            yield name, value
