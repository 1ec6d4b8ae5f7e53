"""Six kinds of public table: clean ones are accused of nothing, and all sins of the others are named, in pairs too."""

from pathlib import Path

import pyarrow as pa
import pytest
from trials.audit import trial_tables, wrong

from hornbook.audit import ColumnRoles, audit_table
from hornbook.audit.columns import column
from hornbook.audit.dated import AGE_WORDS, says_age, says_founded
from hornbook.audit.naming import plain_name
from hornbook.audit.outcome_words import yes_no
from hornbook.errors import SourceError
from hornbook.locale import Lang, in_language
from tests.audit.public_tables import KINDS, SINS, public_table

PAIRS = list(SINS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_clean_table_of_a_public_kind_is_accused_of_nothing(kind: str) -> None:
    assert audit_table(public_table(kind, rows=900).table()).sins_found == ()


@pytest.mark.parametrize(("n", "kind"), list(enumerate(KINDS)))
def test_two_sins_beside_age_are_all_named(n: int, kind: str) -> None:
    """A copy of the outcome, a missingness leak and age, each kind of table with another pair."""
    first, then = PAIRS[n % 3], PAIRS[3 + n % 2]
    made = then(first(public_table(kind, rows=900, by_age=True)))
    assert audit_table(made.table()).sins_found == ("known-after-day", "age-as-exposure", "missingness-tells")


def test_a_sample_of_the_trial_is_exactly_right() -> None:
    """`python -m trials.audit` makes 400 such tables."""
    assert [problem for each in trial_tables(2, 2) if (problem := wrong(each))] == []


@pytest.mark.parametrize(
    "name",
    [
        "founded_at",
        "yearFounded",
        "成立日期",
        "設立年月日",
        "창립일",
        "Gründungsdatum",
        "date_de_création",
        "Fecha_fundación",
        "data_costituzione",
    ],
)
def test_founding_is_recognised_in_several_languages(name: str) -> None:
    assert says_founded(plain_name(name))


@pytest.mark.parametrize(
    "name",
    ["age", "company_age", "Alter", "âge_entreprise", "edad", "età_azienda", "企业年龄", "社齢", "업력", "成立年限"],
)
def test_age_is_recognised_in_several_languages(name: str) -> None:
    assert says_age(plain_name(name))


@pytest.mark.parametrize(
    "name", ["last_round_age", "stage", "average", "agent", "package", "age_first_funding_year", "closed_at"]
)
def test_words_that_only_look_like_it_are_neither(name: str) -> None:
    assert not says_age(plain_name(name))
    assert not says_founded(plain_name(name))
    assert AGE_WORDS.fullmatch(plain_name(name)) is None


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("yes", "no"),
        ("success", "fail"),
        ("是", "否"),
        ("operating", "closed"),
        ("acquired", "closed"),
        ("存续", "注销"),
    ],
)
def test_two_words_are_an_outcome_and_the_better_one_is_the_yes(yes: str, no: str) -> None:
    for words in ([yes, no, no], [no, yes, no]):
        found = yes_no(column("c", pa.chunked_array([pa.array(words)])))
        assert found is not None
        assert found.tolist() == [float(word == yes) for word in words]


def test_any_two_words_are_an_outcome_where_somebody_says_so() -> None:
    words = column("c", pa.chunked_array([pa.array(["up", "down", "down"])]))
    assert yes_no(words) is None
    found = yes_no(words, given=True)
    assert found is not None
    assert found.tolist() == [1.0, 0.0, 0.0]


def test_age_is_recognised_by_what_columns_hold() -> None:
    """Neither name says anything: one column does not move and comes first, the other is the time since."""
    made = public_table("directory", rows=600)
    columns = made.table().rename_columns(
        ["x1" if name == "founded_at" else name for name in made.table().column_names]
    )
    table = columns.append_column("x2", pa.array([f"{each:.2f}" for each in made.age]))
    roles = {each.column: each.role for each in audit_table(table).roles}
    assert (roles["x1"], roles["x2"]) == ("founded", "age")


def test_blank_cells_of_a_mark_are_no_missing_values() -> None:
    """One-hot sectors are blank for all but one sector, and blank cells that follow from the outcome leak nothing."""
    made = public_table("onehot", rows=900)
    found = audit_table(made.table())
    assert any("is_software" in in_language(note, Lang.EN) for note in found.notes)
    assert "is_" not in " ".join(in_language(each, Lang.EN) for each in found["missingness-tells"].measured)


def test_the_age_finding_holds_age_fixed_and_looks_at_later_rows() -> None:
    figures = dict(audit_table(public_table("register", rows=900, by_age=True).table())["age-as-exposure"].figures)
    assert figures["auc_within_age"] < figures["auc_age"]
    assert 0.5 < figures["auc_time_split_age"] <= 1
    assert "auc_time_split" in figures


def test_a_stated_encoding_is_read_and_a_wrong_one_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = "".join(f"Société {n},{n % 3:d},{n % 2:d}\n" for n in range(120))
    path.write_bytes(("firme,café,label\n" + rows).encode("latin-1"))
    roles = ColumnRoles(day=None)
    assert "café" in audit_table(path, roles, encoding="latin-1").features
    with pytest.raises(SourceError, match="does not read as utf-8"):
        audit_table(path, roles, encoding="utf-8")
    with pytest.raises(SourceError, match="No encoding is called 'latin-77'"):
        audit_table(path, roles, encoding="latin-77")
