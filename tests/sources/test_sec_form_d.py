"""Form D: a look-alike of a quarter's archive, made from the SEC's published columns, and archives that lie."""

import zipfile
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest

from hornbook.book.book import new_book
from hornbook.errors import SourceError
from hornbook.formats import zipped
from hornbook.indicators.profile import profile
from hornbook.kinds import Fact, Founded, Named, Registered, Round, Sector
from hornbook.sources.sec_form_d import FormD
from hornbook.sources.shared import form_d_tables
from hornbook.sources.shared.edgar import EdgarPlace, edgar_place, place_named
from hornbook.sources.source import Entry, Reject, Row, source, sources_by_name
from hornbook.terms import Grade, Instrument, Payment
from tests.english import english

T = TypeVar("T", bound=Fact)
DAY = date(2015, 12, 31)
NUMBER = "0001234567-15-000001"
Cells = dict[str, str]

FORM = {"FILE_NUM": "021-7", "FILING_DATE": "15-OCT-2015", "SUBMISSIONTYPE": "D", "TESTORLIVE": "LIVE", "SIC_CODE": ""}
ISSUER = {
    **{"IS_PRIMARYISSUER_FLAG": "YES", "CIK": "0000012345", "ENTITYNAME": "KILN ROBOTICS INC", "CITY": "OAKLAND"},
    **{"STREET1": "1 SECRET STREET", "ISSUERPHONENUMBER": "5105550100", "STATEORCOUNTRY": "CA"},
    **{"STATEORCOUNTRYDESCRIPTION": "CALIFORNIA", "JURISDICTIONOFINC": "DELAWARE", "ENTITYTYPE": "Corporation"},
    **{"YEAROFINC_TIMESPAN_CHOICE": "withinFiveYears", "YEAROFINC_VALUE_ENTERED": "2012"},
}
OFFERING = {
    **{"INDUSTRYGROUPTYPE": "Other Technology", "SALE_DATE": "2015-10-01", "YETTOOCCUR": "", "ISEQUITYTYPE": "true"},
    **{"ISBUSINESSCOMBINATIONTRANS": "false", "TOTALOFFERINGAMOUNT": "Indefinite", "TOTALAMOUNTSOLD": "1500000"},
    **{"TOTALREMAINING": "Indefinite"},
}
EXTRA = {"FORMDSUBMISSION": (*FORM,), "ISSUERS": (*ISSUER,), "OFFERING": (*OFFERING,)}


def filing(number: str = NUMBER, **cells: str) -> dict[str, list[Cells]]:
    """One notice as its rows in the three tables."""
    found: dict[str, list[Cells]] = {}
    for table, cells_of in (("FORMDSUBMISSION", FORM), ("ISSUERS", ISSUER), ("OFFERING", OFFERING)):
        mine = {c: v for c, v in cells.items() if c in (*form_d_tables.COLUMNS[table], *cells_of)}
        found[table] = [{"ACCESSIONNUMBER": number} | cells_of | mine]
    return found


def tsv(table: str, rows: Iterable[Cells]) -> str:
    columns = list(dict.fromkeys((*form_d_tables.COLUMNS[table], *EXTRA[table])))
    lines = ["\t".join(columns), *("\t".join(row.get(column, "") for column in columns) for row in rows)]
    return "".join(line + "\r\n" for line in lines)


def written(
    folder: Path, *filings: dict[str, list[Cells]], name: str = "2015q4_d.zip", inside: str = "2015Q4_d/"
) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in form_d_tables.COLUMNS:
            archive.writestr(f"{inside}{table}.tsv", tsv(table, (row for found in filings for row in found[table])))
        for table in ("RELATEDPERSONS", "SIGNATURES", "RECIPIENTS"):
            archive.writestr(f"{inside}{table}.tsv", "LASTNAME\r\nNobody's Business\r\n")
    return path


def read(folder: Path, *filings: dict[str, list[Cells]]) -> list[Entry]:
    return list(english(FormD().read((written(folder, *filings),), DAY)))


def of(kind: type[T], entries: list[Entry]) -> list[T]:
    return [fact for entry in entries if isinstance(entry, Row) for fact in entry.facts if isinstance(fact, kind)]


def notes(entries: list[Entry]) -> list[str]:
    return [note for entry in entries if isinstance(entry, Row) for note in entry.notes]


def reasons(entries: list[Entry]) -> list[str]:
    return [entry.reason for entry in entries if isinstance(entry, Reject)]


@pytest.mark.parametrize("inside", ["2015Q4_d/", ""])
def test_a_filing_becomes_its_facts_and_names_no_person(tmp_path: Path, inside: str) -> None:
    (row,) = english(FormD().read((written(tmp_path, filing(), inside=inside),), DAY))
    assert isinstance(row, Row)
    filed, born = date(2015, 10, 15), date(2012, 1, 1)
    at = {"subject": "sec:12345", "place": f"2015q4_d.zip, {NUMBER}", "known": filed, "grade": Grade.FILED}
    form = {"country": "USA", "legal_form": "Corporation"}
    assert row.facts == (
        Named(**at | {"valid": born, "grade": Grade.DERIVED}, key=f"since {born}", name="KILN ROBOTICS INC"),  # type: ignore[arg-type]
        Named(**at, valid=filed, name="KILN ROBOTICS INC", registered=True),  # type: ignore[arg-type]
        Founded(**at, valid=born, precision="year"),  # type: ignore[arg-type]
        Registered(**at, valid=born, key=f"jurisdiction {born}", region="DE", **form),  # type: ignore[arg-type]
        Registered(**at, valid=filed, region="CA", city="OAKLAND", **form),  # type: ignore[arg-type]
        Sector(**at, valid=filed, taxonomy="sec-form-d", label="Other Technology"),  # type: ignore[arg-type]
        Round(
            **at,  # type: ignore[arg-type]
            valid=date(2015, 10, 1),
            key="021-7",
            type="equity",
            amount=Decimal(1_500_000),
            currency="USD",
            instrument=Instrument.EQUITY,
        ),
    )
    assert row.notes == ()
    assert not any(word in repr(row) for word in ("SECRET", "5550100", "Nobody"))


def test_an_amendment_amends_the_round_that_it_is_about(tmp_path: Path) -> None:
    again = filing("0001234567-15-000009", SUBMISSIONTYPE="D/A", FILING_DATE="20-DEC-2015", TOTALAMOUNTSOLD="4000000")
    other = filing("0001234567-15-000008", FILE_NUM="021-8", FILING_DATE="01-DEC-2015", TOTALAMOUNTSOLD="7")
    book = new_book(tmp_path / "book")
    book.take(source("sec-form-d"), [written(tmp_path, again, filing(), other)])

    def raised(day: date) -> object:
        view = book.at(day, known=day)
        (row,) = view.engine.arrow(profile(view, ["raised"])).to_pylist()
        return row["raised"]

    assert raised(date(2015, 10, 15)) == 1_500_000
    assert raised(date(2015, 12, 1)) == 1_500_007
    assert raised(date(2015, 12, 31)) == 4_000_007
    before = book.at(date(2015, 10, 14), known=date(2015, 10, 14))
    assert before.engine.arrow(profile(before, ["raised"])).num_rows == 0  # sold already, and nobody could know


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (
            {"INDUSTRYGROUPTYPE": "Pooled Investment Fund", "INVESTMENTFUNDTYPE": "Hedge Fund"},
            "a pooled investment fund (Hedge Fund), not a company",
        ),
        ({"ISPOOLEDINVESTMENTFUNDTYPE": "true"}, "a pooled investment fund (unstated kind), not a company"),
        ({"SUBMISSIONTYPE": "REGDEX"}, "SUBMISSIONTYPE: 'REGDEX' is neither D nor D/A"),
        ({"TESTORLIVE": "TEST"}, "a filing made to test the system"),
        ({"CIK": "none"}, "CIK 'none' and name 'KILN ROBOTICS INC' name no issuer"),
        ({"CIK": "9" * 5000}, f"CIK '{'9' * 20}' and name 'KILN ROBOTICS INC' name no issuer"),
        ({"CIK": "0000000000"}, "CIK '0000000000' and name 'KILN ROBOTICS INC' name no issuer"),
        ({"FILING_DATE": "01-JAN-2016"}, "FILING_DATE: 2016-01-01 is after 2015-12-31, the day of recording"),
        ({"FILING_DATE": "soon"}, "FILING_DATE: 'soon' is not a day written as"),
    ],
)
def test_what_is_no_company_or_no_notice_is_rejected(tmp_path: Path, cells: Cells, reason: str) -> None:
    (entry,) = read(tmp_path, filing(**cells))
    assert isinstance(entry, Reject)
    assert entry.reason.startswith(reason)


@pytest.mark.parametrize(
    ("cells", "valid", "amount", "payment", "note"),
    [
        ({"SALE_DATE": "", "YETTOOCCUR": "true", "TOTALAMOUNTSOLD": "0"}, 15, 0, Payment.ANNOUNCED, None),
        ({"SALE_DATE": "05-OCT-2015"}, 5, 1_500_000, Payment.UNSTATED, None),
        ({"SALE_DATE": "2015-10-05 00:00:00"}, 5, 1_500_000, Payment.UNSTATED, None),
        ({"SALE_DATE": "2015-10-16"}, 15, 1_500_000, Payment.ANNOUNCED, "SALE_DATE: 2015-10-16 is after 2015-10-15"),
        ({"TOTALAMOUNTSOLD": "Indefinite"}, 1, None, Payment.UNSTATED, "TOTALAMOUNTSOLD: 'Indefinite' is not a number"),
        ({"TOTALAMOUNTSOLD": "-5"}, 1, None, Payment.UNSTATED, "TOTALAMOUNTSOLD: '-5' is negative"),
    ],
)
def test_a_round_stands_on_its_first_sale_with_what_was_sold(
    tmp_path: Path, cells: Cells, valid: int, amount: int | None, payment: Payment, note: str | None
) -> None:
    entries = read(tmp_path, filing(**cells))
    (found,) = of(Round, entries)
    assert (found.valid, found.amount, found.payment) == (date(2015, 10, valid), amount, payment)
    assert found.currency == (None if amount is None else "USD")
    assert [told.startswith(note or "~") for told in notes(entries)] == ([True] if note else [])


@pytest.mark.parametrize(
    ("flags", "type_", "instrument"),
    [
        ("EQUITY", "equity", Instrument.EQUITY),
        ("EQUITY OPTIONTOACQUIRE SECURITYTOBEACQUIRED", "equity, option, security to be acquired", Instrument.EQUITY),
        ("DEBT SECURITYTOBEACQUIRED", "debt, security to be acquired", Instrument.DEBT),
        ("EQUITY DEBT", "equity, debt", Instrument.UNSTATED),
        ("OTHER", "other", Instrument.UNSTATED),
        ("", "unstated", Instrument.UNSTATED),
    ],
)
def test_the_securities_say_what_the_money_is(tmp_path: Path, flags: str, type_: str, instrument: Instrument) -> None:
    cells = {"ISEQUITYTYPE": ""} | {f"IS{flag}TYPE": "true" for flag in flags.split()}
    (found,) = of(Round, read(tmp_path, filing(**cells)))
    assert (found.type, found.instrument) == (type_, instrument)


def test_a_merger_brings_no_round(tmp_path: Path) -> None:
    entries = read(tmp_path, filing(ISBUSINESSCOMBINATIONTRANS="true"))
    assert of(Round, entries) == []
    assert len(of(Named, entries)) == 2
    assert notes(entries) == ["ISBUSINESSCOMBINATIONTRANS: given in a merger or exchange, not sold, so no round"]


def test_former_names_stand_before_the_filing(tmp_path: Path) -> None:
    past = {"ISSUER_PREVIOUSNAME_1": "None", "ISSUER_PREVIOUSNAME_2": "Mud Inc", "EDGAR_PREVIOUSNAME_1": "MUD INC."}
    named = of(Named, read(tmp_path, filing(**past)))
    assert [(fact.name, fact.valid.year, fact.grade) for fact in named] == [
        ("MUD INC.", 2012, Grade.DERIVED),
        ("KILN ROBOTICS INC", 2015, Grade.FILED),
    ]


@pytest.mark.parametrize(
    ("choice", "year", "since", "note"),
    [
        ("overFiveYears", "", date(2010, 10, 15), None),
        ("withinFiveYears", "2016", date(2015, 10, 1), "YEAROFINC_VALUE_ENTERED: 2016-01-01 is after 2015-10-15"),
        ("withinFiveYears", "", date(2015, 10, 1), None),
        ("yetToBeFormed", "", date(2015, 10, 1), None),
    ],
)
def test_without_a_year_a_company_is_as_old_as_the_notice_says(
    tmp_path: Path, choice: str, year: str, since: date, note: str | None
) -> None:
    entries = read(tmp_path, filing(YEAROFINC_TIMESPAN_CHOICE=choice, YEAROFINC_VALUE_ENTERED=year))
    assert of(Founded, entries) == []
    assert min(fact.valid for fact in of(Named, entries)) == since
    assert [told.startswith(note or "~") for told in notes(entries)] == ([True] if note else [])


def test_only_the_primary_issuer_is_read(tmp_path: Path) -> None:
    two = filing()
    two["ISSUERS"].insert(0, two["ISSUERS"][0] | {"IS_PRIMARYISSUER_FLAG": "NO", "CIK": "9", "ENTITYNAME": "OTHER"})
    entries = read(tmp_path, two)
    assert {fact.subject for fact in of(Fact, entries)} == {"sec:12345"}
    assert notes(entries) == ["ISSUERS: 1 more; only the primary issuer is read"]


def test_rows_that_do_not_join_are_rejected_each_with_its_place(tmp_path: Path) -> None:
    twice, alone, none = filing(), filing("A-2"), filing("A-3")
    twice["FORMDSUBMISSION"] *= 2
    alone["FORMDSUBMISSION"] = []
    none["OFFERING"], none["ISSUERS"] = [], []
    entries = read(tmp_path, twice, alone, none, filing(""))
    assert [type(entry) for entry in entries] == [Row, *[Reject] * 7]
    assert [(entry.place.partition(", ")[2], entry.reason) for entry in entries if isinstance(entry, Reject)] == [
        ("FORMDSUBMISSION.tsv:3", f"a filing above has the same number {NUMBER}"),
        ("A-3", "OFFERING has no rows of it; one is expected"),
        ("FORMDSUBMISSION.tsv:5", "no ACCESSIONNUMBER"),
        ("A-2", "ISSUERS has it and FORMDSUBMISSION has not"),
        ("", "ISSUERS has it and FORMDSUBMISSION has not"),
        ("A-2", "OFFERING has it and FORMDSUBMISSION has not"),
        ("", "OFFERING has it and FORMDSUBMISSION has not"),
    ]


def test_broken_lines_take_no_others_along(tmp_path: Path) -> None:
    path = tmp_path / "2015q4_d.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for table in form_d_tables.COLUMNS:
            text = tsv(table, [*filing()[table], *filing("A-2")[table], *filing("A-3")[table]])
            if table == "ISSUERS":
                head, first, second, third = text.rstrip().split("\r\n")
                broken = second.replace("KILN", '"KILN').replace("\tOAK", "\t\tOAK\t")
                text = "\r\n".join([head, first, '"' + broken, third, ""])
            archive.writestr(f"{table}.tsv", text)
    entries = list(english(FormD().read((path,), DAY)))
    assert [type(entry) for entry in entries] == [Row, Reject, Row, Reject]
    assert reasons(entries)[0] == "ISSUERS has no row of it"
    assert [entry.place for entry in entries if isinstance(entry, Reject)][1] == "2015q4_d.zip, ISSUERS.tsv:3"


def test_an_archive_that_is_none_or_lies_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def made(*members: tuple[str, str], name: str) -> Path:
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, text in members:
                archive.writestr(member, text)
        return tmp_path / name

    good = [(f"{table}.tsv", tsv(table, filing()[table])) for table in form_d_tables.COLUMNS]
    page = tmp_path / "page.zip"
    page.write_text("<html>not found</html>")
    cut = tmp_path / "cut.zip"
    cut.write_bytes(made(*good, name="whole.zip").read_bytes()[:-30])
    lacking = ("OFFERING.tsv", good[2][1].replace("TOTALAMOUNTSOLD", "TOTAL_SOLD"))
    for path, words in (
        (page, "no zip"),
        (cut, "no zip"),
        (made(*good[:2], name="short.zip"), "has no OFFERING.tsv"),
        (made(*good, ("again/OFFERING.tsv", "x"), name="twice.zip"), "has several OFFERING.tsv"),
        (made(*good, ("../evil.tsv", "x"), name="path.zip"), "unsafe name"),
        (made(*good[:2], lacking, name="columns.zip"), "OFFERING.tsv:1: there is no column 'TOTALAMOUNTSOLD'"),
        (made(*good[:2], ("OFFERING.tsv", ""), name="empty.zip"), "OFFERING.tsv is empty"),
    ):
        with pytest.raises(SourceError, match=words):
            list(english(FormD().read((path,), DAY)))
    monkeypatch.setattr(zipped, "UNPACKED", 1 << 20)
    with pytest.raises(SourceError, match="unpacks to more than 1 MiB"):
        list(english(FormD().read((made(*good, ("SIGNATURES.tsv", "0" * (2 << 20)), name="bomb.zip"),), DAY)))
    with pytest.raises(SourceError, match="One quarter"):
        list(english(FormD().read((page, page), DAY)))


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2015q4_d.zip", DAY),
        ("2015Q1_d.zip", date(2015, 3, 31)),
        ("2012q3_d_0.zip", date(2012, 9, 30)),
        ("2015q5_d.zip", None),
        ("d.zip", None),
    ],
)
def test_the_file_says_its_quarter(name: str, day: date | None) -> None:
    assert FormD().recorded((Path("2001q1") / name,)) == day


def test_places_are_read_from_the_codes_of_edgar() -> None:
    assert edgar_place("CA", "CALIFORNIA") == EdgarPlace("USA", "CA")
    assert edgar_place("A6", "ONTARIO, CANADA") == EdgarPlace("CAN", "Ontario")
    assert edgar_place("X0", "UNITED KINGDOM") == EdgarPlace("GBR")
    assert edgar_place("P8", "NETHERLANDS ANTILLES") == EdgarPlace("NETHERLANDS ANTILLES")
    assert edgar_place("") is None
    assert place_named("DELAWARE") == EdgarPlace("USA", "DE")
    assert place_named("BRITISH COLUMBIA, CANADA") == EdgarPlace("CAN", "British Columbia")
    assert place_named("CAYMAN ISLANDS") == EdgarPlace("CYM")
    assert place_named("RURITANIA") == EdgarPlace("RURITANIA")
    assert place_named("") is None


def test_form_d_is_a_source_of_no_promises_and_each_quarter_a_batch() -> None:
    assert sources_by_name()["sec-form-d"].about is FormD.about
    assert "form-d-tables" not in sources_by_name()
    assert FormD().promises(DAY) == ()
    one, two = Path("1.zip"), Path("2.zip")
    assert FormD().groups((one, two)) == [(one,), (two,)]
