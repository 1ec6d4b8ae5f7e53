"""What people read: content in two languages, and messages whose language a renderer chooses.

`Text` is content: a name or a note, written in both languages beside its definition. `Message` is interface: a template
in English whose other languages stand in the catalogue of `hornbook.locale`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Union


class Text(NamedTuple):
    """One piece of content in the two languages of the house."""

    en: str
    zh: str

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """In a JSON Schema: an object with a sentence in each language."""
        return _pair_schema()


class RuleText(Text):
    """A rule, or a sentence that holds one: English as it is written, which a page prints in people's signs."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of the interface: an English template, and the values of its fields in the order of the call.

    `many` is the template for a count other than one; the count is the field `n`.
    """

    template: str
    values: tuple[tuple[str, "Value"], ...] = ()
    many: str | None = None

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """In a JSON Schema: an object with a sentence in each language."""
        return _pair_schema()


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money in whole units of its currency (ISO 4217), such as US$1.5bn; 15亿美元 in Chinese.

    `beside` are amounts of the same currency next to it: it is written with enough digits to tell it from them.
    """

    amount: Decimal
    currency: str = "USD"
    beside: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a whole between 0 and 1, such as 67.5%."""

    value: float
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """Several phrases in a row.

    The mark is a comma, a semicolon between clauses, a space between sentences, or the word `or` or `and`; any other
    mark stands as it is in every language.
    """

    items: tuple["Value", ...]
    mark: str = ","

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """In a JSON Schema: an object with a sentence in each language."""
        return _pair_schema()


Phrase = Union[Text, Message, Listing, str]  # noqa: UP007  a forward reference is inside
"""Anything that a sheet shows as words. A plain string is data, such as a company's name; it is not translated."""

Value = Union[Phrase, Money, Share, int, float, Decimal, date, None]  # noqa: UP007
"""What a field of a message can hold."""


def message(template: str, /, **values: Value) -> Message:
    """A sentence of the interface; every field of the template has a value, and the template is a literal."""
    return Message(template, tuple(values.items()))


def message_plural(one: str, many: str, /, n: int, **values: Value) -> Message:
    """The same with a count `n`: `one` for exactly one, `many` for every other number."""
    return Message(one, (("n", n), *values.items()), many)


def listing(items: Iterable[Value], mark: str = ",") -> Listing:
    """Several phrases as one."""
    return Listing(tuple(items), mark)


_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def one_line(text: str) -> str:
    """Data as safe to print within a sentence: line ends, control characters and the like are shown as escapes."""
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def _pair_schema() -> Any:
    from pydantic_core import core_schema

    field = core_schema.typed_dict_field(core_schema.str_schema(), required=True)
    return core_schema.typed_dict_schema({"en": field, "zh": field})
