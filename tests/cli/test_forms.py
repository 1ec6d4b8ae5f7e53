"""Every command that answers prints what it printed, a change of a byte is seen, and each form keeps its promise.

JSON satisfies its schema and says what was asked; a simulated book is labelled.
"""

import contextlib
import inspect
import shutil
from importlib import import_module
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import pytest

from hornbook.answers.answer import Answer
from hornbook.cli import COMMANDS as PLACES
from hornbook.cli import GROUPS, every_command, output
from tests.book.older import as_format_1
from tests.cli.here import hornbook
from tests.cli.snapshots import BEFORE, COMMANDS, DAY, PLACE, SLOW, printed, shortened, without_ids
from tests.forms import check_files, check_json
from tests.reports.editions import OF_YEARBOOKS
from tests.scout.command import ANSWERS as OF_THE_SCOUT

FURTHER: dict[str, list[str]] = {
    "find": ["find", "星火", "--as-of", DAY],
    "overview": ["overview", "--as-of", DAY],
    "init": ["init"],
    "fetch": ["fetch", "sec-form-d", "2015q4"],
    "import": ["import", "table", "more.toml", "more.csv"],
    "same": ["same", "park:1", "park:4", "--because", "a test", "--on", "2021-07-01"],
    "apart": ["apart", "park:1", "park:4", "--because", "a test", "--on", "2021-08-01"],
    "recheck": ["recheck", "hornbook:1 sources with=0.1.0"],
    "compact": ["compact"],
    "verify": ["verify"],
    "backup": ["backup", "copy"],
    "upgrade": ["--book", "old", "upgrade", "upgraded"],
    "export": ["export", "exported"],
    "erase": ["erase", "park:5", "--because", "a test"],
    "link-run": ["link", "--as-of", BEFORE],
    "simulate": ["--book", "new", "simulate", "--companies", "30", "--seed", "3"],
    "ecosystem-list": ["ecosystem", "--as-of", DAY],
    "support-list": ["support", "list", "--as-of", DAY],
    "published": ["published", "--as-of", "2026-11-30"],
    "coffee": ["coffee", "park:1", "--as-of", DAY],
}
"""Commands without a snapshot, because they write or fetch, or because their answer grows with the library.

In this order they are run on a copy of the book."""

QUICK = {name: words for name, words in COMMANDS.items() if name not in SLOW}
RULED = ("overview", "census", "judge", "coffee", "compare", "whatif", "watch", "ecosystem", "conflicts") + tuple(
    f"support {name}" for name in ("entitled", "bundle", "beneficiaries", "cost", "match")
)


def command_of(words: list[str]) -> str:
    """The command that words call, with its group's name."""
    first = words[2] if words[0] == "--book" else words[0]
    return f"{first} {words[1]}" if first in GROUPS else first


def answering(command: str) -> bool:
    """Whether a command answers with an Answer: it has the options of the forms."""
    group, _, name = command.partition(" ")
    place = GROUPS[group][name] if name else PLACES[command]
    module, _, function = place.partition(":")
    return "json" in inspect.signature(getattr(import_module(module), function)).parameters


def test_every_command_that_answers_is_covered() -> None:
    """A command that is added is added here too."""
    covered = {command_of(words) for words in [*QUICK.values(), *FURTHER.values()]} | {
        f"scout {name}" for name in OF_THE_SCOUT
    }
    covered |= {f"yearbook {name}" for name in OF_YEARBOOKS}
    assert {name for name in every_command() if answering(name)} - covered == set()
    assert {name for name in every_command() if not answering(name)} == {"demo", "mapping", "serve"}


@pytest.fixture(scope="module")
def book(snapshot_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the book of the snapshots, to write into, with the files that the commands name."""
    folder = tmp_path_factory.mktemp("forms")
    for path in snapshot_book.parent.glob("*.*"):
        shutil.copy(path, folder)
    text = (folder / "park.toml").read_text(encoding="utf-8").replace('"park"', '"more"')
    (folder / "more.toml").write_text(text, encoding="utf-8")
    shutil.copy(folder / "park.csv", folder / "more.csv")
    (folder / "2015q4_d.zip").write_bytes(b"a file that was fetched before")
    shutil.copytree(snapshot_book, folder / "book")
    hornbook("init", book=folder / "new")
    shutil.copytree(snapshot_book, folder / "old")
    as_format_1(folder / "old")
    return folder / "book"


def asked(words: list[str], book: Path) -> tuple[str, Answer, output.Output]:
    """What a command prints as JSON, the answer that it printed, and how."""
    answers: list[tuple[Answer, output.Output]] = []

    def write(answer: Answer, where: output.Output) -> None:
        answers.append((answer, where))
        written(answer, where)

    written = output.write_answer
    with contextlib.chdir(book.parent), patch.object(output, "write_answer", write):
        done = hornbook(*words, "--json", book=book)
    assert done.code == 0, done.err
    ((answer, where),) = answers
    return done.out, answer, where


class Told(NamedTuple):
    """What a command printed as JSON, its answer, and its snapshots by the names of their files."""

    words: list[str]
    text: str
    answer: Answer
    snapshots: dict[str, str]


@pytest.fixture(scope="module", params=QUICK)
def told(request: pytest.FixtureRequest, snapshot_book: Path) -> Told:
    """A command that only reads; it is run once for all that is asked of its answer."""
    name = request.param
    text, answer, where = asked(COMMANDS[name], snapshot_book)
    with contextlib.chdir(snapshot_book.parent):
        rows = printed(lambda: output.write_answer(answer, where._replace(form=output.Form.CSV)))
    plain = {f"{name}.json": without_ids(text), f"{name}.csv": rows}
    return Told(COMMANDS[name], text, answer, {file: shortened(each) for file, each in plain.items()})


def test_a_command_prints_what_it_printed(told: Told) -> None:
    """`python -m tests.cli.snapshots` writes the files afresh; the change is then read in the diff."""
    changed = [f for f, text in told.snapshots.items() if (PLACE / f).read_text(encoding="utf-8") != text]
    assert not changed


def test_every_snapshot_is_of_a_command() -> None:
    """A file that no command writes any more would never be compared."""
    assert {path.stem for path in PLACE.iterdir()} == set(COMMANDS)


def test_a_command_s_answer_in_every_form(told: Told, tmp_path: Path) -> None:
    """JSON by its schema; pages, rows and workbook with the label of the simulated book."""
    check_answer(told.words, told.text, told.answer, tmp_path)


@pytest.mark.parametrize("name", FURTHER)
def test_the_answer_of_a_command_that_writes_in_every_form(name: str, book: Path, tmp_path: Path) -> None:
    """The same, on a copy of the book."""
    text, answer, _ = asked(FURTHER[name], book)
    check_answer(FURTHER[name], text, answer, tmp_path)


def check_answer(words: list[str], text: str, answer: Answer, folder: Path) -> None:
    """What a command printed, and its answer in the other forms."""
    check_json(text, answer)
    assert answer.asked.simulated is (answer.asked.book_version is not None)
    assert bool(answer.asked.rules) is (command_of(words) in RULED)
    check_files(answer, folder)
