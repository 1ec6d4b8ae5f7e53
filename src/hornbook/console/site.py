"""The console as a WSGI application, and the server that runs it."""

from collections.abc import Callable
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import django
from csp.constants import NONE, SELF
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from hornbook.console.desk import Desk
from hornbook.console.reader import Reader
from hornbook.errors import HornbookError, reason
from hornbook.text import message

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
THREADS = 8
POLICY = {
    "default-src": [SELF],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
    "object-src": [NONE],
}
"""What a page may load and do: its own server alone, and no script or style within the page."""


def application(folder: Path, host: str = LOOPBACK[1], patience: float | None = None) -> WSGIHandler:
    """The console of a book. Requests for other hosts than loopback and `host` are refused."""
    from hornbook.console.views import Console

    _configure()
    settings.ALLOWED_HOSTS = [*LOOPBACK, host]
    settings.CONSOLE = Console(Reader(folder), Desk() if patience is None else Desk(patience))
    return WSGIHandler()


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
            "django.middleware.common.CommonMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [str(Path(__file__).parent / "templates")],
            }
        ],
        CONTENT_SECURITY_POLICY={"DIRECTIVES": POLICY},
        X_FRAME_OPTIONS="DENY",
        SECURE_REFERRER_POLICY="same-origin",
    )
    django.setup()


def serve(folder: Path, host: str, port: int, started: Callable[[str], Any]) -> None:
    """Answer requests until Ctrl-C; `started` is called with the address. HornbookError where the port is taken."""
    from waitress.server import create_server

    try:
        server = create_server(application(folder, host), host=host, port=port, threads=THREADS, ident=None)
    except OSError as trouble:
        raise HornbookError(
            message("Nothing can listen on {host}:{port} ({cause}).", host=host, port=str(port), cause=reason(trouble))
        ) from None
    shown = f"[{host}]" if ":" in host else host
    started(f"http://{shown}:{server.effective_port if hasattr(server, 'effective_port') else port}/")
    try:
        server.run()
    finally:
        server.close()
        settings.CONSOLE.desk.close()
