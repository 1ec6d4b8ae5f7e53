"""Nodes made while a rule's text is parsed."""

from datetime import date
from decimal import Decimal
from typing import Any

from lark import Token, Transformer, v_args

from hornbook.lang import tree
from hornbook.lang.mistake import RuleError
from hornbook.terms import EARLIEST
from hornbook.text import Message, listing, message


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


def joining(word: str) -> Message:
    """What to write in the place of `and` or `or`."""
    return message("Write {function}(…, …) to join conditions.", function="all" if word == "and" else "any")


@v_args(inline=True)
class TreeBuilder(Transformer[Token, Any]):
    """Makes nodes while the text is parsed."""

    def __init__(self, *, words: bool = False) -> None:
        super().__init__()
        self._words = words
        """Whether conditions may be joined by the words `and` and `or`."""

    def start(self, rule: tree.Node) -> tree.Node:
        deep: list[tuple[tree.Node, int]] = [(rule, 1)]
        while deep:
            node, level = deep.pop()
            if level > tree.DEEPEST_TREE:
                raise RuleError(
                    message("more than {most} operations stand within each other", most=tree.DEEPEST_TREE), node.at
                )
            deep += [(part, level + 1) for part in tree.child_nodes(node)]
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

    def known(self, part: tree.Node) -> tree.Node:
        return tree.Known(part, at=part.at)

    def in_principle(self, part: tree.Node) -> tree.Node:
        return tree.InPrinciple(part, at=part.at)

    def readings(self, *parts: tree.Node) -> tree.Node:
        return tree.Readings(parts, at=_at(*parts))

    def arithmetic(self, left: tree.Node, op: Token, right: tree.Node) -> tree.Node:
        return tree.Arithmetic(left, str(op), right, at=_at(left, right))

    def bracketed(self, part: tree.Node) -> tree.Node:
        return part

    def any_of(self, *parts: tree.Node) -> tree.Node:
        return tree.Any(_several(parts), at=_at(*parts))

    def all_of(self, *parts: tree.Node) -> tree.Node:
        return tree.All(_several(parts), at=_at(*parts))

    def and_words(self, *parts: Any) -> tree.Node:
        return tree.All(self._joined(parts), at=_at(*parts))

    def or_words(self, *parts: Any) -> tree.Node:
        return tree.Any(self._joined(parts), at=_at(*parts))

    def _joined(self, parts: tuple[Any, ...]) -> tuple[tree.Node, ...]:
        """The conditions between the words; a mistake at the first word where words are not allowed."""
        word = parts[1]
        if not self._words:
            raise RuleError(message("'{shown}' cannot stand here", shown=str(word)), _at(word), hint=joining(str(word)))
        return parts[::2]

    def greatest(self, *parts: tree.Node) -> tree.Node:
        return tree.Extreme("max", parts, at=_at(*parts))

    def least(self, *parts: tree.Node) -> tree.Node:
        return tree.Extreme("min", parts, at=_at(*parts))

    def table(self, of: tree.Node, *rest: tree.Node) -> tree.Node:
        rows = tuple(row for row in rest[:-1] if isinstance(row, tree.TableRow))
        return tree.LookupTable(of, rows, rest[-1], at=_at(of, *rest))

    def slices(self, of: tree.Node, *rest: tree.Node) -> tree.Node:
        rows = tuple(row for row in rest[:-1] if isinstance(row, tree.TableRow))
        return tree.Slices(of, rows, rest[-1], at=_at(of, *rest))

    def case(self, condition: tree.Node, result: tree.Node) -> tree.Node:
        return tree.AmountCase(condition, result, at=_at(condition, result))

    def cases(self, *rest: tree.Node) -> tree.Node:
        cases = tuple(case for case in rest[:-1] if isinstance(case, tree.AmountCase))
        return tree.AmountCases(cases, rest[-1], at=_at(*rest))

    def between(self, least: tree.Node, most: tree.Node) -> tree.Node:
        return tree.Between(least, most, at=_at(least, most))

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

    def at_day(self, name: Token) -> tuple[str, Any, Token]:
        return "on", str(name), name

    def ref(self, name: Token, *rest: Any) -> tree.Node:
        tests = rest[0] if rest and not _is_narrowing(rest[0]) else ()
        narrowings = rest[1:] if tests else rest
        said: dict[str, Any] = {}
        for word, value, token in narrowings:
            if word in said:
                shown = "at" if word == "on" else word
                raise RuleError(message("'{word}' is said twice of {name}", word=shown, name=name), _at(token))
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
