"""Verdicts as tables: one row a clause of a tier, one a verdict, and one a fact behind a clause."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from hornbook.answers.answer import Asked
from hornbook.answers.judged import CompanyVerdict, JudgedClause, JudgedTier
from hornbook.render.sheet import Column, Kind, Row, Table
from hornbook.standards.standard import Validity
from hornbook.text import Phrase, listing, message

_WHOSE = (
    Column("company", message("subject"), Kind.CODE),
    Column("name", message("company")),
    Column("standard", message("standard"), Kind.CODE, tight=True),
    Column("edition", message("edition"), Kind.CODE),
)
CLAUSE_COLUMNS = (
    *_WHOSE,
    Column("status", message("status"), Kind.CODE),
    Column("in_force", message("in force"), Kind.YES),
    Column("validity", message("validity"), Kind.CODE),
    Column("day", message("day"), Kind.DAY),
    Column("known", message("known by"), Kind.DAY),
    Column("book_version", message("version of the book"), Kind.CODE),
    Column("tier", message("tier"), Kind.CODE),
    Column("tier_answer", message("answer of the tier"), Kind.YES),
    Column("on_facts", message("answer if every open judgement is favourable"), Kind.YES),
    Column("clause", message("clause"), Kind.CODE),
    Column("rule", message("rule"), pair=True),
    Column("answer", message("answer of the clause"), Kind.YES),
    Column("value", message("value"), Kind.NUMBER),
    Column("low", message("lowest value"), Kind.NUMBER),
    Column("high", message("highest value"), Kind.NUMBER),
    Column("unit", message("unit"), Kind.CODE),
    Column("threshold", message("threshold"), Kind.NUMBER),
    Column("gap", message("gap"), Kind.NUMBER),
    Column("gap_unit", message("unit of the gap"), Kind.CODE),
    Column("says", message("what is known"), pair=True),
    Column("marks", message("marks"), Kind.CODE),
    Column("evidence", message("evidence"), Kind.CODE),
    Column("cites", message("sources of the text")),
)
VERDICT_COLUMNS = (
    Column("company", message("subject"), Kind.CODE, page=False),
    Column("name", message("company")),
    Column("standard", message("standard"), Kind.CODE, tight=True),
    Column("edition", message("edition"), Kind.CODE, page=False),
    Column("status", message("status"), Kind.CODE, page=False),
    Column("in_force", message("in force"), Kind.YES, page=False),
    Column("validity", message("validity"), Kind.CODE, page=False),
    Column("weak", message("rests on a weak source"), Kind.YES, page=False),
    Column("tier", message("tier"), Kind.CODE, page=False),
    Column("tier_name", message("tier reached"), pair=True, empty="–"),
    Column("tier_on_facts", message("tier on the facts"), Kind.CODE, page=False),
    Column("tier_on_facts_name", message("on the facts"), pair=True, empty="–"),
    Column("reachable", message("tier not ruled out"), Kind.CODE, page=False),
    Column("reachable_name", message("not ruled out"), pair=True, empty="–"),
    Column("note", message("note"), file=False, empty="–"),
)
EVIDENCE_COLUMNS = (
    *_WHOSE,
    Column("tier", message("tier"), Kind.CODE),
    Column("clause", message("clause"), Kind.CODE),
    Column("counts", message("counts under the rule"), Kind.YES),
    Column("kind", message("kind"), Kind.CODE),
    Column("valid", message("true from"), Kind.DAY),
    Column("known", message("known from"), Kind.DAY),
    Column("grade", message("grade"), Kind.CODE),
    Column("source", message("source"), Kind.CODE),
    Column("place", message("place in the file")),
    Column("id", message("fact"), Kind.CODE),
    Column("text", message("what it says"), pair=True),
    Column("marks", message("marks"), Kind.CODE),
)


def verdict_tables(asked: Asked, verdicts: Sequence[CompanyVerdict]) -> tuple[Table, ...]:
    """Clauses, verdicts and evidence."""
    return (
        Table("clauses", CLAUSE_COLUMNS, tuple(_clause_rows(asked, verdicts))),
        verdict_table(verdicts),
        Table("evidence", EVIDENCE_COLUMNS, tuple(_evidence_rows(verdicts))),
    )


def verdict_table(verdicts: Iterable[CompanyVerdict], *, named: bool = True) -> Table:
    """One row a verdict, as files and pages have it; `named`: a page has the company's name in each row."""
    columns = VERDICT_COLUMNS if named else tuple(each for each in VERDICT_COLUMNS if each.key != "name")
    return Table("verdicts", columns, tuple(_verdict_row(verdict) for verdict in verdicts))


def _verdict_row(verdict: CompanyVerdict) -> Row:
    notes: list[Phrase] = [message("PARTIAL")] if verdict.status == "partial" else []
    if verdict.in_force is False:
        notes.append(message("not in force"))
    if verdict.validity == Validity.UNKNOWN:
        notes.append(message("validity unknown"))
    return {
        "company": verdict.company,
        "name": verdict.name,
        "standard": verdict.standard,
        "edition": verdict.edition,
        "status": verdict.status,
        "in_force": verdict.in_force,
        "validity": verdict.validity,
        "weak": verdict.weak,
        "tier": verdict.tier,
        "tier_name": verdict.tier_name(verdict.tier),
        "reachable": verdict.reachable,
        "reachable_name": verdict.tier_name(verdict.reachable),
        "tier_on_facts": verdict.tier_on_facts,
        "tier_on_facts_name": verdict.tier_name(verdict.tier_on_facts),
        "note": listing(notes, ";") if notes else None,
    }


def _clauses(verdicts: Iterable[CompanyVerdict]) -> Iterator[tuple[CompanyVerdict, JudgedTier, JudgedClause]]:
    for verdict in verdicts:
        for tier in verdict.tiers:
            for clause in tier.clauses:
                yield verdict, tier, clause


def _whose(verdict: CompanyVerdict) -> Row:
    own = ("company", "name", "standard", "edition")
    return {name: getattr(verdict, name) for name in own}


def _clause_rows(asked: Asked, verdicts: Iterable[CompanyVerdict]) -> Iterator[Row]:
    """One row a clause of a tier; what a clause compares several times stands in lists."""
    days = {"day": asked.day, "known": asked.known, "book_version": asked.book_version}
    for verdict, tier, clause in _clauses(verdicts):
        reasons = clause.reasons
        own = {"status": verdict.status, "in_force": verdict.in_force, "validity": verdict.validity, **days}
        answers = {"tier": tier.id, "tier_answer": tier.answer, "on_facts": tier.on_facts}
        values = {
            key: _single([getattr(each, key) for each in reasons])
            for key in ("value", "low", "high", "unit", "threshold")
        }
        yield {
            **_whose(verdict),
            **own,
            **answers,
            "clause": clause.id,
            "rule": clause.rule_text,
            "answer": clause.answer,
            **values,
            "gap": _single([each.gap and each.gap.amount for each in reasons]),
            "gap_unit": _single([each.gap and each.gap.unit for each in reasons]),
            "says": listing((each.text for each in reasons), ";"),
            "marks": list(dict.fromkeys(mark.id for each in reasons for mark in each.marks)),
            "evidence": list(dict.fromkeys(f"{fact.kind} {fact.id}" for each in reasons for fact in each.facts)),
            "cites": [cite.title for cite in clause.cites],
        }


def _single(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else ["" if value is None else value for value in values]


def _evidence_rows(verdicts: Iterable[CompanyVerdict]) -> Iterator[Row]:
    for verdict, tier, clause in _clauses(verdicts):
        own = {**_whose(verdict), "tier": tier.id, "clause": clause.id}
        for reason in clause.reasons:
            for counts, facts in ((True, reason.facts), (False, reason.refused)):
                for fact in facts:
                    keys = ("kind", "valid", "known", "grade", "source", "place", "id", "text")
                    cells = {key: getattr(fact, key) for key in keys}
                    yield {**own, "counts": counts, **cells, "marks": [mark.id for mark in fact.marks]}
