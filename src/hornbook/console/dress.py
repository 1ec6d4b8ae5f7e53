"""What the console adds to the pages of answers: addresses of companies and rules, orders, definitions, downloads."""

from collections.abc import Iterable
from dataclasses import replace
from html import escape
from urllib.parse import urlencode

from hornbook.console.address import Address, query_of, state_of
from hornbook.console.charts import CHART_FORMATS
from hornbook.console.glossary import meaning
from hornbook.console.pages import PAGES
from hornbook.locale import Lang, printed
from hornbook.optional import has_charts
from hornbook.render.dressing import Dressing, OrderLink
from hornbook.render.sheet import Chart, Column, KeyFigure, Kind, Row, Table
from hornbook.standards.library import library
from hornbook.support.library import supports
from hornbook.terms import shift
from hornbook.text import Phrase, message


class ConsoleDressing(Dressing):
    """Addresses by the days, the version and the standard of the page that is dressed."""

    def __init__(self, address: Address, lang: Lang, charts: Iterable[Chart]) -> None:
        self.address, self.lang, self.charts = address, lang, list(charts)

    def cell(self, row: Row, column: Column) -> str | None:
        """The address of the company, standard, support or statistic that a cell names."""
        subject = row.get("subject")
        if subject and column.key in ("name", "company", "subject"):
            return self._page("company", [("company", str(subject))])
        if column.key in ("id", "name", "standard", "support") and (name := row.get("id") or row.get(column.key)):
            if name in library:
                return self._page("standards", [("standard", str(name))])
            if name in supports:
                return self._page("support", [("support", str(name))])
        if column.key == "statistic":
            return self._page("ecosystem", [("statistic", str(row["statistic"]))])
        return None

    def figure(self, figure: KeyFigure) -> str | None:
        """The page behind a headline: who is counted, what changed, or what the count rests on."""
        day = self.address.day
        match figure.key:
            case "count":
                return self._page("list", [("yes-only", "yes")])
            case "value":
                return self._page("list", [("sort", "value_usd"), ("yes-only", "yes")])
            case "unknown":
                return self._page("census")
            case "tier":
                standard = dict(self.address.options).get("standard", "").partition(":")[0]
                return self._page("list", [("standard", f"{standard}:{figure.about}")]) if standard else None
            case "month" | "year":
                months = 1 if figure.key == "month" else 12
                return self._page("census", [("from", shift(day, -months).isoformat())])
        return None

    def order(self, table: Table, column: Column) -> OrderLink | None:
        """The same list in the order of a column: figures and days from the greatest, text from A."""
        sort = next((option for option in PAGES[self.address.page].fields if option.name == "sort"), None)
        if sort is None or sort.choices is None or column.key not in sort.choices():
            return None
        now = dict(self.address.options).get("sort") or next(iter(sort.choices()))
        others = tuple(pair for pair in self.address.options if pair[0] != "sort")
        href = f"/{self.lang}/{self.address.page}?" + query_of(
            replace(self.address, options=(*others, ("sort", column.key)))
        )
        falling = column.kind.figure or column.kind is Kind.DAY
        along = ("descending" if falling else "ascending") if now == column.key else None
        return OrderLink(href, along)

    def meaning(self, table: Table, column: Column) -> Phrase | None:
        """The definition of a heading."""
        return meaning(column)

    def below(self, chart: Chart) -> str:
        """The downloads of a chart; a script puts a button for the interactive drawing before them."""
        if not has_charts():
            return ""
        number = next((n for n, known in enumerate(self.charts, 1) if known is chart), None)
        if number is None:
            return ""

        def address(form: str) -> str:
            return escape(f"/{self.lang}/{self.address.page}?{query_of(self.address, format=form, chart=str(number))}")

        name = f"{self.address.page}-{number}"
        links = " ".join(
            f'<a href="{address(form)}" download="{name}.{form}">{form.upper()}</a>'
            for form in CHART_FORMATS
            if form != "vega"
        )
        label = escape(printed(message("Show each figure under the pointer"), self.lang))
        words = escape(printed(message("Chart as a file:"), self.lang))
        return f'<p class="below" data-vega="{address("vega")}" data-label="{label}">{words} {links}</p>\n'

    def _page(self, name: str, options: Iterable[tuple[str, str]] = ()) -> str:
        return page_address(self.address, self.lang, name, options)


def page_address(address: Address, lang: Lang, name: str, options: Iterable[tuple[str, str]] = ()) -> str:
    """Another page by the same days, the same version and the same standard."""
    given = list(options)
    has = {option.name for option in PAGES[name].fields} - {key for key, _ in given}
    if PAGES[name].question != "standards":
        given += [(key, value) for key, value in address.options if key == "standard" and key in has]
    return f"/{lang}/{name}?{urlencode([*state_of(address), *given], safe='@:,')}"
