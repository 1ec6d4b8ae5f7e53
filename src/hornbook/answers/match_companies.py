"""Which companies fit a fund, a loan, a scenario or a service, in its declared order, with reasons on both sides."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow.compute as pc

from hornbook.answers.answer import Answer, asked_of, foot
from hornbook.answers.beneficiaries import OpenFact, support_head, support_rules
from hornbook.answers.match_list import UsedList, scout_places
from hornbook.answers.match_rows import MatchOutcome, WeightEntry, match_outcome, weight_entries
from hornbook.answers.match_stream import matched_streams
from hornbook.answers.match_tables import found_table, reason_blocks, scout_list_lines, weights_table
from hornbook.answers.saved_list import SavedList
from hornbook.answers.supports import SupportSummary, support_summary
from hornbook.answers.wording.awards import force_phrase
from hornbook.answers.wording.rules import Wording, needs_text, wording
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.lang import bound
from hornbook.lang.filter import Filter
from hornbook.render.sheet import Block, EmptyLine, Heading, Line, More, Sheet, Stream, Table
from hornbook.support.match import Matcher, ScoutPlaces
from hornbook.support.match_population import MatchedCompanies, matched_companies
from hornbook.support.needs import can_be_matched, matched_to_everybody
from hornbook.support.open_facts import open_facts
from hornbook.support.received import received
from hornbook.support.support import Support
from hornbook.text import Message, Phrase, Value, listing, message

EXPLAINED = 5
"""So many of the first companies are told with their reasons."""
SETS = 6
"""So many sets of facts that would settle companies are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlingSet:
    """The fewest facts that would make companies fit, and how many companies these settle."""

    text: Phrase
    facts: int
    companies: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SupportMatchesAnswer(Answer):
    """Companies that fit a support, in its declared order."""

    support: SupportSummary
    force: Message
    to_everybody: bool
    """Whether it is offered to every company; else only to those whose need asks for it."""
    weights: tuple[WeightEntry, ...]
    """The order that the file declares; none where its text states no priorities."""
    scout_list: UsedList | None
    """The list of the scout whose places were counted."""
    companies_asked: int
    fits: int
    """How many fit for certain."""
    may_fit: int
    """Of how many that cannot be decided."""
    asking: int
    """How many of both said that they need what the support gives."""
    open_facts: tuple[OpenFact, ...]
    """What is not known of most of those."""
    settling: tuple[SettlingSet, ...]
    """What would make those fit, the sets that settle most companies first."""
    companies: Stream
    """Those that fit, then those that may, each in order, and of each at most as many as were asked for."""
    reasons: tuple[MatchOutcome, ...]
    """The first companies with the reasons on both sides."""
    fitting: Stream = field(repr=False)
    """Those that fit alone."""
    open: Stream = field(repr=False)
    """Those that may fit alone."""

    def sheet(self) -> Sheet:
        """The page: the weights, what fits, what would settle the rest, and the reasons."""
        return support_matches_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a company; then the weights."""
        return found_table(self.companies, "companies", scored=True, asking=True), weights_table(self.weights)


def ask_support_matches(
    view: View,
    support: Support,
    where: Filter | None = None,
    *,
    limit: int | None = None,
    scout_list: SavedList | None = None,
) -> SupportMatchesAnswer:
    """Match a support with all companies of a view, or those within a filter.

    `limit`: at most so many that fit, and so many that may.

    QuestionError where the support is of a kind that is not matched, or does not go to companies.
    """
    require_matchable(support)
    places = scout_places(view, scout_list) if scout_list else None
    found = matched_companies(view, support, where, places)
    terms = found.awards.terms
    words = wording(support.standard, terms.edition.rules, terms.edition.inputs)
    companies, fitting, open_ = matched_streams(found, words, limit)
    fits = found.rows.num_rows - found.rows["answer"].null_count
    return SupportMatchesAnswer(
        asked=asked_of(view, *support_rules(terms), where=where),
        support=support_summary(support, view.day),
        force=force_phrase(terms.edition, view.day),
        to_everybody=matched_to_everybody(support),
        weights=weight_entries(terms.edition.order, words, listed=places is not None),
        scout_list=UsedList.of(scout_list, view.book) if scout_list else None,
        companies_asked=found.awards.asked,
        fits=fits,
        may_fit=found.rows.num_rows - fits,
        asking=len(found.needs.keys() & set(found.rows["subject"].to_pylist())) if found.needs else 0,
        open_facts=tuple(
            OpenFact(written=of.written, text=needs_text(of, words), companies=companies, alone=alone)
            for of, companies, alone in open_facts(found.awards)
        ),
        settling=tuple(_settling(found, words)),
        companies=companies,
        fitting=fitting,
        open=open_,
        reasons=tuple(_reasons(view, support, found, limit, places)),
    )


def require_matchable(support: Support) -> None:
    """QuestionError where a support cannot be matched with companies, with the command that can be asked instead."""
    if can_be_matched(support):
        return
    if support.beneficiary != "company":
        raise QuestionError(message("'{id}' does not go to companies, so none is matched with it.", id=support.id))
    raise QuestionError(
        message(
            "'{id}' is no fund, loan, guarantee, equity, scenario or service, and answers no need."
            " `hornbook support beneficiaries {id} --as-of DAY` lists who may have it.",
            id=support.id,
        )
    )


def _settling(found: MatchedCompanies, words: Wording) -> Iterator[SettlingSet]:
    open_ = found.rows.filter(pc.is_null(found.rows["answer"]))
    counts = pc.value_counts(open_["case"])
    many = dict(zip(counts.field("values").to_pylist(), counts.field("counts").to_pylist(), strict=True))
    sets: dict[tuple[bound.Input, ...], int] = {}
    for case, n in many.items():
        sets[found.settling[case]] = sets.get(found.settling[case], 0) + n
    for inputs, n in sorted(sets.items(), key=lambda item: (-item[1], [of.written for of in item[0]])):
        if inputs:
            text = listing((needs_text(of, words) for of in inputs), ";")
            yield SettlingSet(text=text, facts=len(inputs), companies=n)


def _reasons(
    view: View, support: Support, found: MatchedCompanies, limit: int | None, places: ScoutPlaces | None
) -> Iterator[MatchOutcome]:
    """The first companies that fit, told in full as for one company."""
    most = EXPLAINED if limit is None else min(limit, EXPLAINED)
    first = [row["subject"] for row in found.rows.slice(0, most).to_pylist() if row["answer"]]
    matcher = Matcher(view, [support], places)
    got = received(view, first)
    edition = found.awards.terms.edition
    words = {support.id: wording(support.standard, edition.rules, edition.inputs)}
    for rank, company in enumerate(first, 1):
        pairs, _ = matcher.company(company, found.needs.get(company, ()))
        for pair in pairs:
            yield match_outcome(pair, rank, words, got, view.day)


# ---- the page


def support_matches_sheet(answer: SupportMatchesAnswer) -> Sheet:
    """The page of one support's companies."""
    of = answer.support
    title = message("Companies for {name}", name=of.name)
    blocks: list[Block] = [Heading(title, 1), *support_head(answer.asked, answer.force, in_force=of.in_force)]
    blocks += scout_list_lines(answer.scout_list)
    blocks += [EmptyLine(), *_counts(answer)]
    blocks += _order_blocks(answer)
    shown = {"scored": any(entry.share for entry in answer.weights), "asking": answer.asking > 0}
    if answer.fitting.count:
        blocks += [Heading(message("What fits")), found_table(answer.fitting, "fitting", **shown)]
    if answer.open.count:
        blocks.append(Heading(message("What may fit, and what would settle it")))
        blocks.append(found_table(answer.open, "open", **shown))
        for each in answer.settling[:SETS]:
            told: dict[str, Value] = {"n": each.companies, "facts": each.text}
            blocks.append(Line(message("{n:,} companies would fit with: {facts}", **told), 2, "– "))
        if len(answer.settling) > SETS:
            blocks.append(More(len(answer.settling) - SETS, 2))
    if answer.reasons:
        blocks.append(Heading(message("The first companies, with the reasons")))
        for match in answer.reasons:
            blocks.append(
                Line(
                    message(
                        "{rank}. {name} ({company})", rank=match.rank, name=match.company_name, company=match.company
                    ),
                    strong=True,
                )
            )
            blocks += reason_blocks(match, answer.asked)
    return Sheet(title, (*blocks, *foot(answer.asked)))


def _counts(answer: SupportMatchesAnswer) -> Iterator[Line]:
    yield Line(
        message(
            "Of {n:,} companies {fits:,} fit and {may:,} may fit; the others are ruled out by its own rule.",
            n=answer.companies_asked, fits=answer.fits, may=answer.may_fit,
        ),
        strong=True,
    )  # fmt: skip
    if not answer.to_everybody:
        yield Line(message("Only companies whose need asks for it are matched with it."))


def _order_blocks(answer: SupportMatchesAnswer) -> Iterator[Block]:
    """By which weights companies are put in order, or that there are none."""
    yield Heading(message("Order"))
    if not answer.weights:
        yield Line(
            message("Its file declares no weights. Companies that fit stand before those that may, then by name."), 2
        )
        return
    yield weights_table(answer.weights)
    scouted = any(entry.rule is None for entry in answer.weights)
    if scouted and answer.scout_list is None:
        yield Line(message("No list of the scout was given (--list FILE): its weight is left out of the score."), 2)
    if not scouted and answer.scout_list is not None:
        yield Line(message("Its file gives the scout's place no weight: the list changes nothing."), 2)
    yield Line(message("Those that fit stand first, then the higher score at least, then at most, then the id."), 2)
