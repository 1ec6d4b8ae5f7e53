"""Which column is the company, the day, the outcome …: given by the user, or found by name and confirmed by content."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from hornbook.audit import naming
from hornbook.audit.columns import CellColumn, Sort, as_days, is_year, yes_no
from hornbook.audit.report import How, RoleTaken
from hornbook.audit.spans import length, named_horizon
from hornbook.errors import QuestionError, suggestion
from hornbook.text import Phrase, listing, message

Columns = Mapping[str, CellColumn]
Known = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class ColumnRoles:
    """The roles of columns that the user gives; a role that is not given is looked for."""

    id: str | None = None
    name: str | None = None
    day: str | None = None
    outcome: str | None = None
    outcome_day: str | None = None
    horizon: str | None = None
    """A column, or a length of time such as `4y`, `18m` or `1460d`."""
    split: str | None = None
    known: Known = ()
    """Columns that say when a feature was known; None stands for all features."""
    founded: str | None = None
    age: str | None = None
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Roles:
    """Every column's part; `taken` says how each was found."""

    outcome: str
    id: str | None = None
    name: str | None = None
    day: str | None = None
    outcome_day: str | None = None
    horizon: tuple[str, ...] = ()
    """Columns that say until when outcomes were looked for, or which rows are censored."""
    stated: float | None = None
    """A horizon in days that holds for every row, by option or by the outcome's name."""
    split: str | None = None
    known: Known = ()
    founded: str | None = None
    age: str | None = None
    features: tuple[str, ...] = field(default=())
    """Columns that a model may use; founding and age are among them."""
    taken: tuple[RoleTaken, ...] = ()


_MUST = {
    "day": message("calendar days"),
    "outcome_day": message("calendar days"),
    "founded": message("calendar days or years"),
    "age": message("numbers"),
    "split": message("the sides of a split (2 to 50 different values)"),
}


def roles(columns: Columns, given: ColumnRoles) -> Roles:
    """Every column's part; QuestionError when a given column is not there, or no outcome can be found."""
    search = _Search(columns, given)
    _outcome(search, given.outcome)
    own = [f"{search.plain[search.taken[0].column]}{end}" for end in ("_date", "_day", "_on", "_at", "日期", "日")]
    search.one("outcome_day", given.outcome_day, [*own, *naming.OUTCOME_DAY], _days)
    stated = _horizon(search, given.horizon)
    search.one("founded", given.founded, naming.FOUNDED, _days)
    search.one("age", given.age, naming.AGE, lambda c: c.sort is Sort.NUMBER and not is_year(c))
    search.one("split", given.split, naming.SPLIT, _sided)
    search.one("day", given.day, naming.DAY, _days)
    search.one("id", given.id, naming.ID, _tells_apart)
    search.one("name", given.name, naming.NAME, lambda c: c.sort is Sort.WORD and _tells_apart(c))
    known = _known(search, given.known)
    _event(search)
    _ignored(search, given.ignore)
    single: dict[str, Any] = {t.role: t.column for t in search.taken if t.role in _SINGLE}
    return Roles(
        **single,
        horizon=tuple(t.column for t in search.taken if t.role == "horizon" and t.column in columns),
        stated=stated,
        known=known,
        features=tuple(name for name in columns if search.part.get(name, "age") in ("founded", "age")),
        taken=tuple(search.taken),
    )


_SINGLE = ("outcome", "id", "name", "day", "outcome_day", "split", "founded", "age")


class _Search:
    """Roles given so far; a column has one."""

    def __init__(self, columns: Columns, given: ColumnRoles) -> None:
        self.columns = columns
        self.plain = {name: naming.plain_name(name) for name in columns}
        self.taken: list[RoleTaken] = []
        self.part: dict[str, str] = {}
        said = (
            given.id,
            given.name,
            given.day,
            given.outcome,
            given.outcome_day,
            given.horizon,
            given.split,
            given.founded,
        )
        self.kept = {*said, given.age, *(name for name, _ in given.known), *given.ignore}
        for name in (*given.ignore, *(name for name, _ in given.known)):
            self.there(name)

    def take(self, role: str, name: str, how: How, note: Phrase = "") -> str:
        """Give a column a role."""
        self.taken.append(RoleTaken(role, name, how, note))
        self.part[name] = role
        return name

    def free(self, name: str) -> bool:
        """Whether a column has no role yet, and the user has none for it."""
        return name not in self.part and name not in self.kept

    def there(self, name: str) -> CellColumn:
        """A column that the user names."""
        if name not in self.columns:
            raise QuestionError(
                message(
                    "There is no column '{name}'.{hint} Columns found: {columns}.",
                    name=name,
                    hint=suggestion(name, self.columns),
                    columns=listing(list(self.columns)[:100]),
                )
            )
        return self.columns[name]

    def one(self, role: str, given: str | None, names: Sequence[str], fits: Callable[[CellColumn], bool]) -> str | None:
        """The column of a role: the one given, or the first by name whose content fits."""
        if given is not None:
            if not fits(self.there(given)) and role in _MUST:
                raise QuestionError(
                    message(
                        "Column '{column}' does not read as {must}, and cannot be {role}.",
                        column=given,
                        must=_MUST[role],
                        role=role,
                    )
                )
            return self.take(role, given, How.GIVEN)
        for wanted in names:
            for name, said in self.plain.items():
                if said == wanted and self.free(name) and fits(self.columns[name]):
                    return self.take(role, name, How.NAME)
        return None


def _days(of: CellColumn) -> bool:
    return as_days(of) is not None


def _two(of: CellColumn) -> bool:
    return yes_no(of) is not None


def _sided(of: CellColumn) -> bool:
    """Whether values can be names or numbers of sides, rather than measures."""
    whole = of.sort is Sort.WORD or (of.sort is Sort.NUMBER and bool((of.values[~of.missing] % 1 == 0).all()))
    return whole and 2 <= of.distinct <= 50


def _tells_apart(of: CellColumn) -> bool:
    """Whether a column can tell companies apart: more than a handful of values, and no measure with fractions."""
    there = of.values[~of.missing]
    whole = of.sort is Sort.WORD or (of.sort is Sort.NUMBER and bool((there % 1 == 0).all()))
    return whole and of.distinct > max(2, 0.005 * there.size)


def _outcome(search: _Search, given: str | None) -> str:
    if given is not None:
        if not _two(search.there(given)):
            raise QuestionError(
                message(
                    "Column '{column}' is no outcome: it must hold two answers, 0/1, true/false, yes/no, 是/否.",
                    column=given,
                )
            )
        return search.take("outcome", given, How.GIVEN)
    if named := search.one("outcome", None, naming.OUTCOME, _two):
        return named
    both = [name for name, each in search.columns.items() if search.free(name) and _two(each) and each.distinct == 2]
    both = [n for n in both if search.plain[n] not in naming.SPLIT and not naming.HORIZON_IN.search(search.plain[n])]
    for name in both:
        if naming.OUTCOME_IN.search(search.plain[name]):
            return search.take("outcome", name, How.NAME)
    if len(both) == 1:
        return search.take("outcome", both[0], How.CONTENT, message("the only column of yes and no"))
    which = message("None holds 0/1, true/false, yes/no or 是/否.")
    if both:
        which = message("It may be one of: {columns}.", columns=listing(both[:20]))
    raise QuestionError(message("Which column is the outcome? {which} Name it with --outcome COLUMN.", which=which))


def _horizon(search: _Search, given: str | None) -> float | None:
    """The one horizon of all rows in days, if one is stated; columns that state it are taken."""
    if given is not None and given not in search.columns:
        stated = length(given)
        if stated is None:
            raise QuestionError(
                message("'{column}' is neither a column nor a length of time such as 4y, 18m or 1460d.", column=given)
            )
        search.taken.append(RoleTaken("horizon", given, How.GIVEN))
        return stated
    if given is not None:
        search.take("horizon", given, How.GIVEN)
    for name, said in search.plain.items():
        if search.free(name) and naming.HORIZON_IN.search(said) and search.columns[name].sort is not Sort.EMPTY:
            search.take("horizon", name, How.NAME)
    outcome = search.taken[0].column
    if (named := named_horizon(search.plain[outcome])) is not None:
        search.taken.append(
            RoleTaken("horizon", outcome, How.NAME, message("{days:.0f} days, by the outcome's own name", days=named))
        )
    return named


def _known(search: _Search, given: Known) -> Known:
    """Columns that say when a feature was known, each with its feature; None for all."""
    found: list[tuple[str, str | None]] = []
    for name, feature in given:
        if feature is not None:
            search.there(feature)
        if not _days(search.there(name)):
            raise QuestionError(
                message("Column '{name}' does not read as days, and cannot say when a feature was known.", name=name)
            )
        search.take("known", name, How.GIVEN, feature or message("all features"))
        found.append((name, feature))
    for name, said in search.plain.items():
        if not search.free(name) or not _days(search.columns[name]):
            continue
        ends = naming.KNOWN_END.fullmatch(said)
        of = _feature(search, ends["of"], name) if ends else None
        if of:
            search.take("known", name, How.NAME, of)
            found.append((name, of))
        elif said in naming.KNOWN_ALL:
            search.take("known", name, How.NAME, message("all features"))
            found.append((name, None))
    return tuple(found)


def _feature(search: _Search, stem: str, but: str) -> str | None:
    """The feature whose name is the stem, or begins with it: `raised` of `raised_known` is `raised_usd`."""
    others = {name: said for name, said in search.plain.items() if name != but and search.part.get(name) != "known"}
    exact = [name for name, said in others.items() if said == stem]
    began = [
        n for n, said in others.items() if said.startswith(f"{stem}_") or (said.startswith(stem) and not stem.isascii())
    ]
    for name in (*exact, *began):
        # `last_round_known` may stand beside a day; `last_round_date` beside a day would be a feature of its own.
        if search.part.get(name) in (None, "founded", "age") and name not in search.kept:
            return name
    return None


def _event(search: _Search) -> None:
    """The outcome's day by content: filled for positives alone, and nearly always after the day."""
    if "outcome_day" in search.part.values():
        return
    part = {role: name for name, role in search.part.items() if role in ("outcome", "day")}
    yes = yes_no(search.columns[part["outcome"]])
    day = as_days(search.columns[part["day"]]) if "day" in part else None
    for name, each in search.columns.items():
        when = as_days(each) if search.free(name) else None
        if when is None or day is None or yes is None:
            continue
        filled = ~when.missing
        positives = filled & (yes == 1)
        if positives.sum() >= 0.9 * filled.sum() and positives.sum() >= 0.9 * (yes == 1).sum() > 0:
            after = when.values[filled] + when.span > day.values[filled]
            if after.mean() >= 0.9:
                search.take(
                    "outcome_day", name, How.CONTENT, message("filled for positive rows alone, and after the day")
                )
                return


def _ignored(search: _Search, given: Sequence[str]) -> None:
    for name in given:
        search.take("ignored", name, How.GIVEN)
    for name, each in search.columns.items():
        if not search.free(name):
            continue
        if each.sort is Sort.EMPTY:
            search.take("ignored", name, How.CONTENT, message("empty"))
        elif search.plain[name] in naming.ROW_NUMBERS:
            search.take("ignored", name, How.NAME, message("numbers of rows"))
        elif each.sort is Sort.WORD and each.distinct > max(50, 0.5 * np.count_nonzero(~each.missing)):
            search.take("ignored", name, How.CONTENT, message("nearly every cell is different"))


def key_of(columns: Columns) -> str | None:
    """The column that tells companies apart, by name and content."""
    search = _Search(columns, ColumnRoles())
    return search.one("id", None, naming.ID, _tells_apart)
