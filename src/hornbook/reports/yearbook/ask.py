"""Asks the questions of which a yearbook is made, and joins their chapters into one answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from hornbook.answers.answer import Answer, RuleAsked
from hornbook.answers.census import CensusAnswer, ask_census
from hornbook.answers.citation import cited_answer
from hornbook.answers.imports import ask_log
from hornbook.answers.members import ask_members
from hornbook.answers.saved_list import SavedList, is_of_book
from hornbook.answers.standard import ask_standard
from hornbook.answers.statistics import ask_statistic
from hornbook.answers.watch import ask_watch
from hornbook.book.book import Book, open_book
from hornbook.book.view import View
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.errors import QuestionError
from hornbook.reports.yearbook.answer import YearbookAnswer
from hornbook.reports.yearbook.appendix import appendix_blocks
from hornbook.reports.yearbook.base_map import OutlineLine
from hornbook.reports.yearbook.book_chapters import changes, data_quality, method, potential
from hornbook.reports.yearbook.chapter import Chapter, ChapterFunction, Material
from hornbook.reports.yearbook.check import check_chapters
from hornbook.reports.yearbook.company_chapters import fields, members, tiers
from hornbook.reports.yearbook.ecosystem_chapters import BETWEEN_TIERS, EVERYWHERE, OF_THE_PLACE, ecosystem
from hornbook.reports.yearbook.headlines import headlines
from hornbook.reports.yearbook.manifest import Manifest
from hornbook.reports.yearbook.moves import moves, soon
from hornbook.reports.yearbook.place import PlaceAsked
from hornbook.reports.yearbook.published_figures import published
from hornbook.reports.yearbook.ranks import map_of_cities, ranks
from hornbook.reports.yearbook.statistic import CitedAnswer, numbered_apart
from hornbook.standards.ask import rule
from hornbook.standards.library import plain_rule
from hornbook.standards.standard import Tier
from hornbook.terms import Day, shift
from hornbook.text import message

CHAPTERS: tuple[ChapterFunction, ...] = (
    headlines, ranks, map_of_cities, tiers, moves, soon, fields, members, potential, published,
)  # fmt: skip
"""The chapters that speak of companies, in their order; those on the book itself follow."""
YEARS = 5
"""How many years the series looks back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearbookAsked:
    """What an edition is asked for beside the view: the place, the rule, and files that chapters are made of."""

    place: PlaceAsked
    standard: str | None = None
    on_facts: bool = False
    since: Day | None = None
    """With which day the place is compared; a year before, or the day of the edition before, unless it is said."""
    list: SavedList | None = None
    base_map: tuple[OutlineLine, ...] = ()
    previous: Manifest | None = None


def ask_yearbook(view: View, of: YearbookAsked, *, money: str = "spot") -> YearbookAnswer:
    """Ask all questions of an edition and make its chapters."""
    # Many chapters ask the same of a day: what is kept is worked out once for all of them.
    material = gather(replace(view, kept={}), of, money)
    chapters = [chapter for make in CHAPTERS if (chapter := make(material))]
    chapters += ecosystem(material)
    statistics = numbered_apart(chain.from_iterable(chapter.statistics for chapter in chapters))
    if (changed := changes(material, statistics)) is not None:
        chapters.append(changed)
    chapters += [method(material), data_quality(material)]
    own = material.own.answer
    assert isinstance(own, CensusAnswer)
    statistics = numbered_apart(chain.from_iterable(chapter.statistics for chapter in chapters))
    appendix = appendix_blocks(statistics, own.sources, own.earlier_sources, own.asked.known)
    chapters.append(Chapter(id="appendix", title=message("Appendix: where each figure comes from"), blocks=appendix))
    check_chapters(chapters, statistics)
    return YearbookAnswer(
        asked=own.asked,
        place=of.place.word,
        place_name=of.place.name,
        filter=of.place.where,
        since=material.since,
        sources=own.sources,
        statistics=statistics,
        chapters=tuple(chapters),
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    """The options that every question of an edition has, and how an answer is cited."""

    options: tuple[tuple[str, str], ...]

    def cited(self, question: str, answer: Answer, *options: tuple[str, str]) -> CitedAnswer:
        """An answer with the citation by which `hornbook recheck` asks it again."""
        return CitedAnswer(answer, str(cited_answer(answer.asked, question, [*options, *self.options], answer)))


def gather(view: View, of: YearbookAsked, money: str) -> Material:
    """Ask every question of an edition."""
    place, where, facts = of.place, of.place.filter, of.on_facts
    since = of.since or (of.previous.day if of.previous else shift(view.day, -12))
    if since >= view.day:
        raise QuestionError(message("An edition compares its day with an earlier one, not with {day}.", day=since))
    shared = [("money", money)] if money != "spot" else []
    shared += [("on-facts", "yes")] if facts else []
    asking = _Asking(tuple(shared))
    standard = [("standard", of.standard)] if of.standard else []
    here = ("where", place.where)

    def count(*by: str, day: Day = view.day, at: str | None = of.standard, everywhere: bool = False) -> CitedAnswer:
        answer = ask_census(_at(view, day), by, at, where=None if everywhere else where, on_facts=facts)
        own = [("standard", at)] if at else []
        return asking.cited("census", answer, *own, *(("by", key) for key in by), *([] if everywhere else [here]))

    own, before = count("sector"), count("sector", day=since)
    known = {view.day: own, since: before}
    days = sorted({*(shift(view.day, -12 * year) for year in range(1, YEARS + 1)), view.day})
    listed = ask_members(view, of.standard, where=where, on_facts=facts, yes_only=True)
    watched = ask_watch(_at(view, since), view, of.standard, where=where, on_facts=facts)
    asked = rule(of.standard, view.day)
    whole = count(place.kind, everywhere=True)
    return Material(
        place=place,
        day=view.day,
        since=since,
        rule=asked_rule(own),
        on_facts=facts,
        simulated=own.answer.asked.simulated,
        whole=whole,
        whole_before=count(place.kind, day=since, everywhere=True),
        own=own,
        own_before=before,
        series=tuple(known.get(day) or count(day=day) for day in days),
        towns=whole if place.kind == "city" else count("city"),
        tiers=_tiers(of, asked.edition.tiers, count),
        members=asking.cited("census", listed, *standard, ("list", "yes"), ("yes-only", "yes"), here),
        watch=asking.cited("watch", watched, *standard, ("from", since.isoformat()), here),
        ecosystem=_ecosystem(view, of, asking, since),
        log=_Asking(()).cited("log", ask_log(_reopened(view))),
        standard=None if asked.standard is plain_rule() else ask_standard(asked.standard, view.day),
        list=of.list,
        list_of_book=of.list is not None and is_of_book(of.list, view.book),
        base_map=of.base_map,
        previous=of.previous,
    )


def _reopened(view: View) -> Book:
    """The book of a view, as its users hold it."""
    return open_book(view.book.path, version=view.book.version, engine=view.engine)


def asked_rule(of: CitedAnswer) -> RuleAsked:
    """The one rule of an answer."""
    (found,) = of.answer.asked.rules
    return found


def _tiers(of: YearbookAsked, tiers: Sequence[Tier], count: Callable[..., CitedAnswer]) -> tuple[CitedAnswer, ...]:
    """The census under each tier, where the standard has several."""
    if len(tiers) < 2 or of.standard is None:
        return ()
    name = of.standard
    ids = [tier.id for tier in tiers]
    base = name.rpartition(":")[0] if name.rpartition(":")[2] in ids else name
    return tuple(count(at=f"{base}:{each}") for each in ids)


def _ecosystem(view: View, of: YearbookAsked, asking: _Asking, since: Day) -> dict[str, CitedAnswer]:
    """The statistics of the ecosystem: of places beside each other, and of the place."""
    found = {}
    several = len(rule(of.standard, view.day).edition.tiers) > 1
    for name in (*EVERYWHERE, *OF_THE_PLACE, *([BETWEEN_TIERS] if several else [])):
        everywhere, moving = name in EVERYWHERE, name == BETWEEN_TIERS
        question = EcosystemQuestion(
            view=view,
            under=of.standard,
            by=(of.place.kind,) if everywhere else (),
            where=None if everywhere else of.place.filter,
            on_facts=of.on_facts,
            earlier=_at(view, since) if moving else None,
        )
        options = [("standard", of.standard)] if of.standard else []
        options += [("by", of.place.kind)] if everywhere else [("where", of.place.where)]
        options += [("from", since.isoformat())] if moving else []
        found[name] = asking.cited("ecosystem", ask_statistic(name, question), ("statistic", name), *options)
    return found


def _at(view: View, day: Day) -> View:
    """The same book on an earlier day: seen with the same hindsight, or as it was known then."""
    return replace(view, day=day, known=view.known if view.hindsight else day)
