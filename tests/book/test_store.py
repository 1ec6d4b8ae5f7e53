"""The store: an import is all or nothing, a version is for ever, compaction changes nothing that can be asked."""

import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hornbook.book.book import Book, new_book, open_book
from hornbook.book.ledger import BATCHES, REJECTS
from hornbook.book.store import PARTITIONS, SCHEMA
from hornbook.engine import Engine
from hornbook.errors import BookError, SourceError
from hornbook.indicators.panel import panel
from hornbook.indicators.profile import profile
from hornbook.kinds import COMMON, KINDS, Fact, Headcount, Named, Valuation, describe_kind, payload, required, schema
from hornbook.population.count import census
from hornbook.sources.source import Entry
from hornbook.terms import Day
from tests.book.fake_source import FakeSource
from tests.strategies import Fake, Given, fake, put

DAY, EARLIER = date(2020, 1, 1), date(2015, 6, 30)
ASKED = ("name", "raised", "patents", "headcount_growth", "peak_valuation", "closed")
MADE = FakeSource()


def file(folder: Path, words: str) -> Path:
    """A file for the fake source."""
    path = folder / f"{words.replace(' ', '-')}.txt"
    path.write_text(words)
    return path


@pytest.fixture
def book(tmp_path: Path, engine: Engine) -> Book:
    """A book with two imports."""
    made = new_book(tmp_path / "book", engine=engine)
    made.take(MADE, [file(tmp_path, "200 1")])
    made.take(MADE, [file(tmp_path, "150 2")])
    return made


def ipc(table: pa.Table) -> bytes:
    """The very bytes of an answer."""
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table.combine_chunks())
    return sink.getvalue()


def answers(book: Book) -> dict[str, Any]:
    """What can be asked of a book, apart from the number of its version."""
    now, then = book.at(DAY), book.at(EARLIER, known=DAY)
    return {
        "profile": ipc(book.engine.arrow(profile(now, ASKED)).sort_by("subject")),
        "hindsight": ipc(book.engine.arrow(profile(then, ["name", "rounds"])).sort_by("subject")),
        "panel": [ipc(table) for table in panel(book, [EARLIER, DAY], ["raised", "headcount"])],
        "story": now.story("company 0007"),
        "census": replace(census(now, ["year"]), book_version=0),
        "log": book.batches,
        "rejects": ipc(book.rejects()),
    }


def on_disk(book: Book) -> set[Path]:
    """Every Parquet file in the book's folder, whether or not the book knows of it."""
    return set(book.path.glob("**/*.parquet"))


def facts_in(book: Book) -> dict[str, int]:
    """How many facts of each kind the files of the book really hold."""
    found: Counter[str] = Counter()
    for one in book.files:
        if one.kind in KINDS:
            found[one.kind] += pq.ParquetFile(one.uri).metadata.num_rows
    return dict(found)


def test_an_earlier_version_answers_the_same_bytes_for_ever(book: Book, tmp_path: Path, engine: Engine) -> None:
    """After later imports, and after compaction."""
    before, version = answers(book), book.version
    book.take(MADE, [file(tmp_path, "300 3")])
    assert answers(book) != before
    assert answers(open_book(book.path, version=version, engine=engine)) == before
    book.compact()
    assert answers(open_book(book.path, version=version, engine=engine)) == before
    assert [open_book(book.path, version=n, engine=engine).version for n in range(book.version + 1)] == list(
        range(book.version + 1)
    )


@pytest.mark.slow("asks a whole profile before and after")
def test_compaction_changes_no_answer(book: Book, tmp_path: Path, engine: Engine) -> None:
    """Fewer files, the same facts; and what is imported afterwards amends them as it would have."""
    twin = new_book(tmp_path / "twin", engine=engine)
    for words in ("200 1", "150 2"):
        twin.take(MADE, [file(tmp_path, words)])
    before, facts, version = answers(book), facts_in(book), book.version
    done = book.compact()
    assert done.after == len(book.files) < done.before
    assert book.version == version + 1
    assert answers(book) == before
    assert facts_in(book) == facts
    assert answers(open_book(book.path, engine=engine)) == before
    for one in (book, twin):
        one.take(MADE, [file(tmp_path, "250 4")])
    assert answers(book) == answers(twin)


def test_compaction_with_nothing_to_do_makes_no_version(book: Book) -> None:
    """A second compaction finds one file of each sort."""
    book.compact()
    version, files = book.version, book.files
    again = book.compact()
    assert again.before == again.after
    assert (book.version, book.files) == (version, files)


def test_the_same_file_twice_adds_nothing(book: Book, tmp_path: Path) -> None:
    """Nor under another name: a file is its content."""
    version, files, disk = book.version, book.files, on_disk(book)
    copy = tmp_path / "another-name.txt"
    copy.write_text("200 1")
    for path in (file(tmp_path, "200 1"), copy):
        taken = book.take(MADE, [path])
        assert taken.added == ()
        assert len(taken.there) == 1
    assert (book.version, book.files, on_disk(book)) == (version, files, disk)


def test_an_importer_that_comes_second_leaves_the_files_of_the_first_alone(tmp_path: Path, engine: Engine) -> None:
    """While one reads a file, another brings the same file: the first finds it there and takes nothing away."""
    path = new_book(tmp_path / "book", engine=engine).path
    facts = (Named(subject="aster", valid=EARLIER, name="Aster", place="1"),)

    class Overtaken(Fake):
        """While it is read, another process imports the same file."""

        def read(self, paths: tuple[Path, ...], recorded: Day) -> Iterator[Entry]:
            yield from super().read(paths, recorded)
            plain = fake("gazette")
            plain.files = self.files
            assert len(open_book(path, engine=engine).take(plain, paths).added) == 1

    slow = Overtaken(fake("gazette").about, {"1-1.txt": Given("gazette", DAY, facts)})
    book = open_book(path, engine=engine)
    taken = book.take(slow, [file(tmp_path, "1 1")])
    assert (len(taken.added), len(taken.there)) == (0, 1)
    for opened in (book, open_book(path, engine=engine)):
        assert opened.version == 1
        assert [one.uri for one in opened.files if not Path(one.uri).exists()] == []
        assert [fact.says["name"] for fact in opened.at(DAY).story("aster")] == ["Aster"]
        assert [batch.facts for batch in opened.batches] == [1]


@pytest.mark.parametrize("words", [["250 9 breaks"], ["250 8", "250 9 breaks"]])
def test_an_import_that_fails_in_the_middle_leaves_no_trace(book: Book, tmp_path: Path, words: list[str]) -> None:
    """No version, no fact and no file."""
    before, version, disk = answers(book), book.version, on_disk(book)
    with pytest.raises(SourceError, match="breaks off"):
        book.take(MADE, [file(tmp_path, word) for word in words])
    assert open_book(book.path, engine=book.engine).version == book.version == version
    assert on_disk(book) == disk
    assert answers(book) == before


def test_of_several_batches_in_one_import_all_come_or_none(tmp_path: Path, engine: Engine) -> None:
    """The first batch was read to its end before the second failed; it does not come alone."""
    good = Given("gazette", DAY, (Named(subject="aster", valid=DAY, name="Aster", place="1"),))
    bad = Given("gazette", DAY, (Named(subject="aster", valid=date(1015, 1, 1), name="Aster", place="2"),))
    source = fake("gazette")
    for one in (good, bad):
        file(tmp_path, one.name)
        source.files[f"{one.name}.txt"] = one
    book = new_book(tmp_path / "book", engine=engine)
    with pytest.raises(SourceError, match="1015"):
        book.take(source, sorted(tmp_path.glob("*.txt"), key=lambda path: path.stem != good.name))
    assert (book.version, on_disk(book), book.batches) == (0, set(), ())


@pytest.mark.parametrize("empty", ["name", "subject"])
def test_a_fact_without_what_it_must_say_stops_the_import(empty: str, tmp_path: Path, engine: Engine) -> None:
    """The message names the kind and the column."""
    said: dict[str, Any] = {"subject": "aster", "valid": DAY, "name": "Aster", "place": "1", empty: None}
    book = new_book(tmp_path / "book", engine=engine)
    with pytest.raises(SourceError, match=f"Named without '{empty}'"):
        put(book, [Given("gazette", DAY, (Named(**said),))])
    assert (book.version, on_disk(book)) == (0, set())


def test_a_withdrawal_need_not_repeat_what_it_takes_back(tmp_path: Path, engine: Engine) -> None:
    """Only whose statement, which one and when."""
    told: dict[str, Any] = {"subject": "aster", "valid": EARLIER, "key": "k", "place": "1"}
    gone = Valuation(**told, amount=cast(Any, None), currency=cast(Any, None), withdrawn=True)
    book = new_book(tmp_path / "book", engine=engine)
    put(book, [Given("gazette", EARLIER, (Valuation(**told, amount=cast(Any, 5), currency="USD"),))])
    put(book, [Given("gazette", DAY, (gone,))])
    counts = [len(engine.arrow(book.at(day).facts(Valuation))) for day in (EARLIER, DAY)]
    assert counts == [1, 0]


def test_every_row_is_a_fact_or_a_reject_and_the_counts_add_up(tmp_path: Path, engine: Engine) -> None:
    """The ledger, the rejects and the files agree."""
    book = new_book(tmp_path / "book", engine=engine)
    path = file(tmp_path, "100 5 refuses")
    (batch,) = book.take(MADE, [path]).added
    assert (batch.rows, batch.rejects, batch.notes) == (100, 10, 10)
    assert batch.facts == sum(batch.kinds.values())
    assert batch.kinds == facts_in(book)
    assert batch.kinds["Named"] == batch.rows - batch.rejects
    refused = book.rejects(batch.batch).to_pylist()
    assert Counter(row["whole"] for row in refused) == {True: batch.rejects, False: batch.notes}
    assert {row["reason"] for row in refused if row["whole"]} == {"no company"}
    assert {row["place"] for row in refused if row["whole"]} == {f"{path.name}:{n}" for n in range(4, 101, 10)}
    assert book.rejects("another batch").num_rows == 0
    assert book.batches == (batch,)
    assert (batch.recorded, batch.simulated, batch.file) == (DAY, False, path.name)


def test_a_file_without_facts_is_still_a_batch(tmp_path: Path, engine: Engine) -> None:
    """That there was nothing in it is worth knowing, too."""
    book = new_book(tmp_path / "book", engine=engine)
    (batch,) = book.take(MADE, [file(tmp_path, "0 1")]).added
    assert (batch.rows, batch.facts, batch.rejects) == (0, 0, 0)
    assert book.take(MADE, [file(tmp_path, "0 1")]).added == ()
    assert engine.arrow(profile(book.at(DAY), ["name", "raised"])).num_rows == 0
    assert list(panel(book, [DAY], ["name"])) == [] or sum(t.num_rows for t in panel(book, [DAY], ["name"])) == 0


def test_the_day_of_recording_is_the_users_then_the_files_then_the_makers(tmp_path: Path, engine: Engine) -> None:
    """Whoever speaks first is believed; when nobody does, the message says what to add."""
    book = new_book(tmp_path / "book", engine=engine)
    (batch,) = book.take(MADE, [file(tmp_path, "3 1")], recorded=EARLIER).added
    assert batch.recorded == EARLIER
    silent = fake("gazette")
    silent.files["1-1.txt"] = Given("gazette", cast(Any, None), ())
    with pytest.raises(SourceError, match="--recorded YYYY-MM-DD"):
        book.take(silent, [file(tmp_path, "1 1")])


def test_where_there_is_no_book_the_message_says_how_to_make_one(tmp_path: Path) -> None:
    """Opening never makes one."""
    with pytest.raises(BookError, match=r"no book in .*nowhere.*init"):
        open_book(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    """A book is not put among other files, nor in the place of one."""
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(BookError, match="something else"):
        new_book(tmp_path)
    with pytest.raises(BookError, match="is a file"):
        new_book(tmp_path / "thesis.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_another_delta_table_is_not_a_book(tmp_path: Path) -> None:
    """It says what it expected."""
    from deltalake import write_deltalake

    write_deltalake(str(tmp_path / "other"), pa.table({"a": [1]}))
    for opened in (open_book, new_book):
        with pytest.raises(BookError, match="not a book of this make"):
            opened(tmp_path / "other")


@pytest.mark.parametrize("version", [3, 1000, -1])
def test_a_version_that_is_not_there_is_refused_with_those_that_are(book: Book, version: int) -> None:
    """Not silently the newest."""
    with pytest.raises(BookError, match=f"no version {version}; it has 0 to 2"):
        open_book(book.path, version=version)


def test_a_new_book_where_there_is_one_is_that_one(book: Book, engine: Engine) -> None:
    """Nothing is lost by making it twice."""
    assert new_book(book.path, engine=engine).batches == book.batches


def test_a_book_may_be_moved(book: Book, tmp_path: Path, engine: Engine) -> None:
    """Nothing in it names the folder that it stands in, however odd its name."""
    before = answers(book)
    new = tmp_path / "moved 'here' & 100% #1"
    book.path.rename(new)
    assert answers(open_book(new, engine=engine)) == before


def test_the_table_has_every_column_of_every_kind_in_one_type() -> None:
    """One table holds all kinds, so a column of one name has one type everywhere."""
    parts = [COMMON, BATCHES, REJECTS, *(schema(kind) for kind in KINDS.values())]
    for part in parts:
        for column in part:
            assert SCHEMA.field(column.name).type == column.type
    assert set(SCHEMA.names) == {*PARTITIONS, *(name for part in parts for name in part.names)}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
def test_every_kind_says_what_it_is_and_has_columns_of_its_own(kind: type[Fact]) -> None:
    """One sentence of English, one Chinese name; no own column hides a common one."""
    said = describe_kind(kind)
    assert said.en.endswith(".")
    assert any("\u4e00" <= letter <= "\u9fff" for letter in said.zh)
    assert not set(payload(kind).names) & {*COMMON.names, "key", *PARTITIONS}
    assert set(required(kind)) <= set(payload(kind).names)
    assert kind.__doc__ != Fact.__doc__


def test_the_kinds_of_the_dictionary_have_different_names_in_both_languages() -> None:
    """One word, one meaning."""
    assert len({kind.zh for kind in KINDS.values()}) == len(KINDS)


def test_the_log_of_a_commit_names_all_kinds_at_once(book: Book) -> None:
    """One import is one entry of the log, whatever kinds it holds."""
    entry = book.path / "_delta_log" / f"{book.version:020}.json"
    actions = [json.loads(line) for line in entry.read_text().splitlines()]
    kinds = {action["add"]["partitionValues"]["kind"] for action in actions if "add" in action}
    assert kinds == {*facts_in(book), "_batch"}


def test_a_chunk_is_split_by_statement_and_not_by_luck(tmp_path: Path, engine: Engine) -> None:
    """Versions of one statement in one file are one statement, and the others are still there."""
    told = tuple(
        Headcount(subject="aster", valid=EARLIER, known=date(2016, 1, n), count=n, place=str(n)) for n in (1, 2, 3)
    )
    other = Headcount(subject="birch", valid=EARLIER, known=date(2016, 1, 1), count=9, place="4")
    book = new_book(tmp_path / "book", engine=engine)
    put(book, [Given("gazette", DAY, (*told, other))])
    for known, expected in ((date(2016, 1, 2), {"aster": 2, "birch": 9}), (DAY, {"aster": 3, "birch": 9})):
        rows = engine.arrow(book.at(DAY, known=known).facts(Headcount)).to_pylist()
        assert {row["subject"]: row["count"] for row in rows} == expected
