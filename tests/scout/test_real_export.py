"""The scout on the real export of December 2015: the whole population comes back as one ranking under its own ids."""

import csv
import io
from pathlib import Path

import pytest

from tests.cli.process import hornbook

DATA = Path(__file__).parents[2].parent / "shared" / "data"
EXPORT = DATA / "crunchbase_2015_12"

pytestmark = pytest.mark.skipif(not EXPORT.is_dir(), reason="the real export is not beside this checkout")

QUESTION = """
id = "hundred"
name = { en = "raises a round of US$100m or more within a year", zh = "一年内完成单轮1亿美元以上融资" }
population = "all(founded >= 2003-01-01, first_round >= 2004-01-01, rounds within 36 months >= 1)"
target = "largest_round within 6 months >= 100_000_000 USD"
horizon = 12
every = 6
"""


def test_the_whole_population_is_ranked_with_probabilities(tmp_path: Path) -> None:
    book = tmp_path / "book"
    assert hornbook("init", book=book).code == 0
    assert hornbook("import", "crunchbase", *sorted(EXPORT.glob("*.csv*")), book=book).code == 0
    (tmp_path / "hundred.toml").write_text(QUESTION, encoding="utf-8")
    done = hornbook(
        *("scout", "rank", "--as-of", "2015-12-11", "--question", tmp_path / "hundred.toml", "--csv"), book=book
    )
    assert done.code == 0, done.err
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert len(rows) > 26_000
    ids = [row["permalink"] for row in rows]
    assert len(set(ids)) == len(ids)
    assert all(each.startswith("/organization/") for each in ids)
    scores = [float(row["score"]) for row in rows]
    assert scores == sorted(scores, reverse=True)
    said = [float(row["probability"]) for row in rows]
    assert 0.0005 < sum(said) / len(said) < 0.02
    assert said[0] > 20 * said[-1]
