"""The card of a model, sentence by sentence in both languages: what was asked, of whom, learnt from what."""

from hornbook.scout.forecast import model_digest
from hornbook.scout.model import Model
from hornbook.scout.question import Question
from hornbook.scout.ranking import Ranking
from hornbook.text import Text


def asked(question: Question) -> list[Text]:
    """The question."""
    return [
        Text(f"Asked: {question.name.en} ({question.id}).", f"问题：{question.name.zh}（{question.id}）。"),
        Text(
            f"Comes true: {question.target.text}, within {question.horizon} months.",
            f"目标：{question.target.text}，{question.horizon}个月内。",
        ),
    ]


def population(of: Ranking) -> Text:
    """Who is on the list, and of whom it cannot be said."""
    frame = of.frame
    return Text(
        f"{len(frame.subjects):,} companies are asked about, of {frame.companies:,} known. Of {frame.unknown:,} "
        f"nobody can say whether they belong, of {frame.unsettled:,} more whether they have left; "
        f"{frame.already:,} had it already.",
        f"已知企业{frame.companies:,}家，属于范围者{len(frame.subjects):,}家；无法判断是否属于者{frame.unknown:,}家，"
        f"无法判断是否已退出者{frame.unsettled:,}家；已达目标者{frame.already:,}家。",
    )


def learnt(model: Model) -> list[Text]:
    """What the model learnt from, when that was known, and where its probabilities come from."""
    found = [
        Text(
            f"Learnt from {part.cases:,} cases of {part.lesson.event} within {part.lesson.within} months among "
            f"{part.rows:,} company-days, {min(part.days)} to {max(part.days)}.",
            f"学习样本：{min(part.days)}至{max(part.days)}共{part.rows:,}个企业日，其中{part.lesson.within}个月内"
            f"发生{part.lesson.event}者{part.cases:,}个。",
        )
        for part in model.parts
    ]
    if model.unlearnt:
        names = ", ".join(model.unlearnt)
        found.append(Text(f"Not learnt from, for want of cases: {names}.", f"因无案例而未学习：{names}。"))
    if model.past.reconstructed:
        found.append(
            Text(
                f"Training days are reconstructed: seen with what was known by {model.past.seen}, for the book was "
                "not there to see them. Companies that died unrecorded are missing from them.",
                f"训练日为重构：以{model.past.seen}已知的事实回看，当时并无记录；未留下记录即消失的企业不在其中。",
            )
        )
    return [*found, _probabilities(model)]


def _probabilities(model: Model) -> Text:
    if model.calibration is None:
        return Text("Probabilities are unknown: too few cases whose time had closed.", "概率未知：已到期的案例过少。")
    return Text(
        f"Probabilities come from {model.calibration.cases:,} cases among {model.calibration.rows:,} "
        "company-days whose whole horizon had closed, scored by trees that had not seen those companies.",
        f"概率由{model.calibration.rows:,}个已到期企业日（其中{model.calibration.cases:,}个达成）校准，"
        "评分所用的树未见过相应企业。",
    )


def identified(of: Ranking) -> Text:
    """By what the same list can be made again."""
    model, book = of.model, of.version
    trees = ", ".join(f"{len(part.trees)} x {len(part.features)}" for part in model.parts)
    return Text(
        f"Model {model_digest(model)}: LightGBM, trees by seeds x features {trees}; seed {model.seed}; book version "
        f"{book}.",
        f"模型 {model_digest(model)}：LightGBM，种子数×特征数 {trees}；种子 {model.seed}；数据版本 {book}。",
    )


def limits() -> Text:
    """What the list is not."""
    return Text(
        "A place on this list is a question to look into, no verdict: it says how companies with such figures "
        "fared. What "
        "no source has written down it does not know, and the base rate of the years to come may be another.",
        "名次只提示应关注谁，并非评定：它说明具有此类数据的企业过去的结果。无来源记载的事它一概不知；未来的基准率也可能不同。",
    )


def card(of: Ranking) -> list[Text]:
    """The whole card."""
    head = Text(f"As of {of.day}, known by {of.frame.known}.", f"截至{of.day}，获知截至{of.frame.known}。")
    return [head, *asked(of.model.question), population(of), *learnt(of.model), identified(of), limits()]


def card_document(of: Ranking) -> str:
    """The card as Markdown, first in English, then in Chinese."""
    lines = card(of)
    english = "\n".join(f"- {line.en}" for line in lines)
    chinese = "\n".join(f"- {line.zh}" for line in lines)
    return f"# Model card\n\n{english}\n\n# 模型说明\n\n{chinese}\n"
