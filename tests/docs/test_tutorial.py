"""The tutorial is run, command by command, and prints what it shows."""

import re
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.here import hornbook

PAGE = Path(__file__).parents[2] / "docs" / "tutorial.md"
_PART = re.compile(
    r"<!-- file: (?P<file>[\w.]+) -->\n```\w*\n(?P<text>.*?)```|```console\n(?P<console>.*?)```", re.DOTALL
)


class Command(NamedTuple):
    """A command line, and the lines that must be in what it prints."""

    words: list[str]
    shows: list[str]


def commands(console: str) -> list[Command]:
    found: list[Command] = []
    for line in console.splitlines():
        if line.startswith("$ "):
            program, *words = shlex.split(line[2:])
            assert program == "hornbook"
            found.append(Command(words, []))
        elif line.strip():
            found[-1].shows.append(line)
    return found


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.slow("runs every command of the tutorial")
def test_the_tutorial_prints_what_it_shows(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    ran = 0
    for part in _PART.finditer(PAGE.read_text(encoding="utf-8")):
        if part["file"]:
            (tmp_path / part["file"]).write_text(part["text"], encoding="utf-8")
            continue
        for command in commands(part["console"]):
            done = hornbook(*command.words)
            assert done.code == 0, f"{command.words}: {done.err}"
            for line in command.shows:
                assert squeezed(line).strip() in squeezed(done.out), f"{command.words} does not print: {line}"
            ran += 1
    assert ran >= 15
