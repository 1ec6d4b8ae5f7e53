"""The layout of Crunchbase's export of October 2013, turned into that of December 2015.

It calls companies /company/… and not /organization/…, gives them one category, and its rounds have no permalink and no
code: a type such as series-a names both, and series-c+ a series that is C or later. Saved by a spreadsheet, its days
may be written 1/17/12.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from hornbook.formats.cells import Bad
from hornbook.formats.rows import TextRow, csv_table, require
from hornbook.formats.stream import whole_in
from hornbook.sources.shared.days import day_written

COLUMNS_2013: dict[str, tuple[str, ...]] = {
    "companies": (
        *("permalink", "name", "homepage_url", "category_code", "status", "country_code", "region", "city"),
        *("founded_at", "first_funding_at", "last_funding_at"),
    ),
    "rounds": ("company_permalink", "company_name", "funding_round_type", "funded_at", "raised_amount_usd"),
    "acquisitions": (
        *("company_permalink", "company_name", "company_category_code", "company_country_code"),
        *("company_region", "company_city", "acquirer_permalink", "acquirer_name", "acquired_at"),
        *("price_amount", "price_currency_code"),
    ),
}
_TYPES = {
    "series-a": ("venture", "A"),
    "series-b": ("venture", "B"),
    "series-c+": ("venture", ""),
    "private-equity": ("private_equity", ""),
    "convertible": ("convertible_note", ""),
    "debt": ("debt_financing", ""),
    "other": ("undisclosed", ""),
}
_ISO, _SLASHED = "%Y-%m-%d", ("%m/%d/%Y", "%m/%d/%y")


def lines_of_2013(path: Path, part: str) -> Iterator[TextRow]:
    """The rows of one of the three files, under the headings of December 2015."""
    names, lines = csv_table(path, encodings=(whole_in(path, ("utf-8-sig", "latin-1")),))
    require(path.name, names, COLUMNS_2013[part])
    for line in lines:
        yield line if line.problem else line._replace(cells=_renewed(line.cells, part))


def _renewed(old: dict[str, str], part: str) -> dict[str, str]:
    cells = {name.replace("category_code", "category_list"): text.strip() for name, text in old.items()}
    for name, text in cells.items():
        if name.endswith("permalink") and text.lower().startswith("/company/"):
            cells[name] = f"/organization/{text[len('/company/') :]}"
        elif name.endswith("_at"):
            cells[name] = _iso(text)
    if part == "rounds":
        kind, code = _TYPES.get(cells["funding_round_type"], (cells["funding_round_type"], ""))
        amount = cells["raised_amount_usd"]
        key = f"{cells['funded_at']} {cells['funding_round_type'] or 'unstated'} {amount or 'unstated'}"
        year, _, rest = cells["funded_at"].partition("-")
        month, _, day = rest.partition("-")
        turned = f"{day}-{month}-{year}" if day else cells["funded_at"]
        cells |= {
            "funding_round_permalink": key,
            "funding_round_type": kind,
            "funding_round_code": code,
            "funded_at": turned,
        }
    return cells


def _iso(text: str) -> str:
    with suppress(Bad):
        return day_written(text, (_ISO, *_SLASHED)).first.isoformat()
    return text
