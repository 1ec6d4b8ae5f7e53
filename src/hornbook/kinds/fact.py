"""What every fact says of itself, whatever its kind."""

from dataclasses import dataclass
from typing import ClassVar

from hornbook.terms import Day, Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact says about itself."""

    zh: ClassVar[str] = "事实"
    key_is_kind: ClassVar[bool] = False  # true where a source can have only one such fact of a company
    key_also: ClassVar[tuple[str, ...]] = ()  # columns that the key has beside the day, where a source gives none

    subject: str
    valid: Day
    known: Day | None = None
    """None: the day on which the source was recorded."""
    key: str = ""
    place: str
    """File and line, or whatever leads a reader back to the words."""
    grade: Grade = Grade.REPORTED
    withdrawn: bool = False
