"""The texts of the rules that answers cited, kept with the book, so that a citation holds when a rule has changed.

They stand in the book's folder as `_rules/SHA256.toml`, and so does the list of the rules that one answer asked, where
they are many. Where a book cannot be written to, none is kept.
"""

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from hornbook.book import disk
from hornbook.book.target import Target

FOLDER = "_rules"
_DIGEST = re.compile("[0-9a-f]{64}")


def keep_rule_text(book: Path, text: str) -> None:
    """Keep a text, if it is not kept already and the book can be written to; a damaged file is written again."""
    data = text.encode()
    file = book / FOLDER / f"{sha256(data).hexdigest()}.toml"
    with suppress(OSError):
        if not file.exists():
            file.parent.mkdir(exist_ok=True)
            disk.publish(file, data)
        elif disk.digest(file) != file.stem:
            disk.replace(file, data)


def kept_rule_text(book: Path, digest: str) -> Path | None:
    """The file whose SHA-256 begins so, its bytes checked; None where there is not exactly one."""
    found = [path for path in sorted((book / FOLDER).glob("*.toml")) if path.name.startswith(digest)]
    if len(found) != 1 or not digest:
        return None
    return found[0] if disk.digest(found[0]) == found[0].stem else None


def rule_list(digests: Collection[tuple[str, str]]) -> str:
    """Many rules as one text: a line for each, its id and the SHA-256 of its text."""
    return "\n".join(f"{name} {digest}" for name, digest in sorted(digests))


def kept_rule_list(book: Path, digest: str) -> tuple[tuple[str, str], ...] | None:
    """The ids and digests of rules that were kept together; None where no such list is kept."""
    path = kept_rule_text(book, digest)
    lines = [] if path is None else path.read_text(encoding="utf-8").split("\n")
    pairs = [(name, found) for name, _, found in (line.rpartition(" ") for line in lines)]
    if not pairs or not all(name and _DIGEST.fullmatch(found) for name, found in pairs):
        return None
    return tuple(pairs)


def rule_texts_naming(book: Path, target: Target) -> tuple[list[Path], int]:
    """The texts that quote a word of what is erased, and how many more mention one; with `texts` all that do."""
    named, mentioned = [], 0
    for path in sorted((book / FOLDER).glob("*.toml")):
        text = path.read_text(encoding="utf-8", errors="replace")
        mentions = target.mentions(text)
        if (target.quoted and target.quoted.search(text)) or (mentions and target.texts):
            named.append(path)
        else:
            mentioned += mentions
    return named, mentioned


def damaged_rule_texts(book: Path) -> Iterator[Path]:
    """The kept files whose bytes are not those that were written."""
    for path in sorted((book / FOLDER).glob("*.toml")):
        if _DIGEST.fullmatch(path.stem) and disk.digest(path) != path.stem:
            yield path


def copy_rule_texts(book: Path, to: Path) -> None:
    """Copy the texts that are as they were written to another book's folder."""
    for path in sorted((book / FOLDER).glob("*.toml")):
        if disk.digest(path) == path.stem:
            keep_rule_text(to, path.read_text(encoding="utf-8"))
