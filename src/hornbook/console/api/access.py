"""Who may use the API, and how often."""

from threading import Lock

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import AuthenticationError, HttpError
from ninja.security import HttpBearer
from ninja.throttling import SimpleRateThrottle

from hornbook.console.api.problem import spoken_language
from hornbook.console.limits import DEFAULT_RATE
from hornbook.console.origin import from_this_machine
from hornbook.console.tokens import read_tokens, token_name
from hornbook.locale import printed
from hornbook.text import message

THIS_MACHINE = "this-machine"
"""Who asks where no token was made yet."""


class TokenAccess(HttpBearer):
    """A token of the book; as long as none was made, every program on this machine."""

    def __call__(self, request: HttpRequest) -> str | None:
        """The name of the token, or THIS_MACHINE; None where a token is missing or not in force."""
        tokens = read_tokens(settings.CONSOLE.reader.folder)
        if tokens:
            return super().__call__(request)
        if from_this_machine(request):
            return THIS_MACHINE
        detail = message("Nobody has made a token yet: hornbook serve --new-token makes one.")
        raise HttpError(403, printed(detail, spoken_language(request)))

    def authenticate(self, request: HttpRequest, token: str) -> str | None:
        """The name of a token that is in force."""
        name = token_name(read_tokens(settings.CONSOLE.reader.folder), token)
        if name is None:
            raise AuthenticationError
        return name


class TokenRate(SimpleRateThrottle):
    """So many requests a token in so long, as the console was started."""

    def __init__(self) -> None:
        super().__init__(DEFAULT_RATE)
        self._lock = Lock()

    def get_cache_key(self, request: HttpRequest) -> str:
        """One count for each token."""
        return f"api-{request.auth}"

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether a request is within the rate. One at a time: the count stands in this object while it is made."""
        with self._lock:
            self.num_requests, self.duration = self.parse_rate(settings.CONSOLE.rate)
            return bool(super().allow_request(request))
