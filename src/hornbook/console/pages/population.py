"""Pages about all companies: counts, lists, what changed, and the rules by which is counted."""

from hornbook.answers.census import CensusAnswer, ask_census
from hornbook.answers.compare import ask_compare
from hornbook.answers.compared import CompareAnswer
from hornbook.answers.members import CensusListAnswer, ask_members
from hornbook.answers.overview import OverviewAnswer, ask_overview
from hornbook.answers.standard import StandardAnswer, ask_standard
from hornbook.answers.standards import StandardsAnswer, ask_standards
from hornbook.answers.statistic import StatisticAnswer
from hornbook.answers.statistics import StatisticsAnswer, ask_statistic, ask_statistics
from hornbook.answers.watch import WatchAnswer, ask_watch
from hornbook.answers.whatif import WhatIfAnswer, ask_whatif
from hornbook.console.option import SET, Option, OptionKind
from hornbook.console.pages.choices import (
    BY,
    EVERY,
    FROM,
    ON_FACTS,
    SCOPE,
    STANDARD,
    WHERE,
    WHERE_UNKNOWN,
    rule_choices,
    sort_choices,
    statistic_choices,
    years_back,
)
from hornbook.console.pages.page import Page
from hornbook.console.question import PageQuestion
from hornbook.console.thresholds import first_setting, rule_thresholds
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.errors import QuestionError
from hornbook.standards.library import library, plain_rule
from hornbook.standards.standard import Standard
from hornbook.text import message


def _overview(question: PageQuestion) -> OverviewAnswer:
    return ask_overview(question.view, question.value("standard"), earlier=question.earlier)


def _census(question: PageQuestion) -> CensusAnswer:
    return ask_census(
        question.view,
        question.groups,
        question.value("standard"),
        earlier=question.earlier,
        months=question.months,
        where=question.where,
        on_facts=question.flag("on-facts"),
    )


def _companies(question: PageQuestion) -> CensusListAnswer:
    return ask_members(
        question.view,
        question.value("standard"),
        where=question.where,
        on_facts=question.flag("on-facts"),
        sort=question.value("sort") or "value_usd",
        yes_only=question.flag("yes-only"),
    )


def _standards(question: PageQuestion) -> StandardAnswer | StandardsAnswer:
    of = _standards_shown(question)
    return ask_standard(of[0], question.day) if question.value("standard") else ask_standards(of, question.day)


def _standards_shown(question: PageQuestion) -> list[Standard]:
    name = question.value("standard")
    if name is None:
        return list(library.values())
    return [plain_rule() if name == plain_rule().id else library[name]]


def _compare(question: PageQuestion) -> CompareAnswer:
    rules = question.values("rules")
    if len(rules) < 2:
        raise QuestionError(message("Choose two standards to compare."))
    return ask_compare(question.view, rules, on_facts=question.flag("on-facts"), where=question.where)


def _whatif(question: PageQuestion) -> WhatIfAnswer:
    return ask_whatif(
        question.view,
        question.needed("standard"),
        question.settings,
        where=question.where,
        on_facts=question.flag("on-facts"),
        by=question.groups,
    )


def _watch(question: PageQuestion) -> WatchAnswer:
    return ask_watch(
        question.at(question.needed("from")),
        question.view,
        question.value("standard"),
        where=question.where,
        on_facts=question.flag("on-facts"),
        by=question.groups,
    )


def _ecosystem(question: PageQuestion) -> StatisticAnswer | StatisticsAnswer:
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


POPULATION_PAGES = (
    Page(
        name="overview",
        title=message("Overview"),
        question="overview",
        ask=_overview,
        options=(STANDARD, FROM),
    ),
    Page(
        name="census",
        title=message("Census"),
        question="census",
        ask=_census,
        options=(STANDARD, BY, FROM, EVERY, *SCOPE),
    ),
    Page(
        name="list",
        title=message("Companies"),
        question="census",
        ask=_companies,
        options=(
            STANDARD,
            Option("list", fixed=SET),
            Option("sort", message("Ordered by"), OptionKind.CHOICE, choices=sort_choices),
            Option("yes-only", message("Only the confirmed"), OptionKind.FLAG),
            *SCOPE,
        ),
    ),
    Page(
        name="flow",
        title=message("Entries and exits"),
        question="census",
        ask=_census,
        options=(
            STANDARD,
            BY,
            Option("from", message("Since"), OptionKind.DAY, initial=years_back(1)),
            *SCOPE,
        ),
    ),
    Page(
        name="watch",
        title=message("Watch"),
        question="watch",
        ask=_watch,
        options=(Option("from", message("Since"), OptionKind.DAY, initial=years_back(1)), STANDARD, BY, *SCOPE),
    ),
    Page(
        name="standards",
        title=message("Standards"),
        question="standards",
        ask=_standards,
        shows=_standards_shown,
        options=(STANDARD,),
    ),
    Page(
        name="compare",
        title=message("Compare"),
        question="compare",
        ask=_compare,
        options=(
            Option(
                "rules",
                message("Standards"),
                OptionKind.SIDE,
                many=True,
                choices=rule_choices,
                initial=lambda *_: ("gei-unicorn", "hurun"),
            ),
            *SCOPE,
        ),
    ),
    Page(
        name="whatif",
        title=message("What if"),
        question="whatif",
        ask=_whatif,
        options=(
            Option(
                "standard",
                message("Standard"),
                OptionKind.RULE,
                choices=rule_choices,
                initial=lambda *_: plain_rule().id,
            ),
            Option(
                "set",
                message("Also set, as KEY=VALUE"),
                OptionKind.SETTING,
                many=True,
                initial=lambda day, given: first_setting(rule_thresholds(day, given)),
                parts=rule_thresholds,
            ),
            BY,
            *SCOPE,
        ),
    ),
    Page(
        name="ecosystem",
        title=message("Ecosystem"),
        question="ecosystem",
        ask=_ecosystem,
        options=(
            Option("statistic", message("Statistic"), OptionKind.CHOICE, choices=statistic_choices),
            STANDARD,
            BY,
            WHERE,
            WHERE_UNKNOWN,
            FROM,
            EVERY,
            Option("definition", message("What counts as hard technology, as a rule")),
            ON_FACTS,
        ),
    ),
)
"""The pages about all companies, in the order of the menu."""
