"""The scout's answers on a page: the list with its model, and the backtest with every simpler ranking beside it."""

from typing import Any

from hornbook.answers.scout import listed
from hornbook.answers.scout_card import asked, identified, learnt, limits, population
from hornbook.answers.wording.clauses import head
from hornbook.answers.wording.features import called
from hornbook.book.view import View
from hornbook.locale import Lang
from hornbook.render.show import Column, Form, Page, say, table
from hornbook.scout.backtest import MODEL, Backtest, Fold, Together
from hornbook.scout.baselines import BASELINES
from hornbook.scout.fairness import Group
from hornbook.scout.measures import Interval
from hornbook.scout.question import Question
from hornbook.scout.ranking import Ranking
from hornbook.text import Text

Row = dict[str, Any]

_LIST = [
    Column("rank", Text("rank", "位次"), True),
    Column("name", Text("company", "企业")),
    Column("country", Text("country", "国家"), tight=True),
    Column("probability", Text("probability", "概率"), True),
    Column("interval", Text("95% interval", "95%区间"), True, wide=True),
    Column("score", Text("score", "得分"), True),
    Column("moves", Text("what moves it most", "主要影响因素")),
]
_FIGURES = [
    Column("ranking", Text("ranking", "排序依据")),
    Column("ap", Text("average precision", "平均精度"), True),
    Column("p100", Text("precision@100", "前100精度"), True),
    Column("r1000", Text("recall@1000", "前1000召回"), True),
    Column("lift", Text("lift@100", "前100提升"), True),
]
_BINS = [
    Column("companies", Text("companies", "企业数"), True),
    Column("said", Text("said", "预测"), True),
    Column("came", Text("came true", "实际"), True),
]
_SHOWN = 3
_KINDS = {
    "country": Text("country", "国家"),
    "city": Text("city", "城市"),
    "sector": Text("sector", "行业"),
    "cohort": Text("founding years", "成立年份"),
}
_GROUPS = [
    Column("companies", Text("companies", "企业数"), True),
    Column("came", Text("came true", "达成"), True),
    Column("said", Text("expected", "预期"), True),
    Column("listed", Text("in the first 1000", "列入前1000"), True),
    Column("found", Text("found among them", "其中发现"), True),
]
_LARGEST = 6


def rank_page(of: Ranking, view: View, lang: Lang, top: int) -> None:
    """Print the first companies of a ranking and the card of its model."""
    page = Page(lang)
    head(page, view)
    for line in asked(of.model.question):
        page.say(line)
    page.say(population(of))
    for line in learnt(of.model):
        page.say(line, lead="· ")
    page.line("")
    table([_listed(row, lang) for row in listed(of, view, top)], _LIST, Form.PAGE, lang)
    page.say(
        Text(
            "The score's contributions add up to it; --json has all of them, --csv the whole list, and "
            "`hornbook scout explain COMPANY` one company's.",
            "各因素的贡献之和等于得分；--json 含全部贡献，--csv 含全部企业，hornbook scout explain 解释单个企业。",
        )
    )
    page.say(limits())
    page.say(identified(of))


def _listed(row: Row, lang: Lang) -> Row:
    known = row["probability"] is not None
    moves = "; ".join(f"{called(each['feature'], lang)} {each['adds']:+.2f}" for each in row["contributions"][:_SHOWN])
    return {
        **row,
        "probability": f"{row['probability']:.1%}" if known else None,
        "interval": f"{row['low']:.1%}–{row['high']:.1%}" if known else None,
        "score": f"{row['score']:.3f}",
        "moves": moves,
    }


def backtest_page(of: Backtest, question: Question, view: View, lang: Lang) -> None:
    """Print every day judged: the model and the simpler rankings, what it has over the best of them, calibration."""
    page = Page(lang)
    head(page, view)
    for line in asked(question):
        page.say(line)
    for fold in of.folds:
        page.line("")
        _fold(page, fold)
    page.line("")
    if of.together.days > 1:
        _together(page, of.together)
    _groups(page, of.folds[-1])


def _together(page: Page, of: Together) -> None:
    best = BASELINES[of.best_single]
    page.say(
        Text(
            f"All {of.days} days together (a company is drawn on all its days at once), over the best single indicator "
            f"({best.en}): {_gains(of.over, page.lang)}.",
            f"{of.days}个评判日合计（同一企业各日一并抽取），与最佳单一指标（{best.zh}）相比："
            f"{_gains(of.over, page.lang)}。",
        ),
        style="bold",
    )


def _gains(over: dict[str, Interval], lang: Lang) -> str:
    parts = [(Text("average precision", "平均精度"), "ap"), (Text("precision@100", "前100精度"), "precision@100")]
    parts.append((Text("recall@1000", "前1000召回"), "recall@1000"))
    return ", ".join(f"{say(name, lang)} {_interval(over[key], signed=True)}" for name, key in parts)


def _groups(page: Page, fold: Fold) -> None:
    """Whom the list of the last day found and whom it passed over: the largest groups of each kind."""
    for by, name in _KINDS.items():
        parts = [group for group in fold.groups if group.by == by][:_LARGEST]
        rows = [_group(group) for group in parts]
        columns = [Column("value", name), *_GROUPS]
        title = Text(f"{fold.day}: found, by {name.en}", f"{fold.day}：按{name.zh}的发现情况")
        table(rows, columns, Form.PAGE, page.lang, title=say(title, page.lang))


def _group(group: Group) -> Row:
    return {
        "value": group.value,
        "companies": group.companies,
        "came": group.came,
        "said": None if group.said is None else round(group.said, 1),
        "listed": group.listed,
        "found": f"{group.found / group.came:.0%}" if group.came else "—",
    }


def _fold(page: Page, fold: Fold) -> None:
    page.line(f"{fold.day}", style="bold")
    if fold.reconstructed:
        page.say(
            Text(
                f"RECONSTRUCTED: seen with what was known by {fold.seen}; no forecast made on that day could have been "
                "this one.",
                f"重构：以{fold.seen}已知的事实回看，并非当日可作出的预测。",
            ),
            style="bold",
        )
    else:
        page.say(Text("Judged with what was known that day.", "以当日已知的事实评判。"))
    closed = Text("", "") if fold.closed else Text(" The horizon has not closed yet.", "期限尚未届满。")
    page.say(
        Text(
            f"{fold.companies:,} companies; of {fold.came:,} it came true by what was known on {fold.known}; "
            f"{fold.ended:,} were listed, bought or closed first; of {fold.silent:,} nobody said, counted as no."
            f"{closed.en}",
            f"{fold.companies:,}家企业；据{fold.known}已知，{fold.came:,}家达成，{fold.ended:,}家先行上市、被收购或关闭，"
            f"{fold.silent:,}家无从得知，计为未达成。{closed.zh}",
        )
    )
    page.say(
        Text(
            f"No feature known after {fold.latest_feature}; no outcome learnt from that closed after "
            f"{fold.latest_lesson}.",
            f"所用特征最晚已知于{fold.latest_feature}；所学结果最晚到期于{fold.latest_lesson}。",
        )
    )
    table([_figures(name, found, page.lang) for name, found in fold.figures.items()], _FIGURES, Form.PAGE, page.lang)
    best = BASELINES[fold.best_single]
    page.say(
        Text(
            f"Over the best single indicator ({best.en}), drawn together: {_gains(fold.over, page.lang)}.",
            f"与最佳单一指标（{best.zh}）配对相比：{_gains(fold.over, page.lang)}。",
        )
    )
    if fold.bins:
        rows = [{"companies": b.companies, "said": f"{b.said:.2%}", "came": f"{b.came:.2%}"} for b in fold.bins]
        table(rows, _BINS, Form.PAGE, page.lang, title=say(Text("Calibration", "校准"), page.lang))


def _figures(name: str, found: dict[str, Interval], lang: Lang) -> Row:
    called = Text("the model", "模型") if name == MODEL else BASELINES[name]
    return {
        "ranking": say(called, lang),
        "ap": _interval(found["ap"]),
        "p100": _interval(found["precision@100"]),
        "r1000": _interval(found["recall@1000"]),
        "lift": f"{found['lift@100'].value:.1f}",
    }


def _interval(of: Interval, *, signed: bool = False) -> str:
    sign = "+" if signed else ""
    return f"{of.value:{sign}.3f} [{of.low:{sign}.3f}, {of.high:{sign}.3f}]"
