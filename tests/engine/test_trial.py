"""A short sample of `trials.engines`: generated rules on both engines, and the comparison of cells itself."""

import pyarrow as pa
from trials.engines import differing, of_expressions

from hornbook.engine import Engine
from tests.strategies import book_of


def test_generated_rules_have_one_answer_on_both_engines(engine: Engine, sail: Engine) -> None:
    """Twelve companies to a rule."""
    with book_of([], engine) as book:
        cells, found = of_expressions(book, (engine, sail), 12, 7)
    assert cells == 12 * 12
    assert found == []


def test_a_cell_that_differs_is_named() -> None:
    """Empty differs from zero, and a float by more than 1e-9 of itself."""
    here = pa.table({"subject": ["a", "b", "c"], "n": [1, None, 3], "x": [1.0, 2.0, None], "l": [["p"], None, ["q"]]})
    there = pa.table(
        {"subject": ["c", "b", "a"], "n": [3, 0, 1], "x": [None, 2.000001, 1.0 + 1e-12], "l": [["r"], None, ["p"]]}
    )
    cells, found = differing(here, there)
    assert cells == 12
    assert found == ["b n: None 0", "b x: 2.0 2.000001", "c l: ['q'] ['r']"]
    assert differing(here, here) == (12, [])
