"""`scout audit` as a process: what a reader sees, and what a program reads."""

import csv
import io
import json
from hashlib import sha256
from pathlib import Path

import pyarrow.csv
import pytest

from hornbook.audit.table import ROWS
from hornbook.cli import scout_audit
from tests.audit import tables
from tests.cli.here import hornbook


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table whose split is random in time."""
    path = tmp_path_factory.mktemp("audit") / "table.csv"
    pyarrow.csv.write_csv(tables.at_random(tables.clean(0, 4_000, 0.05)).table(), path)
    return path


def test_the_page_names_the_sin_first_with_its_worth_and_what_to_do(table: Path) -> None:
    done = hornbook("scout", "audit", table)
    assert done.code == 0, done.err
    out = " ".join(done.out.split())
    assert "row's day = as_of — by name" in out
    assert out.index("random-split — a split that is random in time: FOUND") < out.index("not found")
    assert "Effect: Under the table's own split" in out
    assert "Do: Train on days before those of the test" in out
    assert out.endswith("Found: a split that is random in time.")


def test_the_page_speaks_chinese(table: Path) -> None:
    done = hornbook("--lang", "zh", "scout", "audit", table)
    assert done.code == 0, done.err
    assert "random-split — 训练与测试未按时间划分：有此问题" in done.out
    assert done.out.rstrip().endswith("发现的问题：训练与测试未按时间划分。")


def test_json_has_every_figure_and_csv_a_line_for_each_sin(table: Path) -> None:
    found = json.loads(hornbook("scout", "audit", table, "--json").out)
    assert found["sins_found"] == ["random-split"]
    assert found["sha256"] == sha256(table.read_bytes()).hexdigest()
    assert found["file"] == "table.csv"
    assert found["asked"]["day"] is None
    of = {each["sin"]: each for each in found["findings"]}
    assert 0.3 < of["random-split"]["figures"]["training_later"] < 0.6
    assert of["random-split"]["worth"]["zh"]
    rows = list(csv.DictReader(io.StringIO(hornbook("scout", "audit", table, "--csv").out)))
    assert [row["sin"] for row in rows if row["verdict"] == "found"] == ["random-split"]
    assert len(rows) == 7


def test_told_columns_and_a_told_horizon_are_taken(table: Path) -> None:
    done = hornbook(
        "scout", "audit", table, "--ignore", "split", "--known-column", "last_round=rounds", "--horizon", "4y"
    )
    assert done.code == 0, done.err
    assert "day on which a feature was known = last_round — given (rounds)" in done.out
    assert "ignored = split — given" in done.out


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (("--id", "nobody"), "There is no column 'nobody'."),
        (("--prevalence", "3"), "A base rate lies between 0 and 1"),
        (("--known-column", "=x"), "'=x' names no column"),
        (("--day-column", "sector"), "does not read as calendar days"),
        (("--day", "as_of"), "--day is now called --day-column."),
    ],
)
def test_a_wrong_option_is_one_clear_line(table: Path, said: tuple[str, str], message: str) -> None:
    done = hornbook("scout", "audit", table, *said)
    assert done.code == 2
    assert message in done.err
    assert "Traceback" not in done.err


def test_one_of_a_file_and_a_question_is_asked_for(table: Path) -> None:
    for said in ((), (table, "--question", "unicorn")):
        done = hornbook("scout", "audit", *said)
        assert done.code == 2
        assert "Give one of the two" in done.err
    done = hornbook("scout", "audit", "--question", "unicorn", "--id", "x")
    assert "options that name columns do not apply" in done.err


def test_what_holds_for_several_sins_is_said_once(tmp_path: Path) -> None:
    """Without a day two sins cannot be examined for one and the same reason."""
    path = tmp_path / "t.csv"
    path.write_text("firm,size,label\n" + "".join(f"f{n},{n * 37 % 91},{n % 5 == 0:d}\n" for n in range(150)), "utf-8")
    done = hornbook("scout", "audit", path)
    assert done.out.count("No column gives the day of a row.") == 1


def test_the_command_examines_as_many_rows_as_the_audit() -> None:
    assert scout_audit.ROWS == ROWS
