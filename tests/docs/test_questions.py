"""The eight questions of an office: each command of the page runs in both languages, and asks again the same."""

import re
import shlex
from pathlib import Path

import pytest

from hornbook.sources.simulated import recipe
from tests.cli.here import hornbook

PAGE = Path(__file__).parents[2] / "docs" / "questions.md"
COMMANDS = [
    shlex.split(line) for line in re.findall(r"^\$ hornbook (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
]
ASKED = COMMANDS[2:-1]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A simulated region, smaller than that of the page."""
    folder = tmp_path_factory.mktemp("questions")
    (folder / "region.toml").write_text(recipe(1_200, 7), encoding="utf-8")
    assert hornbook("init", book=folder / "book").code == 0
    assert hornbook("import", "simulated", str(folder / "region.toml"), book=folder / "book").code == 0
    return folder / "book"


def test_the_page_has_a_command_for_each_question() -> None:
    assert [words[0] for words in COMMANDS[:2]] == ["init", "simulate"]
    assert COMMANDS[-1] == ["recheck", "CITATION"]
    assert len(ASKED) == 7


@pytest.mark.parametrize(
    ("number", "words"), list(enumerate(ASKED)), ids=lambda each: str(each) if isinstance(each, int) else ""
)
def test_a_question_is_answered(number: int, words: list[str], book: Path) -> None:
    """In one language or the other, by turns; each page ends with its citation."""
    lang, mark = (("en", "SIMULATED"), ("zh", "模拟"))[number % 2]
    done = hornbook("--lang", lang, *words, book=book)
    assert done.code == 0, done.err
    assert mark in done.out
    citation = "hornbook:1" + done.out.rpartition("hornbook:1")[2]
    assert " ".join(citation.split()).startswith(f"hornbook:1 {words[0]} day=")
    if words[-1] == "--brief":  # how much of an answer its page shows is no part of what is asked again
        again = hornbook("recheck", citation, book=book)
        assert again.code == 0, again.out + again.err
