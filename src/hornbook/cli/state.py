"""The options that stand before a command: the book's folder, the language and the engine."""

import os
from pathlib import Path
from typing import Any

from hornbook.locale import Lang, environment_language

_SETTLED: dict[str, Any] = {"book": None, "lang": None, "engine": None}


def keep_option(*, book: Path | None = None, language: Lang | None = None, engine: str | None = None) -> None:
    """Keep an option that stands before the command."""
    if book is not None:
        _SETTLED["book"] = book
    if language is not None:
        _SETTLED["lang"] = language
    if engine is not None:
        _SETTLED["engine"] = engine


def named_book(given: Path | None) -> bool:
    """Whether somebody named the book, by the command's option or by that before the command."""
    return given is not None or _SETTLED["book"] is not None


def forget_options() -> None:
    """Begin anew, for another command in one process."""
    _SETTLED.update(book=None, lang=None, engine=None)


def lang() -> Lang:
    """The language of pages: `--lang`, else what the environment says."""
    return _SETTLED["lang"] or environment_language()


def folder(given: Path | None, default: Path | None = None) -> Path:
    """The book's folder: the command's own, the one before the command, the default or the environment's."""
    return given or _SETTLED["book"] or default or Path(os.environ.get("HORNBOOK_BOOK", "book"))


def engine_name() -> str:
    """Where questions are answered: `--engine`, else what the environment says, else in this process."""
    return _SETTLED["engine"] or os.environ.get("HORNBOOK_ENGINE") or "embedded"
