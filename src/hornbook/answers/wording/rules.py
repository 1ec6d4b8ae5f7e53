"""Rules, values and facts in words of English or Chinese: what the answers and the pages on standards say alike."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from typing import Any

from hornbook.answers.wording.facts import COLUMNS, kind_text, worded
from hornbook.errors import HornbookError
from hornbook.indicators.algebra import Unit
from hornbook.indicators.by_measure import BY_MEASURE
from hornbook.indicators.catalogue import indicators
from hornbook.kinds import KINDS, Figure
from hornbook.lang import bound, tree
from hornbook.lang.read import read_rule
from hornbook.lang.write import write_rule, write_zh
from hornbook.locale import Lang, in_language
from hornbook.standards.standard import Edition, Standard
from hornbook.text import Phrase, RuleText, Text, listing, message

ANSWERS = {True: Text("yes", "是"), False: Text("no", "否"), None: Text("unknown", "无法判定")}
"""The three answers."""
EVENTS = {"listed": "上市（挂牌）", "acquired": "被收购", "closed": "停止经营"}
SHOWN = 3
"""How many words of a set are shown on a page before it says how many there are."""

rule_tree = cache(read_rule)
"""A rule's text as a tree; each is read once."""


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
    inputs: Mapping[str, Text] = field(default_factory=dict)
    """Figures that the document names itself, by their measures."""

    def rule(self, rule: str | tree.Node, lang: Lang, *, short: bool = False) -> str:
        """A condition in a language; `short`: long sets of words are cut."""
        node = rule_tree(rule) if isinstance(rule, str) else rule
        return self._said(node, lang, short, condition=True)

    def quantity(self, rule: str, lang: Lang, *, short: bool = False) -> str:
        """A quantity in a language."""
        node = rule_tree(rule)
        event = isinstance(node, tree.Ref) and node.name in EVENTS
        return self._said(node, lang, short, condition=isinstance(node, tree.Judged) or event)

    def rule_text(self, rule: str | tree.Node, *, short: bool = False) -> Text:
        """A condition in both languages."""
        return RuleText(*(self.rule(rule, lang, short=short) for lang in (Lang.EN, Lang.ZH)))

    def quantity_text(self, rule: str, *, short: bool = False) -> Text:
        """A quantity in both languages."""
        return RuleText(*(self.quantity(rule, lang, short=short) for lang in (Lang.EN, Lang.ZH)))

    def amount_text(self, amount: tree.Node) -> Text:
        """The amount of a support in both languages."""
        return RuleText(*(self._said(amount, lang, False, condition=False) for lang in (Lang.EN, Lang.ZH)))

    def defined(self, name: str, lang: Lang) -> str:
        """What a name means that the rules use."""
        node = self.define[name]
        return self._said(node, lang, False, condition=not isinstance(node, tree.Ref) or node.name in EVENTS)

    def _said(self, node: tree.Node, lang: Lang, short: bool, *, condition: bool) -> str:
        if lang is Lang.EN:
            node = self._figures(node)
            found = write_rule(cut_words(node)) if short else write_rule(node)
            return re.sub(r"'(… \d+ in all)'", r"\1", found)
        named = self._named(cut_words(node) if short else node, condition=condition, short=short)
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
            case tree.Ref() if (measure := self._measure(node)) is not None:
                return tree.Ref(self.inputs[measure].zh.removesuffix("。"))
            case tree.Slices():
                return replace(node, of=inner(node.of))
            case tree.AmountCases():
                cases = tuple(tree.AmountCase(inner(each.condition, True), inner(each.result)) for each in node.cases)
                return tree.AmountCases(cases, inner(node.otherwise))
            case tree.Between():
                return tree.Between(inner(node.least), inner(node.most))
            case tree.Ref() if node.name in self.define:
                found = self.define[node.name]
                within = cut_words(found) if short else found
                return tree.Ref(f"“{node.name}”") if _tables(found) else inner(within, condition)
            case tree.Ref():
                return _reference(node, condition)
        return node

    def _measure(self, node: tree.Ref) -> str | None:
        """The figure of the document's own that a name stands for."""
        if node.name in self.inputs:
            return node.name
        words = [item for test in node.tests if test.column == "measure" for item in test.words.items]
        return str(words[0]) if node.name in BY_MEASURE and words and words[0] in self.inputs else None

    def _figures(self, node: tree.Node) -> tree.Node:
        """A figure of the document's own by its word, where a rule reads it by its measure."""
        if isinstance(node, tree.Ref) and (measure := self._measure(node)) is not None:
            return tree.Ref(measure)
        if isinstance(node, tree.Compare):
            return replace(node, left=self._figures(node.left), right=self._figures(node.right))
        return node


def wording(standard: Standard, edition: Edition, inputs: Mapping[str, Text] | None = None) -> Wording:
    """How the rules of an edition are put into words; `inputs`: figures that the document names itself."""
    trees = {name: rule_tree(text) for name, text in draft(standard, edition).get("define", {}).items()}
    return Wording(edition.matters, {tier.id: tier.name for tier in edition.tiers}, trees, inputs or {})


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
    return _value(spoken_column(of.name), item) if isinstance(of, tree.Ref) else item


def _value(column: str, item: str | Decimal) -> str | Decimal:
    return in_language(worded(column, item), Lang.ZH) if isinstance(item, str) else item


def _tables(node: tree.Node) -> bool:
    """Whether there is a table in it, which is read more easily on lines of its own."""
    return isinstance(node, tree.LookupTable) or any(_tables(part) for part in tree.child_nodes(node))


def cut_words(node: tree.Node) -> tree.Node:
    """The tree with long sets of words cut."""
    match node:
        case tree.Not():
            return replace(node, part=cut_words(node.part))
        case tree.All() | tree.Any():
            return replace(node, parts=tuple(cut_words(part) for part in node.parts))
        case tree.Member() if len(node.words.items) > SHOWN + 1:
            more = f"… {len(node.words.items)} in all"
            return replace(node, words=tree.WordSet((*node.words.items[:SHOWN], more)))
    return node


def spoken_column(name: str) -> str:
    """The column of facts that an indicator of words is read from."""
    return {"last_series": "series", "last_round_type": "type"}.get(name, name)


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
    elif Figure in of.kinds and of.written in indicators():
        meant = of.about.en.rstrip(".")
        said = Text(meant[:1].lower() + meant[1:], said.zh)
    kinds = listing(kind_text(sort.__name__) for sort in of.kinds)
    return message("{name} ({kinds})", name=said, kinds=kinds)


def _matter(of: bound.Input, said: Text) -> Text:
    """What a person decides, without its full stop."""
    return Text(of.about.en.rstrip("."), said.zh)


def counting_filters(standard: Standard, edition: Edition) -> Iterable[tuple[str, Text]]:
    """Which facts count, by kind."""
    for name, text in draft(standard, edition).get("counts", {}).items():
        node = rule_tree("x" + text)
        if not isinstance(node, tree.Ref):
            raise HornbookError(
                message("{standard}: what counts of {kind} is not a filter.", standard=standard.id, kind=name)
            )
        zh = write_zh(replace(node, name=KINDS[name].zh, tests=_tests(node)), str)
        yield name, Text(f"{name}{text}", zh)
