"""Where a figure of an edition comes from, by the edition's file alone; and whether the book still says the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from hornbook.answers.answer import Answer, Asked, row_label, simulated_label
from hornbook.answers.census import SourceKnown
from hornbook.answers.published import PublishedAnswer
from hornbook.answers.recheck import RecheckAnswer
from hornbook.errors import QuestionError, suggestion
from hornbook.render.sheet import Block, EmptyLine, Heading, Line, Sheet, Table
from hornbook.reports.yearbook.appendix import (
    STATISTIC_COLUMNS,
    figure_value,
    interval_value,
    source_blocks,
    source_table,
    sources_of,
    statistic_cells,
)
from hornbook.reports.yearbook.manifest import BROKEN, Manifest, StatisticRead
from hornbook.reports.yearbook.statistic import EditionStatistic, Figure, read_figure
from hornbook.text import Message, Phrase, Text, listing, message


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TraceAnswer(Answer):
    """A figure of an edition with all that it follows from; asked again where the book is at hand."""

    file: str
    place_name: Text
    statistic: EditionStatistic
    sources: tuple[SourceKnown, ...]
    """The files of sources that were known by the figure's day."""
    same: bool | None
    """Whether the book still gives this figure; empty where it was not asked."""
    same_answer: bool | None
    """Whether the whole answer that its citation names is the same; empty where it was not asked."""
    intact: bool
    """Whether the file agrees with the digests that stand in it."""
    changed: tuple[str, ...]
    """The figures of the file that were changed after it was made, by their own digests."""
    now: Figure
    """What the book gives now; empty where it was not asked."""
    notes: tuple[Phrase, ...]
    """What has changed since, or why the book was not asked."""

    @property
    def exit_code(self) -> int:
        """1 where the book gives another figure or another answer, or the file was changed."""
        return 1 if self.same is False or self.same_answer is False or not self.intact else 0

    def sheet(self) -> Sheet:
        """The figure, its rule, its book, its citation and its sources."""
        return _trace_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """The statistic as one row, and the sources."""
        row = {**statistic_cells(self.statistic), **row_label(self.asked)}
        return Table("statistic", STATISTIC_COLUMNS, (row,)), source_table(self.sources)


def trace(
    manifest: Manifest, file: str, name: str, again: RecheckAnswer | None = None, notes: Sequence[Phrase] = ()
) -> TraceAnswer:
    """A statistic of a manifest; `again` is the answer of its citation asked again. QuestionError names the nearest."""
    found = manifest.by_id()
    if name not in found:
        raise QuestionError(
            message(
                "{file} has no statistic '{name}'.{hint}", file=file, name=name, hint=suggestion(name, sorted(found))
            )
        )
    statistic = as_statistic(found[name])
    now = read_figure(again.answer, statistic.path) if again else None
    same = None if again is None else _same_figure(now, statistic.value)
    return TraceAnswer(
        asked=edition_asked(manifest),
        file=file,
        place_name=Text(manifest.place_name.en, manifest.place_name.zh),
        statistic=statistic,
        sources=sources_of((SourceKnown(**dict(of)) for of in manifest.sources), statistic.known),
        same=same,
        same_answer=again.same if again else None,
        intact=not manifest.broken,
        changed=manifest.changed,
        now=now,
        notes=(
            *tampered(manifest),
            *_other_answer(again, same),
            *(again.notes if again else ()),
            *notes,
            *_publication(again, statistic),
        ),
    )


def tampered(manifest: Manifest) -> Iterator[Phrase]:
    """What was changed in an edition after it was made: the page, the manifest, and which figures of it."""
    yield from (BROKEN[key] for key in manifest.broken)
    if manifest.changed:
        yield message("Figures that were changed: {ids}", ids=listing(manifest.changed))
    elif "manifest" in manifest.broken:
        yield message("No figure was changed by itself: figures or words were added, removed or changed beside it.")


def _other_answer(again: RecheckAnswer | None, same: bool | None) -> Iterator[Phrase]:
    """A figure that is the same within an answer that is not."""
    if again and again.same is False and same:
        yield message(
            "The figure is the same, but the answer in which it stands is another than the one that was cited."
        )


def _publication(again: RecheckAnswer | None, of: EditionStatistic) -> Iterator[Phrase]:
    """Where a figure of another publisher stands: the pages of which it was read."""
    if again is None or not isinstance(again.answer, PublishedAnswer):
        return
    number = of.path.split("/")[1]
    for row in again.answer.rows[int(number) : int(number) + 1] if number.isdecimal() else ():
        for title, url in zip_longest(row.sources, row.urls, fillvalue=""):
            yield message("Published: {title} {url}", title=title, url=url)


def edition_asked(manifest: Manifest) -> Asked:
    """What an edition follows from, without its rule."""
    return Asked(
        day=manifest.day,
        known=manifest.known,
        known_by_default=manifest.known_by_default,
        book_version=manifest.book_version,
        book_digest=manifest.book_digest,
        simulated=manifest.simulated,
        on_facts=manifest.on_facts,
    )


def as_statistic(read: StatisticRead) -> EditionStatistic:
    """A statistic of a manifest as it was when the edition was made."""
    why = read.no_interval and Text(read.no_interval.en, read.no_interval.zh)
    own = {key: value for key, value in dict(read).items() if key != "sha256"} | {
        "label": Text(read.label.en, read.label.zh),
        "no_interval": why,
    }
    return EditionStatistic(**own)


def _same_figure(now: Figure, then: Figure) -> bool:
    """Whether two figures are one; a manifest holds them as JSON has them."""
    if now is None or then is None:
        return now is then
    return float(now) == float(then)


_SAME: dict[bool | None, Message] = {
    True: message("The book gives the same figure."),
    False: message("The book gives another figure now."),
    None: message("The book was not asked; this is what the edition itself holds."),
}
_SAME_PUBLISHED: dict[bool | None, Message] = {
    True: message("Hornbook's files of published figures give the same figure."),
    False: message("Hornbook's files of published figures give another figure now."),
    None: message("It was not asked again; this is what the edition itself holds."),
}


def _trace_sheet(answer: TraceAnswer) -> Sheet:
    of, of_book = answer.statistic, answer.statistic.book_version is not None
    value = figure_value(of.value, of.measure)
    title = message("{label}: {value}", label=of.label, value=value)
    lines: list[Message] = [message("Statistic {id} of the edition {file}", id=of.id, file=answer.file)]
    lines.append(message("Interval: {interval}", interval=interval_value(of)))
    if of.no_interval is not None:
        lines.append(message("Why an end is missing: {reason}", reason=of.no_interval))
    if of_book:
        lines += [
            message("As of {day}, as known on {known}", day=of.day, known=of.known),
            message("Book: version {version}, digest {digest}", version=str(of.book_version), digest=of.book_digest),
        ]
    else:
        lines += [message("As of {day}", day=of.day), message("Published by others; it comes from no book")]
    if of.rule:
        lines.append(message("Rule: {rule}, digest {digest}", rule=of.rule, digest=of.rule_sha256))
    lines.append(message("In the answer: {path}", path=of.path))
    simulated = simulated_label(answer.asked) if of_book else ()
    blocks: list[Block] = [Line(title, strong=True), *simulated, *(Line(line, 2) for line in lines)]
    blocks += [Line((_SAME if of_book else _SAME_PUBLISHED)[answer.same], strong=True)]
    if answer.same is False:
        blocks.append(Line(message("Now: {value}", value=figure_value(answer.now, of.measure)), 2))
    blocks += [Line(note, 2) for note in answer.notes]
    blocks += [
        EmptyLine(),
        Line(message("`hornbook recheck` asks this citation again:")),
        Line(of.citation, whole=True),
    ]
    if answer.sources and of_book:
        blocks += [Heading(message("Sources known by then")), *source_blocks(answer.sources, of.known)]
    return Sheet(message("Where a figure comes from"), tuple(blocks))
