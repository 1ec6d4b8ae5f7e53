"""Every command that takes a standard takes a file of one's own, and what it answered can be asked again."""

import contextlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from hornbook.book.rule_texts import FOLDER
from hornbook.standards.library import library
from tests.cli.here import hornbook
from tests.cli.process import Done

DAY = "2021-12-31"
QUESTIONS = (
    ("census", "--standard", "RULE", "--as-of", DAY),
    ("census", "--standard", "RULE", "--as-of", DAY, "--list"),
    ("census", "--standard", "RULE", "--as-of", DAY, "--from", "2020-12-31"),
    ("judge", "park:1", "--standard", "RULE", "--as-of", DAY),
    ("compare", "cbinsights", "RULE", "--as-of", DAY),
    ("whatif", "RULE", "--set", "unicorn.valuation=2_000_000_000 USD", "--as-of", DAY),
    ("watch", "--standard", "RULE", "--from", "2020-12-31", "--as-of", DAY),
    ("conflicts", "--standard", "RULE", "--as-of", DAY),
)


@pytest.fixture
def book(snapshot_book: Path, tmp_path: Path) -> Path:
    """A copy of the book of the snapshots, and beside it a rule of one's own under an id of the library."""
    text = library["cbinsights"].source.text
    assert "1_000_000_000" in text
    (tmp_path / "my rules").mkdir()
    (tmp_path / "my rules/city.toml").write_text(text.replace("1_000_000_000", "900_000_000"), encoding="utf-8")
    return Path(shutil.copytree(snapshot_book, tmp_path / "book"))


def asked(book: Path, *words: str) -> Done:
    """What a command says, started beside the book."""
    with contextlib.chdir(book.parent):
        return hornbook(*words, book=book)


def own(words: tuple[str, ...], tier: str = ":unicorn") -> list[str]:
    return [word.replace("RULE", f"my rules/city.toml{tier}") for word in words]


@pytest.mark.parametrize("words", QUESTIONS)
def test_a_command_asks_a_file_and_says_that_it_is_one(book: Path, words: tuple[str, ...]) -> None:
    told: dict[str, Any] = json.loads(asked(book, *own(words), "--json").out)["asked"]
    rule = next(each for each in told["rules"] if each["own_file"])
    assert (rule["id"], rule["own_file"]) == ("cbinsights", "my rules/city.toml")
    assert f"own=my%20rules/city.toml@{rule['sha256'][:12]}" in told["citation"].split()
    assert f"rule=cbinsights@{rule['sha256'][:12]}" in told["citation"].split()
    page = " ".join(asked(book, *own(words)).out.split())
    assert f"Own file my rules/city.toml, digest {rule['sha256'][:12]}" in page


def test_a_standard_s_page_says_that_it_is_an_own_file(book: Path) -> None:
    assert "Own file my rules/city.toml" in asked(book, "standards", "my rules/city.toml").out
    assert "自备文件" in asked(book, "--lang", "zh", "standards", "my rules/city.toml").out


def test_a_comparison_sets_both_editions_beside_each_other(book: Path) -> None:
    words = ("compare", "cbinsights", "my rules/city.toml", "--as-of", DAY, "--json")
    first, second = json.loads(asked(book, *words).out)["rules"]
    assert first["asked"] == "cbinsights"
    assert re.fullmatch("cbinsights@[0-9a-f]{8}", second["asked"])
    assert second["name"]["zh"].endswith("（自备文件）")


@pytest.mark.parametrize("change", ["same", "changed", "broken", "deleted"])
def test_a_citation_holds_after_the_file_was_changed_or_deleted(book: Path, change: str) -> None:
    file = book.parent / "my rules/city.toml"
    citation = asked(book, *own(QUESTIONS[0])).out.splitlines()[-1]
    text = file.read_text(encoding="utf-8")
    match change:
        case "changed":
            file.write_text(text.replace("900_000_000", "1_000"), encoding="utf-8")
        case "broken":
            file.write_text("id =", encoding="utf-8")
        case "deleted":
            file.unlink()
    said = {"deleted": "is no longer there", "same": ""}.get(change, "now differs")
    done = asked(book, "recheck", citation)
    assert done.code == 0, done.err
    assert "The answer is the same" in done.out
    assert said in " ".join(done.out.split())
    assert ("by the text of then" in " ".join(done.out.split())) is (change != "same")
    shutil.rmtree(book / FOLDER)
    done = asked(book, "recheck", citation)
    assert done.code == {"same": 0, "changed": 1}.get(change, 2)
    assert bool(done.err) is (change in ("broken", "deleted"))


def test_two_files_that_changed_are_told_apart(book: Path) -> None:
    folder = book.parent / "my rules"
    shutil.copy(folder / "city.toml", folder / "town.toml")
    text = (folder / "town.toml").read_text(encoding="utf-8")
    (folder / "town.toml").write_text(text.replace("900_000_000", "5_000_000_000"), encoding="utf-8")
    words = ("compare", "my rules/city.toml", "my rules/town.toml", "--as-of", DAY)
    citation = asked(book, *words).out.splitlines()[-1]
    shutil.rmtree(folder)
    done = asked(book, "recheck", citation)
    assert done.code == 0, done.err
    assert "The answer is the same" in done.out


def test_a_matter_of_an_own_file_is_decided_by_file_or_by_id(book: Path) -> None:
    text = library["gei-unicorn"].source.text
    (book.parent / "park.toml").write_text(text.replace('"gei-unicorn"', '"park-rule"', 1), encoding="utf-8")
    words = ("--outcome", "yes", "--because", "a test")
    done = asked(book, "decide", "park:1", "--matter", "park.toml/legal_person", *words)
    assert done.code == 0, done.err
    tiers = json.loads(asked(book, "judge", "park:1", "--standard", "park.toml", "--as-of", "2030-01-01", "--json").out)
    clauses = {each["id"]: each["answer"] for each in tiers["verdicts"][0]["tiers"][0]["clauses"]}
    assert clauses["legal_person"] is True
    wrong = asked(book, "decide", "park:1", "--matter", "park.toml/legal_pers", *words)
    assert wrong.code == 2
    assert "Did you mean 'legal_person'?" in wrong.err
    assert asked(book, "decide", "park:1", "--matter", "none.toml/x", *words).code == 2
