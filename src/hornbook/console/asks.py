"""The functions that ask what a page shows. Each hands a question's values to one function of `answers`."""

from collections.abc import Mapping

from hornbook.answers.answer import Answer
from hornbook.answers.census import ask_census
from hornbook.answers.compare import ask_compare
from hornbook.answers.conflicts import ask_conflicts
from hornbook.answers.facts import ask_facts
from hornbook.answers.find import ask_find
from hornbook.answers.imports import ask_log
from hornbook.answers.members import ask_members
from hornbook.answers.overview import ask_overview
from hornbook.answers.profile import ask_profile
from hornbook.answers.quality import ask_quality
from hornbook.answers.standard import ask_standard
from hornbook.answers.standards import ask_standards
from hornbook.answers.statistics import ask_statistic, ask_statistics
from hornbook.answers.support import ask_support
from hornbook.answers.supports import ask_supports
from hornbook.answers.verdict import ask_verdicts
from hornbook.answers.watch import ask_watch
from hornbook.console.question import PageQuestion
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.errors import QuestionError
from hornbook.standards.ask import judged_standards
from hornbook.standards.library import library, plain_rule
from hornbook.support.library import supports
from hornbook.text import Phrase, message


def overview(question: PageQuestion) -> Answer:
    """Where the book stands."""
    return ask_overview(question.view, question.value("standard"), earlier=question.earlier)


def census(question: PageQuestion) -> Answer:
    """How many companies reach a tier."""
    return ask_census(
        question.view,
        question.groups,
        question.value("standard"),
        earlier=question.earlier,
        months=question.months,
        where=question.where,
        on_facts=question.flag("on-facts"),
    )


def companies(question: PageQuestion) -> Answer:
    """Which companies reach a tier."""
    return ask_members(
        question.view,
        question.value("standard"),
        where=question.where,
        on_facts=question.flag("on-facts"),
        sort=question.value("sort") or "value_usd",
        yes_only=question.flag("yes-only"),
    )


def find(question: PageQuestion) -> Answer:
    """Companies by a part of a name."""
    return ask_find(question.view, question.needed("text"))


def profile(question: PageQuestion) -> Answer:
    """The indicators of a company."""
    return ask_profile(question.view, question.needed("company"))


def verdicts(question: PageQuestion) -> Answer:
    """A company under one standard or all of them."""
    view, names = question.view, question.values("standard")
    standards = judged_standards(names, question.day) if names else list(library.values())
    return ask_verdicts(view, standards, [view.company(question.needed("companies"))])


def facts(question: PageQuestion) -> Answer:
    """The facts about a company."""
    return ask_facts(question.view, question.needed("company"))


def standards(question: PageQuestion) -> Answer:
    """The library, or one standard of it."""
    name = question.value("standard")
    if name is None:
        return ask_standards(library.values(), question.day)
    return ask_standard(plain_rule() if name == plain_rule().id else library[name], question.day)


def compare(question: PageQuestion) -> Answer:
    """Rules and lists beside each other."""
    rules = question.values("rules")
    if len(rules) < 2:
        raise QuestionError(message("Choose two standards to compare."))
    return ask_compare(question.view, rules, on_facts=question.flag("on-facts"), where=question.where)


def watch(question: PageQuestion) -> Answer:
    """Who is near the line of a rule."""
    return ask_watch(
        question.at(question.needed("from")),
        question.view,
        question.value("standard"),
        where=question.where,
        on_facts=question.flag("on-facts"),
        by=question.groups,
    )


def ecosystem(question: PageQuestion) -> Answer:
    """A statistic, or which there are."""
    asked = EcosystemQuestion(
        view=question.view,
        under=question.value("standard"),
        by=tuple(question.groups),
        where=question.where,
        on_facts=question.flag("on-facts"),
        earlier=question.earlier,
        months=question.months,
        definition=question.rule("definition"),
    )
    name = question.value("statistic")
    return ask_statistic(name, asked) if name else ask_statistics(asked)


def support(question: PageQuestion) -> Answer:
    """The supports, or one of them."""
    name = question.value("support")
    return ask_support(supports[name], question.day) if name else ask_supports(supports.values(), question.day)


def support_names() -> Mapping[str, Phrase]:
    """Every support by its id, with its name."""
    return {of.id: of.name for of in supports.values()}


def quality(question: PageQuestion) -> Answer:
    """How good the evidence is."""
    return ask_quality(question.view)


def conflicts(question: PageQuestion) -> Answer:
    """Where sources disagree."""
    return ask_conflicts(question.view, under=question.values("standard"), changes=question.flag("changes"))


def log(question: PageQuestion) -> Answer:
    """What was imported."""
    return ask_log(question.book)
