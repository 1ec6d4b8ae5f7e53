"""The console as a WSGI application, and the server that runs it."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import django
from csp.constants import NONE, SELF
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from hornbook.console.desk import Desk
from hornbook.console.limits import DEFAULT_RATE, FORM_BYTES, LOOPBACK, MOST_BYTES, answered_hosts, checked_rate
from hornbook.console.origin import is_loopback
from hornbook.console.reader import Reader
from hornbook.console.yearbooks import YearbookShelf
from hornbook.errors import HornbookError, QuestionError, reason
from hornbook.text import message

THREADS = 8
POLICY = {
    "default-src": [SELF],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
    "object-src": [NONE],
}
"""What a page may load and do: its own server alone, and no script or style within the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSetup:
    """How a console is started."""

    host: str = LOOPBACK[1]
    """The address to listen on."""
    port: int = 8000
    """0 takes any that is free."""
    allowed: Sequence[str] = ()
    """Further hosts whose requests are answered."""
    rate: str = DEFAULT_RATE
    """How many requests a token of the API may make."""
    yearbooks: Path | None = None
    """The folder of the yearbooks that are shown; by default those that the demonstration wrote beside the book."""

    writable: bool = False
    """Whether tables can be imported in the browser."""

    @property
    def hosts(self) -> list[str]:
        """All hosts whose requests are answered; QuestionError for what is no host."""
        return answered_hosts(self.host, self.allowed)


def application(folder: Path, setup: ServerSetup = ServerSetup(), patience: float | None = None) -> WSGIHandler:
    """The console of a book. Requests for hosts that the setup does not name are refused."""
    from hornbook.console.views import Console

    _configure()
    settings.ALLOWED_HOSTS = setup.hosts
    desk = Desk() if patience is None else Desk(patience)
    shelf = _shelf(folder.resolve(), setup)
    settings.CONSOLE = Console(Reader(folder), desk, checked_rate(setup.rate), shelf, setup.writable)
    if setup.writable:
        _prepare_imports(folder, setup.host)
    return WSGIHandler()


def _shelf(book: Path, setup: ServerSetup) -> YearbookShelf:
    if setup.yearbooks is not None:
        return YearbookShelf(setup.yearbooks)
    return YearbookShelf(book.parent, f"{book.name}-yearbook.")


def _prepare_imports(folder: Path, host: str) -> None:
    """Make the private folder of imports; QuestionError where the console would listen for others."""
    if sys.platform == "win32":
        raise QuestionError(message("Imports in the browser need Linux or macOS; hornbook import works everywhere."))
    if not is_loopback(host):
        raise QuestionError(
            message("--writable goes with a host of this machine alone, such as 127.0.0.1, not with {host}.", host=host)
        )
    from hornbook.console.uploads import imports_folder, sweep_uploads

    settings.FILE_UPLOAD_TEMP_DIR = str(imports_folder(folder))
    sweep_uploads(folder)


def _configure() -> None:
    """The settings, once a process; the secret key is new at each start, because nothing that it signs is kept."""
    if settings.configured:
        return
    settings.configure(
        DEBUG=False,
        SECRET_KEY=token_urlsafe(48),
        ROOT_URLCONF="hornbook.console.urls",
        USE_TZ=True,
        USE_I18N=False,
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "csp.middleware.CSPMiddleware",
            "hornbook.console.guard.WriteGuard",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [str(Path(__file__).parent / "templates")],
                "OPTIONS": {"context_processors": ["hornbook.console.import_frame.import_link"]},
            }
        ],
        CONTENT_SECURITY_POLICY={"DIRECTIVES": POLICY},
        X_FRAME_OPTIONS="DENY",
        CSRF_COOKIE_HTTPONLY=True,
        CSRF_COOKIE_SAMESITE="Strict",
        CSRF_FAILURE_VIEW="hornbook.console.import_frame.no_csrf",
        FILE_UPLOAD_HANDLERS=["django.core.files.uploadhandler.TemporaryFileUploadHandler"],
        DATA_UPLOAD_MAX_NUMBER_FILES=1,
        SECURE_REFERRER_POLICY="same-origin",
    )
    django.setup()


def serve(folder: Path, setup: ServerSetup, started: Callable[[str], Any]) -> None:
    """Answer requests until Ctrl-C; `started` is called with the address. HornbookError where the port is taken."""
    try:
        most = MOST_BYTES + FORM_BYTES if setup.writable else FORM_BYTES
        server = listening(application(folder, setup), setup.host, setup.port, most)
    except OSError as trouble:
        raise HornbookError(
            message(
                "Nothing can listen on {host}:{port} ({cause}).",
                host=setup.host,
                port=str(setup.port),
                cause=reason(trouble),
            )
        ) from None
    shown = f"[{setup.host}]" if ":" in setup.host else setup.host
    port = server.effective_port if hasattr(server, "effective_port") else setup.port
    started(f"http://{shown}:{port}/")
    try:
        server.run()
    finally:
        server.close()
        settings.CONSOLE.desk.close()


def listening(console: WSGIHandler, host: str, port: int, most_bytes: int = FORM_BYTES) -> Any:
    """A server that listens. It hands on the headers by which a proxy shows itself, because some requests are refused
    for them; none is trusted."""
    from waitress.server import create_server

    return create_server(
        console,
        host=host,
        port=port,
        threads=THREADS,
        ident=None,
        clear_untrusted_proxy_headers=False,
        max_request_body_size=most_bytes,
    )
