"""The languages of the interface: which one is spoken, the catalogue, and how money, shares and days are written.

`zh_Hans/LC_MESSAGES/hornbook.po` is the catalogue that people edit; `make locale` brings it up to date and writes the
`.mo` beside it. A sentence that the catalogue lacks is shown in English.
"""

import gettext
import os
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from hornbook.locale.numbers import money_text, share
from hornbook.locale.rules import printed_rule
from hornbook.text import Listing, Message, Money, RuleText, Share, Text, Value, one_line

PLACE = Path(__file__).parent
DOMAIN = "hornbook"


class Lang(StrEnum):
    """The language of headings and sentences; figures and names are the same in both."""

    EN = "en"
    ZH = "zh"


def environment_language(environment: Mapping[str, str] = os.environ) -> Lang:
    """The language that the environment asks for: HORNBOOK_LANG, then LC_ALL, then LANG, else English."""
    for name in ("HORNBOOK_LANG", "LC_ALL", "LANG"):
        if wanted := environment.get(name):
            return Lang.ZH if wanted.lower().startswith("zh") else Lang.EN
    return Lang.EN


@cache
def catalogue(lang: Lang) -> gettext.NullTranslations:
    """The translations into a language; English needs none."""
    if lang is Lang.EN:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, str(PLACE), ["zh_Hans"], fallback=True)


def in_language(value: Value | bool, lang: Lang) -> str:
    """A phrase or a value as words of a language; what is empty is unknown."""
    match value:
        case Message():
            return _Filled(lang).vformat(_template(value, lang), (), dict(value.values))
        case Text():
            return value.zh if lang is Lang.ZH else value.en
        case Listing():
            return _mark(value.mark, lang).join(in_language(item, lang) for item in value.items)
        case Money():
            return money_text(value.amount, value.currency, chinese=lang is Lang.ZH, beside=value.beside)
        case Share():
            return share(value.value, value.decimals)
        case bool():
            return (("否", "是") if lang is Lang.ZH else ("no", "yes"))[value]
        case date():
            return value.isoformat()
        case None:
            return "未知" if lang is Lang.ZH else "unknown"
        case int():
            return f"{value:,}"
        case str():
            return value
    return _number(value)


def printed(value: Value | bool, lang: Lang) -> str:
    """The same for a page: data within a sentence, such as the name of a file, is on one line and without controls."""
    return in_language(_printable(value), lang)


def _printable(value: Any) -> Any:
    match value:
        case Message():
            values = tuple((name, _within(each)) for name, each in value.values)
            return Message(value.template, values, value.many)
        case Listing():
            return Listing(tuple(map(_within, value.items)), value.mark)
        case RuleText():
            return Text(_seen(printed_rule(value.en)), _seen(value.zh))
        case Text():
            return Text(_seen(value.en), _seen(value.zh))
    return value


def _seen(text: str) -> str:
    """Content without controls, for a word of a source may stand in it; its line ends stay."""
    return text if text.isprintable() else "\n".join(map(one_line, text.split("\n")))


def _within(value: Any) -> Any:
    return one_line(value) if isinstance(value, str) else _printable(value)


def is_translated(template: str) -> bool:
    """Whether the catalogue has a sentence, so that it is one of ours."""
    return catalogue(Lang.ZH).gettext(template) != template


def _template(value: Message, lang: Lang) -> str:
    if value.many is None:
        return catalogue(lang).gettext(value.template)
    count = dict(value.values)["n"]
    assert isinstance(count, int)
    return catalogue(lang).ngettext(value.template, value.many, count)


def _mark(mark: str, lang: Lang) -> str:
    marks = {",": ("、", ", "), ";": ("；", "; "), " ": ("", " "), "or": ("或", " or "), "and": ("和", " and ")}
    return marks[mark][lang is Lang.EN] if mark in marks else mark


def _number(value: Decimal | float) -> str:
    """A figure without a unit: whole from a thousand on, else with at most two decimals."""
    return f"{value:,.0f}" if abs(float(value)) >= 1000 else f"{value:,.2f}".rstrip("0").rstrip(".")


class _Filled(Formatter):
    """Fills the fields of a template. A field is a name; nothing is looked up inside a value."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        return kwargs[field_name], field_name

    def convert_field(self, value: Any, conversion: Any) -> Any:
        return repr(value) if conversion == "r" else value

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec and isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return format(value, format_spec)
        return in_language(value, self._lang)
