"""B7: a column that is refused in every row is told, whichever source it stands in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hornbook.sources.source import Entry, Remark
from tests.sources import (
    test_crunchbase,
    test_crunchbase_investments,
    test_gleif,
    test_india,
    test_itjuzi,
    test_itjuzi_closures,
    test_sec_form_d,
    test_yc,
)

SIX = range(6)


def itjuzi(folder: Path, *, good: bool) -> list[Entry]:
    """Valuations as $1.5B-like words that are none."""
    worth = ["很贵"] * 5 + ["3亿人民币" if good else "很贵"]
    return test_itjuzi.read(
        folder,
        *(test_itjuzi.company(f"甲{n}", f"深圳甲{n}科技有限公司", 估值=worth[n], **test_itjuzi.deal()) for n in SIX),
    )


def closures(folder: Path, *, good: bool) -> list[Entry]:
    """Days of closing in another order."""
    usual = test_itjuzi_closures.USUAL
    days = ["17.12.2018"] * 5 + ["2018/12/17" if good else "17.12.2018"]
    lines = [usual.replace("甲乙", f"甲{n}").replace("2018/12/17", days[n]) for n in SIX]
    return test_itjuzi_closures.read(folder, *lines)


def india(folder: Path, *, good: bool) -> list[Entry]:
    """Amounts in words."""
    amounts = ["plenty"] * 5 + ["1,00,000" if good else "plenty"]
    return test_india.read(folder, *(test_india.row(name=f"Kite {n}", amount=amounts[n]) for n in SIX))


def yc(folder: Path, *, good: bool) -> list[Entry]:
    """Team sizes in words."""
    teams = ["a few"] * 5 + ["11" if good else "a few"]
    return test_yc.read(folder, *(test_yc.old(company_id=str(n), team_size=teams[n]) for n in SIX))


def crunchbase(folder: Path, *, good: bool) -> list[Entry]:
    """Founding days as a spreadsheet writes them."""
    days = ["3/1/10"] * 5 + ["2010-03-01" if good else "3/1/10"]
    companies = [test_crunchbase.company(f"c{n}", founded_at=days[n]) for n in SIX]
    return test_crunchbase.Export(folder).read(companies)


def investments(folder: Path, *, good: bool) -> list[Entry]:
    """Amounts as $1.5B."""
    amounts = ["$1.5B"] * 5 + ["5" if good else "$1.5B"]
    return test_crunchbase_investments.read(folder, *((f"C {n}", "X", "2012-01-01", amounts[n]) for n in SIX))


def form_d(folder: Path, *, good: bool) -> list[Entry]:
    """Sums as words."""
    sums = ["n/k"] * 5 + ["5" if good else "n/k"]
    filings = (test_sec_form_d.filing(f"0-15-{n}", CIK=str(n + 1), TOTALAMOUNTSOLD=sums[n]) for n in SIX)
    return test_sec_form_d.read(folder, *filings)


def gleif(folder: Path, *, good: bool) -> list[Entry]:
    """Days in another order."""
    days = ["04/05/2011"] * 5 + ["2011-04-05T00:00:00Z" if good else "04/05/2011"]
    records = (
        test_gleif.record(LEI=test_gleif.lei(f"9999KILNROBOTICS0{n}"), Entity_EntityCreationDate=days[n]) for n in SIX
    )
    return test_gleif.read(folder, *records)


CASES: list[tuple[Callable[..., list[Entry]], str]] = [
    (itjuzi, "估值"),
    (closures, "closed"),
    (india, "Amount"),
    (yc, "team_size"),
    (crunchbase, "founded_at"),
    (investments, "amount_usd"),
    (form_d, "TOTALAMOUNTSOLD"),
    (gleif, "Entity.EntityCreationDate"),
]


@pytest.mark.parametrize(("read", "column"), CASES, ids=[case[0].__name__ for case in CASES])
def test_b7_a_column_that_is_refused_in_every_row_is_told(
    tmp_path: Path, read: Callable[..., list[Entry]], column: str
) -> None:
    """And one of which a single cell is taken is not."""
    remarks = [entry.note for entry in read(tmp_path, good=False) if isinstance(entry, Remark)]
    assert remarks == [f"column '{column}': all 6 cells were refused. Is the mapping right?"]
    assert not [entry for entry in read(tmp_path, good=True) if isinstance(entry, Remark)]
