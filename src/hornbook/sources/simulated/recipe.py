"""A recipe: how large a simulated region is, from which chance, and between which days."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hornbook.errors import SourceError, suggestion
from hornbook.terms import Day
from hornbook.text import Phrase, listing, message

FIRST, LAST = date(2001, 1, 1), date(2025, 12, 31)
MOST = 99_999_999
"""Subjects have eight digits."""

_TYPES: dict[str, tuple[type, Phrase]] = {
    "companies": (int, message("a whole number from 1 to {most:d}", most=MOST)),
    "seed": (int, message("a whole number from 0 to 2147483647")),
    "from": (date, message("a day such as 2001-01-01")),
    "until": (date, message("a day such as 2025-12-31")),
    "name": (str, message("a text in quotation marks, without line breaks")),
    "backfilled": (float, message("a share from 0.0 to 1.0")),
}

_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One region: `companies` records, of which one in fifty is the second record of a company."""

    companies: int
    seed: int
    start: Day = FIRST
    until: Day = LAST
    name: str = ""
    backfilled: float = 0.0
    """The share of funding rounds that are entered long after, evenly until the last day, as a young register fills up.

    At 0.53, 21% of the company-months with a round are first known in the 26 months after a day; at 0, 5%.
    """

    @property
    def place(self) -> str:
        """What leads a reader back to the words: the chance that made them."""
        return f"{self.name}, seed {self.seed}" if self.name else f"seed {self.seed}"


def recipe(
    companies: int, seed: int, until: Day = LAST, start: Day = FIRST, name: str = "", backfilled: float = 0.0
) -> str:
    """The text of a recipe file, all that the simulated source reads; SourceError when it cannot be one."""
    text = f"companies = {companies}\nseed = {seed}\nfrom = {start}\nuntil = {until}\n"
    if name:
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        text += f'name = "{escaped}"\n'
    if backfilled:
        text += f"backfilled = {float(backfilled)!r}\n"
    _checked(_parsed(text, "recipe"), "recipe")
    return text


def load_recipe(path: Path) -> Recipe:
    """Read a recipe file; SourceError says which key is wrong and what it may be."""
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
        if len(raw) > _LARGEST:
            raise SourceError(message("{file} is longer than 1 MiB; is it really a TOML file?", file=path.name))
        text = raw.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(
            message("{path}: not a readable text file ({cause}).", path=str(path), cause=str(error))
        ) from None
    return _checked(_parsed(text, str(path)), str(path))


def _parsed(text: str, place: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise SourceError(message("{place}: this is nested too deeply", place=place)) from None
    except ValueError as error:
        raise SourceError(
            message(
                "{place}: not a recipe: {cause}. Write for example: companies = 60000", place=place, cause=str(error)
            )
        ) from None


def _checked(given: dict[str, Any], place: str) -> Recipe:
    """The recipe that the keys of a file make; SourceError says which of them is wrong."""
    _check_keys(given, place)
    made = Recipe(
        companies=given["companies"],
        seed=given["seed"],
        start=given.get("from", FIRST),
        until=given.get("until", LAST),
        name=given.get("name", ""),
        backfilled=given.get("backfilled", 0.0),
    )
    for key, right in (
        ("companies", 1 <= made.companies <= MOST),
        ("seed", 0 <= made.seed < 2**31),
        ("name", made.name.isprintable() and len(made.name) <= 80),
        ("backfilled", 0 <= made.backfilled <= 1),
    ):
        if not right:
            raise _wrong_value(place, key, given[key])
    if made.start < date(1990, 1, 1) or made.until > date(2100, 12, 31):
        raise SourceError(message("{place}: a region lies between 1990-01-01 and 2100-12-31.", place=place))
    if (made.until - made.start).days < 365:
        raise SourceError(
            message(
                "{place}: 'until' ({until}) must be at least a year after 'from' ({start}).",
                place=place,
                until=made.until,
                start=made.start,
            )
        )
    return made


def _check_keys(given: dict[str, Any], place: str) -> None:
    """SourceError when a key is unknown, missing, or holds a value of another type."""
    for key, value in given.items():
        if key not in _TYPES:
            raise SourceError(
                message(
                    "{place}: a recipe has no '{key}'.{hint} It may have {known}.",
                    place=place,
                    key=key,
                    hint=suggestion(key, _TYPES),
                    known=listing(_TYPES),
                )
            )
        # type() and not isinstance: true is an int and a time of day is a date, and neither is meant.
        if type(value) is not _TYPES[key][0]:
            raise _wrong_value(place, key, value)
    for key in ("companies", "seed"):
        if key not in given:
            raise SourceError(
                message("{place}: a recipe needs '{key}', {wanted}.", place=place, key=key, wanted=_TYPES[key][1])
            )


def _wrong_value(place: str, key: str, value: Any) -> SourceError:
    """The error for a key with a value that it cannot have."""
    return SourceError(
        message(
            "{place}: '{key}' must be {wanted}, not {value}.",
            place=place,
            key=key,
            wanted=_TYPES[key][1],
            value=repr(value),
        )
    )
