"""The tokens of the HTTP API: made once, shown once, kept as hashes in the book's folder `_console/tokens.json`.

A token is 256 random bits, so its plain SHA-256 cannot be guessed backwards.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from secrets import token_urlsafe
from time import gmtime, strftime

from hornbook.book import disk
from hornbook.derived.lock import locked
from hornbook.errors import BookError, QuestionError, reason
from hornbook.text import Phrase, message

FOLDER = "_console"
"""The folder of a book that holds what belongs to its console."""
PREFIX = "hornbook_"
"""With this every token begins, so that a token that leaked is recognised."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


@dataclass(frozen=True, slots=True)
class ApiToken:
    """What is kept of a token."""

    name: str
    sha256: str
    made: str
    """When it was made, in UTC, as ISO 8601."""


def read_tokens(book: Path) -> tuple[ApiToken, ...]:
    """The tokens of a book in the order in which they were made; BookError where the file is damaged."""
    file = _file(book)
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as trouble:
        raise _unreadable(file, reason(trouble) if isinstance(trouble, OSError) else "UTF-8") from None
    try:
        return tuple(ApiToken(**entry) for entry in json.loads(text))
    except (ValueError, TypeError):
        raise _unreadable(file, "JSON") from None


def new_token(book: Path, name: str | None = None) -> tuple[str, str]:
    """The name and the text of a new token; the text is kept nowhere. QuestionError where the name cannot be taken."""
    with locked(private_folder(book)):
        kept = read_tokens(book)
        names = {token.name for token in kept}
        chosen = name if name is not None else next(f"token-{n}" for n in range(1, 10**6) if f"token-{n}" not in names)
        if not _NAME.fullmatch(chosen):
            raise QuestionError(
                message(
                    "'{name}' is no name of a token: up to 40 letters, digits, dots, dashes and underscores.",
                    name=chosen[:60],
                )
            )
        if chosen in names:
            raise QuestionError(message("There is a token '{name}' already. Revoke it first.", name=chosen))
        text = PREFIX + token_urlsafe(32)
        made = strftime("%Y-%m-%dT%H:%M:%SZ", gmtime())
        _write(book, [*kept, ApiToken(chosen, _hash(text), made)])
    return chosen, text


def revoke_token(book: Path, name: str) -> None:
    """End a token at once; QuestionError where there is none of this name."""
    with locked(private_folder(book)):
        kept = read_tokens(book)
        left = [token for token in kept if token.name != name]
        if len(left) == len(kept):
            raise QuestionError(message("There is no token '{name}'.", name=name[:60]))
        _write(book, left)


def private_folder(book: Path) -> Path:
    """The folder of a book's console, made where it lacks; its owner alone may look into it."""
    folder = book / FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as trouble:
        raise BookError(message("{path} cannot be written: {cause}.", path=str(book), cause=reason(trouble))) from None
    return folder


def token_name(tokens: Iterable[ApiToken], text: str) -> str | None:
    """The name of the token with this text; None where none has it."""
    digest = _hash(text)
    return next((token.name for token in tokens if compare_digest(token.sha256, digest)), None)


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _file(book: Path) -> Path:
    return book / FOLDER / "tokens.json"


def _unreadable(file: Path, cause: Phrase) -> BookError:
    return BookError(message("The tokens in {path} cannot be read ({cause}).", path=str(file), cause=cause))


def _write(book: Path, tokens: Iterable[ApiToken]) -> None:
    text = json.dumps([asdict(token) for token in tokens], indent=1) + "\n"
    disk.replace(_file(book), text.encode())
