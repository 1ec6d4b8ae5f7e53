"""The pages of the console. A page is one declaration: a question, its options, and the function that asks it.

The options of a page stand in the order of its command's, because a citation names them in this order.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hornbook.answers.answer import Answer
from hornbook.answers.statistics import statistics
from hornbook.console import asks
from hornbook.console.option import SET, Option, OptionKind
from hornbook.console.question import PageQuestion
from hornbook.standards.library import library, plain_rule
from hornbook.terms import Day, shift
from hornbook.text import Phrase, message


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its name in addresses, its title, the command whose question it asks, and how."""

    name: str
    title: Phrase
    question: str
    """The command as a citation names it."""
    ask: Callable[[PageQuestion], Answer]
    options: tuple[Option, ...] = ()
    menu: bool = True
    """Whether the menu of all pages shows it."""

    @property
    def fields(self) -> tuple[Option, ...]:
        """The options that an address may hold."""
        return tuple(option for option in self.options if option.fixed is None)

    @property
    def company(self) -> str | None:
        """The option that names the company, on a page of one company."""
        return next((option.name for option in self.options if option.kind is OptionKind.COMPANY), None)


def _rules() -> Mapping[str, Phrase]:
    """Every standard by its id, with its name."""
    return {of.id: of.name for of in (plain_rule(), *library.values())}


def _sorts() -> Mapping[str, Phrase]:
    return {
        "value_usd": message("value, US$"),
        "name": message("company"),
        "valuation_day": message("valued on"),
        "founded": message("founded"),
    }


def _periods() -> Mapping[str, Phrase]:
    return {"year": message("year"), "quarter": message("quarter"), "month": message("month")}


def _groups() -> Mapping[str, Phrase]:
    return {
        "city": message("city"),
        "country": message("country"),
        "region": message("region"),
        "sector": message("sector"),
    }


def _statistics() -> Mapping[str, Phrase]:
    return {name: of.about for name, of in statistics().items()}


def _years_back(years: int) -> Callable[[Day], str]:
    return lambda day: shift(day, -12 * years).isoformat()


_STANDARD = Option("standard", message("Standard"), OptionKind.RULE, choices=_rules)
_ON_FACTS = Option("on-facts", message("Assume that open judgements are favourable"), OptionKind.FLAG)
_WHERE = Option("where", message("Filter, in the language of rules"))
_WHERE_UNKNOWN = Option("where-unknown", message("Keep companies for which the filter is undecided"), OptionKind.FLAG)
_SCOPE = (_ON_FACTS, _WHERE, _WHERE_UNKNOWN)
_BY = Option("by", message("Grouped by"), OptionKind.GROUP, many=True, choices=_groups)
_FROM = Option("from", message("Since"), OptionKind.DAY)
_EVERY = Option("every", message("A count at the end of each"), OptionKind.CHOICE, choices=_periods)
_COMPANY = Option("company", message("Company"), OptionKind.COMPANY)

_DECLARED = (
    Page(
        name="overview",
        title=message("Overview"),
        question="overview",
        ask=asks.overview,
        options=(_STANDARD, _FROM),
    ),
    Page(
        name="census",
        title=message("Census"),
        question="census",
        ask=asks.census,
        options=(
            _STANDARD,
            _BY,
            _FROM,
            _EVERY,
            *_SCOPE,
        ),
    ),
    Page(
        name="list",
        title=message("Companies"),
        question="census",
        ask=asks.companies,
        options=(
            _STANDARD,
            Option("list", fixed=SET),
            Option("sort", message("Ordered by"), OptionKind.CHOICE, choices=_sorts),
            Option("yes-only", message("Only the confirmed"), OptionKind.FLAG),
            *_SCOPE,
        ),
    ),
    Page(
        name="find",
        title=message("Search"),
        question="find",
        ask=asks.find,
        options=(Option("text", message("A part of a name")),),
        menu=False,
    ),
    Page(
        name="company", title=message("Profile"), question="profile", ask=asks.profile, options=(_COMPANY,), menu=False
    ),
    Page(
        name="verdicts",
        title=message("Verdicts"),
        question="judge",
        ask=asks.verdicts,
        options=(
            Option("companies", message("Company"), OptionKind.COMPANY),
            Option("standard", message("Standard"), OptionKind.RULE, choices=_rules, initial=lambda _: "gei-unicorn"),
        ),
        menu=False,
    ),
    Page(name="facts", title=message("Facts"), question="facts", ask=asks.facts, options=(_COMPANY,), menu=False),
    Page(
        name="standards",
        title=message("Standards"),
        question="standards",
        ask=asks.standards,
        options=(_STANDARD,),
    ),
    Page(
        name="compare",
        title=message("Compare"),
        question="compare",
        ask=asks.compare,
        options=(
            Option("rules", message("Standards"), OptionKind.SIDE, many=True, choices=_rules),
            *_SCOPE,
        ),
    ),
    Page(
        name="watch",
        title=message("Watch"),
        question="watch",
        ask=asks.watch,
        options=(Option("from", message("Since"), OptionKind.DAY, initial=_years_back(1)), _STANDARD, _BY, *_SCOPE),
    ),
    Page(
        name="ecosystem",
        title=message("Ecosystem"),
        question="ecosystem",
        ask=asks.ecosystem,
        options=(
            Option("statistic", message("Statistic"), OptionKind.CHOICE, choices=_statistics),
            _STANDARD,
            _BY,
            _WHERE,
            _WHERE_UNKNOWN,
            _FROM,
            _EVERY,
            Option("definition", message("What counts as hard technology, as a rule")),
            _ON_FACTS,
        ),
    ),
    Page(
        name="support",
        title=message("Supports"),
        question="support/list",
        ask=asks.support,
        options=(Option("support", message("Support"), OptionKind.CHOICE, choices=asks.support_names),),
    ),
    Page(name="quality", title=message("Quality"), question="quality", ask=asks.quality),
    Page(
        name="conflicts",
        title=message("Conflicts"),
        question="conflicts",
        ask=asks.conflicts,
        options=(
            _STANDARD,
            Option("changes", message("Only those that change a verdict"), OptionKind.FLAG),
        ),
    ),
    Page(name="log", title=message("Log"), question="log", ask=asks.log),
)
PAGES = {page.name: page for page in _DECLARED}
"""Every page by its name, in the order of the menu."""
COMPANY_PAGES = tuple(page for page in _DECLARED if page.company)
"""The pages of one company; each links to the others."""
