"""The scout measured on a simulated region: ten days of a million companies seen, learnt from and ranked.

    python -m bench.scout bench/out/1m/book --day 2025-06-30

All days are worked out from the book's facts (nothing kept from an earlier run is used), the last one is ranked by what
the others teach. `--again` ranks once more from the kept rows and proves that the answer has the same bytes.
"""

import argparse
import hashlib
import resource
import shutil
import tempfile
import time
from pathlib import Path

from hornbook.book.book import open_book
from hornbook.derived import FOLDER
from hornbook.scout.frames import NAMES, Frames
from hornbook.scout.model import past, train
from hornbook.scout.question import question
from hornbook.scout.ranking import Ranking, ranking
from hornbook.terms import Day, day

DAYS = 10
QUESTION = """
id = "great"
name = { en = "raises a round of US$20m or more within a year", zh = "一年内完成单轮2,000万美元以上融资" }
population = "founded >= 1900-01-01"
unless = "any(listed, acquired, closed)"
target = "largest_round within 6 months >= 20_000_000 USD"
horizon = 12
every = 6
"""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("book", type=Path)
    parser.add_argument("--day", type=day, required=True)
    parser.add_argument("--again", action="store_true", help="rank a second time and compare the bytes")
    asked = parser.parse_args()
    shutil.rmtree(asked.book / FOLDER / "scout", ignore_errors=True)
    first = _rank(asked.book, asked.day)
    if asked.again:
        same = _digest(_rank(asked.book, asked.day)) == _digest(first)
        print("the second run has the same bytes" if same else "THE SECOND RUN DIFFERS")


def _rank(place: Path, judged: Day) -> Ranking:
    """Everything from the book to the list, each stage with its seconds and the most memory so far."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "great.toml"
        path.write_text(QUESTION, encoding="utf-8")
        great = question(path)
    began = last = time.perf_counter()

    def stage(name: str, rows: int) -> None:
        nonlocal last
        now = time.perf_counter()
        gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(f"{name:<40} {rows:>12,} {now - last:8.1f} s {gigabytes:6.1f} GB", flush=True)
        last = now

    book = open_book(place)
    frame = Frames(book, great).of([judged], None)[judged]
    stage("companies of the day judged", len(frame.subjects))
    learnt = past(book, great, judged, days=DAYS - 1)
    stage(
        f"company-days of {len(learnt.frames)} earlier days", sum(len(each.subjects) for each in learnt.frames.values())
    )
    model, score = train(great, learnt, frame)
    stage(f"learnt, {len(NAMES)} features worked out", sum(part.rows for part in model.parts))
    found = ranking(frame, model, score, book.version)
    stage("ranked", len(found.order))
    print(f"{'in all':<53} {time.perf_counter() - began:8.1f} s")
    return found


def _digest(of: Ranking) -> str:
    said = b"" if of.probability is None else of.probability.tobytes()
    return hashlib.sha256(of.score.tobytes() + of.order.tobytes() + said).hexdigest()


if __name__ == "__main__":
    main()
