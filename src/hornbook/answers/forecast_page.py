"""Registered forecasts and what became of them, misses first; and what hindsight is worth."""

from collections.abc import Mapping, Sequence
from typing import Any

from hornbook.answers.scout_card import asked
from hornbook.answers.wording.clauses import head
from hornbook.answers.wording.features import ended
from hornbook.book.view import View
from hornbook.link.decide import Record
from hornbook.locale import Lang
from hornbook.render.show import Column, Form, Page, say, table
from hornbook.scout.forecast import Kept, Line, Registered, Settled
from hornbook.scout.hindsight import Hindsight, Seen
from hornbook.scout.measures import Interval
from hornbook.scout.question import Question
from hornbook.text import Text

Row = dict[str, Any]
FIRST = 10

_LINES = [
    Column("rank", Text("rank", "位次"), True),
    Column("name", Text("company", "企业")),
    Column("probability", Text("probability", "概率"), True),
    Column("ended", Text("ended", "退出")),
]
_BINS = [
    Column("companies", Text("companies", "企业数"), True),
    Column("said", Text("said", "预测"), True),
    Column("came", Text("came true", "实际"), True),
]
_HINDSIGHT = [
    Column("seen", Text("the day is seen as known on", "以何日所知回看")),
    Column("companies", Text("companies", "企业数"), True),
    Column("came", Text("came true", "达成"), True),
    Column("ap", Text("average precision", "平均精度"), True),
    Column("p100", Text("precision@100", "前100精度"), True),
    Column("r1000", Text("recall@1000", "前1000召回"), True),
]


def registered_page(kept: Kept, lang: Lang) -> None:
    """Print what was registered."""
    page = Page(lang)
    if kept.new:
        page.say(
            Text(
                f"Registered {kept.companies:,} forecasts of {kept.day}, known from {kept.registered}.",
                f"已登记{kept.day}的{kept.companies:,}条预测，自{kept.registered}起为已知。",
            ),
            style="bold",
        )
        page.say(Text(f"SHA-256 of the facts: {kept.digest}", f"事实摘要 SHA-256：{kept.digest}"))
    else:
        page.say(
            Text(
                f"The same list of {kept.day} is registered since {kept.registered}; nothing was added.",
                f"{kept.day}的同一名单已于{kept.registered}登记，未作添加。",
            ),
            style="bold",
        )
    page.say(Text(f"By: {kept.by}", f"来自：{kept.by}"))


def none_page(view: View, lang: Lang) -> None:
    """Print that there is nothing to settle."""
    page = Page(lang)
    head(page, view)
    page.say(
        Text(
            "No list is registered: `hornbook scout register` keeps one.",
            "尚未登记任何名单：hornbook scout register 可登记。",
        )
    )


def settled_page(
    found: Sequence[Settled],
    question: Question,
    named: Mapping[str, Record],
    view: View,
    lang: Lang,
    *,
    others: int = 0,
) -> None:
    """Print every registered list, its misses first; `others` asked the question in other words and are not settled."""
    page = Page(lang)
    head(page, view)
    for line in asked(question):
        page.say(line)
    for each in found:
        page.line("")
        _settled(page, each, named)
    if others:
        page.say(
            Text(
                f"{others:,} more lists asked this question in other words; give it as it was with --question FILE.",
                f"另有{others:,}份名单所问措辞不同；请用 --question 给出当时的问题文件。",
            )
        )


def _settled(page: Page, of: Settled, named: Mapping[str, Record]) -> None:
    page.say(_head(of.list), style="bold")
    if of.late:
        page.say(
            Text(
                "LATE: registered after its horizon had passed; it proves nothing.",
                "迟到：期限届满后方登记，不足为证。",
            ),
            style="bold",
        )
    if not of.closed:
        page.say(
            Text(
                f"OPEN until {of.list.until}: what has not come true yet may still.",
                f"未届满（至{of.list.until}）：尚未达成者仍可能达成。",
            ),
            style="bold",
        )
    page.say(
        Text(
            f"Of {len(of.lines):,} companies {of.came:,} came true by what is known on {of.known}; {of.expected:,.1f} "
            "were expected.",
            f"{len(of.lines):,}家企业中，据{of.known}已知，{of.came:,}家达成；预期{of.expected:,.1f}家。",
        )
    )
    _lines(page, of.overlooked, Text("Missed: came true, ranked lowest first", "漏判：已达成者，位次最低者在前"), named)
    if of.closed:
        _lines(
            page,
            of.overrated,
            Text("Missed: did not come true, ranked highest first", "误判：未达成者，位次最高者在前"),
            named,
        )
    page.say(
        Text(
            f"Average precision {_interval(of.figures['ap'])}, precision@100 {_interval(of.figures['precision@100'])}, "
            f"recall@1000 {_interval(of.figures['recall@1000'])}; Brier score {of.brier:.5f}.",
            f"平均精度{_interval(of.figures['ap'])}，前100精度{_interval(of.figures['precision@100'])}，"
            f"前1000召回{_interval(of.figures['recall@1000'])}；Brier 分数{of.brier:.5f}。",
        )
    )
    rows = [{"companies": b.companies, "said": f"{b.said:.2%}", "came": f"{b.came:.2%}"} for b in of.bins]
    table(rows, _BINS, Form.PAGE, page.lang, title=say(Text("Calibration", "校准"), page.lang))


def _head(of: Registered) -> Text:
    whole = Text("", "") if len(of.subjects) == of.of else Text(f" (of {of.of:,})", f"（名单共{of.of:,}家）")
    return Text(
        f"List of {of.day}, registered on {of.registered}: {len(of.subjects):,} companies{whole.en}, until {of.until}.",
        f"{of.day}的名单，{of.registered}登记：{len(of.subjects):,}家{whole.zh}，期限至{of.until}。",
    )


def _lines(page: Page, lines: Sequence[Line], title: Text, named: Mapping[str, Record]) -> None:
    if not lines:
        return
    rows = [
        {
            "rank": line.rank,
            "name": named[line.company].name if line.company in named else line.company,
            "probability": f"{line.probability:.2%}",
            "ended": ended(line.ended, page.lang),
        }
        for line in lines
    ]
    table(rows, _LINES, Form.PAGE, page.lang, title=say(title, page.lang), limit=FIRST)


def hindsight_page(of: Hindsight, question: Question, view: View, lang: Lang) -> None:
    """Print one day seen twice."""
    page = Page(lang)
    head(page, view)
    for line in asked(question):
        page.say(line)
    page.say(
        Text(
            f"{of.day}, judged by what is known on {of.outcomes_known}: one model, seen once as known then and once as "
            "known later.",
            f"{of.day}，以{of.outcomes_known}已知的结果评判：同一模型，分别以当日所知与事后所知回看。",
        )
    )
    table([_seen(each) for each in (of.then, of.later)], _HINDSIGHT, Form.PAGE, lang)
    gain = {name: _interval(of.gain[name], signed=True) for name in ("ap", "precision@100", "recall@1000")}
    page.say(
        Text(
            f"On the {of.both:,} companies that are in both ({of.both_came:,} came true) hindsight adds: average "
            f"precision {gain['ap']}, precision@100 {gain['precision@100']}, recall@1000 {gain['recall@1000']}.",
            f"两者共有的{of.both:,}家企业（{of.both_came:,}家达成）上，后见之明使平均精度{gain['ap']}，"
            f"前100精度{gain['precision@100']}，前1000召回{gain['recall@1000']}。",
        ),
        style="bold",
    )


def _seen(of: Seen) -> Row:
    return {
        "seen": of.known,
        "companies": of.companies,
        "came": of.came,
        "ap": _interval(of.figures["ap"]),
        "p100": _interval(of.figures["precision@100"]),
        "r1000": _interval(of.figures["recall@1000"]),
    }


def _interval(of: Interval, *, signed: bool = False) -> str:
    sign = "+" if signed else ""
    return f"{of.value:{sign}.3f} [{of.low:{sign}.3f}, {of.high:{sign}.3f}]"
