"""Runs of the linkage, pairs in doubt and linked pairs as answers."""

import shutil
from pathlib import Path

import pytest

from hornbook.answers.linkage import DoubtsAnswer, LinkAnswer
from hornbook.answers.links import LinksAnswer
from tests.answers.park import DAY, as_csv, as_json, as_sheets, firms_book
from tests.cli.snapshots import run

pytest.importorskip("splink")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = firms_book(tmp_path_factory.mktemp("links"))
    run(["simulate", "--companies", "300", "--seed", "7"], made)
    return made


def test_a_run_of_the_linkage_adds_up(book: Path, tmp_path: Path) -> None:
    own = tmp_path / "book"
    shutil.copytree(book, own)
    done = as_json(["link", "--as-of", DAY, "--least", "0.9"], own)
    assert set(done) == set(LinkAnswer.__dataclass_fields__)
    assert done["linked"] == done["added"] > 0
    assert done["changed"] == done["withdrawn"] == 0
    again = run(["link", "--as-of", DAY, "--least", "0.9"], own)
    assert f"{done['linked']} pairs linked: 0 new, 0 changed, 0 withdrawn." in again
    assert f"关联 {done['linked']} 对：新增 0 对" in run(
        ["--lang", "zh", "link", "--as-of", DAY, "--least", "0.9"], own
    )
    links = as_json(["links", "--as-of", DAY], own)
    assert set(links) == set(LinksAnswer.__dataclass_fields__)
    assert len(links["links"]) >= done["linked"]
    assert len(as_sheets(["links", "--as-of", DAY], own)["links"]) == len(links["links"]) + 1


def test_pairs_in_doubt_say_what_speaks_for_and_against(book: Path) -> None:
    words = ["link", "--as-of", DAY, "--review"]
    doubts = as_json(words, book)
    assert set(doubts) == set(DoubtsAnswer.__dataclass_fields__)
    assert doubts["doubts"]
    first = doubts["doubts"][0]
    assert first["reasons"][0]["evidence"].keys() == {"en", "zh"}
    rows = as_csv(words, book)
    assert len(rows) == len(doubts["doubts"])
    assert list(rows[0])[-3:] == ["weights", "weights_zh", "simulated"]
    assert "存疑记录对" in run(["--lang", "zh", *words], book)
