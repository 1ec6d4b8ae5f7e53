"""`hornbook coffee` as a user runs it: in both languages, asked again from its citation, and refused."""

from pathlib import Path

from tests.cli.here import hornbook
from tests.cli.process import hornbook as process
from tests.cli.snapshots import COMPANY, DAY


def test_the_page_in_both_languages_and_its_citation(snapshot_book: Path) -> None:
    """A process prints it in Chinese; the citation of the English page is asked again with the same answer."""
    chinese = process("coffee", COMPANY, "--as-of", DAY, "--lang", "zh", book=snapshot_book)
    assert chinese.code == 0, chinese.err
    for part in ("企业一页通", "企业概况", "认定标准", "支持措施", "可比企业及其后续情况", "未知事项", "来源"):
        assert part in chinese.out
    english = hornbook("coffee", COMPANY, "--as-of", DAY, "--years-before", "1", book=snapshot_book)
    assert english.code == 0, english.err
    for part in ("Company brief", "Who it is", "Standards", "Supports", "Comparable companies", "What is not known"):
        assert part in english.out
    citation = english.out.rstrip().splitlines()[-1]
    again = hornbook("recheck", citation, book=snapshot_book)
    assert again.code == 0, again.out + again.err


def test_a_company_that_the_book_does_not_know_on_the_day(snapshot_book: Path) -> None:
    done = hornbook("coffee", COMPANY, "--as-of", "1990-01-01", book=snapshot_book)
    assert done.code == 2
    assert f"No company '{COMPANY}' is in the book as of 1990-01-01" in done.err
    listed = hornbook("coffee", COMPANY, "--as-of", DAY, "--list", "nowhere.json", book=snapshot_book)
    assert listed.code == 2
    assert "nowhere.json" in listed.err
