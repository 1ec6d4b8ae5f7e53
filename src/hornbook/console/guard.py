"""What changes the book comes from a browser on this machine alone, from a page of this console."""

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hornbook.console.import_frame import import_refusal
from hornbook.console.limits import FORM_BYTES, LOOPBACK, MOST_BYTES
from hornbook.console.origin import forwarding_header, is_loopback
from hornbook.text import Phrase, message

_SAFE = ("GET", "HEAD", "OPTIONS")
_log = logging.getLogger(__name__)


class WriteGuard:
    """Middleware that refuses requests to import which do not come from here; each refusal is logged."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, or the refusal."""
        if request.method in _SAFE and not is_import(request.path_info):
            return self._respond(request)
        fault = write_fault(request)
        if fault is None:
            return self._respond(request)
        status, phrase = fault
        _log.warning("refused %s %s: %s", request.method, request.path_info, phrase)
        return import_refusal(request, phrase, status)


def is_import(path: str) -> bool:
    """Whether a path is one of the pages of imports."""
    return path.split("/")[2:3] == ["import"]


def write_fault(request: HttpRequest) -> tuple[int, Phrase] | None:
    """Why a request may not change the book, with the status of the refusal; None where it may."""
    if not settings.CONSOLE.writable:
        return 403, message("This console only reads. hornbook serve --writable takes imports.")
    if (header := forwarding_header(request)) is not None:
        return 403, message("Imports are not taken through a proxy (header {name}).", name=header)
    if not is_loopback(request.META.get("REMOTE_ADDR", "")):
        return 403, message("Imports are taken from this machine alone.")
    if _host(request.headers.get("Host", "")) not in LOOPBACK:
        return 403, message("Imports are taken at the address 127.0.0.1 or localhost alone.")
    if _is_foreign(request):
        return 403, message("This request comes from a page of another site.")
    if _size(request) > MOST_BYTES + FORM_BYTES:
        limit = MOST_BYTES >> 20
        return 413, message("The file is larger than {limit} MB. The command line imports larger ones.", limit=limit)
    return None


def _host(header: str) -> str:
    """The name in a Host header, without the port."""
    name, mark, port = header.rpartition(":")
    return name.lower() if mark and port.isdigit() else header.lower()


def _is_foreign(request: HttpRequest) -> bool:
    """Whether the browser says that a page of another site sends a request."""
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("Host"):
        return True
    site = request.headers.get("Sec-Fetch-Site")
    return site in ("cross-site", "same-site") and not (request.method in _SAFE and _is_followed(request))


def _is_followed(request: HttpRequest) -> bool:
    """Whether a person follows a link to a page: it is shown to them, and the other site cannot read it."""
    return str(request.headers.get("Sec-Fetch-Mode")) == "navigate"


def _size(request: HttpRequest) -> int:
    word = request.META.get("CONTENT_LENGTH") or "0"
    return int(word) if word.isdigit() else 0
