"""Text into a tree, and what to say where it is none."""

import re
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from lark import Lark, Token
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedToken, VisitError

from hornbook.errors import advice, nearest
from hornbook.lang import tree
from hornbook.lang.build import TreeBuilder, joining
from hornbook.lang.mistake import RuleError
from hornbook.text import Phrase, listing, message

LONGEST = 20_000
"""Characters of one rule; a longer one is no rule that a person wrote."""

DEEPEST = 50
"""Brackets within brackets."""


def read_rule(text: str, *, words: bool = False) -> tree.Node:
    """The tree of a rule; RuleError says where and why there is none. `words`: conditions are joined by and, or."""
    _measure(text)
    try:
        found = _parser(words).parse(text)
    except UnexpectedToken as error:
        _unexpected(error.token, text, error.accepts or error.expected)
    except UnexpectedCharacters as error:
        at = error.pos_in_stream or 0
        raise RuleError(
            message("{letter} means nothing here", letter=_letter(text[at])), (at, at + 1), text, _half(text[at])
        ) from None
    except UnexpectedEOF:
        raise RuleError(message("the rule ends too early"), (len(text), len(text) + 1), text) from None
    except VisitError as error:
        if isinstance(error.orig_exc, RuleError):
            error.orig_exc.place_in(text)
            raise error.orig_exc from None
        raise
    except RuleError as error:
        error.place_in(text)
        raise
    assert isinstance(found, tree.Node)
    return found


_HOW = message("docs/rule_language.md shows every form of rule.")


def _measure(text: str) -> None:
    """Refuse what is too long or too deep before anything recursive sees it."""
    if len(text) > LONGEST:
        raise RuleError(
            message("a rule of {n:,} characters; at most {most:,} are read", n=len(text), most=LONGEST), (0, 0)
        )
    if not text.strip():
        raise RuleError(message("the rule is empty"), (0, 0))
    depth, quote = 0, ""
    for at, letter in enumerate(text):
        if letter < " " and letter not in "\t\n\r":
            raise RuleError(message("{letter} means nothing here", letter=_letter(letter)), (at, at + 1), text)
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "([{":
            depth += 1
            if depth > DEEPEST:
                raise RuleError(
                    message("more than {most} brackets stand within each other", most=DEEPEST), (at, at + 1), text
                )
        elif letter in ")]}":
            depth -= 1


def _unexpected(token: Token, text: str, accepts: Any) -> NoReturn:
    if token.type == "$END":
        raise RuleError(
            message("the rule ends too early"), (len(text.rstrip()), len(text.rstrip()) + 1), text, _wanted(accepts)
        )
    start = token.start_pos or 0
    shown = str(token)
    hint = _wanted(accepts)
    if "UNIT" in accepts and re.search(r"\d\s*$", text[:start]) and shown.isalpha():
        hint = message("Write a currency code, as in 6_000_000_000 CNY, or a unit such as years.")
        hint = advice(_unit_near(shown), _UNITS, hint)
    if shown in ("and", "or"):
        hint = joining(shown)
    raise RuleError(message("'{shown}' cannot stand here", shown=shown), (start, start + len(shown)), text, hint)


_UNITS = ("years", "months", "days", "people", "USD", "CNY")
_SPOKEN_UNITS = {"year": "years", "month": "months", "day": "days", "person": "people", "yuan": "CNY", "rmb": "CNY"}


def _unit_near(word: str) -> str:
    """The unit that a word means in everyday writing; the word itself where it means none."""
    near = nearest(word.lower(), [*_SPOKEN_UNITS, *map(str.lower, _UNITS)]) or word
    return _SPOKEN_UNITS.get(near, near.upper() if near.upper() in _UNITS else near)


_FULL_WIDTH = dict(zip("，。：；（）［］｛｝＞＜＝！＋－×÷％、“”‘’", ",.:;()[]{}><=!+-*/%,\"\"''", strict=True)) | {
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
}


def _letter(letter: str) -> Phrase:
    if letter.isprintable():
        return f"'{letter}'"
    return message("a character that cannot be seen (U+{code})", code=f"{ord(letter):04X}")


def _half(letter: str) -> Phrase:
    """What to write in the place of a full-width sign or a printed one."""
    if letter not in _FULL_WIDTH:
        return _HOW
    return message("Write {sign} instead.", sign=_FULL_WIDTH[letter])


_SPOKEN: dict[str, Phrase] = {
    "CMP": message("a comparison"),
    "NUMBER": message("a number"),
    "NAME": message("a name"),
    "STRING": message("a text in quotes"),
    "UNIT": message("a unit"),
    "COMMA": message("a comma"),
    "RPAR": "')'",
    "RSQB": "']'",
    "RBRACE": "'}'",
    "LPAR": "'('",
    "LBRACE": "'{'",
    "COLON": "':'",
    "DATE": message("a day"),
    "IN": "in",
}


def _wanted(accepts: Any) -> Phrase:
    expected = [_SPOKEN[name] for name in _SPOKEN if name in set(accepts)]
    return message("Expected here: {expected}.", expected=listing(expected)) if expected else _HOW


@cache
def _parser(words: bool) -> Lark:
    grammar = (Path(__file__).parent / "grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", transformer=TreeBuilder(words=words), propagate_positions=True)
