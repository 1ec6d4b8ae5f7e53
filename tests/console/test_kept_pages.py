"""Pages that were drawn before are the same bytes, come at once, and are drawn again where anything has changed."""

import os
from pathlib import Path

import pytest

from hornbook.console import kept_pages
from tests.cli.here import hornbook
from tests.console.client import DAY, Reader
from tests.park import WITH_COUNTRY, detailed, two_years


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of the user's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


PATHS = [f"/{lang}/{page}?{DAY}" for lang in ("zh", "en") for page in ("overview", "census", "log")]


def test_a_kept_page_is_the_same_and_needs_no_thread(cache: Path, tmp_path: Path) -> None:
    book = two_years(tmp_path)
    drawn = {path: Reader(book).get(path).content for path in PATHS}
    hurried = Reader(book, patience=0)  # a question to the book would be a page that says to wait
    for path, page in drawn.items():
        response = hurried.get(path)
        assert response.status_code == 200
        assert response.content == page
    assert hurried.get(f"/en/census?{DAY}&by=city").status_code == 202


def test_a_kept_page_says_that_the_book_has_grown_and_an_edit_of_it_is_not_read(cache: Path, tmp_path: Path) -> None:
    book = two_years(tmp_path)
    place = Reader(book).complete(f"/en/log?{DAY}")
    (tmp_path / "more.toml").write_text(detailed("2024-06-01", name="more"), encoding="utf-8")
    row = "9,New Giant,2019-05-01,CHN,Wuhan,9900000000,USD,2024-03-01,\n"
    (tmp_path / "more.csv").write_text(WITH_COUNTRY + row, encoding="utf-8")
    assert hornbook("import", "table", tmp_path / "more.toml", tmp_path / "more.csv", book=book).code == 0
    hurried = Reader(book, patience=0)
    assert "This is book version 2; the newest is 3." in hurried.text(place)
    for file in cache.rglob("*"):
        if file.is_file() and "pages" in file.parts:
            file.write_bytes(b"{}")
    assert hurried.get(place).status_code == 202


def test_another_rule_on_disk_is_another_page(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = two_years(tmp_path)
    Reader(book).text(f"/en/log?{DAY}")
    rule = tmp_path / "hurun.toml"
    rule.write_text(kept_pages.library["hurun"].source.text, encoding="utf-8")
    os.utime(rule, (1, 1))
    monkeypatch.setitem(kept_pages.library._paths, "hurun", rule)
    assert Reader(book, patience=0).get(f"/en/log?{DAY}").status_code == 202
