"""Why a company stands where it does, on a page: what adds up, who was like it, what would move it."""

from collections.abc import Mapping
from typing import Any

from hornbook.answers.scout_card import asked, learnt, limits
from hornbook.answers.wording.clauses import head
from hornbook.answers.wording.features import called, ended, valued
from hornbook.book.view import View
from hornbook.link.decide import Record
from hornbook.locale import Lang
from hornbook.render.show import Column, Form, Page, say, table
from hornbook.scout.explain import Comparable, Explained
from hornbook.scout.ranking import Ranking
from hornbook.text import Text

Row = dict[str, Any]
SHOWN = 12
_MOVES = 6

_SHARES = [
    Column("feature", Text("what is known of it", "已知情况")),
    Column("value", Text("value", "取值"), True),
    Column("above", Text("above so many companies", "高于同日企业"), True),
    Column("adds", Text("adds", "贡献"), True),
]
_LIKE = [
    Column("name", Text("company", "企业")),
    Column("day", Text("then", "时点"), tight=True),
    Column("came", Text("came true", "是否达成")),
    Column("ended", Text("or ended", "或退出")),
    Column("distance", Text("distance", "距离"), True),
]
_MOVED = [
    Column("feature", Text("if this alone were another", "若仅改变此项")),
    Column("now", Text("is", "现为"), True),
    Column("then", Text("were", "改为"), True),
    Column("rank", Text("rank then", "位次变为"), True),
]


def explain_page(found: Explained, of: Ranking, named: Mapping[str, Record], view: View, lang: Lang) -> None:
    """Print one company of a ranking."""
    page = Page(lang)
    head(page, view)
    name = named[found.company].name if found.company in named else found.company
    page.line(f"{name} ({found.company})", style="bold")
    for line in asked(of.model.question):
        page.say(line)
    page.say(_place(found), style="bold")
    _shares(page, found)
    _comparables(page, found, named)
    _moves(page, found)
    for line in [*learnt(of.model), limits()]:
        page.say(line, lead="· ")


def _place(found: Explained) -> Text:
    if found.probability is None:
        chance = Text("its probability is unknown", "概率未知")
    else:
        span = f"{found.probability:.1%} ({found.low:.1%}–{found.high:.1%})"
        chance = Text(f"probability {span}", f"概率{span}")
    return Text(
        f"Rank {found.rank:,} of {found.of:,}; {chance.en}; score {found.score:.3f}.",
        f"位次{found.rank:,}/{found.of:,}；{chance.zh}；得分{found.score:.3f}。",
    )


def _shares(page: Page, found: Explained) -> None:
    lang = page.lang
    rows: list[Row] = [
        {
            "feature": called(share.feature, lang),
            "value": valued(share.feature, share.value, lang),
            "above": None if share.above is None else f"{share.above:.0%}",
            "adds": f"{share.adds:+.3f}",
        }
        for share in found.shares[:SHOWN]
    ]
    rest = found.shares[SHOWN:]
    if rest:
        more = Text(f"{len(rest)} more", f"其余{len(rest)}项")
        rows.append(_plain(say(more, lang), sum(share.adds for share in rest)))
    rows.append(_plain(say(Text("the start, the same for all", "起点，各企业相同"), lang), found.start))
    rows.append(_plain(say(Text("the score", "得分"), lang), found.score))
    table(rows, _SHARES, Form.PAGE, lang)


def _plain(what: str, adds: float) -> Row:
    return {"feature": what, "value": "—", "above": "—", "adds": f"{adds:+.3f}"}


def _comparables(page: Page, found: Explained, named: Mapping[str, Record]) -> None:
    if not found.comparables:
        page.say(
            Text("No earlier day has closed, so nobody can be compared.", "尚无到期的时点，无可比企业。"),
        )
        return
    like = found.comparables
    came = sum(each.came for each in like)
    seen = Text(" That day is reconstructed.", "该时点为重构。") if like[0].reconstructed else Text("", "")
    page.say(
        Text(
            f"Nearest on {like[0].day}, of whom what followed is known: of {len(like)} it came true for "
            f"{came}.{seen.en}",
            f"{like[0].day}最相近、结果已知的{len(like)}家企业中，{came}家达成。{seen.zh}",
        )
    )
    table([_like(each, named, page.lang) for each in like], _LIKE, Form.PAGE, page.lang)


def _like(each: Comparable, named: Mapping[str, Record], lang: Lang) -> Row:
    no = Text("no one said, counted as no", "无从得知，计为否") if each.silent else Text("no", "否")
    return {
        "name": named[each.company].name if each.company in named else each.company,
        "day": each.day,
        "came": say(Text("yes", "是") if each.came else no, lang),
        "ended": ended(each.ended, lang),
        "distance": f"{each.distance:.3f}",
    }


def _moves(page: Page, found: Explained) -> None:
    if not found.moves:
        return
    page.say(
        Text(
            "What would move it most: one figure alone set to another level among the day's companies, all others "
            "left.",
            "何者影响位次最大：仅将一项改为当日企业中的另一水平，其余不变。",
        )
    )
    rows = [
        {
            "feature": called(move.feature, page.lang),
            "now": valued(move.feature, move.now, page.lang),
            "then": valued(move.feature, move.then, page.lang),
            "rank": f"{move.rank:,}",
        }
        for move in found.moves[:_MOVES]
    ]
    table(rows, _MOVED, Form.PAGE, page.lang)
