"""Options mean one thing, an option that was renamed says so, and help has no English sentence on a Chinese page."""

import re

import pytest

from hornbook.cli import every_command
from hornbook.cli.usage import RENAMED
from tests.cli.here import hornbook

PAIRS = [((command or "log").split(), old, new) for (command, old), new in RENAMED.items()]
SENTENCE = re.compile(r"[A-Za-z]{2,} [a-z]+ [a-z]+|Show |Print |Write ")
"""Three words of English, or the first word of a help text."""


def spoken(words: list[str]) -> tuple[int, str]:
    """The exit code of a command and everything that it wrote."""
    done = hornbook(*words)
    return done.code, done.out + done.err


@pytest.mark.parametrize(("command", "old", "new"), PAIRS)
def test_an_old_name_of_an_option_says_the_new_one(command: list[str], old: str, new: str) -> None:
    for lang, words in (("en", f"{old} is now called {new}."), ("zh", f"{old} 现名 {new}。")):
        code, said = spoken(["--lang", lang, *command, old, "x"])
        assert code == 2
        assert words in said


@pytest.mark.parametrize(("command", "old", "new"), PAIRS)
def test_the_new_name_is_an_option_of_the_command(command: list[str], old: str, new: str) -> None:
    _, said = spoken([*command, "--help"])
    assert re.search(rf"^  {new}\b", said, re.M)
    assert not re.search(rf"^  {old}\s", said, re.M)


def test_version_is_the_programs_and_no_option_of_a_command() -> None:
    code, said = spoken(["sources", "--version"])
    assert code == 2
    assert "--book-version" not in said


@pytest.mark.parametrize("command", ["", "scout", *every_command()])
def test_the_help_of_a_command_is_chinese_on_a_chinese_page(command: str) -> None:
    _, said = spoken(["--lang", "zh", *command.split(), "--help"])
    lines = [re.sub(r"`[^`]*`", "", line) for line in said.splitlines() if not line.startswith("用法：")]
    assert [line for line in lines if SENTENCE.search(line)] == []
    for heading in ("Usage:", "Options:", "Arguments:", "Commands:", "[default", "[required]"):
        assert heading not in said


@pytest.mark.parametrize(("word", "near"), [("--colums", "Did you mean --columns?"), ("--by", "no option --by. `")])
def test_a_near_option_is_near_in_its_letters(word: str, near: str) -> None:
    assert near in spoken(["profile", word, "x"])[1]
