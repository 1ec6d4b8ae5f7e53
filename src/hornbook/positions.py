"""Where the keys, headings and words of a TOML text stand, so that an error can point at them."""

import re
from collections.abc import Mapping
from functools import lru_cache
from unicodedata import east_asian_width

Loc = tuple[str | int, ...]
"""The way to a value: keys, and positions in lists from 0."""
Span = tuple[int, int]
"""From which character to which."""

_HEADING = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*=")


@lru_cache(maxsize=4)
def headings_and_keys(text: str) -> Mapping[Loc, int]:
    """The line (from 0) on which each heading and each key at the start of a line stands."""
    places: dict[Loc, int] = {(): 0}
    count: dict[Loc, int] = {}
    section: Loc = ()
    for number, line in enumerate(text.split("\n")):
        if heading := _HEADING.match(line):
            section = ()
            names = [part.strip().strip("\"'") for part in heading[2].split(".")]
            for position, name in enumerate(names, 1):
                section += (name,)
                if heading[1] == "[[" and position == len(names):
                    places.setdefault(section, number)
                    count[section] = count.get(section, -1) + 1
                if section in count:
                    section += (count[section],)
            places.setdefault(section, number)
        elif key := _KEY.match(line):
            places.setdefault(section + tuple(p.strip().strip("\"'") for p in key[1].split(".")), number)
    return places


def find_rule(text: str, loc: Loc, rule: str, at: Span) -> tuple[int, int, int] | None:
    """The same for a part of a rule; None where the rule does not stand in the text letter for letter."""
    if not rule:
        return None
    first, last = _lines_of(text, loc)
    lines = text.split("\n")
    begin = sum(len(line) + 1 for line in lines[:first])
    end = sum(len(line) + 1 for line in lines[:last])
    key = re.compile(rf"(?<![\w-]){re.escape(str(loc[-1]))}(?![\w-])[\"']?\s*=").search(text, begin, end)
    start = text.find(rule, key.end() if key else begin, end)
    if start < 0:
        return None
    start, stop = start + at[0], start + at[1]
    number = text.count("\n", 0, start)
    column = start - (text.rfind("\n", 0, start) + 1)
    return number + 1, column, min(column + max(1, stop - start), max(column + 1, len(lines[number])))


def _lines_of(text: str, loc: Loc) -> tuple[int, int]:
    """The line (from 0) of the nearest heading or key above a value, and the line of the next one."""
    places = headings_and_keys(text)
    depth = next(depth for depth in range(len(loc), -1, -1) if loc[:depth] in places)
    first = places[loc[:depth]]
    return first, min((number for number in places.values() if number > first), default=len(text.split("\n")))


def find_word(text: str, loc: Loc, word: str | None) -> tuple[int, int, int]:
    """Line from 1, and the columns from and to which the caret stands."""
    places, lines = headings_and_keys(text), text.split("\n")
    depth = next(depth for depth in range(len(loc), -1, -1) if loc[:depth] in places)
    first = places[loc[:depth]]
    last = min((number for number in places.values() if number > first), default=len(lines))
    names = [re.escape(part) for part in loc[depth:] if isinstance(part, str)]
    patterns = [rf"(?<![\w-])({name})(?![\w-])\"?\s*=" for name in reversed(names)]
    if word:
        patterns.insert(0, rf"(?<![\w-])({re.escape(word)})(?![\w-])")
    if depth and isinstance(loc[depth - 1], str):
        patterns.append(rf"(?<![\w-])({re.escape(str(loc[depth - 1]))})(?![\w-])")
    for pattern in patterns:
        for number in range(first, last):
            if found := re.search(pattern, lines[number]):
                return number + 1, found.start(1), found.end(1)
    shown = lines[first]
    return first + 1, len(shown) - len(shown.lstrip()), len(shown.rstrip())


def cells(text: str) -> int:
    """How many cells of a terminal a text takes: two a Chinese character."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
