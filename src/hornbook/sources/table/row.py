"""One row of a table as facts: its subject, its days and its fields, with a note on each cell that was not taken."""

import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from hashlib import sha256
from math import isnan
from typing import Any, NamedTuple

from hornbook.formats.cells import Bad, drop_personal, slug, squeeze
from hornbook.kinds import Fact, Founded, Named, Sector, required, telling_when_empty
from hornbook.sources.shared.cleaning import clean, names_somebody
from hornbook.sources.shared.counts import Count
from hornbook.sources.shared.sums import Sum
from hornbook.sources.shared.tally import Tally
from hornbook.sources.source import NO_LOSS, Entry, Loss, Reject, Row
from hornbook.sources.table.field import Cell, hint_of
from hornbook.sources.table.grid import GridRow
from hornbook.sources.table.lists import Lists
from hornbook.sources.table.mapping import FactMap, Mapping
from hornbook.sources.table.money import put_count, put_sum, without_senseless_sums
from hornbook.sources.table.sections import Condition
from hornbook.sources.table.values import cell_word, day_of, value_of
from hornbook.terms import Day
from hornbook.text import Phrase, listing, message


class _At(NamedTuple):
    """Where a row stands and what holds for all of it; `lost` are the kinds of which it would have told more."""

    place: str
    subject: str
    cells: dict[str, Any]
    unread: set[str]
    recorded: Day
    notes: list[Phrase]
    lost: set[type[Fact]]
    meaning: Mapping
    tally: Tally
    lists: Lists


def entry_of(meaning: Mapping, record: GridRow, recorded: Day, tally: Tally, lists: Lists) -> Entry:
    """A row as facts, or why it is none."""
    place, found, problem, notes, broken = record
    said, unread = list(notes), set(broken)
    cells = {name: _cell(found.get(name), name, meaning, said, unread) for name in meaning.columns}
    if problem:
        return Reject(place, problem, Loss(_told_subject(meaning, cells), tuple(each.kind for each in meaning.facts)))
    kinds = tuple(each.kind for each in meaning.facts if _would_tell(each, cells, unread))
    for name in meaning.shape.required:
        if cells[name] is None:
            empty = listing([message("'{name}' is empty", name=name), *said], ";")
            return Reject(place, empty, Loss(_told_subject(meaning, cells), kinds))
    subject = None
    try:
        subject = _subject(meaning, cells, tally, said)
        at = _At(place, subject, cells, unread, recorded, said, set(), meaning, tally, lists)
        facts = tuple(fact for position, each in enumerate(meaning.facts) for fact in _facts(position, each, at))
    except Bad as bad:
        return Reject(place, listing([bad.phrase, *said], ";"), Loss(subject, kinds))
    lost = Loss(subject, tuple(sorted(at.lost, key=lambda kind: kind.__name__))) if at.lost else NO_LOSS
    if not facts and not lists.holds(place):
        why = listing(at.notes, ";") if at.notes else message("says nothing that the mapping takes")
        return Reject(place, why, lost)
    return Row(place, facts, tuple(at.notes), lost)


def _told_subject(meaning: Mapping, cells: dict[str, Any]) -> str | None:
    """The record that a refused row is about, where its cells tell."""
    try:
        subject = _subject(meaning, cells, Tally(), [])
        subject.encode()
    except (Bad, UnicodeEncodeError):
        return None
    return subject


def _would_tell(each: FactMap, cells: dict[str, Any], unread: set[str]) -> bool:
    """Whether one [[fact]] finds something to say in a row."""
    if not all(condition.column in unread or _holds(condition, cells) for condition in each.when):
        return False
    columns = _columns(each)
    return not columns or any(name in unread or cells[name] is not None for name in columns)


def _columns(each: FactMap) -> list[str]:
    """The columns from which one [[fact]] is made."""
    columns = [cell.column for cell in each.cells.values()]
    return columns + [part.column for part in each.valid if isinstance(part, Cell)]


def _cell(value: Any, name: str, meaning: Mapping, notes: list[Phrase], unread: set[str]) -> Any:
    """A cell as it is to be read; None where it says nothing, or holds an error and so is `unread`."""
    if isinstance(value, str):
        cleaned, note = clean(value, name)
        if note:
            notes.append(note)
        if note and not cleaned:
            unread.add(name)
        value = cleaned
        squeezed = squeeze(value)
        return None if not squeezed or squeezed.casefold() in meaning.empty else value
    if isinstance(value, float) and isnan(value):
        return None  # some programs write NaN for nothing
    return None if value == [] else value


def _subject(meaning: Mapping, cells: dict[str, Any], tally: Tally, notes: list[Phrase]) -> str:
    """The company that a row is about; Bad when its columns are empty."""
    rule = meaning.subject
    for name in rule.columns:
        if cells[name] is None:
            raise Bad(message("no subject: '{name}' is empty", name=name))
    words = " ".join(cell_word(cells[name]) for name in rule.columns)
    if rule.in_book:
        return words
    made = _readable(words) if rule.slug else words
    if not made:
        raise Bad(message("no subject: '{text}' holds no letter and no digit", text=words[:40]))
    if len(made) > 200:
        raise Bad(message("no subject: longer than 200 characters"))
    if rule.slug and (other := tally.meets(made, words)):
        both = message(
            "'{text}' and '{other}' stand for one company; slug = false keeps them apart", text=words[:40], other=other
        )
        notes.append(both)
    return f"{rule.prefix or meaning.origin.name}:{made}"


_TELLING = re.compile(r"[+#*@%^=~<>|!?]")


def _readable(words: str) -> str:
    """The words in small letters with hyphens; what that would lose (C++, C#, a long end) stands as six signs."""
    made = slug(words)
    folded = squeeze(words).casefold()
    if made and (_TELLING.search(folded) or len(made) >= 80):
        return f"{made[:70].rstrip('-')}-{sha256(folded.encode()).hexdigest()[:6]}"
    return made


def _facts(position: int, each: FactMap, at: _At) -> Iterator[Fact]:
    """The facts that one [[fact]] makes of a row: none, one, or one for each part of a split cell."""
    if not _would_tell(each, at.cells, at.unread):
        return
    columns = _columns(each)
    asked = (*each.when, each.withdrawn) if each.withdrawn else each.when
    if any(condition.column in at.unread for condition in asked) or (
        columns and all(at.cells[name] is None for name in columns)
    ):
        at.lost.add(each.kind)  # an error stands where the row would say whether there is such a fact
        return
    values, refused = _values(each, at)
    values |= _days(each, at, values)
    withdrawn = each.withdrawn is not None and _holds(each.withdrawn, at.cells)
    if why := _no_fact(each, values, refused, withdrawn=withdrawn):
        at.lost.add(each.kind)
        at.notes.append(why)
        return
    common = {"subject": at.subject, "place": at.place, "grade": each.grade, "withdrawn": withdrawn}
    known = {name: value for name, value in values.items() if value is not None} | common
    known["key"] = " ".join(cell_word(at.cells[name]) for name in each.key if at.cells[name] is not None)
    if each.own:
        known["key"] = f"{known['key']} {at.place}".strip()
    if each.add_up:
        known = at.lists.added(position, each, known, at.notes)
        if not known:
            return
    yield from _made(each, known)


def _no_fact(each: FactMap, values: dict[str, Any], refused: set[str], *, withdrawn: bool) -> Phrase | None:
    """Why a row makes no fact of one [[fact]]; None where it does."""
    kind = each.kind.__name__
    if "valid" not in values:
        names = listing((f"'{part.column}'" for part in each.valid if isinstance(part, Cell)), "or")
        return message("no {kind}: no day in {names}", kind=kind, names=names)
    lacking = None if withdrawn else _lacking(each, values)
    if lacking is None:
        # Where an empty field says something (not ended, exact), a refused cell must not say it.
        lacking = next((name for name in each.cells if name in refused and name in telling_when_empty(each.kind)), None)
    if lacking is None:
        return None
    return message(
        "no {kind}: '{column}' gives no {field}", kind=kind, column=each.cells[lacking].column, field=lacking
    )


def _made(each: FactMap, known: dict[str, Any]) -> Iterator[Fact]:
    """The fact, or one for each part of its split field."""
    if each.split is None:
        yield each.kind(**known)
        return
    key = known.pop("key")
    for rank, part in enumerate(known.pop(each.split), 1):
        more: dict[str, Any] = {"rank": rank} if each.kind is Sector and "rank" not in known else {}
        yield each.kind(**known, key=f"{key} {part}".strip(), **{each.split: part}, **more)


def _lacking(each: FactMap, values: dict[str, Any]) -> str | None:
    """The first field that the fact cannot do without and that its cell does not give."""
    free = {field.name for field in fields(each.kind) if field.default is not MISSING}
    needed = [name for name in required(each.kind) if name in each.cells and name not in free]
    return next((name for name in needed if values.get(name) is None), None)


def _holds(condition: Condition, cells: dict[str, Any]) -> bool:
    value = cells[condition.column]
    if value is None or not condition.equals:
        return value is not None
    return cell_word(value).casefold() in {each.casefold() for each in condition.equals}


def _values(each: FactMap, at: _At) -> tuple[dict[str, Any], set[str]]:
    """The fact's own fields, and those whose cells were refused: they leave their field empty and a note."""
    values: dict[str, Any] = dict(each.fixed)
    refused = {name for name, cell in each.cells.items() if cell.column in at.unread}
    sums: list[tuple[str, Cell, Sum]] = []
    for name, cell in each.cells.items():
        value = at.cells[cell.column]
        if value is None:
            continue
        try:
            taken = value_of(value, hint_of(each.kind, name), cell, several=name == each.split, empty=at.meaning.empty)
            _fits(each, name, taken.value)
            if isinstance(taken.value, Sum):
                sums.append((name, cell, taken.value))
            elif isinstance(taken.value, Count):
                put_count(each.kind, name, taken.value, values)
            else:
                values[name] = taken.value
            at.notes.extend([_noted(each, name, cell, note) for note in taken.notes])
            at.tally.took(cell.column)
        except Bad as bad:
            refused.add(name)
            at.tally.refused(cell.column)
            at.notes.append(_noted(each, name, cell, bad.phrase))
    for name, cell, found in sums:
        at.notes.extend([_noted(each, name, cell, note) for note in put_sum(each.kind, name, found, values)])
    for name in values.keys() & {"text", "reason"}:
        values[name] = drop_personal(values[name])
    return without_senseless_sums(each.kind, values, at.notes), refused


def _fits(each: FactMap, name: str, value: Any) -> None:
    """Bad where a value is of the right type and makes no sense in its field."""
    if each.kind is Named and name == "name" and isinstance(value, str) and not names_somebody(value):
        raise Bad(message("'{text}' names nobody", text=value[:40]))
    if name == "probability" and isinstance(value, float) and not 0 <= value <= 1:
        raise Bad(message("{value} is not between 0 and 1", value=str(value)))


def _noted(each: FactMap, field: str, cell: Cell, problem: Phrase) -> Phrase:
    return message(
        "{kind}.{field} in '{column}': {problem}",
        kind=each.kind.__name__,
        field=field,
        column=cell.column,
        problem=problem,
    )


def _days(each: FactMap, at: _At, values: dict[str, Any]) -> dict[str, Any]:
    """When the fact became true and could be known; a figure of a period ends with it."""
    made: dict[str, Any] = {}
    for part in each.valid:
        if not isinstance(part, Cell):
            made["valid"] = part or at.recorded
            break
        if at.cells[part.column] is None:
            continue
        try:
            found, notes = day_of(at.cells[part.column], part, at.recorded)
            of_period = "months" in {field.name for field in fields(each.kind)} and found.precision != "day"
            if of_period and found.last > at.recorded:
                raise Bad(message("{day} is after {latest}, the day of recording", day=found.last, latest=at.recorded))
        except Bad as bad:
            at.tally.refused(part.column)
            at.notes.append(_noted(each, "valid", part, bad.phrase))
            continue
        at.tally.took(part.column)
        at.notes.extend([_noted(each, "valid", part, note) for note in notes])
        made["valid"] = found.last if of_period else found.first
        if each.kind is Founded and "precision" not in each.cells | each.fixed:
            made["precision"] = found.precision
        if of_period and "months" not in values:
            made["months"] = {"month": 1, "quarter": 3, "half": 6, "year": 12}[found.precision]
        break
    if each.known and at.cells[each.known.column] is not None:
        try:
            found, notes = day_of(at.cells[each.known.column], each.known, at.recorded)
            made["known"] = min(found.last, at.recorded)
            at.notes.extend([_noted(each, "known", each.known, note) for note in notes])
        except Bad as bad:
            at.notes.append(_noted(each, "known", each.known, bad.phrase))
    return made
