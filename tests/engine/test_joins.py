"""Joins made at once, and tables that an engine keeps."""

import ibis
import pyarrow as pa
import pytest

from hornbook.engine import Embedded, cross_joins, left_joins

LEFT = pa.table({"subject": ["a", "b", "c"], "n": [1, 2, None]})
ONE = pa.table({"subject": ["a", "c"], "m": ["x", None]})
TWO = pa.table({"subject": ["b", "b"], "k": [True, False]})


def test_left_joins_are_those_of_ibis() -> None:
    """Every row of the first table, with what the others say of its subject, and each column once."""
    engine = Embedded()
    left, one, two = (engine.table(rows) for rows in (LEFT, ONE, TWO))
    made = left_joins(left, [one, two], "subject").select("subject", "n", "m", "k")
    plain = left.left_join(one, "subject").select("subject", "n", "m").left_join(two, "subject")
    order = [("subject", "ascending"), ("k", "ascending")]
    expected = engine.arrow(plain.select("subject", "n", "m", "k")).sort_by(order)
    assert engine.arrow(made).sort_by(order).equals(expected)
    assert expected["k"].to_pylist() == [None, False, True, None]
    engine.close()


def test_cross_joins_put_every_row_beside_every_other() -> None:
    """Three rows beside two."""
    engine = Embedded()
    left, one = engine.table(LEFT), engine.table(ONE.select(["m"]))
    assert engine.arrow(cross_joins(left, [one]).count()).as_py() == LEFT.num_rows * ONE.num_rows
    assert left_joins(left, [], "subject").equals(left)
    engine.close()


def test_a_name_that_two_tables_have_is_refused() -> None:
    """It would hide one of the columns."""
    with pytest.raises(ValueError, match="'m'"):
        cross_joins(ibis.memtable(ONE), [ibis.memtable(ONE.select(["m"]))])


def test_a_fixed_table_is_brought_once_and_belongs_to_this_process() -> None:
    """The rows are asked for once; a question that reads them has no text for another process."""
    engine, asked = Embedded(), []

    def rows() -> pa.Table:
        asked.append(1)
        return LEFT

    for _ in range(2):
        table = engine.fixed("fixed_rows", rows)
        assert engine.arrow(table.n.sum()).as_py() == 3
    assert asked == [1]
    assert engine.text(table) is None
    engine.close()
