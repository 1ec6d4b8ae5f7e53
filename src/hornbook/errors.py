"""One tree of errors. Each message points at the place and says what to do next."""

import errno
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from hornbook.locale import Lang, in_language
from hornbook.text import Phrase, listing, message


@dataclass(frozen=True, slots=True)
class FileFault:
    """One thing that is wrong in a file: where it stands, what it is, and what to do."""

    problem: Phrase
    hint: Phrase = ""
    line: int | None = None
    """From 1; empty where the file as a whole is meant."""
    column: int = 1
    """From 1, in characters."""
    width: int = 1
    """How many characters of the line are meant."""
    source: str = ""
    """The line as it stands in the file."""
    loc: tuple[str | int, ...] = ()
    """The way to the value that is meant: keys, and positions in lists from 0."""
    word: str = ""
    """The word that is meant, where it is one."""


class HornbookError(Exception):
    """Anything that a user can mend; the command line prints its message alone and exits with 2.

    `phrase` is the message in every language; `str(error)` is its English.
    """

    fault: FileFault | None = None
    """Where in a file the mistake stands, if it is one of a file."""

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


class StackingError(HornbookError):
    """Rules of stacking contradict each other, or name what is not there; the message names the ids."""


class QuestionError(HornbookError):
    """A question cannot be asked: an unknown word, a day that is not a day, a group that does not exist."""


class PhraseError(ValueError):
    """A value that does not fit, and why; it is caught where the place of the value is known."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase)
        self.phrase = phrase

    def __str__(self) -> str:
        return in_language(self.phrase, Lang.EN)


_REASONS = {
    errno.ENOENT: message("No such file or directory"),
    errno.EACCES: message("Permission denied"),
    errno.EPERM: message("Operation not permitted"),
    errno.EISDIR: message("Is a directory"),
    errno.ENOTDIR: message("Not a directory"),
    errno.ENOSPC: message("No space left on device"),
    errno.EFBIG: message("File too large"),
    errno.EROFS: message("Read-only file system"),
    errno.ENAMETOOLONG: message("File name too long"),
}


def reason(error: BaseException) -> Phrase:
    """Why the system refused, as a phrase; what is rare stays in the system's own words."""
    said = (getattr(error, "strerror", None) or str(error)).strip().split("\n")[0]
    number = getattr(error, "errno", None) or next(map(int, re.findall(r"\(os error (\d+)\)", str(error))), 0)
    return _REASONS.get(number, said.rstrip("."))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The nearest known word, where one is near; dashes before an option make no two options alike."""
    words = {each.lstrip("-"): each for each in known}
    return next((words[near] for near in get_close_matches(word.lstrip("-"), list(words), n=1, cutoff=0.6)), None)


def suggestion(word: str, known: Iterable[str]) -> Phrase:
    """The nearest known word as a sentence that follows another, or nothing."""
    near = nearest(word, known)
    return message(" Did you mean '{near}'?", near=near) if near else ""


def advice(word: str, known: Iterable[str], more: Phrase = "") -> Phrase:
    """The nearest known word as a sentence of its own, then what else helps; nothing where there is neither."""
    near = nearest(word, known)
    asked = message("Did you mean '{near}'?", near=near) if near else ""
    return listing([sentence for sentence in (asked, more) if sentence], " ") if asked and more else asked or more
