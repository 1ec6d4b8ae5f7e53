"""What a cell of IT桔子's list says: text, a day, a sum of money."""

from hornbook.formats.cells import Bad, day_in
from hornbook.formats.rows import TextRow
from hornbook.sources.shared.chinese import chinese_cell
from hornbook.sources.shared.sums import Sum, sum_in
from hornbook.sources.shared.tally import Tally
from hornbook.terms import Day
from hornbook.text import Phrase, message

NO_SUM = Sum(None, None)


def cell_text(line: TextRow, column: str) -> str:
    return chinese_cell(line.cells[column])


def stated_text(line: TextRow, column: str) -> str:
    """What a cell says, unless it says that nothing is disclosed: of 未透露人民币 even the currency is a guess."""
    text = cell_text(line, column)
    return "" if text.startswith("未透露") else text


def cell_day(line: TextRow, column: str, latest: Day, notes: list[Phrase], tally: Tally) -> Day | None:
    """The day in a cell, the first of a month or year where it says no more; None when empty or noted."""
    text = cell_text(line, column)
    if text:
        try:
            with tally.cell(column):
                return day_in(text, "%Y-%m-%d", "%Y-%m", "%Y", latest=latest)
        except Bad as why:
            notes.append(message("{column}: {problem}", column=column, problem=why.phrase))
    return None


def cell_sum(line: TextRow, column: str, notes: list[Phrase], tally: Tally) -> Sum:
    """The sum in a cell, its ends in place of its amount where that is vague; nothing when undisclosed or refused."""
    if text := stated_text(line, column):
        try:
            with tally.cell(column):
                money = sum_in(text)
            if not money.amount:
                notes.append(
                    message(
                        "{column}: {text!r} is vague: {vague}",
                        column=column,
                        text=text[:40],
                        vague=money.vague or message("no number"),
                    )
                )
            return money
        except Bad as why:
            notes.append(message("{column}: {problem}", column=column, problem=why.phrase))
    return NO_SUM
