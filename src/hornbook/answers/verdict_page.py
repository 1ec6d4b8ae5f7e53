"""A verdict on a page: the tier reached, each tier with its clauses and reasons, and what would settle the rest."""

from collections.abc import Iterable, Sequence

from hornbook.answers import sentences
from hornbook.answers.book import simulated
from hornbook.answers.reason_page import SIGN, STYLE, Reasons
from hornbook.answers.standards_page import WAYS, Numbers, money, stated, warn
from hornbook.answers.verdict import SUMMARY, summary
from hornbook.answers.wording.editions import branch_name
from hornbook.answers.wording.rules import ANSWERS, needs, wording
from hornbook.book.view import View
from hornbook.lang import bound as b
from hornbook.locale import Lang
from hornbook.render.show import Form, Page, say, table
from hornbook.standards.standard import Branch, Clause
from hornbook.standards.verdict import Rung, Said, Verdict
from hornbook.text import Text

MOST = 5
"""So many ways to settle an unknown are shown."""
LISTED = 6
"""So many clauses are named where a tier has one line."""
AT_ONCE = 4
"""More verdicts than these are shown as a table alone."""
SIMULATED = Text("SIMULATED: this book holds a simulated region.", "模拟数据：账本含模拟区域。")


def verdict_pages(verdicts: Sequence[Verdict], view: View, lang: Lang, *, full: bool = False) -> None:
    """Print verdicts: a table where there are several, then each with its reasons unless there are too many."""
    page = Page(lang)
    if len(verdicts) > 1:
        _table(verdicts, view, lang)
    if len(verdicts) > AT_ONCE and not full:
        page.say(
            Text(
                "`--standard ID` shows one with its reasons; `--full` shows all.",
                "`--standard 编号` 查看单项标准的依据；`--full` 全部列出。",
            )
        )
        return
    for verdict in verdicts:
        if len(verdicts) > 1:
            page.line("")
        _Sheet(verdict, view, lang, full).print()


def _table(verdicts: Sequence[Verdict], view: View, lang: Lang) -> None:
    """Those that reach a tier first, then those that may."""
    ordered = sorted(verdicts, key=lambda v: (v.tier is None, v.reachable is None))
    alone = len({verdict.company for verdict in verdicts}) == 1
    title = sentences.asked(view, lang)
    if simulated(view):
        title = f"{say(SIMULATED, lang)}\n{title}"
    if alone:
        title = f"{verdicts[0].name} ({verdicts[0].company})\n{title}"
    rows = [summary(verdict, lang) for verdict in ordered]
    table(rows, SUMMARY[1:] if alone else SUMMARY, Form.PAGE, lang, title=title)


class _Sheet:
    """One verdict on a page."""

    def __init__(self, verdict: Verdict, view: View, lang: Lang, full: bool) -> None:
        self.verdict, self.view, self.lang, self.full = verdict, view, lang, full
        self.page, self.words = Page(lang), wording(verdict.standard, verdict.edition)
        self.numbers = Numbers(verdict.standard.cites)
        self.reasons = Reasons(self.page, self.words, verdict.day)
        self._shown: list[Clause] = []

    def print(self) -> None:
        """Print it."""
        self._head()
        chosen = self._in_full()
        for rung in reversed(self.verdict.rungs):
            self.page.line("")
            self._rung(rung, rung in chosen)
        self.numbers.print(self.page)
        if len(chosen) < len(self.verdict.rungs):
            self.page.say(Text("`--full` shows every tier in full.", "`--full` 列出全部层级的完整依据。"))

    def _head(self) -> None:
        v, page = self.verdict, self.page
        page.line(f"{v.name} ({v.company})", style="bold")
        edition = Text(f"edition {v.edition.id}", f"{v.edition.id} 版")
        page.line(f"{say(v.standard.name, self.lang)} · {v.standard.id} · {say(edition, self.lang)}", style="bold")
        page.line(sentences.asked(self.view, self.lang), 2)
        if simulated(self.view):
            page.say(SIMULATED, 2, style="bold")
        warn(page, v.standard, v.edition, v.day)
        page.say(money(v.edition, self.view.convention), 2)
        page.line("")
        none = Text("none", "无")
        tier, reachable = (each.name if each else none for each in (v.tier, v.reachable))
        reached = Text(
            f"Tier reached: {tier.en}. Highest not ruled out: {reachable.en}.",
            f"达到层级：{tier.zh}。尚未排除的最高层级：{reachable.zh}。",
        )
        page.say(reached, style="bold")

    def _in_full(self) -> tuple[Rung, ...]:
        """The tier reached and the next above; where none is, the lowest and highest not ruled out."""
        rungs = self.verdict.rungs
        if self.full:
            return rungs
        reached = [n for n, rung in enumerate(rungs) if rung.answer]
        if reached:
            return rungs[reached[-1] : reached[-1] + 2]
        may = [rung for rung in rungs if rung.answer is None]
        return (may[0], *(may[-1:] if len(may) > 1 else ())) if may else rungs[:1]

    def _rung(self, rung: Rung, in_full: bool) -> None:
        said = ANSWERS[rung.answer]
        if rung.answer is None and rung.on_facts:
            said = Text(f"{said.en}; only a person's judgement is missing", f"{said.zh}；仅缺人工认定")
        name = f"{say(rung.tier.name, self.lang)} ({rung.tier.id})"
        self.page.line(self._pair(name, say(said, self.lang)), lead=f"{SIGN[rung.answer]} ", style="bold")
        mine = {each.clause.id: each for each in rung.clauses}
        if not in_full:
            return self._brief(rung, mine)
        for clause in rung.tier.clauses:
            self._clause(mine[clause.id], 2)
        self._branches(rung, mine)
        self._settling(rung)
        return None

    def _pair(self, name: str, value: str) -> str:
        return f"{name}：{value}" if self.lang is Lang.ZH else f"{name}: {value}"

    def _brief(self, rung: Rung, mine: dict[str, Said]) -> None:
        """The clauses that decide it."""
        if rung.answer:
            return
        deciding = [clause for clause in rung.tier.clauses if mine[clause.id].answer is rung.answer]
        ways = [(branch, _answer(branch, mine)) for branch in rung.tier.branches]
        if ways and _best(found for _, found in ways) is rung.answer:
            for branch, found in ways:
                deciding += [c for c in branch.clauses if found is rung.answer is mine[c.id].answer]
        lead = Text("not met: ", "不符合：") if rung.answer is False else Text("not known: ", "未知：")
        self.page.line(say(lead, self.lang) + self._listed(deciding), 2)

    def _listed(self, clauses: Iterable[Clause]) -> str:
        """Clauses by their words; in Chinese, for which the files have none, by their rules."""
        if self.lang is Lang.EN:
            return ", ".join(dict.fromkeys(each.id.replace(".", "/").replace("_", " ") for each in clauses))
        rules = list(dict.fromkeys(self.words.rule(each.tree, self.lang, short=True) for each in clauses))
        more = f"等 {len(rules)} 项" if len(rules) > LISTED else ""
        return "".join(f"「{rule}」" for rule in rules[:LISTED]) + more

    def _branches(self, rung: Rung, mine: dict[str, Said]) -> None:
        """The ways into a tier: those with the best answer in full, of the others what decides them."""
        answers = {branch.id: _answer(branch, mine) for branch in rung.tier.branches}
        best = _best(answers.values())
        if len(answers) > 1:
            self.page.say(WAYS, 2)
        for branch in rung.tier.branches:
            found = answers[branch.id]
            name = self._pair(branch_name(branch.id, self.lang), say(ANSWERS[found], self.lang))
            if found is not best and not self.full:
                wrong = self._listed(c for c in branch.clauses if mine[c.id].answer is found)
                name = f"{name}{wrong}" if self.lang is Lang.ZH else f"{name} ({wrong})"
            self.page.line(name, 4, lead=f"{SIGN[found]} ", style=STYLE[found])
            if found is best or self.full:
                for clause in branch.clauses:
                    self._clause(mine[clause.id], 6)

    def _clause(self, said: Said, indent: int) -> None:
        clause, again = said.clause, said.clause in self._shown
        title = stated(clause, self.words, self.lang)
        if again:
            title += "，见上" if self.lang is Lang.ZH else "; see above"
        self.page.line(
            f"{title} {self.numbers.of(clause.cites)}",
            indent,
            lead=f"{SIGN[said.answer]} ",
            style=STYLE[said.answer],
        )
        if again:
            return
        self._shown.append(clause)
        if clause.note:
            self.page.say(clause.note, indent + 2)
        self.reasons.print(said, indent + 2)

    def _settling(self, rung: Rung) -> None:
        """What would make an unknown tier a yes, and what a no."""
        for ways, heading in (
            (rung.to_yes, Text("Would become yes with:", "补充以下信息后可能判定为“是”：")),
            (rung.to_no, Text("Would become no with:", "补充以下信息后可能判定为“否”：")),
        ):
            if not ways:
                continue
            self.page.say(heading, 2)
            common = frozenset.intersection(*ways) if len(ways) > 1 else frozenset()
            if common:
                always = Text(f"in any case {self._way(common)},", f"无论如何均需：{self._way(common)}；")
                self.page.say(always, 4)
                self.page.say(Text("and one of these:", "并补充以下之一："), 4)
            for way in ways[:MOST]:
                self.page.line(self._way(way - common), 4, lead="– ")
            more = len(ways) - MOST
            if more > 0:
                rest = Text(f"or {more} more, which --json lists", f"另有 {more} 种；--json 全部列出")
                self.page.say(rest, 4)

    def _way(self, way: Iterable[b.Input]) -> str:
        inputs = sorted(way, key=lambda of: of.written)
        said = [needs(of, self.words, self.lang) for of in inputs]
        return ("；" if self.lang is Lang.ZH else " + ").join(said)


def _answer(branch: Branch, mine: dict[str, Said]) -> bool | None:
    answers = [mine[clause.id].answer for clause in branch.clauses]
    return False if False in answers else None if None in answers else True


def _best(answers: Iterable[bool | None]) -> bool | None:
    found = list(answers)
    return True if True in found else None if None in found else False
