"""What every command prints as JSON and CSV: a change of a byte is seen, and meant where it is written afresh."""

from pathlib import Path

from tests.cli.snapshots import PLACE, every


def test_every_command_prints_what_it_printed(snapshot_book: Path) -> None:
    """`python -m tests.cli.snapshots` writes the files afresh; the change is then read in the diff."""
    found = every(snapshot_book, slow=False)
    changed = [name for name, text in found.items() if (PLACE / name).read_text(encoding="utf-8") != text]
    assert not changed
