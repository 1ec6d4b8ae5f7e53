"""Downloading one file over an unreliable network: resumed where it broke off, checked, and put in place whole.

A file under way is FILE.part and is only ever continued with bytes of the same version. Once whole it takes its name
in one step, and FILE.sha256 holds its digest as `sha256sum --check` reads it. Only the standard library is used.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from zipfile import is_zipfile

from hornbook.errors import QuestionError, SourceError
from hornbook.fetch.download import MissingFile, Progress, download, permitted
from hornbook.fetch.order import MOST, Order
from hornbook.fetch.partial import beside
from hornbook.formats.rows import digest, existing
from hornbook.text import Phrase, message

__all__ = ["MOST", "Fetched", "Order", "Progress", "fetch_file", "permitted"]


def _quiet(_: int, __: int | None) -> None:
    """No progress is shown."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that is there, and whether it was before."""

    path: Path
    size: int
    sha256: str
    there: bool


def fetch_file(order: Order, progress: Progress = _quiet, sleep: Callable[[float], None] = time.sleep) -> Fetched:
    """Fetch one file, or find it there; SourceError says why not, and what to do instead."""
    for address in order.addresses:
        permitted(address, address)
    wanted = _wanted(order)
    if order.target.exists():
        return _there(order, wanted)
    order.target.parent.mkdir(parents=True, exist_ok=True)
    for address in order.addresses:
        with suppress(MissingFile):
            download(order, address, progress, sleep)
            return _placed(order, address, wanted)
    raise SourceError(
        message(
            "{address} does not exist: the maker has published no such file. {by_hand}",
            address=order.addresses[0],
            by_hand=order.by_hand,
        )
    )


def _wanted(order: Order) -> str | None:
    """The digest that the file must have: the one given, which must then be the one written beside it, or that."""
    note = beside(order.target)
    found = note.read_text(encoding="utf-8", errors="replace").split() if note.is_file() else []
    kept = found[0].lower() if found else None
    for word, said in ((order.sha256, "--sha256"), (kept, note.name)):
        if word and (len(word) != 64 or set(word.lower()) - set("0123456789abcdef")):
            raise QuestionError(
                message("{name}: '{word}' is no SHA-256, which is 64 digits of 0-9 and a-f.", name=said, word=word[:80])
            )
    given = order.sha256.lower() if order.sha256 else None
    if given and kept and given != kept:
        raise SourceError(
            message(
                "{note} says {kept}, --sha256 says {given}. Delete {note} if it is out of date.",
                note=str(note),
                kept=kept,
                given=given,
            )
        )
    return given or kept


def _there(order: Order, wanted: str | None) -> Fetched:
    """A file that was there before, checked against its digest."""
    found = digest(existing(order.target))
    if wanted and found != wanted:
        raise SourceError(
            message(
                "{target} is there, but it is not the file that was meant: its SHA-256 is {found}, {wanted} "
                "was expected. Delete it and fetch it again.",
                target=str(order.target),
                found=found,
                wanted=wanted,
            )
        )
    if not beside(order.target).is_file():
        beside(order.target).write_text(f"{found}  {order.target.name}\n", encoding="utf-8")
    return Fetched(order.target, order.target.stat().st_size, found, True)


def _placed(order: Order, address: str, wanted: str | None) -> Fetched:
    """The file under way takes its name, when it is what it should be."""
    part = order.part
    found, size = digest(part.path), part.size()
    why: Phrase | None = None
    if wanted and found != wanted:
        why = message("its SHA-256 is {found}, {wanted} was expected", found=found, wanted=wanted)
    elif order.target.suffix.lower() == ".zip" and not is_zipfile(part.path):
        why = message("not a complete zip archive (the server may have sent an HTML error page)")
    if why:
        part.forget()
        raise SourceError(
            message(
                "{address} gave another file than was meant: {problem}; it was deleted. {by_hand}",
                address=address,
                problem=why,
                by_hand=order.by_hand,
            )
        )
    beside(order.target).write_text(f"{found}  {order.target.name}\n", encoding="utf-8")
    part.path.replace(order.target)
    part.forget()
    return Fetched(order.target, size, found, False)
