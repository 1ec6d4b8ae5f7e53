"""Many companies are looked up by one question, each as it would be alone."""

from datetime import date

from hornbook.engine import Engine
from hornbook.errors import QuestionError
from hornbook.kinds import Named
from tests.strategies import Given, book_of

DAY = date(2020, 1, 1)


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
