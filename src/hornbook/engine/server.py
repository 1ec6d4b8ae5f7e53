"""A server of Spark Connect as it is reached and as it fails: soon, in the words of Hornbook, never with a part."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import grpc
import pyspark.sql.connect.proto as pb2
from pyspark.errors import PySparkException
from pyspark.sql.connect.client import DefaultChannelBuilder
from pyspark.sql.connect.client.retries import DefaultPolicy
from pyspark.sql.connect.proto.base_pb2_grpc import SparkConnectServiceStub
from pyspark.sql.connect.session import SparkSession

from hornbook.engine.trouble import damaged, unreadable
from hornbook.errors import BookError, HornbookError
from hornbook.text import Phrase, message

ANSWERS_WITHIN = 10.0
"""Seconds within which a server must answer its first call."""
_RETRIES = 3  # 50, 200 and 800 milliseconds apart: a lost packet, not a server that is gone
_OPTIONS = [
    ("grpc.enable_http_proxy", 0),  # the host that was named, and no other
    ("grpc.keepalive_time_ms", 310_000),  # a host that vanished is noticed; Spark refuses pings within five minutes
]
_LOST = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED)
_LOST_WORDS = re.compile(
    r"StatusCode\.(UNAVAILABLE|DEADLINE_EXCEEDED|CANCELLED|UNKNOWN)|RETRIES_EXCEEDED|INVALID_HANDLE|SESSION_CHANGED"
    r"|session.{0,60}(not found|closed)",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"PATH_NOT_FOUND|FILE_NOT_EXIST|FileNotFoundException|No such file or directory")
_DETAILS = re.compile(r'details = "([^"]*)"')


def reached(address: str) -> tuple[str, SparkSession]:
    """The host and port of an address, and a session there; HornbookError where nothing answers within seconds."""
    builder = _builder(address)
    place = builder.endpoint
    builder.set("session_id", builder.session_id or str(uuid4()))
    try:
        _call(builder)
    except grpc.RpcError as error:
        raise HornbookError(
            message(
                "No server of Spark Connect answers at {place} ({cause}).\n"
                "Start one, or ask in this process: --engine embedded. docs/scale.md says how.",
                place=place,
                cause=_cause(error),
            )
        ) from error
    with answering(place, ()):
        session = SparkSession(connection=builder)
        session.client.set_retry_policies([DefaultPolicy(max_retries=_RETRIES)])
    return place, session


def _builder(address: str) -> DefaultChannelBuilder:
    try:
        builder = DefaultChannelBuilder(address, _OPTIONS)
        builder.session_id  # noqa: B018  it raises where it is no UUID
    except (PySparkException, ValueError):
        builder = None
    if builder is None or not builder.host or "@" in builder.host:
        raise HornbookError(
            message(
                "'{address}' is no address of a server. Write it as sc://host:port.", address=address.partition(";")[0]
            )
        ) from None
    return builder


def _call(builder: DefaultChannelBuilder) -> None:
    """The smallest question: which version the server is of."""
    asked = pb2.AnalyzePlanRequest(session_id=str(builder.session_id), client_type=builder.userAgent)
    asked.user_context.user_id = builder.userId or ""
    asked.spark_version.SetInParent()
    channel = builder.toChannel()
    try:
        stub = SparkConnectServiceStub(channel)  # type: ignore[no-untyped-call]
        stub.AnalyzePlan(asked, metadata=builder.metadata(), timeout=ANSWERS_WITHIN)
    finally:
        channel.close()


@contextmanager
def answering(place: str, files: Iterable[str]) -> Iterator[None]:
    """A question to a server; what fails is a HornbookError, and a damaged file of the book is named."""
    try:
        yield
    except (PySparkException, grpc.RpcError) as error:
        broken = damaged(files)
        raise unreadable(broken, error) if broken else HornbookError(_failed(place, error)) from error


def _failed(place: str, error: Exception) -> Phrase:
    if _UNSEEN.search(str(error)):
        return message(
            "The server at {place} does not see a file of the book: {cause}.\n"
            "It must see the book's folder under the same path. docs/scale.md says how.",
            place=place,
            cause=_cause(error),
        )
    lost = isinstance(error, grpc.RpcError) and error.code() in _LOST
    if lost or _LOST_WORDS.search(str(error)):
        return message(
            "The server at {place} was lost during the question ({cause}). No part of an answer was used.\n"
            "Ask again when it runs, or in this process: --engine embedded.",
            place=place,
            cause=_cause(error),
        )
    return message(
        "The server at {place} cannot answer: {cause}.\nAsk in this process: --engine embedded.",
        place=place,
        cause=_cause(error),
    )


def _cause(error: BaseException) -> str:
    """What an error says in its own words, on one line."""
    origin = error.__cause__ or error
    details = getattr(origin, "details", None)
    text = str(details() or "") if callable(details) else str(origin)
    quoted = _DETAILS.search(text)
    return " ".join((quoted[1] if quoted else text).split()).rstrip(".")[:200]


def unseen(place: str, files: Iterable[str], rows: int, seen: int) -> BookError:
    """The error for files that hold so many rows, of which a server sees another number."""
    folder = str(Path(next(iter(files))).parents[1])
    return BookError(
        message(
            "The server at {place} does not see the book's files as they are here: {seen} of {rows} rows of one kind, "
            "in {folder}.\n"
            "It must see this folder under the same path. docs/scale.md says how.",
            place=place,
            seen=seen,
            rows=rows,
            folder=folder,
        )
    )


def literal_path(file: str) -> str:
    """A path as a server reads it, where some letters are of a pattern."""
    return _PATTERN.sub(r"[\g<0>]", file)


_PATTERN = re.compile(r"[*?\[{]")
