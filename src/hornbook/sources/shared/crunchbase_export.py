"""The three files of a Crunchbase export, each known by its header, and what a cell of them says."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from hornbook.errors import SourceError
from hornbook.formats.cells import Bad, amount_in, squeeze
from hornbook.formats.rows import TextRow, csv_lines, existing
from hornbook.formats.stream import lines
from hornbook.sources.shared.crunchbase_2013 import COLUMNS_2013, lines_of_2013
from hornbook.sources.shared.tally import Tally
from hornbook.terms import Amount, Day
from hornbook.text import Phrase, listing, message

EXPORT_COLUMNS: dict[str, tuple[str, ...]] = {
    "companies": (
        *("permalink", "name", "homepage_url", "category_list", "status", "country_code", "region", "city"),
        *("founded_at", "first_funding_at", "last_funding_at"),
    ),
    "rounds": (
        *("company_permalink", "funding_round_permalink", "funding_round_type", "funding_round_code"),
        *("funded_at", "raised_amount_usd"),
    ),
    "acquisitions": (
        *("company_permalink", "company_name", "company_category_list", "company_country_code"),
        *("company_region", "company_city", "acquirer_permalink", "acquirer_name", "acquired_at"),
        *("price_amount", "price_currency_code"),
    ),
}


T = TypeVar("T")


_PARTS = {
    "companies": message("companies"),
    "rounds": message("rounds"),
    "acquisitions": message("acquisitions"),
}


def is_of_2013(path: Path) -> bool:
    """Whether a file has the headings of October 2013."""
    return _part(path, EXPORT_COLUMNS) is None and _part(path, COLUMNS_2013) is not None


def export_lines(path: Path, part: str, encoding: str = "utf-8-sig") -> Iterator[TextRow]:
    """The rows of one of the three files, under the headings of December 2015."""
    if is_of_2013(path):
        return lines_of_2013(path, part)
    return csv_lines(path, encodings=(encoding,), columns=EXPORT_COLUMNS[part])


def _part(path: Path, layout: dict[str, tuple[str, ...]]) -> str | None:
    """Which of the three files it is; the file of investors, which names rounds too, is none."""
    line = (next(lines(existing(path), "utf-8-sig"), None) or "").replace('"', "")
    header = {squeeze(name) for name in line.split(",")}
    if "investor_permalink" in header:
        return None
    return next((part for part, names in layout.items() if set(names) <= header), None)


def export_files(paths: tuple[Path, ...]) -> dict[str, Path]:
    """Which file is which, by its header; the three are of one layout."""
    found: dict[str, Path] = {}
    for path in paths:
        part = _part(path, EXPORT_COLUMNS) or _part(path, COLUMNS_2013)
        if part is None:
            raise SourceError(
                message(
                    "{file}:1: these are not the columns of a Crunchbase export's companies, rounds or "
                    "acquisitions. Name only those three files.",
                    file=path.name,
                )
            )
        if part in found:
            raise SourceError(
                message(
                    "{first} and {file} both hold {part}. Import one export at a time.",
                    first=found[part].name,
                    file=path.name,
                    part=_PARTS[part],
                )
            )
        found[part] = path
    if missing := [part for part in EXPORT_COLUMNS if part not in found]:
        raise SourceError(
            message(
                "Of this Crunchbase export {missing} is missing: name companies, rounds and acquisitions "
                "together. Without one of them its silence would be taken for a no.",
                missing=listing((_PARTS[part] for part in missing), "and"),
            )
        )
    if len({is_of_2013(path) for path in paths}) > 1:
        raise SourceError(
            message(
                "{files} are of two exports: some have the headings of October 2013, some later ones. Import one "
                "export at a time.",
                files=listing((path.name for path in paths), "and"),
            )
        )
    return {part: found[part] for part in EXPORT_COLUMNS}


def cell_value(
    cells: dict[str, str], column: str, reader: Callable[[str], T], notes: list[Phrase], tally: Tally
) -> T | None:
    """A cell as a value; None when it is empty, or refused with a note."""
    text = cells[column]
    if not text:
        return None
    try:
        with tally.cell(column):
            return reader(text)
    except Bad as why:
        notes.append(message("{column}: {problem}", column=column, problem=why.phrase))
        return None


def paid_amount(text: str) -> Amount:
    amount = amount_in(text)
    if amount <= 0:
        raise Bad(message("{text!r} is no amount that anybody pays", text=text))
    return amount


def founding_precision(founded: Day) -> str:
    """How exact a founding day is: over half of them are 1 January, three quarters the first of a month."""
    if founded.day > 1:
        return "day"
    return "month" if founded.month > 1 else "year"


def differing_cells(one: dict[str, str], other: dict[str, str]) -> Phrase:
    """Where a repeated row says something else than the first."""
    return listing(
        (
            message("; {column} {here!r} here, {there!r} there", column=column, here=other[column], there=one[column])
            for column in one
            if one[column] != other[column]
        ),
        "",
    )
