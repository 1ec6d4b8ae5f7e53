"""What an audit says: seven findings, the roles that columns were taken for, and what was read."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from hornbook.text import Message, Phrase, Text


class SinVerdict(StrEnum):
    """Whether a table commits a sin."""

    FOUND = "found"
    NOT_FOUND = "not found"
    CANNOT = "cannot be examined"


SINS: dict[str, Text] = {
    "known-after-day": Text("features known after the day", "特征在时点之后才可获知"),
    "no-horizon": Text("an outcome without a horizon", "结果没有期限"),
    "age-as-exposure": Text("age taken for merit: exposure time explains the outcome", "以存续时间冒充优劣"),
    "missingness-tells": Text("missing cells tell the outcome", "缺失本身泄露结果"),
    "random-split": Text("a split that is random in time", "训练与测试未按时间划分"),
    "duplicates-across-split": Text("the same companies on both sides of the split", "划分两侧有重复企业"),
    "prevalence-inflated": Text("more positives than the world has", "正例比例虚高"),
}
"""Every sin by its id, in the order of a report."""

Cells = tuple[tuple[str, str], ...]


class SinExample(NamedTuple):
    """A row that shows a sin: its line in the file (its number in Parquet, from 1) and the cells that matter."""

    row: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class Finding:
    """What an audit has to say about one sin."""

    id: str
    verdict: SinVerdict
    measured: tuple[Message, ...]
    """What was measured, a sentence each; for a sin that cannot be examined why, and what would allow it."""
    worth: Message | None = None
    """What the sin is worth in this table."""
    do: Message | None = None
    """What to do about it, or what would allow it to be examined."""
    rows: int = 0
    """Rows that it touches, of those examined."""
    figures: tuple[tuple[str, float], ...] = ()
    examples: tuple[SinExample, ...] = ()

    @property
    def title(self) -> Text:
        """The sin in plain words."""
        return SINS[self.id]


class How(StrEnum):
    """How a column came by its role."""

    GIVEN = "given"
    """By the user."""
    NAME = "by name"
    CONTENT = "by content"


class RoleTaken(NamedTuple):
    """What a column was taken for, and how that was decided."""

    role: str
    column: str
    how: How
    note: Phrase = ""


@dataclass(frozen=True, slots=True)
class Audit:
    """The audit of one table."""

    file: str
    rows: int
    """Rows read, without those refused."""
    examined: int
    """Rows that were examined: all, or a sample of whole companies."""
    refused: int
    refusals: tuple[Phrase, ...]
    """The first rows refused, with their places."""
    positives: int
    unlabelled: int
    """Rows examined without an outcome."""
    roles: tuple[RoleTaken, ...]
    features: tuple[str, ...]
    findings: tuple[Finding, ...]
    notes: tuple[Message, ...] = field(default=())

    @property
    def sins_found(self) -> tuple[str, ...]:
        """The ids of the sins found."""
        return tuple(each.id for each in self.findings if each.verdict is SinVerdict.FOUND)

    def __getitem__(self, sin: str) -> Finding:
        """The finding on a sin."""
        return next(each for each in self.findings if each.id == sin)


def cannot(sin: str, why: Message, do: Message, *more: Message) -> Finding:
    """A sin that cannot be examined, why, and what would allow it."""
    return Finding(sin, SinVerdict.CANNOT, (why, *more), do=do)


def figure(value: float) -> float:
    """A figure as a report keeps it; one that is not finite is no figure."""
    return round(float(value), 6)
