"""Rules, values and facts in words of English or Chinese: what the answers and the pages on standards say alike."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from hornbook.answers.wording.facts import COLUMNS, kind_text, worded
from hornbook.errors import HornbookError
from hornbook.indicators.algebra import Unit
from hornbook.indicators.catalogue import indicators
from hornbook.kinds import KINDS
from hornbook.lang import bound, tree
from hornbook.lang.answer import KnownRange
from hornbook.lang.bound import Type
from hornbook.lang.read import read_rule
from hornbook.lang.write import write_rule, write_zh
from hornbook.locale import Lang, in_language
from hornbook.standards.gap import quantity_phrase
from hornbook.standards.standard import Edition, Standard
from hornbook.text import Message, Phrase, Text, Value, listing, message

ANSWERS = {True: Text("yes", "是"), False: Text("no", "否"), None: Text("unknown", "无法判定")}
"""The three answers."""
EVENTS = {"listed": "上市（挂牌）", "acquired": "被收购", "closed": "停止经营"}
SHOWN = 3
"""How many words of a set are shown on a page before it says how many there are."""

_read = cache(read_rule)


def draft(standard: Standard, edition: Edition) -> dict[str, Any]:
    """An edition as its file has it."""
    found: dict[str, Any] = next(each for each in standard.source.data["edition"] if each["id"] == edition.id)
    return found


@dataclass(frozen=True, slots=True)
class Wording:
    """How the rules of one edition are put into words."""

    matters: Mapping[str, Text]
    tiers: Mapping[str, Text]
    define: Mapping[str, tree.Node]

    def rule(self, rule: str | tree.Node, lang: Lang, *, short: bool = False) -> str:
        """A condition in a language; `short`: long sets of words are cut."""
        node = _read(rule) if isinstance(rule, str) else rule
        return self._said(node, lang, short, condition=True)

    def quantity(self, rule: str, lang: Lang, *, short: bool = False) -> str:
        """A quantity in a language."""
        node = _read(rule)
        event = isinstance(node, tree.Ref) and node.name in EVENTS
        return self._said(node, lang, short, condition=isinstance(node, tree.Judged) or event)

    def rule_text(self, rule: str | tree.Node, *, short: bool = False) -> Text:
        """A condition in both languages."""
        return Text(*(self.rule(rule, lang, short=short) for lang in (Lang.EN, Lang.ZH)))

    def quantity_text(self, rule: str, *, short: bool = False) -> Text:
        """A quantity in both languages."""
        return Text(*(self.quantity(rule, lang, short=short) for lang in (Lang.EN, Lang.ZH)))

    def defined(self, name: str, lang: Lang) -> str:
        """What a name means that the rules use."""
        node = self.define[name]
        return self._said(node, lang, False, condition=not isinstance(node, tree.Ref) or node.name in EVENTS)

    def _said(self, node: tree.Node, lang: Lang, short: bool, *, condition: bool) -> str:
        if lang is Lang.EN:
            found = write_rule(_cut(node)) if short else write_rule(node)
            return re.sub(r"'(… \d+ in all)'", r"\1", found)
        named = self._named(_cut(node) if short else node, condition=condition, short=short)
        found = re.sub(r"、… (\d+) in all", r"等\1个", write_zh(named, str))
        return found[1:-1] if isinstance(named, tree.All | tree.Any) else found

    def _named(self, node: tree.Node, *, condition: bool, short: bool) -> tree.Node:
        """The tree with Chinese names in the place of names."""

        def inner(part: tree.Node, condition: bool = False) -> tree.Node:
            return self._named(part, condition=condition, short=short)

        match node:
            case tree.Not(part=tree.Ref() as ref) if ref.name in EVENTS:
                return replace(ref, name=f"未{EVENTS[ref.name]}", tests=_tests(ref))
            case tree.Not() | tree.Known():
                return replace(node, part=inner(node.part, True))
            case tree.All() | tree.Any():
                return replace(node, parts=tuple(inner(part, True) for part in node.parts))
            case tree.Compare() | tree.Arithmetic() if not isinstance(node.right, tree.QuotedText):
                return replace(node, left=inner(node.left), right=inner(node.right))
            case tree.Member():
                words = tree.WordSet(tuple(_word(node.left, item) for item in node.words.items))
                return replace(node, left=inner(node.left), words=words)
            case tree.Contains():
                return replace(node, left=inner(node.left))
            case tree.Compare(right=tree.QuotedText() as word) if isinstance(node.left, tree.Ref):
                return replace(node, left=inner(node.left), right=tree.Ref(str(_word(node.left, word.value))))
            case tree.Extreme():
                return replace(node, parts=tuple(inner(part) for part in node.parts))
            case tree.LookupTable():
                return replace(node, of=inner(node.of))
            case tree.Judged():
                return tree.Judged(self.matters[node.matter].zh.removesuffix("。"))
            case tree.TierReference():
                return tree.TierReference(f"“{self.tiers[node.id].zh}”")
            case tree.Ref() if node.name in self.define:
                found = self.define[node.name]
                within = _cut(found) if short else found
                return tree.Ref(f"“{node.name}”") if _tables(found) else inner(within, condition)
            case tree.Ref():
                return _reference(node, condition)
        return node


def wording(standard: Standard, edition: Edition) -> Wording:
    """How the rules of an edition are put into words."""
    trees = {name: _read(text) for name, text in draft(standard, edition).get("define", {}).items()}
    return Wording(edition.matters, {tier.id: tier.name for tier in edition.tiers}, trees)


def _reference(node: tree.Ref, condition: bool) -> tree.Node:
    """An indicator by its Chinese name; alone it is an event, or a count of at least one."""
    known = indicators().get(node.name)
    by = label(node.by) if node.by else None
    if condition and node.name in EVENTS:
        return replace(node, name=f"已{EVENTS[node.name]}", tests=_tests(node), by=by)
    said = label(node.name)
    if node.over or node.each or node.ago or node.year:
        said = said.removeprefix("最近年度").replace("较上年的", "").replace("较一年前的", "")
    found = replace(node, name=said, tests=_tests(node), by=by)
    counted = condition and known is not None and known.unit is not Unit.YES_NO
    return tree.Compare(found, ">=", tree.Number(Decimal(1))) if counted else found


def label(name: str) -> str:
    """An indicator's Chinese name: what it is about, up to the first stop."""
    known = indicators().get(name)
    return re.split("[，；。：]", known.about.zh)[0] if known else name


def _tests(node: tree.Ref) -> tuple[tree.Test, ...]:
    return tuple(
        replace(
            test,
            column=COLUMNS.get(test.column, test.column),
            words=tree.WordSet(tuple(_value(test.column, item) for item in test.words.items)),
        )
        for test in node.tests
    )


def _word(of: tree.Node, item: str | Decimal) -> str | Decimal:
    """A word that a quantity is compared with, in Chinese."""
    return _value(_column(of.name), item) if isinstance(of, tree.Ref) else item


def _value(column: str, item: str | Decimal) -> str | Decimal:
    return in_language(worded(column, item), Lang.ZH) if isinstance(item, str) else item


def _tables(node: tree.Node) -> bool:
    """Whether there is a table in it, which is read more easily on lines of its own."""
    return isinstance(node, tree.LookupTable) or any(_tables(part) for part in tree.child_nodes(node))


def _cut(node: tree.Node) -> tree.Node:
    """The tree with long sets of words cut."""
    match node:
        case tree.Not():
            return replace(node, part=_cut(node.part))
        case tree.All() | tree.Any():
            return replace(node, parts=tuple(_cut(part) for part in node.parts))
        case tree.Member() if len(node.words.items) > SHOWN + 1:
            more = f"… {len(node.words.items)} in all"
            return replace(node, words=tree.WordSet((*node.words.items[:SHOWN], more)))
    return node


# ---- values


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
        return worded(_column(of.name), value)
    return quantity_phrase(value, of, beside)


def _column(name: str) -> str:
    """The column of facts that an indicator of words is read from."""
    return {"last_series": "series", "last_round_type": "type"}.get(name, name)


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
    return isinstance(condition, bound.BoundCompare) and not isinstance(_read(condition.written), tree.Compare)


def threshold(condition: bound.Leaf, right: KnownRange | None, left: KnownRange | None = None) -> Phrase | None:
    """What a comparison asks for, told apart from the value on its `left`; None where its own words say all of it."""
    if isinstance(condition, bound.BoundMember):
        return _among(_cut(_read(condition.written)), _column(condition.of.name))
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


def target_text(rule: str) -> Text:
    """A rule that belongs to no standard, such as what a forecast asks, in both languages."""
    return Wording({}, {}, {}).rule_text(rule)


def needs_text(of: bound.Input, wording: Wording) -> Phrase:
    """An input by its text and by the facts that state it."""
    said = wording.quantity_text(of.written, short=True)
    if of.matter:
        return message("Decision {matter}: “{text}”", matter=of.matter, text=_matter(of, said))
    if of.written in EVENTS:
        said = Text(said.en, f"是否{said.zh}")
    kinds = listing(kind_text(sort.__name__) for sort in of.kinds)
    return message("{name} ({kinds})", name=said, kinds=kinds)


def _matter(of: bound.Input, said: Text) -> Text:
    """What a person decides, without its full stop."""
    return Text(of.about.en.rstrip("."), said.zh)


def counting_filters(standard: Standard, edition: Edition) -> Iterable[tuple[str, Text]]:
    """Which facts count, by kind."""
    for name, text in draft(standard, edition).get("counts", {}).items():
        node = _read("x" + text)
        if not isinstance(node, tree.Ref):
            raise HornbookError(
                message("{standard}: what counts of {kind} is not a filter.", standard=standard.id, kind=name)
            )
        zh = write_zh(replace(node, name=KINDS[name].zh, tests=_tests(node)), str)
        yield name, Text(f"{name}{text}", zh)
