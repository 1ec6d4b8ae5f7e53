"""Bytes over an unreliable network into a file under way: tried again, continued where they broke off."""

from collections.abc import Callable
from http.client import HTTPException, HTTPResponse, InvalidURL
from ssl import SSLCertVerificationError, SSLError
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from hornbook.errors import SourceError, reason
from hornbook.fetch.order import Order
from hornbook.text import Phrase, message

_BLOCK = 1 << 18


_TRIES = 6


_LONGEST_WAIT = 60.0


_TIMEOUT = 60.0


_PASSING = (408, 425, 429, 500, 502, 503, 504)


Progress = Callable[[int, int | None], None]
"""Told how many bytes are there, and how many there will be where the server says."""


class _Passing(Exception):
    """A failure that another try may get past; the server may have named how many seconds to wait."""

    def __init__(self, phrase: Phrase, wait: float | None = None) -> None:
        super().__init__(phrase)
        self.phrase, self.wait = phrase, wait


class MissingFile(Exception):
    """The server has no such file."""


def permitted(old: str, new: str) -> str:
    """`new`, when one may be sent there from `old`: https to https, http to https or to the same host and port.

    SourceError otherwise: a redirect must neither drop the encryption nor lead to a file, a local service or a login.
    """
    try:
        here, there = urlsplit(old), urlsplit(new)
    except ValueError:
        raise SourceError(message("{new} is no address; nothing was fetched.", new=new[:200])) from None
    known = there.scheme in ("https", "http") and bool(there.hostname) and "@" not in there.netloc
    safe = there.scheme == "https" or (here.scheme == there.scheme and here.netloc == there.netloc)
    if not (known and safe):
        raise SourceError(
            message("{old} leads to {new}, which is not safe to follow; nothing was fetched.", old=old, new=new[:200])
        )
    return new


class _Redirects(HTTPRedirectHandler):
    """Redirects that are safe; another host than the first is not told the caller's contact."""

    def __init__(self, agent: str) -> None:
        self.agent = agent

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        permitted(req.full_url, newurl)
        made = super().redirect_request(req, fp, code, msg, headers, newurl)
        if made and urlsplit(newurl).netloc != urlsplit(req.full_url).netloc:
            made.remove_header("User-agent")
            made.add_header("User-Agent", self.agent)
        return made


def download(order: Order, address: str, progress: Progress, sleep: Callable[[float], None]) -> None:
    """Bytes into the file under way until it is whole; a try that brought hardly any uses up patience."""
    opener = build_opener(_Redirects(order.agent))
    failures = 0
    while True:
        before = order.part.size()
        try:
            return _once(order, opener, address, progress)
        except _Passing as trouble:
            failures = 1 if order.part.size() > before + _BLOCK else failures + 1
            if failures >= _TRIES:
                raise SourceError(
                    message(
                        "{address}: given up after {failures} tries: {trouble}. What has come is kept; the same "
                        "command goes on from there. {by_hand}",
                        address=address,
                        failures=failures,
                        trouble=trouble.phrase,
                        by_hand=order.by_hand,
                    )
                ) from None
            sleep(min(_LONGEST_WAIT, trouble.wait or 2.0 ** (failures - 1)))


def _once(order: Order, opener: OpenerDirector, address: str, progress: Progress) -> None:
    """One request; _Passing when it broke off in a way that another may not."""
    part = order.part
    version = part.version(address)
    start = part.size() if version else 0
    agent = f"{order.agent} ({order.contact})" if order.contact else order.agent
    asked = Request(address, headers={"User-Agent": agent, "Accept-Encoding": "identity"})  # noqa: S310  see permitted
    if start and version:
        asked.add_header("Range", f"bytes={start}-")
        asked.add_header("If-Range", version)
    try:
        with opener.open(asked, timeout=_TIMEOUT) as answer:
            begins = _begins(answer, start, version)
            if begins is None:
                part.forget()
                raise _Passing(message("the server answered with another part of the file than was asked for"))
            start, total = begins
            if (total or 0) > order.most:
                raise _too_large(order, address)
            if not start:
                part.note(address, answer.headers.get("ETag"))
            with part.path.open("r+b" if start else "wb") as file:
                file.seek(start)
                file.truncate()
                _copy(order, answer, file, (start, total), progress)
    except HTTPError as error:
        raise _refusal(order, address, error) from None
    except (URLError, HTTPException, TimeoutError, ConnectionError, SSLError, ValueError) as error:
        raise _broken(order, address, error) from None


def _begins(answer: HTTPResponse, start: int, version: str | None) -> tuple[int, int | None] | None:
    """The byte from which the answer goes on, and how many the file has in all; a range may be ignored.

    None when it is a part of the file that was not asked for.
    """
    length = answer.headers.get("Content-Length", "")
    rest = int(length) if length.isascii() and length.isdigit() and len(length) < 16 else None
    if answer.status != 206:
        return 0, rest
    unit, _, span = answer.headers.get("Content-Range", "").partition(" ")
    first = span.partition("-")[0]
    if unit != "bytes" or first != str(start) or answer.headers.get("ETag", version) != version:
        return None
    return start, None if rest is None else start + rest


def _copy(order: Order, answer: HTTPResponse, file: Any, span: tuple[int, int | None], progress: Progress) -> None:
    done, total = span
    progress(done, total)
    while block := answer.read1(_BLOCK):
        done += len(block)
        if done > order.most:
            raise _too_large(order, answer.url)
        file.write(block)
        progress(done, total)
    if total is not None and done < total:
        raise _Passing(message("the connection ended after {done:,} of {total:,} bytes", done=done, total=total))


def _refusal(order: Order, address: str, error: HTTPError) -> Exception:
    """What an answer that is no file means."""
    with error:
        if error.code in (404, 410):
            return MissingFile()
        if error.code == 416:
            order.part.forget()
            return _Passing(message("the server has no such part of the file"))
        if error.code in _PASSING:
            wait = error.headers.get("Retry-After", "")
            return _Passing(
                message("the server answered {code:d}", code=error.code),
                float(wait[:9]) if wait.isascii() and wait.isdigit() else None,
            )
        hint = (
            message(" It may want to know who is calling: --contact you@example.org.")
            if error.code in (401, 403)
            else ""
        )
        return SourceError(
            message(
                "{address}: the server answered {code:d} {reason}.{hint} {by_hand}",
                address=address,
                code=error.code,
                reason=error.reason,
                hint=hint,
                by_hand=order.by_hand,
            )
        )


def _broken(order: Order, address: str, error: Exception) -> Exception:
    """What a failure of the network means; a host that is not there or does not answer will not be there at once."""
    cause = error.reason if isinstance(error, URLError) else error
    said = (reason(cause) if isinstance(cause, BaseException) else str(cause)) or type(cause).__name__
    final = isinstance(cause, ConnectionRefusedError | SSLCertVerificationError | InvalidURL)
    if isinstance(cause, TimeoutError | ConnectionError | HTTPException | SSLError) and not final:
        return _Passing(message("the connection broke ({cause})", cause=said))
    return SourceError(
        message(
            "{host} cannot be reached ({cause}). {by_hand}",
            host=urlsplit(address).netloc,
            cause=said,
            by_hand=order.by_hand,
        )
    )


def _too_large(order: Order, address: str) -> SourceError:
    order.part.forget()
    return SourceError(
        message(
            "{address} has more than {most:,} bytes, the most that is fetched. Where so much is meant, "
            "say so with --most.",
            address=address,
            most=order.most,
        )
    )
