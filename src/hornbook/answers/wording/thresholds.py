"""Values and thresholds in words: what is known of a quantity, and what a comparison asks for."""

import re
from collections.abc import Iterable
from typing import Any

from hornbook.answers.wording.facts import worded
from hornbook.answers.wording.rules import ANSWERS, EVENTS, cut_words, rule_tree, spoken_column
from hornbook.lang import bound, tree
from hornbook.lang.answer import KnownRange
from hornbook.lang.bound import Type
from hornbook.standards.gap import quantity_phrase
from hornbook.text import Message, Phrase, Value, listing, message


def range_value(value: KnownRange | None, of: bound.Quantity, beside: KnownRange | None = None) -> Value:
    """What is known of a quantity, from below and from above, told apart from what stands `beside` it."""
    if value is None or (not value.low and value.high is None and not isinstance(value.low, bool)):
        return None  # "at least 0" carries no information: treat as unknown
    low, high = (None if end is None else _spoken(end, of, beside or ()) for end in value)
    if value.exact and low is not None:
        return low
    day = of.type is Type.DAY
    if low is not None and high is not None:
        return message("between {low} and {high}", low=low, high=high)
    if low is not None:
        return message("on or after {value}", value=low) if day else message("at least {value}", value=low)
    return message("on or before {value}", value=high) if day else message("at most {value}", value=high)


def _spoken(value: Any, of: bound.Quantity, beside: Iterable[Any]) -> Value:
    if isinstance(value, bool):
        return ANSWERS[value]
    if isinstance(of, bound.Input) and isinstance(value, str):
        return worded(spoken_column(of.name), value)
    return quantity_phrase(value, of, beside)


def limit_text(op: str, limit: Value, *, day: bool) -> Message:
    """What a comparison asks for, in words."""
    match op:
        case ">=":
            return message("on or after {value}", value=limit) if day else message("at least {value}", value=limit)
        case ">":
            return message("after {value}", value=limit) if day else message("more than {value}", value=limit)
        case "<=":
            return message("on or before {value}", value=limit) if day else message("at most {value}", value=limit)
        case "<":
            return message("before {value}", value=limit) if day else message("less than {value}", value=limit)
        case "=":
            return message("exactly {value}", value=limit)
    return message("other than {value}", value=limit)


def is_bare_name(condition: bound.Leaf) -> bool:
    """Whether a comparison is a name alone: an event that has happened, or a count of at least one."""
    return isinstance(condition, bound.BoundCompare) and not isinstance(rule_tree(condition.written), tree.Compare)


def threshold(condition: bound.Leaf, right: KnownRange | None, left: KnownRange | None = None) -> Phrase | None:
    """What a comparison asks for, told apart from the value on its `left`; None where its own words say all of it."""
    if isinstance(condition, bound.BoundMember):
        return _among(cut_words(rule_tree(condition.written)), spoken_column(condition.of.name))
    if not isinstance(condition, bound.BoundCompare):
        return None
    if is_bare_name(condition):
        event = isinstance(condition.left, bound.Input) and condition.left.name in EVENTS
        return None if event else message("at least {value}", value=quantity_phrase(1, condition.left))
    counted = isinstance(condition.left, bound.Input) and condition.left.type is condition.right.type is Type.NUMBER
    limit = range_value(right, condition.left if counted else condition.right, left)
    day = condition.left.type is Type.DAY
    if right is None or right.low is None or not right.exact:
        return limit_text(condition.op, message("a limit that is {limit}", limit=limit), day=day)
    return limit_text(condition.op, limit, day=day)


def _among(node: tree.Node, column: str) -> Phrase | None:
    """The words of a set, the first few of many."""
    if isinstance(node, tree.Compare) and isinstance(node.right, tree.QuotedText):
        return limit_text(node.op, worded(column, node.right.value), day=False)
    if not isinstance(node, tree.Member):
        return None
    words = [str(item) for item in node.words.items]
    more = re.fullmatch(r"… (\d+) in all", words[-1])
    items = listing(worded(column, word) for word in (words[:-1] if more else words))
    among: Phrase = message("{items}, … {n} in all", items=items, n=int(more[1])) if more else items
    if node.out:
        return message("none of {items}", items=among)
    return among if len(words) == 1 else message("one of {items}", items=among)
