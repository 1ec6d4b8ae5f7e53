"""A15, second half: a refused row of a promised kind lifts the promise for its company (decision 4)."""

from datetime import date
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest

from hornbook.answers.imports import import_answer, import_blocks
from hornbook.book import ledger
from hornbook.book.book import Book, new_book, open_book
from hornbook.engine import Engine
from hornbook.indicators.panel import panel
from hornbook.indicators.profile import profile
from hornbook.kinds import Acquired, Closed, Listed, Named, Round, SameAs, Valuation
from hornbook.lang.bind import bind
from hornbook.lang.read import read_rule
from hornbook.lang.scope import RuleScope
from hornbook.locale import Lang, in_language
from hornbook.population.count import census
from hornbook.quality.conflicts import conflicts
from hornbook.render.sheet import Line
from hornbook.sources.table import MappedTable
from hornbook.standards.behind import silent
from hornbook.standards.judge import answered, needed
from hornbook.terms import Day
from tests.strategies import Given, put
from tests.strategies import promise as promised

FIRST, SECOND, THIRD = date(2022, 1, 31), date(2023, 1, 31), date(2024, 1, 31)
MAPPING = """
[source]
name = "export"
title = "An export"
maker = "A maker"

[file]
{file}

[subject]
columns = ["id"]

[[fact]]
kind = "Named"
valid = 2010-01-01
name = {{ column = "name" }}

[[fact]]
kind = "Round"
when = {{ column = "what", equals = ["round"] }}
valid = {{ column = "day", format = "%Y-%m-%d" }}
key = ["day"]
type = {{ column = "type" }}
amount = {{ column = "amount" }}
currency = "USD"
instrument = {{ column = "instrument" }}

[[fact]]
kind = "Listed"
when = {{ column = "what", equals = ["listed"] }}
valid = {{ column = "day", format = "%Y-%m-%d" }}
until = {{ column = "until", format = "%Y-%m-%d" }}

[[promise]]
kinds = ["Round", "Listed"]
since = 2000-01-01
says = "Every round and listing."
"""
HEAD = "id,name,what,day,type,amount,instrument,until\n"


def imported(
    book: Book, folder: Path, rows: str, recorded: Day, *, file: str = "", table: Path | None = None
) -> list[str]:
    """Import rows by the mapping; the sentences of the import's page."""
    rules, path = folder / "map.toml", folder / f"{recorded}.csv"
    rules.write_text(MAPPING.format(file=file))
    path.write_text(HEAD + rows)
    taken = book.take(MappedTable(), [rules, table or path], recorded=recorded)
    blocks = import_blocks(import_answer(taken, book))
    return [in_language(block.text, Lang.EN) for block in blocks if isinstance(block, Line)]


def rounds(book: Book, day: Day, known: Day | None = None, column: str = "rounds") -> dict[str, int | None]:
    """An indicator by the id of the company, the same from a profile and from a panel."""
    view = book.at(day, known=known)
    found = {row["subject"]: row[column] for row in book.engine.arrow(profile(view, [column])).to_pylist()}
    days = {
        row["subject"]: row[column] for table in panel(book, [day], [column], known=known) for row in table.to_pylist()
    }
    assert found == days
    return {subject.removeprefix("export:"): value for subject, value in found.items()}


@pytest.fixture
def book(tmp_path: Path, engine: Engine) -> Book:
    return new_book(tmp_path / "book", engine=engine)


SILENT = "a,Alder,,,,,,\nb,Birch,,,,,,\n"


@pytest.mark.parametrize(
    "row",
    [
        "b,,round,2021-02-30,seed,5,equity,\n",
        "b,,round,,seed,5,equity,\n",
        "b,,round,2029-01-01,seed,5,equity,\n",
        "b,,round,2021-01-05,seed,5,equity,,one too many\n",
        "b,,round,#REF!,#N/A,#N/A,#N/A,\n",
        "b,,#VALUE!,2021-01-05,seed,5,equity,\n",
    ],
)
def test_a15_a_refused_row_of_a_promised_kind_is_unknown_and_never_no(book: Book, tmp_path: Path, row: str) -> None:
    """No day, a day that cannot be or is still to come, a torn row, errors of a spreadsheet: Birch may have a round."""
    page = imported(book, tmp_path, SILENT + row, FIRST)
    assert rounds(book, FIRST) == {"a": 0, "b": None}
    assert any("lift the promise" in line and "Round (1)" in line for line in page)


def test_a15_a_row_that_is_taken_lifts_nothing(book: Book, tmp_path: Path) -> None:
    """An unknown instrument or amount leaves its field unstated; the round itself is known."""
    page = imported(book, tmp_path, SILENT + "b,,round,2021-01-05,seed,five,barter,\n", FIRST)
    assert rounds(book, FIRST) == {"a": 0, "b": 1}
    assert rounds(book, FIRST, column="raised") == {"a": 0, "b": None}
    assert not any("promise" in line for line in page)


def test_a15_one_of_two_rounds_refused_leaves_the_count_open(book: Book, tmp_path: Path) -> None:
    """A promise also says that there are no more; that, too, is lifted."""
    row = "b,,round,2021-01-05,seed,5,equity,\nb,,round,soon,A,7,equity,\n"
    imported(book, tmp_path, SILENT + row, FIRST)
    view = book.at(FIRST)
    assert rounds(book, FIRST) == {"a": 0, "b": 1}  # as many as are known; a rule that sets a limit sees both sides
    assert view.engine.arrow(profile(view, ["raised"])).num_rows == 2

    conditions = {
        "few": bind(read_rule("rounds <= 1"), RuleScope()),
        "one": bind(read_rule("rounds >= 1"), RuleScope()),
    }
    answers = {
        row["subject"]: (row["few"], row["one"]) for row in view.engine.arrow(answered(view, conditions)).to_pylist()
    }
    assert answers == {"export:a": (True, False), "export:b": (None, True)}


def test_a15_an_end_that_cannot_be_read_is_no_listing_without_an_end(book: Book, tmp_path: Path) -> None:
    """`until` unreadable: whether it is still listed is unknown, and neither yes nor no."""
    imported(book, tmp_path, SILENT + "b,,listed,2019-01-05,,,,later\na,,listed,2019-01-05,,,,2020-01-05\n", FIRST)
    assert rounds(book, FIRST, column="listed")["b"] is None
    view = book.at(FIRST)
    assert not [told for told in view.story("export:b") if told.kind == "Listed"]


def test_a15_as_of_the_promise_is_lifted_from_the_day_of_recording_on_and_restored_by_a_whole_import(
    book: Book, tmp_path: Path
) -> None:
    """2022 whole, 2023 with a refused row, 2024 whole again: each as it was known then."""
    bad, good = "b,,round,?,seed,5,equity,\n", "b,,round,2021-03-01,seed,5,equity,\n"
    imported(book, tmp_path, SILENT, FIRST)
    imported(book, tmp_path, SILENT + bad, SECOND)
    imported(book, tmp_path, SILENT + good, THIRD)
    assert rounds(book, FIRST) == {"a": 0, "b": 0}
    assert rounds(book, FIRST, known=SECOND) == {"a": 0, "b": None}  # the row may be of any day
    assert rounds(book, SECOND) == {"a": 0, "b": None}
    assert rounds(book, THIRD) == {"a": 0, "b": 1}
    assert rounds(book, date(2021, 1, 1), known=THIRD) == {"a": 0, "b": 0}


def test_a15_a_later_import_that_does_not_name_the_company_restores_nothing(book: Book, tmp_path: Path) -> None:
    """Its promise is about the companies that it names."""
    imported(book, tmp_path, SILENT + "b,,round,?,seed,5,equity,\n", FIRST)
    imported(book, tmp_path, "a,Alder,,,,,,\n", SECOND)
    assert rounds(book, SECOND) == {"a": 0, "b": None}


def test_a15_whatever_the_order_of_importing(tmp_path: Path, engine: Engine) -> None:
    """The days of recording decide."""
    exports = {FIRST: SILENT, SECOND: SILENT + "b,,round,?,seed,5,equity,\n", THIRD: SILENT + "c,C,,,,,,\n"}
    seen = set()
    for order in permutations(exports):
        book = new_book(tmp_path / "-".join(map(str, order)), engine=engine)
        for day in order:
            imported(book, tmp_path, exports[day], day)
        asked = [(day, known) for day in exports for known in exports]
        seen.add(str([sorted(rounds(book, day, known).items()) for day, known in asked]))
    assert len(seen) == 1, seen


def test_a15_rows_of_no_known_company_lift_nothing_and_are_counted(book: Book, tmp_path: Path) -> None:
    """Nobody can tell whose they were."""
    page = imported(book, tmp_path, SILENT + ",,round,2021-01-05,seed,5,equity,\n", FIRST)
    assert rounds(book, FIRST) == {"a": 0, "b": 0}
    assert any(line.startswith("1 refused row does not tell its company") for line in page)


def test_a15_continuation_rows_of_a_refused_row_are_not_given_to_the_company_above_it(
    book: Book, tmp_path: Path
) -> None:
    """A torn row of Birch and its continuation: no round of Alder's, and Birch's rounds are unknown."""
    rows = "a,Alder,round,2021-01-05,seed,5,equity,\nb,Birch,round,2021-01-06,seed,5,equity,,torn\n"
    imported(book, tmp_path, rows + ",,round,2021-01-07,A,6,equity,\nb,Birch,,,,,,\n", FIRST, file='fill_down = ["id"]')
    assert rounds(book, FIRST) == {"a": 1, "b": None}


def test_a15_a_continuation_row_that_is_torn_itself_is_of_the_company_above(book: Book, tmp_path: Path) -> None:
    """Its own company's promise is lifted, and the next continuation is read."""
    rows = "a,Alder,,,,,,\n,,round,2021-01-07,A,6,equity,,torn\n,,listed,2021-01-08,,,,\nb,Birch,,,,,,\n"
    imported(book, tmp_path, rows, FIRST, file='fill_down = ["id"]')
    assert rounds(book, FIRST) == {"a": None, "b": 0}
    assert rounds(book, FIRST, column="listed")["a"] == date(2021, 1, 8)


def test_a15_two_rows_that_contradict_each_other_leave_the_count_open(book: Book, tmp_path: Path) -> None:
    """One of them is not in the book (A1b)."""
    rows = "b,,round,2021-01-05,seed,5,equity,\nb,,round,2021-01-05,A,7,equity,\n"
    page = imported(book, tmp_path, SILENT + rows, FIRST)
    assert any("Round (1)" in line for line in page)


def test_a15_an_error_in_a_workbook_is_no_empty_cell(book: Book, tmp_path: Path) -> None:
    """`#REF!` where the row would say what it is about."""
    path = tmp_path / "t.xlsx"
    sheet = openpyxl.Workbook()
    at = sheet.active
    assert at is not None
    for row in (HEAD.strip().split(","), ["a", "Alder"], ["b", "Birch"], ["b", None, "#REF!", "2021-01-05", "seed"]):
        at.append(row)
    at["C4"].data_type = "e"
    sheet.save(path)
    imported(book, tmp_path, "", FIRST, table=path)
    assert rounds(book, FIRST) == {"a": 0, "b": None}


def test_a15_a_reason_rests_on_no_promise_that_is_lifted(book: Book, tmp_path: Path) -> None:
    """`judge` shows the promise for Alder and none for Birch."""

    imported(book, tmp_path, SILENT + "b,,round,?,seed,5,equity,\n", FIRST)
    view = book.at(FIRST)
    (rule,) = needed([bind(read_rule("rounds >= 1"), RuleScope())])
    shown = [len(silent(rule, view.story(f"export:{name}"), view, 0)) for name in ("a", "b")]
    assert shown == [1, 0]


def test_a15_a_lifted_promise_reaches_the_company_to_which_the_record_belongs(tmp_path: Path, engine: Engine) -> None:
    """Two records of one source are one company: a row refused of the one is a row refused of the company."""

    named = tuple(Named(subject=who, valid=FIRST, name=who, place="1") for who in ("aster", "birch", "cedar"))
    same = SameAs(subject="aster", other="birch", valid=FIRST, place="2")
    given = Given("gazette", FIRST, (*named, same), promised("past", (Round,), FIRST), (("birch", Round),))
    book = new_book(tmp_path / "book", engine=engine)
    put(book, [given])
    assert rounds(book, FIRST) == {"aster": None, "cedar": 0}


def test_a15_a_fate_that_was_refused_is_no_conflict_by_silence(tmp_path: Path, engine: Engine) -> None:
    """A source of which the row was refused does not say otherwise than the one that tells."""

    def made(lost: tuple[tuple[str, type[Closed]], ...], name: str) -> Book:
        named = Named(subject="aster", valid=FIRST, name="Aster", place="1")
        silent_ = Given("list", SECOND, (named,), promised("edition", (Listed, Closed), SECOND), lost)
        tells = Given("gazette", SECOND, (named, Closed(subject="aster", valid=FIRST, place="2")))
        book = new_book(tmp_path / name, engine=engine)
        put(book, [silent_, tells])
        return book

    assert len(conflicts(made((), "whole").at(SECOND)).conflicts) == 1
    assert conflicts(made((("aster", Closed),), "refused").at(SECOND)).conflicts == ()


def test_a_census_counts_whom_a_refused_row_leaves_open(tmp_path: Path, engine: Engine) -> None:
    """The plain rule: private by a promise, worth a billion; a refused row of a fate makes that unknown."""

    fates = (Listed, Acquired, Closed)
    facts = tuple(
        fact
        for who in ("aster", "birch")
        for fact in (
            Named(subject=who, valid=FIRST, name=who, place="1"),
            Valuation(subject=who, valid=FIRST, amount=Decimal(2_000_000_000), currency="USD", place="1"),
        )
    )
    given = Given("gazette", FIRST, facts, promised("past", fates, FIRST), (("birch", Acquired),))
    book = new_book(tmp_path / "book", engine=engine)
    put(book, [given])
    total = census(book.at(FIRST)).total
    assert (total.count, total.unknown) == (1, 1)


def test_a_book_written_before_there_were_losses_opens_and_answers_as_before(book: Book, tmp_path: Path) -> None:
    """Its table of refused rows has no such columns: nothing is lifted."""

    whole = ledger.REJECTS
    older = pa.schema([field for field in whole if field.name not in ("subject", "lost")])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger, "REJECTS", older)
        imported(book, tmp_path, SILENT + "b,,round,?,seed,5,equity,\n", FIRST)
    again = open_book(book.path, engine=book.engine)
    assert rounds(again, FIRST) == {"a": 0, "b": 0}
    imported(again, tmp_path, SILENT + "a,,round,?,seed,5,equity,\n", SECOND)
    assert rounds(again, SECOND) == {"a": None, "b": 0}
    assert [each.lost for each in again.rejected()] == [(), ("Round",)]
