"""Words that the package knows: each with its other spellings, and the wider word to which it belongs."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

_BOTH = re.compile(r"\s*([^()（）]+?)\s*[(（]([^()（）]+)[)）]\s*")
_GAPS = re.compile(r"[^\w+]+|_")


@cache
def plain(text: str) -> str:
    """A text without capitals, accents, gaps and punctuation, so that spellings of one word meet; `+` stays."""
    level = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return _GAPS.sub("", "".join(letter for letter in level if not "\u0300" <= letter <= "\u036f"))


class Words:
    """The known words of one sort.

    Each line of a table is `word = spelling; spelling`, or `word < wider = …` where the word is a part of a wider one.
    `read` knows further words, which follow a pattern.
    """

    def __init__(self, table: str, read: Callable[[str], str | None] = lambda _: None) -> None:
        text = files("hornbook.names").joinpath(f"tables/{table}.txt").read_text(encoding="utf-8")
        self._read = read
        self.wider: dict[str, str] = {}
        self._known: dict[str, str] = {}
        for line in filter(None, map(str.strip, text.splitlines())):
            head, _, spellings = line.partition(" = ")
            word, _, wider = (part.strip() for part in head.partition(" < "))
            if wider:
                self.wider[word] = wider
            for spelling in (word, *spellings.split(";")):
                self._known.setdefault(plain(spelling), word)
        self._known.pop("", None)

    def __call__(self, text: str) -> str | None:
        """The known word that a text is a spelling of; None for any other text."""
        found = self._known.get(plain(text)) or self._read(text)
        if found is None and text[-1:] in ("s", "S"):
            return self._known.get(plain(text[:-1]))
        if found is None and (both := _BOTH.fullmatch(text)):  # Hong Kong Stock Exchange (HKEX): one thing said twice
            outer, inner = self(both[1]), self(both[2])
            return outer if outer == inner else None
        return found

    def line(self, word: str) -> tuple[str, ...]:
        """A known word and every wider one to which it belongs."""
        found = [word]
        while found[-1] in self.wider:
            found.append(self.wider[found[-1]])
        return tuple(found)

    def nearest(self, text: str) -> str | None:
        """The known word of which the text may be a slip of the pen; None where no word is near."""
        return nearest(text, self._known)


def nearest(text: str, known: dict[str, str]) -> str | None:
    """The word whose spelling, as `plain` writes it, is nearest to a text; None where none is near."""
    asked = plain(text)
    same_start: Iterable[str] = (each for each in known if each[:1] == asked[:1] and abs(len(each) - len(asked)) < 4)
    close = get_close_matches(asked, list(same_start), n=1, cutoff=0.75) if len(asked) > 1 else []
    close = close or (get_close_matches(asked, list(known), n=1, cutoff=0.8) if len(asked) > 3 else [])
    return known[close[0]] if close else None
