"""An answer as a page of the console: its rows in pages, links to companies and rules, and what stands around it."""

from dataclasses import dataclass, replace
from itertools import islice

from hornbook.console.address import Address, newest, query_of
from hornbook.console.charts import CHART_FORMATS, chart_bytes, charts_of
from hornbook.console.dress import ConsoleDressing, page_address
from hornbook.console.files import FORMATS, file_bytes
from hornbook.console.pages import COMPANY_PAGES, PAGES, STANDARD_PAGES, SUPPORT_PAGES
from hornbook.console.reader import AnsweredPage
from hornbook.locale import Lang, printed
from hornbook.render.html import part
from hornbook.render.sheet import Sheet, Table, titled_sheet
from hornbook.terms import Day
from hornbook.text import message

ROWS = 100
"""Rows of a table on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How an answer is wanted: as a page of rows, or as a file."""

    form: str | None = None
    """One of FORMATS or of CHART_FORMATS; None for a page."""
    rows: int = 1
    """Which page of rows, from 1."""
    chart: int = 1
    """Which chart of the page, from 1."""


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
    recorded: Day | None = None
    """The last day on which this version of the book was recorded."""
    first: Day | None = None
    """The first day by which it knows a name or a value."""
    number: int = 1
    """Which page of rows this is, from 1."""
    pages: int = 1
    file: bytes = b""
    """The download, where one was asked for."""


def drawn(answered: AnsweredPage, lang: Lang, wanted: Wanted) -> Drawn:
    """An answer as a page, or as the bytes of a file where a form is named."""
    address = answered.address
    if wanted.form in CHART_FORMATS:
        return Drawn(address=address, file=chart_bytes(answered.answer.sheet(), wanted.chart, wanted.form, lang))
    if wanted.form is not None:
        return Drawn(address=address, file=file_bytes(answered.answer, wanted.form, lang))
    whole = titled_sheet(answered.answer.sheet())
    dressing = ConsoleDressing(address, lang, charts_of(whole))
    sheet, number, pages = rows_of_page(whole, wanted.rows)
    return Drawn(
        address=address,
        title=printed(sheet.title, lang),
        article=part(sheet, lang, dressing),
        citation=answered.answer.asked.citation or "",
        notices=tuple(printed(notice, lang) for notice in answered.notices),
        empty=answered.empty,
        recorded=answered.recorded,
        first=answered.first,
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


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """A link of a menu; `here` where it is the page that is shown."""

    href: str
    label: str
    here: bool = False


def menu(address: Address | None, lang: Lang) -> list[NavigationLink]:
    """The pages that every page links to; without an address they lead to the last day of the book."""
    shown = [page for page in PAGES.values() if page.menu]
    editions = NavigationLink(f"/{lang}/yearbooks", printed(message("Yearbooks"), lang))
    if address is None:
        return [*(NavigationLink(f"/{lang}/{page.name}", printed(page.title, lang)) for page in shown), editions]
    links = (
        NavigationLink(page_address(address, lang, page.name), printed(page.title, lang), page.name == address.page)
        for page in shown
    )
    return [*links, editions]


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
