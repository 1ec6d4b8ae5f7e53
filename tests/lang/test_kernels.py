"""Rules over columns in memory have the answers that the engine gives, whatever is known."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.engine import Engine
from hornbook.lang import bound
from hornbook.lang.kernels import answers_in_memory
from hornbook.lang.read import read_rule
from tests.lang.test_answers import DAY, Case, Shape, by_the_engine, cases, shape  # noqa: F401  a fixture
from tests.lang.test_readings import OPEN
from tests.lang.trees import leaves, rules
from tests.samples import sampled


def in_memory(case: Case) -> list[bool | None]:
    """The answers of a rule over Arrow columns."""
    keys = {(each.low, each.high): n for n, each in enumerate(case.inputs)}

    def column(each: bound.Input) -> tuple[pa.Array, pa.Array]:
        n, key = keys[each.low, each.high], (each.low, each.high)
        sides = [
            pa.array([getattr(known[key], side) for known in case.known], case.shape.field(name).type)
            for name, side in ((f"i{n}l", "low"), (f"i{n}h", "high"))
            if name in case.shape.names
        ]
        return sides[0], sides[-1]

    found: list[bool | None] = answers_in_memory({"rule": case.rule}, column, len(case.known), DAY)["rule"].to_pylist()
    return found


@sampled(120, long=3000)
@given(data=st.data())
def test_memory_and_engine_give_one_answer(data: st.DataObject, shape: Shape, engine: Engine) -> None:  # noqa: F811
    """For every rule, read in one way or in several."""
    case = data.draw(st.one_of(cases(shape), cases(shape, rules, OPEN)))
    assert in_memory(case) == by_the_engine(case, engine)


@pytest.mark.parametrize("sort", leaves)
@sampled(30, long=800)
@given(data=st.data())
def test_they_agree_on_every_sort_of_leaf(sort: str, data: st.DataObject, shape: Shape, engine: Engine) -> None:  # noqa: F811
    """Each by itself, so that none is hidden behind another's no."""
    case = data.draw(cases(shape, leaves[sort].map(read_rule)))
    assert in_memory(case) == by_the_engine(case, engine)
