"""What an import would do, shown without doing it."""

import contextlib
import json
from pathlib import Path

from hornbook.answers.preview import PreviewAnswer
from tests.answers.park import FIRMS
from tests.cli.snapshots import run
from tests.park import mapping

MAPPING = mapping("2021-06-30")


def test_a_preview_writes_nothing_and_says_what_an_import_would_do(tmp_path: Path) -> None:
    (tmp_path / "park.csv").write_text(f"{FIRMS}7,Odd,2019-01-01,深川市,5,RMB,2021-01-01\n", encoding="utf-8")
    (tmp_path / "park.toml").write_text(MAPPING, encoding="utf-8")
    words = ["import", "table", "park.toml", "park.csv"]
    book = tmp_path / "book"
    with contextlib.chdir(tmp_path):
        shown = json.loads(run([*words, "--preview", "--json"], book))
        page, chinese = run([*words, "--preview"], book), run(["--lang", "zh", *words, "--preview"], book)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["park.csv", "park.toml"]
        run(["init"], book)
        answer = json.loads(run([*words, "--json"], book))
        (batch,) = answer["batches"]
    assert set(shown) == set(PreviewAnswer.__dataclass_fields__)
    for key in ("rows", "facts", "rejects", "kinds"):
        assert shown[key] == batch[key]
    assert shown["unknown_words"] == answer["unknown_words"]
    assert len({fact["place"] for fact in shown["first"]}) == shown["rows"] - shown["rejects"]
    assert "Nothing was written" in page
    assert "未写入任何内容" in chinese
    unknown = {name for each in shown["stays_unknown"] for name in each["indicators"]}
    assert {"headcount", "raised", "patents"} <= unknown
    assert not {"name", "founded", "valuation", "listed"} & unknown


def test_columns_that_no_fact_uses_are_named(tmp_path: Path) -> None:
    (tmp_path / "park.csv").write_text("id,name,founded,city,value,currency,valued,mood\n1,A,2020-01-01,,,,,x\n")
    (tmp_path / "park.toml").write_text(MAPPING, encoding="utf-8")
    with contextlib.chdir(tmp_path):
        words = ["import", "table", "park.toml", "park.csv", "--preview"]
        assert json.loads(run([*words, "--json"], tmp_path / "book"))["unused_columns"] == ["mood"]


def test_rows_that_contradict_each_other_are_noted_as_an_import_notes_them(tmp_path: Path) -> None:
    """Both rows, in the same words and the same number, also far apart in the file."""
    far = "".join(f"{n},Firm {n},2019-01-01,Wuhan,5,USD,2021-01-01\n" for n in range(100, 180))
    (tmp_path / "park.csv").write_text(
        f"{FIRMS}8,Twice,2019-01-01,Wuhan,5,USD,2021-01-01\n{far}8,Twice,2019-02-01,Wuhan,9,USD,2021-01-01\n",
        encoding="utf-8",
    )
    (tmp_path / "park.toml").write_text(MAPPING, encoding="utf-8")
    words = ["import", "table", "park.toml", "park.csv"]
    with contextlib.chdir(tmp_path):
        shown = json.loads(run([*words, "--preview", "--json"], tmp_path / "book"))
        run(["init"], tmp_path / "book")
        (batch,) = json.loads(run([*words, "--json"], tmp_path / "book"))["batches"]
        rejects = json.loads(run(["rejects", "--json"], tmp_path / "book"))["rejects"]
        assert "the former stands" in " ".join(run([*words, "--preview"], tmp_path / "book").split())
    assert shown["notes"] == batch["notes"]
    mine = [each["reason"]["en"] for each in shown["refused"] if "stands" in each["reason"]["en"]]
    assert sorted(mine) == sorted(each["reason"]["en"] for each in rejects if "stands" in each["reason"]["en"])
    assert len(mine) >= 4


def test_companies_are_compared_with_those_of_a_book(tmp_path: Path) -> None:
    book = tmp_path / "book"
    (tmp_path / "park.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "old.toml").write_text(MAPPING.replace('name = "park"', 'name = "old"'), encoding="utf-8")
    head = "id,name,founded,city,value,currency,valued\n"
    (tmp_path / "old.csv").write_text(head + "1,Kite,2019-01-01,,,,\n", encoding="utf-8")
    (tmp_path / "park.csv").write_text(head + "1,KITE,2019-01-01,,,,\n2,Moss,2019-01-01,,,,\n", encoding="utf-8")
    words = ["import", "table", "park.toml", "park.csv"]
    with contextlib.chdir(tmp_path):
        run(["init"], book)
        run(["import", "table", "old.toml", "old.csv"], book)
        preview = [*words, "--preview", "--compare", "--json"]
        assert json.loads(run(preview, book))["meeting"] == {"companies": 2, "known": 0, "same_name": 1}
        run(words, book)
        assert json.loads(run(preview, book))["meeting"] == {"companies": 2, "known": 2, "same_name": 0}
        assert json.loads(run([*words, "--preview", "--json"], book))["meeting"] is None
