"""What every answer is: a frozen value of plain values and phrases, with what was asked and by which rule.

A question's module of this room holds its answer, a class derived from `Answer`, and a function that asks and makes it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from hornbook.answers.wording.force import force, money_message, rule_conventions
from hornbook.book.book import Book
from hornbook.book.view import View
from hornbook.lang.filter import Filter
from hornbook.locale import Lang, environment_language, in_language
from hornbook.render.data_frame import table_columns
from hornbook.render.sheet import Block, Chart, Document, EmptyLine, Hint, Line, Sheet, Table, sheet_tables
from hornbook.standards.ask import Rule
from hornbook.standards.judge import undecided_by
from hornbook.standards.library import plain_rule
from hornbook.standards.standard import own_label
from hornbook.terms import VERSION, Day
from hornbook.text import Message, Phrase, Text, message, message_plural, one_line

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

SIMULATED = message("SIMULATED: this book holds a simulated region; no such company exists.")
ON_FACTS = message("Open human judgements are assumed to be favourable.")
PARTIAL = message("PARTIAL: tiers or clauses of the text are missing here.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleAsked:
    """A rule that was put to the companies: one tier of one edition of a standard, and the digest of its file."""

    id: str
    tier: str
    edition: str
    sha256: str
    name: Text
    tier_name: Text
    partial: bool
    in_force: bool | None
    """Whether the edition was in force on the day; empty where its text does not say."""
    validity: str
    """in force, not certain, not yet, ended, or unknown where the text was read without any date."""
    weak: bool
    """Whether a clause of the tier was read in weak sources of the text only."""
    force: Message
    convention: str
    """How amounts become dollars: spot, year, or fixed rates such as CNY=7; several where the text does not say."""
    money: Message
    own_file: str | None = None
    """The path of the file where the rule is the asker's own; empty for a standard of the library."""
    text: str = field(default="", repr=False)
    """The file of the standard, so that a citation can keep it; it is not written to documents."""

    @property
    def label(self) -> str:
        """The standard's label, and the tier's id where it is not the standard's unicorn tier."""
        return self.standard if self.tier == "unicorn" else f"{self.standard}:{self.tier}"

    @property
    def standard(self) -> str:
        """The standard's id, with the first digits of its digest where it is the asker's own file."""
        return own_label(self.id, self.sha256) if self.own_file else self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an answer follows from: the days, the book, the rules, and the program. Empty where a question has none."""

    day: Day | None = None
    known: Day | None = None
    known_by_default: bool = True
    """Whether nobody said by which day facts had to be known, so that it is the day itself."""
    book_version: int | None = None
    book_digest: str | None = None
    simulated: bool = False
    rules: tuple[RuleAsked, ...] = ()
    on_facts: bool = False
    """Whether every open human judgement is assumed to be favourable."""
    where: str | None = None
    """The filter as it was written: only companies for which it is a yes are asked about."""
    where_unknown: bool = False
    """Whether companies for which the filter cannot be decided are asked about too."""
    undecided: int | None = None
    """For how many companies the filter cannot be decided; empty without a filter."""
    hornbook: str = VERSION
    citation: str | None = None
    """The line by which `hornbook recheck` asks this again; empty where the answer is no command's."""

    @property
    def hindsight(self) -> bool:
        """Whether anything is seen that was not yet known on the day."""
        return self.known is not None and self.day is not None and self.known > self.day


def asked_of(view: View, *rules: Rule, where: Filter | None = None, on_facts: bool = False) -> Asked:
    """What a question to a view follows from."""
    return Asked(
        day=view.day,
        known=view.known,
        known_by_default=view.known_by_default,
        book_version=view.book.version,
        book_digest=view.book.digest,
        simulated=any(batch.simulated for batch in view.book.batches),
        rules=tuple(rule_asked(rule, view) for rule in rules),
        on_facts=on_facts,
        where=where.text if where else None,
        where_unknown=bool(where and where.keep_unknown),
        undecided=undecided_by(view, where),
    )


def asked_of_book(book: Book) -> Asked:
    """What a question to a book as a whole follows from; it has no day."""
    simulated = any(batch.simulated for batch in book.batches)
    return Asked(book_version=book.version, book_digest=book.digest, simulated=simulated)


def rule_asked(rule: Rule, view: View) -> RuleAsked:
    """A rule as it was asked of a view."""
    return RuleAsked(
        id=rule.standard.id,
        tier=rule.tier.id,
        edition=rule.edition.id,
        sha256=rule.standard.digest,
        name=rule.standard.name,
        tier_name=rule.tier.name,
        partial=rule.standard.partial,
        in_force=rule.standard.in_force(view.day),
        validity=rule.standard.validity(view.day),
        weak=any(clause.weak for clause in rule.tier.every),
        force=force(rule.standard, rule.edition, view.day),
        convention="; ".join(map(str, rule_conventions(rule, view))),
        money=money_message(rule, view),
        own_file=rule.standard.own_file or None,
        text=rule.standard.source.text,
    )


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Answer:
    """An answer: it is drawn from `sheet`, written to files from `tables`, and is JSON by its own fields.

    Derived classes are decorated in the same way; their fields hold plain values, phrases and other frozen values.
    """

    asked: Asked

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {in_language(self.sheet().title, Lang.EN)}, {self.asked.day or 'no day'}>"

    @property
    def exit_code(self) -> int:
        """With which the command ends."""
        return 0

    def sheet(self) -> Sheet:
        """The page of this answer."""
        raise NotImplementedError

    def page(self) -> Sheet:
        """The same with its citation as the last line."""
        sheet = self.sheet()
        if self.asked.citation is None:
            return sheet
        return replace(sheet, blocks=(*sheet.blocks, EmptyLine(), Line(self.asked.citation, whole=True)))

    def document(self) -> Document | None:
        """The same as a document of several sheets, for an answer that is one; else nothing."""
        return None

    def tables(self) -> tuple[Table, ...]:
        """Its tables for files; the first is what a CSV holds."""
        return sheet_tables(self.sheet().blocks)

    def charts(self) -> tuple[Chart, ...]:
        """The charts of its page, which its JSON carries too; an answer that has some overrides this."""
        return ()

    def to_pandas(self, *, floats: bool = False) -> "pd.DataFrame":
        """The main table as a pandas DataFrame; `floats` turns exact decimals into float64, for statistics."""
        import pandas as pd

        return pd.DataFrame(table_columns(self.tables()[0], floats=floats))

    def to_polars(self, *, floats: bool = False) -> "pl.DataFrame":
        """The main table as a Polars DataFrame."""
        import polars as pl

        return pl.DataFrame(table_columns(self.tables()[0], floats=floats))

    def _repr_html_(self) -> str:
        from hornbook.render.html import part

        return part(self.sheet(), environment_language())


# ---- the head of a page


def head(asked: Asked) -> tuple[Block, ...]:
    """The days asked about, the book's version, the label of a simulated book, and the rules."""
    blocks: list[Block] = [Line(days_line(asked), strong=True)] if asked.day else []
    blocks += simulated_label(asked)
    for rule in asked.rules:
        blocks += rule_lines(rule)
    if asked.where:
        blocks.append(Line(message("Filter: {where}", where=asked.where)))
    if asked.on_facts:
        blocks.append(Line(ON_FACTS))
    return tuple(blocks)


def foot(asked: Asked) -> tuple[Block, ...]:
    """The last line of a page: the companies for which the filter cannot be decided; no block where there are none."""
    if not asked.undecided:
        return ()
    if asked.where_unknown:
        kept = message_plural(
            "{n:,} company is kept although the filter cannot be decided for it.",
            "{n:,} companies are kept although the filter cannot be decided for them.",
            asked.undecided,
        )
        return (EmptyLine(), Line(kept))
    left = message_plural(
        "{n:,} company left out: the filter cannot be decided for it.",
        "{n:,} companies left out: the filter cannot be decided for them.",
        asked.undecided,
    )
    return (EmptyLine(), Line(left), Hint(message("--where-unknown keeps them.")))


def simulated_label(asked: Asked) -> tuple[Block, ...]:
    """The label of a simulated book; no block for another."""
    return (Line(SIMULATED, strong=True),) if asked.simulated else ()


def days_line(asked: Asked) -> Message:
    """The question's two days and the version of the book."""
    days = {"day": asked.day, "known": asked.known, "version": str(asked.book_version)}
    if asked.hindsight:
        return message("As of {day}, as known on {known} (hindsight) · book version {version}", **days)
    return message("As of {day}, as known on {known} · book version {version}", **days)


def rule_lines(rule: RuleAsked, *, weak: bool = True) -> list[Block]:
    """Which rule is asked, and what a reader must mind before relying on it; `weak`: also that its source is weak."""
    if rule.id == plain_rule().id and not rule.own_file:
        return [Line(message("Rule: {name} (plain)", name=rule.name)), Line(rule.money, 2)]
    named = message(
        "Rule: {name}: {tier_name} ({id}:{tier}, edition {edition})",
        name=rule.name, tier_name=rule.tier_name, id=rule.id, tier=rule.tier, edition=rule.edition,
    )  # fmt: skip
    partial: Sequence[Block] = [Line(PARTIAL, 2, strong=True)] if rule.partial else []
    in_force = Line(rule.force, 2, strong=rule.in_force is False)
    own = [Line(own_file_line(rule.own_file, rule.sha256), 2, strong=True)] if rule.own_file else []
    blocks: list[Block] = [Line(named), *own, *partial, in_force]
    if weak and rule.weak:
        blocks.append(Line(message("A clause rests on a weak source of the text."), 2, strong=True))
    return [*blocks, Line(rule.money, 2)]


def own_file_line(file: str, digest: str) -> Message:
    """That a rule is the asker's own, so that nobody takes it for a published one."""
    return message("Own file {file}, digest {digest}", file=one_line(file), digest=digest[:12])


def row_label(asked: Asked) -> dict[str, bool]:
    """The cell that every row of a CSV ends with, if the book is simulated."""
    return {"simulated": True} if asked.simulated else {}


def asked_lines(asked: Asked) -> list[tuple[str, Phrase]]:
    """What was asked, line by line, for a workbook."""
    lines: list[tuple[str, Phrase]] = [("hornbook", asked.hornbook)]
    days: Iterable[tuple[str, Any]] = (
        ("day", asked.day), ("known", asked.known), ("book_version", asked.book_version),
        ("book_digest", asked.book_digest),
    )  # fmt: skip
    lines += [(key, str(value)) for key, value in days if value is not None]
    if asked.simulated:
        lines.append(("simulated", SIMULATED))
    if asked.citation:
        lines.append(("citation", asked.citation))
    if asked.where:
        lines.append(("where", asked.where))
    if asked.on_facts:
        lines.append(("on_facts", ON_FACTS))
    for rule in asked.rules:
        lines += [("rule", rule.name), ("rule_id", rule.label), ("edition", rule.edition), ("sha256", rule.sha256)]
        lines += [("own_file", rule.own_file)] if rule.own_file else []
        lines += [("rule_money", rule.money), ("rule_force", rule.force), ("rule_validity", rule.validity)]
    return lines
