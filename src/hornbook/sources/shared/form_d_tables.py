"""The tables of a quarter of Form D that are read, and no others: those that name persons stay shut."""

from pathlib import Path

from hornbook.errors import SourceError
from hornbook.formats.cells import squeeze
from hornbook.formats.rows import existing, require, table_of
from hornbook.formats.stream import lines_of
from hornbook.formats.zipped import unpacked
from hornbook.sources.source import Entry, Reject
from hornbook.text import Phrase, message

COLUMNS: dict[str, tuple[str, ...]] = {
    "FORMDSUBMISSION": ("ACCESSIONNUMBER", "FILE_NUM", "FILING_DATE", "SUBMISSIONTYPE", "TESTORLIVE"),
    "ISSUERS": (
        *("ACCESSIONNUMBER", "IS_PRIMARYISSUER_FLAG", "CIK", "ENTITYNAME", "CITY", "STATEORCOUNTRY"),
        *("STATEORCOUNTRYDESCRIPTION", "JURISDICTIONOFINC", "ENTITYTYPE", "ENTITYTYPEOTHERDESC"),
        *("YEAROFINC_TIMESPAN_CHOICE", "YEAROFINC_VALUE_ENTERED"),
        *(f"{by}_PREVIOUSNAME_{n}" for by in ("ISSUER", "EDGAR") for n in (1, 2, 3)),
    ),
    "OFFERING": (
        *("ACCESSIONNUMBER", "INDUSTRYGROUPTYPE", "INVESTMENTFUNDTYPE", "SALE_DATE", "YETTOOCCUR"),
        *("ISEQUITYTYPE", "ISDEBTTYPE", "ISOPTIONTOACQUIRETYPE", "ISSECURITYTOBEACQUIREDTYPE"),
        *("ISPOOLEDINVESTMENTFUNDTYPE", "ISTENANTINCOMMONTYPE", "ISMINERALPROPERTYTYPE", "ISOTHERTYPE"),
        *("ISBUSINESSCOMBINATIONTRANS", "TOTALOFFERINGAMOUNT", "TOTALAMOUNTSOLD"),
    ),
}
Cells = dict[str, str]


def tables_in(path: Path) -> dict[str, list[tuple[str, Cells | Phrase]]]:
    """The rows of the three tables with their places, each as its cells or what is wrong with it.

    SourceError when the archive is none, or lacks a table or a column.
    """
    wanted = tuple(f"{name}.tsv" for name in COLUMNS)
    members = unpacked(existing(path), wanted)
    found: dict[str, list[tuple[str, Cells | Phrase]]] = {}
    for name, columns in COLUMNS.items():
        mine = [member for member in members if member.rpartition("/")[2] == f"{name}.tsv"]
        if len(mine) != 1:
            raise SourceError(
                message(
                    "{file} has {n} {name}.tsv, so it is no quarter of Form D as the SEC publishes it "
                    "(2015q4_d.zip); nothing was imported.",
                    file=path.name,
                    n=message("several") if mine else message("no"),
                    name=name,
                )
            )
        place = f"{path.name}, {name}.tsv"
        names, lines = table_of(place, lines_of(place, [members[mine[0]]], "utf-8-sig"), delimiter="\t")
        require(place, names, columns)
        found[name] = [
            (line.place, line.problem or {column: squeeze(line.cells[column]) for column in columns}) for line in lines
        ]
    return found


def keyed(rows: list[tuple[str, Cells | Phrase]], broken: list[Entry]) -> dict[str, list[Cells]]:
    """The rows of each filing; those that cannot be read go to `broken`."""
    found: dict[str, list[Cells]] = {}
    for place, cells in rows:
        if not isinstance(cells, dict):
            broken.append(Reject(place, cells))
        else:
            found.setdefault(cells["ACCESSIONNUMBER"], []).append(cells)
    return found
