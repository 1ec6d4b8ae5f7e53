"""Any table, by a mapping that says what its columns mean; `docs/table_mapping.md` shows one.

Every row becomes facts or a reject. A cell is never calculated: a formula in a CSV file is text, and of one
in a workbook the stored result is taken, with a note.
"""

from collections.abc import Iterator
from datetime import date
from math import isnan
from pathlib import Path
from typing import Any, NamedTuple

from hornbook.errors import SourceError, advice
from hornbook.formats.cells import Bad, drop_personal, slug, squeeze
from hornbook.kinds import Fact, Founded, Sector, required
from hornbook.sources.source import About, Entry, Promise, Reject, Row, Source
from hornbook.sources.table.field import CURRENCY, Cell, hint_of
from hornbook.sources.table.grid import GridRow, grid
from hornbook.sources.table.mapping import Condition, FactMap, Mapping, mapping
from hornbook.sources.table.values import cell_word, day_of, precision, value_of
from hornbook.terms import Day
from hornbook.text import Phrase, Text, listing, message

_MOST = 10_000
"""So many names of columns are remembered of a file that names them anew in every row."""


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

    def groups(self, paths: tuple[Path, ...]) -> list[tuple[Path, ...]]:
        """All files with their mapping first make one batch."""
        rules, tables = _parts(paths)
        return [(rules, *tables)]

    def recorded(self, paths: tuple[Path, ...]) -> Day | None:
        """The day that the mapping gives."""
        return mapping(_parts(paths)[0]).origin.recorded

    def read(self, paths: tuple[Path, ...], recorded: Day) -> Iterator[Entry]:
        """Every row of the tables in order; MappingError or SourceError when they cannot be read."""
        rules, tables = _parts(paths)
        meaning = mapping(rules)
        for position, each in enumerate(meaning.facts):
            for day in each.valid:
                if isinstance(day, date) and day > recorded:
                    late = message("{day} is after {latest}, the day of recording", day=day, latest=recorded)
                    raise meaning.document.error(("fact", position, "valid"), late, word=str(day))
        for path in tables:
            found = grid(path, meaning.shape, set(meaning.columns))
            seen = set(found.columns or ())
            rows = 0
            if found.columns is not None:
                _present(meaning, path, seen)
            for record in found.rows:
                if found.columns is None and len(seen) < _MOST:
                    seen.update(record.cells)
                rows += 1
                yield _entry(meaning, record, recorded)
            if rows and found.columns is None and len(seen) < _MOST:
                _present(meaning, path, seen)


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


class _At(NamedTuple):
    """Where a row stands and what holds for all of it."""

    place: str
    subject: str
    cells: dict[str, Any]
    recorded: Day
    notes: list[Phrase]


def _entry(meaning: Mapping, record: GridRow, recorded: Day) -> Entry:
    place, cells, problem, notes = record
    if problem:
        return Reject(place, problem)
    empty = {blank.casefold() for blank in meaning.shape.empty}
    cells = {name: None if _blank(cells.get(name), empty) else cells[name] for name in meaning.columns}
    for name in meaning.shape.required:
        if cells[name] is None:
            return Reject(place, message("'{name}' is empty", name=name))
    try:
        subject = _subject(meaning, cells)
        at = _At(place, subject, cells, recorded, list(notes))
        facts = tuple(fact for each in meaning.facts for fact in _facts(each, at))
    except Bad as bad:
        return Reject(place, bad.phrase)
    if not facts:
        why = listing(at.notes, ";") if at.notes else message("says nothing that the mapping takes")
        return Reject(place, why)
    return Row(place, facts, tuple(at.notes))


def _blank(value: Any, empty: set[str]) -> bool:
    if isinstance(value, str):
        squeezed = squeeze(value)
        return not squeezed or squeezed.casefold() in empty
    if isinstance(value, float) and isnan(value):
        return True  # some programs write NaN for nothing
    return value is None or value == []


def _subject(meaning: Mapping, cells: dict[str, Any]) -> str:
    """The company that a row is about; Bad when its columns are empty."""
    rule = meaning.subject
    for name in rule.columns:
        if cells[name] is None:
            raise Bad(message("no subject: '{name}' is empty", name=name))
    words = " ".join(cell_word(cells[name]) for name in rule.columns)
    made = slug(words) if rule.slug else words
    if not made:
        raise Bad(message("no subject: '{text}' holds no letter and no digit", text=words[:40]))
    if len(made) > 200:
        raise Bad(message("no subject: longer than 200 characters"))
    return f"{rule.prefix or meaning.origin.name}:{made}"


def _facts(each: FactMap, at: _At) -> Iterator[Fact]:
    """The facts that one [[fact]] makes of a row: none, one, or one for each part of a split cell."""
    if not all(_holds(condition, at.cells) for condition in each.when):
        return
    columns = [cell.column for cell in each.cells.values()]
    columns += [part.column for part in each.valid if isinstance(part, Cell)]
    if columns and all(at.cells[name] is None for name in columns):
        return
    kind = each.kind.__name__
    values = _values(each, at) | _days(each, at)
    if "valid" not in values:
        names = listing((f"'{part.column}'" for part in each.valid if isinstance(part, Cell)), "or")
        at.notes.append(message("no {kind}: no day in {names}", kind=kind, names=names))
        return
    withdrawn = each.withdrawn is not None and _holds(each.withdrawn, at.cells)
    lacking = [name for name in required(each.kind) if name in each.cells and values.get(name) is None]
    if lacking and not withdrawn:
        at.notes.append(
            message(
                "no {kind}: '{column}' gives no {field}",
                kind=kind,
                column=each.cells[lacking[0]].column,
                field=lacking[0],
            )
        )
        return
    known = {name: value for name, value in values.items() if value is not None}
    for name in known.keys() & {"text", "reason"}:
        known[name] = drop_personal(known[name])
    key = " ".join(cell_word(at.cells[name]) for name in each.key if at.cells[name] is not None)
    common: dict[str, Any] = {
        "subject": at.subject,
        "place": at.place,
        "grade": each.grade,
        "withdrawn": withdrawn,
    }
    if each.split is None:
        yield each.kind(**common, key=key, **known)
        return
    for rank, part in enumerate(known.pop(each.split), 1):
        more: dict[str, Any] = {"rank": rank} if each.kind is Sector and "rank" not in known else {}
        yield each.kind(**common, key=f"{key} {part}".strip(), **known, **{each.split: part}, **more)


def _holds(condition: Condition, cells: dict[str, Any]) -> bool:
    value = cells[condition.column]
    if value is None or not condition.equals:
        return value is not None
    return cell_word(value).casefold() in {each.casefold() for each in condition.equals}


def _values(each: FactMap, at: _At) -> dict[str, Any]:
    """The fact's own fields; a cell that is refused leaves its field empty and a note."""
    values: dict[str, Any] = dict(each.fixed)
    for name, cell in each.cells.items():
        value = at.cells[cell.column]
        if value is None:
            continue
        try:
            values[name] = value_of(value, hint_of(each.kind, name), cell, several=name == each.split)
            if name == "currency" and not CURRENCY.fullmatch(values[name]):
                raise Bad(
                    message(
                        "'{text}' is not three capital letters; say in 'map' which it means", text=values.pop(name)[:40]
                    )
                )
        except Bad as bad:
            at.notes.append(_refused(each, name, cell, bad))
    return _paid(each, values, at.notes)


def _paid(each: FactMap, values: dict[str, Any], notes: list[Phrase]) -> dict[str, Any]:
    """The fields without sums that make no sense, each with a note."""
    sums = [name for name in ("amount", "least", "most") if values.get(name) is not None]
    ends = [name for name in sums if name != "amount"]
    refused: list[tuple[str, Phrase]] = []
    if values.get("currency") is None:
        refused = [(name, message("it has no currency")) for name in sums]
    elif "amount" in sums:
        refused = [(name, message("the amount itself is stated")) for name in ends]
    elif len(ends) == 2 and values["least"] > values["most"]:
        over = message(
            "the least, {least:,}, is more than the most, {most:,}", least=values["least"], most=values["most"]
        )
        refused = [(name, over) for name in ends]
    notes += [
        message("{kind}.{field} not taken: {problem}", kind=each.kind.__name__, field=name, problem=why)
        for name, why in refused
    ]
    return {name: value for name, value in values.items() if name not in dict(refused)}


def _refused(each: FactMap, field: str, cell: Cell, bad: Bad) -> Phrase:
    return message(
        "{kind}.{field} in '{column}': {problem}",
        kind=each.kind.__name__,
        field=field,
        column=cell.column,
        problem=bad.phrase,
    )


def _days(each: FactMap, at: _At) -> dict[str, Any]:
    """When the fact became true and could be known; for a founding also how exact that is."""
    made: dict[str, Any] = {}
    for part in each.valid:
        if not isinstance(part, Cell):
            made["valid"] = part or at.recorded
            break
        if at.cells[part.column] is not None:
            try:
                made["valid"], pattern = day_of(at.cells[part.column], part.format, at.recorded)
            except Bad as bad:
                at.notes.append(_refused(each, "valid", part, bad))
                continue
            if each.kind is Founded and "precision" not in each.cells | each.fixed:
                made["precision"] = precision(pattern)
            break
    if each.known and at.cells[each.known.column] is not None:
        try:
            made["known"] = day_of(at.cells[each.known.column], each.known.format, at.recorded)[0]
        except Bad as bad:
            at.notes.append(_refused(each, "known", each.known, bad))
    return made
