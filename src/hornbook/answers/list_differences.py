"""Why published lists differ, in words that can be printed: counts first, by reason, then each company with its own."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from decimal import Decimal

from hornbook.answers.wording.clauses import ClauseWords
from hornbook.answers.wording.values import country_word, month_word
from hornbook.population.compare import LIST, Comparison
from hornbook.population.list_reasons import ListDifference, ListReason
from hornbook.population.list_scope import GREATER_CHINA
from hornbook.render.sheet import Block, Column, Heading, Items, Kind, Line, Row, Table
from hornbook.terms import Day
from hornbook.text import Message, Money, Phrase, Text, Value, listing, message, message_plural

GROUPS = 8
"""How many reasons of one list are on a page."""
_FATES = {"Listed": message("listed"), "Acquired": message("bought"), "Closed": message("closed")}


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
            texts.setdefault((each.label, company), _company_text(reason, each, words))
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
            ReasonGroup(reason=first[group].id, count=n, text=_group_text(first[group], n, of, words))
            for group, n in sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
        ),
    )


def _group(reason: ListReason) -> Hashable:
    """What companies of one group have in common."""
    clause = reason.ground.clause if reason.ground else None
    return reason.id, reason.last, reason.gone, reason.fate, clause, reason.id == "left" and reason.value is not None


# ---- in words


def list_name(label: str) -> str:
    """A list by its maker; a rule by its id."""
    return label.removeprefix(LIST)


def places_phrase(countries: frozenset[str]) -> Phrase:
    """Countries by their names; China with Hong Kong, Macao and Taiwan as one."""
    if countries <= GREATER_CHINA and countries != {"CHN"} and "CHN" in countries:
        return message("Greater China")
    return listing(country_word(code) for code in sorted(countries))


def _group_text(reason: ListReason, n: int, of: ListDifference, words: ClauseWords | None) -> Message:
    own, other, scope = list_name(of.label), list_name(of.other), of.scope
    at: dict[str, Value] = {"list": own, "other": other, "all": len(of.reasons)}
    match reason.id:
        case "left":
            return message("{n:,}: {why}", n=n, why=_left_text(reason, own))
        case "elsewhere":
            return message_plural(
                "{list} lists only {places}: about {n:,} of the {all:,} is elsewhere",
                "{list} lists only {places}: about {n:,} of the {all:,} are elsewhere",
                n,
                places=places_phrase(scope.countries),
                **at,
            )
        case "field":
            return message_plural(
                "{list} lists only {field}: about {n:,} of the {all:,} is in another field",
                "{list} lists only {field}: about {n:,} of the {all:,} are in other fields",
                n,
                field=scope.sector or "",
                **at,
            )
        case "rule" if reason.ground and words and of.rule:
            return message_plural(
                "{n:,} of {other}'s {total:,} does not meet the rule that {list} publishes ({rule}): {clause}",
                "{n:,} of {other}'s {total:,} do not meet the rule that {list} publishes ({rule}): {clause}",
                n,
                total=of.other_count,
                rule=of.rule.label,
                clause=words.clause(reason.ground.clause),
                **at,
            )
        case "fate":
            return message_plural(
                "{n:,} of the {all:,} is {fate}; {list} lists only private companies",
                "{n:,} of the {all:,} are {fate}; {list} lists only private companies",
                n,
                fate=_FATES[reason.fate or ""],
                **at,
            )
        case "under":
            line = Money(scope.line or Decimal(0))
            return message_plural(
                "{n:,} of {other}'s {total:,} is under {list}'s line (about {line}, the smallest value on it)",
                "{n:,} of {other}'s {total:,} are under {list}'s line (about {line}, the smallest value on it)",
                n,
                total=of.other_count,
                line=line,
                **at,
            )
        case "later":
            return message_plural(
                "{n:,} of the {all:,} is worth so much only since {list}'s list of {month}",
                "{n:,} of the {all:,} are worth so much only since {list}'s list of {month}",
                n,
                month=month_word(scope.day) if scope.day else "",
                **at,
            )
    return message_plural(
        "{n:,} of the {all:,}: {list} never named it", "{n:,} of the {all:,}: {list} never named them", n, **at
    )


def _left_text(reason: ListReason, own: str) -> Message:
    last = month_word(reason.last) if reason.last else Text("", "")
    if reason.gone is None:
        return message("on {list}'s list of {month}, and no longer", list=own, month=last)
    gone = message("on {list}'s list of {month}, gone by {gone}", list=own, month=last, gone=month_word(reason.gone))
    if reason.fate:
        return message("{gone}: {why}", gone=gone, why=_FATES[reason.fate])
    if reason.value is not None:
        return message("{gone}: {why}", gone=gone, why=message("worth less than the line"))
    return message("{gone}: {why}", gone=gone, why=message("no fact says why"))


def _company_text(reason: ListReason, of: ListDifference, words: ClauseWords | None) -> Phrase:
    own, scope = list_name(of.label), of.scope
    match reason.id:
        case "left" if reason.fate and reason.gone and reason.last and reason.fate_day:
            gone = message(
                "on {list}'s list of {month}, gone by {gone}",
                list=own,
                month=month_word(reason.last),
                gone=month_word(reason.gone),
            )
            return message("{gone}: {why}", gone=gone, why=_fate_text(reason.fate, reason.fate_day))
        case "left":
            return _left_text(reason, own)
        case "elsewhere":
            return message(
                "in {place}; {list} lists only {places}",
                place=country_word(reason.place or ""),
                list=own,
                places=places_phrase(scope.countries),
            )
        case "field":
            return message("{place}; {list} lists only {places}", place=reason.place, list=own, places=scope.sector)
        case "rule" if reason.ground and words and of.rule:
            return message(
                "by the rule that {list} publishes ({rule}): {ground}",
                list=own,
                rule=of.rule.label,
                ground=words.ground(reason.ground),
            )
        case "fate" if reason.fate and reason.fate_day:
            return _fate_text(reason.fate, reason.fate_day)
        case "under":
            return message(
                "worth {value}, under {list}'s line (about {line})",
                value=Money(reason.value or Decimal(0), beside=(scope.line or Decimal(0),)),
                list=own,
                line=Money(scope.line or Decimal(0)),
            )
        case "later" if scope.day:
            return message("worth so much only since {list}'s list of {month}", list=own, month=month_word(scope.day))
    return message("{list} never named it", list=own)


def _fate_text(fate: str, day: Day) -> Message:
    match fate:
        case "Listed":
            return message("listed in {month}", month=month_word(day))
        case "Acquired":
            return message("bought in {month}", month=month_word(day))
    return message("closed in {month}", month=month_word(day))


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


def list_table(found: tuple[ListDifferenceAnswer, ...]) -> Table:
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
