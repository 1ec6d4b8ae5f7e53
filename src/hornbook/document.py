"""A TOML document that knows where its words stand, so that an error can point at them."""

import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from hornbook.errors import HornbookError, MappingError, PhraseError, advice, reason
from hornbook.text import Phrase, listing, message

Loc = tuple[str | int, ...]
"""The way to a value: keys, and positions in lists from 0."""

_HEADING = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*=")
_LARGEST = 1 << 20
_Model = TypeVar("_Model", bound=BaseModel)


class Document(NamedTuple):
    """A document as text and as values."""

    name: str
    text: str
    data: dict[str, Any]
    sort: type[HornbookError] = MappingError
    """What its errors are."""
    written: tuple[tuple[str, str], ...] = ()
    """Keys that the text writes in another way than the values have them."""

    def error(self, loc: Loc, problem: Phrase, *, word: str | None = None, hint: Phrase = "") -> HornbookError:
        """The error that points at `word` where `loc` stands, at its key, or at the heading above it."""
        own = dict(self.written)
        number, start, stop = _find(self.text, tuple(own.get(str(part), part) for part in loc), word)
        line = self.text.split("\n")[number - 1].rstrip()
        indent = len(line) - len(line.lstrip())
        shown = f"    {line.lstrip()[:200]}" if line.strip() else ""
        caret = " " * (4 + max(0, start - indent)) + "^" * max(1, stop - start) if start - indent < 200 else ""
        said = message("{name}:{line:d}: {problem}", name=self.name, line=number, problem=problem)
        return self.sort(listing([part for part in (said, shown, caret, hint) if part], "\n"))

    def check(self, model: type[_Model], value: Any, loc: Loc) -> _Model:
        """The value as a model; an error points at the first thing that is wrong in it."""
        try:
            return model.model_validate(value)
        except ValidationError as error:
            first = error.errors()[0]
        except RecursionError:
            raise self.error(loc, message("this is nested too deeply")) from None
        where = loc + tuple(first["loc"])
        key = next((part for part in reversed(where) if isinstance(part, str)), "")
        place = _section(loc)
        if first["type"] == "missing":
            raise self.error(loc, message("'{key}' is missing in {place}", key=key, place=place))
        if first["type"] == "extra_forbidden":
            keys = list(model.model_fields)
            hint = advice(key, keys, message("The keys here are {keys}.", keys=listing(keys)))
            raise self.error(where, message("no key is called '{key}' in {place}", key=key, place=place), hint=hint)
        raise self.error(where, message("'{key}' {problem}", key=key, problem=complaint(first)))


def document(path: Path, sort: type[HornbookError] = MappingError) -> Document:
    """Read a document; an error of that sort points at the line that is no TOML. Numbers with a point stay exact."""
    return parsed_document(path.name, document_text(path, sort), sort)


def parsed_document(name: str, text: str, sort: type[HornbookError] = MappingError) -> Document:
    """A text as a document; errors call it by its name."""
    try:
        return Document(name, text, tomllib.loads(text, parse_float=Decimal), sort)
    except RecursionError:
        raise sort(message("{file} is nested too deeply; is it really a TOML file?", file=name)) from None
    except (tomllib.TOMLDecodeError, ValueError, ArithmeticError) as error:
        raise sort(_no_toml(name, text, error)) from None


def document_text(path: Path, sort: type[HornbookError] = MappingError) -> str:
    """The text of a document: UTF-8 without its mark, lines that end with a line feed, at most 1 MiB."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise sort(message("{path} is a pipe or a device. Write what it holds to a file first.", path=str(path)))
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
        if len(raw) > _LARGEST:
            raise sort(message("{file} is longer than 1 MiB; is it really a TOML file?", file=path.name))
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise sort(
            message("{file}:{line:d}: not valid UTF-8. Save the file as UTF-8.", file=path.name, line=line)
        ) from None
    except (OSError, ValueError) as error:  # a ValueError: a path that holds a null byte
        raise sort(message("{path} cannot be read: {cause}.", path=str(path), cause=reason(error))) from None


def hint_words(known: Iterable[str], word: str) -> Phrase:
    """A hint: the nearest word, then all of them."""
    known = list(known)
    return advice(word, known, message("Known here: {known}.", known=listing(known)))


def _no_toml(name: str, text: str, error: Exception) -> Phrase:
    """Where a text is no TOML, and why."""
    found = re.search(r"^(.*) \(at line (\d+)", str(error))
    line = int(found[2]) if found else text.count("\n") + 1
    cause = found[1] if found else str(error).removesuffix(" (at end of document)")
    shown = [*text.split("\n"), ""][line - 1].strip()[:200]
    said = message("{name}:{line:d}: this is no TOML: {cause}", name=name, line=line, cause=cause)
    return listing([said, f"    {shown}"], "\n")


_TEXT, _WHOLE, _LIST = message("should be a text"), message("should be a whole number"), message("should be a list")
_COMPLAINTS = {
    "string_type": _TEXT,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "bool_type": message("should be true or false"),
    "bool_parsing": message("should be true or false"),
    "date_type": message("should be a day, such as 2021-12-31"),
    "list_type": _LIST,
    "tuple_type": _LIST,
    "dict_type": message("should be a table of keys and values"),
    "model_type": message("should be a table of keys and values"),
}
"""What pydantic complains of most, in our words."""


def complaint(first: Any) -> Phrase:
    """What pydantic finds wrong with a value; what it says seldom stays in its own words."""
    if isinstance(own := first.get("ctx", {}).get("error"), PhraseError):
        return own.phrase
    if first["type"] == "literal_error":
        return message("should be {expected}", expected=first["ctx"]["expected"])
    said = first["msg"].removeprefix("Value error, ").replace("Input should be", "should be")
    return _COMPLAINTS.get(first["type"], f"{said[0].lower()}{said[1:]}")


def _section(loc: Loc) -> Phrase:
    """A section as it is written."""
    if len(loc) == 2 and isinstance(loc[1], int):
        return f"[[{loc[0]}]]"
    return f"[{loc[0]}]" if len(loc) == 1 else f"'{loc[-1]}'" if loc else message("the document")


def _places(text: str) -> dict[Loc, int]:
    """The line (from 0) on which each heading and each key at the start of a line stands."""
    places: dict[Loc, int] = {(): 0}
    count: dict[Loc, int] = {}
    section: Loc = ()
    for number, line in enumerate(text.split("\n")):
        if heading := _HEADING.match(line):
            section = ()
            names = [part.strip().strip("\"'") for part in heading[2].split(".")]
            for position, name in enumerate(names, 1):
                section += (name,)
                if heading[1] == "[[" and position == len(names):
                    places.setdefault(section, number)
                    count[section] = count.get(section, -1) + 1
                if section in count:
                    section += (count[section],)
            places.setdefault(section, number)
        elif key := _KEY.match(line):
            places.setdefault(section + tuple(p.strip().strip("\"'") for p in key[1].split(".")), number)
    return places


def _find(text: str, loc: Loc, word: str | None) -> tuple[int, int, int]:
    """Line from 1, and the columns from and to which the caret stands."""
    places, lines = _places(text), text.split("\n")
    depth = next(depth for depth in range(len(loc), -1, -1) if loc[:depth] in places)
    first = places[loc[:depth]]
    last = min((number for number in places.values() if number > first), default=len(lines))
    names = [re.escape(part) for part in loc[depth:] if isinstance(part, str)]
    patterns = [rf"(?<![\w-])({name})(?![\w-])\"?\s*=" for name in reversed(names)]
    if word:
        patterns.insert(0, rf"(?<![\w-])({re.escape(word)})(?![\w-])")
    if depth and isinstance(loc[depth - 1], str):
        patterns.append(rf"(?<![\w-])({re.escape(str(loc[depth - 1]))})(?![\w-])")
    for pattern in patterns:
        for number in range(first, last):
            if found := re.search(pattern, lines[number]):
                return number + 1, found.start(1), found.end(1)
    shown = lines[first]
    return first + 1, len(shown) - len(shown.lstrip()), len(shown.rstrip())
