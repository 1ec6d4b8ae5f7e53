"""What every command prints as JSON and CSV: a change of a byte is seen, and meant where it is written afresh."""

from pathlib import Path

import pytest

from tests.cli.snapshots import COMMANDS, PLACE, SLOW, snapshots_of


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in SLOW])
def test_a_command_prints_what_it_printed(name: str, snapshot_book: Path) -> None:
    """`python -m tests.cli.snapshots` writes the files afresh; the change is then read in the diff."""
    found = snapshots_of(name, snapshot_book)
    changed = [file for file, text in found.items() if (PLACE / file).read_text(encoding="utf-8") != text]
    assert not changed


def test_every_snapshot_is_of_a_command() -> None:
    """A file that no command writes any more would never be compared."""
    assert {path.stem for path in PLACE.iterdir()} == set(COMMANDS)
