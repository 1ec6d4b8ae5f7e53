"""The simulated region keeps its word: repeatable, labelled, ordered, and near published figures."""

import hashlib
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from hornbook.errors import SourceError
from hornbook.kinds import (
    KINDS,
    Acquired,
    Affiliation,
    Award,
    Described,
    Fact,
    Founded,
    Named,
    Registered,
    Round,
    SameAs,
    Valuation,
    payload,
)
from hornbook.sources.simulated import SimulatedRegion, recipe
from hornbook.sources.simulated.blocks import BLOCK, block, chunks
from hornbook.sources.simulated.figures import ecosystem_figures
from hornbook.sources.simulated.recipe import FIRST, LAST, Recipe, load_recipe
from hornbook.sources.source import Chunk, sources_by_name
from tests.english import english

SMALL = Recipe(companies=6_000, seed=7)


@pytest.fixture(scope="module")
def small() -> dict[type[Fact], pa.Table]:
    return {chunk.kind: chunk.table for chunk in chunks(SMALL)}


def _digest(recipe: Recipe) -> str:
    found = hashlib.sha256()
    for chunk in chunks(recipe):
        for batch in chunk.table.combine_chunks().to_batches():
            found.update(repr((chunk.kind.__name__, batch.to_pydict())).encode())
    return found.hexdigest()


def _days(table: pa.Table, name: str) -> np.ndarray:
    return np.asarray(table[name].cast(pa.int32()))


def test_a_seed_names_a_region() -> None:
    one = Recipe(companies=1_500, seed=7)
    assert _digest(one) == _digest(one)
    assert _digest(one) != _digest(Recipe(companies=1_500, seed=8))


def test_a_block_depends_on_no_other_block() -> None:
    recipe = Recipe(companies=BLOCK + 900, seed=3)
    alone = {chunk.kind: chunk.table for chunk in block(recipe, 1)}
    after = {chunk.kind: chunk.table for chunk in chunks(recipe)}  # of each kind the last block stays
    assert all(after[kind].equals(alone[kind]) for kind in alone)
    whole = list(block(recipe, 0))
    larger = list(block(Recipe(companies=3 * BLOCK, seed=3), 0))
    assert all(a.table.equals(b.table) for a, b in zip(whole, larger, strict=True))


def test_subjects_count_up_through_kinds_and_blocks() -> None:
    last: dict[type[Fact], str] = defaultdict(str)
    names = 0
    for chunk in chunks(Recipe(companies=BLOCK + 500, seed=1)):
        subjects = chunk.table["subject"].to_pylist()
        assert last[chunk.kind] < subjects[0] or not last[chunk.kind]
        assert len(subjects[0].encode()) == 12
        last[chunk.kind] = subjects[-1]
        names += len(set(subjects)) if chunk.kind is Named else 0
    assert names == BLOCK + 500
    assert last[Named] == f"sim-{BLOCK + 500:08d}"


def test_every_column_is_the_dictionary_s(small: dict[type[Fact], pa.Table]) -> None:
    common = {"subject": pa.string(), "valid": pa.date32(), "known": pa.date32(), "key": pa.string()}
    common |= {"place": pa.string(), "grade": pa.string(), "withdrawn": pa.bool_()}
    for kind, table in small.items():
        own = payload(kind)
        assert table.select(own.names).schema.equals(own), kind
        rest = {field.name: field.type for field in table.schema if field.name not in own.names}
        assert rest.items() <= common.items(), kind
        table.validate(full=True)


def test_nothing_required_is_missing(small: dict[type[Fact], pa.Table]) -> None:
    from hornbook.kinds import required

    for kind, table in small.items():
        for name in ("subject", "valid", "known", "place", "grade", *required(kind)):
            assert table[name].null_count == 0, (kind, name)


def test_rows_are_in_order_and_days_in_range(small: dict[type[Fact], pa.Table]) -> None:
    until = (LAST - date(1970, 1, 1)).days
    for kind, table in small.items():
        valid, known = _days(table, "valid"), _days(table, "known")
        who = pc.utf8_slice_codeunits(table["subject"], 4, 12).cast(pa.int64()).to_numpy()
        assert (np.diff(who * 100_000 + valid) >= 0).all(), kind
        assert (known >= valid).all(), kind
        assert known.max() <= until, kind


def test_nothing_happens_before_the_founding(small: dict[type[Fact], pa.Table]) -> None:
    born = dict(zip(*(small[Named][name].to_pylist() for name in ("subject", "valid")), strict=True))
    for subject, day in zip(*(small[Named][name].to_pylist() for name in ("subject", "valid")), strict=True):
        born[subject] = min(born[subject], day)
    assert min(born.values()) >= FIRST
    for kind, table in small.items():
        if kind is not Founded:
            pairs = zip(table["subject"].to_pylist(), table["valid"].to_pylist(), strict=True)
            assert all(day >= born[subject] for subject, day in pairs), kind


def test_a_record_is_first_known_by_its_name(small: dict[type[Fact], pa.Table]) -> None:
    named = small[Named].group_by("subject").aggregate([("known", "min")])
    first = dict(zip(named["subject"].to_pylist(), named["known_min"].to_pylist(), strict=True))
    assert len(first) == SMALL.companies
    for kind, table in small.items():
        pairs = zip(table["subject"].to_pylist(), table["known"].to_pylist(), strict=True)
        assert all(day >= first[subject] for subject, day in pairs), kind


def test_everything_says_that_it_is_simulated(small: dict[type[Fact], pa.Table]) -> None:
    for table in small.values():
        assert pc.unique(table["grade"]).to_pylist() == ["simulated"]
        assert pc.unique(table["place"]).to_pylist() == ["seed 7"]
    columns = {Named: "name", Affiliation: "to", Award: "name", Acquired: "by", Described: "text"}
    words = {word for kind, column in columns.items() for word in small[kind][column].to_pylist() if word}
    words |= {name for names in small[Round]["investors"].to_pylist() for name in names}
    assert all(word.endswith(("（模拟）", " (simulated)")) for word in words)
    assert SimulatedRegion.about.simulated


def test_versions_of_a_statement_share_a_key_and_are_known_one_after_the_other(
    small: dict[type[Fact], pa.Table],
) -> None:
    amended = moved = withdrawn = 0
    for kind, table in small.items():
        keys = table["key"].to_pylist() if "key" in table.schema.names else [None] * table.num_rows
        gone = table["withdrawn"].to_pylist() if "withdrawn" in table.schema.names else [False] * table.num_rows
        versions: dict[tuple[str, str], list[tuple[date, date, bool]]] = defaultdict(list)
        rows = zip(*(table[n].to_pylist() for n in ("subject", "valid", "known")), keys, gone, strict=True)
        for subject, valid, known, key, taken_back in rows:
            statement = "" if kind.key_is_kind else key or valid.isoformat()
            versions[subject, statement].append((known, valid, taken_back))
        for said in versions.values():
            assert len({known for known, _, _ in said}) == len(said), kind
            first, *later = sorted(said)
            assert not first[2], kind
            amended += any(not taken_back for _, _, taken_back in later)
            moved += any(valid != first[1] for _, valid, _ in later)
            withdrawn += any(taken_back for _, _, taken_back in later)
    assert amended > 200
    assert moved > 50
    assert withdrawn > 30


def test_second_records_repeat_a_company_under_another_name(small: dict[type[Fact], pa.Table]) -> None:
    joined = dict(zip(*(small[SameAs][name].to_pylist() for name in ("subject", "other")), strict=True))
    names = dict(zip(*(small[Named][c].to_pylist() for c in ("subject", "name")), strict=True))
    seconds = SMALL.companies // 50
    assert 0.3 * seconds < len(joined) < 0.6 * seconds
    assert min(joined) > f"sim-{SMALL.companies - seconds:08d}"
    assert np.mean([names[a] != names[b] for a, b in joined.items()]) > 0.5
    assert set(joined.values()) <= set(small[Registered]["subject"].to_pylist())


def test_the_region_comes_near_published_figures() -> None:
    recipe = Recipe(companies=150_000, seed=7)
    found = ecosystem_figures(chunks(recipe), recipe.until)
    between = {
        "facts per company": (9.5, 10.5),
        "unicorns per 10,000 companies": (8, 25),
        "mean value, US$bn": (2.2, 6.0),
        "share worth US$1-2bn": (0.42, 0.68),
        "share worth US$10bn or more": (0.01, 0.11),
        "Beijing, share of Chinese unicorns": (0.20, 0.42),
        "five cities, share of Chinese unicorns": (0.60, 0.82),
        "hard-tech share of unicorns": (0.60, 0.82),
        "hard-tech share of unicorns five years before": (0.28, 0.52),
        "unicorns that took under three years": (0.01, 0.09),
        "rounds known more than a year late": (0.15, 0.25),
        "yearly marks that did not move": (0.64, 0.76),
    }
    outside = {name: found[name] for name, (low, high) in between.items() if not low <= found[name] <= high}
    assert not outside


def test_values_go_down_too(small: dict[type[Fact], pa.Table]) -> None:
    rounds = small[Round]
    assert set(pc.unique(rounds["instrument"]).to_pylist()) >= {"equity", "debt", "grant", "unstated"}
    currencies = pc.value_counts(rounds["currency"].drop_null()).to_pylist()
    count = {entry["values"]: entry["counts"] for entry in currencies}
    assert count["CNY"] > sum(count.values()) / 2
    assert {"USD", "EUR", "GBP"} <= count.keys()
    worth = small[Valuation].filter(pc.equal(small[Valuation]["currency"], "CNY"))
    rows = list(zip(worth["subject"].to_pylist(), worth["amount"].to_pylist(), strict=True))
    falls = [b < a for (left, a), (right, b) in pairwise(rows) if left == right]
    assert 0.02 < np.mean(falls) < 0.4


def test_a_recipe_is_read_as_written(tmp_path: Path) -> None:
    path = tmp_path / "region.toml"
    path.write_text(recipe(200, 5, until=date(2020, 6, 30)), encoding="utf-8")
    assert SimulatedRegion().groups((path, path)) == [(path,), (path,)]
    assert SimulatedRegion().recorded((path,)) == date(2020, 6, 30)
    entries = list(english(SimulatedRegion().read((path,), date(2020, 6, 30))))
    assert all(isinstance(entry, Chunk) and entry.rows == entry.table.num_rows for entry in entries)
    assert max(entry.table["known"].to_pylist()[0] for entry in entries if isinstance(entry, Chunk)) <= date(
        2020, 6, 30
    )


def test_backfill_delays_a_fifth_of_company_months_and_changes_nothing_but_when_rounds_are_known() -> None:
    plain, late = (
        {chunk.kind: chunk.table for chunk in chunks(Recipe(companies=6_000, seed=7, backfilled=share))}
        for share in (0.0, 0.53)
    )
    assert all(plain[kind].equals(late[kind]) for kind in plain if kind is not Round)
    (key,) = (name for name in ecosystem_figures(chunks(SMALL), LAST) if "26 months" in name)
    found = [
        ecosystem_figures(chunks(Recipe(companies=6_000, seed=7, backfilled=share)), LAST)[key] for share in (0.0, 0.53)
    ]
    assert found == [pytest.approx(0.05, abs=0.01), pytest.approx(0.21, abs=0.015)]
    assert (_days(late[Round], "known") >= _days(late[Round], "valid")).all()
    assert set(map(str, late[Round]["subject"].unique())) <= set(map(str, plain[Named]["subject"].unique()))


def test_a_recipe_of_backfill_is_read_as_written(tmp_path: Path) -> None:
    path = tmp_path / "region.toml"
    path.write_text(recipe(200, 5, backfilled=0.5), encoding="utf-8")
    assert load_recipe(path) == Recipe(companies=200, seed=5, backfilled=0.5)
    assert recipe(200, 5) == recipe(200, 5, backfilled=0.0)
    with pytest.raises(SourceError, match="backfilled"):
        recipe(200, 5, backfilled=1.5)


def test_one_company_is_a_region_too() -> None:
    assert sum(chunk.rows for chunk in chunks(Recipe(companies=1, seed=0))) >= 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("companies = 10\nsede = 7", "no 'sede'. Did you mean 'seed'?"),
        ("companies = 10", "needs 'seed'"),
        ("companies = true\nseed = 7", "'companies' must be a whole number"),
        ("companies = 0\nseed = 7", "'companies' must be a whole number from 1 to 99999999, not 0"),
        ("companies = 10\nseed = -1", "'seed' must be"),
        ("companies = 10\nseed = 7\nuntil = 2025-12-31T00:00:00", "'until' must be a day"),
        ('companies = 10\nseed = 7\nuntil = "2025-12-31"', "'until' must be a day"),
        ("companies = 10\nseed = 7\nuntil = 2001-06-30", "at least a year after"),
        ("companies = 10\nseed = 7\nfrom = 1950-01-01", "between 1990-01-01 and 2100-12-31"),
        ('companies = 10\nseed = 7\nname = "a\\nb"', "'name' must be"),
        ("companies = 10\nseed = 7\nbackfilled = 1", "'backfilled' must be a share from 0.0 to 1.0, not 1"),
        ("companies = 10\nseed = 7\nbackfilled = nan", "'backfilled' must be"),
        ("companies: 10", "not a recipe"),
    ],
)
def test_a_bad_recipe_says_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "region.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"region\.toml") as caught:
        list(english(SimulatedRegion().read((path,), LAST)))
    assert says in str(caught.value)


def test_a_recipe_that_cannot_be_is_not_written() -> None:
    with pytest.raises(SourceError, match="companies"):
        recipe(0, 7)


def test_the_source_is_found_and_promises_in_both_languages() -> None:
    assert sources_by_name()["simulated"].about is SimulatedRegion.about
    (promise,) = SimulatedRegion().promises(LAST)
    assert promise.live
    assert promise.since == FIRST
    assert Round in promise.kinds
    assert Valuation not in promise.kinds
    assert all((*SimulatedRegion.about.title, *SimulatedRegion.about.files, *promise.says))
    assert set(promise.kinds) <= set(KINDS.values())
