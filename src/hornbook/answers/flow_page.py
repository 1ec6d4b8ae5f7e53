"""A flow between two days on a page: the sum, the reasons, the companies, and a series of days."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from hornbook.answers.wording.clauses import Words, more
from hornbook.locale import Lang
from hornbook.population.count import Census
from hornbook.population.flow import REASONS, Flow, Move
from hornbook.render.show import Column, Form, Page, billions, table
from hornbook.text import Text

SHOWN = 8
"""So many companies are named on a page for each reason and clause."""


def flow_part(page: Page, found: Flow, shown: int = SHOWN, *, blank: bool = True) -> None:
    """Print a flow."""
    if blank:
        page.line("")
    page.say(
        Text(
            f"From {found.first} to {found.last}: {found.before:,} + {len(found.enters):,} entered"
            f" − {len(found.leaves):,} left = {found.after:,}",
            f"自 {found.first} 至 {found.last}：{found.before:,} + 进入 {len(found.enters):,}"
            f" − 退出 {len(found.leaves):,} = {found.after:,}",
        ),
        style="bold",
    )
    words = Words(found.rule, found.last)
    for moves, name in (
        (found.enters, Text("Entered", "进入")),
        (found.leaves, Text("Left", "退出")),
    ):
        if moves:
            counted = found.reasons(moves)
            page.say(_reasons(counted, moves, name), style="bold")
            for reason in counted:
                _alike(page, [move for move in moves if move.reason == reason], words, shown)


def _reasons(counted: Mapping[str, int], moves: Sequence[Move], name: Text) -> Text:
    en = "; ".join(f"{n:,} {REASONS[reason].en}" for reason, n in counted.items())
    zh = "；".join(f"{REASONS[reason].zh} {n:,} 家" for reason, n in counted.items())
    return Text(f"{name.en}, {len(moves):,}: {en}", f"{name.zh} {len(moves):,} 家：{zh}")


def _alike(page: Page, moves: Sequence[Move], words: Words, shown: int) -> None:
    """The companies that moved for one reason, by the clause that decided, each with its value on both days."""
    reason = REASONS[moves[0].reason]
    for name in sorted({move.clause for move in moves}):
        mine = [move for move in moves if move.clause == name]
        clause = words.clause(name) if name else None
        by = Text(f" (by {clause.en})", f"（条款{clause.zh}）") if clause else Text("", "")
        page.say(
            Text(
                f"{reason.en[0].upper()}{reason.en[1:]}{by.en}: {len(mine):,}", f"{reason.zh}{by.zh}：{len(mine):,} 家"
            ),
            2,
        )
        for move in mine[:shown]:
            values = value_change(move.value_before, move.value_after, page.lang)
            colon = ("：" if page.lang is Lang.ZH else ": ") if values else ""
            page.line(f"{move.company.name}{colon}{values}", 4, lead="– ")
        more(page, len(mine) - shown, 4)


def value_change(before: Decimal | None, after: Decimal | None, lang: Lang) -> str:
    """The value on both days, where it is known on one of them."""
    if before is None and after is None:
        return ""
    return f"{_worth(before, lang)} → {_worth(after, lang)}"


def _worth(amount: Decimal | None, lang: Lang) -> str:
    """A value; a small one in millions (English) or 万 (Chinese)."""
    if amount is None or amount >= 10**8:
        return billions(amount, lang)
    return f"{amount / 10**4:,.0f} 万美元" if lang is Lang.ZH else f"US${amount / 10**6:,.1f}m"


def series_part(page: Page, series: Sequence[Census], heading: Text) -> None:
    """Print a series: day, yes, value and unknown."""
    columns = [
        Column("day", Text("day", "日期"), tight=True),
        Column("count", heading, True),
        Column("value", Text("value, US$", "估值合计（美元）"), True),
        Column("unknown", Text("unknown", "未知"), True),
    ]
    page.line("")
    table(list(_rows(series)), columns, Form.PAGE, page.lang)


def _rows(series: Iterable[Census]) -> Iterable[dict[str, object]]:
    for each in series:
        total = each.total
        yield {
            "day": each.day.isoformat(),
            "count": total.count,
            "value": total.value_usd,
            "unknown": total.unknown,
        }
