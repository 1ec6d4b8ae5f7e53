"""An answer as a page of the console: its rows in pages, links to companies and rules, and what stands around it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlencode

from hornbook.console.address import Address, newest, query_of, state_of
from hornbook.console.files import FORMATS, file_bytes
from hornbook.console.pages import COMPANY_PAGES, PAGES, STANDARD_PAGES, SUPPORT_PAGES
from hornbook.console.reader import AnsweredPage
from hornbook.locale import Lang, printed
from hornbook.render.html import Link, part
from hornbook.render.sheet import Column, Row, Sheet, Table, titled_sheet
from hornbook.standards.library import library
from hornbook.support.library import supports

ROWS = 100
"""Rows of a table on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What a request is answered with."""

    address: Address
    title: str = ""
    article: str = ""
    """HTML that our renderer made."""
    citation: str = ""
    notices: tuple[str, ...] = ()
    empty: bool = False
    number: int = 1
    """Which page of rows this is, from 1."""
    pages: int = 1
    file: bytes = b""
    """The download, where one was asked for."""


def drawn(answered: AnsweredPage, lang: Lang, form: str | None, number: int) -> Drawn:
    """An answer as a page, or as the bytes of a file where a form is named."""
    if form is not None:
        return Drawn(address=answered.address, file=file_bytes(answered.answer, form, lang))
    sheet, number, pages = rows_of_page(titled_sheet(answered.answer.sheet()), number)
    return Drawn(
        address=answered.address,
        title=printed(sheet.title, lang),
        article=part(sheet, lang, _links(answered.address, lang)),
        citation=answered.answer.asked.citation or "",
        notices=tuple(printed(notice, lang) for notice in answered.notices),
        empty=answered.empty,
        number=number,
        pages=pages,
    )


def rows_of_page(sheet: Sheet, number: int) -> tuple[Sheet, int, int]:
    """The sheet with the rows of one page of its first long table; which page that is, and how many there are."""
    long = next((of for of in sheet.blocks if isinstance(of, Table) and len(of.rows) > ROWS), None)
    if long is None:
        return sheet, 1, 1
    pages = -(-len(long.rows) // ROWS)
    number = min(max(number, 1), pages)
    rows = tuple(islice(long.rows, (number - 1) * ROWS, number * ROWS))
    blocks = (replace(long, rows=rows, shown=None) if block is long else block for block in sheet.blocks)
    return Sheet(sheet.title, tuple(blocks)), number, pages


def _links(address: Address, lang: Lang) -> Link:
    """Addresses of the companies, standards and supports that a table names."""

    def link(row: Row, column: Column) -> str | None:
        subject = row.get("subject")
        if subject and column.key in ("name", "company", "subject"):
            return page_address(address, lang, "company", [("company", str(subject))])
        if column.key in ("id", "name", "standard", "support") and (name := row.get("id") or row.get(column.key)):
            if name in library:
                return page_address(address, lang, "standards", [("standard", str(name))])
            if name in supports:
                return page_address(address, lang, "support", [("support", str(name))])
        if column.key == "statistic":
            return page_address(address, lang, "ecosystem", [("statistic", str(row["statistic"]))])
        return None

    return link


def page_address(address: Address, lang: Lang, name: str, options: Iterable[tuple[str, str]] = ()) -> str:
    """Another page by the same days, the same version and the same standard."""
    given = list(options)
    has = {option.name for option in PAGES[name].fields} - {key for key, _ in given}
    if PAGES[name].question != "standards":
        given += [(key, value) for key, value in address.options if key == "standard" and key in has]
    return f"/{lang}/{name}?{urlencode([*state_of(address), *given], safe='@:,')}"


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """A link of a menu; `here` where it is the page that is shown."""

    href: str
    label: str
    here: bool = False


def menu(address: Address, lang: Lang) -> list[NavigationLink]:
    """The pages that every page links to."""
    return [
        NavigationLink(page_address(address, lang, page.name), printed(page.title, lang), page.name == address.page)
        for page in PAGES.values()
        if page.menu
    ]


def company_menu(address: Address, lang: Lang) -> list[NavigationLink]:
    """The other pages of the company, the support or the standard that is shown."""
    shown, given = PAGES[address.page], dict(address.options)
    if shown.company:
        word, pages = given.get(shown.company), [(page, page.company) for page in COMPANY_PAGES]
    elif shown.support:
        word, pages = given.get(shown.support), [(page, page.support) for page in SUPPORT_PAGES]
    elif shown.question == "standards" and shown.standard:
        word, pages = given.get(shown.standard), [(page, page.standard) for page in STANDARD_PAGES]
    else:
        return []
    return [
        NavigationLink(
            page_address(address, lang, page.name, [(str(option), word)]),
            printed(page.title, lang),
            page.name == address.page,
        )
        for page, option in pages
        if word is not None and (page.suits is None or page.suits(word))
    ]


def downloads(address: Address, lang: Lang) -> list[NavigationLink]:
    """The same answer as files."""
    return [
        NavigationLink(f"/{lang}/{address.page}?{query_of(address, format=form)}", form.upper()) for form in FORMATS
    ]


def newest_address(address: Address, lang: Lang) -> str:
    """The same question to the book and the rules of now."""
    return f"/{lang}/{address.page}?{query_of(newest(address))}"


def row_pages(made: Drawn, lang: Lang) -> tuple[str | None, str | None]:
    """The addresses of the rows before and after those that are shown."""

    def at(number: int) -> str | None:
        if not 1 <= number <= made.pages:
            return None
        return f"/{lang}/{made.address.page}?{query_of(made.address, page=str(number))}"

    return at(made.number - 1), at(made.number + 1)
