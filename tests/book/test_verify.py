"""A book that can be verified: every bit of it counts, what is damaged is named, and a copy is as good as the book."""

import errno
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from deltalake import DeltaTable

from hornbook.answers.verify import back_up_book, upgrade_book, verify_book
from hornbook.book import disk
from hornbook.book.append import append_facts
from hornbook.book.book import Book, new_book, open_book
from hornbook.book.commits import FOLDER, FORMAT, log_file
from hornbook.book.journal import HEAD
from hornbook.book.rule_texts import FOLDER as RULES
from hornbook.book.rule_texts import keep_rule_text
from hornbook.engine import Engine
from hornbook.errors import BookError, HornbookError
from hornbook.kinds import Headcount, Named
from hornbook.locale import Lang, in_language
from hornbook.sources import source as sources
from tests.book.older import as_format_1
from tests.cli.process import hornbook

DAY = date(2021, 1, 1)


def quiet(_: str, __: int) -> None:
    """Nothing is shown."""


@pytest.fixture
def book(tmp_path: Path, engine: Engine) -> Book:
    """A table and a decision of a person."""
    (tmp_path / "m.toml").write_text(
        '[source]\nname = "gazette"\ntitle = "T"\nmaker = "M"\nrecorded = 2020-01-01\n[subject]\ncolumns = ["id"]\n'
        '[[fact]]\nkind = "Named"\nvalid = "recorded"\nname = { column = "name" }\n',
        encoding="utf-8",
    )
    (tmp_path / "t.csv").write_text("id,name\n1,Aster\n2,Birch\n,Nobody\n", encoding="utf-8")
    opened = new_book(tmp_path / "book", engine=engine)
    opened.take(sources.source("table"), (tmp_path / "m.toml", tmp_path / "t.csv"))
    heads = [Headcount(subject="gazette:1", valid=date(2020, 6, 1), count=7, place="by hand")]
    append_facts(opened, heads, source="people", day=date(2020, 7, 1), title="heads")
    return opened


def answers(path: Path, engine: Engine) -> list[Any]:
    """What the book says, by all of its files."""
    opened = open_book(path, engine=engine)
    view = opened.at(DAY)
    rows = [engine.arrow(view.facts(kind).order_by("id")).to_pylist() for kind in (Named, Headcount)]
    return [opened.version, opened.digest, opened.rejects().to_pylist(), *rows]


def files_of(book: Path) -> list[Path]:
    """Every file in a book's folder."""
    return sorted(path for path in book.rglob("*") if path.is_file())


def flip(path: Path, bit: int) -> None:
    """Turn one bit over."""
    data = bytearray(path.read_bytes())
    data[bit // 8] ^= 1 << bit % 8
    path.write_bytes(data)


def test_d2_a_flipped_bit_never_gives_a_wrong_answer_and_is_found_by_verify(book: Book, engine: Engine) -> None:
    """Each flip in the facts, the ledger or the log: an error that a user can read, or the right answer."""
    right, random = answers(book.path, engine), Random(2026)
    refused = 0
    for path in files_of(book.path):
        for _ in range(6):
            bit = random.randrange(8 * path.stat().st_size)
            flip(path, bit)
            try:
                assert answers(book.path, engine) == right
            except HornbookError:
                refused += 1
            damaged = verify_book(book.path, quiet).damaged
            assert [damage.file for damage in damaged] == [str(path.relative_to(book.path))] or path.name == HEAD
            flip(path, bit)
    assert refused > 30
    assert answers(book.path, engine) == right


def test_d2_a_flip_is_seen_though_the_file_keeps_its_size_and_its_time(book: Book, engine: Engine) -> None:
    """The time that a program can set is not trusted."""
    (file,) = book.of("Headcount")
    before = os.stat(file.uri)
    assert answers(book.path, engine)
    flip(Path(file.uri), 8 * 60)
    os.utime(file.uri, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(BookError, match="SHA-256 differs"):
        answers(book.path, engine)


def test_a_damaged_text_of_a_rule_is_found_and_written_again_by_the_next_citation(book: Book) -> None:
    keep_rule_text(book.path, "id = 'plain'\n")
    (kept,) = (book.path / RULES).iterdir()
    assert verify_book(book.path, quiet).damaged == ()
    flip(kept, 40)
    (damage,) = verify_book(book.path, quiet).damaged
    assert damage.file == f"{RULES}/{kept.name}"
    keep_rule_text(book.path, "id = 'plain'\n")
    assert verify_book(book.path, quiet).damaged == ()


def deleted(path: Path) -> None:
    path.unlink()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("harm", [deleted, emptied, cut, a_folder])
def test_d3_d4_what_happens_to_a_file_is_told_with_its_name_its_batch_and_what_to_do(
    book: Book, harm: Callable[[Path], None], tmp_path: Path
) -> None:
    """Facts, ledger and log, the last file of the log too."""
    for n, path in enumerate(p for p in files_of(book.path) if p.name != HEAD):
        copy = tmp_path / f"copy {n}"
        back_up_book(book.path, copy, quiet)
        harm(copy / path.relative_to(book.path))
        found = verify_book(copy, quiet)
        assert [damage.file for damage in found.damaged] == [str(path.relative_to(book.path))]
        assert found.exit_code == 1
        if path.parent.name != FOLDER:
            assert found.damaged[0].batch == path.name[:16]
        if path.parent.name in ("Headcount", "_batch", FOLDER):
            with pytest.raises(BookError) as caught:
                answers(copy, open_book(book.path).engine)
            assert str(path.relative_to(book.path)) in str(caught.value)
            assert "Put it back from a copy" in str(caught.value)


def test_each_commit_carries_the_digest_of_the_one_before_and_of_its_files(book: Book) -> None:
    """And the table is a Delta table still, with the same files."""
    before = ""
    for version in range(book.version + 1):
        data = log_file(book.path, version).read_bytes()
        entries = [json.loads(line) for line in data.splitlines()]
        (seal,) = (entry["commitInfo"]["hornbook"] for entry in entries if "commitInfo" in entry)
        assert seal["before"] == before
        before = disk.digest(log_file(book.path, version))
        for entry in entries:
            if "add" in entry:
                path = book.path / entry["add"]["path"]
                assert entry["add"]["tags"]["sha256"] == disk.digest(path)
                assert entry["add"]["size"] == path.stat().st_size
    table = DeltaTable(book.path)
    assert table.version() == book.version
    assert {Path(uri).name for uri in table.file_uris()} == {Path(file.uri).name for file in book.files}


# ---- an older book, and a newer one


def test_an_older_book_is_asked_as_it_was_told_apart_and_upgraded(book: Book, tmp_path: Path, engine: Engine) -> None:
    """The same answers; not added to; the new one beside it has digests, and all versions."""
    right = answers(book.path, engine)
    old = as_format_1(book.path)
    before = {path: path.read_bytes() for path in files_of(old)}
    assert answers(old, engine) == right
    found = verify_book(old, quiet)
    assert (found.damaged, found.has_digests, found.exit_code) == ((), False, 0)
    with pytest.raises(BookError, match="made before 0"):
        append_facts(
            open_book(old), [Headcount(subject="x", valid=DAY, count=1, place="x")], source="people", day=DAY, title="x"
        )
    made = upgrade_book(old, tmp_path / "new", quiet)
    assert made.format == FORMAT
    assert answers(tmp_path / "new", engine) == right
    assert open_book(tmp_path / "new", version=1).rejects().num_rows == 1
    assert {path: path.read_bytes() for path in files_of(old)} == before
    with pytest.raises(BookError, match="today's format already"):
        upgrade_book(tmp_path / "new", tmp_path / "newer", quiet)


def test_d7_a_newer_book_and_an_unknown_kind_are_told(book: Book) -> None:
    """Not read with facts missing."""
    path = as_format_1(book.path)
    first, last = log_file(path, 0), log_file(path, book.version)
    text = first.read_text()
    first.write_text(text.replace("hornbook 1", "hornbook 3"))
    with pytest.raises(BookError, match=r"made by a newer Hornbook \(book format 3"):
        open_book(path)
    first.write_text(text)
    last.write_text(last.read_text().replace("Headcount", "Telepathy"))
    with pytest.raises(BookError, match="does not know: Telepathy"):
        open_book(path)


# ---- copies


def test_a_backup_verifies_and_answers_as_the_book_does_at_every_version(
    book: Book, tmp_path: Path, engine: Engine
) -> None:
    """It is refused where something is, inside the book, and where a file is damaged; then nothing is left."""
    made = back_up_book(book.path, tmp_path / "deep" / "copy", quiet)
    assert made.log_digest == verify_book(book.path, quiet).log_digest
    assert answers(tmp_path / "deep" / "copy", engine) == answers(book.path, engine)
    assert open_book(tmp_path / "deep" / "copy", version=1).digest == open_book(book.path, version=1).digest
    for place, words in ((tmp_path / "deep" / "copy", "holds something"), (book.path / "x", "inside the book")):
        with pytest.raises(BookError, match=words):
            back_up_book(book.path, place, quiet)
    flip(Path(book.of("Headcount")[0].uri), 400)
    with pytest.raises(BookError, match="SHA-256 differs"):
        back_up_book(book.path, tmp_path / "third", quiet)
    assert not [path for path in tmp_path.iterdir() if "third" in path.name]


# ---- writing that fails in between


@pytest.mark.parametrize("nth", [0, 1, 2, 3, 4, 5])
@pytest.mark.parametrize("call", ["fsync", "link"])
def test_d6_a_commit_that_fails_at_any_step_is_one_line_and_leaves_the_book_as_it_was(
    book: Book, engine: Engine, monkeypatch: pytest.MonkeyPatch, call: str, nth: int
) -> None:
    """No name of a commit appears before its files are on the disk."""
    before, right, done = files_of(book.path), answers(book.path, engine), 0
    real = getattr(os, call)

    def failing(*args: Any, **more: Any) -> Any:
        nonlocal done
        if done == nth:
            raise OSError(errno.ENOSPC, "No space left on device")
        done += 1
        assert call == "link" or len(list((book.path / FOLDER).glob("*.json"))) <= book.version + 2
        return real(*args, **more)

    monkeypatch.setattr(os, call, failing)
    fact = [Headcount(subject="gazette:2", valid=DAY, count=9, place="by hand")]
    try:
        append_facts(book, fact, source="people", day=DAY, title="more")
    except BookError as error:
        assert "No space left on device. Nothing was changed." in in_language(error.phrase, Lang.EN)
        assert files_of(book.path) == before
        monkeypatch.undo()
        assert answers(book.path, engine) == right
    else:  # it failed after the commit's name had appeared, or not at all: the commit stands
        monkeypatch.undo()
        assert open_book(book.path).version == book.version == right[0] + 1
        assert verify_book(book.path, quiet).damaged == ()


def test_files_and_folders_are_on_the_disk_before_the_commit_is_named(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was synchronised when the name appeared: the files, their folders, and the commit itself."""
    done: list[str] = []
    real_sync, real_link = os.fsync, os.link
    monkeypatch.setattr(os, "fsync", lambda n: (done.append(os.readlink(f"/proc/self/fd/{n}")), real_sync(n))[1])
    monkeypatch.setattr(os, "link", lambda a, b: (done.append(f"named {b}"), real_link(a, b))[1])
    append_facts(book, [Headcount(subject="2", valid=DAY, count=9, place="x")], source="people", day=DAY, title="more")
    named = done.index(f"named {log_file(book.path, book.version)}")
    added = [file.uri for file in book.files if Path(file.uri).name.split("-")[0] == book.batches[-1].batch]
    assert len(added) == 2
    for path in (*added, *(str(Path(uri).parent) for uri in added), str(book.path.resolve())):
        assert path in done[:named]
    assert any(FOLDER in path for path in done[:named])
    assert str((book.path / FOLDER).resolve()) in done[named:]


def test_the_commands_say_what_is_damaged_in_both_languages_and_end_with_1(book: Book, tmp_path: Path) -> None:
    """verify, backup and JSON."""
    assert hornbook("backup", tmp_path / "copy", book=book.path).code == 0
    assert hornbook("verify", book=tmp_path / "copy").code == 0
    (file,) = book.of("Headcount")
    flip(tmp_path / "copy" / file.path, 400)
    done = hornbook("verify", "--json", book=tmp_path / "copy")
    assert done.code == 1
    (damaged,) = json.loads(done.out)["damaged"]
    assert damaged["file"] == file.path
    assert damaged["batch"] == file.path.split("/")[1][:16]
    assert damaged["problem"]["zh"] != damaged["problem"]["en"]
    assert "heads" in damaged["remedy"]["en"]
    assert "损坏" in hornbook("--lang", "zh", "verify", book=tmp_path / "copy").out
