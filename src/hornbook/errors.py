"""One tree of errors. Each message points at the place and says what to do next."""

from collections.abc import Iterable
from difflib import get_close_matches

from hornbook.locale import Lang, in_language
from hornbook.text import Phrase, message


class HornbookError(Exception):
    """Anything that a user can mend; the command line prints its message alone and exits with 2.

    `phrase` is the message in every language; `str(error)` is its English.
    """

    def __init__(self, phrase: Phrase = "") -> None:
        super().__init__(phrase)
        self.phrase = phrase

    def __str__(self) -> str:
        return in_language(self.phrase, Lang.EN)


class BookError(HornbookError):
    """The book on disk is missing, of another make, or asked for a version that it does not have."""


class SourceError(HornbookError):
    """A source file cannot be read at all; nothing of it was taken."""


class MappingError(SourceError):
    """A mapping file does not say what a table means; the message names the line and the key."""


class StandardError(HornbookError):
    """A standard's file does not say what it should; the message names the line and the key."""


class QuestionError(HornbookError):
    """A question cannot be asked: an unknown word, a day that is not a day, a group that does not exist."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The nearest known word, where one is near."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), None)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The nearest known word as a sentence, or an empty string."""
    near = nearest(word, known)
    return f" Did you mean '{near}'?" if near else ""


def suggestion(word: str, known: Iterable[str]) -> Phrase:
    """The nearest known word as a sentence that follows another, or nothing."""
    near = nearest(word, known)
    return message(" Did you mean '{near}'?", near=near) if near else ""
