"""A person's later word of one day stands, in whatever order the words were appended (D1)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook.book.append import PEOPLE, append_facts
from hornbook.book.by_hand import without_version, written_by_hand
from hornbook.engine import Engine
from hornbook.kinds import Named, SameAs
from hornbook.link.decide import decide_pair
from hornbook.terms import Day, Grade
from tests import oracle
from tests.link.test_pairs import FIRST, THEN, THREE
from tests.strategies import DAYS, book_of, everything_said

PAIRS = (("a:1", "b:7"), ("b:7", "c:x"), ("a:1", "c:x"))


def test_d1_the_later_word_of_one_day_stands(engine: Engine) -> None:
    with book_of(THREE, engine) as book:
        for same in (True, False, True, False):
            done = decide_pair(book, book.at(FIRST), ("a:1", "b:7"), same=same, because="x")
            assert done.together is same
        assert book.at(FIRST).identity.company("b:7", FIRST) == "b:7"
        decide_pair(book, book.at(THEN), ("a:1", "b:7"), same=True, because="x")
        assert book.at(FIRST).identity.company("b:7", FIRST) == "b:7"
        assert book.at(THEN).identity.company("b:7", THEN) == "a:1"


@settings(max_examples=10, deadline=None)
@given(
    said=st.lists(
        st.tuples(st.sampled_from(PAIRS), st.booleans(), st.booleans(), st.sampled_from(DAYS[:2])),
        min_size=1,
        max_size=6,
    ),
    order=st.randoms(),
)
def test_the_law_holds_over_the_version_on_which_a_person_wrote(
    said: list[tuple[tuple[str, str], bool, bool, Day]], order: object, engine: Engine
) -> None:
    """Whatever was said on a day, and in whatever order it reached the book, a slow reading says the same."""
    facts = [
        SameAs(
            subject=pair[0],
            other=pair[1],
            key=pair[1],
            valid=DAYS[0],
            known=day,
            same=same,
            withdrawn=withdrawn,
            grade=Grade.DOCUMENTED,
            place=written_by_hand("a person's decision", version),
        )
        for version, (pair, same, withdrawn, day) in enumerate(said, start=8)
    ]
    shuffled = list(facts)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    with book_of(THREE, engine) as book:
        for number, fact in enumerate(shuffled):
            append_facts(book, [fact], source=PEOPLE, day=fact.known or DAYS[0], title=f"word {number}")
        known = [*everything_said(THREE), *(oracle.Said(PEOPLE, fact) for fact in facts)]
        for day in DAYS[:3]:
            stand = [one.fact for one in oracle.visible(known, DAYS[-1], day) if isinstance(one.fact, SameAs)]
            rows = engine.arrow(book.at(DAYS[-1], known=day).facts(SameAs, ["subject", "other", "same"])).to_pylist()
            assert {(r["subject"], r["other"], r["same"]) for r in rows} == {
                (f.subject, f.other, f.same) for f in stand
            }


def test_a_place_is_told_without_the_version() -> None:
    assert without_version(written_by_hand("a person's decision", 12)) == "a person's decision"
    assert without_version("list.csv:12") == "list.csv:12"


@pytest.mark.parametrize("by", ["registry", "people"])
def test_d1_an_apart_that_does_not_part_says_so(engine: Engine, by: str) -> None:
    """Where a register says that two are one, or a person's later day does, the page tells it."""
    from hornbook.answers.links import record_decision

    filed = SameAs(subject="a:1", other="b:7", valid=FIRST, known=FIRST, grade=Grade.FILED, place="1")
    with book_of(THREE, engine) as book:
        append_facts(book, [filed], source="gazette", day=FIRST, title="filed")
        answer = record_decision(book, book.at(THEN), ("a:1", "b:7"), same=False, because="x", by=by)
        assert answer.together
        assert "not parted" in str(answer.sheet().blocks)
        assert engine.arrow(book.at(THEN).facts(Named, ["subject"])).num_rows
