"""Every tier of the library, over columns in memory and by the engine: one answer in every cell."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from hornbook.engine import Engine
from hornbook.indicators.located import Located, LocatedApart
from hornbook.indicators.profile import formula_values
from hornbook.kinds import Named, Valuation
from hornbook.lang import bound
from hornbook.lang.compile import moment
from hornbook.lang.filter import company_filter
from hornbook.standards.ask import rule
from hornbook.standards.in_memory import answered_in_memory, answers_of
from hornbook.standards.judge import answered, assume_favourable, input_columns, input_places, needed, tier_columns
from hornbook.standards.library import library
from tests.strategies import Given, book_of

DAY = date(2025, 12, 31)
ROWS = 2_000


def tiers() -> dict[str, bound.Condition]:
    """Every tier, as it stands and with open matters taken in the companies' favour."""
    plain = {f"{of.id}/{tier.id}": tier.condition for of in library.values() for tier in of.edition(DAY).tiers}
    return plain | {f"{name} on facts": assume_favourable(condition) for name, condition in plain.items()}


def limits(conditions: Sequence[bound.Condition]) -> dict[bound.Input, list[Decimal]]:
    """The numbers and days with which each input is compared, so that many values lie on a boundary."""
    found: dict[bound.Input, list[Decimal]] = defaultdict(list)
    for leaf in {leaf for condition in conditions for leaf in bound.leaves(condition)}:
        if isinstance(leaf, bound.BoundCompare):
            ends = [each for each in (leaf.left, leaf.right) if isinstance(each, bound.Const | bound.Moment)]
            for end in ends:
                value = moment(end, DAY).toordinal() if isinstance(end, bound.Moment) else end.value
                for each in bound.inputs_of(leaf):
                    found[each] += [value] if isinstance(value, int | Decimal) else []
    return found


def column(each: bound.Input, kind: pa.DataType, pool: Sequence[Decimal], rng: np.random.Generator) -> pa.Array:
    """Values of which a third are unknown, many on a limit and others about it."""
    near = rng.choice(np.array([float(value) for value in pool] or [1.0]), ROWS)
    off = rng.choice([0, 0, 1, -1], ROWS)
    if pa.types.is_boolean(kind):
        values: list[Any] = (rng.random(ROWS) < 0.7).tolist()
    elif pa.types.is_string(kind):
        words = each.low.words if isinstance(each.low, Located | LocatedApart) else ("x",)
        values = rng.choice([*words, words[0].upper(), "elsewhere", ""], ROWS).tolist()
    elif pa.types.is_date(kind):
        usual = [date(2025, 12, 31), date(2015, 12, 31), date(2016, 2, 29), date(2010, 1, 1)]
        base = rng.choice(np.array([date.fromordinal(int(value)) for value in pool] + usual), ROWS)
        values = [day + timedelta(days=int(days)) for day, days in zip(base, off, strict=True)]
    elif pa.types.is_decimal(kind):
        values = [Decimal(round(value)) + Decimal(int(n)) / 100 for value, n in zip(near, off, strict=True)]
    elif pa.types.is_integer(kind):
        values = (np.maximum(near, 0).astype(int) + off).tolist()
    else:
        values = (near + off * rng.choice([1e-2, 4e-10, 6e-10], ROWS)).tolist()
    return pa.array(values, kind, mask=rng.random(ROWS) < 1 / 3)


def table_of(inputs: Sequence[bound.Input], engine: Engine, conditions: Sequence[bound.Condition]) -> pa.Table:
    """The columns of inputs, of the types that a book gives them, never more from below than from above."""
    with book_of([], engine) as book:
        shape = formula_values(book.at(DAY), input_columns(inputs)).schema().to_pyarrow()
    rng, pools = np.random.default_rng(7), limits(conditions)
    found = {"n": pa.array(np.arange(ROWS))}
    for n, each in enumerate(inputs):
        low = column(each, shape.field(f"i{n}l").type, pools[each], rng)
        if f"i{n}h" in shape.names:
            high = pc.if_else(pa.array(rng.random(ROWS) < 0.5), low, column(each, low.type, pools[each], rng))
            swapped = pc.fill_null(pc.greater(low, high), False)
            low, high = pc.if_else(swapped, high, low), pc.if_else(swapped, low, high)
            found[f"i{n}h"] = high
        found[f"i{n}l"] = low
    return pa.table(found)


def test_every_tier_has_one_answer(engine: Engine) -> None:
    """Two thousand companies whose values lie about the limits of the rules, a third of them unknown."""
    conditions = tiers()
    inputs = needed(conditions.values())
    table = table_of(inputs, engine, list(conditions.values()))
    rows = engine.put("in_memory", table)
    wanted = engine.arrow(tier_columns(rows, conditions, input_places(inputs, rows), DAY, ["n"])).sort_by("n")
    found = answers_of(table.slice(0, 999), inputs, conditions, DAY)
    found = pa.concat_tables([found, answers_of(table.slice(999), inputs, conditions, DAY)])  # not at a byte
    differing = {name for name in conditions if not found[name].equals(wanted[name])}
    assert differing == set()
    answers = {answer for name in conditions for answer in pc.unique(found[name]).to_pylist()}
    assert answers == {True, False, None}


@pytest.mark.parametrize("where", [None, "valuation >= 90 USD"])
def test_answers_that_leave_the_engine_are_those_within_it(where: str | None, engine: Engine) -> None:
    """Rows, further columns, the filter and the columns on facts, of a book with companies and of one without."""
    known = {"subject": "firm", "place": "1"}
    facts = (Named(valid=DAY, name="Firm", **known), Valuation(valid=DAY, amount=Decimal(100), currency="USD", **known))
    asked = {word: rule(word, DAY).tier.condition for word in ("gei-unicorn", "hurun")}
    within = None if where is None else company_filter(where)
    for given in ([], [Given("news", DAY, facts)]):
        with book_of(given, engine) as book:
            view = book.at(DAY)
            found = answered_in_memory(view, asked, ["name", "age"], on_facts=["gei-unicorn"], where=within)
            wanted = answered(view, asked, ["name", "age"], on_facts=["gei-unicorn"], where=within)
            assert found.equals(engine.arrow(wanted).cast(found.schema))
            assert found.num_rows == len(given)
