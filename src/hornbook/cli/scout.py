"""Commands of the scout: the list of a day, and how such lists have fared."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common, complete
from hornbook.cli.options import AsOf, BookDir, Known, Version, Where, WhereUnknown
from hornbook.cli.output import answering
from hornbook.cli.scout_forecast import QuestionId, Seed, Top
from hornbook.cli.scout_model import ModelFile, saved_model
from hornbook.errors import QuestionError
from hornbook.text import message

if TYPE_CHECKING:
    from hornbook.answers.backtest import BacktestAnswer
    from hornbook.answers.explain import ExplainAnswer
    from hornbook.answers.hindsight import HindsightAnswer
    from hornbook.answers.rank import RankAnswer

CardFile = Annotated[
    Path | None,
    typer.Option("--card", metavar="FILE", help="Also write the model's card as Markdown, in English and Chinese."),
]


@answering
def rank_command(
    as_of: AsOf,
    question: QuestionId = "unicorn",
    top: Top = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--source",
            metavar="NAME",
            autocompletion=complete.complete_source,
            help="CSV: the source whose ids are written.",
        ),
    ] = None,
    card: CardFile = None,
    where: Where = None,
    where_unknown: WhereUnknown = False,
    seed: Seed = 0,
    model: ModelFile = None,
    book: BookDir = None,
    version: Version = None,
) -> "RankAnswer":
    """Rank the companies of a question, likeliest first, from what was known that day."""
    from hornbook.answers.rank import ask_rank
    from hornbook.locale import Lang
    from hornbook.render import markdown
    from hornbook.scout.question import questions

    if card and not card.parent.is_dir():
        raise QuestionError(message("There is no folder {folder} for the card.", folder=str(card.parent)))
    saved = saved_model(model, question)
    asked = saved.model.question if saved else questions[question]
    opened = common.opened(book, version)
    chosen = common.company_filter(where, where_unknown)
    with common.progress() as progress:
        note, day = common.reporter(progress), common.asked(as_of)
        common.warn_of_future(day)
        answer = ask_rank(opened, asked, day, top=top, source=source, seed=seed, note=note, where=chosen, model=saved)
    if card:
        sheet = answer.card_sheet()
        card.write_text("\n".join(markdown.markdown_text(sheet, lang) for lang in Lang), encoding="utf-8")
    return answer


@answering
def explain_command(
    company: Annotated[str, typer.Argument(help="A company's name or subject.")],
    as_of: AsOf,
    question: QuestionId = "unicorn",
    standard: Annotated[
        str | None,
        typer.Option(
            "--standard",
            metavar="ID[:TIER]",
            autocompletion=complete.complete_standard,
            help="Also give the verdict of this standard.",
        ),
    ] = None,
    seed: Seed = 0,
    book: BookDir = None,
    version: Version = None,
) -> "ExplainAnswer":
    """Explain why a company stands where it does on the list, and what would move it."""
    from hornbook.answers.explain import ask_explain
    from hornbook.scout.question import questions

    opened, asked = common.opened(book, version), questions[question]
    with common.progress() as progress:
        note, day = common.reporter(progress), common.asked(as_of)
        return ask_explain(opened, asked, day, company, standard=standard, seed=seed, note=note)


@answering
def backtest_command(
    days: Annotated[
        list[str] | None, typer.Option("--day", metavar="DAY", help="A day to judge; may be repeated.")
    ] = None,
    known: Known = None,
    question: QuestionId = "unicorn",
    seed: Seed = 0,
    book: BookDir = None,
    version: Version = None,
) -> "BacktestAnswer":
    """Judge the lists of earlier days by what happened, beside simpler rankings."""
    from hornbook.answers.backtest import ask_backtest
    from hornbook.scout.question import questions
    from hornbook.terms import day

    opened, asked = common.opened(book, version), questions[question]
    judged, until = [day(each) for each in days or []], day(known) if known else None
    with common.progress() as progress:
        return ask_backtest(opened, asked, judged, until, seed=seed, note=common.reporter(progress))


@answering
def hindsight_command(
    on: Annotated[str, typer.Option("--day", metavar="DAY", help="The day judged.")],
    later: Annotated[
        str, typer.Option("--later", metavar="DAY", help="The later day whose knowledge the day is also seen with.")
    ],
    known: Known = None,
    question: QuestionId = "unicorn",
    seed: Seed = 0,
    book: BookDir = None,
    version: Version = None,
) -> "HindsightAnswer":
    """Measure the effect of hindsight: a day seen as known then, and as known later."""
    from hornbook.answers.hindsight import ask_hindsight
    from hornbook.scout.question import questions
    from hornbook.terms import day

    opened, asked = common.opened(book, version), questions[question]
    until = day(known) if known else None
    with common.progress() as progress:
        return ask_hindsight(opened, asked, day(on), day(later), until, seed=seed, note=common.reporter(progress))
