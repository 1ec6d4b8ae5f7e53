"""Standards on a page: the list of them, and one rule in full from its highest tier to its lowest."""

from collections.abc import Iterable, Sequence

from hornbook.answers.standards import CONFIDENCE, STANDARD, edition_days, standard_row, status
from hornbook.answers.wording.editions import PARTIAL, branch_name, force
from hornbook.answers.wording.rules import Wording, counts, wording
from hornbook.book.money import SPOT, Convention, Rule
from hornbook.lang import bound as b
from hornbook.lang import tree as t
from hornbook.locale import Lang
from hornbook.render.show import Form, Page, say, table
from hornbook.standards.standard import Cite, Clause, Edition, Standard, Tier
from hornbook.terms import Day
from hornbook.text import Text

TABLE = 150
"""On a page as wide as this the list of standards is a table; on a narrower one each has lines of its own."""
COMPLETE = Text("Complete: all tiers of the text are here.", "完整：原文全部层级均已收录。")
WAYS = Text("and at least one of these ways:", "并至少符合以下情形之一：")
FEW = Text("what every tier asks, and at least one of these ways:", "共同条件，并至少符合以下情形之一：")
ONLY = Text("at least one of these ways:", "至少符合以下情形之一：")


def standards_page(standards: Sequence[Standard], day: Day, lang: Lang) -> None:
    """Print the list of standards, and how to read one of them."""
    page = Page(lang)
    if page.out.width >= TABLE:
        table([standard_row(each, day, Form.PAGE, lang) for each in standards], STANDARD, Form.PAGE, lang)
    else:
        for each in standards:
            _entry(page, each, day)
    partial = sum(each.partial for each in standards)
    page.line("")
    page.say(
        Text(
            f"{len(standards)} standards; of {partial} a part of the text is missing here.",
            f"共 {len(standards)} 项标准，其中 {partial} 项原文不完整。",
        )
    )
    page.say(
        Text(
            "`hornbook standards ID` shows one in full; `hornbook judge COMPANY --standard ID --as-of DAY` applies it.",
            "`hornbook standards 编号` 查看全文规则；`hornbook judge 企业 --standard 编号 --as-of 日期` 进行评定。",
        )
    )


def _entry(page: Page, standard: Standard, day: Day) -> None:
    edition = standard.edition(day)
    days, sure, whole = edition_days(edition), CONFIDENCE[standard.confidence], status(standard)
    tiers = [tier.name for tier in edition.tiers]
    page.line(say(standard.name, page.lang), lead=f"{standard.id}  ", style="bold")
    page.line(f"{say(standard.issuer, page.lang)} · {standard.jurisdiction} · {say(days, page.lang)}", 4)
    page.say(
        Text(
            f"{whole.en}; confidence {sure.en}; tiers: {' < '.join(name.en for name in tiers)}",
            f"{whole.zh}；把握程度：{sure.zh}；层级：{' < '.join(name.zh for name in tiers)}",
        ),
        4,
    )


def rule_page(standard: Standard, day: Day, lang: Lang) -> None:
    """Print one standard: who issued it, by which conventions it is read, and its ladder."""
    edition = standard.edition(day)
    page, words = Page(lang), wording(standard, edition)
    page.line(say(standard.name, lang), style="bold")
    for text in _head(standard, edition):
        page.say(text, 2)
    if not standard.partial:
        page.say(COMPLETE, 2)
    warn(page, standard, edition, day)
    _conventions(page, standard, edition, words)
    if standard.notes:
        page.line("")
        page.say(Text("Notes", "说明"), style="bold")
        for note in standard.notes:
            page.say(note, 2, lead="– ")
    numbers = Numbers(standard.cites)
    _ladder(page, edition, words, numbers)
    numbers.print(page)


def _head(standard: Standard, edition: Edition) -> list[Text]:
    sure, days = CONFIDENCE[standard.confidence], edition_days(edition)
    document = [Text(f"Document: {standard.document}", f"文件：{standard.document}")] if standard.document else []
    several = ", ".join(each.id for each in standard.editions)
    editions = [Text(f"All editions: {several}", f"全部版本：{several}")] if len(standard.editions) > 1 else []
    return [
        Text(f"Id: {standard.id}", f"编号：{standard.id}"),
        Text(f"Issuer: {standard.issuer.en}", f"发布机构：{standard.issuer.zh}"),
        *document,
        Text(f"Applies in: {standard.jurisdiction}", f"适用地区：{standard.jurisdiction}"),
        Text(f"Edition: {edition.id}, {days.en}", f"版本：{edition.id}（{days.zh}）"),
        *editions,
        Text(f"Confidence that the text says so: {sure.en}", f"文意把握程度：{sure.zh}"),
    ]


def warn(page: Page, standard: Standard, edition: Edition, day: Day) -> None:
    """Say what a reader has to mind before relying on the rule: a partial text, an edition of another day."""
    if standard.partial:
        page.say(PARTIAL, 2, style="bold")
    page.say(force(standard, edition, day), 2, style="bold" if standard.in_force(day) is False else "")


def money(edition: Edition, asked: Convention = SPOT) -> Text:
    """How amounts become comparable, and whether the text says so; `asked`: the question's own convention."""
    own = edition.convention != SPOT or edition.stated
    rule = edition.convention if own else asked
    rate = {
        Rule.SPOT: Text("at the rate of each fact's day", "按各事实当日汇率折算"),
        Rule.YEAR: Text("at the mean rate of each fact's year", "按各事实当年平均汇率折算"),
        Rule.FIXED: Text(f"at {_rates(rule)} to the US dollar", f"按 1 美元兑 {_rates(rule)} 折算"),
    }[rule.rule]
    if edition.stated:
        return Text(f"Amounts are converted {rate.en}, as the text says.", f"金额{rate.zh}（原文载明）。")
    return Text(f"Amounts are converted {rate.en}; the text does not say how.", f"金额{rate.zh}（原文未说明）。")


def _rates(rule: Convention) -> str:
    return ", ".join(f"{rate} {currency}" for currency, rate in rule.per_usd)


def _conventions(page: Page, standard: Standard, edition: Edition, words: Wording) -> None:
    page.line("")
    page.say(Text("How it is read", "口径"), style="bold")
    page.say(money(edition), 2, lead="– ")
    age = Text("Age is counted by anniversary.", "成立年限按周年计。")
    if edition.calendar:
        age = Text("Age is counted by calendar year.", "成立年限按自然年计。")
    page.say(age, 2, lead="– ")
    for _, said in counts(standard, edition):
        page.say(Text(f"Only these facts count: {said.en}", f"仅计入以下事实：{said.zh}"), 2, lead="– ")
    for name in words.define:
        meant = words.defined(name, page.lang)
        page.say(Text(f"“{name}” means: {meant}", f"“{name}”指：{meant}"), 2, lead="– ")


def _ladder(page: Page, edition: Edition, words: Wording, numbers: "Numbers") -> None:
    """What every tier asks, then each tier's own clauses, from the highest to the lowest."""
    first, *others = edition.tiers
    common = tuple(each for each in first.clauses if others and all(each in tier.clauses for tier in others))
    if common:
        page.line("")
        page.say(Text("Every tier asks", "各层级共同条件"), style="bold")
        for each in common:
            _clause(page, each, words, numbers, 2)
    for tier in reversed(edition.tiers):
        _tier(page, tier, common, words, numbers)


def _tier(page: Page, tier: Tier, common: tuple[Clause, ...], words: Wording, numbers: "Numbers") -> None:
    page.line("")
    page.line(f"{say(tier.name, page.lang)} ({tier.id})", style="bold")
    own = [each for each in tier.clauses if each not in common]
    if common and (own or len(tier.branches) < 2):
        page.say(Text("what every tier asks, and:", "共同条件，以及："), 2)
    for each in own:
        _clause(page, each, words, numbers, 2)
    if len(tier.branches) > 1:
        page.say(WAYS if own else FEW if common else ONLY, 2)
    for branch in tier.branches:
        page.line(branch_name(branch.id, page.lang), 4, lead="○ ")
        for each in branch.clauses:
            _clause(page, each, words, numbers, 6)


def _clause(page: Page, clause: Clause, words: Wording, numbers: "Numbers", indent: int) -> None:
    page.line(f"{stated(clause, words, page.lang)} {numbers.of(clause.cites)}", indent, lead="• ")
    matters = [leaf.of for leaf in b.leaves(clause.condition) if isinstance(leaf, b.Flag) and leaf.of.matter]
    if page.lang is Lang.EN and not isinstance(clause.tree, t.Judged):
        for matter in matters:
            page.line(f"{matter.written}: {matter.about.en}", indent + 2, lead="– ")
    if clause.note:
        page.say(clause.note, indent + 2)


def stated(clause: Clause, words: Wording, lang: Lang) -> str:
    """A clause's word and its rule; a matter that a person judges stands there in its own words."""
    word = clause.id.rpartition(".")[2].replace("_", " ")
    rule = words.rule(clause.tree, lang, short=True)
    if isinstance(clause.tree, t.Judged):
        meant = words.matters[clause.tree.matter]
        return f"{rule}（由人认定）" if lang is Lang.ZH else f"{word}: {meant.en.removesuffix('.')} (a person judges)"
    return rule if lang is Lang.ZH else f"{word}: {rule}"


class Numbers:
    """Citations by number, printed at the foot of a page: only those that were used."""

    def __init__(self, cites: Iterable[Cite]) -> None:
        self._order = {cite.id: cite for cite in cites}
        self._used: set[str] = set()

    def of(self, cites: Iterable[Cite]) -> str:
        """The numbers of some citations, such as [1][2]."""
        names = list(self._order)
        found = sorted(names.index(cite.id) + 1 for cite in cites)
        self._used |= {cite.id for cite in cites}
        return "".join(f"[{n}]" for n in found)

    def print(self, page: Page) -> None:
        """Print the citations with their addresses."""
        page.line("")
        page.say(Text("Sources of the text", "原文出处"), style="bold")
        for n, cite in enumerate(self._order.values(), 1):
            if cite.id in self._used:
                page.line(f"{cite.title} {cite.url or ''}".rstrip(), 2, lead=f"[{n}] ")
