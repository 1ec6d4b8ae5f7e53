"""A census as rows and objects: figures, groups, bands, companies, and the flow and series between two days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hornbook.answers.book import simulated
from hornbook.answers.wording.clauses import Words, convention, rule_keys
from hornbook.book.view import View
from hornbook.locale import Lang
from hornbook.population.count import Band, Census, Count, Group, Under, verdicts
from hornbook.population.flow import REASONS, Flow, Move
from hornbook.population.places import Placed
from hornbook.render.show import Column, plain, say
from hornbook.standards.ask import Rule
from hornbook.text import Text

Row = dict[str, Any]

MEMBER = [
    Column("name", Text("company", "企业")),
    Column("subject", Text("subject", "编号"), wide=True),
    Column("verdict", Text("verdict", "判定")),
    Column("why", Text("why", "理由")),
    Column("value_usd", Text("value, US$", "估值（美元）"), True),
    Column("valuation_day", Text("valued on", "估值日期"), tight=True),
    Column("source", Text("source", "来源"), wide=True),
]
FLOW_CSV = ["move", "subject", "name", "reason", "clause", "rule", "rule_zh", "value_before_usd", "value_after_usd"]
SERIES_CSV = ["day", "count", "value_usd", "unknown", "judgement", "valued", "mean_usd", "median_usd"]
UNICORNS = Text("unicorns", "独角兽")
WHY = {
    "listed": "已上市",
    "acquired": "被收购",
    "closed": "已关闭",
    "below": "估值未达标",
    "age": "成立年限不符",
    "elsewhere": "不在地域范围",
    "funding": "融资未达标",
    "judged otherwise": "已被否定",
    "fate unspoken": "存续情况不明",
    "founding day unknown": "成立日期未知",
    "place unknown": "所在地未知",
    "funding unknown": "融资未知",
    "for a person to judge": "待人工认定",
    "no valuation": "无估值",
    "lapsed": "新榜单未再列入",
    "only a bound": "仅知估值界限",
    "no rate": "无汇率",
    "stale or not counted": "证据过期或不予计入",
    "no way in": "各种情形均未满足",
}
"""The words of `verdicts` in Chinese."""
_GROUP = {
    "city": "城市",
    "country": "国家（地区）",
    "region": "省（州）",
    "sector": "行业",
    "track": "赛道",
    "source": "来源",
    "year": "成立年份",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A census with what lies between an earlier day and its own, as far as that was asked."""

    census: Census
    view: View
    flow: Flow | None = None
    series: tuple[Census, ...] = ()


def members(view: View, under: Under = None) -> list[Row]:
    """The companies that are a yes or unknown, the most valuable first."""
    rows = verdicts(view, ["valuation_day"], under=under)
    found = view.engine.arrow(rows.filter(rows.verdict.fill_null(True))).to_pylist()
    words = {True: "yes", None: "unknown"}
    shown = [
        {**r, "verdict": words[r["verdict"]], "value_usd": r["value"], "source": r["valuation_source"]} for r in found
    ]
    return sorted(shown, key=lambda r: (r["verdict"] != "yes", -(r["value"] or 0), r["subject"]))


def member_page(row: Row, asked: Rule, lang: Lang) -> Row:
    """A company of the list as a page has it: its words in the page's language."""
    why = row["why"]
    if why == asked.tier.id:
        why = say(asked.tier.name, lang)
    elif lang is Lang.ZH:
        why = WHY.get(why) or Words(asked, asked.edition.since).short(why).zh
    else:
        why = why.replace("_", " ")
    verdict = {"yes": "是", "unknown": "未知"}[row["verdict"]] if lang is Lang.ZH else row["verdict"]
    return {**row, "why": why, "verdict": verdict}


def figures(count: Count) -> Row:
    """A count as a row."""
    return {"count": count.count, "value_usd": count.value_usd, "unknown": count.unknown}


def more_figures(count: Count) -> Row:
    """What else is known of a count."""
    return {
        "judgement": count.judgement,
        "bounds": {"lower": count.count, "upper": count.count + count.unknown},
        "valued": count.valued,
        "mean_usd": count.mean_usd,
        "median_usd": count.median_usd,
    }


def group(found: Group) -> Row:
    """A line of a census as a row; a year is a name and not an amount."""
    keys = {key: str(value) if isinstance(value, int) else value for key, value in found.keys.items()}
    share = None if found.share is None else round(found.share, 6)
    more = more_figures(found.figures)
    more.pop("bounds")
    return {"rank": found.rank, **keys, **figures(found.figures), "share": share, **more}


def total_row(count: Count) -> Row:
    """The whole as a row of figures."""
    more = more_figures(count)
    more.pop("bounds")
    return {**figures(count), **more}


def group_csv(keys: Iterable[str], *, grouped: bool = True) -> list[str]:
    """The columns of a census in CSV."""
    ends = ["judgement", "valued", "mean_usd", "median_usd"]
    middle = ["count", "value_usd", "unknown"]
    return [*dict.fromkeys(keys), *middle, *(["rank", "share"] if grouped else []), *ends]


def group_columns(keys: Iterable[str], heading: Text = UNICORNS) -> list[Column]:
    """The columns of a census on a page."""
    return [
        Column("rank", Text("rank", "位次"), True),
        *(Column(key, Text(key, _GROUP.get(key, key))) for key in dict.fromkeys(keys)),
        Column("count", heading, True),
        Column("percent", Text("share", "占比"), True),
        Column("value_usd", Text("value, US$", "估值合计（美元）"), True),
        Column("unknown", Text("unknown", "未知"), True),
        Column("judgement", Text("of these only judgement", "其中仅缺认定"), True, wide=True),
    ]


def band(found: Band) -> Row:
    """A band of value as a row."""
    return {"low_usd": found.low, "high_usd": found.high, "count": found.companies, "value_usd": found.value_usd}


def census_json(told: Told) -> Row:
    """A census as one JSON object."""
    answer, view = told.census, told.view
    body: Row = {
        "day": answer.day,
        "known": answer.known,
        "rule": answer.rule.en,
        "rule_zh": answer.rule.zh,
        **rule_keys(answer.asked, answer.day),
        "money": str(convention(answer.asked, view)),
        "book_version": answer.book_version,
        "simulated": simulated(view),
        "total": figures(answer.total),
        **more_figures(answer.total),
        "limits": answer.limits,
        "bands": [band(each) for each in answer.bands],
        "rows": [{**group(found), **found.keys} for found in answer.rows],
    }
    if answer.placed:
        body["places"] = places_json(answer.placed)
    if view.hindsight:
        body["hindsight"] = {
            "enters": [c._asdict() for c in answer.enters],
            "leaves": [c._asdict() for c in answer.leaves],
        }
    if told.flow:
        body["flow"] = flow_json(told.flow)
    if told.series:
        body["series"] = [series_row(each) for each in told.series]
    return {key: plain(value) for key, value in body.items()}


def places_json(how: Placed) -> Row:
    """How the places of the groups are named, as an object; `zh` has the Chinese names of groups."""
    if not how.normalised:
        return {"normalised": False}
    return {
        "normalised": True,
        "spellings": how.spellings,
        "found": how.found,
        "names": how.names,
        "zh": dict(sorted(how.zh.items())),
    }


def flow_json(found: Flow) -> Row:
    """A flow as an object: before + enters - leaves = after."""
    return {
        "from": found.first,
        "to": found.last,
        "before": found.before,
        "after": found.after,
        "enters": [_move(move, found) for move in found.enters],
        "leaves": [_move(move, found) for move in found.leaves],
        "reasons": {"enters": found.reasons(found.enters), "leaves": found.reasons(found.leaves)},
    }


def flow_rows(found: Flow) -> list[Row]:
    """A flow as one row a company."""
    return [
        {"move": name, **_move(move, found)}
        for name, moves in (("enters", found.enters), ("leaves", found.leaves))
        for move in moves
    ]


def _move(move: Move, found: Flow) -> Row:
    rules = {clause.id: clause for clause in found.rule.tier.every}
    words = Words(found.rule, found.last)
    rule = rules[move.clause].rule if move.clause in rules else None
    return {
        "subject": move.company.subject,
        "name": move.company.name,
        "reason": move.reason,
        "reason_zh": REASONS[move.reason].zh,
        "clause": move.clause or None,
        "rule": rule,
        "rule_zh": words.condition(rule, Lang.ZH) if rule else None,
        "value_before_usd": move.value_before,
        "value_after_usd": move.value_after,
    }


def series_row(found: Census) -> Row:
    """A census of a series as a row."""
    more = more_figures(found.total)
    more.pop("bounds")
    return {"day": found.day, **figures(found.total), **more}


def csv_of(told: Told, keys: Sequence[str]) -> tuple[list[Row], list[str]]:
    """The one table that CSV holds: the series, else the companies of the flow, else the groups, else the total."""
    if told.series:
        return [series_row(each) for each in told.series], SERIES_CSV
    if told.flow:
        return flow_rows(told.flow), FLOW_CSV
    rows = [group(found) for found in told.census.rows]
    return rows or [total_row(told.census.total)], group_csv(keys, grouped=bool(rows))
