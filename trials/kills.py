"""Commands killed at any moment, half of them beside a concurrent import: nothing is lost, doubled or half.

    python -m trials.kills --kills 300 --seed 7

After each kill all of the book is verified, and every batch that had landed is there once.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

from hornbook.book.book import open_book
from hornbook.book.verify import verify

MAPPING = """
[source]
name = "gazette"
title = "T"
maker = "M"
recorded = 2021-01-01
[subject]
columns = ["id"]
[[fact]]
kind = "Named"
name = { column = "name" }
valid = "recorded"
"""
DAY = "2021-12-31"
MATTER = "gei-unicorn/legal_person"


def begun(book: Path, *words: str | Path) -> "subprocess.Popen[bytes]":
    """A command of its own process."""
    line = [sys.executable, "-m", "hornbook", "--book", str(book), *map(str, words)]
    return subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def table(folder: Path, n: int, rows: int) -> Path:
    """A table that no other import brings."""
    path = folder / f"t{n}.csv"
    path.write_text("id,name\n" + "".join(f"{n}-{k},Firm {n} {k}\n" for k in range(rows)), encoding="utf-8")
    return path


def command(folder: Path, n: int, random: Random) -> list[str | Path]:
    """A command that writes."""
    pair = (f"gazette:0-{random.randrange(50)}", f"gazette:0-{random.randrange(50, 99)}")
    return random.choice(
        [
            ["import", "table", folder / "m.toml", table(folder, n, 20_000)],
            ["simulate", "--companies", "300", "--seed", str(n)],
            ["link", "--as-of", DAY],
            ["same", *pair, "--because", f"trial {n}", "--on", "2021-06-01"],
            ["apart", *pair, "--because", f"trial {n}", "--on", "2021-06-02"],
            [
                "decide",
                pair[0],
                "--matter",
                MATTER,
                "--outcome",
                random.choice(["yes", "no"]),
                "--because",
                f"trial {n}",
            ],
            ["state", pair[1], "Headcount", f"count={n}", "--on", DAY, "--because", f"trial {n}"],
            ["compact"],
            ["backup", folder / f"copy{n}"],
        ]
    )


def wrong(book: Path, landed: list[str], copy: Path | None) -> str:
    """What is wrong with the book after a kill; nothing where all is well."""
    found = verify(book)
    now = [batch.batch for batch in open_book(book).batches]
    if found.damaged:
        return f"half: {found.damaged[0].file}"
    if set(landed) - set(now):
        return "lost"
    if len(now) != len(set(now)):
        return "doubled"
    if copy is not None and copy.exists() and verify(copy).damaged:
        return "half a copy"
    landed[:] = now
    return ""


def kills(count: int, seed: int) -> Counter[str]:
    """So many kills; the outcomes by command."""
    random, outcomes, landed = Random(seed), Counter[str](), list[str]()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = folder / "book"
        (folder / "m.toml").write_text(MAPPING, encoding="utf-8")
        assert begun(book, "init").wait() == 0
        assert begun(book, "import", "table", folder / "m.toml", table(folder, 0, 100)).wait() == 0
        for n in range(1, count + 1):
            words = command(folder, n, random)
            beside = begun(book, "import", "table", folder / "m.toml", table(folder, -n, 500)) if n % 2 else None
            doomed = begun(book, *words)
            time.sleep(random.uniform(0.3, 3.5))
            doomed.kill()
            doomed.wait()
            if beside is not None and beside.wait() != 0:
                outcomes["the import beside it failed"] += 1
            before = len(landed)
            problem = wrong(book, landed, folder / f"copy{n}" if words[0] == "backup" else None)
            if beside is not None and not problem and len(landed) == before:
                problem = "lost: the import beside it"
            outcomes[f"{words[0]}: {problem or 'well'}"] += 1
            if problem:
                print(f"kill {n}, {words}: {problem}", flush=True)
    return outcomes


def run() -> int:
    """The trial; 1 where anything was lost, doubled or half."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    outcomes = kills(given.kills, given.seed)
    print(f"{date.today()} seed={given.seed}: {outcomes.total()} kills: {dict(sorted(outcomes.items()))}")
    return int(any(not name.endswith("well") for name in outcomes))


if __name__ == "__main__":
    raise SystemExit(run())
