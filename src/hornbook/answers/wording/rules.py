"""Rules, values and facts in words of English or Chinese: what the answers and the pages on standards say alike."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from hornbook.answers.wording.facts import COLUMNS, VALUES, kind
from hornbook.errors import HornbookError
from hornbook.indicators.algebra import Unit
from hornbook.indicators.catalogue import indicators
from hornbook.kinds import KINDS
from hornbook.lang import bound as b
from hornbook.lang import tree as t
from hornbook.lang.answer import Known
from hornbook.lang.bound import Type
from hornbook.lang.read import read as read_rule
from hornbook.lang.write import write, write_zh
from hornbook.locale import Lang
from hornbook.standards.gap import spoken
from hornbook.standards.standard import Edition, Standard
from hornbook.text import Text

ANSWERS = {True: Text("yes", "是"), False: Text("no", "否"), None: Text("unknown", "未知")}
"""The three answers."""
EVENTS = {"listed": "上市（挂牌）", "acquired": "被收购", "closed": "停止经营"}
SHOWN = 3
"""So many words of a set are shown on a page before it says how many there are."""

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
    define: Mapping[str, t.Node]

    def rule(self, rule: str | t.Node, lang: Lang, *, short: bool = False) -> str:
        """A condition in a language; `short`: long sets of words are cut."""
        node = _read(rule) if isinstance(rule, str) else rule
        return self._said(node, lang, short, condition=True)

    def quantity(self, rule: str, lang: Lang, *, short: bool = False) -> str:
        """A quantity in a language."""
        node = _read(rule)
        event = isinstance(node, t.Ref) and node.name in EVENTS
        return self._said(node, lang, short, condition=isinstance(node, t.Judged) or event)

    def defined(self, name: str, lang: Lang) -> str:
        """What a name means that the rules use."""
        node = self.define[name]
        return self._said(node, lang, False, condition=not isinstance(node, t.Ref) or node.name in EVENTS)

    def _said(self, node: t.Node, lang: Lang, short: bool, *, condition: bool) -> str:
        if lang is Lang.EN:
            found = write(_cut(node)) if short else write(node)
            return re.sub(r"'(… \d+ in all)'", r"\1", found)
        named = self._named(_cut(node) if short else node, condition=condition, short=short)
        found = re.sub(r"、… (\d+) in all", r"等\1个", write_zh(named, str))
        return found[1:-1] if isinstance(named, t.All | t.Any) else found

    def _named(self, node: t.Node, *, condition: bool, short: bool) -> t.Node:
        """The tree with Chinese names in the place of names."""

        def inner(part: t.Node, condition: bool = False) -> t.Node:
            return self._named(part, condition=condition, short=short)

        match node:
            case t.Not(part=t.Ref() as ref) if ref.name in EVENTS:
                return replace(ref, name=f"未{EVENTS[ref.name]}", tests=_tests(ref))
            case t.Not():
                return replace(node, part=inner(node.part, True))
            case t.All() | t.Any():
                return replace(node, parts=tuple(inner(part, True) for part in node.parts))
            case t.Compare() | t.Arithmetic():
                return replace(node, left=inner(node.left), right=inner(node.right))
            case t.Member() | t.Contains():
                return replace(node, left=inner(node.left))
            case t.Extreme():
                return replace(node, parts=tuple(inner(part) for part in node.parts))
            case t.Table():
                return replace(node, of=inner(node.of))
            case t.Judged():
                return t.Judged(self.matters[node.matter].zh.removesuffix("。"))
            case t.Tier():
                return t.Tier(f"“{self.tiers[node.id].zh}”")
            case t.Ref() if node.name in self.define:
                found = self.define[node.name]
                within = _cut(found) if short else found
                return t.Ref(f"“{node.name}”") if _tables(found) else inner(within, condition)
            case t.Ref():
                return _reference(node, condition)
        return node


def wording(standard: Standard, edition: Edition) -> Wording:
    """How the rules of an edition are put into words."""
    trees = {name: _read(text) for name, text in draft(standard, edition).get("define", {}).items()}
    return Wording(edition.matters, {tier.id: tier.name for tier in edition.tiers}, trees)


def _reference(node: t.Ref, condition: bool) -> t.Node:
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
    return t.Compare(found, ">=", t.Number(Decimal(1))) if counted else found


def label(name: str) -> str:
    """An indicator's Chinese name: what it is about, up to the first stop."""
    known = indicators().get(name)
    return re.split("[，；。：]", known.about.zh)[0] if known else name


def _tests(node: t.Ref) -> tuple[t.Test, ...]:
    return tuple(
        replace(test, column=COLUMNS.get(test.column, test.column), words=t.Words(tuple(map(_value, test.words.items))))
        for test in node.tests
    )


def _value(item: str | Decimal) -> str | Decimal:
    return VALUES.get(item, item) if isinstance(item, str) else item


def _tables(node: t.Node) -> bool:
    """Whether there is a table in it, which is read more easily on lines of its own."""
    from hornbook.lang.read import parts

    return isinstance(node, t.Table) or any(_tables(part) for part in parts(node))


def _cut(node: t.Node) -> t.Node:
    """The tree with long sets of words cut."""
    match node:
        case t.Not():
            return replace(node, part=_cut(node.part))
        case t.All() | t.Any():
            return replace(node, parts=tuple(_cut(part) for part in node.parts))
        case t.Member() if len(node.words.items) > SHOWN + 1:
            more = f"… {len(node.words.items)} in all"
            return replace(node, words=t.Words((*node.words.items[:SHOWN], more)))
    return node


# ---- values


def known(value: Known | None, of: b.Quantity) -> Text:
    """What is known of a quantity, from below and from above."""
    if value is None or (not value.low and value.high is None and not isinstance(value.low, bool)):
        return ANSWERS[None]  # at least nothing is not to know anything
    low, high = (None if each is None else _spoken(each, of) for each in value)
    if value.exact and low:
        return low
    day = of.type is Type.DAY
    if low and high:
        return Text(f"between {low.en} and {high.en}", f"{low.zh}至{high.zh}")
    if low:
        return Text(f"{'on or after' if day else 'at least'} {low.en}", f"{'不早于' if day else '不低于'}{low.zh}")
    assert high
    return Text(f"{'on or before' if day else 'at most'} {high.en}", f"{'不晚于' if day else '不高于'}{high.zh}")


def _spoken(value: Any, of: b.Quantity) -> Text:
    if isinstance(value, bool):
        return ANSWERS[value]
    return spoken(value, of.type, of.unit)


_LIMITS = {
    ">=": Text("at least", "不低于"),
    ">": Text("more than", "高于"),
    "<=": Text("at most", "不高于"),
    "<": Text("less than", "低于"),
    "=": Text("exactly", "等于"),
    "!=": Text("other than", "不等于"),
}
_DAY_LIMITS = {
    ">=": Text("on or after", "不早于"),
    ">": Text("after", "晚于"),
    "<=": Text("on or before", "不晚于"),
    "<": Text("before", "早于"),
}


def bare(condition: b.Leaf) -> bool:
    """Whether a comparison is a name alone: an event that has happened, or a count of at least one."""
    return isinstance(condition, b.Compare) and not isinstance(_read(condition.written), t.Compare)


def threshold(condition: b.Leaf, right: Known | None) -> Text | None:
    """What a comparison asks for; None where its own words say all of it."""
    if isinstance(condition, b.Member):
        return _among(_cut(_read(condition.written)))
    if not isinstance(condition, b.Compare):
        return None
    if bare(condition):
        event = isinstance(condition.left, b.Input) and condition.left.name in EVENTS
        return None if event else Text("at least 1", "不低于1")
    words = (_DAY_LIMITS if condition.left.type is Type.DAY else {}).get(condition.op, _LIMITS[condition.op])
    limit = known(right, condition.right)
    if right is None or right.low is None or not right.exact:
        return Text(f"{words.en} a limit that is {limit.en}", f"{words.zh}某一界限（{limit.zh}）")
    return Text(f"{words.en} {limit.en}", f"{words.zh}{limit.zh}")


def _among(node: t.Node) -> Text | None:
    """The words of a set, the first few of many."""
    if isinstance(node, t.Compare) and isinstance(node.right, t.Word):
        return Text(f"{_LIMITS[node.op].en} {node.right.value}", f"{_LIMITS[node.op].zh}{node.right.value}")
    if not isinstance(node, t.Member):
        return None
    items = [str(item) for item in node.words.items]
    en, zh = ", ".join(items), re.sub(r"、… (\d+) in all", r"等\1个", "、".join(items))
    return Text(f"none of {en}", f"不属于（{zh}）") if node.out else Text(f"one of {en}", f"属于（{zh}）")


def needs(of: b.Input, wording: Wording, lang: Lang) -> str:
    """An input by its text and by the facts that state it."""
    said = wording.quantity(of.written, lang, short=True)
    if of.matter:
        return f"认定「{said}」（决定 {of.matter}）" if lang is Lang.ZH else f"Decision {of.matter}"
    names = [kind(each.__name__, lang) for each in of.kinds]
    if of.written in EVENTS and lang is Lang.ZH:
        said = f"是否{said}"
    return f"{said}（{'、'.join(names)}）" if lang is Lang.ZH else f"{said} ({', '.join(names)})"


def counts(standard: Standard, edition: Edition) -> Iterable[tuple[str, Text]]:
    """Which facts count, by kind."""
    for name, text in draft(standard, edition).get("counts", {}).items():
        node = _read("x" + text)
        if not isinstance(node, t.Ref):
            raise HornbookError(f"{standard.id}: what counts of {name} is no filter.")
        zh = write_zh(replace(node, name=KINDS[name].zh, tests=_tests(node)), str)
        yield name, Text(f"{name}{text}", zh)
