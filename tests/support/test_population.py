"""Many supports put to all companies at once: each row is what the company alone is given, and one pass is as many."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pyarrow as pa
import pytest

from hornbook.engine import Engine
from hornbook.lang import bound
from hornbook.lang.answer import reply
from hornbook.standards.examples import book_of
from hornbook.standards.judge import known_inputs
from hornbook.support.case_numbers import numbered_cases
from hornbook.support.clause_sums import clause_sums, part_clauses
from hornbook.support.examples import support_examples
from hornbook.support.extremes import extremes
from hornbook.support.library import supports
from hornbook.support.population import (
    PopulationAwards,
    PopulationColumns,
    awards_among,
    needed_inputs,
    population_awards,
    populations_awards,
)
from hornbook.support.terms import SupportTerms
from tests.standards.test_in_memory import table_of

DAY = date(2025, 6, 30)
NAMES = (
    "cn-beijing-compute-voucher", "cn-chaoyang-cluster", "cn-eastlake-17", "cn-longgang-srdi", "cn-suzhou-rd",
    "de-forschungszulage", "de-zim", "fr-cir", "uk-rdec-merged", "us-qsbs-1202",
)  # fmt: skip
"""Awards of every shape, conditions that share inputs with awards, several parts, and inputs that may be negative."""
ROWS = 60


def limits(of: bound.Quantity) -> Iterator[bound.Condition]:
    """Comparisons with every number of an award, so that many values lie on one."""
    numbers = {*constants(of)} or {Decimal(100)}
    money = [each for each in bound.inputs_of(of) if each.type is bound.Type.MONEY]
    for each, number in product(money, numbers):
        yield bound.BoundCompare(each, ">=", bound.Const(number, each.type), "")


def constants(of: object) -> Iterator[Decimal]:
    """The numbers of an award."""
    if isinstance(of, Decimal):
        yield of
    parts = of if isinstance(of, tuple) else [getattr(of, name, None) for name in getattr(of, "__slots__", ())]
    if isinstance(of, tuple | bound.BoundSlices | bound.BoundExtreme | bound.BoundArithmetic | bound.Const):
        for part in parts:
            yield from constants(part)


def columns(every: list[SupportTerms], engine: Engine) -> PopulationColumns:
    """Companies whose values lie about the limits of conditions and awards; a third of the values are unknown."""
    inputs = tuple({(of.low, of.high): of for terms in every for of in needed_inputs(terms)}.values())
    claims = [claim for terms in every for claim in terms.claims.values()]
    conditions = [claim.condition for claim in claims]
    conditions += [each for claim in claims for q in claim.quantities() for each in limits(q)]
    table = table_of(inputs, engine, conditions).slice(0, ROWS)
    subject = pa.array([f"company:{n}" for n in range(ROWS)])
    rows = {name: table[name] for name in table.column_names if name != "n"}
    return PopulationColumns(inputs, pa.table({"subject": subject, "name": subject, **rows}))


@pytest.fixture(scope="module")
def asked(engine: Engine) -> tuple[PopulationAwards, ...]:
    """All supports, put to the same companies."""
    every = [SupportTerms(supports[name], DAY) for name in NAMES]
    return awards_among(columns(every, engine), every)


@pytest.mark.parametrize("name", NAMES)
def test_each_row_is_what_the_company_alone_is_given(name: str, asked: tuple[PopulationAwards, ...]) -> None:
    found = asked[NAMES.index(name)]
    terms, inputs = found.terms, needed_inputs(found.terms)
    told = {row["subject"]: row for row in found.rows.to_pylist()}
    assert found.asked == ROWS
    for row in found.companies.narrowed(inputs).to_pylist():
        values, own = known_inputs(inputs, row), told.get(row["subject"])
        parts = {part: reply(claim.condition, values, DAY).answer for part, claim in terms.claims.items()}
        if own is None:
            assert set(parts.values()) == {False} or terms.in_force is False
            continue
        assert {part: own[f"part_{part}"] for part in parts} == parts
        assert {own[name] for name in found.leaves.values()} <= {True, False, None}
        alone = extremes(terms.claim(values))
        assert (own["least"], own["most"]) == (alone.least, alone.most)


def test_some_are_entitled_and_some_amounts_are_open(asked: tuple[PopulationAwards, ...]) -> None:
    answers = {answer for each in asked for answer in each.rows["answer"].to_pylist()}
    assert answers == {True, None}
    assert any(each.rows["most"].null_count for each in asked)
    assert any(most and most != least for each in asked for most, least in _amounts(each))


def _amounts(of: PopulationAwards) -> Iterator[tuple[int | None, int]]:
    return zip(of.rows["most"].to_pylist(), of.rows["least"].to_pylist(), strict=True)


@pytest.mark.parametrize("name", ["cn-chaoyang-cluster", "cn-eastlake-17"])
def test_patterns_of_clauses_are_those_of_each_company(name: str, asked: tuple[PopulationAwards, ...]) -> None:
    found = asked[NAMES.index(name)]
    inputs = needed_inputs(found.terms)
    for part in found.terms.edition.paying:
        clauses = part_clauses(found.terms, part.id)
        wanted: dict[tuple[bool | None, ...], Fraction] = {}
        for row in found.companies.narrowed(inputs).to_pylist():
            values = known_inputs(inputs, row)
            pattern = tuple(reply(each, values, DAY).answer for each in clauses.values())
            wanted[pattern] = wanted.get(pattern, Fraction(0)) + 1
        told = clause_sums(found, part.id)
        if told is not None:
            assert (list(told[0]), set(told[1])) == (list(clauses), set(wanted))


def test_many_supports_at_once_are_each_of_them_alone() -> None:
    """Over a book, and with a filter's rows: one pass gives the same tables as one pass for each support."""
    every = [supports[name] for name in ("cn-beijing-compute-voucher", "uk-seis", "de-forschungszulage")]
    given = [each.example for each in support_examples(every[0]) if each.example.day == date(2024, 6, 30)]
    with book_of(given) as book:
        view = book.at(date(2024, 6, 30))
        for of, found in zip(every, populations_awards(view, every), strict=True):
            alone = population_awards(view, of)
            assert found.rows.sort_by("subject").equals(alone.rows.sort_by("subject"))
            assert (found.asked, found.leaves) == (alone.asked, alone.leaves)
        assert populations_awards(view, []) == ()


def test_cases_are_numbered_by_what_tells_them_apart() -> None:
    keys = pa.table({"a": [True, None, True, None], "b": [1, 1, 1, 2]})
    numbers, firsts = numbered_cases(keys)
    found = [firsts.to_pylist()[n] for n in numbers.to_pylist()]
    assert found == [0, 1, 0, 3]
