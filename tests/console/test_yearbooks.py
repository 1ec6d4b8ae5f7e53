"""The yearbooks of a folder: listed by their manifests, opened in a sandbox, and no other file is served."""

from datetime import date
from html import unescape
from pathlib import Path

import pytest

from hornbook.console.yearbooks import YearbookShelf, edition_policy
from hornbook.locale import Lang, printed
from hornbook.reports.yearbook.manifest import MANIFEST, manifest_digest, manifest_text
from tests.cli.here import hornbook
from tests.console.client import Reader
from tests.park import LAST, two_years

HOSTILE = "<script>alert(1)</script><style>body { color: red }</style><b onclick='alert(2)'>北京</b>"


def _edition(folder: Path, name: str, lang: str = "zh-Hans", day: str = LAST, place: str = "Beijing") -> Path:
    """A page with a manifest and no statistics, which holds what a hostile hand might write."""
    content = {
        "format": "hornbook-yearbook:1", "hornbook": "0", "citation": "", "place": place,
        "place_name": {"en": place, "zh": "北京"}, "where": "", "day": day, "known": day, "known_by_default": True,
        "since": day, "rule": "plain", "rule_sha256": "0" * 64, "on_facts": False, "book_version": 1,
        "book_digest": "0" * 64, "simulated": False, "sources": [], "statistics": [],
    }  # fmt: skip
    text = manifest_text(content | {"sha256": manifest_digest(content)})
    file = folder / name
    script = f'<script type="application/json" data-sha256="{"0" * 64}" id="{MANIFEST}">\n{text}</script>\n'
    file.write_text(f'<!doctype html>\n<html lang="{lang}">\n{HOSTILE}{script}</html>\n', encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A console with the editions of a folder, in which other files lie too."""
    pytest.importorskip("django")
    folder = tmp_path_factory.mktemp("yearbooks")
    book = two_years(folder)
    shelf = folder / "editions"
    shelf.mkdir()
    _edition(shelf, "first.html")
    _edition(shelf, "北京 2023.html", day="2023-12-31", lang="en", place=HOSTILE)
    (shelf / "notes.html").write_text("<p>no edition</p>", encoding="utf-8")
    (shelf / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (shelf / "secret.txt").write_text("secret", encoding="utf-8")
    _edition(folder, "outside.html")
    (shelf / "link.html").symlink_to(folder / "outside.html")
    return Reader(book, yearbooks=shelf)


def test_the_list_names_each_edition_with_its_days_and_language(reader: Reader) -> None:
    text = reader.text("/en/yearbooks")
    assert "Beijing: yearbook 2024" in text
    assert "北京：2024年年鉴" in reader.text("/zh/yearbooks")
    for word in (LAST, "2023-12-31", "中文", "HTML", "This file was changed after it was made."):
        assert word in text
    for name in ("notes.html", "broken.pdf", "secret.txt", "link.html", "outside.html"):
        assert name not in text
    assert HOSTILE not in reader.get("/en/yearbooks").content.decode()
    assert "/en/yearbooks" in reader.text("/en/log")


def test_an_edition_is_shown_in_a_sandbox_and_downloaded(reader: Reader) -> None:
    response = reader.get("/en/yearbooks/first.html")
    assert response.status_code == 200
    policy = response["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "allow-" not in policy
    assert response["Content-Disposition"].startswith("inline")
    assert response["X-Content-Type-Options"] == "nosniff"
    saved = reader.get("/en/yearbooks/first.html?download=yes")
    assert saved["Content-Disposition"] == 'attachment; filename="first.html"'
    assert saved.content == response.content == (reader.shelf / "first.html").read_bytes()
    page = reader.get("/zh/yearbooks").content.decode()
    chinese = next(part for part in page.split('"') if part.startswith("/zh/yearbooks/%E5"))
    assert reader.get(unescape(chinese)).status_code == 200


@pytest.mark.parametrize("name", [
    "notes.html", "broken.pdf", "secret.txt", "link.html", "outside.html", "..", "%2e%2e", "..%2foutside.html",
    "%2e%2e%2foutside.html", "..%5coutside.html", "/etc/passwd", "%2fetc%2fpasswd", "first.html%00.txt", "first.html/",
    "FIRST.html", "",
])  # fmt: skip
def test_no_other_file_is_served(name: str, reader: Reader) -> None:
    text = reader.text(f"/en/yearbooks/{name}", status=404)
    assert "There is no such page" in text


def test_without_a_folder_the_demonstrations_yearbook_is_shown(tmp_path: Path) -> None:
    book = tmp_path / "book"
    assert hornbook("init", book=book).code == 0
    _edition(tmp_path, "other.html")
    reader = Reader(book)
    assert "No yearbook was made yet." in reader.text("/en/yearbooks")
    _edition(tmp_path, "book-yearbook.html")
    assert "/en/yearbooks/book-yearbook.html" in reader.text("/en/yearbooks")
    assert "other.html" not in reader.text("/en/yearbooks")


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    shelf = YearbookShelf(tmp_path)
    assert shelf.listed() == []
    _edition(tmp_path, "a.html")
    (first,) = shelf.listed()
    assert (first.day, first.form) == (date.fromisoformat(LAST), "HTML")
    _edition(tmp_path, "a.html", day="2023-12-31", place="Wuhan")
    (second,) = shelf.listed()
    assert printed(second.title, Lang.EN) == "Wuhan: yearbook 2023"
    assert YearbookShelf(tmp_path / "none").listed() == []


def test_a_page_without_styles_has_none() -> None:
    assert "style-src 'none'" in edition_policy(b"<p>no style</p>")


def test_serve_refuses_a_folder_that_is_not_there(tmp_path: Path) -> None:
    book = tmp_path / "book"
    assert hornbook("init", book=book).code == 0
    done = hornbook("serve", "--yearbooks", tmp_path / "none", book=book)
    assert done.code == 2
    assert "There is no folder" in done.err
