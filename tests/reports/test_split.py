"""Figures worked out of companies: what is asked of a list of companies is what plain counting says."""

from datetime import date
from decimal import Decimal
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.reports.yearbook.split import ADDED, Cause, Formula, Member, Setting, Split, amounts_of, figure
from hornbook.standards.ask import rule
from tests.samples import sampled

RULE = rule(None, date(2024, 12, 31))
MEMBERS = st.lists(
    st.builds(
        Member,
        st.sampled_from("abcdefg"),
        st.just("name"),
        st.sampled_from(["", "x", "y", "z"]),
        st.none() | st.decimals(0, 10**10, places=2),
    ),
    max_size=12,
)
BANDS = st.sampled_from([(None, None), (None, 10**9), (10**9, 2 * 10**9), (2 * 10**9, None)])


def asked(formula: Formula, group: str, band: tuple[int | None, int | None] = (None, None)) -> Setting:
    """A setting that differs in the figure alone."""
    day = date(2024, 12, 31)
    return Setting(
        day=day, known=day, rule=RULE, money="spot", on_facts=False, where=None, group=("city", group),
        formula=formula, band=band,
    )  # fmt: skip


@pytest.mark.parametrize("formula", Formula)
@sampled(60, long=2000)
@given(before=MEMBERS, after=MEMBERS, word=st.sampled_from(["", "x", "y"]), band=BANDS)
def test_what_companies_change_is_what_the_figure_changes(
    before: list[Member], after: list[Member], word: str, band: tuple[int | None, int | None], formula: Formula
) -> None:
    of = asked(formula, word, band if formula in (Formula.COUNT, Formula.SUM) else (None, None))
    one, other = (amounts_of(members, of) for members in (before, after))
    old, new = figure(before, of), figure(after, of)
    changes = [other.get(key, Decimal(0)) - one.get(key, Decimal(0)) for key in {*one, *other}]
    if formula in ADDED:
        assert old is not None
        assert new is not None
        assert sum(changes) == new - old
    if formula is not Formula.MEDIAN and old != new:
        assert any(changes)


@sampled(100, long=3000)
@given(members=MEMBERS, word=st.sampled_from(["", "x", "y"]))
def test_a_rank_a_share_and_a_median_are_those_of_a_plain_count(members: list[Member], word: str) -> None:
    groups = {name: sum(member.group == name for member in members) for name in ("", "x", "y", "z")}
    order = sorted((count for name, count in groups.items() if name), reverse=True)
    rank = figure(members, asked(Formula.RANK, word))
    assert rank == (order.index(groups[word]) + 1 if word else None)
    share = figure(members, asked(Formula.SHARE, word))
    assert share == (Decimal(str(round(groups[word] / len(members), 6))) if members else None)
    values = [member.value for member in members if member.group == word and member.value is not None]
    assert figure(members, asked(Formula.MEDIAN, word)) == (round(median(values), 2) if values else None)


@sampled(100, long=1000)
@given(figures=st.lists(st.none() | st.decimals(-(10**9), 10**9, places=6), min_size=5, max_size=5))
def test_the_parts_sum_to_the_difference_or_there_are_none(figures: list[Decimal | None]) -> None:
    split = Split(tuple(figures), ())
    if split.parts is None:
        assert None in figures
        return
    first, last = figures[0], figures[-1]
    assert first is not None
    assert last is not None
    assert sum(split.parts.values()) == last - first
    assert list(split.parts) == list(Cause)
    assert split.is_of(first, last)
    assert not split.is_of(first + 1, last)
    assert not split.is_of(None, last)
