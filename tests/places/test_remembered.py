"""What spellings of places mean is remembered beside a book; a broken or unwritable memory does no harm."""

import os
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

import pytest

from hornbook.derived.memory import Memory
from hornbook.places import City, city_keys, remembered

ROWS = [("CHN", None, "Peking"), (None, None, None), ("USA", None, "Cambridge")]


@dataclass(frozen=True)
class Origin:
    path: Path
    version: int = 3
    digest: str = "ab" * 32


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Memory:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "book").mkdir()
    return Memory(Origin(tmp_path / "book"), "places", most=1, carried=True)


def files(memory: Memory) -> list[Path]:
    found = (path for path in memory.book.path.rglob("*") if path.is_file() and path.name != ".lock")
    return [path for path in found if path.parent.name != "digests"]


def test_what_was_read_once_is_not_read_again(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    first = city_keys(ROWS, memory)
    assert first == city_keys(ROWS)
    assert isinstance(first[0], City)
    assert first[0].name == "Beijing"
    assert first[1] is None
    (file,) = files(memory)
    assert "Peking" in file.read_text(encoding="utf-8")

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(import_module("hornbook.places.city"), "city", never)
    assert city_keys(ROWS, memory) == first
    assert city_keys([], memory) == []
    later = Memory(Origin(memory.book.path, version=4, digest="cd" * 32), "places", most=1, carried=True)
    assert city_keys(ROWS, later) == first
    with pytest.raises(AssertionError):
        city_keys(ROWS, replace(later, carried=False))


def test_what_is_read_is_added_to_what_another_wrote_meanwhile(memory: Memory) -> None:
    city_keys(ROWS[:1], memory)
    city_keys(ROWS[2:], memory)
    (file,) = files(memory)
    assert all(name in file.read_text(encoding="utf-8") for name in ("Peking", "Cambridge"))


def test_a_broken_file_is_read_anew(memory: Memory) -> None:
    first = city_keys(ROWS, memory)
    (file,) = files(memory)
    for text in ("", "{bad", "[1]", '[["CHN", "", "Peking", [1]]]', "{}", "null"):
        file.write_text(text, encoding="utf-8")
        assert city_keys(ROWS, memory) == first


def test_a_memory_that_cannot_be_written_is_done_without(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert city_keys(ROWS, memory)[0] == City(1816670, "Beijing", "北京", "Beijing", "CHN")
    assert files(memory) == []


def test_other_code_begins_anew(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    city_keys(ROWS, memory)
    monkeypatch.setattr(remembered, "_version", lambda _: "another")
    assert memory.load(remembered._digest()) is None
