"""Clauses of rules as answers hold them and as pages cite them: the rule in words, its note, and where it was read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from hornbook.answers.wording.rules import Wording
from hornbook.lang import bound, tree
from hornbook.locale import Lang
from hornbook.render.sheet import Block, EmptyLine, Line
from hornbook.standards.standard import Clause, Standard
from hornbook.text import Phrase, RuleText, Text, listing, message

GRADES = {
    "issuer": message("the issuer's own text"),
    "copy": message("a copy of the text"),
    "press": message("a report or summary"),
    "weak": message("a weak source"),
    "memory": message("from memory, no source seen"),
}
"""How good a source of a text is."""
WAYS = message("and at least one of these ways:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a text was read, by its number at the foot of a page."""

    number: int
    title: str
    url: str | None
    grade: str | None
    """issuer, copy, press or weak; empty where nobody has graded it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardClause:
    """One clause of a tier as its text has it."""

    id: str
    rule: str
    """The rule as the standard's file writes it."""
    rule_text: Text
    name: Text
    """The clause in as few words as there are."""
    title: Phrase
    """The clause's word and its rule; a matter that a person judges stands there in its own words."""
    note: Text | None
    cites: tuple[Citation, ...]
    weak: bool
    """Whether its text was read in weak sources only."""


def citations(standard: Standard) -> tuple[Citation, ...]:
    """The citations of a standard, numbered as they stand in its file."""
    return tuple(Citation(number=n, title=c.title, url=c.url, grade=c.grade) for n, c in enumerate(standard.cites, 1))


def clause_fields(clause: Clause, words: Wording, standard: Standard) -> dict[str, Any]:
    """What an answer holds of a clause, by field."""
    numbers = {cite.id: n for n, cite in enumerate(standard.cites)}
    numbered = citations(standard)
    return {
        "id": clause.id,
        "rule": clause.rule,
        "rule_text": Text(clause.rule, words.rule(clause.tree, Lang.ZH)),
        "name": clause_name(clause, words),
        "title": _title(clause, words),
        "note": clause.note,
        "weak": clause.weak,
        "cites": tuple(numbered[n] for n in sorted(numbers[cite.id] for cite in clause.cites)),
    }


def clause_name(clause: Clause, words: Wording) -> Text:
    """A clause by its word; in Chinese, for which the files have no word, by its rule."""
    word = clause.id.replace(".", "/").replace("_", " ")
    return Text(word, f"“{words.rule(clause.tree, Lang.ZH, short=True)}”")


def _title(clause: Clause, words: Wording) -> Phrase:
    word = clause.id.rpartition(".")[2].replace("_", " ")
    en, zh = (words.rule(clause.tree, lang, short=True) for lang in (Lang.EN, Lang.ZH))
    if isinstance(clause.tree, tree.Judged):
        meant = words.matters[clause.tree.matter]
        return message("{clause} (a person judges)", clause=RuleText(f"{word}: {meant.en.removesuffix('.')}", zh))
    matters = [leaf.of for leaf in bound.leaves(clause.condition) if isinstance(leaf, bound.Flag) and leaf.of.matter]
    meanings = "; ".join(f"{of.written}: {of.about.en.removesuffix('.')}" for of in matters)
    return RuleText(f"{word}: {en} ({meanings})" if meanings else f"{word}: {en}", zh)


# ---- the page


def cited_title(clause: StandardClause) -> Phrase:
    """A clause with the numbers of its citations."""
    numbers = "".join(f"[{cite.number}]" for cite in clause.cites)
    return message("{clause} {numbers}", clause=clause.title, numbers=numbers) if numbers else clause.title


def cited_blocks(cites: tuple[Citation, ...], clauses: Iterable[StandardClause]) -> Iterator[Block]:
    """The citations that clauses used, with their addresses."""
    used = {cite.number for clause in clauses for cite in clause.cites}
    yield EmptyLine()
    yield Line(message("Sources of the text"), strong=True)
    for cite in cites:
        if cite.number in used:
            named = f"{cite.title} {cite.url or ''}".rstrip()
            graded = message("{cite} ({grade})", cite=named, grade=GRADES[cite.grade]) if cite.grade else named
            yield Line(graded, 2, f"[{cite.number}] ")


def weak_line(cites: Iterable[Citation]) -> Line:
    """That an answer rests on weak sources of the text alone."""
    titles = listing((cite.title for cite in cites if cite.grade in ("weak", "memory")), ";")
    return Line(message("Rests on a weak source of the text: {titles}", titles=titles), 2, strong=True)
