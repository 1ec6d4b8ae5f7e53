"""One tree of errors. Each message points at the place and says what to do next."""

from collections.abc import Iterable
from difflib import get_close_matches


class HornbookError(Exception):
    """Anything that a user can mend; the command line prints its message alone and exits with 2."""


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


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The nearest known word as a sentence, or an empty string."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Did you mean '{near[0]}'?" if near else ""
