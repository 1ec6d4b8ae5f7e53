"""Records that are one company, on the command line."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.here import hornbook

MAPPING = """
[source]
name = "{name}"
title = "A register"
maker = "An office"
recorded = 2020-01-31

[subject]
columns = ["no"]
slug = false

[[fact]]
kind = "Named"
valid = 2020-01-01
name = {{ column = "name" }}
"""


SIDES = ["source_a", "id_a", "name_a", "source_b", "id_b", "name_b"]
PAIR = ["north", "17", "Lantern", "south", "x9", "Lantern Robotics"]


def book(folder: Path) -> list[str]:
    """A book with one company in each of two registers."""
    at = ["--book", str(folder / "book")]
    hornbook(*at, "init")
    for name, row in (("north", "17,Lantern"), ("south", "x9,Lantern Robotics")):
        (folder / f"{name}.toml").write_text(MAPPING.format(name=name), encoding="utf-8")
        (folder / f"{name}.csv").write_text(f"no,name\n{row}\n", encoding="utf-8")
        files = [str(folder / f"{name}.{end}") for end in ("toml", "csv")]
        assert hornbook(*at, "import", "table", *files).code == 0
    return at


@pytest.mark.slow("runs many commands")
def test_two_records_are_joined_listed_and_parted_again(tmp_path: Path) -> None:
    """Each word has its day, and the list as of an earlier day stays as it was."""
    at = book(tmp_path)
    said = hornbook(*at, "same", "Lantern", "south:x9", "--because", "one seal", "--on", "2020-03-01")
    assert said.code == 0
    assert "are one company now" in said.out
    assert "Records of north:17: north:17, south:x9" in said.out
    links = hornbook(*at, "links", "--as-of", "2020-03-01", "--csv").out
    assert list(csv.reader(io.StringIO(links))) == [
        [*SIDES, "probability", "known", "company", "by", "because"],
        *[[*PAIR, "1.0", "2020-03-01", "north:17", "people", "one seal"]],
    ]
    words = ("--because", "two seals", "--on", "2020-05-01", "--json")
    decision = json.loads(hornbook(*at, "apart", "Lantern", "Lantern Robotics", *words).out)
    assert decision.pop("asked")["day"] == "2020-05-01"
    assert decision == {
        "one": {"subject": "north:17", "source": "north", "id": "17", "name": "Lantern"},
        "other": {"subject": "south:x9", "source": "south", "id": "x9", "name": "Lantern Robotics"},
        "same": False,
        "together": False,
        "company": "north:17",
        "records": ["north:17"],
    }
    assert json.loads(hornbook(*at, "links", "--json").out)["links"] == []
    (link,) = json.loads(hornbook(*at, "links", "--as-of", "2020-04-01", "--json").out)["links"]
    assert link["because"] == "one seal"
    zh = hornbook("--lang", "zh", *at, "same", "north:17", "south:x9", "--because", "同一印章")
    assert "现为同一企业" in zh.out


@pytest.mark.slow("runs many commands")
def test_a_slip_is_told_and_changes_nothing(tmp_path: Path) -> None:
    """No such record, no reason, no such day."""
    at = book(tmp_path)
    for words, says in (
        (["same", "Lantern", "Lamp", "--because", "x"], "No record 'Lamp'"),
        (["apart", "Lantern", "south:x9", "--because", ""], "Say why"),
        (["same", "Lantern", "south:x9", "--because", "x", "--on", "2020-13-01"], "is not a day"),
        (["same", "Lantern", "south:x9", "--because", "x", "--by", "office"], "--by is now called --decided-by"),
        (["link", "--from", "0.9"], "--from is now called --least"),
    ):
        slip = hornbook(*at, *words)
        assert slip.code == 2
        assert says in slip.err
    assert json.loads(hornbook(*at, "links", "--json").out)["links"] == []
