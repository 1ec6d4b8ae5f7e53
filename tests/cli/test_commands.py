"""The command line: what it prints, for people and for programs, and how it fails."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from hornbook.kinds import KINDS
from tests.cli.here import hornbook
from tests.park import made_once, mapping, park_book, rows_of

TABLE = """id,name,founded,city,value,currency,valued
1,=HYPERLINK("x"),2015-03-01,Beijing,1500000000,USD,2024-01-10
2,北京星火科技有限公司,2018-05-01,Beijing,9000000000,CNY,2024-02-01
3,Small Fry,2020-01-01,Wuhan,5000000,USD,2024-02-01
4,No Rate,2019-01-01,Wuhan,2000000000,XXX,2024-02-01
5,Not Valued,2019-01-01,,,,
6,Bad Year,1015-03-02,Wuhan,-5,USD,2024-02-01
,Nobody,2019-01-01,Wuhan,1,USD,2024-02-01
"""


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    table = ("park", mapping("2024-06-30"), TABLE)
    return made_once(tmp_path_factory, "commands", lambda folder: park_book(folder, table)) / "book"


@pytest.fixture
def own(book: Path, tmp_path: Path) -> Path:
    """A copy of the book to write into, with the files from which it was made."""
    shutil.copytree(book.parent, tmp_path / "own")
    return tmp_path / "own" / "book"


def test_the_log_counts_every_row_once(book: Path) -> None:
    (batch,) = hornbook("log", "--json", book=book).json()["batches"]
    assert batch["source"] == "park"
    assert "park.csv" in batch["file"]
    assert len(batch["sha256"]) == 64
    assert batch["recorded"] == "2024-06-30"
    assert batch["rows"] == 7
    assert batch["rejects"] == len(
        [r for r in hornbook("rejects", "--json", book=book).json()["rejects"] if r["whole"]]
    )
    assert batch["facts"] == sum(batch["kinds"].values())


def test_refused_rows_and_cells_name_their_place_and_the_reason(book: Path) -> None:
    refused = hornbook("rejects", "--json", book=book).json()["rejects"]
    assert all(row["place"].startswith("park.csv:") and row["reason"]["en"] and row["reason"]["zh"] for row in refused)
    text = " ".join(row["reason"]["en"] for row in refused)
    assert "1015" in text
    assert "-5" in text


def test_csv_cannot_start_a_formula_in_a_spreadsheet(book: Path) -> None:
    out = hornbook("profile", "--as-of", "2024-06-30", "--columns", "name,valuation", "--csv", book=book).out
    rows = {row["subject"]: row for row in rows_of(out)}
    assert rows["park:1"]["name"] == '\'=HYPERLINK("x")'
    assert rows["park:2"]["name"] == "北京星火科技有限公司"
    assert rows["park:5"]["valuation"] == ""


def test_a_profile_leads_to_the_very_facts(book: Path) -> None:
    answer = hornbook("profile", "park:2", "--as-of", "2024-06-30", "--json", book=book).json()
    assert answer["subject"] == "park:2"
    assert answer["values"]["age"] == 6
    assert answer["values"]["headcount"] is None
    assert answer["asked"]["day"] == "2024-06-30"
    why = hornbook("profile", "park:2", "--as-of", "2024-06-30", "--why", "valuation", "--json", book=book).json()
    (fact,) = why["facts"]
    assert why["indicator"] == "valuation"
    assert fact["text"] == {"en": "CNY 9bn", "zh": "90亿元人民币"}
    assert fact["kind"] == "Valuation"
    assert fact["says"]["currency"] == "CNY"
    assert fact["place"] == "park.csv:3"


def test_pages_say_unknown(book: Path) -> None:
    english = hornbook("profile", "park:5", "--as-of", "2024-06-30", book=book)
    assert "Unknown: " in english.out
    assert "valuation" in english.out.split("Unknown: ")[1]


def test_facts_are_told_in_the_order_in_which_they_happened(book: Path) -> None:
    told = hornbook("facts", "北京星火科技有限公司", "--as-of", "2024-06-30", "--json", book=book).json()["facts"]
    assert [fact["valid"] for fact in told] == sorted(fact["valid"] for fact in told)
    assert {fact["kind"] for fact in told} == {"Named", "Founded", "Registered", "Valuation"}
    page = hornbook("facts", "park:2", "--as-of", "2024-06-30", book=book).out
    assert "park.csv:3" in page


def test_the_same_file_twice_adds_nothing(own: Path) -> None:
    folder = own.parent
    again = hornbook("import", "table", folder / "park.toml", folder / "park.csv", book=own)
    assert again.code == 0
    assert "already" in again.out
    assert len(hornbook("log", "--json", book=own).json()["batches"]) == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("profile", "--as-of", "2024-06-30", "--columns", "valuatoin"), "Did you mean 'valuation'?"),
        (("profile", "Smal Fry", "--as-of", "2024-06-30"), "No company 'Smal Fry'"),
        (("import", "tabel", "x.csv"), "Did you mean 'table'?"),
        (("import", "cbinsights", "nowhere.xlsx"), "nowhere.xlsx"),
        (("rejects", "abc"), "There is no batch 'abc'"),
    ],
)
def test_bad_input_is_one_clear_message_and_exit_code_2(book: Path, words: tuple[str, ...], message: str) -> None:
    done = hornbook(*words, book=book)
    assert done.code == 2
    assert message in done.err
    assert "Traceback" not in done.err
    assert done.out == ""


def test_a_missing_book_says_how_to_make_one(tmp_path: Path) -> None:
    done = hornbook("log", book=tmp_path / "none")
    assert done.code == 2
    assert "init" in done.err


def test_a_file_or_a_broken_log_in_the_place_of_a_book_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    log = tmp_path / "broken" / "_delta_log"
    log.mkdir(parents=True)
    (log / "00000000000000000000.json").write_text("{bad")
    for path, word in ((tmp_path / "letter.txt", "is a file"), (tmp_path / "broken", "cannot be read")):
        done = hornbook("log", book=path)
        assert done.code == 2
        assert word in done.err
        assert "Traceback" not in done.err


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    done = hornbook("init", book=tmp_path)
    assert done.code == 2
    assert "something else" in done.err
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.slow("runs many commands")
def test_a_simulated_region_says_that_it_is_one(tmp_path: Path) -> None:
    book = tmp_path / "book"
    hornbook("init", book=book)
    assert "SIMULATED" in hornbook("simulate", "--companies", "1500", "--seed", "3", book=book).out
    answer = hornbook("census", "--as-of", "2025-12-31", "--json", book=book).json()
    assert answer["asked"]["simulated"] is True
    assert "SIMULATED" in hornbook("census", "--as-of", "2025-12-31", "--list", book=book).out
    assert "SIMULATED" in hornbook("census", "--as-of", "2025-12-31", book=book).out
    second = hornbook("simulate", "--companies", "1500", "--seed", "4", book=book)
    assert second.code == 2
    assert "book of its own" in second.err


def test_lists_of_sources_kinds_and_indicators_are_complete_in_every_form() -> None:
    sources = hornbook("sources", "--json").json()["sources"]
    assert {"cbinsights", "crunchbase", "crunchbase-investments", "simulated", "table"} <= {s["name"] for s in sources}
    assert [kind["kind"] for kind in hornbook("kinds", "--json").json()["kinds"]] == list(KINDS)
    assert len(KINDS) == 27
    indicators = hornbook("indicators", "--json").json()["indicators"]
    assert len(indicators) >= 25
    assert all(i["unit"] and i["about"]["en"] and i["about"]["zh"] and i["kinds"] for i in indicators)
    assert hornbook("indicators", "--csv").out.startswith("name,theme,unit,about,about_zh,kinds")
    for words in (("sources",), ("kinds",), ("indicators",)):
        assert hornbook(*words).code == 0


@pytest.mark.slow("runs every question before and after")
def test_compaction_changes_no_answer(own: Path) -> None:
    folder = own.parent
    more = TABLE.splitlines()[0] + "\n3,Small Fry,2020-01-01,Wuhan,2500000000,USD,2024-03-01\n"
    (folder / "park2.csv").write_text(more, encoding="utf-8")
    assert hornbook("import", "table", folder / "park.toml", folder / "park2.csv", book=own).code == 0
    question = ("census", "--as-of", "2024-06-30", "--by", "city", "--json")
    earlier, newest = (answered(own, *question, "--book-version", n) for n in ("1", "2"))
    assert earlier != newest
    for _ in range(2):  # the second time there is nothing to do, and so no version
        assert hornbook("compact", book=own).code == 0
        assert hornbook(*question, book=own).json()["asked"]["book_version"] == 3
        assert answered(own, *question) == newest
    assert answered(own, *question, "--book-version", "1") == earlier
    assert answered(own, *question, "--book-version", "2") == newest


def answered(book: Path, *words: str) -> dict[str, Any]:
    """An answer without the book's version and digest and the citation that names them."""
    answer = hornbook(*words, book=book).json()
    for key in ("book_version", "book_digest", "citation"):
        del answer["asked"][key]
    return answer
