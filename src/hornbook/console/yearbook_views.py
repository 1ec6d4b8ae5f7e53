"""The list of yearbooks, and the files of the editions."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from hornbook.console import frame
from hornbook.console.option import SET
from hornbook.console.views import missing
from hornbook.console.yearbooks import YearbookShelf, edition_policy
from hornbook.locale import Lang, printed
from hornbook.text import Phrase, message

_HEADINGS: tuple[Phrase, ...] = (
    message("Yearbook"),
    message("as of"),
    message("known by"),
    message("language"),
    message("form"),
    message("size, kB"),
    message("download"),
)
_NONE: list[Phrase] = [
    message("No yearbook was made yet. hornbook yearbook make --as-of DAY --place PLACE -o FILE.html makes one."),
    message("hornbook serve --yearbooks DIR shows the editions of a folder."),
]


def yearbooks(request: HttpRequest, lang: str) -> HttpResponse:
    """The editions with links to open and to download them."""
    spoken, other = Lang(lang), Lang.EN if lang == Lang.ZH else Lang.ZH
    editions = _shelf().listed()
    words = {
        **frame.message_words(message("Yearbooks"), [] if editions else _NONE, spoken, None),
        "other_href": f"/{other}/yearbooks",
        "headings": [printed(heading, spoken) for heading in _HEADINGS],
        "changed": printed(message("This file was changed after it was made."), spoken),
        "download": printed(message("Download"), spoken),
        "editions": [
            {
                "href": f"/{lang}/yearbooks/{edition.file.name}",
                "title": printed(edition.title, spoken),
                "day": str(edition.day),
                "known": str(edition.known),
                "language": edition.language,
                "form": edition.form,
                "size": f"{-(-edition.size // 1000):,}",
                "changed": edition.changed,
            }
            for edition in editions
        ],
    }
    return render(request, "yearbooks.html", words)


def yearbook_file(request: HttpRequest, lang: str, name: str) -> HttpResponse:
    """An edition to be read, or to be saved; one in HTML stands in a sandbox, where nothing runs."""
    edition = _shelf().named(name)
    if edition is None:
        return missing(request)
    data = edition.file.read_bytes()
    response = HttpResponse(data, content_type=edition.content_type)
    saved = request.GET.get("download") == SET
    response["Content-Disposition"] = str(content_disposition_header(saved, edition.file.name))
    if edition.form == "HTML":
        response["Content-Security-Policy"] = edition_policy(data)
    return response


def _shelf() -> YearbookShelf:
    shelf: YearbookShelf = settings.CONSOLE.yearbooks
    return shelf
