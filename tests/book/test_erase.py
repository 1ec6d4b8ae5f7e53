"""Erasure takes data out of every version of a book, leaves the chain of commits whole, and says that it happened."""

import os
import shutil
from collections.abc import Callable
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable

from hornbook.answers.verify import back_up_book, verify_book
from hornbook.book import disk
from hornbook.book.append import append_facts
from hornbook.book.book import Book, new_book, open_book
from hornbook.book.commits import FOLDER, log_file
from hornbook.book.erase import Wanted, erase, preview_erasure
from hornbook.book.ledger import BATCH, BATCHES, REJECT, REJECTS
from hornbook.book.rule_texts import keep_rule_text
from hornbook.book.writing import writing
from hornbook.engine import Engine
from hornbook.errors import BookError, QuestionError
from hornbook.kinds import KINDS, Affiliation, Fact, Named, Round, SameAs, schema
from hornbook.sources import source as sources
from hornbook.terms import Grade
from tests.book.importers import PATIENCE, context
from tests.cli.process import hornbook

DAY = date(2024, 1, 1)
ROUNDS = int(os.environ.get("HORNBOOK_ROUNDS", "50"))
"""With 150 an erasure dies at each of its steps."""
SECRET = ("Jane Doe", "janedoe", "doe.example")
MAPPING = """
[source]
name = "gazette"
title = "T"
maker = "M"
recorded = 2020-01-01
[subject]
columns = ["id"]
[[fact]]
kind = "Named"
valid = "recorded"
name = { column = "name" }
[[fact]]
kind = "Website"
valid = "recorded"
url = { column = "site" }
[[fact]]
kind = "Valuation"
valid = "recorded"
amount = { column = "value" }
currency = "USD"
"""
ROWS = """id,name,site,value
janedoe,Jane Doe,doe.example,a lot
2,Birch,birch.example,100
3,Cedar,cedar.example,200
"""


def quiet(_: str, __: int) -> None:
    """Nothing is shown."""


def fact(kind: type[Fact], subject: str, **own: object) -> Fact:
    """A fact written by hand, or by a program."""
    return kind(subject=subject, valid=date(2021, 1, 1), place="by hand", grade=Grade.REPORTED, **own)  # type: ignore[arg-type]


@pytest.fixture
def book(tmp_path: Path, engine: Engine) -> Book:
    """A person's record, named by others, in files of several imports and of a compaction."""
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "list of Jane Doe.csv").write_text(ROWS, encoding="utf-8")
    opened = new_book(tmp_path / "book", engine=engine)
    opened.take(sources.source("table"), (tmp_path / "m.toml", tmp_path / "list of Jane Doe.csv"))
    append_facts(
        opened,
        [
            fact(Round, "gazette:2", type="seed", investors=("Ash", "jane doe")),
            fact(Affiliation, "gazette:3", to="Jane Doe", to_type="person", to_id="gazette:janedoe"),
        ],
        source="people",
        day=date(2021, 2, 1),
        title="by hand",
    )
    pair = fact(SameAs, "gazette:3", other="gazette:janedoe", key="gazette:janedoe", probability=0.9)
    append_facts(opened, [pair], source="link", day=date(2021, 3, 1), title="linkage")
    later = [fact(Named, "gazette:janedoe", name="Doe Holding", known=date(2022, 1, 1))]
    append_facts(opened, later, source="people", day=date(2022, 1, 1), title="by hand")
    opened.compact()
    return opened


def bytes_of(folder: Path) -> bytes:
    """All that a folder holds, Parquet files unpacked."""
    found = b""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        found += path.read_bytes()
        if path.suffix == ".parquet":
            found += repr(pq.read_table(path).to_pylist()).encode()
    return found


def secrets_in(folder: Path) -> set[str]:
    """Which of the words that must go are found in any byte of a folder, whatever their capital letters."""
    text = bytes_of(folder).lower()
    return {word for word in (*SECRET, "Doe Holding") if word.lower().encode() in text}


def everything(book: Path, engine: Engine) -> list[object]:
    """All facts of every version."""
    found: list[object] = []
    for version in range(open_book(book, engine=engine).version + 1):
        files = open_book(book, version=version, engine=engine).files
        found.append(sorted(f"{file.kind} {row}" for file in files for row in pq.read_table(file.uri).to_pylist()))
    return found


def _columns(kind: str) -> Any:
    return {BATCH: BATCHES, REJECT: REJECTS}.get(kind) or schema(KINDS[kind])


def test_a_record_is_erased_from_every_byte_of_every_version(book: Book, engine: Engine) -> None:
    """Facts, notes, titles, pairs, names in facts of others; what is said of others stays."""
    assert secrets_in(book.path) == {*SECRET, "Doe Holding"}
    before = [log_file(book.path, n).read_bytes() for n in range(book.version + 1)]
    birch = book.at(DAY).story("gazette:2")
    assert {row["place"][-2:] for row in book.rejects().to_pylist()} == {":2"}
    digests = [open_book(book.path, version=n).digest for n in range(book.version + 1)]
    found, mark = erase(book, Wanted(("gazette:janedoe",)), because="request 17", day=DAY)
    assert secrets_in(book.path) == set()
    assert dict(found.kinds) == mark.kinds == {"Named": 2, "Website": 1, "SameAs": 1}
    assert (mark.altered, mark.notes, mark.titles, mark.since) == (2 + 6, 2, 1, 1)  # six stand in a file of that name
    assert [log_file(book.path, n).read_bytes() for n in range(len(before))] == before
    for version in range(book.version + 1):
        opened = open_book(book.path, version=version, engine=engine)
        if version < len(digests):
            assert (opened.digest == digests[version]) is (version == 0)
        for kind in {file.kind for file in opened.files}:
            assert engine.arrow(opened.scan(opened.of(kind), _columns(kind)))
    after = open_book(book.path, engine=engine).at(DAY).story("gazette:2")
    assert [told.says for told in after if told.kind != "Round"] == [t.says for t in birch if t.kind != "Round"]
    (seed,) = (told for told in after if told.kind == "Round")
    assert seed.says["investors"] == ["Ash", "(erased 1)"]
    (tie,) = (told for told in open_book(book.path).at(DAY).story("gazette:3") if told.kind == "Affiliation")
    assert tie.says["to"] == "(erased 1)"
    assert "to_id" not in tie.says


def test_verify_is_green_and_names_the_erasure_and_a_copy_is_as_good(book: Book, tmp_path: Path) -> None:
    """Also the log names it; and a file that somebody put back is told."""
    kept = {path: path.read_bytes() for path in book.path.rglob("*.parquet")}
    _, mark = erase(book, Wanted(("Jane Doe",)), because="request 17", day=DAY)
    found = verify_book(book.path, quiet)
    assert found.exit_code == 0
    assert not found.strays
    (told,) = found.erasures
    assert (told.version, told.because, told.facts, told.sha256) == (book.version, "request 17", 4, mark.sha256)
    back_up_book(book.path, tmp_path / "copy", quiet)
    assert verify_book(tmp_path / "copy", quiet).erasures == found.erasures
    assert secrets_in(tmp_path / "copy") == set()
    back = next(path for path in kept if not path.exists())
    back.write_bytes(kept[back])
    (damage,) = verify_book(book.path, quiet).damaged
    assert damage.file == back.relative_to(book.path).as_posix()
    assert book.compact().after
    (tmp_path / "again.csv").write_text("id,name,site,value\n9,Fir,fir.example,1\n", encoding="utf-8")
    book.take(sources.source("table"), (tmp_path / "m.toml", tmp_path / "again.csv"))
    opened = open_book(book.path)
    assert opened.marks == (mark,)
    assert {file.uri for file in opened.files} == set(DeltaTable(book.path).file_uris())


def test_a_note_on_another_record_stays_and_loses_the_words(book: Book, engine: Engine) -> None:
    """What was refused of another company still says so; hand-made words keep who wrote them, and when."""
    rows = "id,name,site,value\n5,Fir,fir.example,owned by Jane Doe\n"
    (book.path.parent / "janedoe-2.csv").write_text(rows, encoding="utf-8")
    book.take(sources.source("table"), (book.path.parent / "m.toml", book.path.parent / "janedoe-2.csv"))
    why = ("state", "gazette:2", "Headcount", "count=7", "--on", "2023-01-01", "--because", "a letter of Jane Doe")
    assert hornbook(*why, book=book.path).code == 0
    erase(open_book(book.path), Wanted(("gazette:janedoe",)), because="so", day=DAY)
    assert secrets_in(book.path) == set()
    after = open_book(book.path, engine=engine)
    assert "(erased 1)-2.csv:2" in {row["place"] for row in after.rejects().to_pylist()}
    (heads,) = (told for told in after.at(DAY, known=date.max).story("gazette:2") if told.kind == "Headcount")
    assert "a letter of (erased 1)" in heads.place


def test_a_name_in_a_long_reason_leaves_no_part_of_itself(book: Book) -> None:
    """Wherever it stands in the reason: in the title of the batch, in places, and on the page of the log."""
    for before in (100, 113, 117):
        why = f"{'x' * before} Jane Doe asked in writing"
        stated = ("state", "gazette:2", "Headcount", f"count={before}", "--on", "2023-01-01", "--because", why)
        assert hornbook(*stated, book=book.path).code == 0
    assert any("Jane Doe asked" in batch.file for batch in open_book(book.path).batches)
    erase(open_book(book.path), Wanted(("gazette:janedoe",)), because="so", day=DAY)
    assert secrets_in(book.path) == set()
    assert b"x Jan" not in bytes_of(book.path)
    assert "Jan" not in hornbook("log", book=book.path).out


@pytest.mark.parametrize("kept", range(1, 8))
def test_a_title_and_a_note_that_were_cut_within_the_name_lose_what_is_left_of_it(book: Book, kept: int) -> None:
    """As older books hold them; one letter alone names nobody."""
    name, ground = "Jane Doe", "x" * (119 - kept)
    cut = f"{ground} {name[:kept]}"
    facts = [fact(Named, "gazette:2", name=f"Birch {kept}")]
    append_facts(book, facts, source="people", day=date(2023, 1, 1), title=f"stated by hand: “{cut}”")
    rows = f"id,name,site,value\n5,Fir,fir.example,{'9x' * ((39 - kept) // 2)} {'y' * ((39 - kept) % 2)}{name}\n"
    (book.path.parent / "n.csv").write_text(rows, encoding="utf-8")
    book.take(sources.source("table"), (book.path.parent / "m.toml", book.path.parent / "n.csv"))
    erase(open_book(book.path), Wanted(("gazette:janedoe",)), because="so", day=DAY)
    (title,) = (batch.file for batch in open_book(book.path).batches if batch.file.startswith("stated"))
    assert title == f"stated by hand: “{ground} {'(erased)' if kept > 1 else name[0]}”"
    left = repr(open_book(book.path).rejects().to_pylist())
    assert kept == 1 or name[:kept] not in left


def test_the_text_of_a_rule_that_quotes_the_name_goes(book: Book) -> None:
    """One that only mentions the word stays, unless texts are to be changed."""
    keep_rule_text(book.path, "all = [\"name = 'Jane Doe'\"]\n")
    keep_rule_text(book.path, "# asked by Jane Doe and others\n")
    assert preview_erasure(book, Wanted(("gazette:janedoe",))).texts == 1
    erase(book, Wanted(("gazette:janedoe",)), because="so", day=DAY)
    assert len(list((book.path / "_rules").iterdir())) == 1
    with pytest.raises(QuestionError, match="nothing of it"):
        erase(book, Wanted(names=("Jane Doe",)), because="so", day=DAY)
    erase(book, Wanted(names=("Jane Doe",), texts=True), because="so", day=DAY)
    assert secrets_in(book.path) == set()
    assert verify_book(book.path, quiet).exit_code == 0


def test_two_erasures_follow_each_other(book: Book, engine: Engine) -> None:
    """The second rewrites files that the first wrote; every version is read as both left it."""
    erase(book, Wanted(("gazette:janedoe",)), because="one", day=DAY)
    erase(book, Wanted(("gazette:2",)), because="two", day=DAY)
    assert b"Birch" not in bytes_of(book.path)
    assert verify_book(book.path, quiet).exit_code == 0
    assert len(everything(book.path, engine)) == book.version + 1
    assert [mark.because for mark in open_book(book.path).marks] == ["one", "two"]


def test_a_preview_counts_the_same_and_writes_nothing(book: Book) -> None:
    before = {path: path.read_bytes() for path in book.path.rglob("*") if path.is_file()}
    shown = preview_erasure(book, Wanted(("gazette:janedoe",)))
    assert {path: path.read_bytes() for path in book.path.rglob("*") if path.is_file()} == before
    found, _ = erase(book, Wanted(("gazette:janedoe",)), because="so", day=DAY)
    assert (shown.kinds, shown.altered, shown.notes, shown.titles) == (
        found.kinds,
        found.altered,
        found.notes,
        found.titles,
    )
    assert shown.linked == {"gazette:3"}


def test_a_name_that_another_record_bears_stays_in_the_facts_of_others(book: Book) -> None:
    """A namesake keeps its name; --name replaces it all the same where facts mention it."""
    append_facts(book, [fact(Named, "list:7", name="Jane DOE")], source="list", day=DAY, title="list")
    erase(book, Wanted(("gazette:janedoe",)), because="so", day=DAY)
    (seed,) = (told for told in open_book(book.path).at(DAY).story("gazette:2") if told.kind == "Round")
    assert seed.says["investors"] == ["Ash", "jane doe"]
    erase(book, Wanted(names=("jane doe",)), because="so", day=DAY)
    (seed,) = (told for told in open_book(book.path).at(DAY).story("gazette:2") if told.kind == "Round")
    assert seed.says["investors"] == ["Ash", "(erased 2)"]
    assert open_book(book.path).at(DAY).company("Jane DOE") == "list:7"


def test_a_source_goes_with_its_promises_and_the_records_that_it_alone_names(book: Book, engine: Engine) -> None:
    append_facts(book, [fact(Named, "list:7", name="Elm")], source="list", day=DAY, title="list")
    erase(book, Wanted(source="gazette"), because="the licence ended", day=DAY)
    opened = open_book(book.path, engine=engine)
    assert not [file for file in opened.files if file.source == "gazette" and file.kind[0] != "_"]
    assert opened.at(DAY).company("Elm") == "list:7"
    assert not opened.of("SameAs")
    assert opened.rejects().num_rows == 0
    assert not any(batch.promises for batch in opened.batches if batch.source == "gazette")
    assert verify_book(book.path, quiet).exit_code == 0


def test_nothing_is_erased_while_another_process_writes(book: Book) -> None:
    with writing(book.path), pytest.raises(BookError, match="Another process is writing"):
        erase(book, Wanted(("gazette:janedoe",)), because="so", day=DAY)
    assert verify_book(book.path, quiet).erasures == ()


def test_who_opened_the_book_before_an_erasure_may_not_write_what_he_read(book: Book) -> None:
    stale = open_book(book.path)
    erase(book, Wanted(("gazette:janedoe",)), because="so", day=DAY)
    with pytest.raises(BookError, match="erased from the book meanwhile"):
        append_facts(stale, [fact(Named, "list:8", name="Oak")], source="list", day=DAY, title="list")
    with pytest.raises(BookError, match="erased from the book meanwhile"):
        stale.at(DAY).story("gazette:2")


@pytest.mark.parametrize(
    ("wanted", "because", "error"),
    [
        (Wanted(), "so", "Say what to erase"),
        (Wanted(("nobody",)), "so", "No version of the book has a record 'nobody'"),
        (Wanted(source="nothing"), "so", "no source 'nothing'"),
        (Wanted(("gazette:janedoe",)), " ", "Say why"),
        (Wanted(("gazette:janedoe",)), "Jane Doe asked for it", "without what is to be erased"),
        (Wanted(names=("Nobody At All",)), "so", "holds nothing of it"),
    ],
)
def test_what_cannot_be_erased_is_told(book: Book, wanted: Wanted, because: str, error: str) -> None:
    with pytest.raises(QuestionError, match=error):
        erase(book, wanted, because=because, day=DAY)
    assert verify_book(book.path, quiet).erasures == ()


# ---- dying in between

CHANGES = ("link", "unlink", "replace", "rename", "fsync", "rmdir")
"""The calls of the system that change what is on the disk, or have it get there."""


def die_at(book: Path, step: int, told: Connection) -> None:
    """Erase, and end without a chance to tidy up before the step of that number; tell how many steps were made."""
    made = [0]

    def counted(of: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            if made[0] == step:
                os._exit(9)
            made[0] += 1
            return of(*given, **named)

        return run

    opened = open_book(book)
    for name in CHANGES:
        setattr(os, name, counted(getattr(os, name)))
    disk.HashingFile.__init__ = counted(disk.HashingFile.__init__)  # type: ignore[method-assign]
    erase(opened, Wanted(("gazette:janedoe",)), because="so", day=DAY)
    told.send(made[0])


def steps_of(book: Path, step: int) -> int | None:
    """Erase in a process of its own that dies at a step; how many steps it made, none if it died."""
    mine, theirs = context().Pipe()
    process = context().Process(target=die_at, args=(book, step, theirs))
    process.start()
    process.join(PATIENCE)
    assert process.exitcode in (0, 9)
    return mine.recv() if process.exitcode == 0 else None


@pytest.mark.slow("starts a process for each step that it dies at")
def test_who_dies_at_any_step_of_an_erasure_leaves_all_or_nothing(book: Book, tmp_path: Path, engine: Engine) -> None:
    """Before a call that changes a file, or has one reach the disk; the next to open ends it. A third of the steps."""
    before = everything(book.path, engine)
    whole = tmp_path / "whole"
    shutil.copytree(book.path, whole)
    steps = steps_of(whole, -1)
    assert steps is not None
    assert steps > 40
    after = everything(whole, engine)
    sides = set()
    for step in range(0, steps, max(1, 3 * 50 // ROUNDS)):
        copy = tmp_path / f"at {step}"
        shutil.copytree(book.path, copy)
        assert steps_of(copy, step) is None
        found = everything(copy, engine)
        assert found in (before, after), step
        assert secrets_in(copy) == ({*SECRET, "Doe Holding"} if found == before else set()), step
        checked = verify_book(copy, quiet)
        assert checked.exit_code == 0, step
        assert not checked.strays, step
        assert len(checked.erasures) == (found == after)
        assert not (copy / FOLDER / "_erasing").exists()
        sides.add(found == after)
        shutil.rmtree(copy)
    assert sides == {False, True}


def test_a_record_of_which_every_row_was_refused_can_be_erased(tmp_path: Path, engine: Engine) -> None:
    """Its id and its words stand in the ledger's notes and nowhere else."""
    (tmp_path / "m.toml").write_text(MAPPING.replace("[subject]", '[file]\nrequired = ["site"]\n[subject]'))
    (tmp_path / "t.csv").write_text("id,name,site,value\njanedoe,Jane Doe,,doe.example\n2,Birch,birch.example,100\n")
    opened = new_book(tmp_path / "book", engine=engine)
    opened.take(sources.source("table"), (tmp_path / "m.toml", tmp_path / "t.csv"))
    assert "janedoe" in secrets_in(opened.path)
    found, mark = erase(opened, Wanted(subjects=("gazette:janedoe",)), because="law", day=DAY)
    assert (found.kinds.total(), mark.notes) == (0, 1)
    assert secrets_in(opened.path) == set()


# ---- by the command line


def test_erase_by_the_command_line(book: Book) -> None:
    """Preview, erasure, verify and log, as processes."""
    shown = hornbook("erase", "gazette:janedoe", "--preview", "--json", book=book.path).json()
    assert (shown["preview"], shown["facts"], shown["altered"], shown["linked"]) == (True, 4, 8, ["gazette:3"])
    assert hornbook("erase", "gazette:janedoe", book=book.path).err.startswith("hornbook: Say why")
    done = hornbook("erase", "gazette:janedoe", "--because", "request 17", book=book.path)
    assert done.code == 0, done.err
    assert "4 facts, and " in done.out
    assert "Only you can" in " ".join(done.out.split())
    verified = hornbook("verify", book=book.path)
    assert verified.code == 0
    assert "request 17" in verified.out
    assert hornbook("log", "--json", book=book.path).json()["erasures"][0]["facts"] == 4
    chinese = hornbook("--lang", "zh", "verify", book=book.path).out
    assert "抹除" in chinese
