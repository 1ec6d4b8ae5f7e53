"""What is kept beside a book: whole or not at all, one writer at a time, never another book's, and safe to delete."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from hornbook import derived
from hornbook.book.book import new_book


@dataclass(frozen=True)
class Origin:
    path: Path
    version: int = 3
    digest: str = "ab" * 32


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the user's own for each test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def book(tmp_path: Path) -> Origin:
    (tmp_path / "book").mkdir()
    return Origin(tmp_path / "book")


def saying(text: str) -> derived.Make:
    def make(parts: Mapping[Path, Path]) -> None:
        for part in parts.values():
            part.write_text(text)

    return make


def place(book: Origin, name: str = "x") -> Path:
    found = derived.derived_path(book, "room", name, ".txt")
    assert found is not None
    return found


def test_it_stands_beside_the_book_and_is_made_once(book: Origin) -> None:
    path = place(book)
    assert path.is_relative_to(book.path / derived.FOLDER)
    derived.write_derived([path], saying("one"))
    derived.write_derived([path], saying("two"))
    assert path.read_text() == "one"
    derived.write_derived([path], saying("three"), anew=True)
    assert path.read_text() == "three"
    assert {entry.name for entry in path.parent.iterdir()} == {path.name, ".lock"}


def test_another_state_or_another_book_in_its_place_has_another_name(book: Origin) -> None:
    other = [Origin(book.path, version=4), Origin(book.path, digest="cd" * 32)]
    assert len({place(each) for each in (book, *other)}) == 3


def test_earlier_versions_are_met_newest_first_and_later_ones_never(book: Origin) -> None:
    for version in (1, 2, 3, 11):
        path = place(Origin(book.path, version=version))
        derived.write_derived([path], saying(str(version)))
    derived.write_derived([place(book, "y")], saying("of another name"))
    assert [each.version for each in derived.earlier(book, "room", "x", ".txt")] == [3, 2, 1]
    assert all(each.of("ab" * 32) and not each.of("cd" * 32) for each in derived.earlier(book, "room", "x", ".txt"))


def test_a_book_that_is_read_only_has_its_own_place_in_the_users_cache(
    book: Origin, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = place(book, "before")
    derived.write_derived([beside], saying("made while it could be written"))
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).is_relative_to(home))
    path = place(book)
    assert path.is_relative_to(home / "hornbook")
    derived.write_derived([path], saying("kept"))
    assert place(book) == path
    assert place(book, "before") == beside  # what stands beside the book is still met
    other = Origin(book.path.with_name("other"))
    assert place(other).parent != path.parent
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert derived.derived_path(book, "room", "nowhere", ".txt") is None


def test_a_folder_that_cannot_be_made_is_no_error(book: Origin, home: Path) -> None:
    (book.path / derived.FOLDER).write_text("a file stands here")
    assert place(book).is_relative_to(home)
    home.mkdir(exist_ok=True)
    derived.delete_derived([home / "hornbook"])
    (home / "hornbook").write_text("and here")
    assert derived.derived_path(book, "room", "x", ".txt") is None
    assert derived.scratch().is_dir()


def test_a_book_on_a_disk_that_refuses(book: Origin, home: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("nothing refuses the superuser")
    book.path.chmod(0o555)
    try:
        assert place(book).is_relative_to(home)
    finally:
        book.path.chmod(0o755)


def test_a_writer_that_fails_leaves_nothing_and_holds_nobody_up(book: Origin) -> None:
    path = place(book)

    def broken(parts: Mapping[Path, Path]) -> None:
        saying("half")(parts)
        raise ValueError("killed")

    with pytest.raises(ValueError, match="killed"):
        derived.write_derived([path], broken)
    assert not path.exists()
    derived.write_derived([path], saying("whole"))
    assert path.read_text() == "whole"


def test_many_threads_make_it_once(book: Origin) -> None:
    path, made = place(book), []

    def make(parts: Mapping[Path, Path]) -> None:
        made.append(parts)
        time.sleep(0.05)
        saying("once")(parts)

    threads = [threading.Thread(target=derived.write_derived, args=([path], make)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert path.read_text() == "once"


WRITER = """
import sys, time
from pathlib import Path
from hornbook import derived
path, log, name = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
def make(parts):
    with log.open("a") as file: file.write(f"begin {name}\\n")
    for part in parts.values():
        part.mkdir()
        (part / "one").write_text(name); time.sleep(0.1); (part / "two").write_text(name)
    with log.open("a") as file: file.write(f"end {name}\\n")
derived.write_derived([path], make, anew=True)
"""


def test_processes_write_a_folder_one_after_the_other(book: Origin, tmp_path: Path) -> None:
    path, log = place(book), tmp_path / "log"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(log), str(n)], env=os.environ) for n in range(3)
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    said = log.read_text().split("\n")[:-1]
    assert [one.split()[1] for one in said[::2]] == [other.split()[1] for other in said[1::2]]  # no two at once
    assert (path / "one").read_text() == (path / "two").read_text() == said[-1].split()[1]


def test_deleted_while_it_is_made_it_is_made_again(book: Origin) -> None:
    path, tries = place(book), []

    def make(parts: Mapping[Path, Path]) -> None:
        tries.append(1)
        if len(tries) == 1:
            derived.clear(book)
        saying("in the end")(parts)

    derived.write_derived([path], make)
    assert path.read_text() == "in the end"
    assert len(tries) == 2


def test_deleted_at_any_time_it_only_lacks(book: Origin, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = place(book)
    derived.write_derived([beside], saying("x"))
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).is_relative_to(home))
    cached = place(book, "y")
    derived.write_derived([cached], saying("y"))
    derived.clear(book)
    assert not beside.exists()
    assert not cached.exists()
    derived.clear(book)
    assert derived.earlier(book, "room", "x", ".txt") == []


def test_a_lock_file_that_is_deleted_under_a_waiting_writer_locks_nobody_out(book: Origin) -> None:
    path, begun, order = place(book), threading.Event(), []

    def slow(parts: Mapping[Path, Path]) -> None:
        begun.set()
        (path.parent / ".lock").unlink()
        time.sleep(0.05)
        order.append("slow")
        saying("slow")(parts)

    first = threading.Thread(target=derived.write_derived, args=([path], slow))
    first.start()
    begun.wait()
    derived.write_derived([place(book, "y")], saying("other"))
    first.join()
    assert path.read_text() == "slow"
    assert place(book, "y").read_text() == "other"


def test_the_book_takes_nothing_of_it_for_a_stray_file(tmp_path: Path) -> None:
    made = new_book(tmp_path / "true")
    path = derived.derived_path(made, "room", "x", ".parquet")
    assert path is not None
    derived.write_derived([path], saying("x"))
    os.utime(path, (0, 0))
    assert made.strays() == []
    assert path.name.startswith(f"{made.version}-{made.digest[:16]}-")
