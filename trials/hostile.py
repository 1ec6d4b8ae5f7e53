"""Hostile files through every door: a clear error or a note, in bounded time and memory, and nothing lost.

    python -m trials.hostile --files 500 --seed 7

Every importer of tables and of lists, `mapping`, `import --preview`, the CSVs of `decide`, `state`, `withdraw`, `judge`
and `scout audit`, mappings, recipes, questions and exports are given files that no maker meant. Each command is a
process of its own with a book of its own. It must end within SECONDS of the processor, hold less than MEMORY, and
either succeed or say in words what is wrong with exit code 2, having changed nothing. The book must verify, and must
answer afterwards.
"""

import argparse
import json
import re
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import NamedTuple

from trials.command import FINE, REFUSED, Ended, forked, load, progress
from trials.hostile_cells import CELLS, GOOD, TABLE, TABLE_MAPPING, text_of
from trials.hostile_files import bad_text, broken, hostile_file

SECONDS, MEMORY = 10, 1 << 30
"""Of the processor, so that a machine with other work to do gives the same answer; and bytes."""
HANGS = 120
"""Seconds by the clock after which a command that waits for something is killed."""
DAY = "2021-12-31"
AFTERWARDS = (
    ["profile", "--as-of", DAY, "--columns", "name,founded,raised,valuation,headcount", "--json"],
    ["profile", "--as-of", DAY, "--columns", "name,city,sector,description", "--csv"],
    ["conflicts", "--as-of", DAY],
    ["log"],
    ["rejects", "--csv"],
    ["census", "--as-of", DAY, "--list"],
    ["links", "--as-of", DAY],
    ["quality", "--as-of", DAY],
    ["link", "--as-of", DAY, "--review"],
)
"""Questions to a book that took a hostile file."""
TO_A_FULL_BOOK = ("decide", "state", "withdraw", "judge", "a question", "a standard")
"""What asks of a book that holds companies."""
RECIPE = 'companies = 60\nseed = 7\nfrom = 2015-01-01\nuntil = 2020-12-31\nname = "R"\n'
_HOUSE = Path(__file__).parents[1] / "src" / "hornbook"
QUESTION = (_HOUSE / "scout" / "library" / "unicorn.toml").read_text(encoding="utf-8")
STANDARD = (_HOUSE / "standards" / "library" / "cbinsights.toml").read_text(encoding="utf-8")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Signs that a terminal obeys."""


class Case(NamedTuple):
    """A command with a hostile file."""

    asks: str
    ways: str
    """How the file was made."""
    words: list[str | Path]


def table_case(folder: Path, asks: str, random: Random) -> Case:
    """A hostile table, or list, for the command that takes it."""
    good = GOOD[asks]
    path, ways = hostile_file(folder, asks, random)
    beside = []
    if good.forms != ("zip",):
        for name, rows in good.beside:
            beside.append(folder / f"{name}.csv")
            beside[-1].write_text(text_of(rows), encoding="utf-8")
    (folder / "m.toml").write_text(TABLE_MAPPING, encoding="utf-8")
    words: list[str | Path] = []
    for word in good.words:
        words += [path, *beside] if word == "FILE" else [folder / word if word == "m.toml" else word]
    return Case(asks, ways, words)


def toml_case(folder: Path, asks: str, random: Random) -> Case:
    """A hostile TOML document: a mapping, a recipe of a region, a question of the scout, or a standard."""
    text = {"a mapping": TABLE_MAPPING, "a recipe": RECIPE, "a question": QUESTION, "a standard": STANDARD}[asks]
    path = folder / "d.toml"
    match random.randrange(4):
        case 0:
            data, ways = bad_text(random), "document"
        case 1:
            data, ways = broken(text.encode(), random), "bytes"
        case _:
            data, ways = other_values(text, random).encode("utf-8", "replace"), "values"
    path.write_bytes(data)
    (folder / "t.csv").write_text(text_of(TABLE), encoding="utf-8")
    words: dict[str, list[str | Path]] = {
        "a mapping": ["import", "table", path, folder / "t.csv"],
        "a recipe": ["import", "simulated", path],
        "a question": ["scout", "rank", "--as-of", DAY, "--question", path],
        "a standard": ["judge", "sim-00000002", "--standard", path, "--as-of", DAY],
    }
    return Case(asks, ways, words[asks])


def other_values(text: str, random: Random) -> str:
    """A document some values of which are others: of another type, out of range, or words that mean something."""
    lines = text.split("\n")
    for _ in range(random.choice([1, 1, 2, 5])):
        n = random.randrange(len(lines))
        key, sign, _ = lines[n].partition("=")
        value = random.choice(
            ["[]", "{}", "1", "-1", "1.5", "nan", "true", '""', "[1]", '["a", ["b"]]', "1979-05-27", "0001-01-01",
             "9999-12-31T23:59:60Z", "07:32:00", "9" * 30, "{ a = { b = [1] } }", '{ column = "nowhere" }',
             '{ column = "id", format = "%Q%" }', '{ column = "id", split = "" }', '{ column = "id", map = { } }',
             *(json.dumps(word[:500]) for word in random.sample(CELLS, 6))]
        )  # fmt: skip
        lines[n] = f"{key}{sign} {value}" if sign else random.choice(["", lines[n], f"[{value}]", f"[[x.{key}]]"])
    return "\n".join(lines)


def export_case(folder: Path, export: Path, random: Random) -> Case:
    """An export one file of which was changed, is missing, or is another thing."""
    copy = folder / "export"
    shutil.copytree(export, copy)
    if random.random() < 0.5:
        shutil.rmtree(copy / random.choice(["parquet", "parquet", "csv"]))
    path = random.choice(sorted(path for path in copy.rglob("*") if path.is_file()))
    data = path.read_bytes()
    path.unlink()
    match random.randrange(8):
        case 0:
            pass
        case 1:
            path.mkdir()
        case 2:
            path.symlink_to("/dev/zero")
        case 3 | 4 if path.suffix == ".csv":
            words = text_of([[random.choice(CELLS) for _ in range(data.count(b",", 0, data.find(b"\n")) + 1)]])
            path.write_bytes(data + words.encode("utf-8", "replace"))
        case _:
            path.write_bytes(broken(data, random))
    return Case("an export", path.name, ["init", "--from", copy])


def case_of(asks: str, folder: Path, export: Path, random: Random) -> Case:
    """A case of a sort, in a folder of its own; `export` is what `hornbook export` wrote."""
    if asks == "an export":
        return export_case(folder, export, random)
    return table_case(folder, asks, random) if asks in GOOD else toml_case(folder, asks, random)


class Trial:
    """Books to copy, and the cases."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.empty, self.full = folder, folder / "empty", folder / "full"
        for book, words in (
            (self.empty, ["init"]),
            (self.full, ["init"]),
            (self.full, ["simulate", "--companies", "60", "--seed", "7"]),
            (self.full, ["export", str(folder / "export")]),
        ):
            ended = forked(words, book=book)
            assert ended.code == FINE, ended.err
        at = ("--book", str(self.full))
        load(*([*at, *words] for words in AFTERWARDS[1:8:2]), [*at, "verify"], [*at, "mapping", "nothing.xlsx"])

    def judged(self, case: Case, folder: Path, random: Random) -> tuple[str, Ended]:
        """What is wrong with how a case went; nothing where all is well."""
        book = folder / "book"
        if case.asks != "an export":
            shutil.copytree(self.full if case.asks in TO_A_FULL_BOOK else self.empty, book)
        before = self.version(book)
        ended = forked(case.words, book=book, seconds=HANGS)
        problem = "; ".join(filter(None, (self.wrong(ended, case), self.lost(book, before, ended, case))))
        if not problem and ended.code == FINE and self.version(book) not in (before, ""):
            words = random.choice(AFTERWARDS)
            after = forked(words, book=book)
            if after.code != FINE:
                problem = f"afterwards {words[0]}: {after.code} {after.err}"
            elif words[-1] != "--csv" and _CONTROL.search(after.out):
                problem = f"afterwards {words[0]} prints a control character"
        return problem, ended

    def version(self, book: Path) -> str:
        """The version and digest of a book; empty where there is none."""
        if not (book / "_delta_log").is_dir():
            return ""
        asked = json.loads(forked(["log", "--json"], book=book).out)["asked"]
        return f"{asked['book_version']}@{asked['book_digest']}"

    def wrong(self, ended: Ended, case: Case) -> str:
        """What is wrong with how a command ended."""
        bad = []
        if ended.unforeseen or ended.code not in (FINE, REFUSED, *([1] if case.asks == "audit" else [])):
            bad.append(f"ended with {ended.code}: {ended.err[-3000:]}")
        if ended.work > SECONDS:
            bad.append(f"took {ended.work:.1f} s of the processor, {ended.seconds:.1f} s by the clock")
        if ended.peak > MEMORY:
            bad.append(f"held {ended.peak >> 20} MiB")
        if ended.code == REFUSED and not ended.err.startswith("hornbook: "):
            bad.append(f"no clear error: {ended.err[:300]!r}")
        if _CONTROL.search(ended.out + ended.err) and case.asks != "mapping":
            bad.append("a control character was printed")
        return "; ".join(bad)

    def lost(self, book: Path, before: str, ended: Ended, case: Case) -> str:
        """What is wrong with the book afterwards."""
        if case.asks == "an export" and ended.code == REFUSED:
            return "a book was left" if book.exists() and any(book.iterdir()) else ""
        if ended.code != FINE and self.version(book) != before:
            return "the book was changed by a command that was refused"
        verified = forked(["verify"], book=book)
        return "" if verified.code == FINE else f"the book does not verify: {verified.out}{verified.err}"


SORTS = (*GOOD, *("table",) * 3, *("a mapping",) * 3, "a recipe", "a question", "a standard", *("an export",) * 2)


def hostile(
    count: int, seed: int, first: int = 0, sorts: tuple[str, ...] = SORTS, tell: Callable[[str], None] = print
) -> Counter[str]:
    """So many hostile files from the first on; the outcomes by sort. What went wrong is told."""
    outcomes = Counter[str]()
    slowest, largest = 0.0, 0
    with tempfile.TemporaryDirectory() as name:
        trial = Trial(Path(name))
        for n in range(first, first + count):
            random = Random(f"{seed}/{n}")
            folder = Path(name) / f"case{n}"
            folder.mkdir()
            asks = sorts[n % len(sorts)]
            case = case_of(asks, folder, trial.folder / "export", random)
            problem, ended = trial.judged(case, folder, random)
            how = "taken" if ended.code == FINE else "refused"
            outcomes[f"{asks} {'WRONG' if problem else how}"] += 1
            progress(n + 1, outcomes)
            slowest, largest = max(slowest, ended.work), max(largest, ended.peak)
            if problem:
                tell(f"file {n} ({asks}, {case.ways}): {problem}\n  {' '.join(map(repr, map(str, case.words)))}")
            shutil.rmtree(folder, ignore_errors=True)
    tell(f"slowest {slowest:.1f} s of the processor, most memory {largest >> 20} MiB")
    return outcomes


def run() -> int:
    """The trial; 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args()
    started = time.monotonic()
    outcomes = hostile(given.files, given.seed, given.first, tell=lambda text: print(text, flush=True))
    print(f"{date.today()} seed={given.seed}: {outcomes.total()} files in {time.monotonic() - started:.0f} s")
    for name, times in sorted(outcomes.items()):
        print(f"  {name}: {times}")
    return int(any(name.endswith("WRONG") for name in outcomes))


if __name__ == "__main__":
    raise SystemExit(run())
