"""Pages that were drawn before, kept in the user's cache by version of the book; safe to delete, and then drawn again.

They are not kept beside the book: a page is shown as it is, and a book may have come from somebody else.
"""

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256
from urllib.parse import parse_qsl

from hornbook.book.book import Book
from hornbook.console.address import Address, query_of, read_address
from hornbook.console.draw import Drawn, Wanted
from hornbook.console.pages import PAGES
from hornbook.console.reader import newer_notice
from hornbook.derived.memory import Memory, code_digest
from hornbook.locale import Lang, printed
from hornbook.optional import has_charts
from hornbook.standards.library import library
from hornbook.support.library import supports
from hornbook.terms import Day

MOST = 2_000
"""How many pages are kept, those that were drawn last."""


def kept_page(last: Book, version: Book, address: Address, lang: Lang, wanted: Wanted) -> Drawn | None:
    """A page that was drawn before of this version; it says if the book has a newer one. None where none is kept."""
    if wanted.form is not None:
        return None
    found = _memory(version).load(_name(address, lang, wanted))
    if found is None:
        return None
    try:
        made = _read(address, json.loads(found))
    except (ValueError, KeyError):  # a file that another program has changed is drawn again
        return None
    notice = newer_notice(version.version, last.version)
    return replace(made, notices=(printed(notice, lang),)) if notice else made


def keep_page(version: Book, address: Address, lang: Lang, wanted: Wanted, made: Drawn) -> None:
    """Keep a page under the address that was asked and under its complete one, unless it speaks of something newer."""
    if wanted.form is not None or made.notices:
        return
    text = json.dumps(_written(made)).encode()
    for asked in {replace(address, version=version.version), made.address}:
        _memory(version).save(_name(asked, lang, wanted), lambda _: text)


def _memory(version: Book) -> Memory:
    return Memory(version, "pages", most=MOST, own=True)


def _name(address: Address, lang: Lang, wanted: Wanted) -> str:
    """All that a page follows from beside the book: the address, how it is shown, the program and its rules."""
    parts = (address.page, query_of(address), lang.value, str(wanted.rows), str(has_charts()), _program())
    return sha256("\0".join(parts).encode()).hexdigest()[:32]


def _program() -> str:
    """The code, and the files of rules as they are on disk now."""
    paths = [path for of in (library, supports) for name in of if (path := of.path(name))]
    stats = [(path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in paths]
    return f"{code_digest('')}{sha256(repr(stats).encode()).hexdigest()}"


def _written(made: Drawn) -> dict[str, object]:
    return {
        "query": query_of(made.address),
        "title": made.title,
        "article": made.article,
        "citation": made.citation,
        "empty": made.empty,
        "recorded": made.recorded.isoformat() if made.recorded else None,
        "first": made.first.isoformat() if made.first else None,
        "number": made.number,
        "pages": made.pages,
    }


def _read(address: Address, of: dict[str, str]) -> Drawn:
    whole = read_address(PAGES[address.page], parse_qsl(of["query"]), address.day)
    days = {key: _day(of[key]) for key in ("recorded", "first")}
    same = ("title", "article", "citation", "empty", "number", "pages")
    values: dict[str, object] = {key: of[key] for key in same}
    return Drawn(address=whole, **days, **values)  # type: ignore[arg-type]


def _day(word: str | None) -> Day | None:
    return date.fromisoformat(word) if word else None
