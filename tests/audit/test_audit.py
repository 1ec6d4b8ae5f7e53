"""The audit of tables: each sin planted by itself is named, no other is, and a clean table is accused of none."""

import gzip
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from hornbook.audit import SINS, Audit, ColumnRoles, How, SinVerdict, audit_table
from hornbook.errors import QuestionError, SourceError
from hornbook.locale import Lang, in_language
from tests.audit import tables

STYLES: dict[str, dict[str, Any]] = {
    "english": {"names": tables.ENGLISH},
    "panel": {"names": tables.LONG, "panel": True},
    "chinese": {"names": tables.CHINESE, "yearly": False},
}
PLANTED = [(sin, plant) for sin, plants in tables.PLANTS.items() for plant in plants]


def made(style: str, seed: int = 0, n: int = 4_000, share: float = 0.05) -> tables.Made:
    return tables.clean(seed, n, share, **STYLES[style])


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(("seed", "n"), [(0, 4_000), (1, 2_500), (2, 12_000)])
def test_a_clean_table_is_accused_of_nothing(style: str, seed: int, n: int) -> None:
    assert audit_table(made(style, seed, n).table()).sins_found == ()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(("sin", "plant"), PLANTED, ids=[plant.__name__ for _, plant in PLANTED])
def test_a_planted_sin_is_named_and_no_other(style: str, sin: str, plant: tables.Plant) -> None:
    found = audit_table(plant(made(style)).table())
    assert found.sins_found == (sin,)
    accused = found[sin]
    for said in (accused.worth, accused.do):
        assert said
        assert in_language(said, Lang.EN)
        assert in_language(said, Lang.ZH)
    assert 0 < accused.rows <= found.examined


def test_every_sin_is_spoken_of_in_order() -> None:
    assert [each.id for each in audit_table(made("english").table()).findings] == list(SINS)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (tables.at_random, tables.filled_for_winners),
        (tables.round_ahead, tables.few_losers),
        (tables.horizon_gone, tables.at_random),
    ],
)
def test_two_sins_are_both_named(first: tables.Plant, then: tables.Plant) -> None:
    sins = {sin for sin, plant in PLANTED if plant in (first, then)}
    assert set(audit_table(then(first(made("english"))).table()).sins_found) == sins


def test_one_table_one_answer() -> None:
    table = made("english").table()
    assert audit_table(table) == audit_table(table)


def test_rows_in_another_order_are_the_same_table() -> None:
    table = tables.at_random(made("english")).table()
    order = np.random.default_rng(0).permutation(table.num_rows)
    assert audit_table(table.take(pa.array(order))).sins_found == audit_table(table).sins_found


def test_without_days_nothing_is_said_of_time() -> None:
    table = made("english").drop("day", "known", "last", "horizon", "outcome_day", "founded").table()
    found = audit_table(table)
    for sin in ("known-after-day", "no-horizon", "age-as-exposure", "random-split"):
        assert found[sin].verdict is SinVerdict.CANNOT, sin
        assert found[sin].do


def test_a_told_role_stands_and_is_said_to_be_told() -> None:
    table = made("english").table().rename_columns(["a", *made("english").table().column_names[1:]])
    found = audit_table(table, ColumnRoles(id="a"))
    assert [each.how for each in found.roles if each.role == "id"] == [How.GIVEN]


def test_a_stated_base_rate_is_measured_against() -> None:
    table = made("english").table()
    assert audit_table(table, prevalence=0.05).sins_found == ()
    assert audit_table(table, prevalence=0.01).sins_found == ("prevalence-inflated",)


def test_a_large_table_is_sampled_by_whole_companies_and_says_so() -> None:
    table = tables.clean(0, 9_000, 0.05, **STYLES["panel"]).table()
    found = audit_table(table, rows=4_000)
    assert found.rows == 9_000
    assert 1_500 < found.examined <= 4_000
    assert any("fixed sample" in in_language(note, Lang.EN) for note in found.notes)
    assert found.sins_found == ()


@pytest.mark.parametrize("end", [".csv", ".csv.gz", ".tsv", ".parquet"])
def test_a_file_is_the_same_as_its_table(tmp_path: Path, end: str) -> None:
    table = tables.at_random(made("chinese")).table()
    path = tmp_path / f"t{end}"
    if end == ".parquet":
        pq.write_table(table, path)
    else:
        plain = tmp_path / "plain"
        options = pyarrow.csv.WriteOptions(delimiter="\t" if end == ".tsv" else ",")
        pyarrow.csv.write_csv(table, plain, options)
        path.write_bytes(gzip.compress(plain.read_bytes()) if end.endswith("gz") else plain.read_bytes())
    found = audit_table(path)
    assert found.sins_found == ("random-split",)
    assert found.rows == table.num_rows


def test_ragged_lines_are_refused_with_their_places_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    pyarrow.csv.write_csv(made("english").table(), path)
    lines = path.read_text("utf-8").splitlines()
    lines[3] += ",one,too,many"
    path.write_text("\n".join(lines), "utf-8")
    found = audit_table(path)
    assert (found.rows, found.refused) == (3_999, 1)
    assert ":4" in in_language(found.refusals[0], Lang.EN)


def test_a_file_in_the_old_chinese_encoding_is_read_and_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    pyarrow.csv.write_csv(made("chinese").table(), path)
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))
    found = audit_table(path)
    assert found.sins_found == ()
    assert any("gb18030" in in_language(note, Lang.EN) for note in found.notes)


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("", SourceError, "empty"),
        ("company,label\n", SourceError, "no rows"),
        ("company,label\n" + "".join(f"c{n},0\n" for n in range(200)), QuestionError, "every outcome"),
        ("company,size\n" + "".join(f"c{n},{n}\n" for n in range(200)), QuestionError, "outcome"),
    ],
    ids=["empty", "header only", "one outcome", "no outcome"],
)
def test_a_table_with_nothing_to_examine_is_a_clear_error(
    tmp_path: Path, text: str, error: type[Exception], says: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(error, match=says):
        audit_table(path)


def test_hostile_names_and_cells_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = "".join(f'"=HYPERLINK(""x"")",[bold]{n}[/bold],{n % 7 == 0:d},13800138000\n' for n in range(300))
    path.write_text("company,=cmd|' /C calc'!A0,label,phone\n" + rows, "utf-8")
    found = audit_table(path, ColumnRoles(day=None))
    assert isinstance(found, Audit)
    assert "13800138000" not in str(found.findings)


def test_an_unknown_column_is_told_with_the_nearest() -> None:
    with pytest.raises(QuestionError, match="Did you mean 'label'"):
        audit_table(made("english").table(), ColumnRoles(outcome="labl"))


# ---- a feature that is the outcome itself


def sold_or_shut(rows: int = 300, slips: int = 0, words: dict[bool, str] | None = None) -> pa.Table:
    """Firms whose `state` says the outcome in other words, and whose end has a day where they were shut."""
    random = np.random.default_rng(3)
    success = random.random(rows) < 0.3
    state = [(words or {True: "sold", False: "shut"})[bool(each)] for each in success]
    for n in range(slips):
        state[n] = "sold" if state[n] == "shut" else "shut"
    return pa.table(
        {
            "firm": [f"f{n}" for n in range(rows)],
            "founded": [2000 + n % 15 for n in range(rows)],
            "heads": random.integers(1, 90, rows),
            "raised": random.integers(1, 900, rows),
            "ended_on": [None if each else f"{2016 + n % 5}-03-0{1 + n % 8}" for n, each in enumerate(success)],
            "state": state,
            "success": success.astype(int),
        }
    )


def test_a_feature_that_is_the_outcome_itself_is_named() -> None:
    found = audit_table(sold_or_shut())["known-after-day"]
    assert found.verdict is SinVerdict.FOUND
    says = in_language(found.measured[0], Lang.EN)
    assert says.startswith("state is the outcome itself")
    assert "what follows from it excuses nothing" in says
    assert "0.5" in in_language(found.worth, Lang.EN) or "1.0" in in_language(found.worth, Lang.EN)


def test_what_follows_from_the_outcome_itself_excuses_nothing() -> None:
    """A day of the end that is there for failures alone follows from `state`, and tells the outcome all the same."""
    found = audit_table(sold_or_shut())["missingness-tells"]
    assert found.verdict is SinVerdict.FOUND
    assert "ended_on is empty for 100.0% of positives" in " ".join(in_language(s, Lang.EN) for s in found.measured)
    assert "Set aside" not in " ".join(in_language(s, Lang.EN) for s in found.measured)


def test_a_mirror_may_slip_but_a_mere_correlate_is_none() -> None:
    assert audit_table(sold_or_shut(2_000, slips=4))["known-after-day"].verdict is SinVerdict.FOUND
    assert audit_table(sold_or_shut(2_000, slips=100))["known-after-day"].verdict is SinVerdict.CANNOT


def test_no_model_sees_the_outcome_itself() -> None:
    """With it every other sin would look small; the age of a clean table with a mirror is measured as without."""
    table = tables.clean(0, 4_000, 0.05, **STYLES["english"]).table()
    state = pa.array(["up" if each == "1" else "down" for each in map(str, table["label"].to_pylist())])
    found, before = audit_table(table.append_column("state", state)), audit_table(table)
    assert found.sins_found == ("known-after-day",)
    assert found["age-as-exposure"].figures == before["age-as-exposure"].figures
