"""The law of as-of: a fact counts if it was true by the day and known by `known`, in its latest version by then."""

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import permutations, product
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hornbook.book.book import Book
from hornbook.book.view import View
from hornbook.engine import Engine
from hornbook.indicators.profile import profile
from hornbook.kinds import KINDS, Certified, Fact, Founded, Headcount, Named, Round, Valuation, payload
from hornbook.population.count import census
from hornbook.terms import Day
from tests import oracle
from tests.samples import sampled
from tests.strategies import DAYS, Given, book_of, books, everything_said, facts, promise

SOME = (Named, Founded, Round, Valuation, Headcount, Certified)
ASKED = ("name", "raised", "valuation", "lapsed", "headcount_growth")


def ipc(table: pa.Table) -> bytes:
    """The very bytes of an answer."""
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table.combine_chunks())
    return sink.getvalue()


def answer(view: View) -> bytes:
    """A profile's bytes, by company."""
    return ipc(view.engine.arrow(profile(view, ASKED)).sort_by("subject"))


def counted(view: View, kind: type[Fact]) -> list[tuple[Any, ...]]:
    """The facts of a kind that count, as the view tells them, in a set order."""
    names = ("source", "subject", "valid", "known", "place", "grade", *payload(kind).names)
    rows = view.engine.arrow(view.facts(kind)).to_pylist()
    return sorted((tuple(_plain(row[name]) for name in names) for row in rows), key=str)


def expected(said: Iterable[oracle.Said], kind: type[Fact], day: Day, known: Day) -> list[tuple[Any, ...]]:
    """The same, as the oracle tells them."""
    names = ("subject", "valid", "known", "place", "grade", *payload(kind).names)
    rows = [one for one in oracle.visible(said, day, known) if isinstance(one.fact, kind) and not one.echo]
    return sorted(((one.source, *(_plain(getattr(one.fact, name)) for name in names)) for one in rows), key=str)


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(value)
    return str(value) if isinstance(value, str) else value


@pytest.mark.parametrize("kinds", [tuple(KINDS.values())[n::5] for n in range(5)])
@sampled(4, long=70)
@given(data=st.data(), day=st.sampled_from(DAYS), known=st.sampled_from(DAYS), together=st.booleans())
def test_a_view_shows_what_a_slow_reading_of_the_law_shows(
    kinds: tuple[type[Fact], ...], data: st.DataObject, day: Day, known: Day, *, together: bool, engine: Engine
) -> None:
    """For every kind, on any day, with any knowledge: the view is the law."""
    given = data.draw(books(kinds))
    said = everything_said(given)
    with book_of(given, engine, together=together) as book:
        view = book.at(day, known=known)
        for kind in kinds:
            assert counted(view, kind) == expected(said, kind, day, known)


@sampled(3, long=50)
@given(
    given=books(SOME, files=3),
    extra=st.lists(st.sampled_from(SOME).flatmap(facts), min_size=5, max_size=20),
    who=st.sampled_from(["gazette", "list", "rumour"]),
    at=st.tuples(st.integers(0, len(DAYS) - 2), st.integers(0, len(DAYS) - 2)),
    style=st.sampled_from(["past", "edition", "none"]),
)
@pytest.mark.slow("Hypothesis makes many books")
def test_nothing_known_later_changes_an_answer(
    given: tuple[Given, ...],
    extra: list[Fact],
    who: str,
    at: tuple[int, int],
    *,
    style: str,
    engine: Engine,
) -> None:
    """No peeking: what becomes known after K, be it news, an amendment, a withdrawal or a promise, cannot be seen."""
    day, known = DAYS[at[0]], DAYS[at[1]]
    later = DAYS[at[1] + 1]
    unknown_yet = tuple(fact if fact.known and fact.known > known else replace(fact, known=later) for fact in extra)
    news = Given(who, DAYS[-1], unknown_yet, promise(style, SOME, DAYS[-1]))
    with book_of(given, engine) as before, book_of((*given, news), engine) as after:
        assert after.version == before.version + 1
        views = before.at(day, known=known), after.at(day, known=known)
        assert answer(views[0]) == answer(views[1])
        old, new = (census(view) for view in views)
        assert replace(new, book_version=old.book_version) == old
        for kind in SOME:
            assert counted(views[0], kind) == counted(views[1], kind)


@sampled(3, long=50)
@given(
    given=books(SOME, files=2),
    extra=st.lists(st.sampled_from(SOME).flatmap(facts), min_size=5, max_size=20),
    at=st.integers(0, len(DAYS) - 2),
    known=st.sampled_from(DAYS),
)
def test_nothing_that_becomes_true_later_changes_an_answer(
    given: tuple[Given, ...], extra: list[Fact], at: int, known: Day, engine: Engine
) -> None:
    """No peeking: a statement that is wholly about days after D is not seen on D, however early it was known."""
    day = DAYS[at]
    ahead = tuple(replace(fact, valid=max(fact.valid, DAYS[at + 1]), key=f"ahead {n}") for n, fact in enumerate(extra))
    news = Given("gazette", DAYS[0], ahead)
    with book_of(given, engine) as before, book_of((*given, news), engine) as after:
        assert after.version == before.version + 1
        assert answer(before.at(day, known=known)) == answer(after.at(day, known=known))
        for kind in SOME:
            assert counted(before.at(day, known=known), kind) == counted(after.at(day, known=known), kind)


@sampled(3, long=40)
@given(given=books(SOME, files=3), day=st.sampled_from(DAYS), known=st.sampled_from(DAYS))
@pytest.mark.slow("Hypothesis makes many books")
def test_the_order_in_which_files_arrive_is_irrelevant(
    given: tuple[Given, ...], day: Day, known: Day, engine: Engine
) -> None:
    """Every order of the same files, one import each or some together, gives the same bytes."""
    assume(len(given) > 1)
    answers = set()
    for order in permutations(given):
        with book_of(order, engine, together=order[0] == given[0]) as book:
            view = book.at(day, known=known)
            seen = tuple(tuple(counted(view, kind)) for kind in (Named, Round, Valuation))
            answers.add((answer(view), seen))
    assert len(answers) == 1


GRID = tuple(date(2020, 1, n) for n in (10, 20, 30))
ASKS = (date(2020, 1, 9), *GRID, date(2020, 2, 1))


def _histories() -> list[tuple[Headcount, ...]]:
    """One statement told in every way on the grid: told, amended (perhaps to another day) and taken back, or not."""
    amended = [None, *product(GRID, GRID)]
    taken_back = [None, *GRID]
    told = product(product(GRID, GRID), amended, taken_back)
    return [tuple(_history(f"company {n:03}", *versions)) for n, versions in enumerate(told)]


def _history(
    subject: str, told: tuple[Day, Day], amended: tuple[Day, Day] | None, taken_back: Day | None
) -> Iterable[Headcount]:
    yield Headcount(subject=subject, valid=told[0], known=told[1], key="k", place="1", count=1)
    if amended:
        yield Headcount(subject=subject, valid=amended[0], known=amended[1], key="k", place="2", count=2)
    if taken_back:
        yield Headcount(subject=subject, valid=told[0], known=taken_back, key="k", place="3", count=0, withdrawn=True)


def _files(arrangement: str) -> tuple[Given, ...]:
    histories = _histories()
    if arrangement == "one file":
        return (Given("gazette", GRID[-1], tuple(fact for mine in histories for fact in mine)),)
    by_version = [Given("gazette", GRID[-1], tuple(mine[n] for mine in histories if n < len(mine))) for n in range(3)]
    return tuple(by_version if arrangement == "a file a version" else reversed(by_version))


@pytest.mark.parametrize("arrangement", ["one file", "a file a version", "the newest version first"])
def test_every_interleaving_of_happening_knowing_amending_and_withdrawing(arrangement: str, engine: Engine) -> None:
    """All 360 histories of one statement on three days, asked on five days with the knowledge of five days."""
    given = _files(arrangement)
    said = everything_said(given)
    with book_of(given, engine) as book:
        for day, known in product(ASKS, ASKS):
            seen = {
                row["subject"]: row["count"]
                for row in engine.arrow(book.at(day, known=known).facts(Headcount)).to_pylist()
            }
            should = {one.fact.subject: one.fact.count for one in oracle.visible(said, day, known)}  # type: ignore[attr-defined]
            assert seen == should, (day, known)


def _one(**changes: Any) -> Headcount:
    told: dict[str, Any] = {"subject": "aster", "valid": DAYS[1], "place": "1", "count": 1, **changes}
    return Headcount(**told)


def _counts(book: Book, day: Day, known: Day | None = None) -> list[int]:
    rows = book.engine.arrow(book.at(day, known=known).facts(Headcount)).to_pylist()
    return sorted(row["count"] for row in rows)


def test_a_fact_without_a_known_day_is_known_from_the_day_its_file_was_recorded(engine: Engine) -> None:
    """Never from the day on which it became true."""
    recorded = DAYS[4]
    with book_of([Given("gazette", recorded, (_one(),))], engine) as book:
        assert _counts(book, DAYS[1]) == []
        assert _counts(book, DAYS[3]) == []
        assert _counts(book, recorded) == [1]
        assert book.at(recorded).story("aster")[0].known == recorded


def test_hindsight_is_had_only_by_asking_for_it(engine: Engine) -> None:
    """`known` later than `day` sees what was true on the day and told after it; the view says that it does."""
    with book_of([Given("gazette", DAYS[4], (_one(),))], engine) as book:
        plain, wise = book.at(DAYS[2]), book.at(DAYS[2], known=DAYS[5])
        assert not plain.hindsight
        assert plain.known == DAYS[2]
        assert wise.hindsight
        assert _counts(book, DAYS[2]) == []
        assert _counts(book, DAYS[2], DAYS[5]) == [1]
        assert not book.at(DAYS[2], known=DAYS[1]).hindsight


def test_with_less_knowledge_than_the_day_had_only_old_news_counts(engine: Engine) -> None:
    """`known` before `day`: what one could say then about the day."""
    told = Given("gazette", DAYS[0], (_one(known=DAYS[1], key="a"), _one(known=DAYS[3], key="b", count=2)))
    with book_of([told], engine) as book:
        assert _counts(book, DAYS[4], DAYS[1]) == [1]
        assert _counts(book, DAYS[4], DAYS[3]) == [1, 2]


def test_an_amendment_that_moves_a_fact_to_a_later_day_takes_it_from_the_days_between(engine: Engine) -> None:
    """The newer version is the statement; the older one is only what was believed before."""
    told = (_one(known=DAYS[1], key="a"), _one(known=DAYS[2], valid=DAYS[5], key="a", count=2))
    with book_of([Given("gazette", DAYS[0], told)], engine) as book:
        assert _counts(book, DAYS[3], DAYS[1]) == [1]
        assert _counts(book, DAYS[3], DAYS[2]) == []
        assert _counts(book, DAYS[5]) == [2]


def test_what_was_withdrawn_can_be_said_again(engine: Engine) -> None:
    """A version known after the withdrawal is the latest version."""
    told = (
        _one(known=DAYS[1]),
        _one(known=DAYS[2], withdrawn=True),
        _one(known=DAYS[4], count=3),
    )
    with book_of([Given("gazette", DAYS[0], told)], engine) as book:
        assert [_counts(book, day) for day in DAYS[:6]] == [[], [1], [], [], [3], [3]]


def test_sources_do_not_amend_each_other(engine: Engine) -> None:
    """The same statement of two sources is two statements."""
    files = [
        Given("gazette", DAYS[1], (_one(),)),
        Given("rumour", DAYS[2], (_one(withdrawn=True), _one(key="z", count=9))),
    ]
    with book_of(files, engine) as book:
        assert _counts(book, DAYS[3]) == [1, 9]


def test_of_a_kind_that_happens_once_a_source_has_one_statement(engine: Engine) -> None:
    """Another founding day is an amendment, not a second founding; another headcount is a second reading."""
    founded = tuple(
        Founded(subject="aster", valid=valid, known=known, place="1")
        for valid, known in ((DAYS[0], DAYS[2]), (DAYS[1], DAYS[3]))
    )
    files = [Given("gazette", DAYS[4], (*founded, _one(), _one(valid=DAYS[2], count=2)))]
    with book_of(files, engine) as book:
        rows = engine.arrow(book.at(DAYS[4]).facts(Founded)).to_pylist()
        assert [row["valid"] for row in rows] == [DAYS[1]]
        assert _counts(book, DAYS[4]) == [1, 2]
