"""Standards as rows and objects: the list of them, and one rule in full."""

from collections.abc import Iterable
from typing import Any

from hornbook.answers.wording.rules import Wording, counts, wording
from hornbook.locale import Lang, in_language
from hornbook.render.show import Column, Form, say
from hornbook.standards.standard import Cite, Clause, Edition, Standard, Tier
from hornbook.terms import Day
from hornbook.text import Phrase, Text

Row = dict[str, Any]

STANDARD = [
    Column("id", Text("standard", "标准"), tight=True),
    Column("name", Text("name", "名称")),
    Column("issuer", Text("issuer", "发布机构"), wide=True),
    Column("jurisdiction", Text("where", "适用地区"), wide=True),
    Column("tiers", Text("tiers, lowest first", "层级（由低到高）")),
    Column("status", Text("status", "完整性")),
    Column("confidence", Text("sure", "把握"), wide=True),
    Column("day", Text("as of", "日期"), tight=True, wide=True),
]
_STANDARD_CSV = ("id", "name", "name_zh", "issuer", "issuer_zh", "jurisdiction", "document", "status", "confidence")
STANDARD_CSV = [*_STANDARD_CSV, "edition", "observed", "valid_from", "valid_to", "in_force", "tiers", "sources"]
RULE_CSV = [
    "standard",
    "edition",
    "tier",
    "tier_name",
    "tier_name_zh",
    "branch",
    "clause",
    "rule",
    "rule_zh",
    "note",
    "note_zh",
    "cites",
]
CONFIDENCE = {"high": Text("high", "高"), "medium": Text("medium", "中"), "low": Text("low", "低")}


def status(standard: Standard) -> Text:
    """Whether all of the text is here."""
    return Text("PARTIAL", "不完整") if standard.partial else Text("complete", "完整")


def edition_days(edition: Edition) -> Text:
    """When an edition was seen in force, or from when until when it is."""
    if edition.valid_from is None:
        return Text(f"seen {edition.observed}", f"{edition.observed} 所见")
    if edition.valid_to is None:
        return Text(f"from {edition.valid_from}", f"{edition.valid_from} 起")
    return Text(f"{edition.valid_from} to {edition.valid_to}", f"{edition.valid_from} 至 {edition.valid_to}")


def standard_row(standard: Standard, day: Day, form: Form, lang: Lang) -> Row:
    """A standard as a row of a list, or as an object of a JSON list."""
    edition = standard.edition(day)
    found = standard_json(standard, day)
    if form is Form.JSON:
        return found
    if form is Form.CSV:
        own = {name: getattr(edition, name) for name in ("observed", "valid_from", "valid_to")}
        return {**found, **own, "tiers": [tier.id for tier in edition.tiers]}
    zh = lang is Lang.ZH
    return {
        "id": standard.id,
        "name": found["name_zh" if zh else "name"],
        "issuer": found["issuer_zh" if zh else "issuer"],
        "jurisdiction": standard.jurisdiction,
        "tiers": ("、" if zh else ", ").join(tier.name.zh if zh else tier.name.en for tier in edition.tiers),
        "status": say(status(standard), lang),
        "confidence": say(CONFIDENCE[standard.confidence], lang),
        "day": say(edition_days(edition), lang),
    }


def standard_json(standard: Standard, day: Day) -> Row:
    """A standard and its editions as an object; the tiers are those of the edition by which the day is judged."""
    edition = standard.edition(day)
    return {
        "id": standard.id,
        **names(standard.name),
        "issuer": standard.issuer.en,
        "issuer_zh": standard.issuer.zh,
        "jurisdiction": standard.jurisdiction,
        "document": standard.document,
        "status": "partial" if standard.partial else "complete",
        "confidence": standard.confidence,
        "edition": edition.id,
        "in_force": standard.in_force(day),
        "tiers": [{"id": tier.id, **names(tier.name)} for tier in edition.tiers],
        "editions": [
            {"id": e.id, "observed": e.observed, "valid_from": e.valid_from, "valid_to": e.valid_to}
            for e in standard.editions
        ],
        "sources": [cite.url for cite in standard.cites if cite.url],
    }


def names(text: Text) -> Row:
    """A name in both languages, as keys."""
    return {"name": text.en, "name_zh": text.zh}


def sentence(text: Phrase) -> Row:
    """A sentence in both languages, as keys."""
    return {"says": in_language(text, Lang.EN), "says_zh": in_language(text, Lang.ZH)}


def _cites(cites: Iterable[Cite]) -> list[Row]:
    return [{"title": cite.title, "url": cite.url} for cite in cites]


def rule_json(standard: Standard, day: Day) -> Row:
    """One standard in full: its conventions, what counts, its notes, and every clause of every tier."""
    edition = standard.edition(day)
    words = wording(standard, edition)
    money = {"currency": edition.currency, "convention": str(edition.convention), "stated": edition.stated}
    return {
        **standard_json(standard, day),
        "notes": [sentence(note) for note in standard.notes],
        "money": money,
        "age": "calendar" if edition.calendar else "anniversary",
        "counts": [{"kind": kind, **sentence(said)} for kind, said in counts(standard, edition)],
        "define": [
            {"id": name, "rule": words.defined(name, Lang.EN), "rule_zh": words.defined(name, Lang.ZH)}
            for name in words.define
        ],
        "matters": [{"id": f"{standard.id}/{name}", **sentence(said)} for name, said in edition.matters.items()],
        "tiers": [_tier(tier, words) for tier in edition.tiers],
        "cites": _cites(standard.cites),
    }


def _tier(tier: Tier, words: Wording) -> Row:
    branches = [{"id": each.id, "clauses": [clause(c, words) for c in each.clauses]} for each in tier.branches]
    return {
        "id": tier.id,
        **names(tier.name),
        "clauses": [clause(c, words) for c in tier.clauses],
        "branches": branches,
    }


def clause(of: Clause, words: Wording) -> Row:
    """A clause as an object."""
    note = of.note or Text("", "")
    return {
        "id": of.id,
        "rule": of.rule,
        "rule_zh": words.rule(of.tree, Lang.ZH),
        "note": note.en or None,
        "note_zh": note.zh or None,
        "cites": _cites(of.cites),
    }


def rule_rows(standard: Standard, day: Day) -> list[Row]:
    """One standard as one row a clause of a tier."""
    edition = standard.edition(day)
    words = wording(standard, edition)
    return [
        {
            "standard": standard.id,
            "edition": edition.id,
            "tier": tier.id,
            "tier_name": tier.name.en,
            "tier_name_zh": tier.name.zh,
            "branch": each.id.rpartition(".")[0],
            **clause(each, words),
            "clause": each.id,
            "cites": [cite.title for cite in each.cites],
        }
        for tier in edition.tiers
        for each in tier.every
    ]
