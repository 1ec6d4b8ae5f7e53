"""A TOML document that knows where its words stand, so that an error can point at them."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from hornbook.errors import FileFault, HornbookError, MappingError, PhraseError, advice, reason
from hornbook.positions import Loc, Span, cells, find_rule, find_word
from hornbook.text import Phrase, Text, listing, message

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

    def error(
        self,
        loc: Loc,
        problem: Phrase,
        *,
        word: str | None = None,
        hint: Phrase = "",
        rule: str = "",
        at: Span = (0, 0),
    ) -> HornbookError:
        """The error that points at `word` where `loc` stands, at its key, or at the heading above it."""
        return self.as_error(self.fault(loc, problem, word=word, hint=hint, rule=rule, at=at))

    def as_error(self, fault: FileFault) -> HornbookError:
        """A fault as an error of the document's sort."""
        line, start = fault.source, fault.column - 1
        indent = len(line) - len(line.lstrip())
        shown = f"    {line.lstrip()[:200]}" if line.strip() else ""
        caret = " " * (4 + cells(line[indent:start])) + "^" * max(1, fault.width) if start - indent < 200 else ""
        said = message("{name}:{line:d}: {problem}", name=self.name, line=fault.line, problem=fault.problem)
        made = self.sort(listing([part for part in (said, shown, caret, fault.hint) if part], "\n"))
        made.fault = fault
        return made

    def fault(
        self,
        loc: Loc,
        problem: Phrase,
        *,
        word: str | None = None,
        hint: Phrase = "",
        rule: str = "",
        at: Span = (0, 0),
    ) -> FileFault:
        """The fault where `loc` stands; `rule` is a rule that stands there whole, and `at` the part of it."""
        own = dict(self.written)
        there = tuple(own.get(str(part), part) for part in loc)
        number, start, stop = find_rule(self.text, there, rule, at) or find_word(self.text, there, word)
        line = self.text.split("\n")[number - 1].rstrip()
        return FileFault(problem, hint, number, start + 1, max(1, stop - start), line, loc, word or "")

    def check(self, model: type[_Model], value: Any, loc: Loc) -> _Model:
        """The value as a model; an error points at the first thing that is wrong in it."""
        try:
            return model.model_validate(value)
        except ValidationError as error:
            first = error.errors()[0]
        except RecursionError:
            raise self.error(loc, message("this is nested too deeply")) from None
        raise self.as_error(self.model_fault(model, first, loc))

    def model_fault(self, model: type[BaseModel], found: Any, loc: Loc) -> FileFault:
        """What pydantic finds wrong with a value of a model, as a fault of this document."""
        where = loc + tuple(found["loc"])
        key = next((part for part in reversed(where) if isinstance(part, str)), "")
        if found["type"] == "missing":
            place = _section(where[:-1])
            return self.fault(where[:-1], message("'{key}' is missing in {place}", key=key, place=place))
        if found["type"] == "extra_forbidden":
            keys = list(model_at(model, tuple(found["loc"])).model_fields)
            hint = advice(key, keys, message("The keys here are {keys}.", keys=listing(keys)))
            place = _section(where[:-1])
            problem = message("no key is called '{key}' in {place}", key=key, place=place)
            return self.fault(where, problem, word=key, hint=hint)
        return self.fault(where, message("'{key}' {problem}", key=key, problem=complaint(found)))


def model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel]:
    """The model in which the last key of a way stands."""
    for part in loc[:-1]:
        field = model.model_fields.get(part) if isinstance(part, str) else None
        inner = next(_models(field.annotation), None) if field else None
        model = inner or model
    return model


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models of which an annotation speaks, such as `Model | None` or `dict[str, Model]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


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
        fault = _no_toml(text, error)
        shown = f"    {fault.source.strip()[:200]}"
        said = message("{name}:{line:d}: {problem}", name=name, line=fault.line, problem=fault.problem)
        made = sort(listing([said, shown], "\n"))
        made.fault = fault
        raise made from None


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


def _no_toml(text: str, error: Exception) -> FileFault:
    """Where a text is no TOML, and why."""
    found = re.search(r"^(.*) \(at line (\d+), column (\d+)\)", str(error), re.DOTALL)
    line = int(found[2]) if found else text.count("\n") + 1
    cause = found[1] if found else str(error).removesuffix(" (at end of document)")
    source = [*text.split("\n"), ""][line - 1].rstrip()
    column = min(int(found[3]), len(source) + 1) if found else 1
    return FileFault(message("this is no TOML: {cause}", cause=_toml_cause(cause)), "", line, column, 1, source)


_TOML_CAUSES: dict[str, Phrase] = {
    "Cannot overwrite a value": message("this key has a value already"),
    "Expected '=' after a key in a key/value pair": message("an equals sign is missing behind the key"),
    "Expected ']' at the end of a table declaration": message("the heading is not closed with ]"),
    "Expected ']]' at the end of an array declaration": message("the heading is not closed with ]]"),
    "Expected newline or end of document after a statement": message("something stands behind the end of the value"),
    "Invalid date or datetime": message("there is no such day"),
    "Invalid initial character for a key part": message("a key cannot begin so"),
    "Invalid statement": message("this line begins no key, heading or comment; a key in Chinese stands in quotes"),
    "Invalid value": message("the value is missing, or a text stands without quotes"),
    "Unclosed array": message("the list is not closed with ]"),
    "Unclosed inline table": message("the table is not closed with }}"),
    "Unescaped '\\' in a string": message("write two backslashes, or single quotes around the text"),
    "Unterminated string": message("the text is not closed with a quote"),
}
"""What the reader of TOML complains of most, in our words."""


def _toml_cause(cause: str) -> Phrase:
    if known := _TOML_CAUSES.get(cause):
        return known
    if cause.startswith("Cannot declare"):
        return message("this heading stands twice, or is the name of a key")
    if cause.startswith("Illegal character"):
        return message("the text is not closed with a quote, or holds a character that is not allowed")
    return cause


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
    "string_pattern_mismatch": message(
        "is not written so: an id is small letters, digits, - and _; a currency is a code"
    ),
    "too_short": message("should hold at least one"),
    "model_type": message("should be a table of keys and values"),
}
"""What pydantic complains of most, in our words."""


def complaint(first: Any) -> Phrase:
    """What pydantic finds wrong with a value; what it says seldom stays in its own words."""
    if isinstance(own := first.get("ctx", {}).get("error"), PhraseError):
        return own.phrase
    if first["type"] == "literal_error":
        words = str(first["ctx"]["expected"])
        return message("should be {expected}", expected=Text(words, words.replace(" or ", "或").replace(", ", "、")))
    said = first["msg"].removeprefix("Value error, ").replace("Input should be", "should be")
    return _COMPLAINTS.get(first["type"], f"{said[0].lower()}{said[1:]}")


def _section(loc: Loc) -> Phrase:
    """A section as it is written; a table within one by its last key."""
    while loc and isinstance(loc[-1], int) and len(loc) > 2:
        loc = loc[:-1]
    if len(loc) == 2 and isinstance(loc[1], int):
        return f"[[{loc[0]}]]"
    return f"[{loc[0]}]" if len(loc) == 1 else f"'{loc[-1]}'" if loc else message("the document")
