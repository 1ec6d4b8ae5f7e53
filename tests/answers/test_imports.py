"""What an import says of itself, the log, what was refused, and what Hornbook knows by itself."""

import contextlib
import re
from pathlib import Path

import pytest

from hornbook.answers.catalogues import IndicatorsAnswer, KindsAnswer, SourcesAnswer
from hornbook.answers.imports import ImportAnswer, LogAnswer, RejectsAnswer, ask_rejects
from hornbook.answers.wording.kinds import CHINESE
from hornbook.answers.wording.values import UNITS
from hornbook.book.book import open_book
from hornbook.errors import QuestionError
from hornbook.indicators.algebra import Unit
from hornbook.kinds import KINDS
from tests.answers.park import as_csv, as_json, as_sheets, firms_book
from tests.cli.snapshots import run


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return firms_book(tmp_path_factory.mktemp("imports"))


def test_an_import_adds_up_and_a_second_adds_nothing(tmp_path: Path) -> None:
    own = firms_book(tmp_path)
    with contextlib.chdir(tmp_path):
        again = as_json(["import", "table", "park.toml", "park.csv"], own)
        assert "already" in run(["import", "table", "park.toml", "park.csv"], own)
        later = (tmp_path / "more.csv").with_name("more.csv")
        later.write_text("id,name,founded,city,value,currency,valued\n9,Fern,2019-01-01,Wuhan,,,\n", encoding="utf-8")
        added = as_json(["import", "table", "park.toml", "more.csv"], own)
    assert set(again) == set(ImportAnswer.__dataclass_fields__)
    assert (again["batches"], len(again["already"]), again["version"]) == ([], 1, 1)
    (batch,) = added["batches"]
    assert (batch["rows"], batch["rejects"], added["version"]) == (1, 0, 2)
    assert batch["facts"] == sum(batch["kinds"].values())
    assert [file["name"] for file in batch["files"]] == ["more.csv", "park.toml"]


def test_the_log_and_the_rejects_in_every_form(book: Path) -> None:
    log = as_json(["log"], book)
    assert set(log) == set(LogAnswer.__dataclass_fields__)
    assert log["asked"]["book_version"] == 1
    (row,) = as_csv(["log"], book)
    assert (row["source"], row["rows"], row["simulated"]) == ("park", "4", "false")
    assert as_sheets(["log"], book)["batches"][1][4] == 4
    assert "导入记录：1 个批次" in run(["--lang", "zh", "log"], book)
    refused = as_json(["rejects"], book)
    assert set(refused) == set(RejectsAnswer.__dataclass_fields__)
    assert refused["count"] == len(refused["rejects"]) == 1
    assert refused["rejects"][0]["place"] == "park.csv:5"
    assert as_csv(["rejects"], book)[0]["whole"] == "true"
    assert "拒收的行与单元格备注：1 处" in run(["--lang", "zh", "rejects"], book)
    with pytest.raises(QuestionError, match="There is no batch"):
        ask_rejects(open_book(book), "abc")


def test_the_log_and_the_rejects_of_one_day_stand_in_the_order_of_writing(tmp_path: Path) -> None:
    """Whatever their digests are; also after a compaction."""
    own = firms_book(tmp_path)
    files = [f"{word}.csv" for word in ("moss", "alder", "yew", "birch", "oak")]
    with contextlib.chdir(tmp_path):
        for n, file in enumerate(files):
            row = f"{n + 20},Fern {n},2019-01-01,Wuhan,none,CNY,2023-01-01\n"
            Path(file).write_text(f"id,name,founded,city,value,currency,valued\n{row}", encoding="utf-8")
            run(["import", "table", "park.toml", file], own)
    for _ in range(2):
        log = [
            next(f["name"] for f in b["files"] if f["name"] != "park.toml") for b in as_json(["log"], own)["batches"]
        ]
        refused = dict.fromkeys(row["place"].split(":")[0] for row in as_json(["rejects"], own)["rejects"])
        assert log[1:] == list(refused)[1:] == files
        open_book(own).compact()


def test_a_new_book_and_a_compacted_one_say_so(tmp_path: Path) -> None:
    own = tmp_path / "own"
    assert "at version 0" in " ".join(run(["init"], own).split())
    assert as_json(["init"], own)["version"] == 0
    assert "无需合并" in run(["--lang", "zh", "compact"], own)
    assert as_json(["compact"], own)["before"] == 0


def test_catalogues_have_both_languages(book: Path) -> None:
    for word, of in (("sources", SourcesAnswer), ("kinds", KindsAnswer), ("indicators", IndicatorsAnswer)):
        answer = as_json([word], book)
        assert set(answer) == set(of.__dataclass_fields__)
        first = answer[word][0]
        assert first["title" if word == "sources" else "about"].keys() == {"en", "zh"}
        assert len(as_csv([word], book)) == len(answer[word])
    assert list(as_csv(["sources"], book)[0])[:3] == ["name", "title", "title_zh"]
    assert "融资" in run(["--lang", "zh", "kinds"], book)
    assert "融资" not in run(["kinds"], book)
    assert "采集日期：由文件或 --recorded 指明" in run(["--lang", "zh", "sources"], book)


def test_every_kind_and_every_unit_has_chinese_words() -> None:
    assert set(CHINESE) == set(KINDS)
    assert set(UNITS) == set(Unit)


def test_a_sentence_counts_one_thing_as_one(tmp_path: Path) -> None:
    """No page of a book with one file, one row and one company says that it has one files."""
    files, only = tmp_path / "park.csv", firms_book(tmp_path / "many")
    mapping = (only.parent / "park.toml").read_text(encoding="utf-8")
    (tmp_path / "park.toml").write_text(mapping, encoding="utf-8")
    row = "9,Fern,2019-01-01,Wuhan,,,\n"
    files.write_text(f"id,name,founded,city,value,currency,valued\n{row}", encoding="utf-8")
    own = tmp_path / "own"
    run(["init"], own)
    with contextlib.chdir(tmp_path):
        pages = [
            run(["import", "table", "--preview", "park.toml", "park.csv"], own),
            run(["import", "table", "park.toml", "park.csv"], own),
            run(["profile", "--as-of", "2021-12-31"], own),
            run(["export", str(tmp_path / "out")], own),
            run(["verify"], own),
            run(["erase", "Fern", "--preview"], own),
        ]
    plurals = re.findall(
        r"(?<![\d,.])1 [a-z ]{0,9}\b(?:rows|facts|files|companies|notes|bytes|commits)\b", " ".join(pages)
    )
    assert plurals == []
