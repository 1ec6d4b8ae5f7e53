"""Commands killed at any moment, half of them beside a concurrent import: nothing is lost, doubled or half.

    python -m trials.kills --kills 300 --seed 7

Each command that writes is killed as often as any other, at a moment that is drawn from the time that it takes. After
each kill all of the book is verified, every batch that had landed is there once with all of its rows, an erasure is
whole or has not begun, and a folder that was written to is complete or not there. An import and a simulated region are
then asked for again, which must bring them once. Every so often the trial begins with a new book, for the book grows.
"""

import argparse
import json
import shutil
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from trials.command import FINE, REFUSED, Ended, Running, forked, load, progress

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
RENEWED = 26
"""Kills after which the trial begins with a new book."""
LARGE, SMALL = 4_000, 300
"""Rows of the table of an import that is killed, and of one beside it."""
WRONG = "WRONG"
AGAIN = ("import", "simulate")
"""Commands of which asking twice brings nothing new."""
WRITES = (
    *("import", "simulate", "link", "same", "apart", "decide", "state", "withdraw", "compact"),
    *("register", "erase", "backup", "export"),
)


def table(folder: Path, name: str, rows: int) -> Path:
    """A table that no other import brings."""
    path = folder / f"{name}.csv"
    path.write_text("id,name\n" + "".join(f"{name}-{k},Firm {name} {k}\n" for k in range(rows)), encoding="utf-8")
    return path


def begun_books(folder: Path) -> tuple[Path, Path]:
    """The books with which the trial begins: one of a table, and one of a simulated region too."""
    bare, full = folder / "bare", folder / "full"
    (folder / "m.toml").write_text(MAPPING, encoding="utf-8")
    first: list[str | Path] = ["import", "table", folder / "m.toml", table(folder, "first", 100)]
    steps: list[tuple[Path, list[str | Path]]] = [
        (bare, ["init"]),
        (bare, first),
        (full, ["init"]),
        (full, first),
        (full, ["simulate", "--companies", "400", "--seed", "7"]),
    ]
    for book, words in steps:
        ended = forked(words, book=book)
        assert ended.code == FINE, ended.err
    return bare, full


class Trial:
    """A book, and what has landed in it."""

    def __init__(self, folder: Path, random: Random) -> None:
        self.folder, self.random = folder, random
        self.book = folder / "book"
        self.bare, self.base = begun_books(folder)
        self.length: dict[str, float] = {}
        """How many seconds each command takes."""
        self.erased: set[str] = set()
        self.landed: dict[str, Any] = {}
        self.renew(self.base)

    def renew(self, begun: Path) -> None:
        """Begin with a copy of a book."""
        shutil.rmtree(self.book, ignore_errors=True)
        shutil.copytree(begun, self.book)
        self.landed, self.erased = self.batches(), set()

    def ask(self, *words: str | Path) -> Any:
        """The answer of a command as JSON."""
        ended = forked([*words, "--json"], book=self.book)
        assert ended.code == FINE, ended.err
        return json.loads(ended.out)

    def batches(self) -> dict[str, Any]:
        """Every batch of the book."""
        found = self.ask("log")["batches"]
        assert len({each["batch"] for each in found}) == len(found), "doubled"
        return {each["batch"]: each for each in found}

    def facts(self, subject: str) -> list[str]:
        """The ids of what the book says of a record; empty where it is not there."""
        ended = forked(["facts", subject, "--as-of", DAY, "--json"], book=self.book)
        assert ended.code in (FINE, REFUSED), ended.err
        return [each["id"] for each in json.loads(ended.out)["facts"]] if ended.code == FINE else []

    def words(self, name: str, n: int) -> list[str | Path]:
        """A command that writes."""
        of = [f"gazette:first-{k}" for k in range(100) if f"gazette:first-{k}" not in self.erased]
        one, other = self.random.sample(of, 2)
        because = ["--because", f"trial {n}"]
        match name:
            case "import":
                return ["import", "table", self.folder / "m.toml", table(self.folder, f"t{n}", LARGE)]
            case "simulate":
                return ["simulate", "--companies", "200", "--seed", str(100 + n)]
            case "link":
                return ["link", "--as-of", f"2021-{1 + n % 12:02}-28"]
            case "same" | "apart":
                return [name, one, other, *because, "--on", "2021-06-01"]
            case "decide":
                outcome = self.random.choice(["yes", "no"])
                return ["decide", one, other, "--matter", MATTER, "--outcome", outcome, *because]
            case "state":
                return ["state", one, "Headcount", f"count={n}", "--on", DAY, *because]
            case "withdraw":
                return ["withdraw", self.random.choice(self.facts(one)), *because]
            case "register":
                return ["scout", "register", "--as-of", f"2021-{1 + n % 12:02}-28", "--on", DAY, "--seed", str(n)]
            case "erase":
                return ["erase", one, *because]
            case "backup" | "export":
                return [name, self.folder / f"copy{n}"]
        return [name]

    def kill(self, name: str, n: int) -> tuple[str, str]:
        """Kill a command; how it ended, and what is wrong afterwards."""
        if name == "simulate":  # a book holds one simulated region
            self.renew(self.bare)
        words = self.words(name, n)
        small: list[str | Path] = ["import", "table", self.folder / "m.toml", table(self.folder, f"s{n}", SMALL)]
        beside = Running(small, self.book) if n % 2 else None
        doomed = Running(words, self.book)
        ended = doomed.end(self.random.uniform(0, 1.15) * self.length.get(name, 4))
        if ended.code != -9:
            self.length[name] = max(ended.seconds, 0.7 * self.length.get(name, 0))
        elif name not in self.length:
            self.length[name] = 8
        problem = self.besides(beside, small) or self.wrong(name, words, ended)
        how = "killed" if ended.code == -9 else "had ended" if ended.code == FINE else "was refused"
        return how, problem

    def besides(self, beside: Running | None, small: list[str | Path]) -> str:
        """What went wrong with the import beside a command; it may be refused while an erasure writes."""
        if beside is None:
            return ""
        ended = beside.end(120)
        if ended.code == REFUSED and "eras" in ended.err:
            ended = forked(small, book=self.book)
        return "" if ended.code == FINE else f"the import beside it failed: {ended.code} {ended.err}"

    def wrong(self, name: str, words: list[str | Path], ended: Ended) -> str:
        """What is wrong with the book after a kill; nothing where all is well."""
        if ended.code != -9 and (ended.unforeseen or ended.code not in (FINE, REFUSED)):
            return f"unforeseen: {ended.err}"
        verified = forked(["verify", "--json"], book=self.book)
        if verified.code != FINE:
            return f"half: {verified.err}{verified.out[:2000]}"
        now = self.batches()
        if set(self.landed) - set(now):
            return "lost"
        for batch, was in self.landed.items():
            if now[batch]["rows"] != was["rows"]:
                return f"lost rows of {batch}"
        if name in AGAIN:
            again = forked(words, book=self.book)
            once = self.batches()
            if again.code != FINE or len(once) != len(now) + (len(self.new(now, words)) == 0):
                return f"not once when asked for again: {again.err}"
            now = once
        for batch in now.values():
            rows = {"t": LARGE, "s": SMALL}.get(batch["file"][:1]) if "gazette" in batch["source"] else None
            if rows not in (None, batch["rows"]):
                return f"half: {batch['file']}"
        self.landed = now
        return self.half_folder(words) if name in ("backup", "export") else self.half_erased(name, words)

    def new(self, batches: dict[str, Any], words: list[str | Path]) -> list[str]:
        """The batches that a command brought, by the name of its file."""
        file = Path(words[-1]).name if words[0] == "import" else f"simulated-200-{words[-1]}.toml"
        return [name for name, batch in batches.items() if batch["file"].endswith(file)]

    def half_folder(self, words: list[str | Path]) -> str:
        """Whether a copy or an export is not complete."""
        to = Path(words[1])
        if not to.exists():
            return ""
        made = to if words[0] == "backup" else self.folder / "made"
        if words[0] == "export":
            ended = forked(["init", "--from", to], book=made)
            if ended.code != FINE:
                return f"half an export: {ended.err}"
        verified = forked(["verify"], book=made)
        problem = "" if verified.code == FINE else f"half a copy: {verified.out}"
        for folder in (to, self.folder / "made"):
            shutil.rmtree(folder, ignore_errors=True)
        return problem

    def half_erased(self, name: str, words: list[str | Path]) -> str:
        """Whether a record was erased in part: its facts are all there, or none is and the mark is."""
        if name != "erase":
            return ""
        subject, marks = str(words[1]), len(self.ask("verify")["erasures"])
        erased = marks == len(self.erased) + 1
        if erased:
            self.erased.add(subject)
        if not erased and marks != len(self.erased):
            return "erased twice"
        return "half erased" if bool(self.facts(subject)) is erased else ""


def kills(count: int, seed: int, names: tuple[str, ...] = WRITES) -> Counter[str]:
    """So many kills; the outcomes by command."""
    random, outcomes = Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder), random)
        at = ("--book", str(trial.book))
        load([*at, "link", "--review", "--as-of", DAY], [*at, "profile", "--as-of", DAY], [*at, "verify"])
        order: list[str] = []
        for n in range(1, count + 1):
            order = order or random.sample(names, len(names))
            name = order.pop()
            how, problem = trial.kill(name, n)
            outcomes[f"{name} {WRONG if problem else how}"] += 1
            if problem:
                print(f"kill {n}, {name}: {problem}", flush=True)
            progress(n, outcomes)
            if problem or name == "simulate" or n % RENEWED == 0:
                trial.renew(trial.base)
    return outcomes


def run() -> int:
    """The trial; 1 where anything was lost, doubled or half."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    started = time.monotonic()
    outcomes = kills(given.kills, given.seed)
    spent = time.monotonic() - started
    print(f"{date.today()} seed={given.seed}: {outcomes.total()} kills in {spent:.0f} s")
    for name, times in sorted(outcomes.items()):
        print(f"  {name}: {times}")
    return int(any(name.endswith(WRONG) for name in outcomes))


if __name__ == "__main__":
    raise SystemExit(run())
