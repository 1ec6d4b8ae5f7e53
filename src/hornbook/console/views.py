"""Requests and responses: an address is read, asked and drawn; a mistake is a page that says what to do."""

import logging
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from hornbook.book.book import open_book
from hornbook.console import draw, frame
from hornbook.console.address import Address, query_of, read_address
from hornbook.console.charts import CHART_FORMATS
from hornbook.console.condition import Condition, given_condition, joined
from hornbook.console.desk import BusyError, Desk, StillAskingError
from hornbook.console.files import FORMATS
from hornbook.console.kept_pages import keep_page, kept_page
from hornbook.console.pages import PAGES
from hornbook.console.reader import NoVersionError, Reader, RuleGoneError
from hornbook.console.scripts import htmx_script
from hornbook.console.yearbooks import YearbookShelf
from hornbook.errors import BookError, HornbookError, QuestionError
from hornbook.locale import Lang
from hornbook.optional import has_charts
from hornbook.render.charts.dark import chart_style
from hornbook.render.charts.interactive import vega_script
from hornbook.render.html import PAGE_STYLE
from hornbook.text import Phrase, message

HERE = Path(__file__).parent
START = frame.START
_FORMS = {**FORMATS, **CHART_FORMATS}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Console:
    """What the views ask: the reader of a book, in the thread of a desk."""

    reader: Reader
    desk: Desk
    rate: str
    """How many requests a token may make over HTTP, such as 600/m."""
    yearbooks: YearbookShelf
    """The editions that are shown."""
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
        return _waiting(request, spoken)
    except BusyError:
        response = _message(
            request, spoken, message("Too many questions are waiting"), [message("Try again in a minute.")], 503
        )
        response["Retry-After"] = "60"
        return response


def _waiting(request: HttpRequest, lang: Lang) -> HttpResponse:
    """A page that looks again: by itself, or by htmx where that asked for it, which heeds no header."""
    lines: list[Phrase] = [message("It takes a while. This page looks again by itself every two seconds.")]
    words = frame.message_words(message("The question is being asked"), lines, lang, None)
    by_script = bool(request.headers.get("HX-Request"))
    response = render(
        request, "message.html", {**words, "again": request.get_full_path() if by_script else ""}, status=202
    )
    if not by_script:
        response["Refresh"] = "2"
    return response


def _asked(request: HttpRequest, lang: Lang, name: str) -> HttpResponse:
    address = _address(request, name)
    condition = given_condition(request.GET.dict())
    if condition is not None and any(option.name == "where" for option in PAGES[name].fields):
        return HttpResponseRedirect(f"/{lang}/{name}?{query_of(_with_condition(address, condition))}")
    wanted = _wanted(request)
    console: Console = settings.CONSOLE
    made = _made(console, address, lang, wanted)
    more = {key: value for key in ("format", "page", "chart") if (value := request.GET.get(key))}
    if made.address != address:
        return HttpResponseRedirect(f"/{lang}/{name}?{query_of(made.address, **more)}")
    if wanted.form is not None:
        response = HttpResponse(made.file, content_type=_FORMS[wanted.form])
        ending = {"vega": "json"}.get(wanted.form, wanted.form)
        stem = f"{name}-{wanted.chart}" if wanted.form in CHART_FORMATS else name
        response["Content-Disposition"] = f'attachment; filename="{stem}.{ending}"'
        return response
    return render(request, "page.html", frame.page_words(made, lang))


def _made(console: Console, address: Address, lang: Lang, wanted: draw.Wanted) -> draw.Drawn:
    """A page that was drawn before, at once and beside the thread of the book; else the thread is asked."""
    last = open_book(console.reader.folder)
    version = address.version if address.version is not None else last.version
    if version <= last.version:
        book = last if version == last.version else open_book(console.reader.folder, version=version)
        if kept := kept_page(last, book, replace(address, version=version), lang, wanted):
            return kept

    def job() -> draw.Drawn:
        made = draw.drawn(console.reader.answered(address), lang, wanted)
        keep_page(open_book(console.reader.folder, version=made.address.version), address, lang, wanted, made)
        return made

    return console.desk.ask((address, lang, wanted), job)


def _with_condition(address: Address, condition: Condition) -> Address:
    """The same question with one more condition in its filter, to the newest version by the rules of now."""
    where = joined(dict(address.options).get("where", ""), condition)
    options = [pair for pair in address.options if pair[0] != "where"]
    return replace(address, rules=(), all_rules=None, options=(*options, ("where", where)))


def _address(request: HttpRequest, name: str) -> Address:
    query = [(key, value) for key, values in request.GET.lists() for value in values]
    return read_address(PAGES[name], query, today() if request.GET.get("day", "").strip() else last_day())


def last_day() -> date:
    """The last day of the book, about which is asked where an address names no day."""
    console: Console = settings.CONSOLE
    now = today()
    return console.desk.ask(("last day", now), lambda: console.reader.last_day(now))


def today() -> date:
    """The day in the server's own calendar."""
    return date.today()  # noqa: DTZ011


def _wanted(request: HttpRequest) -> draw.Wanted:
    word: str | None = request.GET.get("format")
    if word is not None and word not in _FORMS:
        raise QuestionError(message("'{word}' is no form of a download.", word=word[:60]))
    rows, chart = (_number(request.GET.get(key, "1")) for key in ("page", "chart"))
    return draw.Wanted(form=word, rows=rows, chart=chart)


def _number(word: str) -> int:
    if not (word.isascii() and word.isdigit() and len(word) < 9):
        raise QuestionError(message("'{word}' is no number of a page.", word=word[:60]))
    return int(word)


def _message(
    request: HttpRequest, lang: Lang, title: Phrase, lines: list[Phrase], status: int, link: str | None = None
) -> HttpResponse:
    """A page that says what is the matter, and what to do."""
    return render(request, "message.html", frame.message_words(title, lines, lang, link), status=status)


def suggest(request: HttpRequest, lang: str) -> HttpResponse:
    """Companies for the letters that a reader has typed, as a list to choose from."""
    spoken, text = Lang(lang), request.GET.get("text", "")[:200]
    console: Console = settings.CONSOLE
    try:
        query = [(key, value) for key in ("day", "known", "known-set", "v") if (value := request.GET.get(key))]
        day = today() if request.GET.get("day") else last_day()
        address = read_address(PAGES["find"], query, day)
        key = ("suggest", address, text)
        found = console.desk.ask(key, lambda: console.reader.suggested(address, text))
    except StillAskingError:
        return render(request, "suggest.html", {"again": request.get_full_path()}, status=202)
    except (HornbookError, BusyError):
        return render(request, "suggest.html", {})
    return render(request, "suggest.html", frame.suggestion_words(address, text, found, spoken))


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
    return _static(PAGE_STYLE + chart_style() + _text("console.css"), "text/css")


def icon(request: HttpRequest) -> HttpResponse:
    """The icon of a browser's tab."""
    return _static(_text("icon.svg"), "image/svg+xml")


def script(request: HttpRequest, name: str) -> HttpResponse:
    """A script of the console, or one of an installed package: htmx, and Vega where charts can be drawn."""
    if name == "vega" and not has_charts():
        return missing(request)
    text = {"htmx": htmx_script, "vega": vega_script}.get(name, _own_script)()
    return _static(text, "text/javascript")


def _own_script() -> str:
    return _text("console.js")


def _text(name: str) -> str:
    return (HERE / "static" / name).read_text(encoding="utf-8")


def _static(text: str, kind: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Cache-Control"] = "max-age=300"
    return response
