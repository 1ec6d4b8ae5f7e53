"""One table of a science park, in the forms that tests need: its mapping, its firms and the book made of them."""

import csv
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from hornbook.derived.lock import locked
from tests.cli.here import hornbook

FATES = ("Listed", "Acquired", "Closed")

LISTED = """
[[fact]]
kind = "Listed"
when = { column = "listed" }
valid = { column = "listed" }
"""

ROUND = """
[[fact]]
kind = "Round"
valid = { column = "founded" }
type = "venture"
instrument = "equity"
"""

WITH_COUNTRY = "id,name,founded,country,city,value,currency,valued,listed\n"
"""The columns of a table whose mapping has a country, LISTED and ROUND."""

EARLY = """1,=Kite Robotics,2015-03-01,CHN,Beijing,1500000000,USD,2023-01-10,
2,北京星火科技有限公司,2018-05-01,CHN,Beijing,900000000,USD,2023-02-01,
3,Old Iron,2001-01-01,CHN,Wuhan,2000000000,USD,2023-02-01,
4,Gone Public,2014-01-01,CHN,Wuhan,3000000000,USD,2023-02-01,
5,Quiet,2019-01-01,CHN,,,,,
6,Foreign,2018-01-01,USA,Boston,1200000000,USD,2023-02-01,
"""
LATE = """2,北京星火科技有限公司,2018-05-01,CHN,Beijing,9000000000,CNY,2024-02-01,
4,Gone Public,2014-01-01,CHN,Wuhan,3000000000,USD,2023-02-01,2023-11-01
7,Near Miss,2019-05-01,CHN,Wuhan,900000000,USD,2024-03-01,
"""
FIRST, LAST = "2023-06-30", "2024-06-30"
"""The days on which the early and the late table were recorded."""


WORDS_MAPPING = """\
[source]
name = "park"
title = "A list"
maker = "A maker"
recorded = 2024-06-30

[subject]
columns = ["id"]

[[fact]]
kind = "Named"
valid = "recorded"
name = { column = "id" }

[[fact]]
kind = "Registered"
valid = "recorded"
country = { column = "country" }
city = { column = "city" }

[[fact]]
kind = "Listed"
when = { column = "venue" }
valid = "recorded"
venue = { column = "venue" }

[[fact]]
kind = "Certified"
when = { column = "status" }
valid = "recorded"
status = { column = "status" }
"""
"""Of tables with words that the package knows: id, country, city, venue, status."""


def mapping(
    recorded: str,
    extra: str = "",
    *,
    name: str = "park",
    registered: tuple[str, ...] = ("city",),
    valuation: tuple[str, ...] = ("amount", "currency"),
    promised: tuple[str, ...] = FATES,
) -> str:
    """The mapping of a park's table; a field reads the column of its own name, and `amount` the column `value`."""
    return f"""[source]
name = "{name}"
title = "Firms of a park"
maker = "A park"
recorded = {recorded}

[subject]
columns = ["id"]

[[fact]]
kind = "Named"
valid = {{ column = "founded" }}
name = {{ column = "name" }}

[[fact]]
kind = "Founded"
valid = {{ column = "founded" }}

[[fact]]
kind = "Registered"
valid = {{ column = "founded" }}
{_fields(registered)}

[[fact]]
kind = "Valuation"
when = {{ column = "value" }}
valid = {{ column = "valued" }}
{_fields(valuation)}
{extra}
[[promise]]
kinds = [{", ".join(f'"{kind}"' for kind in promised)}]
since = 2000-01-01
says = "The park knows the fate of its firms."
"""


def _fields(names: tuple[str, ...]) -> str:
    return "\n".join(f'{name} = {{ column = "{"value" if name == "amount" else name}" }}' for name in names)


def detailed(recorded: str, extra: str = "", *, name: str = "park") -> str:
    """The mapping of a table with the columns `WITH_COUNTRY`."""
    return mapping(recorded, LISTED + ROUND + extra, name=name, registered=("country", "city"))


def park_book(folder: Path, *tables: tuple[str, str, str]) -> Path:
    """A new book with tables, each by its file's name, its mapping and its rows; the files stay beside the book."""
    book = folder / "book"
    assert hornbook("init", book=book).code == 0
    for name, rule, rows in tables:
        (folder / f"{name}.toml").write_text(rule, encoding="utf-8")
        (folder / f"{name}.csv").write_text(rows, encoding="utf-8")
        done = hornbook("import", "table", folder / f"{name}.toml", folder / f"{name}.csv", book=book)
        assert done.code == 0, done.err
    return book


def two_years(folder: Path) -> Path:
    """A book with the park's early and late table."""
    return park_book(
        folder,
        (FIRST, detailed(FIRST), WITH_COUNTRY + EARLY),
        (LAST, detailed(LAST), WITH_COUNTRY + LATE),
    )


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that one worker makes and all workers read; who writes takes a copy."""
    base = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        base = base.parent  # the folder of this run, which its workers share
    folder = base / name
    with locked(folder):
        if not (folder / "made").exists():
            make(folder)
            (folder / "made").touch()
    return folder


def rows_of(out: str) -> list[dict[str, str]]:
    """The rows of a CSV text."""
    return list(csv.DictReader(io.StringIO(out)))
