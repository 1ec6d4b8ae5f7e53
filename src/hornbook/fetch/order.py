"""What is to be fetched, and where it is to stand."""

from dataclasses import dataclass
from pathlib import Path

from hornbook.fetch.partial import PartialDownload
from hornbook.text import Phrase

MOST = 4 << 30
"""A file of more bytes than this (4 GiB) is not fetched unless the user says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One file to fetch."""

    addresses: tuple[str, ...]
    """Where it may be, tried in turn while the answer is that there is no such file."""
    target: Path
    by_hand: Phrase
    """What to do without a network, as a sentence."""
    contact: str | None = None
    """How the caller can be reached; it is sent to the address' own host and written nowhere."""
    sha256: str | None = None
    most: int = MOST
    agent: str = "Hornbook"

    @property
    def part(self) -> PartialDownload:
        """The file under way."""
        return PartialDownload(self.target)
