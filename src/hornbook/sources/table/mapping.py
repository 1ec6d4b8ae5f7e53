"""What a table's columns mean, as a TOML document says it; mistakes in it show before a row is read.

`docs/table_mapping.md` shows a whole one.
"""

import re
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from hornbook.document import Document, document, hint_words
from hornbook.errors import MappingError
from hornbook.kinds import KINDS, Fact, Named, payload, required
from hornbook.positions import Loc
from hornbook.sources.source import Promise
from hornbook.sources.table.field import Cell, cell_for, fixed_for, hint_of, many
from hornbook.sources.table.sections import Condition, PromiseSection, Shape, Subject, TableOrigin
from hornbook.terms import EARLIEST, Day, Grade
from hornbook.text import Text, listing, message

Dated = Cell | Day | None
"""A day from a column, a fixed day, or None for the day of recording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactMap:
    """One [[fact]]: what a row says of a company."""

    kind: type[Fact]
    when: tuple[Condition, ...]
    valid: tuple[Dated, ...]
    known: Cell | None
    key: tuple[str, ...]
    grade: Grade
    withdrawn: Condition | None
    cells: dict[str, Cell]
    fixed: dict[str, Any]
    split: str | None
    """The field of single words of which one fact each is made, when a cell holds several."""
    add_up: tuple[str, ...]
    """Lists that rows of one key add up."""
    own: bool
    """True where each row is a statement of its own, whatever it shares with others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """The whole document, checked."""

    document: Document
    origin: TableOrigin
    shape: Shape
    subject: Subject
    facts: tuple[FactMap, ...]
    promises: tuple[Promise, ...]
    columns: dict[str, Loc]
    """Every column that is used, and where in the document."""
    empty: frozenset[str]
    """Words in small letters that say nothing."""


def mapping(path: Path) -> Mapping:
    """Read and check a mapping; MappingError names the line and the key."""
    found = document(path)
    for key in found.data:
        if key not in _SECTIONS:
            raise found.error((key,), message("no section is called '{key}'", key=key), hint=hint_words(_SECTIONS, key))
    for key in ("source", "subject", "fact"):
        if key not in found.data:
            raise MappingError(
                message(
                    "{file}: there is no {section}. {why}",
                    file=path.name,
                    section=_SECTIONS[key],
                    why=_NEEDED[key],
                )
            )
    origin = found.check(TableOrigin, found.data["source"], ("source",))
    default = _grade(found, origin.grade, ("source", "grade"))
    shape = found.check(Shape, found.data.get("file", {}), ("file",))
    subject = found.check(Subject, found.data["subject"], ("subject",))
    facts = tuple(_fact(found, raw, loc, default) for raw, loc in _each(found, "fact"))
    if origin.replaces and any(fact.known for fact in facts):
        position = next(position for position, fact in enumerate(facts) if fact.known)
        alone = message("an export that replaces the one before is known as a whole on its day: leave out 'known'")
        raise found.error(("fact", position, "known"), alone, word="known")
    if not subject.in_book and not any(fact.kind is Named for fact in facts):
        raise MappingError(
            message('{file}: no [[fact]] has kind = "Named". A company enters the book with its name.', file=path.name)
        )
    promises = tuple(_promise(found, raw, loc) for raw, loc in _each(found, "promise"))
    return Mapping(
        document=found,
        origin=origin,
        shape=shape,
        subject=subject,
        facts=facts,
        promises=promises,
        columns=_columns(found, subject, shape, facts),
        empty=frozenset(word.casefold() for word in shape.empty),
    )


_SECTIONS = {
    "source": "[source]",
    "file": "[file]",
    "subject": "[subject]",
    "fact": "[[fact]]",
    "promise": "[[promise]]",
}
_NEEDED = {
    "source": message("It gives the title and the maker of the table."),
    "subject": message("It names the columns that tell one company from another."),
    "fact": message("Each says what one or more columns mean."),
}
_COMMON = ("kind", "when", "valid", "known", "key", "grade", "withdrawn", "add_up", "own")
_PERSONAL = re.compile(
    r"\b((tele|cell)?phones?|mobile( (number|no))?$|tel|telefon|fax|e ?mails?|mail|passport|ssn)\b"
    r"|\b(home|private|postal|residential) address"
    r"|电话(?!机|会议|销售)|手机(号|号码)?$|手机号|邮箱|电子邮件|邮件地址|家庭(住|地)址|住址|身份证|微信(号|$)"
)
_BETWEEN = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])")


def _each(found: Document, key: str) -> Iterator[tuple[dict[str, Any], Loc]]:
    listed = found.data.get(key, [])
    if not isinstance(listed, list) or not all(isinstance(raw, dict) for raw in listed):
        raise found.error((key,), message("write each {key} under a heading of its own, [[{key}]]", key=key))
    yield from ((raw, (key, position)) for position, raw in enumerate(listed))


def _fact(found: Document, raw: dict[str, Any], loc: Loc, default: Grade) -> FactMap:
    name = raw.get("kind")
    if not isinstance(name, str):
        raise found.error(
            loc, message("'kind' is missing in [[fact]]"), hint=message("The kinds are {kinds}.", kinds=listing(KINDS))
        )
    if name not in KINDS:
        raise found.error(
            (*loc, "kind"), message("no kind is called '{name}'", name=name), word=name, hint=hint_words(KINDS, name)
        )
    kind = KINDS[name]
    own = payload(kind).names
    cells: dict[str, Cell] = {}
    fixed: dict[str, Any] = {}
    for key, value in raw.items():
        if key in _COMMON:
            continue
        if key not in own:
            hint = hint_words([*own, *_COMMON], key)
            raise found.error((*loc, key), message("{name} has no field '{key}'", name=name, key=key), hint=hint)
        if isinstance(value, dict):
            cells[key] = cell_for(found, value, (*loc, key), hint_of(kind, key))
        else:
            fixed[key] = fixed_for(found, value, (*loc, key), hint_of(kind, key))
    _complete(found, loc, kind, cells.keys() | fixed.keys(), cells)
    split = next((key for key, cell in cells.items() if cell.split and hint_of(kind, key) is str), None)
    taken_back = raw.get("withdrawn")
    return FactMap(
        kind=kind,
        cells=cells,
        fixed=fixed,
        split=split,
        when=tuple(found.check(Condition, part, (*loc, "when")) for part in many(raw.get("when", []))),
        valid=_valid(found, raw, loc),
        known=cell_for(found, raw["known"], (*loc, "known"), Day) if "known" in raw else None,
        key=_key(found, raw.get("key", []), (*loc, "key")),
        grade=_grade(found, raw.get("grade", default), (*loc, "grade")),
        add_up=_add_up(found, raw.get("add_up", []), kind, cells, (*loc, "add_up")),
        own=_own(found, raw.get("own", False), (*loc, "own")),
        withdrawn=None if taken_back is None else found.check(Condition, taken_back, (*loc, "withdrawn")),
    )


def _add_up(found: Document, value: Any, kind: type[Fact], cells: dict[str, Cell], loc: Loc) -> tuple[str, ...]:
    """The lists that rows add up; each must be filled from a column."""
    names = tuple(many(value))
    for name in names:
        if name not in cells or hint_of(kind, name) != tuple[str, ...]:
            lists = [key for key in cells if hint_of(kind, key) == tuple[str, ...]]
            hint = message("The lists of this fact are {lists}.", lists=listing(lists)) if lists else ""
            raise found.error(loc, message("'{name}' is no list that a column fills", name=str(name)), hint=hint)
    return names


def _own(found: Document, value: Any, loc: Loc) -> bool:
    if not isinstance(value, bool):
        raise found.error(loc, message("'own' should be true or false"))
    return value


def _complete(found: Document, loc: Loc, kind: type[Fact], given: set[str], cells: dict[str, Cell]) -> None:
    free = {field.name for field in fields(kind) if field.default is not MISSING}
    # An amount in no currency says nothing; a cell that is read as a sum may name its own.
    own_currency = "amount" in cells and cells["amount"].sum
    money = ("currency",) if "amount" in given else ()
    for name in (*required(kind), *money):
        if name == "currency" and own_currency:
            continue
        if name not in given and (name not in free or name in money):
            hint = message('Say it as {name} = {{ column = "…" }}, or as a fixed value.', name=name)
            error = message("{kind} needs '{name}'", kind=kind.__name__, name=name)
            raise found.error((*loc, "kind"), error, word=kind.__name__, hint=hint)


def _valid(found: Document, raw: dict[str, Any], loc: Loc) -> tuple[Dated, ...]:
    if "valid" not in raw:
        raise found.error(loc, message("'valid' is missing in [[fact]]"), hint=_WHEN)
    made: list[Dated] = []
    for part in many(raw["valid"]):
        if isinstance(part, dict):
            made.append(cell_for(found, part, (*loc, "valid"), Day))
        elif type(part) is date and part >= EARLIEST:
            made.append(part)
        elif part == "recorded":
            made.append(None)
        else:
            raise found.error((*loc, "valid"), message("'valid' cannot be '{part}'", part=str(part)), hint=_WHEN)
    return tuple(made)


_WHEN = message(
    'Say when it became true: {{ column = "…", format = "%Y-%m-%d" }}, a day, or "recorded"; a list is tried in order.'
)


def _key(found: Document, value: Any, loc: Loc) -> tuple[str, ...]:
    parts = many(value)
    if not all(isinstance(part, str) for part in parts):
        raise found.error(loc, message("'key' should be the name of a column, or a list of them"))
    return tuple(parts)


def _grade(found: Document, value: Any, loc: Loc) -> Grade:
    if value not in list(Grade):
        raise found.error(
            loc,
            message("no grade is called '{value}'", value=str(value)),
            word=str(value),
            hint=hint_words(Grade, str(value)),
        )
    return Grade(value)


def _promise(found: Document, raw: dict[str, Any], loc: Loc) -> Promise:
    made = found.check(PromiseSection, raw, loc)
    for name in made.kinds:
        if name not in KINDS:
            raise found.error(
                (*loc, "kinds"),
                message("no kind is called '{name}'", name=name),
                word=name,
                hint=hint_words(KINDS, name),
            )
    return Promise(
        kinds=tuple(KINDS[name] for name in made.kinds),
        since=made.since,
        until=made.until,
        live=made.live,
        edition=made.edition,
        says=Text(made.says, made.says_zh or made.says),
    )


def _columns(found: Document, subject: Subject, shape: Shape, facts: tuple[FactMap, ...]) -> dict[str, Loc]:
    """Every column that is used; MappingError for one that by its name is about a person."""
    used: list[tuple[str, Loc]] = [(name, ("subject", "columns")) for name in subject.columns]
    used += [(name, ("file", "required")) for name in shape.required]
    used += [(name, ("file", "fill_down")) for name in shape.fill_down]
    for position, fact in enumerate(facts):
        loc: Loc = ("fact", position)
        used += [(part.column, (*loc, "when")) for part in fact.when]
        used += [(part.column, (*loc, "valid")) for part in fact.valid if isinstance(part, Cell)]
        used += [(part.column, (*loc, "known")) for part in [fact.known] if part]
        used += [(name, (*loc, "key")) for name in fact.key]
        used += [(part.column, (*loc, "withdrawn")) for part in [fact.withdrawn] if part]
        used += [(cell.column, (*loc, key)) for key, cell in fact.cells.items()]
    for name, where in used:
        if _PERSONAL.search(_BETWEEN.sub(" ", name).casefold()):
            hint = message("Telephone numbers, e-mail and home addresses do not enter the book. Leave the column out.")
            raise found.error(where, message("'{name}' looks like personal data", name=name), word=name, hint=hint)
    return dict(reversed(used))  # the first use is where errors point
