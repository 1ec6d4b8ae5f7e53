"""Text into a tree, and what to say where it is none."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedToken, VisitError

from hornbook.errors import HornbookError
from hornbook.lang import tree
from hornbook.terms import EARLIEST
from hornbook.text import Listing, Message, Phrase, listing, message

LONGEST = 20_000
"""Characters of one rule; a longer one is no rule that a person wrote."""

DEEPEST = 50
"""Brackets within brackets."""


class RuleError(HornbookError):
    """A rule says nothing that can be understood; `at` is where in its text, `hint` what to do."""

    def __init__(self, problem: Phrase, at: tree.At, text: str = "", hint: Phrase = "") -> None:
        self.message, self.at, self.hint = _seen(problem), at, _seen(hint)
        self.place_in(text)
        super().__init__(self.phrase)

    def place_in(self, text: str) -> None:
        """Point into a rule's text: the message, the place in the text with a caret, and the hint."""
        self.text = text
        start, stop = self.at
        line = text[:start].rfind("\n") + 1
        shown = text[max(line, start - 60) : start + 60].split("\n", maxsplit=1)[0]
        caret = " " * (start - max(line, start - 60)) + "^" * max(1, min(stop - start, 60))
        lines = [self.message, *([f"    {_seen(shown)}", f"    {caret}"] if text else []), self.hint]
        self.phrase = listing([line for line in lines if line], "\n")


def _seen(value: Any) -> Any:
    """A phrase that is safe to print: a mark of the same width for a letter that is unseen or steers a terminal."""
    match value:
        case Message():
            return replace(value, values=tuple((name, _seen(each)) for name, each in value.values))
        case Listing():
            return replace(value, items=tuple(_seen(item) for item in value.items))
        case str():
            return "".join(letter if letter.isprintable() else "\ufffd" for letter in value)
    return value


def read_rule(text: str) -> tree.Node:
    """The tree of a rule; RuleError says where and why there is none."""
    _measure(text)
    try:
        found = _parser().parse(text)
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
    if shown in ("and", "or"):
        function = "all" if shown == "and" else "any"
        hint = message("Write {function}(…, …) to join conditions.", function=function)
    raise RuleError(message("'{shown}' cannot stand here", shown=shown), (start, start + len(shown)), text, hint)


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
def _parser() -> Lark:
    grammar = (Path(__file__).parent / "grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", transformer=_Build(), propagate_positions=True)


def _at(*tokens: Any) -> tree.At:
    starts = [(x.start_pos or 0) if isinstance(x, Token) else x.at[0] for x in tokens]
    ends = [(x.end_pos or 0) if isinstance(x, Token) else x.at[1] for x in tokens]
    return min(starts), max(ends)


def _decimal(token: Token) -> Decimal:
    digits = str(token).replace("_", "")
    if len(digits) > 30:
        raise RuleError(message("a number of more than 30 digits"), _at(token))
    return Decimal(digits)


def _whole(token: Token, most: int) -> int:
    value = _decimal(token)
    if value != int(value) or not 0 < value <= most:
        raise RuleError(message("{token} is no whole number from 1 to {most:d}", token=token, most=most), _at(token))
    return int(value)


_DEEP = 200
"""Operators within operators: no tree of more levels is built, so nothing that walks one can run out of stack."""


@v_args(inline=True)
class _Build(Transformer[Token, Any]):
    """Makes nodes while the text is parsed."""

    def __init__(self) -> None:
        super().__init__()

    def start(self, rule: tree.Node) -> tree.Node:
        deep: list[tuple[tree.Node, int]] = [(rule, 1)]
        while deep:
            node, level = deep.pop()
            if level > _DEEP:
                raise RuleError(message("more than {most} operations stand within each other", most=_DEEP), node.at)
            deep += [(part, level + 1) for part in child_nodes(node)]
        return rule

    def compare(self, left: tree.Node, op: Token, right: tree.Node) -> tree.Node:
        return tree.Compare(left, str(op), right, at=_at(left, right))

    def member(self, left: tree.Node, words: tree.WordSet) -> tree.Node:
        return tree.Member(left, words, at=_at(left, words))

    def outside(self, left: tree.Node, words: tree.WordSet) -> tree.Node:
        return tree.Member(left, words, True, at=_at(left, words))

    def contains(self, left: tree.Node, word: Token) -> tree.Node:
        return tree.Contains(left, self.word(word), at=_at(left, word))

    def negate(self, part: tree.Node) -> tree.Node:
        return tree.Not(part, at=part.at)

    def arithmetic(self, left: tree.Node, op: Token, right: tree.Node) -> tree.Node:
        return tree.Arithmetic(left, str(op), right, at=_at(left, right))

    def bracketed(self, part: tree.Node) -> tree.Node:
        return part

    def any_of(self, *parts: tree.Node) -> tree.Node:
        return tree.Any(_several(parts), at=_at(*parts))

    def all_of(self, *parts: tree.Node) -> tree.Node:
        return tree.All(_several(parts), at=_at(*parts))

    def greatest(self, *parts: tree.Node) -> tree.Node:
        return tree.Extreme("max", parts, at=_at(*parts))

    def least(self, *parts: tree.Node) -> tree.Node:
        return tree.Extreme("min", parts, at=_at(*parts))

    def table(self, of: tree.Node, *rest: tree.Node) -> tree.Node:
        rows = tuple(row for row in rest[:-1] if isinstance(row, tree.TableRow))
        return tree.LookupTable(of, rows, rest[-1], at=_at(of, *rest))

    def bracket(self, op: Token, limit: tree.Node, result: tree.Node) -> tree.Node:
        return tree.TableRow(str(op), limit, result, at=_at(op, result))

    def entry(self, word: Token, result: tree.Node) -> tree.Node:
        return tree.TableRow("=", self.word(word), result, at=_at(word, result))

    def judged(self, matter: Token) -> tree.Node:
        return tree.Judged(str(matter), at=_at(matter))

    def tier(self, name: Token) -> tree.Node:
        return tree.TierReference(str(name), at=_at(name))

    def date(self, token: Token) -> tree.Node:
        try:
            found = date.fromisoformat(str(token))
        except ValueError:
            raise RuleError(message("{token} is not a day", token=token), _at(token)) from None
        if found < EARLIEST:
            raise RuleError(
                message("{token} is before {earliest}, and no fact here is older", token=token, earliest=EARLIEST),
                _at(token),
            )
        return tree.Date(found, at=_at(token))

    def word(self, token: Token) -> tree.QuotedText:
        return tree.QuotedText(str(token)[1:-1], at=_at(token))

    def number(self, *tokens: Token) -> tree.Node:
        unit = str(tokens[-1]) if tokens[-1].type == "UNIT" else ""
        digits = next(token for token in tokens if token.type == "NUMBER")
        value = _decimal(digits)
        return tree.Number(value.copy_negate() if tokens[0].type == "MINUS" else value, unit, at=_at(*tokens))

    def words(self, *items: tuple[str | Decimal, Token]) -> tree.WordSet:
        return tree.WordSet(tuple(value for value, _ in items), at=_at(*(token for _, token in items)))

    def item(self, token: Token) -> tuple[str | Decimal, Token]:
        return (_decimal(token) if token.type == "NUMBER" else str(token)[1:-1]), token

    def filter(self, *tests: tree.Test) -> tuple[tree.Test, ...]:
        return tests

    def belongs(self, column: Token, words: tree.WordSet) -> tree.Test:
        return tree.Test(str(column), words, at=_at(column, words))

    def differs(self, column: Token, words: tree.WordSet) -> tree.Test:
        return tree.Test(str(column), words, True, at=_at(column, words))

    def within(self, number: Token, unit: Token) -> tuple[str, Any, Token]:
        return "within", tree.Number(Decimal(_whole(number, 1200)), _unit(unit, "months", "years"), at=_at(unit)), unit

    def over(self, number: Token, unit: Token) -> tuple[str, Any, Token]:
        return "over", _years(number, unit), unit

    def each(self, number: Token, unit: Token) -> tuple[str, Any, Token]:
        return "each", _years(number, unit), unit

    def ago(self, number: Token, unit: Token) -> tuple[str, Any, Token]:
        return "ago", _years(number, unit), unit

    def of_year(self, year: Token) -> tuple[str, Any, Token]:
        return "year", _whole(year, 2200), year

    def of_day(self, day: Token) -> tuple[str, Any, Token]:
        raise RuleError(message("'of' goes with a year"), _at(day), hint=message("Write: of {day}.", day=str(day)[:4]))

    def by(self, name: Token) -> tuple[str, Any, Token]:
        return "by", str(name), name

    def ref(self, name: Token, *rest: Any) -> tree.Node:
        tests = rest[0] if rest and not _is_narrowing(rest[0]) else ()
        narrowings = rest[1:] if tests else rest
        said: dict[str, Any] = {}
        for word, value, token in narrowings:
            if word in said:
                raise RuleError(message("'{word}' is said twice of {name}", word=word, name=name), _at(token))
            said[word] = value
        ends = [_at(*tests)[1]] if tests else []
        stop = max([_at(name)[1], *ends, *(_at(token)[1] for _, _, token in narrowings)])
        return tree.Ref(str(name), tests, at=(_at(name)[0], stop), **said)


def _several(parts: tuple[tree.Node, ...]) -> tuple[tree.Node, ...]:
    if len(parts) < 2:
        raise RuleError(
            message("any and all join two conditions or more"), parts[0].at, hint=message("Write the condition alone.")
        )
    return parts


def _is_narrowing(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], str)


def _unit(token: Token, *units: str) -> str:
    if str(token) not in units:
        raise RuleError(
            message("'{token}' cannot stand here", token=token),
            _at(token),
            hint=message("Write {units}.", units=listing(units, "or")),
        )
    return str(token)


def _years(number: Token, unit: Token) -> int:
    _unit(unit, "years")
    return _whole(number, 20)


def child_nodes(node: tree.Node) -> tuple[tree.Node, ...]:
    """The nodes directly within a node."""
    match node:
        case tree.Compare() | tree.Arithmetic():
            return node.left, node.right
        case tree.Member() | tree.Contains():
            return (node.left,)
        case tree.Not():
            return (node.part,)
        case tree.All() | tree.Any() | tree.Extreme():
            return node.parts
        case tree.LookupTable():
            return (node.of, *node.rows, node.otherwise)
        case tree.TableRow():
            return node.limit, node.result
    return ()
