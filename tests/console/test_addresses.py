"""Addresses are permanent: they show the same numbers after imports, and after a rule has changed."""

import shutil
from pathlib import Path
from threading import Event

import pytest

from hornbook.book.rule_texts import FOLDER
from hornbook.console.address import query_of, read_address
from hornbook.console.desk import BusyError, Desk, StillAskingError
from hornbook.console.draw import ROWS, rows_of_page
from hornbook.console.pages import PAGES
from hornbook.render.sheet import Column, Sheet, Table
from hornbook.standards.library import library
from hornbook.support.library import supports
from hornbook.terms import day
from tests.cli.here import hornbook
from tests.console.client import DAY, Reader, park
from tests.park import LAST, WITH_COUNTRY, detailed, two_years

__all__ = ["park"]


def test_an_address_is_completed_and_then_stays(park: Reader) -> None:
    place = park.complete(f"/en/census?{DAY}&standard=gei-unicorn")
    digest = library["gei-unicorn"].digest[:12]
    assert f"known={LAST}" in place
    assert "v=2" in place
    assert f"rule=gei-unicorn@{digest}" in place
    assert park.get(place).redirect_chain == []


def test_what_a_query_says_is_what_an_address_holds() -> None:
    page, today = PAGES["census"], day("2026-01-01")
    for query in (
        [("day", LAST)],
        [("day", LAST), ("known", LAST), ("known-set", "yes")],
        [("day", LAST), ("known", "2025-01-01"), ("v", "3"), ("by", "city"), ("by", "sector"), ("on-facts", "yes")],
        [("standard", "gei-unicorn:super"), ("rule", "gei-unicorn@0123456789ab"), ("where", "age <= 5 years")],
    ):
        address = read_address(page, query, today)
        from urllib.parse import parse_qsl

        assert read_address(page, parse_qsl(query_of(address)), today) == address


def test_an_earlier_version_shows_its_numbers_and_that_newer_ones_are_there(tmp_path: Path) -> None:
    book = two_years(tmp_path)
    reader = Reader(book)
    place = reader.complete(f"/en/census?{DAY}")
    file = reader.get(place + "&format=json").content
    (tmp_path / "more.toml").write_text(detailed("2024-06-01", name="more"), encoding="utf-8")
    row = "9,New Giant,2019-05-01,CHN,Wuhan,9900000000,USD,2024-03-01,\n"
    (tmp_path / "more.csv").write_text(WITH_COUNTRY + row, encoding="utf-8")
    assert hornbook("import", "table", tmp_path / "more.toml", tmp_path / "more.csv", book=book).code == 0
    for later in (reader, Reader(book)):  # the same process, and one that has kept nothing
        assert later.get(place + "&format=json").content == file
        text = later.text(place)
        assert "This is book version 2; the newest is 3." in text
        assert f'href="/en/census?{DAY}&known={LAST}"' in text
    assert "v=3" in reader.complete(f"/en/census?{DAY}")
    assert reader.get(f"/en/census?{DAY}&format=json").content != file
    assert "no version 9 yet" in reader.text("/en/census?v=9", status=404)


def test_a_rule_that_has_changed_is_asked_by_its_kept_text(tmp_path: Path) -> None:
    book = two_years(tmp_path)
    first = Reader(book)
    place = first.complete(f"/en/verdicts?{DAY}&companies=park:1&standard=gei-unicorn")
    file = first.get(place + "&format=json").content
    mended = tmp_path / "gei-unicorn.toml"
    text = library["gei-unicorn"].source.text
    mended.write_text(text.replace("1_000_000_000", "7_000_000_000"), encoding="utf-8")
    assert mended.read_text(encoding="utf-8") != text
    paths = library._paths
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(paths, "gei-unicorn", mended)
        later = Reader(book)
        assert later.get(place + "&format=json").content == file
        assert "has changed since" in later.text(place)
        now = later.complete(f"/en/verdicts?{DAY}&companies=park:1&standard=gei-unicorn")
        assert now != place
        shutil.rmtree(book / FOLDER)
        assert "is not kept here" in Reader(book).text(place, status=410)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book whose pages of many rules are asked again after rules have changed."""
    return two_years(tmp_path_factory.mktemp("many"))


@pytest.mark.parametrize("query", [
    "standards?", "support?", "verdicts?companies=park:1&all-standards=yes&",
])  # fmt: skip
def test_an_address_of_many_rules_shows_its_numbers_when_some_have_changed(
    query: str, many: Path, tmp_path: Path
) -> None:
    first = Reader(many)
    place = first.complete(f"/en/{query}{DAY}")
    assert "library=" in place
    file = first.get(place + "&format=json").content
    with pytest.MonkeyPatch.context() as patch:
        for known, name, old, new in (
            (library, "hurun", "1_000_000_000", "9_000_000_000"),
            (library, "pitchbook", "1_000_000_000", "8_000_000_000"),
            (supports, "cn-hefei-2022", "Hefei", "Old Hefei"),
        ):
            path = known.path(name)
            assert path is not None
            text = path.read_text(encoding="utf-8")
            assert old in text
            for to, made in ((name, text.replace(old, new)), ("zz-new", text.replace(f'"{name}"', '"zz-new"', 1))):
                mended = tmp_path / type(known[name]).__name__ / f"{to}.toml"
                mended.parent.mkdir(exist_ok=True)
                mended.write_text(made, encoding="utf-8")
                patch.setitem(known._paths, to, mended)
        later = Reader(many)
        assert later.get(place + "&format=json").content == file
        page = later.text(place)
        assert "changed since; this page asks the text" in page
        assert "zz-new" not in page.partition("<article")[2]
        if query == "standards?":
            assert later.complete(f"/en/{query}{DAY}") != place
            digest = place.partition("library=")[2].partition("@")[2][:12]
            (listed,) = (many / FOLDER).glob(f"{digest}*.toml")
            listed.unlink()
            assert "Some of the rules" in Reader(many).text(place, status=410)
    if query == "standards?":
        assert Reader(many).get(place + "&format=json").content == file


def test_the_text_of_another_rule_is_not_taken(park: Reader) -> None:
    park.complete(f"/en/census?{DAY}&standard=hurun")
    digest = library["hurun"].digest[:12]
    park.text(f"/en/census?{DAY}&standard=gei-unicorn&rule=gei-unicorn@{digest}", status=410)
    assert "is not kept here" in park.text("/en/census?rule=plain@000000000000", status=410)


def test_an_empty_book_says_what_to_do(tmp_path: Path) -> None:
    assert hornbook("init", book=tmp_path / "book").code == 0
    reader = Reader(tmp_path / "book")
    assert "This book is empty." in reader.text("/en/overview")
    assert "账本为空" in reader.text("/zh/log")


def test_a_book_that_has_gone_is_a_message(tmp_path: Path) -> None:
    assert "The book cannot be read" in Reader(tmp_path / "none").text("/en/log", status=500)


def test_who_would_wait_long_is_told_so_and_gets_the_answer_later() -> None:
    desk, go = Desk(patience=0.01), Event()
    asked: list[int] = []

    def job() -> str:
        asked.append(1)
        go.wait(30)
        return "answer"

    for _ in range(3):
        with pytest.raises(StillAskingError):
            desk.ask("key", job)
    patient = Desk.__dict__["ask"]
    desk._patience = 30
    go.set()
    assert patient(desk, "key", job) == "answer"
    assert asked == [1]
    desk.close()


def test_a_slow_question_is_a_page_that_looks_again(park: Reader) -> None:
    slow = Reader(park.book, patience=0)
    response = slow.get(f"/zh/census?{DAY}")
    assert response.status_code == 202
    assert response["Refresh"] == "2"
    assert "正在查询" in response.content.decode()
    Reader(park.book)


def test_too_many_questions_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hornbook.console.desk.QUEUE", 2)
    desk, go = Desk(patience=0), Event()
    for key in (1, 2):
        with pytest.raises(StillAskingError):
            desk.ask(key, go.wait)
    with pytest.raises(BusyError):
        desk.ask(3, go.wait)
    go.set()
    desk.close()


def test_every_row_stands_on_one_page_of_rows() -> None:
    rows = tuple({"n": n} for n in range(2 * ROWS + 1))
    sheet = Sheet("long", (Table("rows", (Column("n", "n"),), rows, shown=5),))
    seen = []
    for number in (1, 2, 3):
        shown, at, pages = rows_of_page(sheet, number)
        assert (at, pages) == (number, 3)
        (table,) = shown.blocks
        assert isinstance(table, Table)
        seen += list(table.rows)
    assert seen == list(rows)
    assert rows_of_page(sheet, 99)[1] == 3
