"""Everything that is wrong with a standard's file, in one go: the file as such, its rules, its editions, its examples.

A file is read as for any question. Where that fails, the fault is noted, its place is made harmless, and the file is
read again, so that one mistake hides no other.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from hornbook.document import Document, document
from hornbook.errors import FileFault, HornbookError, StandardError, nearest
from hornbook.lang import tree
from hornbook.lang.mistake import RuleError
from hornbook.lang.read import read_rule
from hornbook.lang.tree import Node, child_nodes
from hornbook.lang.write import write_rule
from hornbook.positions import Loc
from hornbook.standards.edition_faults import edition_faults
from hornbook.standards.example_faults import example_faults
from hornbook.standards.examples import read_examples
from hornbook.standards.file import standard_of
from hornbook.standards.file_models import StandardModel
from hornbook.standards.repair import neutral, rule_text, value_at, with_known_cites, without
from hornbook.standards.shared_clauses import with_shared_clauses
from hornbook.standards.standard import Standard
from hornbook.text import message

MOST = 100
"""Faults that are looked for in one file."""
_WORK = 500_000
"""Characters that are read in all while faults are looked for; a larger file is read less often."""
_ROUNDS = 4
_UNION = ("str", "ClauseModel")


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """What is wrong with a file, in the order of its lines; and the standard that it holds, where it can be read."""

    standard: Standard | None
    digest: str
    faults: tuple[FileFault, ...]
    hints: tuple[FileFault, ...]
    """What may be meant so: a side of a clause that no example tries."""
    examples: int
    passing: int | None
    """How many examples come out as they say; empty where they were not run, because something else is wrong."""
    whole: bool
    """Whether everything was looked at; no where a fault hides what stands behind it."""


def check_standard(path: Path) -> RuleCheck:
    """Check a standard's file; nothing is raised for what is wrong in it or with it."""
    try:
        found = document(path, StandardError)
    except HornbookError as error:
        return RuleCheck(None, "", (error.fault or FileFault(error.phrase),), (), 0, None, False)
    try:
        return _Check(found).result()
    except RecursionError:
        deep = found.fault((), message("this is nested too deeply"))
        return RuleCheck(None, _digest(found), (deep,), (), 0, None, False)


def _digest(found: Document) -> str:
    return sha256(found.text.encode()).hexdigest()


class _Check:
    """One file that is checked."""

    def __init__(self, found: Document) -> None:
        self.document = found
        self.faults: list[FileFault] = []
        self.sound = found
        """The document with each fault made harmless."""
        self.shapes: list[Loc] = []
        """Where a key or the sort of a value is at fault."""
        self.whole = True
        self.reads = max(3, min(2 * MOST, _WORK // (len(found.text) + 1)))

    def result(self) -> RuleCheck:
        """Everything that is wrong."""
        shaped = self._shape()
        standard = self._standard(shaped) if shaped else None
        examples = self.document.data.get("example", [])
        hints: list[FileFault] = []
        passing = None
        if standard:
            if not any("id" in loc or loc[:1] in (("base",), ("example",)) for loc in self.shapes):
                self.faults += [error.fault for error in read_examples(standard)[1] if error.fault]
            sound = not self.faults
            self.faults += edition_faults(standard, self.sound)
            if sound:
                passing, wrong, hints = example_faults(standard)
                self.faults += wrong
        return RuleCheck(
            standard if not self.faults or passing is not None else None,
            _digest(self.document),
            tuple(sorted(dict.fromkeys(self.faults), key=_place)[:MOST]),
            tuple(sorted(hints, key=_place)),
            len(examples) if isinstance(examples, list) else 0,
            passing,
            self.whole and len(self.faults) <= MOST,
        )

    def _shape(self) -> Document | None:
        """The document with all keys known and all values of the right sort; None where too much is missing."""
        found = self.document
        for n in range(_ROUNDS):
            try:
                StandardModel.model_validate(found.data)
            except ValidationError as error:
                mistakes = _of_one_sort(error, found.data)
            else:
                return found
            if n == 0:  # what a later round finds, an earlier one has caused
                told = _once(mistakes)[: MOST + 1]
                self.faults += [self.document.model_fault(StandardModel, raw, ()) for raw in told]
                self.shapes = [raw["loc"] for raw in mistakes]
            if len(mistakes) > MOST:
                break
            for raw in reversed(mistakes):
                data = without(found.data, raw["loc"], unknown=raw["type"] == "extra_forbidden")
                found = found if data is None else found._replace(data=data)
            if any(raw["loc"][:1] == ("cite",) or "cites" in raw["loc"] for raw in mistakes):
                found = found._replace(data=with_known_cites(found.data))
        self.whole = False
        return None

    def _standard(self, found: Document) -> Standard | None:
        """The standard, each faulty part made harmless."""
        while len(self.faults) <= MOST and self.reads > 0:
            self.reads -= 1
            try:
                standard = standard_of(with_shared_clauses(found))
            except StandardError as error:
                fault = error.fault
            else:
                self.sound = found
                return standard
            if fault is None:
                break
            self.faults += self._within(found, fault) or [fault]
            data = neutral(found.data, fault.loc)
            if data is None or data == found.data:
                break
            found = found._replace(data=data)
        self.whole = False
        return None

    def _within(self, found: Document, fault: FileFault) -> list[FileFault]:
        """The faults of each part of a rule that joins several conditions; none where it is one condition."""
        rule = rule_text(value_at(found.data, fault.loc))
        try:
            parts = list(_conditions(read_rule(rule)))
        except RuleError:
            return []
        faults = []
        for condition in parts if 1 < len(parts) <= self.reads else ():
            self.reads -= 1
            wrong = self._alone(found, fault.loc, condition)
            if wrong is not None:
                start = max(condition.at[0], rule.find(wrong.word, condition.at[0]))
                at = (start, start + len(wrong.word))
                faults.append(
                    self.document.fault(fault.loc, wrong.problem, word=wrong.word, hint=wrong.hint, rule=rule, at=at)
                )
        return faults

    def _alone(self, found: Document, loc: Loc, part: Node) -> FileFault | None:
        """What is wrong with one condition of a rule if it stood there alone."""
        data = _with_rule(found.data, loc, write_rule(part))
        try:
            standard_of(with_shared_clauses(found._replace(data=data)))
        except StandardError as error:
            return error.fault if error.fault and error.fault.loc == loc else None
        return None


def _with_rule(data: dict[str, Any], loc: Loc, rule: str) -> dict[str, Any]:
    """The data with another rule at a place; all that is not on the way to it is shared."""
    if not loc:
        return data
    made: Any = dict(data)
    holder = made
    for part in loc[:-1]:
        inner = holder[part]
        holder[part] = dict(inner) if isinstance(inner, dict) else list(inner)
        holder = holder[part]
    holder[loc[-1]] = rule
    return dict(made)


def _conditions(node: Node) -> list[Node]:
    """The conditions that a rule joins."""
    if isinstance(node, tree.All | tree.Any | tree.Not | tree.Known | tree.InPrinciple | tree.Readings):
        return [inner for part in child_nodes(node) for inner in _conditions(part)]
    return [node]


def _of_one_sort(error: ValidationError, data: Any) -> list[dict[str, Any]]:
    """What pydantic finds, each place once; of a clause, a text or a table, what is wrong with its own sort."""
    found: dict[Loc, dict[str, Any]] = {}
    for raw in error.errors():
        loc: Loc = ()
        value, fits = data, True
        for part in raw["loc"]:
            if part in _UNION and not _holds(value, part):
                fits = fits and isinstance(value, dict) is (part == "ClauseModel")
                continue
            loc, value = (*loc, part), value[part] if _holds(value, part) else None
        if fits:
            found.setdefault(loc, {**raw, "loc": loc})
    return list(found.values())


def _once(mistakes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without a missing key that stands there misspelt."""
    unknown = [raw["loc"] for raw in mistakes if raw["type"] == "extra_forbidden"]
    return [
        raw
        for raw in mistakes
        if raw["type"] != "missing"
        or not any(loc[:-1] == raw["loc"][:-1] and nearest(str(loc[-1]), [str(raw["loc"][-1])]) for loc in unknown)
    ]


def _holds(value: Any, part: Any) -> bool:
    return (isinstance(value, dict) and part in value) or (
        isinstance(value, list) and isinstance(part, int) and part < len(value)
    )


def _place(fault: FileFault) -> tuple[int, int]:
    return fault.line or 0, fault.column
