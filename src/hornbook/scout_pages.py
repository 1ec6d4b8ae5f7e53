"""The scout's answers on a page: the list with its model, and the backtest with every simpler ranking beside it."""

from collections.abc import Sequence
from typing import Any

from hornbook.book.view import View
from hornbook.clause_words import head
from hornbook.scout.backtest import MODEL, Fold
from hornbook.scout.baselines import BASELINES
from hornbook.scout.frames import ABOUT
from hornbook.scout.measures import Interval
from hornbook.scout.model import Model
from hornbook.scout.question import Question
from hornbook.scout.ranking import Ranking
from hornbook.scout_answers import listed
from hornbook.show import Column, Form, Lang, Page, say, table
from hornbook.terms import Text

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


def rank_page(of: Ranking, view: View, lang: Lang, top: int) -> None:
    """Print the first companies of a ranking and the card of its model."""
    page = Page(lang)
    head(page, view)
    _question(page, of.model.question)
    frame = of.frame
    page.say(
        Text(
            f"{len(frame.subjects):,} companies are asked about, of {frame.companies:,} known. Of {frame.unknown:,} "
            f"nobody can say whether they belong, of {frame.unsettled:,} more whether they have left; "
            f"{frame.already:,} had it already.",
            f"已知企业{frame.companies:,}家，属于范围者{len(frame.subjects):,}家；无法判断是否属于者{frame.unknown:,}家，"
            f"无法判断是否已退出者{frame.unsettled:,}家；已达目标者{frame.already:,}家。",
        )
    )
    _card(page, of.model)
    page.line("")
    table([_listed(row, lang) for row in listed(of, view, top)], _LIST, Form.PAGE, lang)
    page.say(
        Text(
            "The score's contributions add up to it; --json has all of them, --csv the whole list.",
            "各因素的贡献之和等于得分；--json 含全部贡献，--csv 含全部企业。",
        )
    )


def _question(page: Page, question: Question) -> None:
    page.say(Text(f"Asked: {question.name.en} ({question.id}).", f"问题：{question.name.zh}（{question.id}）。"))
    page.say(
        Text(
            f"Comes true: {question.target.text}, within {question.horizon} months.",
            f"目标：{question.target.text}，{question.horizon}个月内。",
        )
    )


def _card(page: Page, model: Model) -> None:
    """What the model learnt from, in a few sentences."""
    for part in model.parts:
        page.say(
            Text(
                f"Learnt from {part.cases:,} cases of {part.lesson.event} within {part.lesson.within} months among "
                f"{part.rows:,} company-days, {min(part.days)} to {max(part.days)}.",
                f"学习样本：{min(part.days)}至{max(part.days)}共{part.rows:,}个企业日，其中{part.lesson.within}个月内"
                f"发生{part.lesson.event}者{part.cases:,}个。",
            ),
            lead="· ",
        )
    if model.past.reconstructed:
        page.say(
            Text(
                f"Training days are reconstructed: seen with what was known by {model.past.seen}, for the book was "
                "not there to see them. Companies that died unrecorded are missing from them.",
                f"训练日为重构：以{model.past.seen}已知的事实回看，当时并无记录；未留下记录即消失的企业不在其中。",
            ),
            lead="· ",
        )
    if model.calibration is None:
        page.say(
            Text("Probabilities are unknown: too few cases whose time had closed.", "概率未知：已到期的案例过少。"),
            lead="· ",
        )
    else:
        page.say(
            Text(
                f"Probabilities come from {model.calibration.cases:,} cases among {model.calibration.rows:,} "
                "company-days whose whole horizon had closed, scored by trees that had not seen those companies.",
                f"概率由{model.calibration.rows:,}个已到期企业日（其中{model.calibration.cases:,}个达成）校准，"
                "评分所用的树未见过相应企业。",
            ),
            lead="· ",
        )


def _listed(row: Row, lang: Lang) -> Row:
    known = row["probability"] is not None
    moves = "; ".join(
        f"{say(ABOUT[each['feature']], lang).rstrip('.。')} {each['adds']:+.2f}"
        for each in row["contributions"][:_SHOWN]
    )
    return {
        **row,
        "probability": f"{row['probability']:.1%}" if known else None,
        "interval": f"{row['low']:.1%}–{row['high']:.1%}" if known else None,
        "score": f"{row['score']:.3f}",
        "moves": moves,
    }


def backtest_page(folds: Sequence[Fold], question: Question, view: View, lang: Lang) -> None:
    """Print every day judged: the model and the simpler rankings, what it has over the best of them, calibration."""
    page = Page(lang)
    head(page, view)
    _question(page, question)
    for fold in folds:
        page.line("")
        _fold(page, fold)


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
    over = {name: _interval(fold.over[name], signed=True) for name in ("ap", "precision@100", "recall@1000")}
    page.say(
        Text(
            f"Over the best single indicator ({best.en}), drawn together: average precision {over['ap']}, "
            f"precision@100 {over['precision@100']}, recall@1000 {over['recall@1000']}.",
            f"与最佳单一指标（{best.zh}）配对相比：平均精度{over['ap']}，前100精度{over['precision@100']}，"
            f"前1000召回{over['recall@1000']}。",
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
