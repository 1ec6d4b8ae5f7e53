"""What a server is started with, checked before it starts: the hosts that it answers for, and the rate of its API."""

import re
from collections.abc import Iterable
from ipaddress import ip_address

from hornbook.errors import QuestionError
from hornbook.text import message

DEFAULT_RATE = "600/m"
"""How many requests to the API one token may make in which time."""
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""The hosts that every console answers for."""
MOST_BYTES = 200 << 20
"""Larger tables are not uploaded; the command line imports them."""
FORM_BYTES = 1 << 20
"""What a request may hold beside a table."""
_RATE = re.compile(r"[1-9][0-9]{0,5}/[1-9]?[0-9]{0,3}[smhd]")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


def checked_rate(rate: str) -> str:
    """A rate such as 600/m; QuestionError where it is none."""
    if not _RATE.fullmatch(rate):
        raise QuestionError(
            message("'{rate}' is no rate. Write a number of requests, '/' and s, m, h or d: 600/m.", rate=rate[:60])
        )
    return rate


def checked_host(name: str) -> str:
    """The name of a host as its Host header has it, without a port; QuestionError where it is none."""
    word = name.strip().lower().rstrip(".")
    bare = word.removeprefix("[").removesuffix("]")
    try:
        address = ip_address(bare)
    except ValueError:
        if len(word) <= 253 and all(_LABEL.fullmatch(label) for label in word.split(".")):
            return word
        raise QuestionError(
            message(
                "'{name}' is no name of a host. Write a name without scheme, port and *: hornbook.example.org.",
                name=name[:60],
            )
        ) from None
    return f"[{address}]" if address.version == 6 else str(address)


def answered_hosts(host: str, allowed: Iterable[str]) -> list[str]:
    """The Host headers that a console answers: loopback, the address that it listens on, and those added."""
    names = [*map(checked_host, allowed)]
    try:
        if not ip_address(host.strip("[]")).is_unspecified:
            names.insert(0, checked_host(host))
    except ValueError:
        names.insert(0, checked_host(host))
    return list(dict.fromkeys([*LOOPBACK, *names]))
