"""The columns of a book's quality, table by table, and the titles that pages put over them."""

from dataclasses import fields
from typing import Any

from hornbook.answers.asked_columns import ASKED_COLUMNS
from hornbook.kinds import KINDS
from hornbook.quality.measure import OLD
from hornbook.render.sheet import Column, Kind
from hornbook.text import Text, message

YEARS = 3
"""Of so many of the newest years a page shows the lateness."""

_SOURCE = Column("source", message("source"), Kind.CODE)
_KIND = (
    Column("kind", message("kind"), Kind.CODE, page=False),
    Column("kind_text", message("kind"), tight=True, file=False),
)
_COMPANIES = Column("companies", message("companies"), Kind.COUNT)
_MEDIAN = Column("median_days", message("median days"), Kind.NUMBER)
_P90 = Column("p90_days", message("90% within days"), Kind.NUMBER)

MEASURE_COLUMNS = (
    Column("section", message("section"), Kind.CODE),
    _SOURCE,
    Column("what", message("what is measured"), Kind.CODE),
    Column("year", message("year"), Kind.CODE),
    Column("recorded_once", message("recorded once"), Kind.YES),
    Column("measure", message("measure"), Kind.CODE),
    Column("value", message("value"), Kind.NUMBER),
    Column("of", message("out of"), Kind.COUNT),
    *ASKED_COLUMNS,
)
REFUSAL_COLUMNS = (
    _SOURCE,
    Column("batches", message("batches"), Kind.COUNT),
    Column("rows", message("rows"), Kind.COUNT),
    Column("facts", message("facts"), Kind.COUNT),
    Column("rejects", message("rows refused"), Kind.COUNT),
    Column("notes", message("notes on cells"), Kind.COUNT),
    Column("share", message("share refused"), Kind.SHARE, empty="–"),
)
KIND_COLUMNS = (
    _SOURCE,
    *_KIND,
    _COMPANIES,
    Column("share", message("share covered"), Kind.SHARE, empty="–"),
    Column("median_days", message("median days old"), Kind.NUMBER),
    _P90,
    Column("share_old", message("over {months} months", months=OLD), Kind.SHARE),
)
INDICATOR_COLUMNS = (
    _SOURCE,
    Column("what", message("indicator"), Kind.CODE),
    Column("covered", message("companies"), Kind.COUNT),
    Column("share", message("share covered"), Kind.SHARE, empty="–"),
)
COVERAGE_COLUMNS = (
    _SOURCE,
    Column("sort", message("sort"), Kind.CODE),
    Column("what", message("what is covered"), Kind.CODE),
    Column("year", message("year"), Kind.CODE),
    Column("companies", message("companies named"), Kind.COUNT),
    Column("covered", message("companies covered"), Kind.COUNT),
    Column("share", message("share covered"), Kind.SHARE),
)
LATENESS_COLUMNS = (
    _SOURCE,
    *_KIND,
    Column("year", message("year"), Kind.CODE, tight=True),
    Column("facts", message("facts"), Kind.COUNT, wide=True),
    _MEDIAN,
    Column("p90_days", message("90% within days"), Kind.NUMBER, wide=True),
    Column("share_ahead", message("known ahead"), Kind.SHARE, page=False),
    Column("share_30_days", message("30 days"), Kind.SHARE),
    Column("share_1_year", message("1 year"), Kind.SHARE),
    Column("share_later", message("later"), Kind.SHARE),
    Column("recorded_once", message("recorded once"), Kind.YES, page=False),
)
VAGUE_COLUMNS = (
    _SOURCE,
    Column("year", message("year"), Kind.CODE, page=False),
    Column("rounds", message("rounds"), Kind.COUNT),
    Column("stated", message("amount stated"), Kind.COUNT),
    Column("vague", message("amount vague"), Kind.COUNT),
    Column("silent", message("not stated"), Kind.COUNT),
)
STRAY_COLUMNS = (
    _SOURCE,
    Column("sort", message("what it should be"), pair=True),
    Column("words", message("words"), Kind.COUNT),
    Column("facts", message("facts"), Kind.COUNT),
    Column("examples", message("the most frequent")),
)
READ_TITLE = message("What was read and refused")
KINDS_TITLE = message("Coverage and age of the newest fact, by kind")
INDICATORS_TITLE = message("Coverage by indicator")
LATENESS_TITLE = message("Late arrival: days from true to known, in the newest {years} years", years=YEARS)
HISTORY_TITLE = message(
    "Recorded once: how far back an export reaches, which says nothing of when the facts became known"
)
VAGUE_TITLE = message("Amounts of rounds")
STRAY_TITLE = message("Words that nothing knows: a rule that asks for one cannot be decided")


def cells(measured: Any) -> dict[str, Any]:
    """A measured thing as cells of a row, with its kind in words where it has one."""
    row = {field.name: getattr(measured, field.name) for field in fields(measured)}
    if "kind" in row:
        row["kind_text"] = Text(row["kind"], KINDS[row["kind"]].zh)
    return row
