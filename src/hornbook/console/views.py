"""Requests and responses: an address is read, asked and drawn; a mistake is a page that says what to do."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.safestring import mark_safe

from hornbook.console import draw, form
from hornbook.console.address import Address, query_of, read_address, state_of
from hornbook.console.desk import BusyError, Desk, StillAskingError
from hornbook.console.files import FORMATS
from hornbook.console.pages import PAGES
from hornbook.console.reader import NoVersionError, Reader, RuleGoneError
from hornbook.errors import BookError, HornbookError, QuestionError
from hornbook.locale import Lang, printed
from hornbook.render.html import PAGE_STYLE
from hornbook.text import Phrase, message

HERE = Path(__file__).parent
START = "overview"
_log = logging.getLogger(__name__)
_CODES = {Lang.EN: "en", Lang.ZH: "zh-Hans"}
_NAMES = {Lang.EN: "English", Lang.ZH: "中文"}
_WORDS: Mapping[str, Phrase] = {
    "skip": message("Skip to the content"),
    "search": message("Search"),
    "search_label": message("Company by a part of its name"),
    "menu": message("Pages"),
    "company_menu": message("Pages of this company"),
    "newest": message("Show the newest."),
    "empty": message("This book is empty. Import a source first: hornbook import SOURCE PATH"),
    "ask": message("Change the question"),
    "show": message("Show"),
    "rows": message("Rows"),
    "before": message("Previous rows"),
    "after": message("Next rows"),
    "download": message("Download:"),
    "citation": message("Citation, and the command that asks it again"),
}


@dataclass(frozen=True, slots=True)
class Console:
    """What the views ask: the reader of a book, in the thread of a desk."""

    reader: Reader
    desk: Desk
    rate: str
    """How many requests a token may make over HTTP, such as 600/m."""
    writable: bool = False
    """Whether tables can be imported."""


def start(request: HttpRequest, lang: str | None = None) -> HttpResponse:
    """The first page, in the language of the address or of the browser."""
    spoken = request.headers.get("Accept-Language", "").strip().lower()
    chosen = lang or (Lang.ZH if spoken.startswith("zh") else Lang.EN)
    response = HttpResponseRedirect(f"/{chosen}/{START}")
    response["Vary"] = "Accept-Language"
    return response


def page(request: HttpRequest, lang: str, name: str) -> HttpResponse:
    """A page or a download of it; an address that is not complete leads to the complete one."""
    spoken = Lang(lang)
    if name not in PAGES:
        return missing(request)
    try:
        return _asked(request, spoken, name)
    except RuleGoneError as gone:
        link = draw.newest_address(_address(request, name), spoken)
        return _message(request, spoken, message("This rule is gone"), [gone.phrase], 410, link)
    except BookError:
        _log.exception("the book cannot be read")
        lines: list[Phrase] = [message("The book cannot be read; the log of the server says more.")]
        return _message(request, spoken, message("This page failed"), lines, 500)
    except HornbookError as mistake:
        status = 404 if isinstance(mistake, NoVersionError) else 400
        return _message(request, spoken, message("This cannot be asked"), [mistake.phrase], status)
    except StillAskingError:
        response = _message(
            request,
            spoken,
            message("The question is being asked"),
            [message("It takes a while. This page looks again by itself every two seconds.")],
            202,
        )
        response["Refresh"] = "2"
        return response
    except BusyError:
        response = _message(
            request, spoken, message("Too many questions are waiting"), [message("Try again in a minute.")], 503
        )
        response["Retry-After"] = "60"
        return response


def _asked(request: HttpRequest, lang: Lang, name: str) -> HttpResponse:
    address = _address(request, name)
    file_form, number = _form(request), _number(request)
    console: Console = settings.CONSOLE
    made = console.desk.ask(
        (address, lang, file_form, number),
        lambda: draw.drawn(console.reader.answered(address), lang, file_form, number),
    )
    more = {key: value for key in ("format", "page") if (value := request.GET.get(key))}
    if made.address != address:
        return HttpResponseRedirect(f"/{lang}/{name}?{query_of(made.address, **more)}")
    if file_form is not None:
        response = HttpResponse(made.file, content_type=FORMATS[file_form])
        response["Content-Disposition"] = f'attachment; filename="{name}.{file_form}"'
        return response
    return render(request, "page.html", _page_words(made, lang))


def _address(request: HttpRequest, name: str) -> Address:
    query = [(key, value) for key, values in request.GET.lists() for value in values]
    return read_address(PAGES[name], query, today())


def today() -> date:
    """The day in the server's own calendar."""
    return date.today()  # noqa: DTZ011


def _form(request: HttpRequest) -> str | None:
    word: str | None = request.GET.get("format")
    if word is not None and word not in FORMATS:
        raise QuestionError(message("'{word}' is no form of a download: csv, xlsx or json.", word=word[:60]))
    return word


def _number(request: HttpRequest) -> int:
    word = request.GET.get("page", "1")
    if not (word.isascii() and word.isdigit() and len(word) < 9):
        raise QuestionError(message("'{word}' is no number of a page.", word=word[:60]))
    return int(word)


def _page_words(made: draw.Drawn, lang: Lang) -> dict[str, Any]:
    address = made.address
    before, after = draw.row_pages(made, lang)
    return {
        **_frame(lang, address),
        "title": made.title,
        "made": made,
        "article": mark_safe(made.article),  # noqa: S308  our renderer escapes every word
        "page": address.page,
        "version": address.version,
        "fields": form.form_fields(address, lang),
        "tabs": draw.company_menu(address, lang),
        "files": draw.downloads(address, lang),
        "newest_href": draw.newest_address(address, lang),
        "before": before,
        "after": after,
    }


def _frame(lang: Lang, address: Address) -> dict[str, Any]:
    """What stands around every page."""
    other = Lang.EN if lang is Lang.ZH else Lang.ZH
    return {
        "lang": lang.value,
        "code": _CODES[lang],
        "other_code": _CODES[other],
        "other_label": _NAMES[other],
        "other_href": f"/{other}/{address.page}?{query_of(address)}",
        "w": {key: printed(phrase, lang) for key, phrase in _WORDS.items()},
        "menu": draw.menu(address, lang),
        "state": state_of(address),
    }


def _message(
    request: HttpRequest, lang: Lang, title: Phrase, lines: list[Phrase], status: int, newest: str | None = None
) -> HttpResponse:
    """A page that says what is the matter."""
    now = today()
    words = {
        **_frame(lang, Address(page=START, day=now, known=now)),
        "title": printed(title, lang),
        "lines": [printed(line, lang) for line in lines],
        "other_href": f"/{Lang.EN if lang is Lang.ZH else Lang.ZH}/{START}",
        "link_href": newest,
        "link_label": printed(message("Show the newest."), lang),
    }
    return render(request, "message.html", words, status=status)


def _language(request: HttpRequest) -> Lang:
    return Lang.ZH if request.path_info.startswith("/zh") else Lang.EN


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such page."""
    lines: list[Phrase] = [message("The menu lists the pages that there are.")]
    return _message(request, _language(request), message("There is no such page"), lines, 404)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that Django refuses, such as one with the name of another host."""
    return HttpResponse("400 Bad Request\n", content_type="text/plain; charset=utf-8", status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of Hornbook; its trace goes to the log alone."""
    lines: list[Phrase] = [message("This is a fault of Hornbook; the log of the server says more.")]
    return _message(request, _language(request), message("This page failed"), lines, 500)


def style(request: HttpRequest) -> HttpResponse:
    """The one style sheet: that of our pages, then the console's."""
    return _static(PAGE_STYLE + (HERE / "static" / "console.css").read_text(encoding="utf-8"), "text/css")


def icon(request: HttpRequest) -> HttpResponse:
    """The icon of a browser's tab."""
    return _static((HERE / "static" / "icon.svg").read_text(encoding="utf-8"), "image/svg+xml")


def _static(text: str, kind: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Cache-Control"] = "max-age=300"
    return response
