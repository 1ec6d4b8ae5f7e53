"""Pages about one company, and the search that leads to them."""

from hornbook.answers.coffee import CoffeeAnswer
from hornbook.answers.facts import FactsAnswer, ask_facts
from hornbook.answers.find import FindAnswer, ask_find
from hornbook.answers.links import LinksAnswer, ask_links
from hornbook.answers.profile import ProfileAnswer, ask_profile
from hornbook.answers.verdict import VerdictsAnswer, ask_verdicts
from hornbook.console.option import Option, OptionKind
from hornbook.console.pages.choices import COMPANY, STANDARD, rule_choices
from hornbook.console.pages.page import Page
from hornbook.console.question import PageQuestion
from hornbook.reports.coffee import CoffeePage
from hornbook.standards.ask import judged_standards
from hornbook.standards.library import library
from hornbook.text import message

FINANCING = ("Round", "Valuation", "Listed", "Acquired", "Closed")
"""The kinds of fact that tell how a company was financed, and how that ended."""


def _find(question: PageQuestion) -> FindAnswer:
    return ask_find(question.view, question.needed("text"))


def _profile(question: PageQuestion) -> ProfileAnswer:
    return ask_profile(question.view, question.needed("company"))


def _verdicts(question: PageQuestion) -> VerdictsAnswer:
    view, names = question.view, question.values("standard")
    standards = judged_standards(names, question.day) if names else list(library.values())
    company = view.company(question.needed("companies"))
    return ask_verdicts(view, standards, [company], full=question.flag("full"), on_facts=question.flag("on-facts"))


def _facts(question: PageQuestion) -> FactsAnswer:
    return ask_facts(question.view, question.needed("company"), question.values("kind"))


def _links(question: PageQuestion) -> LinksAnswer:
    return ask_links(question.view, question.needed("company"))


def _coffee(question: PageQuestion) -> CoffeeAnswer:
    view, years = question.view, question.number("years-before")
    page = CoffeePage(view, under=question.value("standard"), years=4 if years is None else years)
    return page(view.company(question.needed("company")))


FIND_PAGES = (
    Page(
        name="find",
        title=message("Search"),
        question="find",
        ask=_find,
        options=(Option("text", message("A part of a name")),),
        menu=False,
    ),
)
"""The search."""

READING_PAGES = (
    Page(name="company", title=message("Profile"), question="profile", ask=_profile, options=(COMPANY,), menu=False),
    Page(
        name="coffee",
        title=message("Briefing"),
        question="coffee",
        ask=_coffee,
        options=(
            COMPANY,
            STANDARD,
            Option(
                "years-before",
                message("Compare with companies that stood there so many years ago"),
                OptionKind.NUMBER,
                default="4",
            ),
        ),
        menu=False,
    ),
    Page(
        name="verdicts",
        title=message("Verdicts"),
        question="judge",
        ask=_verdicts,
        options=(
            Option("companies", message("Company"), OptionKind.COMPANY),
            Option(
                "standard",
                message("Standard"),
                OptionKind.RULE,
                choices=rule_choices,
                initial=lambda _, given: None if "all-standards" in given else "gei-unicorn",
            ),
            Option("all-standards", message("Every standard"), OptionKind.FLAG),
            Option("full", message("Every clause"), OptionKind.FLAG),
            Option("on-facts", message("Assume that open judgements are favourable"), OptionKind.FLAG),
        ),
        menu=False,
    ),
    Page(
        name="financing",
        title=message("Financing"),
        question="facts",
        ask=_facts,
        options=(COMPANY, Option("kind", fixed=FINANCING)),
        menu=False,
    ),
    Page(name="facts", title=message("Facts"), question="facts", ask=_facts, options=(COMPANY,), menu=False),
    Page(name="identity", title=message("Identity"), question="links", ask=_links, options=(COMPANY,), menu=False),
)
"""What is known about one company."""
