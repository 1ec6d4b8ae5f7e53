"""What persons say by hand obeys the law of as-of: a slow reading of all that was said agrees on every pair of days."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hornbook.book.book import Book
from hornbook.book.by_hand import HandPlace, hand_place, hand_place_of
from hornbook.casework.given import GivenWord
from hornbook.casework.state import state_by_hand
from hornbook.casework.withdraw import withdraw_by_hand
from hornbook.engine import Engine
from hornbook.errors import QuestionError
from hornbook.kinds import Decision, Fact, Headcount, Named, Patent
from hornbook.terms import Day, Grade
from tests import oracle
from tests.strategies import DAYS, Given, book_of, everything_said

TODAY = date(2026, 11, 30)
MATTER = "gei-unicorn/legal_person"
KINDS = (Named, Headcount, Patent, Decision)


def word(kind: type[Fact], company: str, on: Day, **fields: str) -> GivenWord:
    return GivenWord(about=company, kind=kind.__name__, fields=fields, on=str(on), because="seen")


FILES = [
    Given(
        source,
        DAYS[0],
        (
            Named(subject=f"{source}:1", valid=DAYS[0], name=f"{source} works", place="1"),
            Headcount(subject=f"{source}:1", valid=DAYS[1], count=5, place="2"),
            Headcount(subject=f"{source}:1", valid=DAYS[1], known=DAYS[2], count=6, place="3"),
        ),
    )
    for source in ("a", "b")
]
"""Two companies, each with a headcount that was amended once."""

_STATED = st.one_of(
    st.tuples(st.just(Headcount), st.sampled_from(["5", "7"])),
    st.tuples(st.just(Decision), st.sampled_from(["yes", "no"])),
    st.tuples(st.just(Patent), st.sampled_from(["CN1", "CN2"])),
)
_ACTS = st.one_of(
    st.tuples(st.just("state"), _STATED, st.sampled_from(["a:1", "b:1"]), st.sampled_from(DAYS[:3])),
    st.tuples(st.sampled_from(["withdraw", "withdraw", "undo"]), st.integers(0, 30)),
)


_ON_A_FILE_S_FACT = [((act, 0), DAYS[2]) for act in ("withdraw", "undo", "withdraw", "undo")]


@settings(max_examples=12)
@example(acts=_ON_A_FILE_S_FACT)
@example(acts=_ON_A_FILE_S_FACT[:3])
@given(acts=st.lists(st.tuples(_ACTS, st.sampled_from(DAYS)), min_size=1, max_size=8))
def test_what_is_said_by_hand_is_seen_as_a_slow_reading_sees_it(acts: list[Any], engine: Engine) -> None:
    """Facts stated, withdrawn and believed again, on any days of knowledge and several on one."""
    with book_of(FILES, engine) as book:
        said = everything_said(FILES)
        for act, recorded in acts:
            said += list(_state(book, act, recorded)) if act[0] == "state" else list(_amend(book, act, recorded, said))
        for known in DAYS:
            for day in (DAYS[1], DAYS[-1]):
                expected = {_shown(one.fact) for one in oracle.visible(said, day, known)}
                found = {_shown(fact) for fact in _seen(book, day, known)}
                assert found == expected


def _state(book: Book, act: Any, recorded: Day) -> Iterator[oracle.Said]:
    _, (kind, value), subject, on = act
    name = {Headcount: "count", Decision: "outcome", Patent: "number"}[kind]
    fields = {name: value} | ({"matter": MATTER} if kind is Decision else {})
    version = book.version
    if on > recorded:
        with pytest.raises(QuestionError, match="after"):
            state_by_hand(book, [word(kind, subject, on, **fields)], today=TODAY, recorded=recorded, title="x")
        return
    state_by_hand(book, [word(kind, subject, on, **fields)], today=TODAY, recorded=recorded, title="x")
    own: dict[str, Any] = {"count": int(value)} if kind is Headcount else {name: value}
    if kind is Decision:
        own = {"outcome": value == "yes", "matter": MATTER}
    key = f"{on}\x1f{value}" if kind is Patent else ""
    place = hand_place(HandPlace(TODAY, None, "seen", version))
    fact = kind(subject=subject, valid=on, known=recorded, key=key, place=place, grade=Grade.DOCUMENTED, **own)
    yield oracle.Said("people", fact)


def _amend(book: Book, act: Any, recorded: Day, said: list[oracle.Said]) -> Iterator[oracle.Said]:
    """Withdraw one of all statements, or believe it again; it is refused exactly where there is nothing to do."""
    among = [one for one in said if not isinstance(one.fact, Named)]
    which, undo = among[act[1] % len(among)], act[0] == "undo"
    versions = [one for one in said if oracle.statement(one) == oracle.statement(which)]
    known = [one for one in versions if one.fact.known and one.fact.known <= recorded]
    newest = max(known, key=oracle.newness, default=None)
    possible = len(known) == len(versions) and newest is not None and newest.fact.withdrawn is undo
    fact = GivenWord(about=f"{oracle._id(which):016x}", fields={}, because="no")
    version = book.version
    if not possible:
        with pytest.raises(QuestionError):
            withdraw_by_hand(book, [fact], today=TODAY, recorded=recorded, title="x", undo=undo)
        assert book.version == version
        return
    withdraw_by_hand(book, [fact], today=TODAY, recorded=recorded, title="x", undo=undo)
    stating = max((one for one in known if not one.fact.withdrawn), key=oracle.newness)
    place = hand_place(HandPlace(TODAY, None, "no", version))
    yield stating._replace(fact=replace(stating.fact, known=recorded, withdrawn=not undo, place=place))


def _seen(book: Book, day: Day, known: Day) -> Iterator[Fact]:
    view = book.at(day, known=known)
    for kind in KINDS:
        if book.of(kind.__name__):
            for row in book.engine.arrow(view.facts(kind)).to_pylist():
                yield kind(**{name: value for name, value in row.items() if name not in ("id", "source")})


def _shown(fact: Fact) -> tuple[Any, ...]:
    own = {Named: "name", Headcount: "count", Patent: "number", Decision: "outcome"}[type(fact)]
    return type(fact).__name__, fact.subject, fact.valid, fact.known, getattr(fact, own)


def test_of_one_day_the_later_word_stands_and_the_same_word_is_not_written_again(engine: Engine) -> None:
    with book_of(FILES, engine) as book:
        for outcome in ("yes", "no", "yes"):
            given = [word(Decision, "a works", DAYS[1], matter=MATTER, outcome=outcome)]
            done = state_by_hand(book, given, today=TODAY, recorded=DAYS[1], title="x")
            assert done.batch
            (row,) = engine.arrow(book.at(DAYS[1]).facts(Decision, ["outcome"])).to_pylist()
            assert row["outcome"] is (outcome == "yes")
        version = book.version
        again = state_by_hand(book, given, today=TODAY, recorded=DAYS[1], title="x")
        assert (again.batch, again.facts[0].there, book.version) == (None, True, version)


def test_a_word_learnt_earlier_holds_until_the_later_one(engine: Engine) -> None:
    with book_of(FILES, engine) as book:
        for count, recorded in (("8", DAYS[3]), ("9", DAYS[1])):
            given = [word(Headcount, "a:1", DAYS[1], count=count)]
            done = state_by_hand(book, given, today=TODAY, recorded=recorded, title="x")
        assert done.facts[0].until == DAYS[3]


def test_a_later_word_finds_the_record_of_the_earlier_one(engine: Engine) -> None:
    """Two records are linked after the first word; the word on the company takes the place of that on the record."""
    from hornbook.link.decide import decide_pair

    with book_of(FILES, engine) as book:
        first = [word(Decision, "b:1", DAYS[1], matter=MATTER, outcome="yes")]
        state_by_hand(book, first, today=TODAY, recorded=DAYS[1], title="x")
        decide_pair(book, book.at(DAYS[1]), ("a:1", "b:1"), same=True, because="one seal")
        then = [word(Decision, "a:1", DAYS[1], matter=MATTER, outcome="no")]
        state_by_hand(book, then, today=TODAY, recorded=DAYS[1], title="x")
        rows = engine.arrow(book.at(DAYS[1]).facts(Decision, ["subject", "outcome"])).to_pylist()
        assert rows == [{"subject": "a:1", "outcome": False}]


def test_a_link_is_withdrawn_and_believed_again_on_one_day(engine: Engine) -> None:
    from hornbook.kinds import SameAs
    from hornbook.link.decide import decide_pair

    with book_of(FILES, engine) as book:
        decide_pair(book, book.at(DAYS[1]), ("a:1", "b:1"), same=True, because="one seal")
        (row,) = engine.arrow(book.at(DAYS[1]).facts(SameAs, ["id"])).to_pylist()
        fact = GivenWord(about=f"{row['id']:016x}", fields={}, because="no")
        for undo in (False, True, False):
            withdraw_by_hand(book, [fact], today=TODAY, recorded=DAYS[1], title="x", undo=undo)
            assert book.at(DAYS[1]).identity.company("b:1", DAYS[1]) == ("a:1" if undo else "b:1")


@pytest.mark.parametrize(
    "place",
    [
        HandPlace(TODAY, None, "a; by hand on 2020-01-01: “b”, book version 3", 7),
        HandPlace(TODAY, "Bureau: dept 3", "seen", 12, "list.csv:12"),
        HandPlace(TODAY, "x by y", "", 0),
    ],
)
def test_a_place_reads_back(place: HandPlace) -> None:
    assert hand_place_of(hand_place(place)) == place


def test_a_file_s_place_is_no_person_s() -> None:
    assert hand_place_of("list.csv:12") is None
    assert hand_place_of("a person's decision, book version 3") is None
