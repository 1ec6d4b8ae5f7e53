"""Indicators of one company, or of all companies, as of a day."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import ibis.expr.types as ir

from hornbook.answers.answer import Answer, asked_of, foot, head
from hornbook.answers.facts import company_name
from hornbook.answers.wording.values import UNITS, indicator_label, indicator_words
from hornbook.book.view import View
from hornbook.indicators.algebra import Indicator, Unit
from hornbook.indicators.catalogue import chosen_indicators, indicators
from hornbook.kinds import Named
from hornbook.lang.filter import Filter
from hornbook.render.sheet import Block, Column, Kind, Line, Row, Sheet, Stream, Table
from hornbook.standards.case import indicator_values
from hornbook.standards.judge import input_table
from hornbook.text import Message, Phrase, listing, message

SHORT = ("name", "city", "sector", "age", "valuation", "valuation_day", "raised", "last_round", "headcount")
"""What a page of many companies shows, unless indicators are named."""
_WIDE = ("subject", "sector", "valuation_day", "last_round")
"""What a narrow page of many indicators leaves out."""
_FEW = 6
SHOWN = 20
"""How many companies are shown on a page."""
_BATCH = 50_000


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ProfileAnswer(Answer):
    """Indicators of one company; an empty one is unknown."""

    subject: str
    name: str | None
    values: Mapping[str, Any]

    def sheet(self) -> Sheet:
        """The page: a line an indicator that is known, and the names of the unknown ones."""
        return profile_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row with a column an indicator; and a row an indicator, with its unit and meaning."""
        wide = Table("profile", _columns(self.values), ({"subject": self.subject, **self.values},))
        return wide, Table("indicators", CARD_COLUMNS, tuple(_card(self.values, known=False)))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ProfilesAnswer(Answer):
    """Indicators of all companies, read anew each time that they are asked for."""

    count: int
    companies: Stream
    names: tuple[str, ...] = field(repr=False)
    """The indicators of the files."""
    shown: tuple[str, ...] = field(repr=False)
    """The indicators of the page."""
    first: Callable[[], Iterable[Row]] = field(repr=False)
    """Reads the companies of the page."""

    def sheet(self) -> Sheet:
        """The page: the first companies, and how many there are."""
        return profiles_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a company."""
        return (Table("profiles", _columns(self.names), self.companies),)


def ask_profile(view: View, company: str, names: Iterable[str] | None = None) -> ProfileAnswer:
    """Indicators of one company: those named, or all."""
    wanted = chosen_indicators(names)
    subject = view.company(company)
    values = indicator_values(view, [*wanted, *chosen_indicators(["name"])], subject)
    return ProfileAnswer(
        asked=asked_of(view),
        subject=subject,
        name=values["name"],
        values={of.name: values[of.name] for of in wanted},
    )


def ask_profiles(view: View, names: Iterable[str] | None = None, *, where: Filter | None = None) -> ProfilesAnswer:
    """Indicators of all companies: those named, or all; a page shows few if none are named."""
    asked = list(names) if names is not None else None
    picked, shown = tuple(of.name for of in chosen_indicators(asked)), tuple(asked or SHORT)
    some = input_table(view, (), (), where)[0] if where else view.facts(Named, ["subject"])
    count = int(view.engine.arrow(some.subject.nunique()).as_py())
    return ProfilesAnswer(
        asked=asked_of(view, where=where),
        count=count,
        companies=Stream(partial(_companies, view, picked, where), count),
        names=picked,
        shown=shown,
        first=partial(_first, view, shown, where),
    )


def _within(view: View, names: tuple[str, ...], where: Filter | None) -> ir.Table:
    """The indicators of the companies within the filter, by subject."""
    table, _ = input_table(view, (), chosen_indicators(names), where)
    return table.select("subject", *(name for name in names if name != "subject")).order_by("subject")


def _companies(view: View, names: tuple[str, ...], where: Filter | None) -> Iterator[Row]:
    rows = _within(view, names, where)
    for batch in view.engine.batches(rows, _BATCH):
        yield from batch.to_pylist()


def _first(view: View, names: tuple[str, ...], where: Filter | None) -> list[Row]:
    rows = view.engine.arrow(_within(view, names, where).limit(SHOWN)).to_pylist()
    known = indicators()
    return [{"subject": row["subject"]} | {name: page_cell(known[name], row[name]) for name in names} for row in rows]


def page_cell(of: Indicator, value: Any) -> Any:
    """A cell of a page: figures as they are, for their column writes them; text in words."""
    return value if _kind(of).figure else indicator_words(of, value)


# ---- pages


def profile_sheet(answer: ProfileAnswer) -> Sheet:
    """The page: a line an indicator that is known, and the names of the unknown ones."""
    company = company_name(answer.name, answer.subject)
    title: Message = message("Profile: {company}", company=company)
    blocks: list[Block] = [*head(answer.asked), Line(title, strong=True)]
    blocks.append(Table("indicators", CARD_COLUMNS, tuple(_card(answer.values, known=True))))
    if unknown := [indicator_label(of) for of in chosen_indicators(answer.values) if answer.values[of.name] is None]:
        blocks.append(Line(message("Unknown: {indicators}", indicators=listing(unknown))))
    return Sheet(title, tuple(blocks))


def profiles_sheet(answer: ProfilesAnswer) -> Sheet:
    """The page: the first companies, and how many there are."""
    title: Message = message("Profiles: {n:,} companies", n=answer.count)
    columns = _columns(answer.shown, page=True)
    table = Table("profiles", columns, Stream(answer.first, answer.count), shown=SHOWN)
    return Sheet(title, (*head(answer.asked), Line(title, strong=True), table, *foot(answer.asked)))


def indicator_columns(names: Iterable[str]) -> tuple[Column, ...]:
    """A column an indicator."""
    return tuple(Column(of.name, _heading(of), _kind(of)) for of in chosen_indicators(names))


def _columns(names: Iterable[str], *, page: bool = False) -> tuple[Column, ...]:
    """A column an indicator behind the subject."""
    wanted = chosen_indicators(names)
    narrow = page and len(wanted) > _FEW
    subject = Column("subject", message("subject"), Kind.CODE, wide=narrow)
    return subject, *(
        Column(of.name, _heading(of), _kind(of), wide=narrow and of.name in _WIDE)
        for of in wanted
        if of.name != "subject"
    )


def _heading(of: Indicator) -> Phrase:
    return indicator_label(of)


def _kind(of: Indicator) -> Kind:
    """How the cells of an indicator are written."""
    kinds = {
        Unit.USD: Kind.USD, Unit.DAY: Kind.DAY, Unit.RATIO: Kind.SHARE, Unit.YES_NO: Kind.YES, Unit.DAYS: Kind.COUNT,
        Unit.YEARS: Kind.COUNT, Unit.PEOPLE: Kind.COUNT,
    }  # fmt: skip
    return kinds.get(of.unit, Kind.NUMBER if of.unit is Unit.NUMBER else Kind.TEXT)


CARD_COLUMNS = (
    Column("label", message("indicator"), tight=True, file=False),
    Column("name", message("name"), Kind.CODE, page=False),
    Column("words", message("value"), file=False),
    Column("value", message("value"), page=False),
    Column("unit", message("unit"), Kind.CODE, page=False),
    Column("about", message("meaning"), wide=True, pair=True),
)


def _card(values: Mapping[str, Any], *, known: bool) -> Iterator[Row]:
    """A row an indicator; with `known`, only those of which something is known."""
    for of in chosen_indicators(values):
        value = values[of.name]
        if value is not None or not known:
            yield {
                "label": indicator_label(of),
                "name": of.name,
                "words": indicator_words(of, value),
                "value": value,
                "unit": of.unit.value,
                "unit_name": UNITS[of.unit],
                "about": of.about,
            }
