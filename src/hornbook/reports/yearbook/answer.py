"""The yearbook as an answer: its statistics, and its chapters as pages."""

from dataclasses import dataclass, field, fields, replace
from typing import Any

from hornbook.answers.answer import Answer, head, row_label
from hornbook.answers.census import SourceKnown
from hornbook.render.json import json_value
from hornbook.render.sheet import Block, Chart, Document, Heading, Line, Sheet, Table, sheet_tables
from hornbook.reports.yearbook.appendix import STATISTIC_COLUMNS, statistic_cells
from hornbook.reports.yearbook.chapter import Chapter
from hornbook.reports.yearbook.manifest import FORMAT, MANIFEST, manifest_digest, manifest_text
from hornbook.reports.yearbook.statistic import EditionStatistic, slug
from hornbook.terms import Day
from hornbook.text import Message, Phrase, Text, message


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class YearbookAnswer(Answer):
    """An edition of a yearbook: every statistic, and the chapters that show them."""

    place: str
    """As it was asked for."""
    place_name: Text
    filter: str
    """The filter of the place's companies."""
    since: Day
    """The day with which the place is compared."""
    sources: tuple[SourceKnown, ...]
    statistics: tuple[EditionStatistic, ...]
    chapters: tuple[Chapter, ...] = field(repr=False)

    @property
    def title(self) -> Message:
        """The title of the edition."""
        (rule,) = self.asked.rules
        if rule.tier == "unicorn":
            return message("Unicorns of {place}: yearbook {year}", place=self.place_name, year=str(self._day.year))
        return message(
            "{tier} of {place}: yearbook {year}",
            tier=rule.tier_name,
            place=self.place_name,
            year=str(self._day.year),
        )

    @property
    def _day(self) -> Day:
        assert self.asked.day is not None
        return self.asked.day

    def manifest(self) -> str:
        """The manifest as JSON, the same in both languages."""
        return manifest_text(self._content())

    def _content(self) -> dict[str, Any]:
        """What the manifest holds, but for its digest."""
        asked, (rule,) = self.asked, self.asked.rules
        return {
            "format": FORMAT,
            "hornbook": asked.hornbook,
            "citation": asked.citation or "",
            "place": self.place,
            "place_name": json_value(self.place_name),
            "where": self.filter,
            "day": json_value(asked.day),
            "known": json_value(asked.known),
            "known_by_default": asked.known_by_default,
            "since": json_value(self.since),
            "rule": rule.label,
            "rule_sha256": rule.sha256,
            "on_facts": asked.on_facts,
            "book_version": asked.book_version,
            "book_digest": asked.book_digest,
            "simulated": asked.simulated,
            "sources": json_value(self.sources),
            "statistics": [_entry(statistic) for statistic in self.statistics],
        }

    def document(self) -> Document:
        """A sheet a chapter, and the manifest, which HTML and PDF carry."""
        return Document(
            self.title,
            self._sealed_sheets(),
            message("Contents"),
            (MANIFEST, self.manifest()),
            self.asked.citation or "",
            f"yearbook-{slug(self.place_name.en)}-{self._day}",
            head(replace(self.asked, where=None)),  # the title names the place
        )

    def _sealed_sheets(self) -> tuple[Sheet, ...]:
        """A sheet a chapter; the last one ends with the manifest's digest, so that readers can compare it."""
        *first, last = (chapter.sheet() for chapter in self.chapters)
        digest = manifest_digest(self._content())
        seal = Line(message("Digest of the manifest (SHA-256): {digest}", digest=digest), whole=True)
        return (*first, replace(last, blocks=(*last.blocks, seal)))

    def sheet(self) -> Sheet:
        """All chapters on one page."""
        blocks: list[Block] = []
        for chapter in self.chapters:
            blocks += [Heading(chapter.title), *chapter.blocks]
        return Sheet(self.title, tuple(blocks))

    def tables(self) -> tuple[Table, ...]:
        """Every statistic in one table, then the tables of the chapters."""
        label = row_label(self.asked)
        rows = tuple({**statistic_cells(statistic), **label} for statistic in self.statistics)
        own = Table("statistics", STATISTIC_COLUMNS, rows)
        return (own, *(table for table in sheet_tables(self.sheet().blocks) if table.key != own.key))

    def charts(self) -> tuple[Chart, ...]:
        """Every drawing of the edition."""
        return tuple(block for chapter in self.chapters for block in chapter.blocks if isinstance(block, Chart))


def _entry(statistic: EditionStatistic) -> dict[str, object]:
    """A statistic as the manifest has it."""
    why = statistic.no_interval
    entry = {of.name: json_value(getattr(statistic, of.name)) for of in fields(statistic)} | {
        "label": _pair(statistic.label),
        "measure": statistic.measure.value,
        "interval": statistic.interval.value,
        "no_interval": None if why is None else _pair(why),
    }
    return entry | {"sha256": manifest_digest(entry)}


def _pair(phrase: Phrase) -> dict[str, str]:
    """Words in both languages."""
    return {"en": _words(phrase, "en"), "zh": _words(phrase, "zh")}


def _words(phrase: Phrase, lang: str) -> str:
    found = json_value(phrase)
    return str(found[lang]) if isinstance(found, dict) else str(found)
