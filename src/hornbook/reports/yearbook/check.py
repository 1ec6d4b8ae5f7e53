"""What an edition must keep before it is written: words and figures behind each drawing, and no figure of its own."""

from collections.abc import Iterable, Sequence

from hornbook.errors import HornbookError
from hornbook.locale import Lang, in_language
from hornbook.render.sheet import Chart
from hornbook.reports.yearbook.chapter import Chapter
from hornbook.reports.yearbook.statistic import EditionStatistic
from hornbook.text import Phrase, message


class EditionError(HornbookError):
    """An edition that must not be published."""


def check_chapters(chapters: Iterable[Chapter], statistics: Sequence[EditionStatistic]) -> None:
    """EditionError where a drawing lacks its words or its table, or a statistic its citation or its id."""
    known = {statistic.id for statistic in statistics}
    if len(known) != len(statistics):
        raise EditionError(message("Two statistics of the edition have one id."))
    for statistic in statistics:
        if not statistic.citation or not statistic.path:
            raise EditionError(message("The statistic {id} has no citation.", id=statistic.id))
    for chapter in chapters:
        for block in chapter.blocks:
            if isinstance(block, Chart):
                _check_chart(block)


def _check_chart(chart: Chart) -> None:
    if _empty(chart.alt):
        raise EditionError(
            message("The drawing “{title}” has no words for readers who cannot see it.", title=chart.title)
        )
    columns = {column.key for column in chart.table.columns}
    if not len(chart.table.rows) or not {chart.x, *chart.series} <= columns:
        raise EditionError(message("The drawing “{title}” has no table behind it.", title=chart.title))


def _empty(phrase: Phrase) -> bool:
    return any(not in_language(phrase, lang).strip() for lang in Lang)
