"""What the shell offers when Tab is pressed: commands, options and values, without anything heavy being imported."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hornbook.cli.complete import (
    complete_fetched,
    complete_group,
    complete_indicator,
    complete_source,
    complete_standard,
)
from hornbook.indicators.catalogue import indicators
from hornbook.population.group_answers import GROUPS
from hornbook.sources.source import sources_by_name
from hornbook.standards.library import library
from tests.cli.process import hornbook

MODULES = """
import sys
from hornbook.cli import main
try:
    main([])
finally:
    print(*sorted({name for name, module in sys.modules.items() if module}), file=sys.stderr)
"""


def bash(line: str) -> dict[str, str]:
    """What bash sets when Tab is pressed behind a line."""
    return {"_HORNBOOK_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}


def offered(line: str) -> list[str]:
    """The words offered in bash behind a line."""
    return hornbook(**bash(line)).out.split()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("hornbook ce", ["census"]),
        ("hornbook scout r", ["rank", "register"]),
        ("hornbook --lang ", ["en", "zh"]),
        ("hornbook --lang zh --book b ce", ["census"]),
        ("hornbook census --book-v", ["--book-version"]),
        ("hornbook census --standard hur", ["hurun"]),
        ("hornbook census --as-of today --by co", ["country"]),
        ("hornbook census --by city,co", ["city,country"]),
        ("hornbook import cb", ["cbinsights"]),
        ("hornbook fetch gl", ["gleif"]),
        ("hornbook whatif cn-beijing-d", ["cn-beijing-dongcheng-2023"]),
        ("hornbook compare hurun gei-u", ["gei-unicorn"]),
        ("hornbook import cbinsights --see", []),
        ("hornbook profile acme --columns valuation,peak", ["valuation,peak_valuation"]),
    ],
)
def test_tab_offers_commands_options_and_values(line: str, words: list[str]) -> None:
    assert offered(line) == words


def test_the_values_offered_are_all_that_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert complete_group("") == sorted(GROUPS)
    assert complete_standard("") == sorted(["plain", *library])
    assert complete_source("") == sorted(sources_by_name())
    assert complete_fetched("") == sorted(name for name, source in sources_by_name().items() if source.fetch)
    assert complete_indicator("") == sorted(indicators())


def test_files_of_one_s_own_are_offered_behind_the_ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules").mkdir()
    for name in ("hurry.toml", "hurry.csv", ".hidden.toml", "rules/city.toml", "rules/town.toml"):
        (tmp_path / name).touch()
    assert complete_standard("")[-1] == "hurry.toml"
    assert complete_standard("hur") == ["hurun", "hurry.toml"]
    assert complete_standard("r") == ["rules/"]
    assert complete_standard("rules/c") == ["rules/city.toml"]
    assert complete_standard("nowhere/") == []


@pytest.mark.parametrize("line", ["hornbook ", "hornbook scout rank --", "hornbook census --standard h"])
@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_tab_imports_nothing_heavy(line: str, shell: str) -> None:
    asked = bash(line) | {"_HORNBOOK_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": line}
    done = subprocess.run(
        [sys.executable, "-c", MODULES], capture_output=True, text=True, check=True, env=os.environ | asked
    )
    assert done.stdout.strip()
    assert not {"pydantic", "rich", "ibis", "pyarrow", "duckdb"} & set(done.stderr.split())


def test_zsh_shows_the_help_of_an_option_on_one_line_and_in_the_users_language() -> None:
    asked = {"_HORNBOOK_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "hornbook census --mon"}
    assert hornbook(**asked).out.count("\n") == 1
    assert "CNY=7" in hornbook(**asked).out
    assert "美元" in hornbook(**asked, LANG="zh_CN.UTF-8").out
