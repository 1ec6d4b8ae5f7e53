"""Companies by a part of a name: the present one, or one that they had before."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from hornbook.answers.answer import Answer, asked_of, head
from hornbook.answers.wording.values import country_word
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.indicators.profile import profile
from hornbook.kinds import Named
from hornbook.render.sheet import Block, Column, Kind, Line, Row, Sheet, Table
from hornbook.text import Message, Phrase, message, message_plural

SHOWN = 40
"""How many companies are shown on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCompany:
    """A company with a name that contains the text."""

    subject: str
    name: str
    aliases: tuple[str, ...]
    """Its other names that contain the text."""
    city: str | None
    country: str | None
    country_name: Phrase | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FindAnswer(Answer):
    """Companies of which a name contains a text, in the order of their names."""

    text: str
    companies: tuple[NamedCompany, ...]

    def sheet(self) -> Sheet:
        """The page: one row a company."""
        title: Message = message_plural(
            "{n:,} company with “{text}” in a name", "{n:,} companies with “{text}” in a name",
            len(self.companies), text=self.text,
        )  # fmt: skip
        blocks: list[Block] = [*head(self.asked), Line(title, strong=True)]
        if not self.companies:
            blocks.append(Line(message("Try a shorter part of the name, or the name in another language.")))
        return Sheet(title, (*blocks, *(self.tables() if self.companies else ())))

    def tables(self) -> tuple[Table, ...]:
        """One row a company."""
        return (Table("companies", COMPANY_COLUMNS, tuple(_rows(self.companies)), shown=SHOWN),)


def ask_find(view: View, text: str) -> FindAnswer:
    """Companies of which a name contains the text, capitals or not."""
    wanted = text.strip()
    if not wanted:
        raise QuestionError(message("Say a part of a name: hornbook find TEXT --as-of DAY."))
    facts = view.facts(Named, ["subject", "name"])
    same = facts.name.lower().contains(wanted.lower()) | (facts.subject == wanted)
    names: dict[str, list[str]] = {}
    for row in view.engine.arrow(facts.filter(same).distinct()).to_pylist():
        names.setdefault(row["subject"], []).append(row["name"])
    companies = (_company(row, names[row["subject"]]) for row in _rows_of(view, names))
    return FindAnswer(
        asked=asked_of(view),
        text=wanted,
        companies=tuple(sorted(companies, key=lambda company: (company.name, company.subject))),
    )


def _rows_of(view: View, subjects: Iterable[str]) -> list[dict[str, Any]]:
    chosen = pa.table({"subject": pa.array(list(subjects), pa.string())})
    if not chosen.num_rows:
        return []
    rows = profile(view, ["name", "city", "country"]).semi_join(view.engine.put("named_companies", chosen), "subject")
    return list(view.engine.arrow(rows).to_pylist())


def _company(row: Mapping[str, Any], names: list[str]) -> NamedCompany:
    name = row["name"] or row["subject"]
    code = row["country"]
    return NamedCompany(
        subject=row["subject"],
        name=name,
        aliases=tuple(sorted(set(names) - {name})),
        city=row["city"],
        country=code,
        country_name=country_word(code) if code else None,
    )


COMPANY_COLUMNS = (
    Column("subject", message("subject"), Kind.CODE),
    Column("name", message("company")),
    Column("aliases", message("other names"), empty=""),
    Column("city", message("city")),
    Column("country", message("country code"), Kind.CODE, page=False),
    Column("country_name", message("country"), pair=True),
)


def _rows(companies: Iterable[NamedCompany]) -> Iterator[Row]:
    for company in companies:
        yield {column.key: getattr(company, column.key) for column in COMPANY_COLUMNS}
