"""Text into a tree, and what to say where it is none."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedToken, VisitError

from hornbook.errors import HornbookError
from hornbook.lang import tree as t
from hornbook.terms import EARLIEST

LONGEST = 20_000
"""Characters of one rule; a longer one is no rule that a person wrote."""

DEEPEST = 50
"""Brackets within brackets."""


class RuleError(HornbookError):
    """A rule says nothing that can be understood; `at` is where in its text, `hint` what to do."""

    def __init__(self, message: str, at: t.At, text: str = "", hint: str = "") -> None:
        super().__init__(_seen(message))
        self.message, self.at, self.text, self.hint = _seen(message), at, text, _seen(hint)

    def __str__(self) -> str:
        """The message, the place in the text with a caret, and the hint."""
        start, stop = self.at
        line = self.text[:start].rfind("\n") + 1
        shown = self.text[max(line, start - 60) : start + 60].split("\n")[0]
        caret = " " * (start - max(line, start - 60)) + "^" * max(1, min(stop - start, 60))
        lines = [self.message, *([f"    {_seen(shown)}", f"    {caret}"] if self.text else []), self.hint]
        return "\n".join(line for line in lines if line)


def _seen(text: str) -> str:
    """A text as safe to print: a letter that cannot be seen, or that steers a terminal, is a mark of the same width."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def read(text: str) -> t.Node:
    """The tree of a rule; RuleError says where and why there is none."""
    _measure(text)
    try:
        found = _parser().parse(text)
    except UnexpectedToken as error:
        _unexpected(error.token, text, error.accepts or error.expected)
    except UnexpectedCharacters as error:
        at = error.pos_in_stream or 0
        raise RuleError(f"{_letter(text[at])} means nothing here", (at, at + 1), text, _half(text[at])) from None
    except UnexpectedEOF:
        raise RuleError("the rule ends too early", (len(text), len(text) + 1), text) from None
    except VisitError as error:
        if isinstance(error.orig_exc, RuleError):
            error.orig_exc.text = text
            raise error.orig_exc from None
        raise
    except RuleError as error:
        error.text = text
        raise
    assert isinstance(found, t.Node)
    return found


_HOW = "docs/rule_language.md shows every form of rule."


def _measure(text: str) -> None:
    """Refuse what is too long or too deep before anything recursive sees it."""
    if len(text) > LONGEST:
        raise RuleError(f"a rule of {len(text):,} characters; at most {LONGEST:,} are read", (0, 0))
    if not text.strip():
        raise RuleError("the rule is empty", (0, 0))
    depth, quote = 0, ""
    for at, letter in enumerate(text):
        if letter < " " and letter not in "\t\n\r":
            raise RuleError(f"{_letter(letter)} means nothing here", (at, at + 1), text)
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "([{":
            depth += 1
            if depth > DEEPEST:
                raise RuleError(f"more than {DEEPEST} brackets stand within each other", (at, at + 1), text)
        elif letter in ")]}":
            depth -= 1


def _unexpected(token: Token, text: str, accepts: Any) -> NoReturn:
    if token.type == "$END":
        raise RuleError("the rule ends too early", (len(text.rstrip()), len(text.rstrip()) + 1), text, _wanted(accepts))
    start = token.start_pos or 0
    shown = str(token)
    hint = _wanted(accepts)
    if shown in ("and", "or"):
        hint = f"Write {'all' if shown == 'and' else 'any'}(…, …) to join conditions."
    raise RuleError(f"'{shown}' cannot stand here", (start, start + len(shown)), text, hint)


_FULL_WIDTH = dict(zip("，。：；（）［］｛｝＞＜＝！＋－×÷％、“”‘’", ",.:;()[]{}><=!+-*/%,\"\"''", strict=True)) | {
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
}


def _letter(letter: str) -> str:
    return f"'{letter}'" if letter.isprintable() else f"a character that cannot be seen (U+{ord(letter):04X})"


def _half(letter: str) -> str:
    """What to write in the place of a full-width sign or a printed one."""
    return f"Write {_FULL_WIDTH[letter]} instead." if letter in _FULL_WIDTH else _HOW


_SPOKEN = {
    "CMP": "a comparison",
    "NUMBER": "a number",
    "NAME": "a name",
    "STRING": "a text in quotes",
    "UNIT": "a unit",
    "COMMA": "a comma",
    "RPAR": "')'",
    "RSQB": "']'",
    "RBRACE": "'}'",
    "LPAR": "'('",
    "LBRACE": "'{'",
    "COLON": "':'",
    "DATE": "a day",
    "IN": "in",
}


def _wanted(accepts: Any) -> str:
    said = [_SPOKEN[name] for name in _SPOKEN if name in set(accepts)]
    return f"Expected here: {', '.join(said)}." if said else _HOW


@cache
def _parser() -> Lark:
    grammar = (Path(__file__).parent / "grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", transformer=_Build(), propagate_positions=True)


def _at(*tokens: Any) -> t.At:
    starts = [(x.start_pos or 0) if isinstance(x, Token) else x.at[0] for x in tokens]
    ends = [(x.end_pos or 0) if isinstance(x, Token) else x.at[1] for x in tokens]
    return min(starts), max(ends)


def _decimal(token: Token) -> Decimal:
    digits = str(token).replace("_", "")
    if len(digits) > 30:
        raise RuleError("a number of more than 30 digits", _at(token))
    return Decimal(digits)


def _whole(token: Token, most: int) -> int:
    value = _decimal(token)
    if value != int(value) or not 0 < value <= most:
        raise RuleError(f"{token} is no whole number from 1 to {most}", _at(token))
    return int(value)


_DEEP = 200
"""Operators within operators: no tree of more levels is built, so nothing that walks one can run out of stack."""


@v_args(inline=True)
class _Build(Transformer[Token, Any]):
    """Makes nodes while the text is parsed."""

    def __init__(self) -> None:
        super().__init__()

    def start(self, rule: t.Node) -> t.Node:
        deep: list[tuple[t.Node, int]] = [(rule, 1)]
        while deep:
            node, level = deep.pop()
            if level > _DEEP:
                raise RuleError(f"more than {_DEEP} operations stand within each other", node.at)
            deep += [(part, level + 1) for part in parts(node)]
        return rule

    def compare(self, left: t.Node, op: Token, right: t.Node) -> t.Node:
        return t.Compare(left, str(op), right, at=_at(left, right))

    def member(self, left: t.Node, words: t.Words) -> t.Node:
        return t.Member(left, words, at=_at(left, words))

    def outside(self, left: t.Node, words: t.Words) -> t.Node:
        return t.Member(left, words, True, at=_at(left, words))

    def contains(self, left: t.Node, word: Token) -> t.Node:
        return t.Contains(left, self.word(word), at=_at(left, word))

    def negate(self, part: t.Node) -> t.Node:
        return t.Not(part, at=part.at)

    def arithmetic(self, left: t.Node, op: Token, right: t.Node) -> t.Node:
        return t.Arithmetic(left, str(op), right, at=_at(left, right))

    def bracketed(self, part: t.Node) -> t.Node:
        return part

    def any_of(self, *parts: t.Node) -> t.Node:
        return t.Any(_several(parts), at=_at(*parts))

    def all_of(self, *parts: t.Node) -> t.Node:
        return t.All(_several(parts), at=_at(*parts))

    def greatest(self, *parts: t.Node) -> t.Node:
        return t.Extreme("max", parts, at=_at(*parts))

    def least(self, *parts: t.Node) -> t.Node:
        return t.Extreme("min", parts, at=_at(*parts))

    def table(self, of: t.Node, *rest: t.Node) -> t.Node:
        rows = tuple(row for row in rest[:-1] if isinstance(row, t.Row))
        return t.Table(of, rows, rest[-1], at=_at(of, *rest))

    def bracket(self, op: Token, limit: t.Node, result: t.Node) -> t.Node:
        return t.Row(str(op), limit, result, at=_at(op, result))

    def entry(self, word: Token, result: t.Node) -> t.Node:
        return t.Row("=", self.word(word), result, at=_at(word, result))

    def judged(self, matter: Token) -> t.Node:
        return t.Judged(str(matter), at=_at(matter))

    def tier(self, name: Token) -> t.Node:
        return t.Tier(str(name), at=_at(name))

    def date(self, token: Token) -> t.Node:
        try:
            found = date.fromisoformat(str(token))
        except ValueError:
            raise RuleError(f"{token} is not a day", _at(token)) from None
        if found < EARLIEST:
            raise RuleError(f"{token} is before {EARLIEST}, and no fact here is older", _at(token))
        return t.Date(found, at=_at(token))

    def word(self, token: Token) -> t.Word:
        return t.Word(str(token)[1:-1], at=_at(token))

    def number(self, *tokens: Token) -> t.Node:
        unit = str(tokens[-1]) if tokens[-1].type == "UNIT" else ""
        digits = next(token for token in tokens if token.type == "NUMBER")
        value = _decimal(digits)
        return t.Number(value.copy_negate() if tokens[0].type == "MINUS" else value, unit, at=_at(*tokens))

    def words(self, *items: tuple[str | Decimal, Token]) -> t.Words:
        return t.Words(tuple(value for value, _ in items), at=_at(*(token for _, token in items)))

    def item(self, token: Token) -> tuple[str | Decimal, Token]:
        return (_decimal(token) if token.type == "NUMBER" else str(token)[1:-1]), token

    def filter(self, *tests: t.Test) -> tuple[t.Test, ...]:
        return tests

    def belongs(self, column: Token, words: t.Words) -> t.Test:
        return t.Test(str(column), words, at=_at(column, words))

    def differs(self, column: Token, words: t.Words) -> t.Test:
        return t.Test(str(column), words, True, at=_at(column, words))

    def within(self, number: Token, unit: Token) -> tuple[str, Any, Token]:
        return "within", t.Number(Decimal(_whole(number, 1200)), _unit(unit, "months", "years"), at=_at(unit)), unit

    def over(self, number: Token, unit: Token) -> tuple[str, Any, Token]:
        return "over", _years(number, unit), unit

    def each(self, number: Token, unit: Token) -> tuple[str, Any, Token]:
        return "each", _years(number, unit), unit

    def ago(self, number: Token, unit: Token) -> tuple[str, Any, Token]:
        return "ago", _years(number, unit), unit

    def of_year(self, year: Token) -> tuple[str, Any, Token]:
        return "year", _whole(year, 2200), year

    def of_day(self, day: Token) -> tuple[str, Any, Token]:
        raise RuleError("'of' goes with a year", _at(day), hint=f"Write: of {str(day)[:4]}.")

    def by(self, name: Token) -> tuple[str, Any, Token]:
        return "by", str(name), name

    def ref(self, name: Token, *rest: Any) -> t.Node:
        tests = rest[0] if rest and not _is_narrowing(rest[0]) else ()
        narrowings = rest[1:] if tests else rest
        said: dict[str, Any] = {}
        for word, value, token in narrowings:
            if word in said:
                raise RuleError(f"'{word}' is said twice of {name}", _at(token))
            said[word] = value
        ends = [_at(*tests)[1]] if tests else []
        stop = max([_at(name)[1], *ends, *(_at(token)[1] for _, _, token in narrowings)])
        return t.Ref(str(name), tests, at=(_at(name)[0], stop), **said)


def _several(parts: tuple[t.Node, ...]) -> tuple[t.Node, ...]:
    if len(parts) < 2:
        raise RuleError("any and all join two conditions or more", parts[0].at, hint="Write the condition alone.")
    return parts


def _is_narrowing(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], str)


def _unit(token: Token, *units: str) -> str:
    if str(token) not in units:
        raise RuleError(f"'{token}' cannot stand here", _at(token), hint=f"Write {' or '.join(units)}.")
    return str(token)


def _years(number: Token, unit: Token) -> int:
    _unit(unit, "years")
    return _whole(number, 20)


def parts(node: t.Node) -> tuple[t.Node, ...]:
    """The nodes directly within a node."""
    match node:
        case t.Compare() | t.Arithmetic():
            return node.left, node.right
        case t.Member() | t.Contains():
            return (node.left,)
        case t.Not():
            return (node.part,)
        case t.All() | t.Any() | t.Extreme():
            return node.parts
        case t.Table():
            return (node.of, *node.rows, node.otherwise)
        case t.Row():
            return node.limit, node.result
    return ()
