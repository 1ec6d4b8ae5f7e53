"""Clauses that decide, and the rule asked, in words of English and Chinese: what every page on lists says alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from hornbook.answers import sentences
from hornbook.answers.book import simulated
from hornbook.answers.wording.editions import PARTIAL, branch_name, force
from hornbook.answers.wording.rules import EVENTS, Wording, bare, known, threshold, wording
from hornbook.book.money import SPOT, Convention
from hornbook.book.money import Rule as MoneyRule
from hornbook.book.view import View
from hornbook.lang import bound as b
from hornbook.lang.answer import Reply
from hornbook.locale import Lang
from hornbook.population.compare import Ground
from hornbook.render.show import Page, say
from hornbook.standards.ask import Rule
from hornbook.standards.gap import gap
from hornbook.standards.library import plain
from hornbook.standards.standard import Clause
from hornbook.terms import Day
from hornbook.text import Text

SIMULATED = Text(
    "SIMULATED: this book holds a simulated region; no such company exists.",
    "模拟数据：账本含模拟区域，其中企业均不存在。",
)
SIGN = {True: "✓", False: "✗", None: "?"}
_NOT_LISTED = Text("not on the list", "未在榜单上")
_NOT = {f"已{zh}": f"未{zh}" for zh in EVENTS.values()}
_NOBODY = Text("nobody has decided it", "尚无人认定")
_JUDGED = {True: Text("judged so", "已认定"), False: Text("judged otherwise", "已否定"), None: _NOBODY}


@dataclass(frozen=True)
class Words:
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
        en, zh = (self.condition(found.rule, lang) for lang in (Lang.EN, Lang.ZH))
        word = word.replace("_", " ")
        said = Text(en if word in en else f"{word}: {en}", f"「{zh}」")
        if way:
            return Text(f"{branch_name(way, Lang.EN)}, {said.en}", f"{branch_name(way, Lang.ZH)}，{said.zh}")
        return said

    def condition(self, rule: str, lang: Lang) -> str:
        """A rule in a language, a name that the document defines in full."""
        if lang is Lang.EN and rule in self._words.define:
            return self._words.rule(self._words.define[rule], lang, short=True)
        return self._words.rule(rule, lang, short=True)

    def condition_text(self, rule: str) -> Text:
        """A rule in both languages."""
        return Text(self.condition(rule, Lang.EN), self.condition(rule, Lang.ZH))

    def short(self, name: str) -> Text:
        """A clause in as few words as there are."""
        found = self._clauses.get(name)
        en = name.replace(".", "/").replace("_", " ")
        return Text(en, f"「{self.condition(found.rule, Lang.ZH)}」" if found else name)

    def ground(self, of: Ground) -> Text:
        """What keeps a company out: what is known, what is asked for and the gap."""
        return _NOT_LISTED if of.reply is None else self.reply(of.clause, of.reply)

    def reply(self, name: str, said: Reply) -> Text:
        """A clause answered: the comparisons that decide it, behind the clause's word where they do not say it."""
        leaves = list(deciding(said))
        found = list(dict.fromkeys(self._leaf(leaf, answer) for leaf, answer in leaves))
        en, zh = "; ".join(each.en for each in found), "；".join(each.zh for each in found)
        way, _, word = name.rpartition(".")
        word = word.replace("_", " ")
        aged = any(isinstance(leaf.condition, b.Compare) and leaf.condition.age for leaf, _ in leaves)
        lead = "" if word in en or aged else f"{word}: "
        if way:
            return Text(f"{branch_name(way, Lang.EN)}: {lead}{en}", f"{branch_name(way, Lang.ZH)}：{zh}")
        return Text(f"{lead}{en}", zh)

    def grounds(self, of: Iterable[Ground]) -> Text:
        """Everything that keeps a company out, as one sentence."""
        found = list(dict.fromkeys(map(self.ground, of)))
        return Text("; ".join(each.en for each in found), "；".join(each.zh for each in found))

    def _leaf(self, leaf: Reply, answer: bool | None) -> Text:
        condition = leaf.condition
        assert isinstance(condition, b.Leaf)
        name = Text(*(self._name(condition, lang) for lang in (Lang.EN, Lang.ZH)))
        if isinstance(condition, b.Flag) and condition.of.matter:
            said = _JUDGED[leaf.answer]
            return Text(f"{condition.of.about.en.rstrip('.')}: {said.en}", f"{name.zh}：{said.zh}")
        asked = threshold(condition, leaf.right)
        if isinstance(condition, b.Flag) or (bare(condition) and asked is None):
            return _event(name, leaf.answer)
        value = known(leaf.left, condition.left if isinstance(condition, b.Compare) else condition.of)
        measured = gap(leaf, self.day) if answer is leaf.answer else None
        en, zh = f"{name.en} {value.en}", f"{name.zh} {value.zh}"
        if asked:
            en, zh = f"{en} (asked: {asked.en})", f"{zh}（要求{asked.zh}）"
        if measured:
            en, zh = f"{en}, {measured.says.en}", f"{zh}，{measured.says.zh}"
        return Text(en, zh)

    def _name(self, condition: b.Leaf, lang: Lang) -> str:
        """What a comparison is of."""
        if isinstance(condition, b.Compare):
            if isinstance(condition.left, b.Input):
                written = condition.left.name if condition.age else condition.left.written
                return self._words.quantity(written, lang, short=True)
            return self._words.rule(condition.written, lang, short=True)
        return self._words.quantity(condition.of.written, lang, short=True)


def _event(name: Text, answer: bool | None) -> Text:
    """An event, or what a person judges, as having happened, not, or unknown."""
    if answer is None:
        return Text(f"{name.en} unknown", f"{name.zh}：未知")
    return name if answer else Text(f"not {name.en}", _NOT.get(name.zh, f"{name.zh}：否"))


def deciding(said: Reply) -> Iterator[tuple[Reply, bool | None]]:
    """The comparisons by which a condition has its answer, each with the answer that it would need to have."""
    yield from _deciding(said, said.answer)


def _deciding(said: Reply, wanted: bool | None) -> Iterator[tuple[Reply, bool | None]]:
    if isinstance(said.condition, b.Not):
        for part in said.parts:
            yield from _deciding(part, None if wanted is None else not wanted)
    elif said.parts:
        for part in said.parts:
            if part.answer is wanted:
                yield from _deciding(part, wanted)
    else:
        yield said, wanted


# ---- the head of a page


def head(page: Page, view: View, *rules: Rule) -> None:
    """The days asked about, the book's version, the label of a simulated book, and the rule."""
    page.line(sentences.asked(view, page.lang), style="bold")
    if simulated(view):
        page.say(SIMULATED, style="bold")
    for rule in rules:
        rule_lines(page, rule, view)


def rule_lines(page: Page, rule: Rule, view: View) -> None:
    """Which rule is asked, and what a reader must mind before relying on it."""
    if rule.standard is plain():
        page.say(Text(f"Rule: {rule.name.en} (plain)", f"标准：{rule.name.zh}（plain）"))
    else:
        edition = Text(f"edition {rule.edition.id}", f"{rule.edition.id} 版")
        page.say(
            Text(
                f"Rule: {rule.name.en} ({rule.standard.id}:{rule.tier.id}, {edition.en})",
                f"标准：{rule.name.zh}（{rule.standard.id}:{rule.tier.id}，{edition.zh}）",
            )
        )
        if rule.standard.partial:
            page.say(PARTIAL, 2, style="bold")
        page.say(
            force(rule.standard, rule.edition, view.day),
            2,
            style="bold" if rule.standard.in_force(view.day) is False else "",
        )
    page.say(money(rule, view), 2)


def convention(rule: Rule, view: View) -> Convention:
    """By which convention amounts are converted: the rule's own where it has one, else the question's."""
    own = rule.edition.convention
    return view.convention if own == SPOT else own


def money(rule: Rule, view: View) -> Text:
    """The same in words, and whether the text says so."""
    used, edition = convention(rule, view), rule.edition
    rates = ", ".join(f"{rate} {currency}" for currency, rate in used.per_usd)
    rate = {
        MoneyRule.SPOT: Text("at the rate of each fact's day", "按各事实当日汇率折算"),
        MoneyRule.YEAR: Text("at the mean rate of each fact's year", "按各事实当年平均汇率折算"),
        MoneyRule.FIXED: Text(f"at {rates} to the US dollar", f"按 1 美元兑 {rates} 折算"),
    }[used.rule]
    who = Text("; the text does not say how", "（原文未说明）")
    if rule.standard is plain() or (edition.stated and used != edition.convention):
        who = Text("", "")
    elif edition.stated:
        who = Text(", as the text says", "（原文载明）")
    chosen = used == view.convention != SPOT and edition.convention == SPOT
    if chosen:
        who = Text(f", as asked by --money{who.en}", f"（由 --money 指定）{who.zh}")
    elif view.convention not in (SPOT, used):
        who = Text(f"{who.en}; --money does not override it", f"{who.zh}；--money 不予采用")
    return Text(f"Amounts are converted {rate.en}{who.en}.", f"金额{rate.zh}{who.zh}。")


def rule_keys(rule: Rule, day: Day) -> dict[str, object]:
    """Which rule is asked, as keys of an object."""
    return {
        "standard": rule.standard.id,
        "standard_name": rule.standard.name.en,
        "standard_name_zh": rule.standard.name.zh,
        "tier": rule.tier.id,
        "tier_name": rule.tier.name.en,
        "tier_name_zh": rule.tier.name.zh,
        "edition": rule.edition.id,
        "status": "partial" if rule.standard.partial else "complete",
        "in_force": rule.standard.in_force(day),
    }


def more(page: Page, hidden: int, indent: int = 2) -> None:
    """How many a page leaves out, and how to see them."""
    if hidden > 0:
        page.say(
            Text(
                f"… and {hidden:,} more; --json and --csv list them all.",
                f"…… 另有 {hidden:,} 家；--json 与 --csv 可全部列出。",
            ),
            indent,
        )


def listed(texts: Iterable[Text], lang: Lang) -> str:
    """Several words as one sentence's part."""
    return ("，" if lang is Lang.ZH else ", ").join(say(text, lang) for text in texts)
