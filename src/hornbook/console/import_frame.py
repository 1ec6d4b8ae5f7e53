"""What stands around the pages of imports, and how the JSON of a step is read in one language."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hornbook.locale import Lang, printed
from hornbook.text import Phrase, message

_NAMES = {Lang.EN: "English", Lang.ZH: "中文"}
_CODES = {Lang.EN: "en", Lang.ZH: "zh-Hans"}
_WORDS: Mapping[str, Phrase] = {
    "skip": message("Skip to the content"),
    "console": message("Back to the console"),
    "all": message("All imports"),
    "file": message("Table"),
    "upload": message("Upload"),
    "private": message(
        "The file is kept in a private folder beside the book until it is imported or deleted."
        " Columns of telephone numbers, e-mail and home addresses are not taken."
    ),
    "begun": message("Imports that were begun"),
    "when": message("Begun (UTC)"),
    "step": message("Step"),
    "state": message("State"),
    "rows": message("Rows read so far"),
    "wait": message("This page looks again by itself every second."),
    "stop": message("Stop"),
    "delete": message("Delete this import"),
    "mapping": message("Mapping: what the columns mean"),
    "mapping_help": message(
        "Read it and mend it: which column is which fact, the day of recording, the maker of the table."
    ),
    "preview": message("Preview"),
    "preview_nothing": message("Preview: nothing was written yet"),
    "confirm": message("Confirm: import into the book"),
    "recorded": message("Recorded on"),
    "source": message("Source"),
    "table_rows": message("Rows of the table"),
    "facts": message("Facts"),
    "refused": message("Refused rows"),
    "notes": message("Notes"),
    "kind": message("kind"),
    "company": message("company"),
    "place": message("where it is written"),
    "valid": message("true from"),
    "text": message("what it says"),
    "reason": message("reason"),
    "first": message("The first rows as facts"),
    "refused_rows": message("What would be refused, and notes"),
    "companies": message("Companies in the table"),
    "known": message("Known to the book already: their facts are added"),
    "same_name": message("New, with the name of another company of the book"),
    "link": message("hornbook link finds which of them are one company"),
    "unused": message("Columns that become no fact"),
    "unknown_words": message("Words that nothing knows"),
    "log": message("What the step printed"),
    "version": message("Version of the book"),
    "census": message("Census of this version"),
    "already": message("This table was in the book already; nothing was added."),
}


def import_words(lang: Lang, path: str) -> dict[str, Any]:
    """The words of every page of imports."""
    other = Lang.EN if lang is Lang.ZH else Lang.ZH
    return {
        "lang": lang.value,
        "code": _CODES[lang],
        "other_code": _CODES[other],
        "other_label": _NAMES[other],
        "other_href": f"/{other}/{path}",
        "colon": "：" if lang is Lang.ZH else ": ",
        "w": {key: printed(phrase, lang) for key, phrase in _WORDS.items()},
    }


def import_refusal(request: HttpRequest, phrase: Phrase, status: int) -> HttpResponse:
    """A page that says why a request to import is refused."""
    lang = path_language(request.path_info)
    words = {
        **import_words(lang, "overview"),
        "title": printed(message("Imports are refused here"), lang),
        "fault": printed(phrase, lang),
    }
    return render(request, "import_refused.html", words, status=status)


def no_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was not made by this console, or in a browser that keeps no cookie of it."""
    return import_refusal(request, message("The form is too old or from another site. Load the page again."), 403)


def path_language(path: str) -> Lang:
    """The language that an address begins with."""
    return Lang.ZH if path.startswith("/zh") else Lang.EN


def import_link(request: HttpRequest) -> dict[str, Any]:
    """The link to the imports, for the template of every page, where the console takes any."""
    from django.conf import settings

    if not settings.CONSOLE.writable:
        return {}
    lang = path_language(request.path_info)
    return {"import_href": f"/{lang}/import", "import_label": printed(message("Import a table"), lang)}


def said_in(value: Any, lang: Lang) -> Any:
    """JSON of an answer with each phrase in one language only."""
    match value:
        case {"en": english, "zh": chinese, **rest} if not rest:
            return chinese if lang is Lang.ZH else english
        case dict():
            return {key: said_in(inner, lang) for key, inner in value.items()}
        case list():
            return [said_in(inner, lang) for inner in value]
    return value
