"""A flow by group: how many were in each group, entered, left, moved between groups, and are in it now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hornbook.answers.census_groups import GroupKey, PlaceNames, group_key, key_cells, key_columns
from hornbook.answers.flow import FlowMove, FlowPart
from hornbook.book.view import View
from hornbook.population.count import Census
from hornbook.population.groups import groups_of
from hornbook.population.verdicts import Under
from hornbook.render.sheet import Column, Kind, Table
from hornbook.text import message

SHOWN = 40
"""How many groups are shown on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowGroup:
    """One group: before + enters - leaves + moved = after."""

    keys: Mapping[str, str | int | None]
    before: int
    enters: int
    leaves: int
    moved: int
    """Those of the tier on both days that came from another group, less those that went to one."""
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoverGroups:
    """The group of each company that entered, and of each that left, by subject."""

    enters: Mapping[str, Mapping[str, Any]]
    leaves: Mapping[str, Mapping[str, Any]]


def mover_groups(part: FlowPart, earlier: View, later: View, keys: Sequence[str], under: Under) -> MoverGroups:
    """Who enters is in its group of the later day, who leaves in that of the earlier one."""
    enters = groups_of(later, keys, (move.subject for move in part.enters), under)
    leaves = groups_of(earlier, keys, (move.subject for move in part.leaves), under)
    renamed = [move.subject for move in part.leaves if move.subject not in leaves]
    return MoverGroups(enters=enters, leaves=leaves | groups_of(later, keys, renamed, under))


def with_groups(part: FlowPart, movers: MoverGroups) -> FlowPart:
    """The flow with the group of each company that moved."""
    enters = tuple(replace(move, keys=movers.enters.get(move.subject)) for move in part.enters)
    leaves = tuple(replace(move, keys=movers.leaves.get(move.subject)) for move in part.leaves)
    return replace(part, enters=enters, leaves=leaves)


def flow_groups(first: Census, last: Census, movers: MoverGroups, part: FlowPart) -> tuple[FlowGroup, ...]:
    """The groups of two censuses, those with most on the later day first."""
    before, after = ({group_key(of.keys): of.figures.counted for of in census.rows} for census in (first, last))
    enter, leave = _counted(part.enters, movers.enters), _counted(part.leaves, movers.leaves)
    named = {group_key(of.keys): of.keys for census in (first, last) for of in census.rows}
    return counted_groups(named, before, enter, leave, after)


def counted_groups(
    named: Mapping[GroupKey, Mapping[str, str | int | None]],
    before: Mapping[GroupKey, int],
    enter: Mapping[GroupKey, int],
    leave: Mapping[GroupKey, int],
    after: Mapping[GroupKey, int],
) -> tuple[FlowGroup, ...]:
    """The groups that any of these counts names, those with most on the later day first."""
    found = []
    for key, keys in named.items():
        then, now = before.get(key, 0), after.get(key, 0)
        came, went = enter.get(key, 0), leave.get(key, 0)
        if then or now or came or went:
            moved = now - then - came + went
            found.append(FlowGroup(keys=keys, before=then, enters=came, leaves=went, moved=moved, after=now))
    return tuple(sorted(found, key=_order))


def _counted(moves: Iterable[FlowMove], groups: Mapping[str, Mapping[str, Any]]) -> dict[GroupKey, int]:
    counts: dict[GroupKey, int] = {}
    for move in moves:
        if move.subject in groups:
            key = group_key(groups[move.subject])
            counts[key] = counts.get(key, 0) + 1
    return counts


def _order(of: FlowGroup) -> tuple[object, ...]:
    return -of.after, -of.before, tuple((word is None, str(word)) for word in of.keys.values())


def flow_group_table(groups: Sequence[FlowGroup], by: Sequence[str], places: PlaceNames | None) -> Table:
    """One row a group."""
    columns = (
        *(column for key in by for column in key_columns(key)),
        Column("before", message("before"), Kind.COUNT),
        Column("enters", message("entered"), Kind.COUNT),
        Column("leaves", message("left"), Kind.COUNT),
        Column("moved", message("net moved between groups"), Kind.COUNT),
        Column("after", message("after"), Kind.COUNT),
    )
    rows = tuple(
        {**key_cells(of.keys, places), **{name: getattr(of, name) for name in FIGURES}} for of in _in_order(groups, by)
    )
    return Table("flow_groups", columns, rows, shown=SHOWN)


FIGURES = ("before", "enters", "leaves", "moved", "after")


def _in_order(groups: Sequence[FlowGroup], by: Sequence[str]) -> Sequence[FlowGroup]:
    if tuple(by) != ("year",):
        return groups
    return sorted(groups, key=lambda of: (of.keys["year"] is None, of.keys["year"] or 0))
