"""Text broken into lines for a terminal: between words, and between Chinese characters."""

import re

from rich.cells import cell_len

_HAN = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_ATOMS = re.compile(rf"\s+|'[^'\s]{{1,24}}'|[{_HAN}]|[^\s{_HAN}]+")
_CLOSING = "，。；：、！？）》」』”’…,.;:!?)]}"
_OPENING = "（《「『“‘(["


def wrapped(text: str, width: int) -> list[str]:
    """Text as lines of at most so many cells.

    No line begins with a closing mark or ends with an opening one; a word longer than a line, such as an address, stays
    whole on a line of its own.
    """
    lines, line = [], ""
    for word in _words(text):
        if line.strip() and cell_len(line + word.rstrip()) > width:
            lines.append(line.rstrip())
            line = word.lstrip()
        else:
            line += word
    return [*lines, line.rstrip()]


def _words(text: str) -> list[str]:
    """What may not be broken: a word with the space behind it, a Chinese character with the marks around it."""
    found: list[str] = []
    for atom in _ATOMS.findall(text):
        joins = found and (atom.isspace() or atom[0] in _CLOSING or found[-1][-1] in _OPENING)
        if joins:
            found[-1] += atom
        else:
            found.append(atom)
    return found


def visible(text: str) -> str:
    """Text from a file as safe to print: control and invisible characters are shown as escapes."""
    return "".join(
        letter if letter.isprintable() or letter == "\n" else letter.encode("unicode_escape").decode("ascii")
        for letter in text
    )
