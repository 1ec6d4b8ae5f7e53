"""What is wrong with a draft of a support is named at its line, and nothing else is."""

from pathlib import Path

import pytest

from hornbook.locale import Lang, printed
from hornbook.support.check import check_support
from tests.cli.here import hornbook

DRAFT = """id = "draft"
name = { en = "A draft", zh = "草案" }
issuer = { en = "An office", zh = "某局" }
jurisdiction = "CN-110000"
level = "city"
kind = "grant"
status = "complete"
[[cite]]
id = "text"
title = "A text"
grade = "issuer"
[[edition]]
id = "1"
valid = [{ first = 2024-01-01, last = 2024-12-31 }]
cites = ["text"]
parts = "add"
[edition.money]
currency = "CNY"
[edition.input]
rent_paid = { unit = "money", en = "Rent paid.", zh = "已付租金。" }
[edition.all]
young = "age <= 5 years"
[[edition.part]]
id = "rent"
name = { en = "Rent", zh = "租金" }
amount = "30% * rent_paid"
[[edition.part]]
id = "sum"
name = { en = "Sum", zh = "一次性奖励" }
amount = "100_000 CNY"
[[edition.window]]
first = "2024-03-01"
last = "2024-04-30"
[base]
day = 2024-06-30
facts = [
  { kind = "Registered", valid = 2020-01-01, country = "CHN", region = "北京", city = "北京" },
  { kind = "Founded", valid = 2021-01-01 },
  { kind = "Figure", valid = 2024-05-01, measure = "rent_paid", amount = 1_000, currency = "CNY" },
]
[[example]]
part = "rent"
answer = "yes"
amount = "300"
says = { en = "a third, nearly", zh = "近三成" }
"""


def check(folder: Path, old: str, new: str) -> list[tuple[int | None, str]]:
    file = folder / "draft.toml"
    assert old in DRAFT
    file.write_text(DRAFT.replace(old, new, 1), encoding="utf-8")
    return [(fault.line, printed(fault.problem, Lang.EN)) for fault in check_support(file).faults]


def line(word: str, text: str = DRAFT) -> int:
    return next(n for n, each in enumerate(text.split("\n"), 1) if word in each)


def test_a_sound_draft_has_no_fault(tmp_path: Path) -> None:
    assert check(tmp_path, "草案", "草案") == []


@pytest.mark.parametrize(
    ("old", "new", "where", "says"),
    [
        ('"30% * rent_paid"', '"30% * rent_paid - 500 CNY"', "30% * rent_paid", "'rent' may be negative"),
        ('young = "age <= 5 years"', 'young = "age <= 3 years"\nold = "age >= 5 years"', "", "exclude each other"),
        ('last = "2024-04-30"', 'last = "2024-02-30"', "", "2024-02-30 is not a day"),
        ('first = "2024-03-01"', 'first = "2023-03-01"', "", None),
        ('"100_000 CNY"', '"100_000 EUR"', "100_000", "an award is an amount in CNY; this one is in EUR"),
        ('amount = "300"', 'amount = "301"', "", "comes to another amount"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, old: str, new: str, where: str, says: str | None) -> None:
    faults = check(tmp_path, old, new)
    if says is None:
        assert faults == []
        return
    assert len(faults) >= 1
    assert any(says in problem for _, problem in faults), faults
    if where:
        assert faults[0][0] == line(where)


def test_a_window_outside_of_the_terms_is_impossible(tmp_path: Path) -> None:
    file = tmp_path / "draft.toml"
    text = DRAFT.replace("2024-03-01", "2025-03-01").replace("2024-04-30", "2025-04-30")
    file.write_text(text, encoding="utf-8")
    (fault,) = check_support(file).faults
    assert "outside of the time" in printed(fault.problem, Lang.EN)
    assert fault.line == line("[[edition.window]]")


def test_a_ring_of_exclusions_is_named(tmp_path: Path) -> None:
    stacks = """[[edition.stack]]
id = "one"
rule = "at_most"
[[edition.stack]]
id = "both"
rule = "needs"
parts = "sum"
needs = "draft:rent"
[base]"""
    (fault,) = check(tmp_path, "[base]", stacks)
    assert "contradict each other" in fault[1]
    assert "draft:sum" in fault[1]


def test_the_command_ends_with_1_where_there_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "draft.toml"
    file.write_text(DRAFT.replace("30% * rent_paid", "rent_paid - 1 CNY"), encoding="utf-8")
    done = hornbook("support", "list", "--check", str(file))
    assert done.code == 1
    assert "may be negative" in done.out
    assert hornbook("support", "list", "--check", "cn-beijing-compute-voucher").code == 0
