"""Laws of the model and of the choice, for any number of records and any pairs."""

from collections import defaultdict
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.link.choose import ScoredPair, chosen_groups
from hornbook.link.evidence import COMPARISONS
from hornbook.link.model import bits, prior, settings

MANY = st.integers(min_value=200, max_value=10**8)


@given(MANY, MANY)
def test_what_is_rare_is_worth_the_same_whatever_else_the_book_holds(one: int, other: int) -> None:
    for level in (level for comparison in COMPARISONS for level in comparison.levels if level.rare):
        assert prior(one) + bits(level, one) == pytest.approx(prior(other) + bits(level, other))


@pytest.mark.parametrize("comparison", COMPARISONS, ids=lambda c: c.name)
def test_levels_are_told_apart_by_their_bits(comparison) -> None:  # type: ignore[no-untyped-def]
    for records in (200, 5_000, 10**6):
        worth = [bits(level, records) for level in comparison.levels if level.bits is not None]
        assert all(abs(a - b) > 1e-6 for a, b in combinations(worth, 2))
        assert all(abs(value) > 1e-6 for value in worth)  # what says nothing has no bits at all
    assert all(level.says.en and level.says.zh for level in comparison.levels)


@given(MANY)
def test_splink_is_told_the_bits(records: int) -> None:
    for told, meant in zip(settings(records, COMPARISONS)["comparisons"], COMPARISONS, strict=True):
        for level, own in zip(told["comparison_levels"], meant.levels, strict=True):
            if own.bits is not None:
                ratio = level["m_probability"] / level["u_probability"]
                assert ratio == pytest.approx(2 ** bits(own, records))


RECORDS = 7
SOURCES = st.lists(st.sampled_from("abc"), min_size=RECORDS, max_size=RECORDS)
PAIRS = st.dictionaries(
    st.sampled_from(list(combinations(range(RECORDS), 2))),
    st.tuples(st.floats(-20, 20), st.floats(-12, 8), st.sampled_from([0.0, 0.4, 0.6, 0.9, 1.0])),
)


@given(SOURCES, PAIRS)
def test_no_company_holds_what_cannot_be_one(
    sources: list[str], found: dict[tuple[int, int], tuple[float, ...]]
) -> None:
    source = dict(enumerate(sources))
    given_pairs = [ScoredPair(*ids, *rest) for ids, rest in found.items()]
    groups = chosen_groups(given_pairs, source, 0.5)
    members = defaultdict(set)
    for record, top in groups.items():
        members[top].add(record)
    for group in members.values():
        for ids in combinations(sorted(group), 2):
            weight, beside, _ = found.get(ids, (float("-inf"), 0.0, 0.0))
            assert beside >= -5
            assert weight > 0 or source[ids[0]] != source[ids[1]]
    for order in list(permutations(given_pairs))[:3] if len(given_pairs) < 6 else [given_pairs[::-1]]:
        assert chosen_groups(order, source, 0.5) == groups
