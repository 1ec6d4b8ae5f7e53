"""The examples of supports notice when a text is changed a little: a sample, `make trials` asks it of all."""

import json
from pathlib import Path
from typing import Any

import pytest
from trials.mutation_supports import WANTED_OF_SUPPORTS, main, moved_times, mutated_support

from hornbook.support.file import support_of
from hornbook.support.library import supports

NAME = "cn-beijing-compute-voucher"


def test_examples_notice_when_a_text_is_changed_a_little(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([NAME, "--json", str(tmp_path / "found.json")]) == 0
    (told,) = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert not told["failing"]
    assert told["caught"] >= WANTED_OF_SUPPORTS * told["mutants"] > 20
    assert f"{NAME}: {told['mutants']} mutants" in capsys.readouterr().out


def test_without_edges_and_totals_changes_pass() -> None:
    source = supports[NAME].source
    kept: list[dict[str, Any]] = [
        {key: value for key, value in each.items() if key != "total"}
        for each in source.data["example"]
        if each["answer"] != "no" and each.get("amount") != ["0", "2_000_000"]
    ]
    told = mutated_support(support_of(source._replace(data={**source.data, "example": kept})))
    unnoticed = {(each.place, each.now) for each in told.survivors}
    assert {
        ("2023/voucher/cap.year", "dropped"),
        ("2023/voucher/counts", "loan"),
        ("2023/valid/1.first", "2023-08-31"),
        ("2023/all/supplier", "dropped"),
    } <= unnoticed


def test_a_day_is_moved_only_where_that_makes_a_difference() -> None:
    """Of editions that follow each other, the end of one is overtaken by the beginning of the next."""
    moved = {(each.place, each.now) for each in moved_times(supports[NAME])}
    assert moved == {
        ("2023/valid/1.first", "2023-08-31"),
        ("2023/valid/1.first", "2023-09-02"),
        ("2023/valid/1.last", "2025-12-30"),
        ("2023/valid/1.last", "2026-01-01"),
    }
