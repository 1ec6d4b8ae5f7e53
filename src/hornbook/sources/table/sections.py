"""The sections of a mapping but for its facts: who made the table, how it opens, how companies are told apart."""

import codecs
from typing import Annotated

from pydantic import Field, field_validator

from hornbook.errors import PhraseError
from hornbook.sources.table.field import Many, MappingSection
from hornbook.terms import Day, Grade
from hornbook.text import message


class TableOrigin(MappingSection):
    """Who made the table, and when it was recorded."""

    name: str = Field("table", pattern=r"^[a-z0-9][a-z0-9_-]*$")
    title: str
    title_zh: str | None = None
    maker: str
    recorded: Day | None = None
    grade: str = Grade.REPORTED.value
    replaces: bool = False
    """Whether each export of this name replaces the one before: what it leaves out is withdrawn from its day on."""


class Shape(MappingSection):
    """How the file is to be opened."""

    encoding: Many = ("utf-8-sig",)
    delimiter: str | None = Field(None, min_length=1, max_length=1)
    sheet: str | None = None
    header: int = Field(1, ge=1, le=1000)
    columns: Many = ()
    required: Many = ()
    optional: Many = ()
    empty: Many = ()
    fill_down: Many = ()
    """Columns whose empty cells repeat the cell above: continuation lines."""
    records: str | None = None
    """The key of the list of records in a JSON document, where it does not begin with the list."""

    @field_validator("encoding")
    @classmethod
    def _known_encodings(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            try:
                known = codecs.lookup(name)
                readable = known._is_text_encoding and known.name not in _NOT_BY_LINE
            except (LookupError, ValueError):
                readable = False
            if not readable:
                raise PhraseError(
                    message("holds '{name}', no encoding of text that can be read line by line", name=name)
                )
        return names


_NOT_BY_LINE = ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem")


class Subject(MappingSection):
    """How a company is told from others."""

    columns: Annotated[Many, Field(min_length=1)]
    prefix: str | None = Field(None, pattern=r"^[\w.-]+$")
    slug: bool = True
    in_book: bool = False
    """True where the cell is the subject of a record that another source brought, as `hornbook facts` writes it."""


class Condition(MappingSection):
    """Holds in a row whose cell is not empty, or is one of `equals`."""

    column: str
    equals: Many = ()


class PromiseSection(MappingSection):
    """A source's word that silence means no."""

    kinds: Many
    since: Day
    until: Day | None = None
    live: bool = False
    edition: bool = False
    says: str
    says_zh: str | None = None
