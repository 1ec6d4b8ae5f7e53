"""Figures of merit in tables: a figure with its interval, the rankings side by side, calibration by bins."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from hornbook.answers.wording.both import in_both
from hornbook.answers.wording.features import feature_value
from hornbook.link.decide import SourceRecord
from hornbook.render.sheet import Column, Kind, Row, Table
from hornbook.scout.measures import Bin, MeasureInterval
from hornbook.text import Message, Phrase, Text, message

Figures = Mapping[str, MeasureInterval]
"""Measures by name: ap, precision@K, recall@K, lift@K."""

NAMES: Mapping[str, Phrase] = {
    "ap": message("average precision"),
    "precision@100": message("precision@100"),
    "recall@1000": message("recall@1000"),
}
"""The measures that pages show."""

INTERVAL_COLUMNS = (
    Column("measure", message("measure"), Kind.CODE),
    Column("value", message("value"), Kind.NUMBER),
    Column("low", message("low (95%)"), Kind.NUMBER),
    Column("high", message("high (95%)"), Kind.NUMBER),
)
"""A measure in a file: one row each, behind the columns that say of what."""

FIGURE_COLUMNS = tuple(Column(key, heading, Kind.NUMBER, wide=key == "recall@1000") for key, heading in NAMES.items())
"""The same on a page: one column a measure; those that 80 characters have room for, and the others where it is wide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationBin:
    """Companies of like probability: how many, the mean of what was expected, the share that reached the target."""

    companies: int
    expected: float
    came: float


def calibration_bins(bins: Sequence[Bin]) -> tuple[CalibrationBin, ...]:
    """The bins of a calibration as answers hold them."""
    return tuple(CalibrationBin(companies=each.companies, expected=each.said, came=each.came) for each in bins)


def interval(figure: MeasureInterval, *, signed: bool = False) -> str:
    """A figure and its interval of 95 of 100 draws; the same in every language."""
    sign = "+" if signed else ""
    return f"{figure.value:{sign}.3f} [{figure.low:{sign}.3f}, {figure.high:{sign}.3f}]"


def measure_cells(figures: Figures) -> dict[str, str]:
    """The measures of a page as cells."""
    return {key: interval(figures[key]) for key in NAMES}


def figure_rows(figures: Figures, own: Row) -> Iterator[Row]:
    """The measures of a file, one row each behind what the row is of."""
    for name, figure in figures.items():
        yield {**own, "measure": name, **asdict(figure)}


def figures_line(figures: Figures, *, signed: bool = False) -> Message:
    """The measures in a sentence, without a full stop."""
    return message(
        "average precision {ap}, precision@100 {precision}, recall@1000 {recall}",
        ap=interval(figures["ap"], signed=signed),
        precision=interval(figures["precision@100"], signed=signed),
        recall=interval(figures["recall@1000"], signed=signed),
    )


BIN_COLUMNS = (
    Column("companies", message("companies"), Kind.COUNT),
    Column("expected", message("expected"), Kind.NUMBER),
    Column("came", message("reached the target"), Kind.NUMBER),
)


def bin_table(bins: Sequence[CalibrationBin], title: Phrase) -> Table:
    """A calibration on a page."""
    rows = tuple({"companies": b.companies, "expected": f"{b.expected:.2%}", "came": f"{b.came:.2%}"} for b in bins)
    return Table("calibration", BIN_COLUMNS, rows, title=title)


# ---- words of features and companies, as phrases


def feature_value_text(feature: str, value: float | None) -> Text:
    """A feature's value in its unit, in both languages."""
    return in_both(feature_value(feature, value))


def record_title(records: Mapping[str, SourceRecord], subject: str) -> str:
    """A company's name, or its subject where no name is known."""
    return records[subject].name if subject in records else subject
