"""Where a request comes from: this machine itself, or somewhere else through a proxy or a network."""

from ipaddress import ip_address

from django.http import HttpRequest

_FORWARDING = ("Forwarded", "X-Real-IP", "Via")
_FORWARDING_PREFIX = "x-forwarded-"


def forwarding_header(request: HttpRequest) -> str | None:
    """The header by which a proxy says that it passes a request on; None where there is none."""
    headers = request.headers
    for name in headers:
        if name.lower().startswith(_FORWARDING_PREFIX):
            return str(name)
    return next((name for name in _FORWARDING if name in headers), None)


def from_this_machine(request: HttpRequest) -> bool:
    """Whether a request came over the loopback interface and no proxy says that it passed it on."""
    return is_loopback(request.META.get("REMOTE_ADDR", "")) and forwarding_header(request) is None


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own; a name other than localhost is not."""
    if address == "localhost":
        return True
    try:
        return ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False
