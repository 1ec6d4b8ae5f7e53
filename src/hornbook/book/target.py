"""What an erasure looks for: the facts of some records or of a source, and words in the facts of others.

A fact goes when its record does, and a statement on a pair of records when either does. In facts of others a cell, or
an entry of a list, that is one of the words and nothing else is replaced by '(erased N)', in the columns that name
somebody; an identifier is emptied. Words in the name of a file are replaced, those within a longer text only if that
is asked for.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from hornbook.kinds import SameAs

NAMING = ("by", "to", "investors", "co_applicants")
"""Columns of all kinds that name a company or a person."""
IDENTIFIERS = ("to_id", "origin_id")
"""Columns that identify one."""
PLACE = "place"
"""A file may be called after somebody."""
TEXTS = ("text", "reason", "because", "what", "topic", "role")
"""Columns in the source's own words."""


@dataclass(frozen=True)
class Target:
    """What is to be erased."""

    subjects: frozenset[str] = frozenset()
    source: str | None = None
    words: dict[str, str] = field(default_factory=dict)
    """Names and subjects as they are written, with what stands in their place."""
    texts: bool = False
    """Whether words are looked for within texts too."""

    @cached_property
    def _subjects(self) -> pa.Array:
        return pa.array(sorted(self.subjects), pa.string())

    @cached_property
    def _folded(self) -> tuple[pa.Array, pa.Array]:
        """The words as cells are compared with them, and what stands in their place."""
        return folded(pa.array(list(self.words), pa.string())), pa.array(list(self.words.values()), pa.string())

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """The words within a text: whole words in alphabets, as they are in Chinese; none where there are no words."""
        words = sorted((word.strip() for word in self.words if len(word.strip()) > 1), key=len, reverse=True)
        if not words:
            return None
        return re.compile("|".join(map(_whole_word, words)), re.IGNORECASE)

    def mentions(self, text: str | None) -> bool:
        """Whether a text holds one of the words."""
        return bool(text and self.pattern and self.pattern.search(text))

    def without_words(self, text: str) -> str:
        """A text with each of the words replaced."""
        if self.pattern is None:
            return text
        stands = {word.strip().lower(): mark for word, mark in self.words.items()}
        return self.pattern.sub(lambda found: stands.get(found[0].lower(), "(erased)"), text)

    def begun_word(self, text: str) -> int | None:
        """Where one of the words begins that a cut at the end of a text has shortened; None where none does."""
        return min(
            (at for word in self.words if (at := _begins(word.strip().lower(), text.lower())) >= 0), default=None
        )

    @cached_property
    def quoted(self) -> re.Pattern[str] | None:
        """The words within a text as quoted texts of their own."""
        words = "|".join(re.escape(word.strip()) for word in self.words if word.strip())
        return re.compile(f"[\"'“]\\s*(?:{words})\\s*[\"'”]", re.IGNORECASE) if words else None

    # ---- rows

    def gone(self, kind: str, source: str, rows: pa.Table) -> pa.ChunkedArray:
        """Which rows go."""
        if source == self.source:
            return pa.chunked_array([pa.repeat(pa.scalar(True), rows.num_rows)])
        mask = pc.is_in(rows["subject"], self._subjects)
        return pc.or_(mask, pc.is_in(rows["other"], self._subjects)) if kind == SameAs.__name__ else mask

    def altered(self, rows: pa.Table, *, only: str | None = None) -> tuple[pa.Table, pa.ChunkedArray]:
        """Rows with what stands in the place of the words, in all columns or one, and which rows are changed by it."""
        changed = pa.chunked_array([pa.repeat(pa.scalar(False), rows.num_rows)])
        for name in [only] if only else rows.column_names:
            new = self._replaced(rows[name], name)
            if new is not None:
                changed = pc.or_(changed, _differs(rows[name], new))
                rows = rows.set_column(rows.column_names.index(name), rows.schema.field(name), new)
        return rows, changed

    def _replaced(self, column: pa.ChunkedArray, name: str) -> pa.ChunkedArray | None:
        """A column without the words; none where it holds none of them."""
        if name in IDENTIFIERS:
            among = pc.is_in(column, self._subjects)
            return pc.if_else(among, pa.scalar(None, pa.string()), column) if pc.any(among).as_py() else None
        if name in NAMING:
            return self._without_names(column)
        if (name == PLACE or (name in TEXTS and self.texts)) and self.mentioned(column):
            cells = (None if text is None else self.without_words(text) for text in column.to_pylist())
            return pa.chunked_array([pa.array(cells, column.type)])
        return None

    def _without_names(self, column: pa.ChunkedArray) -> pa.ChunkedArray | None:
        words, marks = self._folded
        if not pa.types.is_list(column.type):
            at = pc.index_in(folded(column), words)
            return pc.coalesce(marks.take(at), column) if at.null_count < len(at) else None
        if not pc.any(pc.is_in(folded(pc.list_flatten(column)), words)).as_py():
            return None
        stands = dict(zip(words.to_pylist(), marks.to_pylist(), strict=True))
        cells = [
            None if cell is None else [stands.get(key, one) for one, key in zip(cell, _folded(cell), strict=True)]
            for cell in column.to_pylist()
        ]
        return pa.chunked_array([pa.array(cells, column.type)])

    def mentioned(self, column: pa.ChunkedArray) -> list[int]:
        """The rows of a column of texts that hold one of the words."""
        if self.pattern is None or not len(column):
            return []
        near = pc.any(pc.match_substring_regex(column, "|".join(map(_escaped, self.words)), ignore_case=True))
        return [n for n, text in enumerate(column.to_pylist()) if self.mentions(text)] if near.as_py() else []


def _begins(word: str, text: str) -> int:
    """Where the end of a text is the beginning of a word, two letters of it or more; -1 where it is not."""
    for length in range(min(len(word) - 1, len(text)), 1, -1):
        at = len(text) - length
        if text.endswith(word[:length]) and not (at and word[0].isascii() and text[at - 1].isalnum()):
            return at
    return -1


def folded(column: pa.Array) -> pa.Array:
    """Words without the difference of capital letters and spaces around them."""
    return pc.utf8_lower(pc.utf8_trim_whitespace(column))


def _folded(cell: list[str]) -> list[str]:
    return list(folded(pa.array(cell, pa.string())).to_pylist())


def _differs(old: pa.ChunkedArray, new: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_list(old.type):
        return pa.chunked_array(
            [pa.array([a != b for a, b in zip(old.to_pylist(), new.to_pylist(), strict=True)], pa.bool_())]
        )
    return pc.or_(pc.fill_null(pc.not_equal(old, new), False), pc.and_(pc.is_valid(old), pc.invert(pc.is_valid(new))))


def _whole_word(word: str) -> str:
    """A pattern of the word that does not stand within another; Chinese has no spaces between words."""
    start = r"(?<!\w)" if word[0].isascii() else ""
    return start + re.escape(word) + (r"(?!\w)" if word[-1].isascii() else "")


def _escaped(word: str) -> str:
    """A pattern of the word for RE2."""
    return re.sub(r"([^\w\s])", r"\\\1", word.strip(), flags=re.ASCII) if word.isascii() else _hexed(word.strip())


def _hexed(word: str) -> str:
    return "".join(letter if letter.isalnum() else f"\\x{{{ord(letter):x}}}" for letter in word)
