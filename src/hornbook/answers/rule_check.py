"""Files of rules checked: every fault at its line, and whether the examples come out as they say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hornbook.answers.answer import Answer, Asked
from hornbook.errors import FileFault
from hornbook.positions import cells
from hornbook.render.sheet import Block, Column, EmptyLine, Heading, Hint, Kind, Line, More, Row, Sheet, Table
from hornbook.standards.check import RuleCheck, check_standard
from hornbook.support.check import check_support
from hornbook.text import Phrase, message, message_plural, one_line

SHOWN = 10
"""Hints of one file that a page shows."""
_WIDEST = 100
"""Cells of a line of a file that a page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPlace:
    """A fault or a hint, and where in the file it stands; without a line it is of the file as a whole."""

    line: int | None
    column: int | None
    """From 1, in characters."""
    width: int | None
    """How many characters are meant."""
    problem: Phrase
    hint: Phrase | None
    source: str
    """The line as it stands in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRule:
    """One file: what is wrong in it, what it may lack, and its examples."""

    file: str
    id: str | None
    """The id of the standard, where the file can be read."""
    sha256: str
    faults: tuple[CheckedPlace, ...]
    hints: tuple[CheckedPlace, ...]
    examples: int
    passing: int | None
    """How many examples come out as they say; empty where they were not run, because the file cannot be read."""
    whole: bool
    """Whether everything was checked; no where a fault hides what stands behind it."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RuleCheckAnswer(Answer):
    """Files of rules that were checked."""

    files: tuple[CheckedRule, ...]

    @property
    def exit_code(self) -> int:
        """1 where a file has a fault."""
        return 1 if any(file.faults for file in self.files) else 0

    def sheet(self) -> Sheet:
        """The page: each fault with its line and a mark under what is meant, then hints."""
        title = message("Check of rules")
        blocks: list[Block] = [Heading(title, 1)]
        for file in self.files:
            blocks += _file_blocks(file)
        return Sheet(title, tuple(blocks))

    def tables(self) -> tuple[Table, ...]:
        """One row a fault or hint."""
        return (Table("faults", FAULT_COLUMNS, tuple(_rows(self))),)


def check_rules(files: Iterable[tuple[str, Path]]) -> RuleCheckAnswer:
    """Check files, each given as it was written and by its path."""
    return RuleCheckAnswer(asked=Asked(), files=tuple(_checked(name, check_standard(path)) for name, path in files))


def check_supports(files: Iterable[tuple[str, Path]]) -> RuleCheckAnswer:
    """The same for files of supports."""
    return RuleCheckAnswer(asked=Asked(), files=tuple(_checked(name, check_support(path)) for name, path in files))


def _checked(name: str, check: RuleCheck) -> CheckedRule:
    return CheckedRule(
        file=name,
        id=check.standard.id if check.standard else None,
        sha256=check.digest,
        faults=tuple(map(_checked_place, check.faults)),
        hints=tuple(map(_checked_place, check.hints)),
        examples=check.examples,
        passing=check.passing,
        whole=check.whole,
    )


def _checked_place(fault: FileFault) -> CheckedPlace:
    known = fault.line is not None
    return CheckedPlace(
        line=fault.line,
        column=fault.column if known else None,
        width=fault.width if known else None,
        problem=fault.problem,
        hint=fault.hint or None,
        source=fault.source,
    )


# ---- the page


def _file_blocks(file: CheckedRule) -> Iterator[Block]:
    yield EmptyLine()
    yield Line(_verdict(file), strong=True)
    for fault in file.faults:
        yield from _place_blocks(file.file, fault)
    if file.faults and not file.whole:
        yield Line(message("Mend these first: they hide what stands behind them."))
    if file.faults and file.passing is None and file.examples:
        yield Line(message("The examples were not run, because the rules cannot be read."))
    if file.hints:
        yield Heading(message("Hints: what the examples do not try"))
        for hint in file.hints[:SHOWN]:
            yield Line(_said(file.file, hint), 2)
        if len(file.hints) > SHOWN:
            yield More(len(file.hints) - SHOWN, 2)


def _verdict(file: CheckedRule) -> Phrase:
    name = one_line(file.file)
    if file.faults:
        return message_plural("{file}: {n:,} fault", "{file}: {n:,} faults", len(file.faults), file=name)
    return message_plural("{file}: {n:,} example passes", "{file}: {n:,} examples pass", file.passing or 0, file=name)


def _said(file: str, place: CheckedPlace) -> Phrase:
    if place.line is None:
        return message("{name}: {problem}", name=one_line(file), problem=place.problem)
    return message(
        "{name}:{line:d}:{column:d}: {problem}",
        name=one_line(file), line=place.line, column=place.column, problem=place.problem,
    )  # fmt: skip


def _place_blocks(file: str, place: CheckedPlace) -> Iterator[Block]:
    """A fault, its line with a mark under what is meant, and what to do."""
    yield EmptyLine()
    yield Line(_said(file, place))
    if place.source.strip():
        shown, mark = marked_line(place.source, (place.column or 1) - 1, place.width or 1)
        yield Line(shown, 4, whole=True)
        yield Hint(mark, 4, whole=True)
    if place.hint:
        yield Line(place.hint, 2)


def marked_line(line: str, start: int, width: int) -> tuple[str, str]:
    """A line of a file, cut to what a page has room for, and the marks that stand under a part of it."""
    begin = len(line) - len(line.lstrip())
    if cells(line[begin : start + width]) > _WIDEST:
        begin = max(begin, start - _WIDEST // 4)
    shown = one_line(line[begin:start]), one_line(line[start : start + width])
    rest = one_line(line[start + width :])
    while rest and cells("".join(shown) + rest) > _WIDEST:
        rest = rest[:-1]
    marks = min(max(1, cells(shown[1])), _WIDEST)
    return ("".join(shown) + rest)[: 2 * _WIDEST], " " * cells(shown[0]) + "^" * marks


# ---- files

FAULT_COLUMNS = (
    Column("file", message("file"), Kind.CODE),
    Column("line", message("line"), Kind.COUNT),
    Column("column", message("column"), Kind.COUNT),
    Column("sort", message("fault or hint"), Kind.CODE),
    Column("problem", message("problem"), pair=True),
    Column("hint", message("what to do"), pair=True),
    Column("source", message("line of the file"), Kind.CODE),
)


def _rows(answer: RuleCheckAnswer) -> Iterator[Row]:
    for file in answer.files:
        for sort, places in (("fault", file.faults), ("hint", file.hints)):
            for place in places:
                yield {
                    "file": file.file,
                    "line": place.line,
                    "column": place.column,
                    "sort": sort,
                    "problem": place.problem,
                    "hint": place.hint,
                    "source": place.source,
                }
