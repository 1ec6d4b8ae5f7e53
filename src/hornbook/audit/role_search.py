"""The search for a column of each role: by the user's word, by name and by content."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hornbook.audit import naming
from hornbook.audit.columns import CellColumn, Sort, as_days
from hornbook.audit.outcome_words import yes_no
from hornbook.audit.report import How, RoleTaken
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


_MUST = {
    "day": message("calendar days"),
    "outcome_day": message("calendar days"),
    "founded": message("calendar days or years"),
    "age": message("numbers"),
    "split": message("the sides of a split (2 to 50 different values)"),
}


class RoleSearch:
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


def reads_as_days(of: CellColumn) -> bool:
    return as_days(of) is not None


def reads_as_yes_no(of: CellColumn) -> bool:
    return yes_no(of) is not None


def reads_as_sides(of: CellColumn) -> bool:
    """Whether values can be names or numbers of sides, rather than measures."""
    whole = of.sort is Sort.WORD or (of.sort is Sort.NUMBER and bool((of.values[~of.missing] % 1 == 0).all()))
    return whole and 2 <= of.distinct <= 50


def tells_apart(of: CellColumn) -> bool:
    """Whether a column can tell companies apart: more than a handful of values, and no measure with fractions."""
    there = of.values[~of.missing]
    whole = of.sort is Sort.WORD or (of.sort is Sort.NUMBER and bool((there % 1 == 0).all()))
    return whole and of.distinct > max(2, 0.005 * there.size)
