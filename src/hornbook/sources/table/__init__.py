"""Any table, by a mapping that says what its columns mean; `docs/table_mapping.md` shows one.

Every row becomes facts or a reject. A cell is never calculated: a formula in a CSV file is text, and of one
in a workbook the stored result is taken, with a note.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from hornbook.errors import SourceError, advice
from hornbook.sources.shared.tally import Tally
from hornbook.sources.source import About, Entry, Promise, Remark, Source
from hornbook.sources.table.above import Above
from hornbook.sources.table.grid import GridRow, grid
from hornbook.sources.table.lists import Lists
from hornbook.sources.table.mapping import Mapping, mapping
from hornbook.sources.table.row import entry_of
from hornbook.terms import Day
from hornbook.text import Text, listing, message

_MOST = 10_000
_REFUSED = 5
"""How many refused rows are told where all of a file were."""
"""How many names of columns are remembered of a file that names them anew in every row."""


class MappedTable(Source):
    """Any table with a mapping."""

    about = About(
        name="table",
        title=Text("Any table, with a mapping", "任意表格（附映射文件）"),
        maker="named by the mapping",
        files=Text(
            "A mapping (.toml), then one or more tables: .csv, .tsv, .jsonl (each also .gz), .xlsx or .parquet.",
            "映射文件（.toml）及一个或多个表格：.csv、.tsv、.jsonl（均可为 .gz）、.xlsx 或 .parquet。",
        ),
    )

    def promises_in(self, paths: tuple[Path, ...], recorded: Day) -> tuple[Promise, ...]:
        """The promises that the mapping among these files makes."""
        return mapping(_parts(paths)[0]).promises

    def word(self, paths: tuple[Path, ...]) -> str:
        """The word under which the facts stand, as the mapping gives it."""
        return mapping(_parts(paths)[0]).origin.name

    def replaces(self, paths: tuple[Path, ...]) -> bool:
        """Whether the mapping says that each export replaces the one before."""
        return mapping(_parts(paths)[0]).origin.replaces

    def groups(self, paths: tuple[Path, ...]) -> list[tuple[Path, ...]]:
        """All files with their mapping first make one batch."""
        rules, tables = _parts(paths)
        return [(rules, *tables)]

    def recorded(self, paths: tuple[Path, ...]) -> Day | None:
        """The day that the mapping gives."""
        return mapping(_parts(paths)[0]).origin.recorded

    def needs_records(self, paths: tuple[Path, ...]) -> bool:
        """Whether the mapping says `in_book`."""
        return mapping(_parts(paths)[0]).subject.in_book

    def unused_columns(self, paths: tuple[Path, ...]) -> tuple[str, ...]:
        """The columns that the mapping does not use, of tables that name theirs first."""
        rules, tables = _parts(paths)
        meaning = mapping(rules)
        names = (name for path in tables for name in grid(path, meaning.shape, set(meaning.columns)).columns or ())
        return tuple(dict.fromkeys(name for name in names if name not in meaning.columns))

    def read(self, paths: tuple[Path, ...], recorded: Day) -> Iterator[Entry]:
        """Every row of the tables in order; MappingError or SourceError when they cannot be read."""
        rules, tables = _parts(paths)
        meaning = mapping(rules)
        for position, each in enumerate(meaning.facts):
            for day in each.valid:
                if isinstance(day, date) and day > recorded:
                    late = message("{day} is after {latest}, the day of recording", day=day, latest=recorded)
                    raise meaning.document.error(("fact", position, "valid"), late, word=str(day))
        lists, tally = Lists(), Tally()
        if any(each.add_up for each in meaning.facts):
            for path in tables:
                for record in _records(meaning, path):
                    if not isinstance(record, Remark):
                        entry_of(meaning, record, recorded, Tally(), lists)
        lists.gathering = False
        for path in tables:
            for record in _records(meaning, path):
                if isinstance(record, Remark):
                    yield record
                else:
                    yield entry_of(meaning, record, recorded, tally, lists)
            yield from tally.remarks(path.name)


def _records(meaning: Mapping, path: Path) -> Iterator[GridRow | Remark]:
    """The rows of a table with what continuation lines repeat; MappingError when a column is missing."""
    found = grid(path, meaning.shape, set(meaning.columns))
    seen = set(found.columns or ())
    if found.columns is not None:
        _present(meaning, path, seen)
        yield from _doubled(path.name, found.columns, meaning)
    above, downward = Above(meaning.shape.fill_down), bool(meaning.shape.fill_down)
    rows = bad = 0
    refused: list[GridRow] = []
    for record in found.rows:
        rows += 1
        if record.problem is not None and found.columns is None:
            bad += 1
            refused += [record] if bad <= _REFUSED else []
        if found.columns is None and len(seen) < _MOST:
            seen.update(record.cells)
        yield above.continued(record) if downward else record
    if rows and rows == bad:
        raise _all_refused(path, refused, bad)
    if rows and found.columns is None and len(seen) < _MOST:
        _present(meaning, path, seen)


def _all_refused(path: Path, refused: list[GridRow], n: int) -> SourceError:
    """The error for a file without a single record: what was refused first, and why."""
    first = [message("{place}: {problem}", place=record.place, problem=record.problem) for record in refused[:_REFUSED]]
    return SourceError(
        message(
            "{file}: every row was refused, so nothing was imported. Rows refused: {n:,}.\n{first}",
            file=path.name,
            n=n,
            first=listing(first, "\n"),
        )
    )


def _doubled(file: str, columns: tuple[str, ...], meaning: Mapping) -> Iterator[Remark]:
    """Columns of one name of which the mapping uses the first."""
    for name in meaning.columns:
        if f"{name} (2)" in columns and f"{name} (2)" not in meaning.columns:
            first = message(
                "two columns are called '{name}'; the first is taken. The mapping can call the other '{name} (2)'",
                name=name,
            )
            yield Remark(file, first)


def _parts(paths: tuple[Path, ...]) -> tuple[Path, tuple[Path, ...]]:
    """The mapping and the tables; SourceError unless there is one mapping and a table."""
    rules = [path for path in paths if path.suffix.lower() == ".toml"]
    tables = tuple(path for path in paths if path.suffix.lower() != ".toml")
    if len(rules) != 1:
        if not rules:
            raise SourceError(message("A table needs one mapping, a file that ends in .toml; none was given."))
        raise SourceError(
            message("A table needs one mapping, a file that ends in .toml; {n} were given.", n=len(rules))
        )
    if not tables:
        raise SourceError(message("{file} maps a table; name the table after it.", file=rules[0].name))
    return rules[0], tables


def _present(meaning: Mapping, path: Path, seen: set[str]) -> None:
    """MappingError when the table lacks a column that the mapping uses and does not call optional."""
    for name, loc in meaning.columns.items():
        if name not in seen and name not in meaning.shape.optional:
            found = message("Columns found: {columns}.", columns=listing(sorted(seen)[:100]))
            hint = advice(name, seen, found)
            raise meaning.document.error(
                loc, message("{file} has no column '{name}'", file=path.name, name=name), word=name, hint=hint
            )
