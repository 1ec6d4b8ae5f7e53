"""Investors and rounds of December 2013: look-alikes of its traps, and the file where it is at hand."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hornbook.errors import SourceError
from hornbook.kinds import Named, Round
from hornbook.sources.crunchbase_investments import _COLUMNS, CrunchbaseInvestments
from hornbook.sources.source import Entry, Reject, Row
from hornbook.terms import Payment
from tests.english import english

REAL = Path(__file__).parents[2].parent / "shared" / "data" / "crunchbase_2013_12" / "investments.csv.gz"
RECORDED = date(2013, 12, 31)


def read(folder: Path, *rows: tuple[str, str, str, str]) -> list[Entry]:
    path = folder / "i.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([_COLUMNS, *rows])
    return list(english(CrunchbaseInvestments().read((path,), RECORDED)))


def rounds(entries: list[Entry]) -> list[Round]:
    return [fact for entry in entries if isinstance(entry, Row) for fact in entry.facts if isinstance(fact, Round)]


def names(entries: list[Entry]) -> list[Named]:
    return [fact for entry in entries if isinstance(entry, Row) for fact in entry.facts if isinstance(fact, Named)]


def test_the_rows_of_one_company_day_and_amount_are_one_round_on_the_first_of_them(tmp_path: Path) -> None:
    first, other, second = read(
        tmp_path,
        ("Acme Corp.", "Ann", "2010-02-03", "500000"),
        ("Bolt", "Ann", "2010-02-03", "500000"),
        ("Acme Corp.", "Bob", "2010-02-03", "500000"),
    )
    subject = "crunchbase-investments:acme-corp"
    assert first == Row(
        "i.csv:2",
        (
            Named(subject=subject, valid=date(2010, 2, 3), key="name", place="i.csv:2", name="Acme Corp."),
            Round(
                subject=subject,
                valid=date(2010, 2, 3),
                key="2010-02-03 500000.00",
                place="i.csv:2",
                type="unstated",
                amount=Decimal(500000),
                currency="USD",
                payment=Payment.ANNOUNCED,
                investors=("Ann", "Bob"),
            ),
        ),
    )
    assert isinstance(other, Row)
    assert second == Row("i.csv:4", ())


def test_a_company_is_named_from_its_first_round_on(tmp_path: Path) -> None:
    entries = read(tmp_path, ("A", "X", "2012-01-01", "5"), ("A", "X", "2009-01-01", ""))
    assert [named.valid for named in names(entries)] == [date(2009, 1, 1)]


def test_a_missing_amount_on_the_day_of_another_round_is_a_round_of_its_own(tmp_path: Path) -> None:
    found = rounds(read(tmp_path, ("A", "X", "2012-01-01", "5"), ("A", "Y", "2012-01-01", "")))
    assert [(f.amount, f.currency, f.investors) for f in found] == [
        (Decimal(5), "USD", ("X",)),
        (None, None, ("Y",)),
    ]
    assert len({f.key for f in found}) == 2


def test_a_repeated_row_is_rejected_and_adds_no_investor(tmp_path: Path) -> None:
    entries = read(tmp_path, ("A", "X", "2012-01-01", "5"), ("A", " X", "2012-01-01", "5"))
    assert entries[1] == Reject("i.csv:3", "repeats i.csv:2")
    assert [f.investors for f in rounds(entries)] == [("X",)]


def test_rows_that_can_be_part_of_no_round_are_rejected(tmp_path: Path) -> None:
    entries = read(
        tmp_path,
        ("", "X", "2012-01-01", "5"),
        ("????", "X", "2012-01-01", "5"),
        ("A", "X", "", "5"),
        ("A", "X", "2014-01-01", "5"),
        ("A", "X", "1012-01-01", "5"),
    )
    reasons = [entry.reason for entry in entries if isinstance(entry, Reject)]
    assert [reason.split(":")[0] for reason in reasons] == ["company_name"] * 2 + ["funded_when"] * 3


def test_an_amount_of_nothing_and_a_nameless_investor_are_noted(tmp_path: Path) -> None:
    entries = read(tmp_path, ("A", "", "2012-01-01", "0"), ("A", "X", "2012-01-01", "much"))
    assert [entry.notes for entry in entries if isinstance(entry, Row)] == [
        ("amount_usd: '0' is no amount that anybody pays", "investor_name: no name"),
        ("amount_usd: 'much' is not a number",),
    ]
    assert [(f.amount, f.investors) for f in rounds(entries)] == [(None, ("X",))]


def test_names_that_differ_only_in_signs_are_one_subject_and_the_row_says_so(tmp_path: Path) -> None:
    _, other = read(tmp_path, ("[x+1]", "X", "2012-01-01", "5"), ("X-1", "X", "2013-01-01", "5"))
    assert isinstance(other, Row)
    assert other.notes == ("company_name: taken for the company that a row above calls '[x+1]'",)
    assert [fact.subject for fact in other.facts] == ["crunchbase-investments:x-1"]


def test_each_file_is_a_batch_and_no_silence_means_no() -> None:
    one, two = Path("a.csv"), Path("b.csv")
    assert CrunchbaseInvestments().groups((one, two)) == [(one,), (two,)]
    assert CrunchbaseInvestments().promises(RECORDED) == ()
    assert CrunchbaseInvestments().recorded((one,)) is None
    with pytest.raises(SourceError, match="One file of investments at a time"):
        list(english(CrunchbaseInvestments().read((one, two), RECORDED)))


@pytest.mark.skipif(not REAL.is_file(), reason="needs the file of ../shared/data/crunchbase_2013_12")
def test_the_real_file_adds_up() -> None:
    entries = list(english(CrunchbaseInvestments().read((REAL,), RECORDED)))
    kept = [entry for entry in entries if isinstance(entry, Row)]
    rejected = [entry for entry in entries if isinstance(entry, Reject)]
    assert len(entries) == 80_245
    assert (len(kept), len(rejected)) == (79_984, 261)
    assert all(entry.place and entry.reason for entry in rejected)
    found = rounds(entries)
    assert len(found) == len({(f.subject, f.key) for f in found})
    stakes = {(f.subject, f.key, investor) for f in found for investor in f.investors or ("",)}
    # One row an investor of a round; ten rows name no investor and stand beside named ones or alone.
    assert len(kept) - 10 <= len(stakes) <= len(kept)
    assert {f.subject for f in found} == {named.subject for named in names(entries)}
