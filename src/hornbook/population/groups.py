"""The groups in which companies are counted: by place, sector, founding year, size, or the answer under a standard."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import ibis.expr.types as ir
import pyarrow as pa

from hornbook.book.view import View
from hornbook.errors import QuestionError, suggestion
from hornbook.lang import bound
from hornbook.lang.filter import Filter
from hornbook.population.group_answers import GROUPS, group_answers, is_tier_group
from hornbook.population.places import PLACES, Placed, place_naming, with_place_names
from hornbook.population.verdicts import Under, verdicts
from hornbook.standards.library import library
from hornbook.standards.own import split_rule, standard_named
from hornbook.text import listing, message

_COLUMN = {"source": "valuation_source", "year": "founded"}


def group_keys(by: Iterable[str]) -> list[str]:
    """What to group by, each once; QuestionError names the nearest.

    Year is the founding year, source is who gave the valuation, size is the band of headcount; a standard, or a
    standard and its tier, groups by its answer.
    """
    keys = list(dict.fromkeys(by))
    for key in keys:
        standard, _ = split_rule(key)
        if is_tier_group(key) and not _is_standard(standard):
            raise QuestionError(
                message(
                    "Companies cannot be grouped by '{key}'.{hint} Groups are {groups}, and the answer under a"
                    " standard: ID or ID:TIER.",
                    key=key,
                    hint=suggestion(standard, [*GROUPS, *library]),
                    groups=listing(GROUPS),
                )
            )
    return keys


def _is_standard(name: str) -> bool:
    try:
        standard_named(name)
    except QuestionError:
        return False
    return True


class Grouping(NamedTuple):
    """How companies are put into groups on a day: the keys, the names of places, and the answers of rules."""

    keys: tuple[str, ...]
    how: Placed | None
    names: pa.Table | None
    answers: pa.Table | None

    @property
    def indicators(self) -> list[str]:
        """The indicators that the groups need."""
        answered = self.answers.column_names if self.answers is not None else ()
        plain = (key for key in self.keys if f"one_{key}" not in answered)
        return [*(_COLUMN.get(key, key) for key in plain), *(PLACES if self.names else ())]

    def mark(self, view: View, rows: ir.Table) -> ir.Table:
        """Rows that have the indicators with a column `by_KEY` for every group."""
        if self.names:
            rows = with_place_names(rows, view.engine.table(self.names))
        if self.answers is not None:
            rows = rows.left_join(answers := view.engine.table(self.answers), rows.subject == answers.of_subject)
        return _marked(rows, self.keys)


def grouping(view: View, by: Iterable[str]) -> Grouping:
    """How a view's companies are put into these groups; QuestionError names the nearest group."""
    keys = tuple(group_keys(by))
    return Grouping(keys, *place_naming(view, keys), group_answers(view, keys))


def grouped(
    view: View,
    keys: Sequence[str],
    under: Under = None,
    where: Filter | None = None,
    ease: Callable[[bound.Condition], bound.Condition] | None = None,
) -> tuple[ir.Table, Placed | None]:
    """The rows of `verdicts` with a column `by_KEY` for every group, and how places are named."""
    put = grouping(view, keys)
    return put.mark(view, verdicts(view, put.indicators, under=under, where=where, ease=ease)), put.how


def _marked(rows: ir.Table, keys: Iterable[str]) -> ir.Table:
    """Rows with a column `by_…` for every group; places by the gazetteer's name where there is one."""
    columns = {key: f"one_{key}" if f"one_{key}" in rows.columns else _COLUMN.get(key, key) for key in keys}
    return rows.mutate(
        **{f"by_{key}": rows.founded.year() if key == "year" else rows[column] for key, column in columns.items()}
    )


def groups_of(
    view: View, keys: Sequence[str], subjects: Iterable[str], under: Under = None
) -> dict[str, dict[str, Any]]:
    """The group of each of these companies, by subject; companies that are not in the view have none."""
    wanted = sorted(set(subjects))
    if not wanted or not keys:
        return {}
    rows, _ = grouped(view, keys, under)
    some = view.engine.put("grouped", pa.table({"subject": pa.array(wanted, pa.string())}))
    found = rows.semi_join(some, "subject").select("subject", *(f"by_{key}" for key in keys))
    told = view.engine.arrow(found).to_pylist()
    return {row["subject"]: {key: row[f"by_{key}"] for key in keys} for row in told}
