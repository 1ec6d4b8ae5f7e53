"""Small awards for tests: amounts over two figures and a yes or no, and every completion of what is not known."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product

from hypothesis import strategies as st

from hornbook.lang import bound
from hornbook.lang.answer import KnownRange, Values
from hornbook.lang.bind import bind, bind_amount
from hornbook.lang.read import read_rule
from hornbook.lang.scope import RuleScope
from hornbook.support.extremes import Claim, PartClaim
from hornbook.text import Text

DAY = date(2024, 6, 30)
SCOPE = RuleScope(
    define={
        "x": read_rule("figure_amount[measure in {'x'}]"),
        "y": read_rule("figure_amount[measure in {'y'}]"),
    },
    matters={"fit": Text("It is fit.", "符合。")},
    owner="test",
    currency="CNY",
)

_cents = st.integers(0, 12).map(lambda n: f"{n // 100}.{n % 100:02d} CNY")
_rates = st.sampled_from(["10%", "25%", "30%", "50%", "100%"])
_limits = st.sampled_from([("0.03 CNY", "0.07 CNY"), ("0.02 CNY", "0.05 CNY")])

conditions = st.one_of(
    st.builds(
        lambda of, op, limit: f"{of} {op} {limit}",
        st.sampled_from("xy"),
        st.sampled_from(["<=", ">", ">=", "<"]),
        _cents,
    ),
    st.just("judged fit"),
    st.builds(lambda op: f"x {op} y", st.sampled_from(["<=", ">"])),
)
_several = st.one_of(
    conditions,
    st.builds(lambda a, b: f"all({a}, {b})", conditions, conditions),
    st.builds(lambda a, b: f"any({a}, not {b})", conditions, conditions),
)

_leaves = st.one_of(
    _cents,
    st.builds(lambda rate, of: f"{rate} * {of}", _rates, st.sampled_from("xy")),
    st.builds(
        lambda of, limits, a, b: f"slices({of}, <= {limits[0]}: {a}, <= {limits[1]}: {b}, else: 10%)",
        st.sampled_from("xy"), _limits, _rates, _rates,
    ),
    st.builds(lambda a, b: f"between({a}, {b})", _cents, _cents),
)  # fmt: skip


def _joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds(lambda a, b: f"min({a}, {b})", inner, inner),
        st.builds(lambda a, b: f"max({a}, {b})", inner, inner),
        st.builds(lambda a, b: f"({a}) - ({b})", inner, inner),
        st.builds(lambda a, b: f"({a}) + ({b})", inner, inner),
        st.builds(lambda c, a, b: f"cases({c}: {a}, else: {b})", _several, inner, inner),
    )


amounts = st.recursive(_leaves, _joined, max_leaves=5)
"""Amounts as text."""
ranges = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted)
"""The least and the most of a figure, in hundredths."""


def claim(condition: str, amount: str, x: list[int], y: list[int], fit: bool | None) -> Claim:
    """A claim of one part for what is known of its three inputs."""
    whole = bind(read_rule(condition), SCOPE)
    award = bind_amount(read_rule(amount), SCOPE, "CNY")
    values = {}
    for of in (*bound.inputs_of(whole), *bound.inputs_of(award)):
        values[of.low, of.high] = _known(of, x, y, fit)
    return Claim((PartClaim(whole, award),), True, values, DAY)


def _known(of: bound.Input, x: list[int], y: list[int], fit: bool | None) -> KnownRange:
    if of.matter:
        return KnownRange(fit, fit)
    low, high = x if "'x'" in of.written else y
    return KnownRange(Decimal(low) / 100, Decimal(high) / 100)


def every_completion(of: Claim) -> Iterator[Values]:
    """Every completion of what a claim leaves open."""
    choices = [list(_choices(known)) for known in of.values.values()]
    for picked in product(*choices):
        yield dict(zip(of.values, picked, strict=True))


def _choices(known: KnownRange) -> Iterator[KnownRange]:
    if known.low is None or isinstance(known.low, bool):
        for value in (True, False) if known.low is None else (known.low,):
            yield KnownRange(value, value)
        return
    for cents in range(int(known.low * 100), int(known.high * 100) + 1):
        value = Decimal(cents) / 100
        yield KnownRange(value, value)
