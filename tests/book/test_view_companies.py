"""Many companies are looked up by one question, each as it would be alone."""

from datetime import date
from unittest.mock import patch

from hornbook.book.view import View
from hornbook.engine import Engine
from hornbook.errors import QuestionError
from hornbook.kinds import Named
from tests.strategies import Given, book_of

DAY = date(2020, 1, 1)


def test_a_word_of_a_list_with_a_nul_is_nobody_and_a_word_that_comes_again_is_looked_up_once(engine: Engine) -> None:
    facts = (Named(subject="a:1", valid=DAY, place="1", name="Meteor"),)
    with book_of([Given("a", DAY, facts)], engine) as book, patch.object(View, "_near", return_value=[]) as near:
        assert all(isinstance(found, QuestionError) for found in book.at(DAY).companies(["Mete"] * 50))
        assert near.call_count == 1
    with book_of([Given("a", DAY, facts)], engine) as book:
        (found,) = book.at(DAY).companies(["Met\0e"])
        assert isinstance(found, QuestionError)


def test_each_word_is_answered_as_if_it_were_asked_alone(engine: Engine) -> None:
    names = {"a:1": "Meteor", "a:2": "Comet", "a:3": "COMET", "a:4": "流星", "a:5": "a:1"}
    facts = tuple(Named(subject=of, valid=DAY, place="1", name=name) for of, name in names.items())
    words = ["meteor", "a:2", "comet", "流星", "Mete", "a:1", "meteor", "nobody"]
    with book_of([Given("a", DAY, facts)], engine) as book:
        view = book.at(DAY)
        together = view.companies(words)
        for word, found in zip(words, together, strict=True):
            try:
                assert found == view.company(word)
            except QuestionError as refusal:
                assert isinstance(found, QuestionError)
                assert found.phrase == refusal.phrase
    assert together[0] == together[6] == "a:1"
    assert together[1:4] == ["a:2", together[2], "a:4"]
    assert [word for word, found in zip(words, together, strict=True) if isinstance(found, QuestionError)] == [
        "comet",
        "Mete",
        "a:1",
        "nobody",
    ]
