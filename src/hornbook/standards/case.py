"""One company's facts, taken out of a view into memory, to be judged by many rules without reading the book again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.kinds_about import kinds_about
from hornbook.book.known import echoed_at
from hornbook.book.law import latest_statements
from hornbook.book.money import MONEY, MoneyColumn, coin, converted
from hornbook.book.view import Told, View, tell
from hornbook.engine import asked_word
from hornbook.indicators.algebra import Indicator, Reading
from hornbook.indicators.profile import formula_values
from hornbook.indicators.texts import Texts
from hornbook.kinds import KINDS, Fact, Round, schema
from hornbook.lang.answer import Values
from hornbook.lang.bound import Input
from hornbook.standards.judge import input_columns, known_inputs


class _Held(View):
    """A view of the tables that hold one company's facts; the law has been applied to them already."""

    def facts(self, kind: type[Fact], columns: Iterable[str] | None = None, *, echoes: bool = False) -> ir.Table:
        """The company's facts of a kind."""
        table = self.engine.table_named(_name(kind.__name__))
        if kind is Round and not echoes:
            table = table.filter(~table.echo)
        wanted = None if columns is None else set(columns)
        return table.select([c for c in table.columns if c != "echo" and (wanted is None or c in wanted)])

    def money(
        self, kind: type[Fact], columns: Iterable[str] | None = None, coins: Iterable[MoneyColumn] = ()
    ) -> ir.Table:
        """The same; amounts were converted when the tables were filled."""
        return self.facts(kind, None if columns is None else {*columns, *(each.column for each in coins)})


Case = tuple[Values | None, list[Told]]
"""What is known of each input (None: a company without a name), and every fact of the kinds that they read."""
_ORDER = [(name, "ascending") for name in ("subject", "valid", "known", "id")]


def _name(kind: str) -> str:
    return f"case_{kind}"


class _Taker:
    """Takes the facts that readings look at out of a view, one company after another, and lets them be read."""

    def __init__(
        self, view: View, readings: Iterable[Reading], texts: Texts | None = None, kinds: Iterable[str] = ()
    ) -> None:
        """`kinds`: further kinds of which the facts are told, whether or not a reading looks at them."""
        self.view, self._texts = view, texts
        looks = set(readings)
        self._coins = [found for column in sorted({r.column for r in looks}) if (found := coin(column))]
        asked = {"Named", *(r.kind.__name__ for r in looks), *kinds}
        self._kinds = [name for name in KINDS if name in asked and view.book.of(name)]
        self._read = [name for name in KINDS if name in asked]
        self._asks: dict[tuple[str, int], Callable[..., pa.Table]] = {}

    def hold(self, tables: Mapping[str, pa.Table]) -> _Held:
        """The view of these facts alone."""
        for name in self._read:
            self.view.engine.hold(_name(name), self._priced(tables.get(name, _empty(KINDS[name]))))
        return _Held(self.view.book, self.view.day, self.view.known, self.view.convention)

    def tables(self, company: str) -> dict[str, pa.Table]:
        """The facts of a company that count, by kind; those of its records are looked up by these."""
        view = self.view
        if view.identity.company(company, view.known) != company:
            return {}  # a record of another company: of itself nothing is told
        records = view.identity.records(company, view.known)
        companies = dict.fromkeys(records, company)
        return {name: _told_of(companies, name, rows, view) for name, rows in self._rows(records).items()}

    def tables_together(self, companies: Iterable[str]) -> dict[str, pa.Table]:
        """The same for many companies by one question a kind; the rows stand in the order of the book's files."""
        view, own = self.view, dict[str, str]()
        for company in companies:
            if view.identity.company(company, view.known) == company:
                own |= dict.fromkeys(view.identity.records(company, view.known), company)
        some = view.engine.put("case_records", pa.table({"record": pa.array(own, pa.string())}))
        found = {}
        for name in self._kinds:
            rows = _counting(view, KINDS[name], lambda rows: rows.semi_join(some, rows.subject == some.record))
            found[name] = _told_of(own, name, view.engine.arrow(rows).sort_by(_ORDER), view)
        return found

    def _rows(self, records: Sequence[str]) -> dict[str, pa.Table]:
        """The facts of records by kind, by questions that are compiled once for a power of two of records."""
        size = 1 << (len(records) - 1).bit_length()
        words = {f"record{n}": records[min(n, len(records) - 1)] for n in range(size)}
        found = {}
        for name in kinds_about(self.view.book, self._kinds, records):
            if (name, size) not in self._asks:
                self._asks[name, size] = self._ask(name, size)
            found[name] = self._asks[name, size](**words)
        return found

    def _ask(self, name: str, size: int) -> Callable[..., pa.Table]:
        """The facts of so many records that count, the records given each time."""

        def question() -> ir.Table:
            records = [asked_word(f"record{n}") for n in range(size)]
            return _counting(self.view, KINDS[name], lambda rows: rows.filter(rows.subject.isin(records)))

        return self._texts.ask(f"{name} {size}", question) if self._texts else self.view.engine.ready(question())

    def _priced(self, rows: pa.Table) -> pa.Table:
        """Facts with a column a coin, where they have amounts."""
        if "currency" not in rows.column_names:
            return rows
        ends = [side for side in ("least", "most") if side in rows.column_names]
        view, told = self.view, rows.select(["amount", "currency", "valid", *ends]).to_pylist()
        for each in self._coins:
            worth = [_worth(row, each, view) for row in told]
            rows = rows.append_column(each.column, pa.array(worth, MONEY))
        return rows


class Cases:
    """Takes one company after another out of a view; what can be prepared is prepared once."""

    def __init__(self, view: View, inputs: Sequence[Input]) -> None:
        self.view, self.inputs = view, tuple(inputs)
        self._taker = _Taker(view, {r for each in inputs for side in (each.low, each.high) for r in side.readings()})
        self._values: Callable[..., pa.Table] | None = None

    def together(self, companies: Sequence[str]) -> dict[str, Case]:
        """Many companies at once, by one question a kind and one for all their values."""
        tables = self._taker.tables_together(companies)
        rows = formula_values(self._taker.hold(tables), input_columns(self.inputs))
        values = {row["subject"]: row for row in self.view.engine.arrow(rows).to_pylist()}
        stories: dict[str, list[Told]] = {company: [] for company in companies}
        for name, told in tables.items():
            for each in tell(_no_echoes(told), KINDS[name]):
                stories[each.subject].append(each)
        return {
            company: (known_inputs(self.inputs, values[company]) if company in values else None, story)
            for company, story in stories.items()
        }

    def __call__(self, company: str) -> Case:
        """One company, by questions that are compiled once for all of them."""
        tables = self._taker.tables(company)
        held = self._taker.hold(tables)
        if self._values is None:
            self._values = self.view.engine.ready(formula_values(held, input_columns(self.inputs), alone=True))
        row = self._values().to_pylist()[0]
        story = [told for name, rows in tables.items() for told in tell(_no_echoes(rows), KINDS[name])]
        return (known_inputs(self.inputs, row) if row["subject"] else None), story


class WholeCases:
    """Takes all that is known of one company after another; the questions are remembered by later commands."""

    def __init__(self, view: View, inputs: Sequence[Input], wanted: Sequence[Indicator]) -> None:
        """`inputs`: what rules need; `wanted`: indicators beside them, by name."""
        self.view, self.inputs, self.wanted = view, tuple(inputs), tuple(wanted)
        self._columns = [*input_columns(self.inputs), *self.wanted]
        self._texts = Texts(view, self._columns)
        readings = {reading for each in self._columns for reading in each.formula.readings()}
        self._taker = _Taker(view, readings, self._texts, KINDS)
        self._values: Callable[..., pa.Table] | None = None

    def __call__(self, company: str) -> tuple[Case, dict[str, Any]]:
        """One company: what is known of the inputs and every fact that counts, and the indicators by name."""
        tables = self._taker.tables(company)
        held = self._taker.hold(tables)
        if self._values is None:
            self._values = self._texts.ask("values", lambda: formula_values(held, self._columns, alone=True))
        (row,) = self._values().to_pylist()
        self._texts.save()
        story = [told for name, rows in tables.items() for told in tell(_no_echoes(rows), KINDS[name])]
        values = known_inputs(self.inputs, row) if row["subject"] else None
        return (values, story), {each.name: row[each.name] for each in self.wanted}


def indicator_values(view: View, wanted: Iterable[Indicator], company: str) -> dict[str, Any]:
    """Indicators of one company by name; its facts are taken out first, so that no others are reckoned with."""
    asked = {each.name: each for each in wanted}
    texts = Texts(view, asked.values())
    taker = _Taker(view, {r for each in asked.values() for r in each.formula.readings()}, texts)
    held = taker.hold(taker.tables(company))
    (row,) = texts.ask("values", lambda: formula_values(held, asked.values(), alone=True))().to_pylist()
    texts.save()
    return {name: row[name] for name in asked}


def _worth(row: Mapping[str, object], each: MoneyColumn, view: View) -> object:
    amount, currency = row["amount"], row["currency"]
    if amount is None and each.side:
        amount = row.get(each.side)
    if amount is None or currency is None:
        return None
    return converted(amount, str(currency), row["valid"], each, view.convention, known=view.known)  # type: ignore[arg-type]


def _counting(view: View, kind: type[Fact], pick: Callable[[ir.Table], ir.Table]) -> ir.Table:
    """The facts of some records that count: the same as the view's, but they are picked before versions are."""
    rows = latest_statements(view.book, kind, view.known, pick)
    return rows.filter(rows.valid <= ibis.date(view.day))


def _told_of(companies: Mapping[str, str], kind: str, rows: pa.Table, view: View) -> pa.Table:
    """Facts of records as facts of their companies; a round says whether it is an echo."""
    own = pa.array([companies[record] for record in rows["subject"].to_pylist()], pa.string())
    rows = rows.set_column(rows.schema.get_field_index("subject"), "subject", own)
    if kind != Round.__name__:
        return rows
    ids = zip(rows["id"].to_pylist(), rows["known"].to_pylist(), strict=True)
    echoed = echoed_at(view.book, view.known)
    return rows.append_column("echo", pa.array([each in echoed for each in ids], pa.bool_()))


def _no_echoes(rows: pa.Table) -> pa.Table:
    return rows.filter(pc.invert(rows["echo"])) if "echo" in rows.column_names else rows


def _empty(kind: type[Fact]) -> pa.Table:
    own = schema(kind)
    return (own.append(pa.field("echo", pa.bool_())) if kind is Round else own).empty_table()
