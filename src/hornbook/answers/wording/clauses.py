"""Clauses that decide, and the rule asked, in words of English and Chinese: what every page on lists says alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hornbook.answers.wording.force import branch_name
from hornbook.answers.wording.places import asks_place, place_phrase
from hornbook.answers.wording.readings import disagreeing, readings_phrase
from hornbook.answers.wording.rules import EVENTS, Wording, wording
from hornbook.answers.wording.thresholds import is_bare_name, range_value, threshold
from hornbook.lang import bound
from hornbook.lang.answer import Reply
from hornbook.locale import Lang, in_language
from hornbook.population.grounds import Ground
from hornbook.standards.ask import Rule
from hornbook.standards.gap import gap
from hornbook.standards.standard import Clause
from hornbook.terms import Day
from hornbook.text import Message, Phrase, RuleText, Text, Value, listing, message

NOT_LISTED = message("not on the list")
_NOT = {f"已{zh}": f"未{zh}" for zh in EVENTS.values()}
_JUDGED = {True: message("judged so"), False: message("judged otherwise"), None: message("nobody has decided it")}


@dataclass(frozen=True)
class ClauseWords:
    """How the clauses of one rule are put into words on one day."""

    rule: Rule
    day: Day

    @cached_property
    def _words(self) -> Wording:
        return wording(self.rule.standard, self.rule.edition)

    @cached_property
    def _clauses(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.rule.tier.every}

    def clause(self, name: str) -> Text:
        """A clause by its word and its rule; in Chinese, for which the files have no word, by its rule."""
        found = self._clauses.get(name)
        if found is None:
            return Text(name.replace("_", " "), name)
        way, _, word = name.rpartition(".")
        rule, word = self.condition_text(found.rule), word.replace("_", " ")
        said = RuleText(rule.en if word in rule.en else f"{word}: {rule.en}", f"“{rule.zh}”")
        if not way:
            return said
        both = message("{way}, {clause}", way=branch_name(way), clause=said)
        return RuleText(*(in_language(both, lang) for lang in Lang))

    def condition(self, rule: str, lang: Lang) -> str:
        """A rule in a language, a name that the document defines in full."""
        if lang is Lang.EN and rule in self._words.define:
            return self._words.rule(self._words.define[rule], lang, short=True)
        return self._words.rule(rule, lang, short=True)

    def condition_text(self, rule: str) -> Text:
        """A rule in both languages."""
        return RuleText(self.condition(rule, Lang.EN), self.condition(rule, Lang.ZH))

    def short(self, name: str) -> Text:
        """A clause in as few words as there are."""
        found = self._clauses.get(name)
        en = name.replace(".", "/").replace("_", " ")
        return Text(en, f"“{self.condition(found.rule, Lang.ZH)}”" if found else name)

    def ground(self, of: Ground) -> Phrase:
        """What keeps a company out: what is known, what is asked for and the gap."""
        return NOT_LISTED if of.reply is None else self.reply(of.clause, of.reply)

    def reply(self, name: str, said: Reply) -> Phrase:
        """A clause answered: the comparisons that decide it, behind the clause's word where they do not say it."""
        if disputed := disagreeing(said, self._words):
            lead = Text(f"{name.rpartition('.')[2].replace('_', ' ')}: ", "")
            return message("{lead}{grounds}", lead=lead, grounds=readings_phrase(disputed))
        leaves = list(deciding(said))
        found = listing(dict.fromkeys(self._leaf(leaf, answer) for leaf, answer in leaves), ";")
        way, _, word = name.rpartition(".")
        word = word.replace("_", " ")
        aged = any(isinstance(leaf.condition, bound.BoundCompare) and leaf.condition.age for leaf, _ in leaves)
        worded = all(isinstance(leaf.condition, bound.BoundMember) for leaf, _ in leaves)
        told = word in in_language(found, Lang.EN) or aged or worded  # what is compared is named already
        lead = Text("" if told else f"{word}: ", "")  # a clause's word is data; the files have none in Chinese
        if way:
            return message("{way}: {lead}{grounds}", way=branch_name(way), lead=lead, grounds=found)
        return found if told else message("{lead}{grounds}", lead=lead, grounds=found)

    def grounds(self, of: Iterable[Ground]) -> Phrase:
        """Everything that keeps a company out, as one sentence."""
        return listing(dict.fromkeys(map(self.ground, of)), ";")

    def _leaf(self, leaf: Reply, answer: bool | None) -> Phrase:
        condition = leaf.condition
        assert isinstance(condition, bound.Leaf)
        if asks_place(condition):
            return place_phrase(leaf)
        name = self._name(condition)
        if isinstance(condition, bound.Flag) and condition.of.matter:
            about = Text(condition.of.about.en.rstrip("."), name.zh)
            return message("{name}: {value}", name=about, value=_JUDGED[leaf.answer])
        asked = threshold(condition, leaf.right, leaf.left)
        if isinstance(condition, bound.Flag) or (is_bare_name(condition) and asked is None):
            return _event(name, leaf.answer)
        of = condition.left if isinstance(condition, bound.BoundCompare) else condition.of
        value = range_value(leaf.left, of, leaf.right)
        text = _valued(name, value, asked, words=of.type is bound.Type.TEXT)
        measured = gap(leaf, self.day) if answer is leaf.answer else None
        return message("{statement}, {gap}", statement=text, gap=measured.says) if measured else text

    def _name(self, condition: bound.Leaf) -> Text:
        """What a comparison is of."""
        if isinstance(condition, bound.BoundCompare):
            if isinstance(condition.left, bound.Input):
                written = condition.left.name if condition.age else condition.left.written
                return self._words.quantity_text(written, short=True)
            return self._words.rule_text(condition.written, short=True)
        return self._words.quantity_text(condition.of.written, short=True)


def _valued(name: Text, value: Value, asked: Phrase | None, *, words: bool) -> Message:
    """A value, and what is asked for; between a name and a word stands a colon, between a name and a figure none."""
    if words:
        stated = message("{name}: {value}", name=name, value=value)
    elif isinstance(value, date):
        stated = message("{name} {day}", name=name, day=value)
    else:
        stated = message("{name} {value}", name=name, value=value)
    return message("{statement} (asked: {asked})", statement=stated, asked=asked) if asked else stated


def _event(name: Text, answer: bool | None) -> Phrase:
    """An event, or what a person judges, as having happened, not, or unknown."""
    if answer is None:
        return message("{name} unknown", name=name)
    return name if answer else Text(f"not {name.en}", _NOT.get(name.zh, f"{name.zh}：否"))


def deciding(said: Reply) -> Iterator[tuple[Reply, bool | None]]:
    """The comparisons by which a condition has its answer, each with the answer that it would need to have."""
    yield from _deciding(said, said.answer)


def _deciding(said: Reply, wanted: bool | None) -> Iterator[tuple[Reply, bool | None]]:
    if isinstance(said.condition, bound.BoundNot):
        for part in said.parts:
            yield from _deciding(part, None if wanted is None else not wanted)
    elif isinstance(said.condition, bound.BoundKnown):  # a no of what is not known is unknown within
        for part in said.parts:
            yield from _deciding(part, part.answer)
    elif said.parts:
        parts = [part for part in said.parts if part.answer is wanted]
        for part in parts[:1] if isinstance(said.condition, bound.BoundReadings) else parts:
            yield from _deciding(part, wanted)
    else:
        yield said, wanted
