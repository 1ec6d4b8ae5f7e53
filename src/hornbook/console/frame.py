"""What stands around the content of a page: the menu, the search, the years, the forms and the foot."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import mark_safe

from hornbook.console import draw, form
from hornbook.console.address import Address, query_of, state_of
from hornbook.console.condition import COMPARISONS, FIELDS, UNITS, figures
from hornbook.console.dress import page_address
from hornbook.console.names import SuggestedCompany
from hornbook.console.pages import PAGES
from hornbook.console.years import year_links
from hornbook.locale import Lang, printed
from hornbook.text import Phrase, message

START = "overview"
"""The first page."""
CODES = {Lang.EN: "en", Lang.ZH: "zh-Hans"}
_NAMES = {Lang.EN: "English", Lang.ZH: "中文"}
_WORDS: Mapping[str, Phrase] = {
    "skip": message("Skip to the content"),
    "search": message("Search"),
    "search_label": message("Company by a part of its name"),
    "suggestions": message("Companies with this in their name"),
    "menu": message("Pages"),
    "company_menu": message("Pages about the same"),
    "newest": message("Show the newest."),
    "ask": message("Change the question"),
    "show": message("Show"),
    "rows": message("Rows"),
    "before": message("Previous rows"),
    "after": message("Next rows"),
    "download": message("Download:"),
    "citation": message("Citation, and the command that asks it again"),
    "years": message("Years"),
    "year": message("Day asked about, by years"),
    "condition": message("Add a condition to the filter"),
    "figure": message("Figure"),
    "comparison": message("Comparison"),
    "amount": message("Value"),
    "unit": message("Unit"),
    "add": message("Add"),
    "condition_help": message("Conditions are joined by “and”. The text of the filter above is what is asked."),
    "several": message("Several words with commas between them."),
}


def page_words(made: draw.Drawn, lang: Lang) -> dict[str, Any]:
    """The words of the template of a page."""
    address = made.address
    before, after = draw.row_pages(made, lang)
    years = year_links(address, lang, made.first, made.recorded)
    return {
        **_frame(lang, address),
        "title": made.title,
        "made": made,
        "article": mark_safe(made.article),  # noqa: S308  our renderer escapes every word
        "page": address.page,
        "version": address.version,
        "day": address.day,
        "fields": form.form_fields(address, lang),
        "condition": _condition_fields(address, lang),
        "years": years,
        "year": _nearest(address, [link.year for link in years]),
        "tabs": draw.company_menu(address, lang),
        "printed_address": f"/{lang}/{address.page}?{query_of(address)}",
        "files": draw.downloads(address, lang),
        "newest_href": draw.newest_address(address, lang),
        "standing": printed(_standing(made), lang) if made.recorded else "",
        "empty": [printed(line, lang) for line in _EMPTY] if made.empty else [],
        "before": before,
        "after": after,
    }


def message_words(title: Phrase, lines: Iterable[Phrase], lang: Lang, link: str | None) -> dict[str, Any]:
    """The words of a page that says what is the matter; `link` leads to the newest of what was asked."""
    return {
        **_frame(lang, None),
        "title": printed(title, lang),
        "lines": [printed(line, lang) for line in lines],
        "link_href": link or f"/{lang}/{START}",
        "link_label": printed(message("Show the newest.") if link else message("Go to the overview"), lang),
    }


def suggestion_words(address: Address, text: str, found: Iterable[SuggestedCompany], lang: Lang) -> dict[str, Any]:
    """The words of the list of companies below the search."""
    return {
        "text": text,
        "label": printed(_WORDS["suggestions"], lang),
        "none": printed(message("No company has this in its name."), lang),
        "found": [
            {"href": page_address(address, lang, "company", [("company", of.subject)]), "name": of.name} for of in found
        ],
    }


_EMPTY = (
    message("This book is empty. Import a source first: hornbook import SOURCE PATH"),
    message("`hornbook sources` lists what can be imported; `hornbook demo` makes a book of simulated companies."),
)


def _frame(lang: Lang, address: Address | None) -> dict[str, Any]:
    """What stands around every page."""
    other = Lang.EN if lang is Lang.ZH else Lang.ZH
    query = f"{address.page}?{query_of(address)}" if address else START
    return {
        "lang": lang.value,
        "code": CODES[lang],
        "other_code": CODES[other],
        "other_label": _NAMES[other],
        "other_href": f"/{other}/{query}",
        "w": {key: printed(phrase, lang) for key, phrase in _WORDS.items()},
        "menu": draw.menu(address, lang),
        "state": state_of(address) if address else (),
    }


def _standing(made: draw.Drawn) -> Phrase:
    """How the day that is asked stands to the last day that the book was recorded."""
    day, recorded = made.address.day, made.recorded
    if recorded is None or day < recorded:
        return ""
    if day == recorded:
        return message("{day} is the last day on which this book was recorded.", day=day)
    return message("This book was last recorded on {recorded}: what has become known since is not in it.",
                   recorded=recorded)  # fmt: skip


def _nearest(address: Address, years: list[int]) -> int:
    return min(years, key=lambda year: abs(year - address.day.year)) if years else 0


def _condition_fields(address: Address, lang: Lang) -> dict[str, Any]:
    """The choices of the form that adds a condition; nothing on a page without a filter."""
    if all(option.name != "where" for option in PAGES[address.page].fields):
        return {}
    where = dict(address.options).get("where", "")
    return {
        "names": FIELDS,
        "where": where,
        "figures": [(name, printed(words, lang)) for name, words in figures().items()],
        "comparisons": [(name, printed(words, lang)) for name, words in COMPARISONS.items()],
        "units": [(name, printed(words, lang)) for name, words in UNITS.items()],
    }
