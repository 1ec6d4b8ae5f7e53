"""What the demonstration shows of rules: six of them on one day, why two differ, a verdict, a flow and a what-if."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from hornbook.answers.compare import ask_compare
from hornbook.answers.compared import DisputedCompany, deciding_blocks, dispute_blocks
from hornbook.answers.flow_page import flow_part
from hornbook.answers.whatif import ask_whatif, whatif_blocks
from hornbook.answers.wording.clauses import SIGN, Words
from hornbook.answers.wording.rules import ANSWERS, needs, wording
from hornbook.book.view import View
from hornbook.locale import Lang
from hornbook.population.flow import flow
from hornbook.render import terminal
from hornbook.render.sheet import Block, Sheet
from hornbook.render.show import Column, Form, Page, say, table
from hornbook.standards.ask import rule
from hornbook.standards.judge import answered
from hornbook.standards.library import library
from hornbook.standards.verdict import TierAnswer, Verdict, judge
from hornbook.text import Text

SIX = ("cbinsights", "hurun", "itjuzi", "pitchbook", "gei-unicorn", "cn-shenzhen-unicorn-2025")
PAIR = ("gei-unicorn", "cbinsights")
JUDGED = "gei-unicorn"
SETTING = ("unicorn.valuation", "800_000_000 USD")
FEW = 3


def title(page: Page, text: Text) -> None:
    """The heading of a part."""
    page.line("")
    page.say(text, style="bold reverse")


def six(page: Page, view: View) -> None:
    """The same day under six published rules."""
    title(page, Text(f"1. One day, six published rules: {view.day}", f"一、同一天，六项公开标准：{view.day}"))
    asked = {label: rule(label, view.day) for label in SIX}
    conditions = {label: found.tier.condition for label, found in asked.items()}
    rows = answered(view, conditions, on_facts=SIX)
    sums = {}
    for n, label in enumerate(SIX):
        open_ = rows[label].isnull()
        sums[f"yes{n}"] = rows[label].sum().fill_null(0)
        sums[f"judge{n}"] = (open_ & rows[f"{label} on facts"].fill_null(False)).sum().fill_null(0)
        sums[f"open{n}"] = open_.sum().fill_null(0)
    found = view.engine.arrow(rows.aggregate(**sums)).to_pylist()[0]
    columns = [
        Column("rule", Text("rule", "标准"), tight=True),
        Column("name", Text("name", "名称")),
        Column("yes", Text("yes", "是"), True),
        Column("judge", Text("to judge", "待认定"), True),
        Column("open", Text("unknown", "未知"), True),
    ]
    shown = [
        {
            "rule": label,
            "name": say(asked[label].standard.name, page.lang) + _partial(asked[label].standard.partial, page.lang),
            "yes": found[f"yes{n}"],
            "judge": found[f"judge{n}"],
            "open": found[f"open{n}"] - found[f"judge{n}"],
        }
        for n, label in enumerate(SIX)
    ]
    table(shown, columns, Form.PAGE, page.lang)
    page.say(
        Text(
            "To judge: all facts are there, and only a person's judgement is missing. Unknown: a fact is missing, and"
            " no rule takes that for a no.",
            "待认定：事实齐备，仅缺人工认定。未知：缺少事实；任何标准都不把它当作“否”。",
        )
    )


def _partial(partial: bool, lang: Lang) -> str:
    return say(Text(" (PARTIAL)", "（不完整）"), lang) if partial else ""


def differ(page: Page, view: View) -> None:
    """Why two of them differ: which clause decides, and a few disputes in words."""
    title(page, Text(f"2. Why {PAIR[0]} and {PAIR[1]} differ", f"二、{PAIR[0]} 与 {PAIR[1]} 为何不同"))
    found = ask_compare(view, PAIR, on_facts=True)
    (pair,) = found.pairs
    page.say(
        Text(
            f"On the facts alone, both say yes to {pair.both:,} companies, only the first to {pair.first_only:,}, only"
            f" the second to {pair.second_only:,}.",
            f"仅就事实而言：两者均为“是”的 {pair.both:,} 家，仅前者 {pair.first_only:,} 家，仅后者"
            f" {pair.second_only:,} 家。",
        )
    )
    _draw(page, deciding_blocks(found))
    page.line("")
    page.say(Text("Three of them, in words", "举三家为例"), style="bold")
    for each in _various(found.disputes):
        _draw(page, dispute_blocks(each))


def _draw(page: Page, blocks: Iterable[Block]) -> None:
    """Draw blocks of a sheet on the page."""
    terminal.draw(Sheet("", tuple(blocks)), page.lang)


def _various(disputes: Iterable[DisputedCompany]) -> Sequence[DisputedCompany]:
    """Disputes that different clauses decide."""
    kinds: dict[tuple[str, ...], DisputedCompany] = {}
    for each in disputes:
        decided = tuple(ground.clause for grounds in each.grounds.values() for ground in grounds)
        if len(decided) == 1:
            kinds.setdefault(decided, each)
    return list(kinds.values())[:FEW]


def one(page: Page, view: View) -> str | None:
    """One company under one rule: each clause with value and gap, and what is missing for a yes."""
    asked = rule(JUDGED, view.day)
    label = asked.label
    rows = answered(view, {label: asked.tier.condition}, on_facts=[label])
    some = rows.filter(rows[label].isnull() & rows[f"{label} on facts"].fill_null(False)).order_by("subject").limit(1)
    told = view.engine.arrow(some).to_pylist()
    if not told:
        return None
    verdict = judge(view, library[JUDGED], told[0]["subject"])
    name = verdict.standard.name
    title(page, Text(f"3. One company under one rule: {name.en}", f"三、一家企业、一项标准：{name.zh}"))
    page.line(f"{verdict.name} ({verdict.company})", style="bold")
    for answer in reversed(verdict.tiers):
        _tier(page, answer, Words(replace(asked, tier=answer.tier), view.day), verdict)
    return verdict.company


def _tier(page: Page, answer: TierAnswer, words: Words, verdict: Verdict) -> None:
    tier, said = answer.tier.name, ANSWERS[answer.answer]
    page.say(Text(f"{tier.en}: {said.en}", f"{tier.zh}：{said.zh}"), lead=f"{SIGN[answer.answer]} ", style="bold")
    for each in answer.clauses:
        if answer.answer is not False or each.answer is False:
            page.say(words.reply(each.clause.id, each.reply), 2, lead=f"{SIGN[each.answer]} ")
    if answer.to_yes:
        matters = wording(verdict.standard, verdict.edition)
        way = sorted(answer.to_yes[0], key=lambda of: of.written)
        stop = "；" if page.lang is Lang.ZH else " + "
        missing = stop.join(needs(of, matters, page.lang) for of in way)
        page.say(Text(f"Missing for a yes: {missing}", f"判定为“是”尚缺：{missing}"), 2, style="bold")


def moved(page: Page, earlier: View, later: View) -> None:
    """Who entered and left between two days."""
    title(page, Text("4. Who entered, who left, and why (plain rule)", "四、谁进入、谁退出、为什么（简明标准）"))
    flow_part(page, flow(earlier, later), 2, blank=False)


def changed(page: Page, view: View) -> None:
    """The plain rule with another number."""
    title(page, Text("5. What if the line lay elsewhere? (plain rule)", "五、假如门槛不同？（简明标准）"))
    _draw(page, whatif_blocks(ask_whatif(view, "plain", dict([SETTING])), FEW))
