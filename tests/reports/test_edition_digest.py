"""A yearbook's file that was changed after it was made says so, without the book."""

import json
import re
from pathlib import Path

import pytest

from hornbook.cli.output import Form
from hornbook.locale import Lang
from hornbook.reports.yearbook.manifest import read_manifest
from tests.cli.here import hornbook
from tests.reports.editions import Made


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (r'("id": "undecided.beijing".*?"value": )\d+', r"\g<1>123456", "The manifest of this edition was changed"),
        (r"<h1>", "<h1>Approved: ", "The page of this edition was changed"),
        (r"</body>", "<p>Approved</p></body>", "The page of this edition was changed"),
        (r'data-sha256="[0-9a-f]', 'data-sha256="x', "The page of this edition was changed"),
    ],
)
def test_an_edition_that_was_changed_says_so_without_the_book(
    was: str, now: str, said: str, edition: Made, tmp_path: Path
) -> None:
    page = edition.files[Lang.EN, Form.HTML].read_text(encoding="utf-8")
    changed = re.sub(was, now, page, count=1)
    assert changed != page
    file = tmp_path / "changed.html"
    file.write_text(changed, encoding="utf-8")
    done = hornbook("yearbook", "trace", "undecided.beijing", file, HORNBOOK_BOOK=str(tmp_path / "none"))
    assert done.code == 1
    assert said in done.out
    other = hornbook("yearbook", "diff", edition.files[Lang.EN, Form.PDF], file, HORNBOOK_BOOK=str(tmp_path / "none"))
    assert said in other.err


def test_the_last_page_prints_the_digest_of_the_manifest(edition: Made) -> None:
    for lang in Lang:
        digest = read_manifest(edition.files[lang, Form.PDF]).sha256
        assert f"{digest}</p>" in edition.files[lang, Form.HTML].read_text(encoding="utf-8")


def test_a_citation_that_was_changed_gives_another_answer(edition: Made, tmp_path: Path) -> None:
    """The same figure in another answer is told, too."""
    page = edition.files[Lang.EN, Form.HTML].read_text(encoding="utf-8")
    changed = re.sub(r'("id": "undecided.beijing".*?answer=)[0-9a-f]+', r"\g<1>0123456789ab", page, count=1)
    file = tmp_path / "changed.html"
    file.write_text(changed, encoding="utf-8")
    done = hornbook("yearbook", "trace", "undecided.beijing", file, "--json", book=edition.book)
    assert done.code == 1
    told = json.loads(done.out)
    assert (told["same"], told["same_answer"], told["intact"]) == (True, False, False)


def test_an_edition_names_the_figures_that_were_changed(edition: Made, tmp_path: Path) -> None:
    page = edition.files[Lang.EN, Form.HTML].read_text(encoding="utf-8")
    changed = re.sub(r'("id": "undecided.beijing".*?"value": )\d+', r"\g<1>123456", page, count=1)
    removed = re.sub(r'\{"id": "undecided.beijing".*\n', "", page, count=1)
    for text, ids in ((page, []), (changed, ["undecided.beijing"]), (removed, [])):
        file = tmp_path / "changed.html"
        file.write_text(text, encoding="utf-8")
        words = ["yearbook", "trace", "rank.beijing", str(file), "--json"]
        told = json.loads(hornbook(*words, HORNBOOK_BOOK=str(tmp_path / "none")).out)
        assert (told["changed"], told["intact"]) == (ids, text == page)
    assert "No figure was changed by itself" in hornbook(*words[:-1], HORNBOOK_BOOK=str(tmp_path / "none")).out
