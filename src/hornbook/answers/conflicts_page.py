"""Conflicts on a page: those on which a verdict hangs first, each with what stands, why, and what it stands before."""

from hornbook.answers.change_page import SHOWN
from hornbook.answers.conflicts import NAMES
from hornbook.answers.wording.clauses import head, more
from hornbook.answers.wording.facts import COLUMNS, gist, grade, kind
from hornbook.answers.wording.rules import ANSWERS
from hornbook.book.ledger import Pledge
from hornbook.book.view import Told, View
from hornbook.locale import Lang, in_language
from hornbook.quality.conflicts import Conflict, Conflicts, Effect
from hornbook.render.show import Page, say
from hornbook.standards.verdict import MARKS, marks
from hornbook.terms import Day
from hornbook.text import Text


def conflicts_page(found: Conflicts, view: View, lang: Lang, *, every: bool = False) -> None:
    """Print conflicts: counts by sort, then the conflicts themselves, most important first."""
    page = Page(lang)
    head(page, view, *found.rules)
    page.line("")
    total, changing = len(found.found), sum(each.changes for each in found.found)
    page.say(
        Text(
            f"Conflicts: {total:,}; a verdict hangs on {changing:,} of them.",
            f"来源冲突：{total:,} 处，其中 {changing:,} 处影响评定结果。",
        ),
        style="bold",
    )
    for what, (count, some) in found.counts().items():
        if count:
            page.say(
                Text(
                    f"{NAMES[what].en}: {count:,}, of which a verdict hangs on {some:,}",
                    f"{NAMES[what].zh}：{count:,} 处，其中影响结果 {some:,} 处",
                ),
                2,
            )
    shown = found.found if every else found.found[:SHOWN]
    for each in shown:
        _conflict(page, each, found.day)
    if total > len(shown):
        page.line("")
    more(page, total - len(shown), 0)


def _conflict(page: Page, of: Conflict, day: Day) -> None:
    page.line("")
    name = NAMES[of.what]
    page.say(
        Text(
            f"{of.company.name} ({of.company.subject}): {name.en}",
            f"{of.company.name}（{of.company.subject}）：{name.zh}",
        ),
        style="bold",
    )
    lang = page.lang
    page.line(_told(of.stands, lang, day), 2, lead=say(Text("stands: ", "采用："), lang))
    page.say(of.because, 4, lead=say(Text("because ", "理由："), lang))
    for told in of.losers:
        page.line(_told(told, lang, day), 2, lead=say(Text("against: ", "不采用："), lang))
    for pledge in of.silent:
        page.say(_silence(pledge), 2, lead=say(Text("against: ", "不采用："), lang))
    if of.agrees:
        names = ", ".join(dict.fromkeys(told.source for told in of.agrees))
        page.say(Text(f"also said by {names}", f"同此说的来源：{names}"), 2)
    if of.differ:
        words = Text(
            ", ".join(word.replace("_", " ") for word in of.differ), "、".join(COLUMNS[word] for word in of.differ)
        )
        page.say(Text(f"they also differ in {words.en}", f"两者的{words.zh}亦不同"), 2)
    for effect in of.effects:
        page.say(_effect(effect), 2, style="bold" if effect.changes else "")


def _told(told: Told, lang: Lang, day: Day) -> str:
    """A statement: its day and words, then who made it when, where and on what evidence."""
    words = "; ".join(in_language(MARKS[mark], lang) if mark in MARKS else mark for mark in marks(told, day))
    says = gist(told, lang)
    known = say(Text("known", "获知于"), lang)
    parts = [
        f"{told.valid} {kind(told.kind, lang)}" + (f" {says}" if says else ""),
        f"{told.source}, {known} {told.known}, {grade(told.grade, lang)}, {told.place}, {told.id}",
    ]
    return " · ".join([*parts, words] if words else parts)


def _silence(of: Pledge) -> Text:
    return Text(
        f"{of.source} names the company and promised to tell of every {of.kind} until {of.until}, but tells of none",
        f"{of.source} 列有该企业并承诺披露截至 {of.until} 的全部“{kind(of.kind, Lang.ZH)}”，但未提及",
    )


def _effect(of: Effect) -> Text:
    now, other = ANSWERS[of.stands], ANSWERS[of.otherwise]
    if of.changes:
        return Text(
            f"{of.asked}: {now.en}; it would be {other.en} if the other stood",
            f"{of.asked}：{now.zh}；若采用另一说法则为{other.zh}",
        )
    return Text(f"{of.asked}: {now.en} either way", f"{of.asked}：无论采用何者均为{now.zh}")
