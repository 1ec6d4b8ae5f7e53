"""Two editions beside each other: every figure that differs, and what makes each difference."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hornbook.answers.answer import Answer, row_label, simulated_label
from hornbook.render.sheet import Block, Column, Heading, Kind, Line, Row, Sheet, Table
from hornbook.reports.yearbook.appendix import figure_value
from hornbook.reports.yearbook.manifest import Manifest, StatisticRead
from hornbook.reports.yearbook.settings import NOT_OF_BOOK, RuleOf, Rules, split_of
from hornbook.reports.yearbook.split import Cause, Split, TwoBooks
from hornbook.reports.yearbook.statistic import Figure, Measure
from hornbook.reports.yearbook.trace import as_statistic, edition_asked
from hornbook.terms import Day
from hornbook.text import Message, Phrase, Text, Value, listing, message, message_plural

CAUSES: Mapping[Cause, Message] = {
    Cause.IDENTITY: message("changed identity"),
    Cause.LATE: message("late knowledge"),
    Cause.EVENT: message("new events"),
    Cause.RULE: message("changed rule"),
}
"""The causes in the order in which the settings change."""
NAMED = 60
"""How many companies of a difference a page names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedCompany:
    """A company that makes part of a difference."""

    subject: str
    name: str
    cause: str
    """identity, late, event or rule."""
    change: Figure
    """In companies: 1 where the later edition counts one more by it, -1 where one less; in US dollars for money."""
    group: str | None
    """The group in which it counts, where companies of other groups change the figure too: for ranks and shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticDifference:
    """A figure of which two editions say different things."""

    id: str
    label: Text
    measure: Measure
    before: Figure
    after: Figure
    difference: Figure
    parts: Mapping[str, Figure] | None
    """The part of each cause, which sum to the difference; empty where no book was asked or `unsplit` says why."""
    unsplit: Phrase | None
    """Why a difference is not split; empty where it is, and where no book was asked."""
    companies: tuple[MovedCompany, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class EditionDiffAnswer(Answer):
    """What the later of two editions says otherwise, and why."""

    earlier: str
    """The file of the earlier edition."""
    later: str
    earlier_day: Day
    later_day: Day
    split: bool
    """Whether the book was asked."""
    same: int
    """How many figures are the same in both."""
    only_earlier: tuple[str, ...]
    """Statistics that only the earlier edition has."""
    only_later: tuple[str, ...]
    differences: tuple[StatisticDifference, ...]
    notes: tuple[Phrase, ...]

    def sheet(self) -> Sheet:
        """Every difference with its parts, then the companies of each."""
        return _diff_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a figure that differs; one row a company and figure."""
        label = row_label(self.asked)
        figures = tuple({**row, **label} for row in _figure_rows(self))
        companies = tuple({**row, **label} for row in _company_rows(self))
        return Table("differences", FIGURE_COLUMNS, figures), Table("companies", COMPANY_COLUMNS, companies)


def differences(
    earlier: Manifest,
    later: Manifest,
    files: tuple[str, str],
    books: TwoBooks | None = None,
    rule_of: RuleOf | None = None,
    notes: Sequence[Phrase] = (),
) -> EditionDiffAnswer:
    """What two editions say differently; with their books each difference is split."""
    old, new = earlier.by_meaning(), later.by_meaning()
    both = [(old[of], new[of]) for of in new if of in old]
    differing = [(one, other) for one, other in both if one.value != other.value]
    rules = Rules(rule_of) if rule_of else None
    apart: list[Phrase] = list(_unlike(earlier, later))
    found = tuple(_difference(one, other, books, rules, apart) for one, other in differing)
    return EditionDiffAnswer(
        asked=edition_asked(later),
        earlier=files[0],
        later=files[1],
        earlier_day=earlier.day,
        later_day=later.day,
        split=books is not None,
        same=len(both) - len(differing),
        only_earlier=tuple(statistic.id for of, statistic in old.items() if of not in new),
        only_later=tuple(statistic.id for of, statistic in new.items() if of not in old),
        differences=found,
        notes=(*apart, *notes),
    )


def _unlike(earlier: Manifest, later: Manifest) -> Iterator[Phrase]:
    """In what two editions differ beside their days, so that their figures are of different things."""
    if earlier.where != later.where:
        here, there = (Text(of.place_name.en, of.place_name.zh) for of in (earlier, later))
        yield message("The editions are of different places: {earlier} and {later}.", earlier=here, later=there)
    if earlier.rule != later.rule:
        yield message("They follow different rules: {earlier} and {later}.", earlier=earlier.rule, later=later.rule)
    if earlier.on_facts != later.on_facts:
        yield message("One takes open judgements in the companies' favour, the other does not.")
    if earlier.simulated != later.simulated:
        yield message("One is of a simulated region, the other is not.")
    if earlier.day > later.day:
        yield message("The edition that is named first is the later one.")


def _difference(
    old: StatisticRead, new: StatisticRead, books: TwoBooks | None, rules: Rules | None, notes: list[Phrase]
) -> StatisticDifference:
    before, after = as_statistic(old), as_statistic(new)
    split: Split | None = None
    unsplit: Phrase | None = None
    if books and rules:
        found = split_of(old, new, books, rules)
        split, unsplit = (found, None) if isinstance(found, Split) else (None, found)
        if unsplit is NOT_OF_BOOK:
            notes.append(message("{id} is not what the book gives, so it is not split; trace it.", id=new.id))
    parts = split.parts if split else None
    known = before.value is not None and after.value is not None
    return StatisticDifference(
        id=after.id,
        label=Text(new.label.en, new.label.zh),
        measure=after.measure,
        before=before.value,
        after=after.value,
        difference=_exact(Decimal(str(after.value)) - Decimal(str(before.value)), after.measure) if known else None,
        parts=None if parts is None else {cause.value: _exact(n, after.measure) for cause, n in parts.items()},
        unsplit=unsplit,
        companies=tuple(
            MovedCompany(
                subject=move.subject,
                name=move.name,
                cause=move.cause.value,
                change=_exact(move.change, _moved_measure(after.measure)),
                group=move.group or None,
            )
            for move in (split.moves if split else ())
        ),
    )


def _exact(value: Decimal, measure: Measure) -> Figure:
    """A number without the error of a binary fraction: a whole one for companies and ranks."""
    return int(value) if measure in (Measure.COUNT, Measure.RANK) else value


def _moved_measure(measure: Measure) -> Measure:
    """In what the change of a company is measured: in US dollars for a sum or a median of values, else in companies."""
    return Measure.MONEY if measure is Measure.MONEY else Measure.COUNT


# ---- the page and files

FIGURE_COLUMNS = (
    Column("id", message("statistic"), Kind.CODE, page=False),
    Column("label", message("figure"), pair=True, page=False),
    Column("label", message("figure"), file=False),
    Column("before", message("earlier edition"), Kind.NUMBER),
    Column("after", message("later edition"), Kind.NUMBER),
    Column("difference", message("difference"), Kind.NUMBER),
    Column("causes", message("of these by"), file=False, empty="–"),
    Column("unsplit", message("why it is not split"), pair=True, page=False),
    *(Column(cause.value, words, Kind.NUMBER, page=False) for cause, words in CAUSES.items()),
)
COMPANY_COLUMNS = (
    Column("id", message("statistic"), Kind.CODE),
    Column("subject", message("subject"), Kind.CODE),
    Column("name", message("company")),
    Column("cause", message("cause"), Kind.CODE),
    Column("cause_text", message("cause in words"), pair=True),
    Column("change", message("change"), Kind.NUMBER),
    Column("group", message("group"), empty="–"),
)


def _figure_rows(answer: EditionDiffAnswer) -> Iterator[Row]:
    for of in answer.differences:
        own = {"id": of.id, "label": of.label, "before": of.before, "after": of.after, "difference": of.difference}
        yield {**own, "unsplit": of.unsplit, **(of.parts or {})}


def _company_rows(answer: EditionDiffAnswer) -> Iterator[Row]:
    for of in answer.differences:
        for company in of.companies:
            cause = Cause(company.cause)
            yield {
                "id": of.id, "subject": company.subject, "name": company.name, "cause": company.cause,
                "cause_text": CAUSES[cause], "change": company.change, "group": company.group,
            }  # fmt: skip


def _diff_sheet(answer: EditionDiffAnswer) -> Sheet:
    head = message(
        "{earlier} ({earlier_day}) and {later} ({later_day})",
        earlier=answer.earlier, earlier_day=answer.earlier_day, later=answer.later, later_day=answer.later_day,
    )  # fmt: skip
    blocks: list[Block] = [Line(head, strong=True), *simulated_label(answer.asked)]
    blocks += [Line(note, 2) for note in answer.notes]
    counts = message(
        "{differ:,} figures differ, {same:,} are the same; {fewer:,} are only in the earlier edition, {more:,} only in"
        " the later one.",
        differ=len(answer.differences), same=answer.same, fewer=len(answer.only_earlier), more=len(answer.only_later),
    )  # fmt: skip
    blocks.append(Line(counts))
    if answer.differences:
        rows = tuple(map(_shown_row, answer.differences))
        blocks.append(Table("differences", FIGURE_COLUMNS, rows))
        blocks.append(Line(_ORDER if answer.split else _UNSPLIT))
        blocks += map(Line, _unsplit_lines(answer.differences))
    shown: set[tuple[MovedCompany, ...]] = set()
    for of in answer.differences:
        if of.companies and of.companies not in shown:
            shown.add(of.companies)
            before, after = (listing([figure_value(value, of.measure)]) for value in (of.before, of.after))
            title = message("{label}: {before} → {after}", label=of.label, before=before, after=after)
            blocks += [Heading(title), _companies(of)]
    return Sheet(message("Two editions of a yearbook"), tuple(blocks))


_ORDER = message(
    "The causes are asked one after another: which records are one company, what became known, what happened, and the"
    " rule. They sum to the difference."
)
_UNSPLIT = message("With --book, each difference is split by cause, company by company.")


def _shown_row(of: StatisticDifference) -> Row:
    figures: dict[str, Value] = {
        name: figure_value(value, of.measure)
        for name, value in (("before", of.before), ("after", of.after), ("difference", of.difference))
    }
    parts = [
        message("{cause} {n}", cause=CAUSES[cause], n=_signed(n, of.measure))
        for cause in Cause
        if (n := (of.parts or {}).get(cause))
    ]
    return {"id": of.id, "label": of.label, **figures, "causes": listing(parts) if parts else None}


def _signed(part: Figure, measure: Measure) -> Phrase:
    """A part with its sign."""
    assert part is not None
    if measure in (Measure.COUNT, Measure.RANK):
        return f"{int(part):+d}"
    shown = listing([figure_value(part, measure)])
    return message("+{n}", n=shown) if part > 0 else shown


def _unsplit_lines(differences: Sequence[StatisticDifference]) -> Iterator[Phrase]:
    """How many differences are not split, by the reason."""
    for reason, n in Counter(of.unsplit for of in differences if of.unsplit is not None).items():
        yield message_plural(
            "{n:,} difference is not split: {reason}", "{n:,} differences are not split: {reason}", n, reason=reason
        )


def _companies(of: StatisticDifference) -> Table:
    hidden = ("id", "cause") if any(each.group for each in of.companies) else ("id", "cause", "group")
    columns = tuple(column for column in COMPANY_COLUMNS if column.key not in hidden)
    rows = tuple(
        {
            "subject": each.subject, "name": each.name, "cause_text": CAUSES[Cause(each.cause)], "group": each.group,
            "change": figure_value(each.change, _moved_measure(of.measure)),
        }
        for each in of.companies
    )  # fmt: skip
    title = message_plural("{n:,} company makes it:", "{n:,} companies make it:", len(rows))
    return Table(f"companies {of.id}", columns, rows, title=title, shown=NAMED)
