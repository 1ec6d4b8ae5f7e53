"""Pairs of records that are one company: listed, decided, undone, and told apart in a flow."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook.engine import Engine
from hornbook.errors import QuestionError, SourceError
from hornbook.kinds import Fact, Named, SameAs
from hornbook.link.decide import THROUGH, decide_pair, linked_pairs
from hornbook.population.flow import flow
from hornbook.terms import Day
from tests import oracle
from tests.population.small import fact, register, worth
from tests.strategies import DAYS, Given, book_of, books, everything_said

FIRST, THEN, LAST = date(2018, 3, 1), date(2018, 6, 1), date(2018, 9, 1)


def company_on(said: list[oracle.Said], known: Day) -> dict[str, str]:
    """The company of each record, by a slow reading."""
    pairs = [one for one in said if isinstance(one.fact, SameAs) and one.fact.known and one.fact.known <= known]
    versions: dict[object, list[oracle.Said]] = {}
    for one in pairs:
        versions.setdefault(oracle.statement(one), []).append(one)
    latest = [max(group, key=oracle.newness) for group in versions.values()]
    return oracle.companies([one for one in latest if not one.fact.withdrawn])


@settings(max_examples=12)
@given(given=books((Named, SameAs, SameAs), size=15), known=st.sampled_from(DAYS))
def test_every_pair_of_a_company_s_records_is_listed_with_the_day_from_which_it_holds(
    given: tuple[Given, ...], known: Day, engine: Engine
) -> None:
    """By a slow reading of every day before: no pair is missing, none is made up, and none is older than it is."""
    said = everything_said(given)
    days = sorted({one.fact.known for one in said if one.fact.known and one.fact.known <= known} | {known})
    by_day = {day: company_on(said, day) for day in days}
    now = by_day[known]
    expected = {}
    for pair in combinations(sorted(now), 2):
        together = [by_day[day].get(pair[0], pair[0]) == by_day[day].get(pair[1], pair[1]) for day in days]
        if together[-1]:
            start = len(days) - next((n for n, held in enumerate(reversed(together)) if not held), len(days))
            expected[pair] = days[start]
    with book_of(given, engine) as book:
        found = linked_pairs(book.at(known))
    assert {(link.one.subject, link.other.subject): link.known for link in found} == expected


def named(source: str, subject: str, name: str) -> Given:
    """A source that knows one company."""
    return Given(source, FIRST, (Named(subject=subject, valid=FIRST, name=name, place="1"),))


THREE = [named("a", "a:1", "Comet"), named("b", "b:7", "Comet AG"), named("c", "c:x", "Komet")]


def test_a_word_can_be_given_taken_back_and_given_again(engine: Engine) -> None:
    """Each on its day; every day keeps its own answer."""
    with book_of(THREE, engine) as book:
        decide_pair(book, book.at(FIRST), ("Comet", "b:7"), same=True, because="same register number", by="desk")
        decide_pair(book, book.at(THEN), ("a:1", "b:7"), same=False, because="two numbers after all")
        done = decide_pair(book, book.at(LAST), ("b:7", "Comet"), same=True, because="the desk called")
        assert (done.together, done.company, done.records) == (True, "a:1", ("a:1", "b:7"))
        counts = [len(linked_pairs(book.at(day))) for day in (FIRST - timedelta(1), FIRST, THEN, LAST)]
        assert counts == [0, 1, 0, 1]
        assert [(link.probability, link.by, link.because) for link in linked_pairs(book.at(LAST))] == [
            (1.0, "people", "the desk called")
        ]


def test_a_pair_that_others_join_says_so(engine: Engine) -> None:
    """A and C are one because both are B; held apart, the weaker of the two ways gives way."""
    with book_of(THREE, engine) as book:
        decide_pair(book, book.at(FIRST), ("a:1", "b:7"), same=True, because="x")
        decide_pair(book, book.at(THEN), ("b:7", "c:x"), same=True, because="y")
        through = {
            (link.one.subject, link.other.subject): (link.by, link.known) for link in linked_pairs(book.at(LAST))
        }
        assert through == {
            ("a:1", "b:7"): ("people", FIRST),
            ("a:1", "c:x"): (THROUGH, THEN),
            ("b:7", "c:x"): ("people", THEN),
        }
        done = decide_pair(book, book.at(LAST), ("a:1", "c:x"), same=False, because="not them")
        assert not done.together
        assert len(linked_pairs(book.at(LAST))) == 1


@pytest.mark.parametrize(
    ("pair", "because", "says"),
    [
        (("a:1", "nobody"), "x", "No record 'nobody'"),
        (("a:1", "Comet"), "x", "are one record"),
        (("a:1", "b:7"), "  ", "Say why"),
        (("a:1", "Comet AG"), "x", "is the name of 2 records"),
    ],
)
def test_a_word_that_cannot_be_kept_is_refused_and_nothing_changes(
    pair: tuple[str, str], because: str, says: str, engine: Engine
) -> None:
    """Unknown, one and the same, without a reason, or of an ambiguous name."""
    with book_of([*THREE, named("d", "d:1", "comet ag")], engine) as book:
        before = book.version
        with pytest.raises(QuestionError, match=says):
            decide_pair(book, book.at(FIRST), pair, same=True, because=because)
        assert book.version == before


def test_a_file_cannot_speak_as_a_person(engine: Engine) -> None:
    """The words of persons and of the linkage are theirs alone."""
    told = [named("people", "p:1", "Comet")]
    with pytest.raises(SourceError, match="'people' is the name of another source"), book_of(told, engine):
        pass


def same(other: str, known: Day, *, same: bool = True) -> Fact:
    """A statement on aster and another record."""
    return SameAs(subject="aster", other=other, key=other, valid=FIRST, known=known, same=same, place="1")


def moves(engine: Engine, *pairs: Fact) -> tuple[int, int, list[str], list[str]]:
    """Before, after, and the reasons of entries and exits, where aster and birch are worth a billion."""
    facts: list[Fact] = []
    for subject in ("aster", "birch"):
        facts += [fact(Named, FIRST, subject, name=subject), worth(subject, FIRST, 2_000)]
    with book_of([register(FIRST, *facts, style="live"), Given("pairs", FIRST, pairs)], engine) as book:
        found = flow(book.at(FIRST), book.at(LAST))
    assert found.before + len(found.enters) - len(found.leaves) == found.after
    return found.before, found.after, [m.reason for m in found.enters], [m.reason for m in found.leaves]


def test_two_unicorns_that_turn_out_to_be_one_are_one_exit_and_it_says_why(engine: Engine) -> None:
    """No company left; one was counted twice."""
    assert moves(engine, same("birch", THEN)) == (2, 1, [], ["merged"])


def test_one_that_turns_out_to_be_two_is_an_entry(engine: Engine) -> None:
    """And the other way round."""
    assert moves(engine, same("birch", FIRST), same("birch", THEN, same=False)) == (1, 2, ["parted"], [])


def test_a_company_that_gets_another_subject_does_not_move(engine: Engine) -> None:
    """A record that nobody counts joins it, and its subject comes first in the alphabet."""
    joined = SameAs(subject="birch", other="aaa", key="aaa", valid=FIRST, known=THEN, place="1")
    assert moves(engine, joined) == (2, 2, [], [])
