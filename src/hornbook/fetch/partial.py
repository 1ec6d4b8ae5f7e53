"""A file under way: FILE.part, and FILE.part.from, which says where it comes from and of which version it is a part."""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PartialDownload:
    """What there is so far of the file that will be `target`."""

    target: Path

    @property
    def path(self) -> Path:
        """The bytes so far."""
        return self.target.with_name(f"{self.target.name}.part")

    @property
    def _origin(self) -> Path:
        return self.target.with_name(f"{self.target.name}.part.from")

    def size(self) -> int:
        """How many bytes there are; 0 without a file."""
        return self.path.stat().st_size if self.path.is_file() else 0

    def note(self, address: str, tag: str | None) -> None:
        """Write down where the bytes come from and the server's tag of their version, when it vouches for them."""
        version = tag if tag and _strong(tag) else ""
        self._origin.write_text(json.dumps({"address": address, "version": version}), encoding="utf-8")

    def version(self, address: str) -> str | None:
        """The version of which this is a part, when it comes from `address` and that is known."""
        with suppress(OSError, ValueError, AttributeError):
            noted = json.loads(self._origin.read_text(encoding="utf-8"))
            if noted.get("address") == address and _strong(str(noted.get("version"))):
                return str(noted["version"])
        return None

    def forget(self) -> None:
        """Delete it."""
        for path in (self.path, self._origin):
            path.unlink(missing_ok=True)


def beside(target: Path) -> Path:
    """The file that holds a file's digest."""
    return target.with_name(f"{target.name}.sha256")


def _strong(tag: str) -> bool:
    """Whether a version tag vouches for every byte (RFC 9110): bytes of two versions must never be joined."""
    return len(tag) > 2 and tag.startswith('"') and tag.isascii() and tag.isprintable()
