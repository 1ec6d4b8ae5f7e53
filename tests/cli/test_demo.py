"""The whole journey of `hornbook demo`, on a small region."""

from pathlib import Path

import pytest

from hornbook.cli import demo_yearbook
from hornbook.reports.yearbook.manifest import read_manifest
from tests.cli.here import hornbook


def test_the_demo_goes_to_its_end_and_leaves_a_yearbook(tmp_path: Path) -> None:
    done = hornbook("--lang", "zh", "demo", "--companies", "1500", book=tmp_path / "region")
    assert (done.code, done.err) == (0, "")
    assert "模拟" in done.out
    for file in (tmp_path / "region-yearbook.html", tmp_path / "region-yearbook.pdf"):
        assert str(file) in done.out
        assert read_manifest(file).citation.startswith("hornbook:1 yearbook/make day=2025-12-31")


def test_without_the_extra_the_demo_tells_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_yearbook, "can_print", lambda: False)
    done = hornbook("--lang", "en", "demo", "--companies", "1500", book=tmp_path / "region")
    assert (done.code, done.err) == (0, "")
    assert "SIMULATED" in done.out
    assert 'pip install "hornbook[report]"' in done.out
    assert not list(tmp_path.glob("*yearbook*"))
