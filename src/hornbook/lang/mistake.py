"""What is wrong with a rule, and where in its text."""

from dataclasses import replace
from typing import Any

from hornbook.errors import HornbookError
from hornbook.lang import tree
from hornbook.text import Listing, Message, Phrase, listing


class RuleError(HornbookError):
    """A rule says nothing that can be understood; `at` is where in its text, `hint` what to do."""

    def __init__(self, problem: Phrase, at: tree.At, text: str = "", hint: Phrase = "") -> None:
        self.message, self.at, self.hint = _seen(problem), at, _seen(hint)
        self.place_in(text)
        super().__init__(self.phrase)

    def place_in(self, text: str) -> None:
        """Point into a rule's text: the message, the place in the text with a caret, and the hint."""
        self.text = text
        start, stop = self.at
        line = text[:start].rfind("\n") + 1
        shown = text[max(line, start - 60) : start + 60].split("\n", maxsplit=1)[0]
        caret = " " * (start - max(line, start - 60)) + "^" * max(1, min(stop - start, 60))
        lines = [self.message, *([f"    {_seen(shown)}", f"    {caret}"] if text else []), self.hint]
        self.phrase = listing([line for line in lines if line], "\n")


def _seen(value: Any) -> Any:
    """A phrase that is safe to print: a mark of the same width for a letter that is unseen or steers a terminal."""
    match value:
        case Message():
            return replace(value, values=tuple((name, _seen(each)) for name, each in value.values))
        case Listing():
            return replace(value, items=tuple(_seen(item) for item in value.items))
        case str():
            return "".join(letter if letter.isprintable() else "\ufffd" for letter in value)
    return value
