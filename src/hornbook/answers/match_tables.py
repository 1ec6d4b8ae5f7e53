"""What pages of matching share: tables for pages and files, and one pair with its reasons."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from hornbook.answers.answer import Asked
from hornbook.answers.entitled_rows import CompanySupport
from hornbook.answers.entitled_sheet import support_blocks
from hornbook.answers.match_list import UsedList
from hornbook.answers.match_rows import AnsweredNeed, CompanyNeed, MatchOutcome, WeightEntry, WeightPoints
from hornbook.answers.saved_list import OTHER_BOOK
from hornbook.answers.wording.awards import exact_money, kinds_phrase
from hornbook.render.sheet import Block, Column, Kind, Line, Row, Stream, Table
from hornbook.text import Phrase, Value, listing, message, one_line

SHOWN = 40
"""How many companies a page shows."""


def scout_list_lines(of: UsedList | None) -> Iterator[Line]:
    """The list of the scout that was used."""
    if of is not None:
        yield Line(
            message(
                "List of the scout: {n:,} companies as of {day}, as known on {known}; model {model}.",
                n=of.companies, day=of.day, known=of.known, model=of.model[:12],
            )
        )  # fmt: skip
        if not of.same_book:
            yield Line(OTHER_BOOK, strong=True)


def reason_blocks(of: MatchOutcome, asked: Asked) -> Iterator[Block]:
    """One pair with its reasons: the needs, the points of each weight, and each condition with its values."""
    first, *rest = support_blocks(of.entitlement, asked)
    yield first
    yield from (Line(_need_line(need, of), 2, "– ") for need in of.needs)
    for part in of.score_parts:
        yield Line(_points_line(part), 2, "– ")
    yield from rest


def _need_line(need: AnsweredNeed, of: MatchOutcome) -> Phrase:
    """A need that is answered, and whether the amount asked is within what the offer gives."""
    if need.amount is None or need.currency is None:
        return message("answers the need “{topic}”", topic=need.name)
    asked = exact_money(int(need.amount * 100), need.currency)
    told: dict[str, Value] = {"topic": need.name, "asked": asked, "amount": of.amount}
    if need.currency != of.currency:
        return message("answers the need “{topic}”: asked for {asked}, in another currency", **told)
    if need.covered:
        return message("answers the need “{topic}”: asked for {asked}; the offer gives at least that", **told)
    if need.covered is False:
        return message("answers the need “{topic}” in part: asked for {asked}; the offer gives {amount}", **told)
    return message("answers the need “{topic}”: asked for {asked}; the offer gives {amount}", **told)


def _points_line(part: WeightPoints) -> Phrase:
    told: dict[str, Value] = {
        "name": part.name, "points": part.points, "got": points_phrase(part.least, part.most), "value": part.value,
    }  # fmt: skip
    if part.value is not None:
        return message("{name}: {got} of {points} points ({value})", **told)
    if part.unknown:
        facts = listing(part.unknown, ";")
        return message("{name}: {got} of {points} points (not known: {value})", **{**told, "value": facts})
    return message("{name}: {got} of {points} points", **told)


def points_phrase(least: Decimal | None, most: Decimal | None) -> Phrase:
    """Points from the least to the most."""
    if least is None or least == most:
        return message("{least}", least=least)
    return message("{least} to {most}", least=least, most=most)


# ---- files

MATCH_COLUMNS = (
    Column("rank", message("rank"), Kind.COUNT),
    Column("company", message("company"), Kind.CODE, page=False),
    Column("company_name", message("name of the company"), page=False),
    Column("support", message("support"), Kind.CODE),
    Column("name", message("name"), pair=True),
    Column("kinds_text", message("kind"), file=False),
    Column("kinds", message("kind"), Kind.CODE, page=False),
    Column("answer", message("fits"), Kind.YES, page=False),
    Column("score", message("score"), file=False, empty=message("no weights")),
    Column("score_least", message("score, at least"), Kind.NUMBER, page=False),
    Column("score_most", message("score, at most"), Kind.NUMBER, page=False),
    Column("widest", message("what leaves the score open most"), pair=True, page=False),
    Column("needs", message("answers"), pair=True, empty=message("no need")),
    Column("amount", message("amount"), file=False),
    Column("currency", message("currency"), Kind.CODE, page=False),
    Column("least", message("at least"), Kind.NUMBER, page=False),
    Column("most", message("at most"), Kind.NUMBER, page=False),
    Column("settled_by", message("would be settled by"), pair=True),
)


def matches_table(of: Sequence[MatchOutcome], key: str = "matches") -> Table:
    """Matched pairs in order; a page shows scores where there are weights, and what would settle what is open."""
    open_ = any(match.settled_by for match in of)
    shown = {"settled_by": open_, "score": any(match.score_least is not None for match in of)}
    columns = tuple(replace(c, page=c.page and shown.get(c.key, True)) for c in MATCH_COLUMNS)
    return Table(key, columns, tuple(map(_match_row, of)))


def _match_row(of: MatchOutcome) -> Row:
    return {
        "rank": of.rank,
        "company": of.company,
        "company_name": of.company_name,
        "support": of.support,
        "name": of.name,
        "kinds_text": kinds_phrase(of.kinds),
        "kinds": of.kinds,
        "answer": of.answer,
        "score": None if of.score_least is None else points_phrase(of.score_least, of.score_most),
        "score_least": of.score_least,
        "score_most": of.score_most,
        "widest": of.widest,
        "needs": listing(dict.fromkeys(need.name for need in of.needs)) if of.needs else None,
        "amount": of.amount,
        "currency": of.currency,
        "least": of.least,
        "most": of.most,
        "settled_by": of.settled_by,
    }


NEED_COLUMNS = (
    Column("company", message("company"), Kind.CODE, page=False),
    Column("topic", message("topic")),
    Column("meaning", message("meaning"), pair=True, empty=message("not known")),
    Column("text", message("in its words"), empty=message("none")),
    Column("asked", message("amount asked"), file=False, empty=message("no amount")),
    Column("amount", message("amount"), Kind.NUMBER, page=False),
    Column("currency", message("currency"), Kind.CODE, page=False),
    Column("day", message("day"), Kind.DAY),
    Column("until", message("until"), Kind.DAY, empty=message("no end stated")),
    Column("source", message("source"), Kind.CODE, page=False),
    Column("answers", message("offers"), Kind.COUNT),
    Column("answered_by", message("answered by"), Kind.CODE, page=False),
)


def needs_table(of: Iterable[CompanyNeed]) -> Table:
    """Needs, and how many offers answer each."""
    return Table("needs", NEED_COLUMNS, tuple(map(_need_row, of)))


def _need_row(of: CompanyNeed) -> Row:
    amount = None
    if of.amount is not None and of.currency is not None:
        amount = exact_money(int(of.amount * 100), of.currency)
    return {
        "company": of.company,
        "topic": one_line(of.topic),
        "meaning": of.meaning,
        "text": None if of.text is None else one_line(of.text),
        "asked": amount,
        "amount": of.amount,
        "currency": of.currency,
        "day": of.day,
        "until": of.until,
        "source": of.source,
        "answers": len(of.answered_by),
        "answered_by": of.answered_by,
    }


DENIED_COLUMNS = (
    Column("company", message("company"), Kind.CODE, page=False),
    Column("support", message("support"), Kind.CODE),
    Column("name", message("name"), pair=True),
    Column("clauses", message("clauses that fail"), pair=True),
)


def denied_table(of: Iterable[CompanySupport]) -> Table:
    """Offers that are ruled out, and the clauses that fail, with the gap where there is one."""
    rows: tuple[Row, ...] = tuple(
        {"company": each.company, "support": each.support, "name": each.name, "clauses": failing_clauses(each)}
        for each in of
    )
    return Table("ruled_out", DENIED_COLUMNS, rows)


def failing_clauses(of: CompanySupport) -> Phrase:
    """The clauses of a support that are a no, each once, with the gap of each."""
    if of.in_force is False:
        return message("not in force")
    standards = [part.standard for part in of.parts if part.standard and part.answer is False]
    tiers = [*of.conditions.tiers, *(tier for each in standards for tier in each.tiers)]
    failing: dict[str, Phrase] = {}
    for clause in (clause for tier in tiers for clause in tier.clauses if clause.answer is False):
        gaps = [reason.gap.says for reason in clause.reasons if reason.gap]
        told: dict[str, Value] = {"clause": clause.name, "gap": listing(gaps, ";")}
        failing.setdefault(clause.id, message("{clause} ({gap})", **told) if gaps else clause.name)
    return listing(failing.values(), ";")


FOUND_COLUMNS = (
    Column("rank", message("rank"), Kind.COUNT),
    Column("company", message("company"), Kind.CODE),
    Column("name", message("name")),
    Column("answer", message("fits"), Kind.YES),
    Column("score_least", message("score, at least"), Kind.NUMBER),
    Column("score_most", message("score, at most"), Kind.NUMBER),
    Column("widest", message("what leaves the score open most"), pair=True, wide=True, empty=message("nothing")),
    Column("needs", message("asked for"), pair=True, empty=message("no need")),
    Column("asked_money", message("amount asked"), file=False, empty=message("no amount")),
    Column("asked", message("amount asked"), Kind.NUMBER, page=False),
    Column("asked_currency", message("its currency"), Kind.CODE, page=False),
    Column("currency", message("currency"), Kind.CODE, page=False),
    Column("least", message("at least"), Kind.NUMBER, page=False),
    Column("most", message("at most"), Kind.NUMBER, page=False),
    Column("settled_by", message("would be settled by"), pair=True, page=False),
)


def found_table(of: Stream, key: str, *, scored: bool, asking: bool) -> Table:
    """Companies as a table, on a page of those that fit alone or may fit alone.

    Without weights there is no score, and where no company is asking there are no columns of needs.
    """
    hidden = {"companies": (), "fitting": ("answer",), "open": ("answer",)}[key]
    hidden += () if scored else _SCORE
    hidden += () if asking else _NEEDS
    return Table(key, tuple(c for c in FOUND_COLUMNS if c.key not in hidden), of, shown=SHOWN)


_SCORE = ("score_least", "score_most", "widest")
_NEEDS = ("needs", "asked_money", "asked", "asked_currency")

WEIGHT_COLUMNS = (
    Column("id", message("entry"), Kind.CODE),
    Column("name", message("what counts"), pair=True),
    Column("weight", message("weight"), Kind.NUMBER),
    Column("share", message("points"), Kind.NUMBER),
    Column("rule_text", message("condition or quantity"), pair=True, empty=message("the scout's place")),
    Column("limits", message("from, to"), pair=True, empty=message("yes or no")),
)


def weights_table(of: Iterable[WeightEntry]) -> Table:
    """The declared weights."""
    rows: tuple[Row, ...] = tuple(
        {
            "id": each.id,
            "name": each.name,
            "weight": each.weight,
            "share": each.share,
            "rule_text": each.rule_text,
            "limits": _limits(each),
        }
        for each in of
    )
    return Table("weights", WEIGHT_COLUMNS, rows)


def _limits(of: WeightEntry) -> Phrase | None:
    """From where to where points rise; None for a condition."""
    if of.rule is None:
        return message("last to first place")
    if not of.limits:
        return None
    first, last = of.limits
    return message("{first} to {last}", first=first, last=last)
