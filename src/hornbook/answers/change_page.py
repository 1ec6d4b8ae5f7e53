"""A changed rule and a watch on a page: before and after, who moves, who is near a line and who ages out."""

from collections.abc import Sequence

from hornbook.answers.flow_page import flow_part
from hornbook.answers.lists import nearest_first
from hornbook.answers.wording.clauses import Words, head, money, more
from hornbook.book.view import View
from hornbook.errors import HornbookError
from hornbook.lang import bound as b
from hornbook.lang.read import RuleError
from hornbook.locale import Lang
from hornbook.population.watch import Watch
from hornbook.population.whatif import Change, WhatIf
from hornbook.render.show import Page, say
from hornbook.standards.gap import Gap
from hornbook.text import Text

SHOWN = 20
"""So many companies of each kind are named on a page."""
_DROPPED = Text("(dropped)", "（删去）")
_ABSENT = Text("(nothing)", "（无）")


def whatif_page(found: WhatIf, view: View, lang: Lang) -> None:
    """Print a changed rule."""
    page = Page(lang)
    head(page, view, found.rule)
    page.line("")
    page.say(Text("What if", "假设调整"), style="bold")
    whatif_part(page, found, view)


def whatif_part(page: Page, found: WhatIf, view: View, shown: int = SHOWN) -> None:
    """Print what was set, and who moves."""
    lang = page.lang
    for key, (old, new) in found.settings.items():
        page.line(f"{key}: {_setting(found, key, old, lang, _ABSENT)}", 2)
        page.line(f"→ {_setting(found, key, new, lang, _DROPPED)}", 2 + len(key), style="bold")
    if found.changed.edition.convention != found.rule.edition.convention:
        page.say(money(found.changed, view), 2)
    page.line("")
    page.say(_sum(found), style="bold")
    for changes, words, name in (
        (found.enters, Words(found.rule, found.day), Text("Would enter; kept out today by", "将进入；目前不符合")),
        (found.leaves, Words(found.changed, found.day), Text("Would leave; kept out then by", "将退出；调整后不符合")),
    ):
        if changes:
            _changes(page, changes, words, name, shown)
    if not found.enters and not found.leaves:
        page.say(Text("Nobody would enter or leave.", "没有企业因此进入或退出。"))


def _setting(found: WhatIf, key: str, text: str, lang: Lang, none: Text) -> str:
    """A setting in the page's language: rules in words, conventions as they are written."""
    if not text:
        return say(none, lang)
    if key in ("money", "age") or key.startswith(("counts.", "define.")):
        return text
    try:
        return Words(found.changed, found.day).condition(text, lang)
    except (RuleError, HornbookError, KeyError):
        return text


def _sum(found: WhatIf) -> Text:
    up, down = len(found.enters), len(found.leaves)
    return Text(
        f"Yes: {found.before:,} + {up:,} would enter − {down:,} would leave = {found.after:,}."
        f" Unknown: {found.unknown_before:,} → {found.unknown_after:,}.",
        f"是：{found.before:,} + 将进入 {up:,} − 将退出 {down:,} = {found.after:,}。"
        f"未知：{found.unknown_before:,} → {found.unknown_after:,}。",
    )


def _changes(page: Page, changes: Sequence[Change], words: Words, name: Text, shown: int) -> None:
    page.line("")
    page.say(Text(f"{name.en} ({len(changes):,})", f"{name.zh}（{len(changes):,} 家）"), style="bold")
    for change in changes[:shown]:
        grounds = words.grounds(change.grounds)
        company = f"{change.company.name} ({change.company.subject})"
        page.say(Text(f"{company}: {grounds.en}", f"{company}：{grounds.zh}"), 2, lead="– ")
    more(page, len(changes) - shown)


def watch_page(found: Watch, view: View, lang: Lang) -> None:
    """Print a watch."""
    page, words = Page(lang), Words(found.rule, view.day)
    head(page, view, found.rule)
    flow_part(page, found.flow)
    page.line("")
    page.say(
        Text(
            f"Within reach, one step from the line: {len(found.near):,} (nearest first)",
            f"接近门槛，一步之遥：{len(found.near):,} 家（最接近者在前）",
        ),
        style="bold",
    )
    if found.near and any(of.matter for of in b.inputs(found.rule.tier.condition)):
        page.say(
            Text("Open judgements are taken in the companies' favour here.", "待认定事项在此按有利于企业处理。"), 2
        )
    for near in nearest_first(found)[:SHOWN]:
        grounds = words.grounds(near.grounds)
        company = f"{near.company.name} ({near.company.subject})"
        page.say(Text(f"{company}: {grounds.en}", f"{company}：{grounds.zh}"), 2, lead="– ")
    more(page, len(found.near) - SHOWN)
    page.line("")
    page.say(
        Text(
            f"Age out within {found.within} days: {len(found.aging):,} (soonest first)",
            f"{found.within} 天内超龄：{len(found.aging):,} 家（最早者在前）",
        ),
        style="bold",
    )
    for one in found.aging[:SHOWN]:
        clause = words.clause(one.clause)
        company, left = f"{one.company.name} ({one.company.subject})", one.gap
        page.say(_aging(company, left, clause), 2, lead="– ")
    more(page, len(found.aging) - SHOWN)


def _aging(company: str, left: Gap, clause: Text) -> Text:
    return Text(f"{company}: {left.says.en}; {clause.en}", f"{company}：{left.says.zh}；{clause.zh}")
