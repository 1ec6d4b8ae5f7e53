"""What a book says at the place and the cut-off of a published figure, by a rule, beside that figure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

import ibis

from hornbook.answers.published_rows import OwnFigure
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.lang.filter import company_filter
from hornbook.population.verdicts import verdicts
from hornbook.published.measures import FigureNature, FigureUnit
from hornbook.published.scopes import ScopePlace
from hornbook.published.values import PublishedFigure
from hornbook.standards.ask import Rule, rule
from hornbook.terms import Day
from hornbook.text import Message, message

MOST_COUNTS = 60
"""How many different places and days are counted for one answer; each is a question to the whole book."""

SAME_RULE = message("the publisher's own definition as a rule")
OTHER_RULE = message("another definition")
NO_RULE = message("another definition; the publisher's own is no standard here")


def own_figures(view: View, figures: Iterable[PublishedFigure], under: str | None) -> dict[PublishedFigure, OwnFigure]:
    """Ours beside each figure that can be compared, by a rule: stocks of that tier, and values in US dollars.

    Each is counted at the last day of the figure's cut-off, with what is known by the view's own day.
    """
    wanted: dict[PublishedFigure, tuple[Day, str]] = {}
    for figure in figures:
        if _comparable(figure, rule(under, view.day)) and figure.cut_off and figure.cut_off.last <= view.known:
            wanted[figure] = (figure.cut_off.last, filter_text(figure.place) or "")
    asked = set(wanted.values())
    if len(asked) > MOST_COUNTS:
        raise QuestionError(
            message(
                "{n} places and days would have to be counted, and {most} are the most. Add --place or --publisher.",
                n=len(asked),
                most=MOST_COUNTS,
            )
        )
    counts = {each: _count(view, *each, under) for each in sorted(asked)}
    return {figure: _own(figure, counts[key], key[0], rule(under, key[0])) for figure, key in wanted.items()}


def filter_text(place: ScopePlace) -> str | None:
    """The filter that keeps the companies of a place; empty for the world, None where no register says who belongs."""
    if place.level == "world":
        return ""
    parts = [part.split("/") for part in place.id.split("+")]
    if place.level == "several" and any(len(part) == 1 for part in parts):
        return None
    names = ", ".join(f"'{part[-1]}'" for part in parts)
    field = {"country": "country", "province": "place", "city": "city", "several": "city"}.get(place.level)
    return f"{field} in {{{names}}}" if field else None


def _comparable(figure: PublishedFigure, asked: Rule) -> bool:
    """Whether a census by a rule counts what the figure counts: a stock of that tier, or its value in US dollars."""
    if figure.nature is not FigureNature.STOCK or figure.held or filter_text(figure.place) is None:
        return False
    if figure.measure.unit is FigureUnit.MONEY:
        return figure.currency == "USD" and asked.tier.id == "unicorn"
    return figure.measure.tier == asked.tier.id


@dataclass(frozen=True, slots=True)
class _Count:
    """Companies that are a yes, those that are one on the facts, the undecided, and what the yes are worth together."""

    count: int
    on_facts: int
    unknown: int
    value_usd: Decimal


def _count(view: View, day: Day, where: str, under: str | None) -> _Count:
    """One question to the engine; a census would ask several."""
    rows = verdicts(replace(view, day=day), under=under, where=company_filter(where) if where else None)
    counted = rows.aggregate(
        count=rows.verdict.fill_null(False).sum(),
        on_facts=rows.on_facts.fill_null(False).sum(),
        unknown=rows.verdict.isnull().sum(),
        value_usd=ibis.ifelse(rows.verdict.fill_null(False), rows.value, None).sum(),
    )
    (found,) = view.engine.arrow(counted).to_pylist()
    value = round(Decimal(found["value_usd"] or 0), 2)
    return _Count(found["count"] or 0, found["on_facts"] or 0, found["unknown"] or 0, value)


def _own(figure: PublishedFigure, count: _Count, day: Day, asked: Rule) -> OwnFigure:
    money = figure.measure.unit is FigureUnit.MONEY
    ours = count.value_usd if money else Decimal(count.count)
    same, relation = relation_of(figure, asked)
    return OwnFigure(
        day=day,
        standard=f"{asked.standard.label}:{asked.tier.id}",
        count=None if money else count.count,
        on_facts=None if money else count.on_facts,
        unknown=count.unknown,
        value_usd=count.value_usd if money else None,
        difference=None if figure.value is None else ours - figure.value,
        same_rule=same,
        relation=relation,
    )


def relation_of(figure: PublishedFigure, asked: Rule) -> tuple[bool, Message]:
    """Whether a rule is the publisher's own definition, and how the two relate in words."""
    if figure.series.standard is None:
        return False, NO_RULE
    same = not asked.standard.own_file and figure.series.standard == f"{asked.standard.id}:{asked.tier.id}"
    return same, SAME_RULE if same else OTHER_RULE
