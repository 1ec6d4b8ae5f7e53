"""Single bits turned over in the files of a book: never a wrong answer with exit code 0, never an unforeseen error.

    python -m trials.flips --flips 1000 --seed 7

The files are facts, ledger, log and what is kept beside the book. Each flip is asked by commands, found by
`hornbook verify` unless it is in a file that is only kept, and turned back.
"""

import argparse
import contextlib
import io
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

from hornbook.book.journal import HEAD
from hornbook.cli import SURPRISE, main
from hornbook.derived import FOLDER

DAY = "2021-12-31"
QUESTIONS = (
    ["profile", "--as-of", DAY, "--json"],
    ["log", "--json"],
    ["facts", "sim-00000001", "--as-of", DAY, "--json"],
)


def asked(book: Path, words: list[str]) -> tuple[int, str, str]:
    """How a command ends, and what it prints."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(["--book", str(book), *words])
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
    return code, out.getvalue(), err.getvalue()


def small_book(folder: Path) -> Path:
    """A simulated region, a decision of a person, and what a run of the linkage keeps."""
    book = folder / "book"
    for words in (
        ["init"],
        ["simulate", "--companies", "60", "--seed", "7"],
        ["same", "sim-00000001", "sim-00000002", "--because", "a trial", "--on", "2020-01-01"],
        ["link", "--as-of", DAY],
    ):
        code, _, err = asked(book, words)
        assert code == 0 or words[0] in ("link", "same"), err
    return book


def flip(path: Path, bit: int) -> None:
    """Turn one bit over."""
    data = bytearray(path.read_bytes())
    data[bit // 8] ^= 1 << bit % 8
    path.write_bytes(data)


def trial(book: Path, right: dict[int, str], path: Path, bit: int) -> str:
    """What came of one flip."""
    flip(path, bit)
    try:
        outcomes = set()
        for n, words in enumerate(QUESTIONS):
            code, out, _ = asked(book, words)
            if code == SURPRISE:
                return "unforeseen error"
            if code == 0 and out != right[n]:
                return "WRONG ANSWER"
            outcomes.add("right" if code == 0 else "refused")
        found = asked(book, ["verify", "--json"])[0]
        if found == SURPRISE:
            return "unforeseen error"
        if found == 0 and path.name != HEAD and FOLDER not in path.parts:
            return "NOT FOUND by verify"
        return "refused" if "refused" in outcomes else "right"
    finally:
        flip(path, bit)


def flips(count: int, seed: int, until: float = float("inf")) -> Counter[str]:
    """So many flips, every file as often as any other; fewer where the time is over."""
    random, outcomes = Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        book = small_book(Path(folder))
        right = {n: asked(book, words)[1] for n, words in enumerate(QUESTIONS)}
        files = sorted(path for path in book.rglob("*") if path.is_file() and path.stat().st_size)
        for _ in range(count):
            if time.monotonic() > until:
                break
            path = random.choice(files)
            bit = random.randrange(8 * path.stat().st_size)
            outcome = trial(book, right, path, bit)
            outcomes[outcome] += 1
            if outcome not in ("right", "refused"):
                print(f"{outcome}: {path.relative_to(book)} bit {bit}", flush=True)
    return outcomes


def run() -> int:
    """The trial; 1 where anything failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    outcomes = flips(given.flips, given.seed)
    print(f"{date.today()} seed={given.seed}: {outcomes.total()} flips: {dict(outcomes)}")
    return int(bool(set(outcomes) - {"right", "refused"}))


if __name__ == "__main__":
    raise SystemExit(run())
