"""Why published lists differ, in words that can be printed: counts first, by reason, then each company with its own."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from decimal import Decimal

from hornbook.answers.wording.clauses import ClauseWords
from hornbook.answers.wording.list_reasons import list_company_text, list_group_text, list_name
from hornbook.population.compare import Comparison
from hornbook.population.list_reasons import ListDifference, ListReason
from hornbook.render.sheet import Block, Column, Heading, Items, Kind, Line, Row, Table
from hornbook.terms import Day
from hornbook.text import Phrase, message

GROUPS = 8
"""How many reasons of one list are on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAbout:
    """What a list is about, as its own members show; none of it is the list's own rule."""

    members: int
    day: Day | None
    """The day of its newest edition."""
    countries: tuple[str, ...]
    """All members are there; empty where they are in many countries."""
    sector: str | None
    line_usd: Decimal | None
    """The smallest value that the list itself gives a member."""
    private: bool
    rule: str | None
    """The rule that its maker publishes, where the library has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonGroup:
    """How many companies a list leaves out for one reason."""

    reason: str
    count: int
    text: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDifferenceAnswer:
    """A list, and why it does not name the companies that another takes."""

    list: str
    other: str
    count: int
    """How many of the other's companies it does not name."""
    other_count: int
    about: ListAbout
    groups: tuple[ReasonGroup, ...]


def list_difference_answers(found: Comparison) -> tuple[ListDifferenceAnswer, ...]:
    """The differences of a comparison as answers hold them, those with most companies first in each."""
    return tuple(_answer(each, _words(each, found.day)) for each in found.lists)


def list_reason_texts(found: Comparison) -> dict[tuple[str, str], Phrase]:
    """For each list and company that it does not name: why, in words."""
    texts: dict[tuple[str, str], Phrase] = {}
    for each in found.lists:
        words = _words(each, found.day)
        for company, reason in each.reasons.items():
            texts.setdefault((each.label, company), list_company_text(reason, each, words))
    return texts


def _words(of: ListDifference, day: Day) -> ClauseWords | None:
    return ClauseWords(of.rule, day) if of.rule else None


def _answer(of: ListDifference, words: ClauseWords | None) -> ListDifferenceAnswer:
    counts = Counter(_group(reason) for reason in of.reasons.values())
    first = {_group(reason): reason for reason in of.reasons.values()}
    scope = of.scope
    return ListDifferenceAnswer(
        list=of.label,
        other=of.other,
        count=len(of.reasons),
        other_count=of.other_count,
        about=ListAbout(
            members=scope.members,
            day=scope.day,
            countries=tuple(sorted(scope.countries)),
            sector=scope.sector,
            line_usd=scope.line,
            private=scope.private,
            rule=of.rule.label if of.rule else None,
        ),
        groups=tuple(
            ReasonGroup(reason=first[group].id, count=n, text=list_group_text(first[group], n, of, words))
            for group, n in sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
        ),
    )


def _group(reason: ListReason) -> Hashable:
    """What companies of one group have in common."""
    clause = reason.ground.clause if reason.ground else None
    return reason.id, reason.last, reason.gone, reason.fate, clause, reason.id == "left" and reason.value is not None


# ---- page and files

LIST_COLUMNS = (
    Column("list", message("list"), Kind.CODE),
    Column("other", message("named by"), Kind.CODE),
    Column("reason", message("reason"), Kind.CODE),
    Column("count", message("companies"), Kind.COUNT),
    Column("text", message("in words"), pair=True),
)


def list_rows(found: tuple[ListDifferenceAnswer, ...]) -> tuple[Row, ...]:
    """A row a reason."""
    return tuple(
        {"list": each.list, "other": each.other, "reason": group.reason, "count": group.count, "text": group.text}
        for each in found
        for group in each.groups
    )


def list_difference_table(found: tuple[ListDifferenceAnswer, ...]) -> Table:
    """The reasons as a table of a file."""
    return Table("lists", LIST_COLUMNS, list_rows(found))


def list_blocks(found: tuple[ListDifferenceAnswer, ...]) -> list[Block]:
    """For each list and each other: how many it does not name, and why."""
    shown = [each for each in found if each.groups]
    if not shown:
        return []
    blocks: list[Block] = [Heading(message("Why the lists do not name them"))]
    for each in shown:
        head = message(
            "{list} does not name {n:,} of {other}'s {all:,}:",
            list=list_name(each.list),
            n=each.count,
            other=list_name(each.other),
            all=each.other_count,
        )
        texts = [group.text for group in each.groups[:GROUPS]]
        if hidden := len(each.groups) - len(texts):
            rest = sum(group.count for group in each.groups[GROUPS:])
            texts.append(message("{n:,} for {m:,} more reasons", n=rest, m=hidden))
        blocks += [Line(head, strong=True), Items(tuple(texts))]
    about = message(
        "What a list is about is found from its own members and said with “about”; it is not the list's own rule."
    )
    return [*blocks, Line(about)]
