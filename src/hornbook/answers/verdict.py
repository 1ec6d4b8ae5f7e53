"""Verdicts as rows and objects: each clause with value, threshold, gap, evidence and citation."""

from collections.abc import Iterable
from typing import Any

from hornbook.answers.book import simulated
from hornbook.answers.standards import Row, clause, names, sentence, status
from hornbook.answers.wording.rules import ANSWERS, Wording, wording
from hornbook.book.ledger import Pledge
from hornbook.book.view import Told, View
from hornbook.lang import bound as b
from hornbook.lang.answer import Known
from hornbook.lang.bound import Type
from hornbook.locale import Lang
from hornbook.render.show import Column, say
from hornbook.standards.verdict import Reason, Rung, Verdict
from hornbook.terms import Day
from hornbook.text import Text

_REASON_CSV = ("value", "low", "high", "unit", "threshold", "gap", "gap_unit", "marks", "evidence")
_ASKED_CSV = ("company", "name", "standard", "edition", "status", "in_force", "day", "known", "book_version")
VERDICT_CSV = [*_ASKED_CSV, "tier", "tier_answer", "on_facts", "clause", "rule", "answer", *_REASON_CSV, "cites"]
SUMMARY = [
    Column("name", Text("company", "企业")),
    Column("standard", Text("standard", "标准"), tight=True),
    Column("tier", Text("tier reached", "达到层级")),
    Column("reachable", Text("not ruled out", "尚未排除")),
    Column("status", Text("note", "注意")),
]


def answer(value: bool | None) -> str:
    """Yes, no or unknown."""
    return ANSWERS[value].en


def verdict_json(verdict: Verdict, view: View) -> Row:
    """A verdict as an object."""
    standard, edition = verdict.standard, verdict.edition
    words = wording(standard, edition)
    return {
        "company": verdict.company,
        "name": verdict.name,
        "standard": standard.id,
        "standard_name": standard.name.en,
        "standard_name_zh": standard.name.zh,
        "edition": edition.id,
        "status": "partial" if standard.partial else "complete",
        "in_force": verdict.in_force,
        "day": verdict.day,
        "known": verdict.known,
        "book_version": verdict.book_version,
        "simulated": simulated(view),
        "tier": verdict.tier.id if verdict.tier else None,
        "reachable": verdict.reachable.id if verdict.reachable else None,
        "tiers": [_rung(rung, words, verdict) for rung in verdict.rungs],
    }


def _rung(rung: Rung, words: Wording, verdict: Verdict) -> Row:
    return {
        "id": rung.tier.id,
        **names(rung.tier.name),
        "answer": answer(rung.answer),
        "on_facts": answer(rung.on_facts),
        "clauses": [
            {
                **clause(said.clause, words),
                "answer": answer(said.answer),
                "reasons": [reason(each, words, verdict.day) for each in said.reasons],
            }
            for said in rung.clauses
        ],
        "to_yes": [_inputs(way) for way in rung.to_yes],
        "to_no": [_inputs(way) for way in rung.to_no],
    }


def _inputs(way: Iterable[b.Input]) -> list[Row]:
    return [
        {"written": each.written, "kinds": [kind.__name__ for kind in each.kinds], "matter": each.matter or None}
        for each in sorted(way, key=lambda each: each.written)
    ]


def reason(of: Reason, words: Wording, day: Day) -> Row:
    """One comparison with what it rests on, as an object."""
    condition = of.reply.condition
    assert isinstance(condition, b.Leaf)
    left = of.reply.left or Known(None, None)
    gap = {"amount": of.gap.amount, "unit": of.gap.unit, **sentence(of.gap.says)} if of.gap else None
    return {
        "written": condition.written,
        "written_zh": words.rule(condition.written, Lang.ZH),
        "answer": answer(of.answer),
        "value": left.low if left.exact else None,
        "low": left.low,
        "high": left.high,
        "unit": _unit(condition),
        "op": condition.op if isinstance(condition, b.Compare) else None,
        "threshold": _threshold(of),
        "gap": gap,
        "marks": list(of.marks),
        "facts": [fact(told, day) for told in of.facts],
        "silence": [_pledge(pledge) for pledge in of.silence],
        "refused": [fact(told, day) for told in refused(of)],
    }


def refused(of: Reason) -> tuple[Told, ...]:
    """Facts that the rule does not let count; decisions on other matters are none of them."""
    condition = of.reply.condition
    return () if isinstance(condition, b.Flag) and condition.of.matter else of.refused


_UNITS = {
    Type.SHARE: "ratio",
    Type.PEOPLE: "people",
    Type.DAY: "day",
    Type.DAYS: "days",
    Type.AGE: "years",
    Type.YEARS: "years",
    Type.TEXT: "text",
    Type.YES_NO: "yes/no",
    Type.NUMBER: "number",
}


def _unit(condition: b.Leaf) -> str:
    of = condition.left if isinstance(condition, b.Compare) else condition.of
    return of.unit or _UNITS.get(of.type, "")


def _threshold(of: Reason) -> Any:
    """The value compared with, its bounds where it is not known exactly, or the words of a set."""
    condition, right = of.reply.condition, of.reply.right
    if isinstance(condition, b.Member):
        return list(condition.words)
    if isinstance(condition, b.Contains):
        return condition.word
    if right is None:
        return None
    return right.low if right.exact else {"low": right.low, "high": right.high}


def fact(told: Told, day: Day) -> Row:
    """A fact as evidence: how old it is on the day, and what leads back to its source."""
    return {
        "kind": told.kind,
        "valid": told.valid,
        "known": told.known,
        "age_days": (day - told.valid).days,
        "grade": told.grade,
        "source": told.source,
        "place": told.place,
        "id": told.id,
        "says": told.says,
    }


def _pledge(pledge: Pledge) -> Row:
    return {
        "source": pledge.source,
        "kind": pledge.kind,
        "since": pledge.since,
        "until": pledge.until,
        "known": pledge.known,
    }


def verdict_rows(verdict: Verdict, view: View) -> list[Row]:
    """A verdict as one row a clause of a tier; what a clause compares several times stands in lists."""
    whole = verdict_json(verdict, view)
    rows = []
    for rung in whole["tiers"]:
        own = {"tier": rung["id"], "tier_answer": rung["answer"], "on_facts": rung["on_facts"]}
        for each in rung["clauses"]:
            rows.append({**whole, **own, **_flat(each), "name": whole["name"]})
    return rows


def _flat(each: Row) -> Row:
    reasons: list[Row] = each["reasons"]
    found: Row = {"clause": each["id"], "rule": each["rule"], "answer": each["answer"]}
    for key in ("value", "low", "high", "unit", "threshold"):
        found[key] = _single([one[key] for one in reasons])
    found["gap"] = _single([one["gap"] and one["gap"]["amount"] for one in reasons])
    found["gap_unit"] = _single([one["gap"] and one["gap"]["unit"] for one in reasons])
    found["marks"] = list(dict.fromkeys(mark for one in reasons for mark in one["marks"]))
    found["evidence"] = list(dict.fromkeys(f"{f['kind']} {f['id']}" for one in reasons for f in one["facts"]))
    found["cites"] = [cite["title"] for cite in each["cites"]]
    return found


def _single(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else ["" if value is None else value for value in values]


def summary(verdict: Verdict, lang: Lang) -> Row:
    """A verdict as one row."""
    mind = [say(status(verdict.standard), lang)] if verdict.standard.partial else []
    if verdict.in_force is False:
        mind.append(say(Text("not in force", "非施行期"), lang))
    none = say(Text("none", "无"), lang)
    return {
        "name": verdict.name,
        "standard": verdict.standard.id,
        "tier": say(verdict.tier.name, lang) if verdict.tier else none,
        "reachable": say(verdict.reachable.name, lang) if verdict.reachable else none,
        "status": ("；" if lang is Lang.ZH else "; ").join(mind) or "–",
    }
