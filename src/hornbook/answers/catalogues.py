"""What Hornbook knows by itself: the sources that it can import, the kinds of fact, and the indicators."""

from dataclasses import dataclass

from hornbook.answers.answer import Answer, Asked
from hornbook.answers.wording.kinds import kind_meaning
from hornbook.answers.wording.values import UNITS, column_word, indicator_label
from hornbook.indicators.catalogue import indicators
from hornbook.kinds import KINDS, payload
from hornbook.render.sheet import Block, Column, Heading, Kind, Line, Sheet, Table
from hornbook.sources.source import Source, sources_by_name
from hornbook.terms import Day
from hornbook.text import Message, Phrase, Text, Value, listing, message

_ANY_DAY = Day(2000, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSource:
    """A source that can be imported."""

    name: str
    title: Text
    files: Text
    """What to name on the command line."""
    recorded: Day | None
    """The day on which its maker knew what every such file says; none where the file or the user says it."""
    promises: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownKind:
    """A kind of fact: what such a fact says, and its own columns."""

    kind: str
    name: Text
    about: Text
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownIndicator:
    """An indicator: its unit, its meaning, and the kinds of fact that it reads."""

    name: str
    theme: str
    unit: str
    about: Text
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SourcesAnswer(Answer):
    """The sources that can be imported, and what they promise."""

    sources: tuple[KnownSource, ...]

    def sheet(self) -> Sheet:
        """The page: a heading and a few lines a source."""
        return sources_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a source."""
        rows = tuple({column.key: getattr(each, column.key) for column in SOURCE_COLUMNS} for each in self.sources)
        return (Table("sources", SOURCE_COLUMNS, rows),)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class KindsAnswer(Answer):
    """The kinds of fact."""

    kinds: tuple[KnownKind, ...]

    def sheet(self) -> Sheet:
        """The page: one row a kind."""
        title: Message = message("Kinds of fact: {n:,}", n=len(self.kinds))
        return Sheet(title, (Line(title, strong=True), *self.tables()))

    def tables(self) -> tuple[Table, ...]:
        """One row a kind."""
        rows = tuple(
            {
                "kind": each.kind,
                "name": each.name,
                "about": each.about,
                "columns": each.columns,
                "shown": listing(map(column_word, each.columns)),
            }
            for each in self.kinds
        )
        return (Table("kinds", KIND_COLUMNS, rows),)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class IndicatorsAnswer(Answer):
    """The indicators."""

    indicators: tuple[KnownIndicator, ...]

    def sheet(self) -> Sheet:
        """The page: one row an indicator."""
        title: Message = message("Indicators: {n:,}", n=len(self.indicators))
        return Sheet(title, (Line(title, strong=True), *self.tables()))

    def tables(self) -> tuple[Table, ...]:
        """One row an indicator."""
        known = indicators()
        rows = tuple(
            {
                "name": each.name,
                "label": indicator_label(known[each.name]),
                "theme": each.theme,
                "unit": each.unit,
                "unit_name": UNITS[known[each.name].unit],
                "about": each.about,
                "kinds": each.kinds,
                "shown": listing(Text(kind, KINDS[kind].zh) for kind in each.kinds),
            }
            for each in self.indicators
        )
        return (Table("indicators", INDICATOR_COLUMNS, rows),)


def ask_sources() -> SourcesAnswer:
    """Every source that can be imported."""
    return SourcesAnswer(asked=Asked(), sources=tuple(map(_source, sources_by_name().values())))


def ask_kinds() -> KindsAnswer:
    """Every kind of fact, in the order of the dictionary."""
    return KindsAnswer(
        asked=Asked(),
        kinds=tuple(
            KnownKind(kind=name, name=Text(name, kind.zh), about=kind_meaning(name), columns=tuple(payload(kind).names))
            for name, kind in KINDS.items()
        ),
    )


def ask_indicators() -> IndicatorsAnswer:
    """Every indicator, theme by theme."""
    return IndicatorsAnswer(
        asked=Asked(),
        indicators=tuple(
            KnownIndicator(
                name=of.name,
                theme=of.theme,
                unit=of.unit.value,
                about=of.about,
                kinds=tuple(sorted({reading.kind.__name__ for reading in of.formula.readings()})),
            )
            for of in indicators().values()
        ),
    )


def _source(found: Source) -> KnownSource:
    about = found.about
    return KnownSource(
        name=about.name,
        title=about.title,
        files=about.files,
        recorded=about.recorded,
        promises=tuple(dict.fromkeys(promise.says for promise in found.promises(about.recorded or _ANY_DAY))),
    )


# ---- pages and files


def sources_sheet(answer: SourcesAnswer) -> Sheet:
    """The page: a heading and a few lines a source."""
    title: Message = message("Sources: {n:,}", n=len(answer.sources))
    blocks: list[Block] = [Line(title, strong=True)]
    for each in answer.sources:
        blocks += [
            Heading(each.name),
            Line(each.title, 2),
            _entry(message("files to give"), each.files),
            _entry(message("recorded"), each.recorded or message("stated by the file, or by --recorded")),
            _entry(message("promises"), listing(each.promises, " ") if each.promises else message("none")),
        ]
    return Sheet(title, tuple(blocks))


def _entry(heading: Phrase, text: Value) -> Line:
    return Line(message("{heading}: {text}", heading=heading, text=text), 2)


SOURCE_COLUMNS = (
    Column("name", message("name"), Kind.CODE),
    Column("title", message("what it is"), pair=True),
    Column("files", message("files to give"), pair=True),
    Column("recorded", message("recorded"), Kind.DAY),
    Column("promises", message("promises"), pair=True),
)
KIND_COLUMNS = (
    Column("kind", message("kind"), Kind.CODE, page=False),
    Column("name", message("kind"), tight=True, pair=True),
    Column("about", message("what such a fact says"), pair=True),
    Column("columns", message("its own columns"), page=False),
    Column("shown", message("its own columns"), file=False),
)
INDICATOR_COLUMNS = (
    Column("name", message("name"), Kind.CODE, tight=True),
    Column("theme", message("theme"), Kind.CODE, page=False),
    Column("unit", message("unit"), Kind.CODE, page=False),
    Column("unit_name", message("unit"), file=False),
    Column("about", message("meaning"), pair=True),
    Column("kinds", message("from facts of"), page=False),
    Column("shown", message("from facts of"), file=False, wide=True),
)
