"""A bound rule answered: for a whole table by the engine and for one company by reasons, with equal answers.

Then the laws of the three values: what is doubly denied is said, a part's answer decides as De Morgan says, and to
learn more never turns yes into no or no into yes.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.book.view import View
from hornbook.engine import Engine
from hornbook.indicators.profile import formula_values
from hornbook.lang import bound, tree
from hornbook.lang.answer import KnownRange, Values, reply
from hornbook.lang.bind import bind
from hornbook.lang.compile import compiled
from hornbook.lang.read import read_rule
from hornbook.lang.scope import RuleScope
from hornbook.standards.judge import input_columns, input_places, needed
from tests.lang.trees import SCOPE, leaves, rules, values
from tests.samples import sampled
from tests.strategies import book_of

DAY = date(2019, 6, 30)
ROWS = 12
"""Companies that one rule is put to."""

Shape = Callable[[Sequence[bound.Input]], pa.Schema]


class Case(NamedTuple):
    """A rule, the columns that it needs, and what is known of some companies."""

    rule: bound.Condition
    inputs: tuple[bound.Input, ...]
    shape: pa.Schema
    known: tuple[Values, ...]


def shapes(view: View) -> Shape:
    """The columns of inputs, of the types that a view gives them."""
    types: dict[tuple[Any, Any], tuple[pa.DataType, ...]] = {}

    def found(inputs: Sequence[bound.Input]) -> pa.Schema:
        made = []
        for n, each in enumerate(inputs):
            if (each.low, each.high) not in types:
                asked = formula_values(view, input_columns([each])).schema().to_pyarrow()
                types[each.low, each.high] = tuple(asked.types[1:])
            made += [pa.field(f"i{n}{side}", own) for side, own in zip("lh", types[each.low, each.high])]  # noqa: B905
        return pa.schema(made)

    return found


@pytest.fixture(scope="module")
def shape(engine: Engine) -> Iterator[Shape]:
    """The columns of inputs, of the types that a book gives them."""
    with book_of([], engine) as book:
        yield shapes(book.at(DAY))


@st.composite
def cases(draw: st.DrawFn, shape: Shape, texts: st.SearchStrategy[tree.Node] = rules, scope: RuleScope = SCOPE) -> Case:
    """Any rule over any knowledge."""
    rule = bind(draw(texts), scope)
    inputs = needed([rule])
    columns_ = shape(inputs)
    known = [{key: draw(spans(columns_, n)) for n, key in enumerate(_keys(inputs))} for _ in range(ROWS)]
    return Case(rule, inputs, columns_, tuple(known))


def _keys(inputs: Sequence[bound.Input]) -> list[tuple[Any, Any]]:
    return [(each.low, each.high) for each in inputs]


@st.composite
def spans(draw: st.DrawFn, shape: pa.Schema, n: int) -> KnownRange:
    """What is known of an input: often nothing, from one side only or exactly; never more from below."""
    some = st.one_of(st.none(), values(shape.field(f"i{n}l").type), values(shape.field(f"i{n}l").type))
    low = draw(some)
    if f"i{n}h" not in shape.names or draw(st.booleans()):
        return KnownRange(low, low)
    high = draw(some)
    return KnownRange(high, low) if low is not None and high is not None and high < low else KnownRange(low, high)


def by_the_engine(case: Case, engine: Engine) -> list[bool | None]:
    """The answers of the whole table."""
    rows: dict[str, Any] = {"n": pa.array(range(len(case.known)))}
    for n, key in enumerate(_keys(case.inputs)):
        for side, value in (("l", "low"), ("h", "high")):
            if f"i{n}{side}" in case.shape.names:
                own = case.shape.field(f"i{n}{side}").type
                rows[f"i{n}{side}"] = pa.array([getattr(known[key], value) for known in case.known], own)
    table = engine.put("answers", pa.table(rows))
    answer = compiled(case.rule, input_places(case.inputs, table), DAY)
    found = engine.arrow(table.select(n=table.n, answer=answer)).to_pylist()
    return [row["answer"] for row in sorted(found, key=lambda row: row["n"])]


def by_reasons(rule: bound.Condition, case: Case) -> list[bool | None]:
    """The answers one by one."""
    return [reply(rule, known, DAY).answer for known in case.known]


@sampled(50, long=1500)
@given(data=st.data())
def test_the_engine_and_the_reasons_give_one_answer(data: st.DataObject, shape: Shape, engine: Engine) -> None:
    """For every rule and whatever is known."""
    case = data.draw(cases(shape))
    assert by_the_engine(case, engine) == by_reasons(case.rule, case)


@pytest.mark.parametrize("sort", leaves)
@sampled(12, long=250)
@given(data=st.data())
def test_they_agree_on_every_sort_of_condition(sort: str, data: st.DataObject, shape: Shape, engine: Engine) -> None:
    """Each leaf by itself, so that none is hidden behind another's no."""
    case = data.draw(cases(shape, leaves[sort].map(read_rule)))
    assert by_the_engine(case, engine) == by_reasons(case.rule, case)


@sampled(24, long=600)
@given(data=st.data())
def test_what_is_denied_twice_is_said(data: st.DataObject, shape: Shape, engine: Engine) -> None:
    """not not A is A, unknown included."""
    case = data.draw(cases(shape))
    twice = bound.BoundNot(bound.BoundNot(case.rule))
    assert by_reasons(twice, case) == by_reasons(case.rule, case)
    assert by_the_engine(case._replace(rule=twice), engine) == by_the_engine(case, engine)


@sampled(24, long=600)
@given(data=st.data())
def test_not_all_is_any_not(data: st.DataObject, shape: Shape, engine: Engine) -> None:
    """De Morgan, both ways round."""
    trees = data.draw(st.lists(rules, min_size=2, max_size=3))
    case = data.draw(cases(shape, st.just(tree.All(tuple(trees)))))
    assert isinstance(case.rule, bound.BoundAll)
    parts = case.rule.parts
    denied = tuple(bound.BoundNot(part) for part in parts)
    for one, other in (
        (bound.BoundNot(bound.BoundAll(parts)), bound.BoundAny(denied)),
        (bound.BoundNot(bound.BoundAny(parts)), bound.BoundAll(denied)),
    ):
        assert by_reasons(one, case) == by_reasons(other, case)
        assert by_the_engine(case._replace(rule=one), engine) == by_the_engine(case._replace(rule=other), engine)


@sampled(80, long=2000)
@given(data=st.data())
def test_all_and_any_are_no_more_than_their_parts(data: st.DataObject, shape: Shape) -> None:
    """`all` is no where a part is no and yes where every part is yes; `any` is its mirror."""
    trees = data.draw(st.lists(rules, min_size=2, max_size=3))
    case = data.draw(cases(shape, st.just(tree.All(tuple(trees)))))
    assert isinstance(case.rule, bound.BoundAll)
    each = [by_reasons(part, case) for part in case.rule.parts]
    for n, answers in enumerate(zip(*each, strict=True)):
        every = False if False in answers else None if None in answers else True
        some = True if True in answers else None if None in answers else False
        assert reply(case.rule, case.known[n], DAY).answer is every
        assert reply(bound.BoundAny(case.rule.parts), case.known[n], DAY).answer is some


@st.composite
def learnt(draw: st.DrawFn, case: Case) -> tuple[Values, ...]:
    """The same companies when more is known of some inputs: a span within the span."""
    keys = _keys(case.inputs)
    return tuple({key: draw(_within(known[key], case.shape, n)) for n, key in enumerate(keys)} for known in case.known)


@st.composite
def _within(draw: st.DrawFn, known: KnownRange, shape: pa.Schema, n: int) -> KnownRange:
    pool = values(shape.field(f"i{n}l").type)
    if f"i{n}h" not in shape.names:
        return known if known.low is not None else KnownRange(*[draw(st.one_of(st.none(), pool))] * 2)
    inside = pool.filter(lambda x: (known.low is None or x >= known.low) and (known.high is None or x <= known.high))
    ends = sorted(draw(st.lists(st.one_of(inside, *(st.just(x) for x in known if x is not None)), max_size=2)))
    if not ends:
        return known
    low = ends[0] if draw(st.booleans()) or len(ends) == 1 else known.low
    return KnownRange(low, ends[-1] if draw(st.booleans()) else known.high)


@pytest.mark.parametrize("sort", [*leaves, "any rule"])
@sampled(40, long=1000)
@given(data=st.data())
def test_to_learn_more_never_turns_yes_into_no_or_no_into_yes(sort: str, data: st.DataObject, shape: Shape) -> None:
    """Only an unknown may change, for every sort of condition: so an answer once given can be relied on."""
    case = data.draw(cases(shape, leaves[sort].map(read_rule) if sort in leaves else rules))
    later = case._replace(known=data.draw(learnt(case)))
    for before, after in zip(by_reasons(case.rule, case), by_reasons(case.rule, later), strict=True):
        assert before is None or after is before


@pytest.mark.parametrize(
    ("rule", "known", "answer"),
    [
        ("valuation * 0.5 >= 2.68 CNY", "5.35", True),  # half a cent rounds up, in both
        ("city in {'Weißenburg'}", "Weißenburg", True),
        ("city in {'WEISSENBURG'}", "weissenburg", True),
        ("city = 'ΟΔΟΣ'", "ΟΔΟΣ", True),
        ("city contains 'İz'", "İzmir", True),
        ("table(city, 'Straße': 1, else: 0) = 1", "Straße", True),
        ("city contains '%'", "100", False),
        ('city in {"it\'s"}', "IT'S", True),
        ("city = ''", "", True),
    ],
)
def test_a_known_case_has_its_answer_in_both(rule: str, known: Any, answer: bool, shape: Shape, engine: Engine) -> None:
    """What once came out otherwise in one of the two."""
    condition = bind(read_rule(rule), SCOPE)
    inputs = needed([condition])
    columns_ = shape(inputs)
    own = columns_.field("i0l").type
    value = pa.array([known]).cast(own)[0].as_py()
    case = Case(condition, inputs, columns_, ({(inputs[0].low, inputs[0].high): KnownRange(value, value)},))
    assert (by_the_engine(case, engine), by_reasons(condition, case)) == ([answer], [answer])
