"""Pages about measures of support: which there are, who may have them, what they cost, and how they fit a company."""

from collections.abc import Mapping

from hornbook.answers.beneficiaries import BeneficiariesAnswer, ask_beneficiaries
from hornbook.answers.bundle import BundleAnswer, ask_bundle
from hornbook.answers.cost import ask_cost
from hornbook.answers.cost_answer import CostAnswer
from hornbook.answers.entitled import EntitledAnswer, ask_entitled
from hornbook.answers.match import CompanyMatchesAnswer, ask_company_matches
from hornbook.answers.match_companies import SupportMatchesAnswer, ask_support_matches
from hornbook.answers.support import SupportAnswer, ask_support
from hornbook.answers.supports import SupportsAnswer, ask_supports
from hornbook.console.option import Option, OptionKind
from hornbook.console.pages.choices import BY, WHERE, WHERE_UNKNOWN, support_choices
from hornbook.console.pages.page import Page
from hornbook.console.question import PageQuestion
from hornbook.console.thresholds import support_amounts
from hornbook.standards.standard import Standard
from hornbook.support.library import supports
from hornbook.support.needs import can_be_matched
from hornbook.support.settings import support_settings
from hornbook.support.support import Support
from hornbook.terms import shift
from hornbook.text import Phrase, message


def _chosen(question: PageQuestion) -> list[Support]:
    """The supports that are asked for, by default all."""
    names = dict.fromkeys(question.values("support"))
    return [supports[name] for name in names] if names else list(supports.values())


def _support(question: PageQuestion) -> SupportAnswer | SupportsAnswer:
    name = question.value("support")
    return ask_support(supports[name], question.day) if name else ask_supports(supports.values(), question.day)


def _supports_shown(question: PageQuestion) -> list[Standard]:
    return [support.standard for support in _chosen(question)]


def _beneficiaries(question: PageQuestion) -> BeneficiariesAnswer:
    return ask_beneficiaries(question.view, supports[question.needed("support")], question.where)


def _cost(question: PageQuestion) -> CostAnswer:
    view = question.view
    years = question.number("years") or 0
    return ask_cost(
        view,
        supports[question.needed("support")],
        settings=support_settings(question.values("set")),
        by=question.groups,
        where=question.where,
        earlier=[question.book.at(shift(view.day, -12 * n)) for n in range(years, 0, -1)],
        beside=list(supports.values()) if question.flag("beside") else (),
    )


def _suited(question: PageQuestion) -> SupportMatchesAnswer:
    support = supports[question.needed("word")]
    return ask_support_matches(question.view, support, question.where)


def _entitled(question: PageQuestion) -> EntitledAnswer:
    view = question.view
    return ask_entitled(
        view,
        _chosen(question),
        [view.company(question.needed("companies"))],
        given=question.values("given"),
        full=question.flag("full"),
        calendar=question.flag("calendar"),
        cliffs=question.flag("cliffs"),
    )


def _bundle(question: PageQuestion) -> BundleAnswer:
    view = question.view
    company = view.company(question.needed("company"))
    return ask_bundle(view, _chosen(question), company, given=question.values("given"))


def _offers(question: PageQuestion) -> CompanyMatchesAnswer:
    view = question.view
    chosen = _chosen(question) if question.values("support") else None
    return ask_company_matches(view, view.company(question.needed("word")), chosen, full=question.flag("full"))


def _goes_to_companies(name: str) -> bool:
    return supports[name].beneficiary == "company"


def _beside() -> Mapping[str, Phrase]:
    return {"all": message("all supports")}


_SUPPORT = Option("support", message("Support"), OptionKind.SUPPORT, choices=support_choices)
_ONLY = Option("support", message("Only this support"), OptionKind.SUPPORT, many=True, choices=support_choices)
_GIVEN = Option("given", message("A figure of the claim, as NAME=VALUE"), OptionKind.SETTING, many=True)
_FULL = Option("full", message("With the reasons of every one"), OptionKind.FLAG)

SUPPORT_COMPANY_PAGES = (
    Page(
        name="entitled",
        title=message("Supports it may have"),
        question="support/entitled",
        ask=_entitled,
        options=(
            Option("companies", message("Company"), OptionKind.COMPANY),
            _ONLY,
            _GIVEN,
            _FULL,
            Option("calendar", message("Windows and deadlines of the next 12 months"), OptionKind.FLAG),
            Option("cliffs", message("Where one more unit loses money"), OptionKind.FLAG),
        ),
        menu=False,
    ),
    Page(
        name="bundle",
        title=message("Best bundle of supports"),
        question="support/bundle",
        ask=_bundle,
        options=(Option("company", message("Company"), OptionKind.COMPANY), _ONLY, _GIVEN),
        menu=False,
    ),
    Page(
        name="offers",
        title=message("Funds and services that fit"),
        question="support/match",
        ask=_offers,
        options=(Option("word", message("Company"), OptionKind.COMPANY), _ONLY, _FULL),
        menu=False,
    ),
)
"""What there is for one company."""

SUPPORT_OWN_PAGES = (
    Page(
        name="support",
        title=message("Supports"),
        question="support/list",
        ask=_support,
        options=(_SUPPORT,),
        shows=_supports_shown,
    ),
    Page(
        name="beneficiaries",
        title=message("Who may have it"),
        question="support/beneficiaries",
        ask=_beneficiaries,
        suits=_goes_to_companies,
        options=(_SUPPORT, WHERE, WHERE_UNKNOWN),
        menu=False,
    ),
    Page(
        name="cost",
        title=message("What it costs"),
        question="support/cost",
        ask=_cost,
        suits=_goes_to_companies,
        options=(
            _SUPPORT,
            Option(
                "set",
                message("Also set, as KEY=VALUE"),
                OptionKind.SETTING,
                many=True,
                parts=support_amounts,
            ),
            BY,
            WHERE,
            WHERE_UNKNOWN,
            Option("years", message("Past years to cost too"), OptionKind.NUMBER, default="0", most=50),
            Option("beside", message("What other supports no longer pay"), OptionKind.CHOICE, choices=_beside),
        ),
        menu=False,
    ),
    Page(
        name="match",
        title=message("Companies that fit"),
        question="support/match",
        ask=_suited,
        suits=lambda name: can_be_matched(supports[name]),
        options=(
            Option("word", message("Support"), OptionKind.SUPPORT, choices=support_choices),
            WHERE,
            WHERE_UNKNOWN,
        ),
        menu=False,
    ),
)
"""The pages of one support."""
