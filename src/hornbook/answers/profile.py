"""Indicators of one company, or of all companies, as of a day."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import ibis.expr.types as ir

from hornbook.answers.answer import Answer, asked_of, foot, head
from hornbook.answers.facts import ValueRange, company_name
from hornbook.answers.wording.values import UNITS, ends_words, indicator_label, indicator_words
from hornbook.book.view import View
from hornbook.indicators.algebra import Indicator, Op, Reading, Unit
from hornbook.indicators.catalogue import chosen_indicators, indicator_ends
from hornbook.indicators.sums import Sum
from hornbook.kinds import Acquired, Closed, Listed, Named
from hornbook.lang.bind import GRACE
from hornbook.lang.filter import Filter
from hornbook.render.sheet import Block, Column, Kind, Line, Row, Sheet, Stream, Table
from hornbook.standards.case import indicator_values
from hornbook.standards.judge import input_table
from hornbook.text import Message, Phrase, Value, listing, message, message_plural

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
    ranges: Mapping[str, ValueRange]
    """The least and the most of those whose facts can leave it open: a fact that may or may not belong, or a band."""
    promised: tuple[str, ...] = ()
    """Those that are empty and not unknown: a source promised to name every such fact, and names none."""

    def sheet(self) -> Sheet:
        """The page: a line an indicator that is known, and the names of the unknown ones."""
        return profile_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row with a column an indicator; and a row an indicator, with its unit and meaning."""
        ends = {f"{name}_{side}": getattr(of, side) for name, of in self.ranges.items() for side in ("least", "most")}
        wide = Table("profile", _columns({**self.values, **ends}), ({"subject": self.subject, **self.values, **ends},))
        return wide, Table("indicators", CARD_COLUMNS, tuple(_card(self, known=False)))


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
    silences = _silences(wanted)
    asked = [*wanted, *_ends(wanted), *chosen_indicators(["name"]), *silences.values()]
    values = indicator_values(view, asked, subject)
    return ProfileAnswer(
        asked=asked_of(view),
        subject=subject,
        name=values["name"],
        values={of.name: values[of.name] for of in wanted},
        ranges={
            of.name: ValueRange(least=values[least.name], most=values[most.name])
            for of in wanted
            for least, most in _pair(of)
        },
        promised=tuple(name for name, of in silences.items() if values[name] is None and values[of.name] == 0),
    )


def _silences(wanted: Iterable[Indicator]) -> dict[str, Indicator]:
    """For each indicator of a listing, a sale or a closure how many there are: none where a source promises so."""
    found = {}
    for of in wanted:
        if isinstance(of.formula, Reading) and of.formula.kind in (Listed, Acquired, Closed):
            counted = Sum(Reading(Op.COUNT, of.formula.kind, in_force=True), GRACE)
            found[of.name] = Indicator(counted, Unit.NUMBER, of.about, f"{of.name} counted")
    return found


def _pair(of: Indicator) -> tuple[tuple[Indicator, Indicator], ...]:
    """The least and the most of an indicator that has them."""
    found = indicator_ends(of)
    return ((found[0], found[1]),) if found else ()


def _ends(wanted: Iterable[Indicator]) -> list[Indicator]:
    """The least and the most of each indicator that has them."""
    return [end for of in wanted for end in indicator_ends(of)]


def with_ends(names: Iterable[str]) -> tuple[str, ...]:
    """Indicators by name, and behind them the least and the most of each that has them."""
    wanted = chosen_indicators(names)
    return tuple(dict.fromkeys(of.name for of in (*wanted, *_ends(wanted))))


def ask_profiles(
    view: View, names: Iterable[str] | None = None, *, where: Filter | None = None, sort: str | None = None
) -> ProfilesAnswer:
    """Indicators of all companies: those named, or all; a page shows few if none are named.

    `sort`: the indicator by which they are ordered, figures and days from the greatest, text from A, what is unknown
    last; by subject where none is named.
    """
    by = chosen_indicators([sort])[0].name if sort else "subject"
    asked = list(names) if names is not None else None
    wanted = chosen_indicators(asked)
    picked = with_ends(of.name for of in wanted)
    shown = tuple(asked or SHORT)
    some = input_table(view, (), (), where)[0] if where else view.facts(Named, ["subject"])
    count = int(view.engine.arrow(some.subject.nunique()).as_py())
    return ProfilesAnswer(
        asked=asked_of(view, where=where),
        count=count,
        companies=Stream(partial(_companies, view, picked, where, by), count),
        names=picked,
        shown=shown,
        first=partial(_first, view, shown, where, by),
    )


def _within(view: View, names: tuple[str, ...], where: Filter | None, by: str) -> ir.Table:
    """The indicators of the companies within the filter, in order; the one that orders them is among them."""
    wanted = dict.fromkeys(name for name in (*names, by) if name != "subject")
    table, _ = input_table(view, (), chosen_indicators(wanted), where)
    rows = table.select("subject", *wanted)
    column = rows[by]
    along = column.asc() if column.type().is_string() else column.desc()
    return rows.order_by(column.isnull(), along, rows.subject) if by != "subject" else rows.order_by("subject")


def _companies(view: View, names: tuple[str, ...], where: Filter | None, by: str) -> Iterator[Row]:
    rows = _within(view, names, where, by)
    kept = ["subject", *(name for name in names if name != "subject")]
    for batch in view.engine.batches(rows, _BATCH):
        yield from batch.select(kept).to_pylist()


def _first(view: View, names: tuple[str, ...], where: Filter | None, by: str) -> list[Row]:
    wanted = chosen_indicators(names)
    rows = view.engine.arrow(_within(view, with_ends(names), where, by).limit(SHOWN)).to_pylist()
    return [{"subject": row["subject"]} | {of.name: page_cell(of, row) for of in wanted} for row in rows]


def page_cell(of: Indicator, row: Row) -> Any:
    """A cell of a page: figures as they are, for their column writes them; text and what is open in words."""
    value = row[of.name]
    for least, most in _pair(of) if value is None else ():
        return ends_words(of, row[least.name], row[most.name], short=True)
    return value if _kind(of).figure else indicator_words(of, value)


# ---- pages


def profile_sheet(answer: ProfileAnswer) -> Sheet:
    """The page: a line an indicator that is known, and the names of the unknown ones."""
    company = company_name(answer.name, answer.subject)
    title: Message = message("Profile: {company}", company=company)
    blocks: list[Block] = [*head(answer.asked), Line(title, strong=True)]
    blocks.append(Table("indicators", CARD_COLUMNS, tuple(_card(answer, known=True))))
    if none := [indicator_label(of) for of in chosen_indicators(answer.promised)]:
        text = message("None, for a source promised to name every one: {indicators}", indicators=listing(none))
        blocks.append(Line(text))
    empty = [of for of in chosen_indicators(answer.values) if _words(answer, of) is None]
    if unknown := [indicator_label(of) for of in empty if of.name not in answer.promised]:
        blocks.append(Line(message("Unknown: {indicators}", indicators=listing(unknown))))
    return Sheet(title, tuple(blocks))


def profiles_sheet(answer: ProfilesAnswer) -> Sheet:
    """The page: the first companies, and how many there are."""
    title: Message = message_plural("Profiles: {n:,} company", "Profiles: {n:,} companies", answer.count)
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
    Column("least", message("at least"), page=False),
    Column("most", message("at most"), page=False),
    Column("unit", message("unit"), Kind.CODE, page=False),
    Column("about", message("meaning"), wide=True, pair=True),
)


def _words(answer: ProfileAnswer, of: Indicator) -> Value:
    """What is known of an indicator, in words."""
    value, found = answer.values[of.name], answer.ranges.get(of.name)
    return ends_words(of, found.least, found.most) if value is None and found else indicator_words(of, value)


def _card(answer: ProfileAnswer, *, known: bool) -> Iterator[Row]:
    """A row an indicator; with `known`, only those of which something is known."""
    for of in chosen_indicators(answer.values):
        words, found = _words(answer, of), answer.ranges.get(of.name)
        if words is not None or not known:
            yield {
                "label": indicator_label(of),
                "name": of.name,
                "words": words,
                "value": answer.values[of.name],
                "least": found and found.least,
                "most": found and found.most,
                "unit": of.unit.value,
                "unit_name": UNITS[of.unit],
                "about": of.about,
            }
