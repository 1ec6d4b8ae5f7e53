"""The linkage kept as facts: a run joins records from its day on, and a person has the last word."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from hornbook.book.book import Book, new_book
from hornbook.engine import Engine
from hornbook.errors import QuestionError
from hornbook.link import propose
from hornbook.link.decide import decide_pair, linked_pairs
from hornbook.link.run import link_records, review
from hornbook.terms import Day
from tests.cli.here import hornbook
from tests.link.companies import AS_OF, FILES
from tests.strategies import put

pytest.importorskip("splink", reason="linkage needs the extra `link`")

LATER = AS_OF + timedelta(days=30)


def companies(book: Book, known: Day) -> dict[str, str]:
    """The company of each record that is linked, as known on a day."""
    return {side.subject: each.company for each in linked_pairs(book.at(known)) for side in (each.one, each.other)}


@pytest.fixture
def book(engine: Engine, tmp_path: Path) -> Book:
    made = new_book(tmp_path / "book", engine=engine)
    put(made, FILES)
    return made


def test_what_is_proposed_is_held_from_that_day_on_and_said_once(book: Book) -> None:
    """Not a day earlier; a second run finds the same and writes nothing."""
    proposed = propose(book.at(AS_OF)).companies
    done = link_records(book, book.at(AS_OF))
    assert done.added == done.linked > 0
    expected = dict(zip(proposed["record"].to_pylist(), proposed["company"].to_pylist(), strict=True))
    assert companies(book, AS_OF) == expected
    assert companies(book, AS_OF - timedelta(days=1)) == {}
    version = book.version
    again = link_records(book, book.at(LATER))
    assert (again.added, again.changed, again.withdrawn, book.version) == (0, 0, 0, version)


def test_a_stricter_run_gives_up_what_it_no_longer_holds(book: Book) -> None:
    """What was held between the two runs stays so for who asks of then."""
    link_records(book, book.at(AS_OF))
    loose = linked_pairs(book.at(AS_OF))
    weakest = sorted(each.probability for each in loose if each.by == "link")[0]
    assert weakest is not None
    done = link_records(book, book.at(LATER), least=(1 + weakest) / 2)
    assert done.withdrawn > 0
    assert len(linked_pairs(book.at(LATER))) < len(loose)
    assert linked_pairs(book.at(AS_OF)) == loose


def test_a_person_has_the_last_word(book: Book) -> None:
    """Held apart, a pair stays apart however often the program comes back, and is no more in doubt."""
    link_records(book, book.at(AS_OF))
    first = linked_pairs(book.at(AS_OF))[0]
    pair = first.one.subject, first.other.subject
    decide_pair(book, book.at(AS_OF), pair, same=False, because="two offices")
    link_records(book, book.at(LATER))
    held = companies(book, LATER)
    assert held.get(pair[0], pair[0]) != held.get(pair[1], pair[1])
    assert pair not in {(each.one.subject, each.other.subject) for each in review(book.at(LATER), sure=1.0)}


def test_doubts_add_up_to_their_probability(book: Book) -> None:
    """The bits of a waterfall, rivals among them, are the odds that are told."""
    doubts = review(book.at(AS_OF), floor=0.01, sure=1.0)
    assert doubts
    for each in doubts:
        odds = 2 ** sum(reason.bits for reason in each.reasons)
        assert odds / (1 + odds) == pytest.approx(each.probability, abs=0.1)


def test_new_records_are_compared_with_those_of_the_last_full_run(engine: Engine, tmp_path: Path) -> None:
    """And only they; without a full run there is nothing to compare them with."""
    made = new_book(tmp_path / "book", engine=engine)
    put(made, FILES[:4])
    with pytest.raises(QuestionError, match="Run `hornbook link` once"):
        link_records(made, made.at(AS_OF), new=True)
    link_records(made, made.at(AS_OF))
    put(made, FILES[4:])
    done = link_records(made, made.at(LATER), new=True)
    fresh = {fact.subject for file in FILES[4:] for fact in file.facts}
    assert 0 < done.compared <= len(fresh)
    assert done.added > 0
    assert done.withdrawn == 0
    assert any({each.one.subject, each.other.subject} & fresh for each in linked_pairs(made.at(LATER)))


def test_a_probability_is_one(book: Book) -> None:
    """Between nought and one."""
    with pytest.raises(QuestionError, match="is no probability"):
        link_records(book, book.at(AS_OF), least=1.5)


@pytest.mark.slow("links a region, with Splink and without")
def test_the_command_links_lists_and_reviews(book: Book) -> None:
    """As a process, on a page and for programs; a review writes nothing."""
    at = ["--book", str(book.path)]
    review_ = hornbook(*at, "link", "--review", "--as-of", str(AS_OF), "--json").json()["doubts"]
    assert all(0.05 <= row["probability"] < 0.999 for row in review_)
    assert hornbook(*at, "links", "--as-of", str(AS_OF), "--json").json()["links"] == []
    page = hornbook(*at, "link", "--as-of", str(AS_OF))
    assert page.code == 0
    assert "pairs linked: " in page.out
    found = json.loads(hornbook(*at, "links", "--as-of", str(AS_OF), "--json").out)["links"]
    assert {row["by"] for row in found} <= {"link", "through others"}
    assert all(date.fromisoformat(row["known"]) == AS_OF for row in found)
    assert "关联" in hornbook("--lang", "zh", *at, "link", "--new", "--as-of", str(AS_OF)).out
    assert "in doubt" in hornbook(*at, "link", "--review", "--as-of", str(AS_OF)).out
