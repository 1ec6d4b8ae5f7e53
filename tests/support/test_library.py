"""Every support of the library is read, its examples come out, and each of its parts has examples on both sides."""

from typing import get_args

import pytest

from hornbook.answers.wording.awards import COUNTS, SUPPORT_KINDS
from hornbook.support.check import check_support
from hornbook.support.examples import support_examples
from hornbook.support.file_models import AwardCounts, SupportKind
from hornbook.support.library import supports


@pytest.mark.parametrize("name", list(supports))
def test_nothing_is_wrong_and_examples_come_out(name: str) -> None:
    path = supports.path(name)
    assert path is not None
    check = check_support(path)
    assert not check.faults
    assert check.passing == check.examples > 0


@pytest.mark.parametrize("name", list(supports))
def test_each_part_has_examples_on_both_sides(name: str) -> None:
    of = supports[name]
    seen = {(each.example.tier, each.example.answer) for each in support_examples(of)}
    for edition in of.editions:
        for part in edition.parts:
            assert (part.id, True) in seen, part.id
            assert (part.id, False) in seen, part.id


@pytest.mark.parametrize("name", list(supports))
def test_each_award_has_an_example_with_its_amount(name: str) -> None:
    of = supports[name]
    paid = {each.example.tier for each in support_examples(of) if each.amount and each.example.answer}
    for edition in of.editions:
        for part in edition.parts:
            assert part.award is None or part.id in paid, part.id


@pytest.mark.parametrize("name", list(supports))
def test_the_file_is_named_as_its_id(name: str) -> None:
    assert supports[name].id == name


def test_every_word_of_a_file_has_its_words_on_pages() -> None:
    assert set(SUPPORT_KINDS) == set(get_args(SupportKind))
    assert set(COUNTS) == set(get_args(AwardCounts))
