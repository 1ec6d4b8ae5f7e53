"""Editions of a standard: the asked day chooses one, and where no day is known the answer says so."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.answers.standards import edition_days
from hornbook.answers.verdict import ask_verdicts
from hornbook.answers.wording.force import force
from hornbook.engine import Engine
from hornbook.errors import StandardError
from hornbook.kinds import Named
from hornbook.locale import Lang, in_language
from hornbook.render.markdown import markdown_text
from hornbook.standards.library import library
from hornbook.standards.standard import Validity
from tests.samples import sampled
from tests.standards.texts import CITE, edition, made
from tests.strategies import Given, book_of

D = date(2026, 4, 1)
DAY = timedelta(days=1)


def test_an_edition_without_any_day_is_applied_to_any_day_and_says_so() -> None:
    """Neither seen nor valid: the validity is unknown, and neither yes nor no is said of its force."""
    of = made(edition())
    for day in (date(1990, 1, 1), D, date(2050, 1, 1)):
        assert of.edition(day).id == "one"
        assert of.validity(day) is Validity.UNKNOWN
        assert of.in_force(day) is None
        said = force(of, of.edition(day), day)
        assert in_language(said, Lang.EN).startswith("Validity unknown")
        assert in_language(said, Lang.ZH).startswith("有效期不详")
    assert in_language(edition_days(of.edition(D)), Lang.EN) == "validity unknown"


def test_a_text_without_a_beginning_lasts_until_its_end_and_the_next_begins() -> None:
    """The measure of 2022 until 31 March, that of 2026 from 1 April."""
    of = made(edition("2026", f"valid_from = {D}"), edition("2022", f"valid_to = {D - DAY}"))
    assert [of.edition(day).id for day in (date(2001, 1, 1), D - DAY, D, D + DAY)] == ["2022", "2022", "2026", "2026"]
    assert of.validity(D - DAY) is Validity.UNKNOWN
    assert of.validity(D) is Validity.NOT_CERTAIN


def test_the_old_edition_stays_until_its_end_where_the_new_one_was_only_seen() -> None:
    """A text seen in January that states no beginning does not shorten the old one."""
    of = made(edition("old", f"valid_from = 2022-08-01\nvalid_to = {D - DAY}"), edition("new", "observed = 2026-01-17"))
    assert [of.edition(day).id for day in (date(2026, 1, 17), D - DAY, D)] == ["old", "old", "new"]
    assert of.validity(D - DAY) is Validity.IN_FORCE


def test_after_its_end_an_edition_is_no_longer_in_force() -> None:
    """On its last day it is."""
    of = made(edition(days=f"valid_to = {D}"))
    assert of.in_force(D) is None
    assert of.in_force(D + DAY) is False
    assert of.validity(D + DAY) is Validity.ENDED


def test_two_editions_without_any_day_are_refused() -> None:
    """Nothing would choose between them."""
    with pytest.raises(StandardError, match="two editions have no day"):
        made(edition("one"), edition("two"))


_days = st.lists(st.dates(date(2010, 1, 1), date(2030, 1, 1)), min_size=1, max_size=4, unique=True)


@sampled(20, long=300)
@given(firsts=_days, asked=st.dates(date(2005, 1, 1), date(2035, 1, 1)))
def test_the_asked_day_chooses_the_newest_edition_that_has_begun(firsts: list[date], asked: date) -> None:
    """Whatever the order in which the editions stand in the file; before all of them the first."""
    of = made(*(edition(str(n), f"valid_from = {first}") for n, first in enumerate(firsts)))
    begun = [first for first in firsts if first <= asked]
    expected = max(begun) if begun else min(firsts)
    assert of.edition(asked).valid_from == expected
    assert of.in_force(asked) is (None if begun else False)


def test_a_rule_that_rests_on_a_weak_source_says_so(engine: Engine) -> None:
    """On the page and in JSON; beside a copy of the text a weak source is no matter."""
    named = Named(subject="firm", place="1", valid=date(2020, 1, 1), name="Firm")
    weak, copy = (CITE.replace('"Notice"', f'"Notice"\ngrade = "{grade}"') for grade in ("weak", "copy"))
    both = made(edition().replace('["notice"]', '["notice", "other"]'), cite=weak + copy.replace('"notice"', '"other"'))
    with book_of([Given("news", date(2020, 1, 1), (named,))], engine) as book:
        for of, expected in ((made(cite=weak), True), (made(cite=copy), False), (both, False), (made(), False)):
            answer = ask_verdicts(book.at(D), (of,), ("firm",))
            (verdict,) = answer.verdicts
            assert verdict.weak is answer.asked.rules[0].weak is verdict.tiers[0].clauses[0].weak is expected
            english, chinese = (markdown_text(answer.sheet(), lang) for lang in (Lang.EN, Lang.ZH))
            assert ("Rests on a weak source of the text: Notice" in english) is expected
            assert ("依据的原文来源可靠性较弱" in chinese) is expected


def test_every_citation_of_the_library_is_graded() -> None:
    """The issuer's own text, a copy, a report, or a weak source; weak where the title says so."""
    for of in library.values():
        for cite in of.cites:
            assert cite.grade in ("issuer", "copy", "press", "weak"), f"{of.id} {cite.id}"
            assert cite.grade == "weak" or not any(word in cite.title for word in ("weak", "unreliable", "不可靠"))


def test_no_day_of_compilation_stands_in_the_library() -> None:
    """The day on which our files were written is no day on which a text was seen."""
    assert not [name for name, of in library.items() for each in of.editions if each.observed == date(2026, 11, 1)]
