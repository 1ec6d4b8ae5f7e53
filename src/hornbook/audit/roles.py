"""Which column is the company, the day, the outcome …: given by the user, or found by name and confirmed by content."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from hornbook.audit import dated, naming
from hornbook.audit.columns import Sort, as_days, companies_of
from hornbook.audit.outcome_words import is_answer, yes_no
from hornbook.audit.report import How, RoleTaken
from hornbook.audit.role_search import (
    ColumnRoles,
    Columns,
    Known,
    RoleSearch,
    reads_as_days,
    reads_as_sides,
    reads_as_yes_no,
    tells_apart,
)
from hornbook.audit.spans import length, named_horizon
from hornbook.errors import QuestionError
from hornbook.text import listing, message


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
    dated: tuple[str, ...] = ()
    """Further columns that hold the founding day or the age in another form."""
    features: tuple[str, ...] = field(default=())
    """Columns that a model may use; founding and age are among them."""
    taken: tuple[RoleTaken, ...] = ()

    @property
    def aged(self) -> tuple[str, ...]:
        """Every column that tells founding or age."""
        return tuple(name for name in (self.founded, self.age, *self.dated) if name)


def roles(columns: Columns, given: ColumnRoles) -> Roles:
    """Every column's part; QuestionError when a given column is not there, or no outcome can be found."""
    search = RoleSearch(columns, given)
    _outcome(search, given.outcome)
    own = [f"{search.plain[search.taken[0].column]}{end}" for end in ("_date", "_day", "_on", "_at", "日期", "日")]
    search.one("outcome_day", given.outcome_day, [*own, *naming.OUTCOME_DAY], reads_as_days)
    stated = _horizon(search, given.horizon)
    search.one("founded", given.founded, dated.FOUNDED, reads_as_days)
    search.one("age", given.age, dated.AGE, dated.holds_ages)
    _dated_words(search)
    search.one("split", given.split, naming.SPLIT, reads_as_sides)
    search.one("day", given.day, naming.DAY, reads_as_days)
    search.one("id", given.id, naming.ID, tells_apart)
    search.one("name", given.name, naming.NAME, lambda c: c.sort is Sort.WORD and tells_apart(c))
    known = _known(search, given.known)
    _event(search)
    _ignored(search, given.ignore)
    _dated_content(search)
    single: dict[str, Any] = {t.role: t.column for t in search.taken if t.role in _SINGLE}
    return Roles(
        **single,
        horizon=tuple(t.column for t in search.taken if t.role == "horizon" and t.column in columns),
        stated=stated,
        known=known,
        dated=tuple(t.column for t in search.taken if t.role == "dated"),
        features=tuple(name for name in columns if search.part.get(name, "age") in ("founded", "age", "dated")),
        taken=tuple(search.taken),
    )


_SINGLE = ("outcome", "id", "name", "day", "outcome_day", "split", "founded", "age")


def _outcome(search: RoleSearch, given: str | None) -> str:
    if given is not None:
        if yes_no(search.there(given), given=True) is None:
            raise QuestionError(message("Column '{column}' is no outcome: it must hold two answers.", column=given))
        return search.take("outcome", given, How.GIVEN)
    if named := search.one("outcome", None, naming.OUTCOME, reads_as_yes_no):
        return named
    both = [
        name
        for name, each in search.columns.items()
        if search.free(name) and reads_as_yes_no(each) and each.distinct == 2
    ]
    both = [n for n in both if search.plain[n] not in naming.SPLIT and not naming.HORIZON_IN.search(search.plain[n])]
    for name in both:
        if naming.OUTCOME_IN.search(search.plain[name]):
            return search.take("outcome", name, How.NAME)
    plain = [name for name in both if is_answer(search.columns[name])] or both
    if len(plain) == 1:
        return search.take("outcome", plain[0], How.CONTENT, message("the only column of yes and no"))
    which = message("None holds 0/1, true/false, yes/no or 是/否.")
    if both:
        which = message("It may be one of: {columns}.", columns=listing(both[:20]))
    raise QuestionError(message("Which column is the outcome? {which} Name it with --outcome COLUMN.", which=which))


def _horizon(search: RoleSearch, given: str | None) -> float | None:
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


def _known(search: RoleSearch, given: Known) -> Known:
    """Columns that say when a feature was known, each with its feature; None for all."""
    found: list[tuple[str, str | None]] = []
    for name, feature in given:
        if feature is not None:
            search.there(feature)
        if not reads_as_days(search.there(name)):
            raise QuestionError(
                message("Column '{name}' does not read as days, and cannot say when a feature was known.", name=name)
            )
        search.take("known", name, How.GIVEN, feature or message("all features"))
        found.append((name, feature))
    for name, said in search.plain.items():
        if not search.free(name) or not reads_as_days(search.columns[name]):
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


def _feature(search: RoleSearch, stem: str, but: str) -> str | None:
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


def _dated_words(search: RoleSearch) -> None:
    """Founding and age by words of their names, in whatever language."""
    for role, says, holds in (
        ("founded", dated.says_founded, reads_as_days),
        ("age", dated.says_age, dated.holds_ages),
    ):
        for name, said in search.plain.items():
            if search.free(name) and says(said) and holds(search.columns[name]):
                search.take(role if role not in search.part.values() else "dated", name, How.NAME)


def _dated_content(search: RoleSearch) -> None:
    """Founding and age by what the columns hold, where names do not tell."""
    of = {role: search.columns[name] for name, role in search.part.items() if role in ("id", "day", "founded")}
    day = as_days(of["day"]) if "day" in of else None
    company = companies_of(of["id"]) if "id" in of else np.arange(next(iter(search.columns.values())).values.size)
    names = [name for name in search.columns if search.free(name) and search.columns[name].sort is not Sort.WORD]
    if not {"founded", "age"} & set(search.part.values()):
        found = dated.founding_by_content(search.columns, names, search.plain, day, company)
        if found is not None:
            note = message("days that do not move and come before all others")
            of["founded"] = search.columns[search.take("founded", found, How.CONTENT, note)]
    founded = as_days(of["founded"]) if "founded" in of else None
    for name in dated.ages_by_content(search.columns, names, founded, day, company):
        if search.free(name):
            role = "age" if "age" not in search.part.values() else "dated"
            search.take(role, name, How.CONTENT, message("a length of time up to the row's day"))


def _event(search: RoleSearch) -> None:
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


def _ignored(search: RoleSearch, given: Sequence[str]) -> None:
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
    search = RoleSearch(columns, ColumnRoles())
    return search.one("id", None, naming.ID, tells_apart)
