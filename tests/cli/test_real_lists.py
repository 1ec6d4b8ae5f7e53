"""The first whole journey on real files: the counts that a reader can check against the lists themselves."""

from pathlib import Path

import pytest

from tests.cli.here import hornbook

DATA = Path(__file__).parents[2].parent / "shared" / "data"
LISTS = sorted((DATA / "cbinsights").glob("*.xlsx"))
HELD = {"2015-12-11": 144, "2016-12-23": 183, "2017-12-23": 222, "2018-12-29": 305, "2019-12-31": 430}

pytestmark = pytest.mark.skipif(len(LISTS) < 5, reason="the real lists are not beside this checkout")


@pytest.fixture(scope="module", params=["in order", "newest first", "one by one"])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lists") / "book"
    hornbook("init", book=path)
    files = LISTS if request.param == "in order" else LISTS[::-1]
    for group in [[f] for f in files] if request.param == "one by one" else [files]:
        assert hornbook("import", "cbinsights", *group, book=path).code == 0
    return path


@pytest.mark.parametrize(("day", "held"), HELD.items())
def test_a_census_counts_what_the_list_of_its_day_holds(book: Path, day: str, held: int) -> None:
    assert hornbook("census", "--as-of", day, "--json", book=book).json()["total"]["count"] == held


def test_a_company_that_vanished_from_the_list_is_unknown_and_not_valid_for_ever(book: Path) -> None:
    members = hornbook("census", "--as-of", "2016-12-23", "--list", "--json", book=book).json()["companies"]
    unknown = [m for m in members if m["verdict"] is None]
    assert len(unknown) == 26
    assert {m["why"] for m in unknown} == {"lapsed"}
    before = hornbook("census", "--as-of", "2016-12-22", "--list", "--json", book=book).json()["companies"]
    assert {m["subject"] for m in unknown} <= {m["subject"] for m in before if m["verdict"]}


def test_evidence_too_old_to_count_leaves_everything_unknown(book: Path) -> None:
    total = hornbook("census", "--as-of", "2023-12-31", "--json", book=book).json()["total"]
    assert total["count"] == 0
    assert total["unknown"] > 430


def test_hindsight_differs_and_names_the_companies(book: Path) -> None:
    then = hornbook("census", "--as-of", "2015-12-11", "--json", book=book).json()
    back = hornbook("census", "--as-of", "2015-12-11", "--known", "2019-12-31", "--json", book=book).json()
    enters, leaves = back["hindsight"]["enters"], back["hindsight"]["leaves"]
    assert back["total"]["count"] == then["total"]["count"] + len(enters) - len(leaves)
    assert len(enters) > 20
    page = hornbook("census", "--as-of", "2015-12-11", "--known", "2019-12-31", book=book).out
    assert "hindsight" in page
    assert enters[0]["name"] in page


def test_a_list_speaks_with_hindsight_of_days_before_it(book: Path) -> None:
    then = hornbook("census", "--as-of", "2014-06-30", "--json", book=book).json()
    back = hornbook("census", "--as-of", "2014-06-30", "--known", "2015-12-11", "--json", book=book).json()
    assert then["total"]["count"] == 0
    assert 20 < back["total"]["count"] < 144


def test_every_row_of_every_list_is_counted(book: Path) -> None:
    for batch in hornbook("log", "--json", book=book).json()["batches"]:
        day = batch["file"].removesuffix(".xlsx")
        assert batch["recorded"] == day
        assert batch["rows"] - batch["rejects"] == HELD[day]
