"""What is the matter, as JSON: RFC 9457, `application/problem+json`."""

import json
import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from hornbook.console.desk import BusyError, StillAskingError
from hornbook.console.reader import NoVersionError, RuleGoneError
from hornbook.errors import BookError, HornbookError
from hornbook.locale import Lang, printed
from hornbook.text import Phrase, message

MEDIA_TYPE = "application/problem+json"
PROBLEM_SCHEMA = {
    "type": "object",
    "description": "What is the matter, by RFC 9457. The detail is in the language of Accept-Language, zh or en.",
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"parameter": {"type": "string"}, "detail": {"type": "string"}},
                "required": ["parameter", "detail"],
            },
        },
    },
    "required": ["title", "status", "detail"],
}
_log = logging.getLogger(__name__)


def spoken_language(request: HttpRequest) -> Lang:
    """The language in which a client asks to be answered."""
    return Lang.ZH if request.headers.get("Accept-Language", "").strip().lower().startswith("zh") else Lang.EN


def problem(
    request: HttpRequest, status: int, detail: Phrase, errors: Sequence[dict[str, str]] = (), **headers: str
) -> HttpResponse:
    """A response that says what is the matter; `headers` are written with underscores for dashes."""
    lang = spoken_language(request)
    said: dict[str, Any] = {"title": HTTPStatus(status).phrase, "status": status, "detail": printed(detail, lang)}
    if errors:
        said["errors"] = list(errors)
    response = HttpResponse(json.dumps(said, ensure_ascii=False), content_type=MEDIA_TYPE, status=status)
    response["Content-Language"] = {Lang.ZH: "zh-Hans", Lang.EN: "en"}[lang]
    response["Vary"] = "Accept-Language"
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response


def exception_problem(request: HttpRequest, error: Exception) -> HttpResponse:
    """The response to a request that ended in an exception. A fault of Hornbook is logged, and not told."""
    match error:
        case ValidationError():
            return _refused_parameters(request, error)
        case AuthenticationError():
            detail = message("Send a token that is in force: Authorization: Bearer TOKEN.")
            return problem(request, 401, detail, WWW_Authenticate='Bearer realm="hornbook"')
        case Throttled():
            return problem(request, 429, message("Too many requests with this token. Wait, then ask again."))
        case HttpError():
            return problem(request, error.status_code, str(error))
        case RuleGoneError():
            return problem(request, 410, error.phrase)
        case NoVersionError():
            return problem(request, 404, error.phrase)
        case StillAskingError():
            detail = message("The question is being asked. Send the same request again to get its answer.")
            return problem(request, 503, detail, Retry_After="2")
        case BusyError():
            return problem(request, 503, message("Too many questions are waiting"), Retry_After="60")
        case HornbookError() if not isinstance(error, BookError):
            return problem(request, 400, error.phrase)
    _log.error("the API failed", exc_info=error)
    return problem(request, 500, message("This is a fault of Hornbook; the log of the server says more."))


def _refused_parameters(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [{"parameter": str(fault["loc"][-1]), "detail": str(fault["msg"])} for fault in error.errors]
    named = ", ".join(dict.fromkeys(f"'{fault['parameter']}': {fault['detail']}" for fault in errors))
    return problem(request, 422, message("Values that cannot be read: {named}", named=named), errors)


def no_such_path(request: HttpRequest, **_: Any) -> HttpResponse:
    """The response to a path of the API that leads nowhere."""
    return problem(request, 404, message("There is nothing here. /api/v1/openapi.json lists every address of the API."))
