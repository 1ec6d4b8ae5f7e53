"""The whole journey of `hornbook demo`, on a small region."""

from pathlib import Path

import pytest

from tests.cli.here import hornbook


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_demo_goes_to_its_end(tmp_path: Path, lang: str) -> None:
    done = hornbook("--lang", lang, "demo", "--companies", "1500", book=tmp_path / "region")
    assert (done.code, done.err) == (0, "")
    assert "SIMULATED" in done.out or "模拟" in done.out
