"""The command `scout learn`, and the option by which a list uses what it saved."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common
from hornbook.cli.options import AsOf, BookDir, Version
from hornbook.cli.output import answering
from hornbook.cli.scout_forecast import QuestionId, Seed
from hornbook.errors import QuestionError
from hornbook.text import message

if TYPE_CHECKING:
    from hornbook.answers.learn import LearnAnswer
    from hornbook.scout.saved import SavedModel

ModelFile = Annotated[
    Path | None,
    typer.Option("--model", metavar="FILE", help="Rank by a model that `scout learn` saved, without learning one."),
]
SaveFile = Annotated[Path, typer.Option("--save", metavar="FILE", help="The file into which the model is saved.")]


@answering
def learn_command(
    as_of: AsOf,
    save: SaveFile,
    question: QuestionId = "unicorn",
    seed: Seed = 0,
    book: BookDir = None,
    version: Version = None,
) -> "LearnAnswer":
    """Learn the model of a day and save it as a file, which other books can use."""
    from hornbook.answers.learn import ask_learn
    from hornbook.scout.question import questions

    if not save.parent.is_dir() or save.is_dir():
        raise QuestionError(message("There is no place to write {file}.", file=str(save)))
    opened, asked = common.opened(book, version), questions[question]
    with common.progress() as progress:
        note, day = common.reporter(progress), common.asked(as_of)
        common.warn_of_future(day)
        return ask_learn(opened, asked, day, save, seed=seed, note=note)


def saved_model(file: Path | None, question: str) -> "SavedModel | None":
    """The model of a file, if there is one; QuestionError where another question is asked than it answers."""
    if file is None:
        return None
    from hornbook.scout.question import questions
    from hornbook.scout.saved import read_model

    saved = read_model(file)
    if question != "unicorn" and questions[question].sha256 != saved.model.question.sha256:
        raise QuestionError(
            message(
                "The model answers the question '{own}', not '{asked}'. Leave out --question.",
                own=saved.model.question.id,
                asked=question,
            )
        )
    return saved
