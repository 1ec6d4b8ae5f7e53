"""Single bits turned over in the files of a book: never a wrong answer with exit code 0, never an unforeseen error.

    python -m trials.flips --flips 1000 --seed 7

The files are facts, ledger, log and what is kept beside the book. Each flip is asked by commands, each in a process of
its own, found by `hornbook verify` unless it is in a file that is only kept, and turned back.
"""

import argparse
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

from hornbook.book.journal import HEAD
from hornbook.derived import FOLDER
from trials.command import FINE, REFUSED, Ended, forked, load, progress

DAY = "2021-12-31"
ONE, OTHER = "sim-00000002", "sim-00000006"
"""Two companies that are in the book as of the day."""
ALWAYS = (
    ["facts", ONE, "--as-of", DAY, "--json"],
    ["log", "--json"],
)
"""The first reads every kind."""
BY_TURNS = (
    ["profile", "--as-of", DAY, "--columns", "name,founded,headcount", "--json"],
    ["profile", "--as-of", DAY, "--columns", "name,patents,raised", "--json"],
    ["profile", ONE, "--as-of", DAY, "--json"],
    ["census", "--as-of", DAY, "--json"],
    ["links", "--as-of", DAY, "--json"],
    ["conflicts", "--as-of", DAY, "--json"],
    ["judge", ONE, "--standard", "gei-unicorn", "--as-of", DAY, "--json"],
    ["facts", OTHER, "--as-of", DAY, "--book-version", "3", "--json"],
    ["rejects", "--json"],
)
KEPT = ["link", "--as-of", DAY, "--review", "--json"]
"""Reads what a run of the linkage keeps."""


def small_book(folder: Path) -> Path:
    """A simulated region, what people and the linkage said of it, something erased, and what is kept beside it."""
    book = folder / "book"
    because = ("--because", "a trial")
    for words in (
        ["init"],
        ["simulate", "--companies", "60", "--seed", "7"],
        ["same", ONE, OTHER, *because, "--on", "2020-01-01"],
        ["apart", ONE, OTHER, *because, "--on", "2020-06-01"],
        ["state", ONE, "Headcount", "count=12", "--on", "2020-01-01", "--recorded", "2020-02-01", *because],
        ["erase", "sim-00000060", *because],
        ["link", "--as-of", DAY],
    ):
        ended = forked(words, book=book)
        assert ended.code == FINE, (words, ended.err)
    return book


def flip(path: Path, bit: int) -> None:
    """Turn one bit of a file over."""
    data = bytearray(path.read_bytes())
    data[bit // 8] ^= 1 << bit % 8
    path.write_bytes(data)


class Questions:
    """What is asked of the book, and what it answers as long as no bit is turned."""

    def __init__(self, book: Path) -> None:
        self.book = book
        self._right: dict[str, str] = {}
        for words in (*ALWAYS, *BY_TURNS, KEPT):
            ended = self.ask(words)
            assert ended.code == FINE, (words, ended.err)
            self._right[str(words)] = ended.out

    def ask(self, words: list[str]) -> Ended:
        """How a command ends."""
        return forked(words, book=self.book)

    def outcome(self, words: list[str]) -> str:
        """What came of a question."""
        ended = self.ask(words)
        if ended.unforeseen or ended.code not in (FINE, REFUSED):
            print(f"{words}: ended with {ended.code}: {ended.err[-500:]}", flush=True)
            return "unforeseen error"
        if ended.code == FINE:
            return "right" if ended.out == self._right[str(words)] else "WRONG ANSWER"
        return "refused" if ended.err.startswith("hornbook: ") and not ended.out else "UNCLEAR"


def trial(questions: Questions, turn: int, path: Path, bit: int) -> str:
    """What came of one flip."""
    before = path.read_bytes()
    flip(path, bit)
    try:
        only_kept = FOLDER in path.parts
        verified = questions.ask(["verify", "--json"])
        asked = [*ALWAYS, BY_TURNS[turn % len(BY_TURNS)], *([KEPT] if only_kept else [])]
        outcomes = {questions.outcome(words) for words in asked}
        if verified.unforeseen:
            outcomes.add("unforeseen error")
        if verified.code == FINE and path.name != HEAD and not only_kept:
            outcomes.add("NOT FOUND by verify")
        bad = outcomes - {"right", "refused"}
        return min(bad) if bad else "refused" if "refused" in outcomes else "right"
    finally:
        path.write_bytes(before)


def flips(count: int, seed: int, until: float = float("inf")) -> Counter[str]:
    """So many flips, every file as often as any other; fewer where the time is over."""
    random, outcomes = Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        book = small_book(Path(folder))
        load(*(["--book", str(book), *words] for words in (*BY_TURNS[2:7], KEPT, ["verify"])))
        questions = Questions(book)
        files = sorted(path for path in book.rglob("*") if path.is_file() and path.stat().st_size)
        for n in range(count):
            if time.monotonic() > until:
                break
            path = random.choice(files)
            bit = random.randrange(8 * path.stat().st_size)
            outcome = trial(questions, n, path, bit)
            outcomes[outcome] += 1
            progress(n + 1, outcomes)
            if outcome not in ("right", "refused"):
                print(f"{outcome}: {path.relative_to(book)} bit {bit}", flush=True)
    return outcomes


def run() -> int:
    """The trial; 1 where anything failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    started = time.monotonic()
    outcomes = flips(given.flips, given.seed)
    spent = time.monotonic() - started
    print(f"{date.today()} seed={given.seed}: {outcomes.total()} flips in {spent:.0f} s: {dict(outcomes)}")
    return int(bool(set(outcomes) - {"right", "refused"}))


if __name__ == "__main__":
    raise SystemExit(run())
