"""A chapter of a yearbook: its blocks and the statistics that stand in them; and what all chapters are made from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hornbook.answers.answer import RuleAsked
from hornbook.answers.figures import Figures, counted
from hornbook.answers.saved_list import SavedList
from hornbook.answers.standard import StandardAnswer
from hornbook.render.sheet import Block, Sheet
from hornbook.reports.yearbook.base_map import OutlineLine
from hornbook.reports.yearbook.intervals import sum_interval
from hornbook.reports.yearbook.manifest import Manifest
from hornbook.reports.yearbook.place import PlaceAsked
from hornbook.reports.yearbook.statistic import CitedAnswer, EditionStatistic, FigureInterval
from hornbook.terms import Day
from hornbook.text import Phrase, message


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter: its heading, its blocks, and every figure that stands in them."""

    id: str
    title: Phrase
    blocks: tuple[Block, ...]
    statistics: tuple[EditionStatistic, ...] = ()

    def sheet(self) -> Sheet:
        """The chapter as a page."""
        return Sheet(self.title, self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The answers of which chapters are made, each with its citation."""

    place: PlaceAsked
    day: Day
    since: Day
    """The day with which the place is compared: a year before, or that of the edition before."""
    rule: RuleAsked
    on_facts: bool
    simulated: bool
    whole: CitedAnswer
    """The census of the whole book by places of the same sort."""
    whole_before: CitedAnswer
    """The same on the earlier day."""
    own: CitedAnswer
    """The census of the place by sector."""
    own_before: CitedAnswer
    """The same on the earlier day."""
    series: tuple[CitedAnswer, ...]
    """The census of the place on a day a year, the last one on the day of the edition."""
    towns: CitedAnswer
    """The census by city: of the whole book where the place is a city, else of the place."""
    tiers: tuple[CitedAnswer, ...]
    """The census of the place under each tier of the rule's standard, the lowest first."""
    members: CitedAnswer
    watch: CitedAnswer
    """Who crossed the line since the earlier day, and who is about to."""
    ecosystem: Mapping[str, CitedAnswer]
    """The statistics of the ecosystem by their names."""
    log: CitedAnswer
    """What was read into the book."""
    standard: StandardAnswer | None
    """The rule in full; empty for the plain rule."""
    list: SavedList | None
    """The saved list of potential unicorns."""
    list_of_book: bool
    """Whether that list was made from this book, at the version asked or before it."""
    base_map: tuple[OutlineLine, ...]
    """The lines below the dots of the map; none where no file was given."""
    previous: Manifest | None
    """What the edition before said."""

    def counted(self, figures: Figures) -> int:
        """How many are counted: the confirmed, or those on the facts where these are asked for."""
        return counted(figures, on_facts=self.on_facts)

    def sum_interval(self, figures: Figures) -> FigureInterval:
        """Between what the value of those that are counted lies."""
        return sum_interval(figures, on_facts=self.on_facts)

    @property
    def count_path(self) -> str:
        """The field of figures that is counted."""
        return "on_facts" if self.on_facts else "count"

    @property
    def value_path(self) -> str:
        """The field of figures with the value of those that are counted."""
        return "value_on_facts_usd" if self.on_facts else "value_usd"

    @property
    def noun(self) -> str:
        """What is counted, as the first word of an id."""
        return "unicorns" if self.rule.tier == "unicorn" else self.rule.tier

    @property
    def what(self) -> Phrase:
        """What is counted, in words."""
        return message("unicorns") if self.rule.tier == "unicorn" else self.rule.tier_name

    def noun_of(self, n: int) -> Phrase:
        """What is counted, in words behind the number of it."""
        return message("unicorn") if n == 1 and self.rule.tier == "unicorn" else self.what


ChapterFunction = Callable[[Material], Chapter | None]
"""Makes a chapter; nothing where there is nothing to say."""
