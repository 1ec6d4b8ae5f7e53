"""What spellings of places mean is remembered, and a broken or unwritable cache does no harm."""

from importlib import import_module
from pathlib import Path

import pytest

from hornbook.places import City, city_keys, remembered

ROWS = [("CHN", None, "Peking"), (None, None, None), ("USA", None, "Cambridge")]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def test_what_was_read_once_is_not_read_again(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = city_keys(ROWS)
    assert isinstance(first[0], City)
    assert first[0].name == "Beijing"
    assert first[1] is None
    (file,) = (cache / "hornbook").iterdir()
    assert "Peking" in file.read_text(encoding="utf-8")

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(import_module("hornbook.places.city"), "city", never)
    assert city_keys(ROWS) == first
    assert city_keys([]) == []


def test_a_broken_file_is_read_anew(cache: Path) -> None:
    first = city_keys(ROWS)
    (file,) = (cache / "hornbook").iterdir()
    for text in ("", "{bad", "[1]", '[["CHN", "", "Peking", [1]]]', "{}", "null"):
        file.write_text(text, encoding="utf-8")
        assert city_keys(ROWS) == first


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert city_keys(ROWS)[0] == City(1816670, "Beijing", "北京", "Beijing", "CHN")


def test_other_code_begins_anew(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    city_keys(ROWS)
    monkeypatch.setattr(remembered, "_version", lambda _: "another")
    assert remembered._load() == {}
