"""The library with a small standard beside the real ones, so that its tiers can be asked by their words."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hornbook.standards.library import PLACE, standards_in
from tests.population.small import SMALL, less


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of standards that is the library for one module: the real ones, `small`, and `low` with lower floors."""
    folder = tmp_path_factory.mktemp("library") / "standards"
    shutil.copytree(PLACE, folder)
    (folder / "small.toml").write_text(SMALL, encoding="utf-8")
    (folder / "low.toml").write_text(less(SMALL, 80), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules["hornbook.standards.own"], "library", standards_in(folder))
        yield folder
