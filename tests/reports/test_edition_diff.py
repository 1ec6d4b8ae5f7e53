"""Two editions: every difference is split by cause, company by company, and the parts sum to it."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hornbook.answers.census import ask_census
from hornbook.book.book import Book, open_book
from hornbook.cli.output import Form
from hornbook.lang.filter import company_filter
from hornbook.locale import Lang
from hornbook.population.count import yes
from hornbook.reports.yearbook.split import ADDED, Cause, Formula, Setting, TwoBooks
from hornbook.standards.ask import rule
from tests.cli.here import hornbook
from tests.forms import check_files, check_json
from tests.reports.editions import DAY, Made, asked_edition

EARLY, LATE = date(2022, 12, 31), date.fromisoformat(DAY)


@pytest.fixture(scope="module")
def books(edition: Made, tmp_path_factory: pytest.TempPathFactory) -> TwoBooks:
    """The book, and a later version of it in which two unicorns of the early day are one company."""
    folder = Path(shutil.copytree(edition.book, tmp_path_factory.mktemp("two") / "book"))
    first = open_book(folder)
    one, other = sorted(yes(first.at(EARLY)))[:2]
    done = hornbook("same", one.subject, other.subject, "--because", "a test", "--on", "2023-06-01", book=folder)
    assert done.code == 0, done.err
    return TwoBooks.opened(first, open_book(folder))


def setting(day: date, known: date, under: str | None = None, where: str | None = None) -> Setting:
    """A setting of all companies, or of some."""
    asked = rule(under, day)
    return Setting(day=day, known=known, rule=asked, money="spot", on_facts=False, where=where, group=None)


CHINA = 'country in {"CHN"}'
OLD, NEW = setting(EARLY, EARLY), setting(LATE, LATE, "cbinsights")


@pytest.mark.parametrize("group", [None, ("city", "Shenzhen"), ("city", "")])
@pytest.mark.parametrize("formula", Formula)
def test_the_parts_of_every_figure_are_those_of_the_settings_between(
    books: TwoBooks, formula: Formula, group: tuple[str, str] | None
) -> None:
    """The census is asked at each end; the companies of a part are there where the part is not nothing."""
    old, new = (replace(of, formula=formula, group=group) for of in (OLD, NEW))
    split = books.split(old, new)
    if formula is Formula.RANK and group in (None, ("city", "")):  # all, and companies of unknown city, have no rank
        assert split.parts is None
        return
    if formula is Formula.MEDIAN and group is not None:  # a city without a unicorn has no median at a setting
        assert (split.parts is None) == (None in split.figures)
        return
    assert split.parts is not None
    ends = [_census_figure(book, of) for book, of in ((books.earlier, old), (books.later, new))]
    assert split.is_of(*ends), (split.figures, ends)
    assert sum(split.parts.values()) == _exact(float(ends[1])) - _exact(float(ends[0]))
    for cause, part in split.parts.items():
        moved = [move.change for move in split.moves if move.cause is cause]
        assert moved or not part
        if formula in ADDED:
            assert sum(moved) == part


def _census_figure(book: Book, of: Setting) -> Decimal:
    """A figure as the census gives it."""
    under = None if of.rule.standard.id == "plain" else of.rule.label
    found = ask_census(book.at(of.day, known=of.known), ["city"] if of.group else [], under)
    word = of.group[1] if of.group else ""
    row = next((row for row in found.rows if (row.keys["city"] or "") == word), None) if of.group else found.total
    match of.formula:
        case Formula.COUNT:
            value: Any = row.count if row else 0
        case Formula.UNDECIDED:
            value = row.unknown if row else 0
        case Formula.SUM:
            value = row.value_usd if row else 0
        case Formula.MEDIAN:
            value = row.median_usd if row else None
        case _:
            value = getattr(row, of.formula.value, 1)
    return Decimal(str(value))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (setting(EARLY, EARLY), setting(LATE, LATE, "cbinsights")),
        (setting(EARLY, EARLY, where=CHINA), setting(EARLY, LATE, where=CHINA)),
        (setting(LATE, LATE, "cbinsights"), setting(EARLY, EARLY)),
    ],
)
def test_the_parts_sum_to_the_difference(books: TwoBooks, old: Setting, new: Setting) -> None:
    """Forward and backward in time, with another rule, and with knowledge alone."""

    def count(book: Book, of: Setting) -> int:
        where = company_filter(of.where) if of.where else None
        under = None if of.rule.standard.id == "plain" else of.rule.label
        return len(yes(book.at(of.day, known=of.known), under, where=where))

    split = books.split(old, new)
    parts, moves = split.parts, split.moves
    before, after = count(books.earlier, old), count(books.later, new)
    assert split.is_of(before, after)
    assert parts is not None
    assert sum(parts.values()) == sum(move.change for move in moves) == after - before
    if new.day == LATE:
        assert parts[Cause.IDENTITY] == -1
        assert parts[Cause.EVENT] > 0
    if old.rule is new.rule or old.day == new.day:
        assert not [move for move in moves if move.cause in (Cause.EVENT, Cause.RULE)]
    assert all(move.name for move in moves)


def test_an_edition_differs_from_itself_in_nothing_and_without_a_book_only_figures_are_compared(
    edition: Made, tmp_path: Path
) -> None:
    file = next(path for (_, form), path in edition.files.items() if form == "html")
    none = str(tmp_path / "none")
    assert json.loads(hornbook("yearbook", "diff", file, file, "--json", HORNBOOK_BOOK=none).out)["differences"] == []
    changed = tmp_path / "changed.html"
    text = file.read_text(encoding="utf-8")
    changed.write_text(re.sub(r'("id": "unicorns.beijing".*?"value": )\d+', r"\g<1>77", text), encoding="utf-8")
    done = hornbook("yearbook", "diff", changed, file, "--json", HORNBOOK_BOOK=none)
    (found,) = json.loads(done.out)["differences"]
    assert found["id"] == "unicorns.beijing"
    assert found["before"] == 77
    assert found["difference"] == found["after"] - 77
    assert found["parts"] is None


def _exact(number: float) -> Decimal:
    """A number of a JSON file, as it is written."""
    return Decimal(str(number))


def _is_added(of: dict[str, Any]) -> bool:
    """Whether a figure is a sum over companies."""
    return of["measure"] in ("count", "usd") and not of["id"].startswith("median.")


def test_two_editions_are_compared_in_every_form(edition: Made, tmp_path: Path) -> None:
    """Two years apart, by another rule: what differs is split, and each part is of companies that are named."""
    words = [
        "--as-of",
        "2022-12-31",
        "--place",
        "Beijing",
        "--standard",
        "cbinsights",
        "-o",
        str(tmp_path / "old.html"),
    ]
    assert hornbook("yearbook", "make", *words, book=edition.book).code == 0
    file = next(path for (_, form), path in edition.files.items() if form == "pdf")
    text, answer = asked_edition("yearbook", "diff", str(tmp_path / "old.html"), str(file), book=edition.book)
    check_json(text, answer)
    check_files(answer, tmp_path)
    found = json.loads(text)["differences"]
    parts = [of for of in found if of["parts"] is not None]
    assert {"unicorns.city.shenzhen", "rank.city.shenzhen", "share.beijing"} <= {of["id"] for of in parts}
    assert {of["measure"] for of in parts} == {"count", "usd", "rank", "share"}
    for of in parts:
        assert sum(_exact(part) for part in of["parts"].values()) == _exact(of["difference"])
        assert _exact(of["difference"]) == _exact(of["after"]) - _exact(of["before"])
        for cause, part in of["parts"].items():
            moved = [_exact(each["change"]) for each in of["companies"] if each["cause"] == cause]
            if _is_added(of):
                assert sum(moved) == _exact(part), (of["id"], cause)
            assert moved or not part, (of["id"], cause)
    for of in found:
        assert (of["parts"] is None) == (of["unsplit"] is not None), of["id"]
    assert {of["id"].partition(".")[0] for of in found if of["parts"] is None} & {"entered", "births", "concentration"}
    other = edition.book.parent / "other"
    assert hornbook("init", book=other).code == 0
    refused = hornbook("yearbook", "diff", file, file, book=other)
    assert refused.code == 2


def test_an_edition_that_was_tampered_with_is_not_split(edition: Made, tmp_path: Path) -> None:
    """The book does not give its figure: that is said, and the figure stands without causes."""
    page = edition.files[Lang.EN, Form.HTML].read_text(encoding="utf-8")
    changed, times = re.subn(r'("id": "unicorns.beijing".*?"value": )\d+', r"\g<1>123456", page)
    assert times == 1
    file = tmp_path / "changed.html"
    file.write_text(changed, encoding="utf-8")
    done = hornbook("yearbook", "diff", edition.files[Lang.EN, Form.HTML], file, "--json", book=edition.book)
    assert done.code == 0, done.err
    (differing,) = json.loads(done.out)["differences"]
    assert (differing["id"], differing["parts"], differing["companies"]) == ("unicorns.beijing", None, [])
    assert "unicorns.beijing is not what the book gives" in done.out


def test_editions_of_different_places_and_rules_are_named_as_such(edition: Made, tmp_path: Path) -> None:
    page = edition.files[Lang.EN, Form.HTML].read_text(encoding="utf-8")
    changed = page.replace('"where": "city in {\\"Beijing\\"}"', '"where": "city in {\\"Wuhan\\"}"', 1).replace(
        '"rule": "plain"', '"rule": "cbinsights"', 1
    )
    file = tmp_path / "other.html"
    file.write_text(changed, encoding="utf-8")
    done = hornbook("yearbook", "diff", edition.files[Lang.EN, Form.HTML], file)
    assert done.code == 0, done.err
    assert "different places" in done.out
    assert "different rules: plain and cbinsights" in done.out


@pytest.mark.parametrize(
    ("was", "now"), [('"measure": "rank"', '"measure": "taste"'), ('"id": "value.beijing"', '"id": "rank.beijing"')]
)
def test_a_manifest_of_unknown_units_or_of_one_id_twice_is_damaged(
    was: str, now: str, edition: Made, tmp_path: Path
) -> None:
    page = edition.files[Lang.EN, Form.HTML].read_text(encoding="utf-8")
    assert was in page
    file = tmp_path / "damaged.html"
    file.write_text(page.replace(was, now, 1), encoding="utf-8")
    done = hornbook("yearbook", "trace", "rank.beijing", file)
    assert done.code == 2
    assert "damaged" in done.err
