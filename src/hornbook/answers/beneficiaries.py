"""Which companies a support reaches: entitled or may be, the amount of each, and what would settle most of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import pyarrow.compute as pc

from hornbook.answers.answer import Answer, Asked, asked_of, head
from hornbook.answers.supports import SupportSummary, doubt_lines, support_summary
from hornbook.answers.wording.awards import force_phrase, range_phrase
from hornbook.answers.wording.rules import needs_text, wording
from hornbook.book.view import View
from hornbook.lang.filter import Filter
from hornbook.render.sheet import Block, Column, EmptyLine, Heading, Kind, Line, Row, Sheet, Stream, Table
from hornbook.standards.ask import Rule
from hornbook.support.open_facts import open_facts
from hornbook.support.population import PopulationAwards, population_awards
from hornbook.support.support import Support
from hornbook.support.terms import SupportTerms
from hornbook.text import Message, Phrase, message

SHOWN = 40
"""How many companies a page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFact:
    """Something that is not known of many companies, and for how many it alone would settle the answer."""

    written: str
    text: Phrase
    companies: int
    """How many companies it is unknown for."""
    alone: int
    """For how many of them nothing else is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class BeneficiariesAnswer(Answer):
    """Companies under one support, the entitled first, the largest amount first."""

    support: SupportSummary
    force: Message
    companies_asked: int
    entitled: int
    may_be: int
    least: Decimal
    most: Decimal | None
    """None where an award has no limit."""
    open_facts: tuple[OpenFact, ...]
    companies: Stream

    def sheet(self) -> Sheet:
        """The page: counts and money, what would settle most, then the companies."""
        return beneficiaries_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a company."""
        return (companies_table(self.companies),)


def support_rules(terms: SupportTerms) -> Iterator[Rule]:
    """The rules that a support asks: its parts, and the tiers of standards that they name."""
    for tier in terms.edition.rules.tiers:
        yield Rule(terms.support.standard, terms.edition.rules, tier)
    yield from terms.rules.values()


def ask_beneficiaries(view: View, support: Support, where: Filter | None = None) -> BeneficiariesAnswer:
    """Put a support to all companies of a view, or to those within a filter."""
    found = population_awards(view, support, where=where)
    terms = found.terms
    words = wording(support.standard, terms.edition.rules, terms.edition.inputs)
    sure = found.rows.filter(found.rows["answer"].fill_null(False))
    most = found.rows["most"]
    return BeneficiariesAnswer(
        asked=asked_of(view, *support_rules(terms), where=where),
        support=support_summary(support, view.day),
        force=force_phrase(terms.edition, view.day),
        companies_asked=found.asked,
        entitled=sure.num_rows,
        may_be=found.rows.num_rows - sure.num_rows,
        least=Decimal(pc.sum(sure["least"]).as_py() or 0) / 100,
        most=None if most.null_count else Decimal(pc.sum(most).as_py() or 0) / 100,
        open_facts=tuple(
            OpenFact(written=of.written, text=needs_text(of, words), companies=companies, alone=alone)
            for of, companies, alone in open_facts(found)
        ),
        companies=_companies(found),
    )


def _companies(of: PopulationAwards) -> Stream:
    """The companies: the entitled first, then the largest possible amount first, then by subject."""
    order = [("answer", "descending"), ("most", "descending"), ("subject", "ascending")]
    rows = of.rows.set_column(of.rows.schema.get_field_index("answer"), "answer", of.rows["answer"].fill_null(False))
    rows = rows.append_column("unlimited", pc.is_null(rows["most"])).sort_by(order)
    currency = of.terms.edition.currency

    def read() -> Iterator[Row]:
        for batch in rows.to_batches(max_chunksize=10_000):
            for row in batch.to_pylist():
                yield {
                    "company": row["subject"],
                    "name": row["name"],
                    "answer": True if row["answer"] else None,
                    "currency": currency,
                    "least": Decimal(row["least"]) / 100,
                    "most": None if row["most"] is None else Decimal(row["most"]) / 100,
                }

    return Stream(read, rows.num_rows)


# ---- the page


def beneficiaries_sheet(answer: BeneficiariesAnswer) -> Sheet:
    """The page of one support's companies."""
    of = answer.support
    title = message("Who may have {name}", name=of.name)
    blocks: list[Block] = [Heading(title, 1), *support_head(answer.asked, answer.force, in_force=of.in_force)]
    blocks += [*doubt_lines(of), EmptyLine(), *_counts(answer)]
    if answer.open_facts:
        blocks.append(Heading(message("What is not known of most of them")))
        blocks += (Line(_open(fact), 2, "– ") for fact in answer.open_facts)
    if answer.companies.count:
        blocks += [EmptyLine(), companies_table(answer.companies)]
    return Sheet(title, tuple(blocks))


def support_head(asked: Asked, force: Message, *, in_force: bool | None) -> Iterator[Block]:
    """The days, the book, and whether the support was in force."""
    yield from head(replace(asked, rules=()))
    yield Line(force, strong=in_force is False)


def _counts(answer: BeneficiariesAnswer) -> Iterator[Line]:
    yield Line(
        message(
            "Of {n:,} companies {entitled:,} are entitled and {may_be:,} may be; the others are ruled out.",
            n=answer.companies_asked,
            entitled=answer.entitled,
            may_be=answer.may_be,
        ),
        strong=True,
    )
    most = None if answer.most is None else int(answer.most * 100)
    amount = range_phrase(int(answer.least * 100), most, answer.support.currency)
    yield Line(message("If everybody who may claim did: {amount}.", amount=amount))


def _open(fact: OpenFact) -> Phrase:
    if not fact.alone:
        return message("{fact}: not known of {n:,}", fact=fact.text, n=fact.companies)
    return message(
        "{fact}: not known of {n:,}; of {alone:,} nothing else is missing",
        fact=fact.text,
        n=fact.companies,
        alone=fact.alone,
    )


# ---- files

BENEFICIARY_COLUMNS = (
    Column("company", message("company"), Kind.CODE),
    Column("name", message("name")),
    Column("answer", message("entitled"), Kind.YES),
    Column("currency", message("currency"), Kind.CODE),
    Column("least", message("at least"), Kind.NUMBER),
    Column("most", message("at most"), Kind.NUMBER, empty=message("no limit")),
)


def companies_table(of: Stream) -> Table:
    """The companies as a table."""
    return Table("beneficiaries", BENEFICIARY_COLUMNS, of, shown=SHOWN)
