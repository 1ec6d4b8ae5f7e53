"""One company's verdict under every standard of the library, with its evidence; the first two are not counted."""

import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.question import Facts
from bench.standards import DAY
from hornbook.book.book import open_book
from hornbook.standards.library import library
from hornbook.standards.verdict import Judge

Ready = tuple[Judge, list[str]]


def prepare(facts: Facts, columns: Sequence[str]) -> Ready:
    """The book open, its questions compiled, twenty companies drawn."""
    judge = Judge(open_book(Path(facts.book)).at(DAY), tuple(library.values()))
    subjects = pq.read_table(facts.made["inputs"], columns=["subject"])["subject"]
    drawn = np.random.default_rng(7).choice(len(subjects), 22, replace=False)
    warm, cold = (subjects.take(pa.array(part)).to_pylist() for part in (drawn[:20], drawn[20:]))
    for company in cold:
        judge(company)
    return judge, warm


def run(ready: Ready, days: Sequence[date]) -> pa.Table:
    """What each took."""
    judge, companies = ready
    spent = []
    for company in companies:
        start = time.perf_counter()
        judge(company)
        spent.append((time.perf_counter() - start) * 1000)
    return pa.table({"subject": companies, "milliseconds": spent})
