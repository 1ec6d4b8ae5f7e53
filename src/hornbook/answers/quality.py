"""The quality of a book as one object, or as rows: one measure of one source a row."""

from collections.abc import Iterator
from typing import Any

from hornbook.answers.lists import asked
from hornbook.book.view import View
from hornbook.quality.measure import Quality
from hornbook.render.show import plain

Row = dict[str, Any]

QUALITY_CSV = [
    *("section", "source", "what", "year", "recorded_once", "measure", "value", "of"),
    *("day", "known", "book_version", "simulated"),
]


def quality_json(found: Quality, view: View) -> Row:
    """The quality of a book as one object, a list of rows a section."""
    body = {
        **asked(view),
        "recorded_once": list(found.once),
        "coverage": [{**each._asdict(), "share": _rounded(each.share)} for each in found.coverage],
        "staleness": [_all(each._asdict()) for each in found.staleness],
        "lateness": [_lateness(each._asdict()) for each in found.lateness],
        "refusals": [{**each._asdict(), "share": _rounded(each.share)} for each in found.refusals],
        "vague_amounts": [{**each._asdict(), "silent": each.silent} for each in found.vagueness],
    }
    return {key: plain(value) for key, value in body.items()}


def _lateness(row: Row) -> Row:
    return {("recorded_once" if key == "once" else key): value for key, value in _all(row).items()}


def _all(row: Row) -> Row:
    return {key: _rounded(value) if isinstance(value, float) else value for key, value in row.items()}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def quality_rows(found: Quality, view: View) -> list[Row]:
    """The quality of a book as one row a measure; `of` is out of how many companies, facts or rows."""
    return [{"recorded_once": row["source"] in found.once, **row, **asked(view)} for row in _measures(found)]


def _measures(found: Quality) -> Iterator[Row]:
    for one in found.coverage:
        own = {"section": "coverage", "source": one.source, "what": one.what, "year": one.year, "of": one.companies}
        yield {**own, "measure": "share", "value": _rounded(one.share)}
    for aged in found.staleness:
        own = {"section": "staleness", "source": aged.source, "what": aged.kind, "of": aged.companies}
        for name, value in (("median_days", aged.median), ("p90_days", aged.p90), ("share_old", aged.old)):
            yield {**own, "measure": name, "value": _rounded(value)}
    for late in found.lateness:
        own = {"section": "lateness", "source": late.source, "what": late.kind, "year": late.year, "of": late.facts}
        for name, value in (("median_days", late.median), ("p90_days", late.p90)):
            yield {**own, "measure": name, "value": _rounded(value)}
        shares = (("ahead", late.ahead), ("30_days", late.month), ("1_year", late.within_year), ("later", late.later))
        for name, value in shares:
            yield {**own, "measure": f"share_{name}", "value": _rounded(value)}
    for batch in found.refusals:
        own = {"section": "refusals", "source": batch.source, "of": batch.rows}
        for name in ("batches", "facts", "rejects", "notes"):
            yield {**own, "measure": name, "value": getattr(batch, name)}
    for vague in found.vagueness:
        own = {"section": "vague_amounts", "source": vague.source, "year": vague.year, "of": vague.rounds}
        for name in ("stated", "vague", "silent"):
            yield {**own, "what": "Round", "measure": name, "value": getattr(vague, name)}
