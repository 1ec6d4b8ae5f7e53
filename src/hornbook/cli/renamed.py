"""Options that have another name now: the old one still parses, and says what the new one is."""

from hornbook.errors import QuestionError
from hornbook.text import message


def refuse_old(given: object, old: str, new: str) -> None:
    """QuestionError where an option was given by its old name."""
    if given is not None:
        raise QuestionError(message("{old} is called {new} now.", old=old, new=new))
