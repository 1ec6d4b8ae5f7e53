"""Pages about the book itself: its sources, their quality, where they disagree, and figures that others publish."""

from hornbook.answers.catalogues import (
    IndicatorsAnswer,
    KindsAnswer,
    SourcesAnswer,
    ask_indicators,
    ask_kinds,
    ask_sources,
)
from hornbook.answers.conflicts import ConflictsAnswer, ask_conflicts
from hornbook.answers.imports import LogAnswer, ask_log
from hornbook.answers.links import LinksAnswer, ask_links
from hornbook.answers.published import PublishedAnswer, ask_published, ask_published_beside
from hornbook.answers.quality import QualityAnswer, ask_quality
from hornbook.console.option import Option, OptionKind
from hornbook.console.pages.choices import STANDARD, measure_choices, publisher_choices
from hornbook.console.pages.page import Page
from hornbook.console.question import PageQuestion
from hornbook.errors import QuestionError
from hornbook.text import message


def _published(question: PageQuestion) -> PublishedAnswer:
    """The figures of others, and those of the book beside them where a standard is given."""
    publishers, place, measure = question.values("publisher"), question.value("place"), question.value("measure")
    standard, checks = question.value("standard"), question.flag("checks")
    if standard is None:
        return ask_published(question.day, publishers=publishers, place=place, measure=measure, checks=checks)
    if checks:
        raise QuestionError(message("Checks of arithmetic are shown without a standard; leave out one of the two."))
    return ask_published_beside(question.view, standard, publishers=publishers, place=place, measure=measure)


def _quality(question: PageQuestion) -> QualityAnswer:
    return ask_quality(question.view)


def _conflicts(question: PageQuestion) -> ConflictsAnswer:
    return ask_conflicts(question.view, under=question.values("standard"), changes=question.flag("changes"))


def _links(question: PageQuestion) -> LinksAnswer:
    return ask_links(question.view)


def _log(question: PageQuestion) -> LogAnswer:
    return ask_log(question.book)


def _sources(_: PageQuestion) -> SourcesAnswer:
    return ask_sources()


def _kinds(_: PageQuestion) -> KindsAnswer:
    return ask_kinds()


def _indicators(_: PageQuestion) -> IndicatorsAnswer:
    return ask_indicators()


EVIDENCE_PAGES = (
    Page(
        name="published",
        title=message("Published figures"),
        question="published",
        ask=_published,
        options=(
            Option("publisher", message("Publisher"), OptionKind.CHOICE, many=True, choices=publisher_choices),
            Option("place", message("Country, city or 'world'")),
            Option("measure", message("Measure"), OptionKind.CHOICE, choices=measure_choices),
            Option("checks", message("Show every check of arithmetic"), OptionKind.FLAG),
            STANDARD,
        ),
    ),
    Page(name="quality", title=message("Quality"), question="quality", ask=_quality),
    Page(
        name="conflicts",
        title=message("Conflicts"),
        question="conflicts",
        ask=_conflicts,
        options=(
            STANDARD,
            Option("changes", message("Only those that change a verdict"), OptionKind.FLAG),
        ),
    ),
    Page(name="links", title=message("Linked records"), question="links", ask=_links),
    Page(name="log", title=message("Log"), question="log", ask=_log),
    Page(name="sources", title=message("Sources"), question="sources", ask=_sources),
    Page(name="kinds", title=message("Kinds of fact"), question="kinds", ask=_kinds, menu=False),
    Page(
        name="indicators",
        title=message("Indicators"),
        question="indicators",
        ask=_indicators,
        menu=False,
    ),
)
"""The pages about the book itself, in the order of the menu."""
