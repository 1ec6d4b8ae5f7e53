"""The reasons of a clause on a page: the value, what is asked for, the gap, the marks and the evidence."""

from collections.abc import Iterable, Iterator, Sequence

from hornbook.answers.verdict import refused
from hornbook.answers.wording.facts import gist, grade, kind
from hornbook.answers.wording.rules import ANSWERS, Wording, bare, known, threshold
from hornbook.book.ledger import Pledge
from hornbook.book.view import Told
from hornbook.lang import bound as b
from hornbook.locale import Lang, in_language
from hornbook.render.show import Page, say
from hornbook.standards.standard import Clause
from hornbook.standards.verdict import MARKS, Reason, Said, marks
from hornbook.terms import Day
from hornbook.text import Value

SIGN = {True: "✓", False: "✗", None: "?"}
STYLE = {True: "green", False: "red", None: "yellow"}
FACTS = 4
"""So many facts stand behind a comparison on a page, the newest ones."""


class Reasons:
    """Prints the reasons of one clause after another."""

    def __init__(self, page: Page, words: Wording, day: Day) -> None:
        self.page, self.words, self.day = page, words, day
        self._told: set[tuple[str, str]] = set()

    @property
    def _zh(self) -> bool:
        return self.page.lang is Lang.ZH

    def _in(self, en: str, zh: str) -> str:
        return zh if self._zh else en

    def print(self, said: Said, indent: int) -> None:
        """Each comparison of a clause with what it rests on."""
        alone = len(said.reasons) == 1
        for reason in said.reasons:
            name, value = self._name(reason, said.clause, alone), self._value(reason)
            lead = "" if alone else f"{SIGN[reason.answer]} "
            self.page.line(f"{name}{self._in(': ', '：')}{value}" if name else value, indent, lead=lead)
            self._under(reason, indent + len(lead))

    def _under(self, reason: Reason, indent: int) -> None:
        for text in self._remarks(reason):
            self.page.line(text, indent)
        self._facts(reason.facts, indent, "")
        self._facts(refused(reason), indent, self._in("does not count: ", "不予计入："))

    def _name(self, reason: Reason, clause: Clause, alone: bool) -> str:
        """What is compared, unless the clause above has said it."""
        condition = leaf(reason)
        if isinstance(condition, b.Flag) and condition.of.matter:
            told = alone and condition.written == clause.rule
            return "" if told else say(condition.of.about, self.page.lang).rstrip(".。")
        if isinstance(condition, b.Member):
            return self.words.quantity(condition.of.written, self.page.lang, short=True)
        if isinstance(condition, b.Compare) and condition.age and isinstance(condition.left, b.Input):
            return self.words.quantity(condition.left.name, self.page.lang)
        same = alone and condition.written == clause.rule
        return "" if same else self.words.rule(condition.written, self.page.lang, short=True)

    def _value(self, reason: Reason) -> str:
        """The value, what is asked for and the gap between them, in words."""
        condition = leaf(reason)
        asked = threshold(condition, reason.reply.right)
        if isinstance(condition, b.Flag) or (bare(condition) and asked is None):
            value: Value = ANSWERS[reason.answer]
        else:
            value = known(reason.reply.left, condition.left if isinstance(condition, b.Compare) else condition.of)
        parts = [in_language(value, self.page.lang)]
        if asked:
            parts.append(self._in("asked: ", "要求：") + say(asked, self.page.lang))
        if reason.gap:
            parts.append(say(reason.gap.says, self.page.lang))
        parts.append(self._nothing(reason))
        return self._in("; ", "；").join(part for part in parts if part)

    def _remarks(self, reason: Reason) -> Iterator[str]:
        if reason.marks:
            yield self._marks(reason.marks)
        newest = {(pledge.source, pledge.kind): pledge for pledge in sorted(reason.silence, key=lambda p: p.until)}
        for pledge in newest.values():
            yield self._silence(pledge)

    def _nothing(self, reason: Reason) -> str:
        """What is missing where nothing is known."""
        if reason.answer is not None or reason.facts or reason.silence:
            return ""
        condition = leaf(reason)
        if isinstance(condition, b.Flag) and condition.of.matter:
            return self._in("nobody has decided it", "尚无人认定")
        names = sorted({kind(each.__name__, self.page.lang) for of in b.inputs(condition) for each in of.kinds})
        return self._in(f"no fact of {', '.join(names)} that counts", f"没有可计入的“{'、'.join(names)}”事实")

    def _marks(self, found: Iterable[str]) -> str:
        words = [say(MARKS[mark], self.page.lang) if mark in MARKS else mark for mark in found]
        return self._in(f"note: {'; '.join(words)}", f"备注：{'；'.join(words)}")

    def _silence(self, pledge: Pledge) -> str:
        name = kind(pledge.kind, self.page.lang)
        return self._in(
            f"nothing said; {pledge.source} promised to name every {name} until {pledge.until}",
            f"没有记录；{pledge.source} 承诺列出截至 {pledge.until} 的全部“{name}”事实",
        )

    def _facts(self, facts: Sequence[Told], indent: int, lead: str) -> None:
        """Facts, the newest first; those that do not count with the marks that may say why."""
        for told in facts[-FACTS:][::-1]:
            key = (told.kind, told.id)
            if key in self._told:
                self.page.line(
                    f"{lead}{self._when(told)}{self._in(', see above: ', '，见上：')}{told.id}", indent, lead="· "
                )
                continue
            self._told.add(key)
            said, found = gist(told, self.page.lang), marks(told, self.day) if lead else []
            parts = [
                f"{self._in(': ', '：')}{said}" if said else "",
                self._in("; ", "；") + self._marks(found) if found else "",
            ]
            self.page.line(lead + self._when(told) + "".join(parts), indent, lead="· ")
            self.page.line(
                f"{grade(told.grade, self.page.lang)} · {told.source} · {told.place} · {told.id}", indent + 2
            )
        more = len(facts) - FACTS
        if more > 0:
            self.page.line(
                self._in(f"and {more} earlier; --json lists all", f"另有更早的 {more} 条；--json 全部列出"), indent
            )

    def _when(self, told: Told) -> str:
        days, name = (self.day - told.valid).days, kind(told.kind, self.page.lang)
        if not days:
            return self._in(f"{name} of {told.valid} (that very day)", f"{told.valid} {name}（当日）")
        old = f"{days:,} day{'' if days == 1 else 's'} old"
        return self._in(f"{name} of {told.valid} ({old})", f"{told.valid} {name}（距今 {days:,} 天）")


def leaf(reason: Reason) -> b.Leaf:
    """The comparison that a reason is of."""
    condition = reason.reply.condition
    assert isinstance(condition, b.Leaf)
    return condition
