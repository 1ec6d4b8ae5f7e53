"""What holds of a whole table: which columns were refused in every row, and which ids fall together."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from hornbook.formats.cells import Bad, squeeze
from hornbook.sources.source import Remark
from hornbook.text import message

_MOST = 3_000_000
"""How many ids are remembered; a longer table is told apart up to there."""
_FEWEST = 5
"""A column with fewer cells than this is not judged as a whole."""


class Tally:
    """Counts of one batch, filled row by row."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()
        self._refused: Counter[str] = Counter()
        self._words: dict[str, str | int] = {}

    def took(self, column: str) -> None:
        """A cell of the column was taken."""
        self._taken[column] += 1

    def refused(self, column: str) -> None:
        """A cell of the column was refused."""
        self._refused[column] += 1

    @contextmanager
    def cell(self, column: str) -> Iterator[None]:
        """Count the cell that is read within: as taken, or as refused where that raises Bad."""
        try:
            yield
        except Bad:
            self._refused[column] += 1
            raise
        self._taken[column] += 1

    def judged(self, column: str, *, taken: bool) -> None:
        """Count a cell of the column as taken or as refused."""
        (self._taken if taken else self._refused)[column] += 1

    def meets(self, subject: str, words: str) -> str | None:
        """Another id that has the same subject, where this is not the first; None where there is none."""
        folded = squeeze(words).casefold()
        first = self._words.get(subject)
        if first is None:
            if len(self._words) < _MOST:
                # An id that is its own subject needs no second copy.
                self._words[subject] = 0 if folded.replace(" ", "-") == subject else folded
            return None
        before = subject if first == 0 else str(first)
        same = folded == first or (first == 0 and folded.replace(" ", "-") == subject)
        return None if same else before[:40]

    def remarks(self, file: str) -> Iterator[Remark]:
        """The columns of which not one cell was taken."""
        for column, refused in self._refused.items():
            if refused >= _FEWEST and not self._taken[column]:
                whole = message(
                    "column '{column}': all {n:,} cells were refused. Is the mapping right?", column=column, n=refused
                )
                yield Remark(file, whole)
