"""Fetching over a network that breaks, lies and leads astray: a server on the loopback interface plays it."""

import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.request import Request

import pytest

from hornbook.errors import QuestionError, SourceError
from hornbook.fetch import Order, fetch_file, permitted
from hornbook.fetch.download import _Redirects
from hornbook.fetch.partial import PartialDownload
from hornbook.sources.source import fetchable, source
from tests.cli.here import hornbook


def archive(words: str = "a quarter", size: int = 900_000) -> bytes:
    """A zip of that many bytes at least, which does not compress."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("words", words)
        packed.writestr("bulk", bytes((i * i + i // 256) % 256 for i in range(size)))
    return made.getvalue()


BODY = archive()


class Server(ThreadingHTTPServer):
    """Answers each request with the next of `plays`, the last one for ever, and remembers what was asked."""

    daemon_threads = True

    def __init__(self, *plays: Callable[["Asked"], None]) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.plays = list(plays)
        self.asked: list[tuple[str, dict[str, str]]] = []
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error here."""


class Asked(BaseHTTPRequestHandler):
    """One request."""

    server: Server
    protocol_version: ClassVar[str] = "HTTP/1.0"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        play = self.server.plays.pop(0) if len(self.server.plays) > 1 else self.server.plays[0]
        with suppress(ConnectionError):
            play(self)

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""

    def answer(self, body: bytes, code: int = 200, length: int | None = None, **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)


def whole(asked: Asked) -> None:
    """The body, or the rest of it for a range of this very version."""
    first, _, _ = asked.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")
    if int(first) and asked.headers.get("If-Range") == '"v1"':
        span = f"bytes {first}-{len(BODY) - 1}/{len(BODY)}"
        asked.answer(BODY[int(first) :], 206, ETag='"v1"', Content_Range=span)
    else:
        asked.answer(BODY, ETag='"v1"')


def dropped(size: int = 600_000, tag: str = '"v1"') -> Callable[[Asked], None]:
    return lambda asked: asked.answer(BODY[:size], length=len(BODY), ETag=tag)


def says(code: int, **headers: str) -> Callable[[Asked], None]:
    return lambda asked: asked.answer(b"<html>no</html>", code, **headers)


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    made: list[Server] = []

    def start(*plays: Callable[[Asked], None]) -> Server:
        made.append(Server(*plays))
        return made[-1]

    yield start
    for server in made:
        server.shutdown()
        server.server_close()


def order(server: Server, folder: Path, **more: object) -> Order:
    paths = ("2015q4_d.zip", "2015q4_d_0.zip")
    given = {"addresses": tuple(server.base + path for path in paths), "target": folder / "new" / "2015q4_d.zip"}
    return Order(**(given | {"by_hand": "By hand, then."} | more))  # type: ignore[arg-type]


def get(asked: Order, waits: list[float] | None = None) -> bytes:
    """The file that is there afterwards, with nothing left beside it but its digest."""
    done = fetch_file(asked, sleep=(waits if waits is not None else []).append)
    held = done.path.read_bytes()
    assert (done.sha256, done.size) == (sha256(held).hexdigest(), len(held))
    assert {path.name for path in done.path.parent.iterdir()} == {done.path.name, f"{done.path.name}.sha256"}
    assert done.path.with_name(f"{done.path.name}.sha256").read_text() == f"{done.sha256}  {done.path.name}\n"
    return held


def test_a_file_comes_whole_with_its_digest_and_only_once(tmp_path: Path, serve: Callable[..., Server]) -> None:
    server = serve(whole)
    asked = order(server, tmp_path, contact="you@example.org", agent="Hornbook/1")
    seen: list[tuple[int, int | None]] = []
    assert not fetch_file(asked, lambda done, total: seen.append((done, total))).there
    assert seen[0] == (0, len(BODY))
    assert seen[-1] == (len(BODY), len(BODY))
    assert server.asked[0][1]["User-Agent"] == "Hornbook/1 (you@example.org)"
    assert get(asked) == BODY
    assert fetch_file(asked).there
    assert len(server.asked) == 1
    assert b"example.org" not in b"".join(path.read_bytes() for path in asked.target.parent.iterdir())


def test_what_broke_off_goes_on_from_there(tmp_path: Path, serve: Callable[..., Server]) -> None:
    server, waits = serve(says(503), dropped(), whole), list[float]()
    assert get(order(server, tmp_path), waits) == BODY
    assert waits == [1.0, 1.0]
    last = server.asked[-1][1]
    assert (last["Range"], last["If-Range"]) == ("bytes=600000-", '"v1"')


def test_the_next_command_goes_on_too(tmp_path: Path, serve: Callable[..., Server]) -> None:
    server, asked = serve(dropped(), says(503)), order
    with pytest.raises(SourceError, match=r"given up after 6 tries.*503.*By hand"):
        get(asked(server, tmp_path))
    server.plays[:] = [whole]
    assert get(asked(server, tmp_path)) == BODY
    assert server.asked[-1][1]["Range"] == "bytes=600000-"


@pytest.mark.parametrize("tag", ['W/"v1"', "", "v1", '"v0"'])
def test_without_a_version_that_vouches_for_its_bytes_a_file_starts_afresh(
    tmp_path: Path, serve: Callable[..., Server], tag: str
) -> None:
    server = serve(dropped(tag=tag), whole)
    assert get(order(server, tmp_path)) == BODY
    assert ("Range" in server.asked[-1][1]) == (tag == '"v0"')


def test_bytes_of_two_versions_or_two_places_are_never_joined(tmp_path: Path, serve: Callable[..., Server]) -> None:
    def another_part(asked: Asked) -> None:
        asked.answer(BODY[1:], 206, ETag='"v1"', Content_Range=f"bytes 1-{len(BODY) - 1}/{len(BODY)}")

    def another_version(asked: Asked) -> None:
        asked.answer(BODY[600_000:], 206, ETag='"v2"', Content_Range=f"bytes 600000-{len(BODY) - 1}/{len(BODY)}")

    for n, lie in enumerate((another_part, another_version, says(416))):
        server = serve(dropped(), lie, whole)
        assert get(order(server, tmp_path / str(n))) == BODY
        assert "Range" not in server.asked[-1][1]
    server, asked = serve(whole), order(serve(whole), tmp_path)
    asked.target.parent.mkdir()
    PartialDownload(asked.target).path.write_bytes(b"of another mirror")
    PartialDownload(asked.target).note("http://elsewhere/2015q4_d.zip", '"v1"')
    assert get(order(server, tmp_path)) == BODY


def test_a_server_that_ignores_ranges_is_read_from_the_start(tmp_path: Path, serve: Callable[..., Server]) -> None:
    server = serve(dropped(), lambda asked: asked.answer(BODY, ETag='"v1"'))
    assert get(order(server, tmp_path)) == BODY
    assert "Range" in server.asked[-1][1]


def test_a_length_that_never_comes_true_is_given_up_and_a_shorter_one_is_found_out(
    tmp_path: Path, serve: Callable[..., Server]
) -> None:
    with pytest.raises(SourceError, match=f"ended after {len(BODY):,} of {len(BODY) + 9:,} bytes"):
        get(order(serve(lambda asked: asked.answer(BODY, length=len(BODY) + 9)), tmp_path))
    with pytest.raises(SourceError, match="not a complete zip archive"):
        get(order(serve(lambda asked: asked.answer(BODY, length=len(BODY) - 9)), tmp_path))
    with pytest.raises(SourceError, match="not a complete zip archive"):
        get(order(serve(says(200)), tmp_path))  # a page that says 404 under a 200
    assert list((tmp_path / "new").iterdir()) == []


def test_a_file_that_is_not_there_is_looked_for_at_its_other_address(
    tmp_path: Path, serve: Callable[..., Server]
) -> None:
    server = serve(says(404), whole)
    assert get(order(server, tmp_path / "a")) == BODY
    assert [path for path, _ in server.asked] == ["/2015q4_d.zip", "/2015q4_d_0.zip"]
    with pytest.raises(SourceError, match="published no such file"):
        get(order(serve(says(404)), tmp_path / "b"))


def test_patience_is_told_how_long_and_a_refusal_is_not_repeated(tmp_path: Path, serve: Callable[..., Server]) -> None:
    waits: list[float] = []
    busy = (says(429, Retry_After="7"), says(503, Retry_After="9999"), says(503, Retry_After="²"), whole)
    assert get(order(serve(*busy), tmp_path / "a"), waits) == BODY
    assert waits == [7.0, 60.0, 4.0]
    server = serve(says(403))
    with pytest.raises(SourceError, match=r"403.*--contact"):
        get(order(server, tmp_path / "b"), waits)
    assert len(server.asked) == 1


def test_too_much_is_refused_before_and_while_it_comes(tmp_path: Path, serve: Callable[..., Server]) -> None:
    def endless(asked: Asked) -> None:
        asked.send_response(200)
        asked.end_headers()
        while True:
            asked.wfile.write(bytes(1 << 16))

    for play in (whole, endless):
        with pytest.raises(SourceError, match=r"more than 800,000 bytes.*--most"):
            get(order(serve(play), tmp_path, most=800_000))
        assert list((tmp_path / "new").iterdir()) == []


def test_a_digest_is_kept_to(tmp_path: Path, serve: Callable[..., Server]) -> None:
    right, wrong = sha256(BODY).hexdigest(), "0" * 64
    server = serve(whole)
    with pytest.raises(SourceError, match=f"{right}, {wrong} was expected"):
        get(order(server, tmp_path, sha256=wrong))
    assert get(order(server, tmp_path, sha256=right.upper())) == BODY
    with pytest.raises(SourceError, match="out of date"):
        get(order(server, tmp_path, sha256=wrong))
    with pytest.raises(QuestionError, match="no SHA-256"):
        get(order(server, tmp_path, sha256="abc"))
    target = order(server, tmp_path).target
    target.write_bytes(BODY + b"x")
    with pytest.raises(SourceError, match="Delete it"):
        get(order(server, tmp_path))
    target.unlink()
    server.plays[:] = [lambda asked: asked.answer(archive("another quarter"))]
    with pytest.raises(SourceError, match=f"{right} was expected"):  # the digest beside it outlives the file
        get(order(server, tmp_path))


@pytest.mark.parametrize(
    ("old", "new", "safe"),
    [
        ("https://a.test/x", "https://b.test/y", True),
        ("https://a.test/x", "http://a.test/x", False),
        ("http://a.test:81/x", "http://a.test:81/y", True),
        ("http://a.test:81/x", "http://a.test:82/y", False),
        ("http://a.test/x", "http://127.0.0.1/y", False),
        ("http://a.test/x", "https://a.test/x", True),
        ("https://a.test/x", "https://me:secret@a.test/x", False),
        ("https://a.test/x", "file:///etc/passwd", False),
        ("https://a.test/x", "ftp://a.test/x", False),
        ("https://a.test/x", "https:///x", False),
    ],
)
def test_a_redirect_never_drops_the_encryption(old: str, new: str, safe: bool) -> None:
    if safe:
        assert permitted(old, new) == new
    else:
        with pytest.raises(SourceError, match="not safe"):
            permitted(old, new)


def test_redirects_are_followed_on_the_same_host_alone(tmp_path: Path, serve: Callable[..., Server]) -> None:
    other = serve(whole)
    server = serve(says(302, Location="/moved.zip"), whole)
    assert get(order(server, tmp_path / "a")) == BODY
    assert [path for path, _ in server.asked] == ["/2015q4_d.zip", "/moved.zip"]
    for where in (f"{other.base}x.zip", "file:///etc/hostname", "ftp://127.0.0.1/x.zip", "http://[x", "//a b/\x7f"):
        with pytest.raises(SourceError, match=r"not safe|not allowed|no address|cannot be reached"):
            get(order(serve(says(302, Location=where)), tmp_path / "b"))
    with pytest.raises(SourceError, match="302"):
        get(order(serve(says(302, Location="/again.zip")), tmp_path / "c"))
    assert other.asked == []


def test_another_host_is_not_told_who_is_calling() -> None:
    asked = Request("https://a.test/x", headers={"User-Agent": "Hornbook/1 (you@example.org)", "Range": "bytes=9-"})
    told = {}
    for host in ("a", "b"):
        made = _Redirects("Hornbook/1").redirect_request(asked, io.BytesIO(), 302, "", {}, f"https://{host}.test/y")
        assert made is not None
        assert made.get_header("Range") == "bytes=9-"
        told[host] = made.get_header("User-agent")
    assert told == {"a": "Hornbook/1 (you@example.org)", "b": "Hornbook/1"}


def test_a_host_that_is_not_there_leads_to_the_way_by_hand(tmp_path: Path, serve: Callable[..., Server]) -> None:
    server, waits = serve(whole), list[float]()
    gone = order(server, tmp_path)
    server.shutdown()
    server.server_close()
    with pytest.raises(SourceError, match=r"cannot be reached.*By hand"):
        get(gone, waits)
    assert waits == []


def test_the_command_fetches_what_another_imports(tmp_path: Path, serve: Callable[..., Server]) -> None:
    server = serve(whole)
    words = ("sec-form-d", "2015q4", "--into", tmp_path, "--mirror", server.base)
    done = hornbook("fetch", *words, "--contact", "you@example.org")
    assert done.code == 0, done.err
    assert done.out.splitlines()[0].endswith(f"2015q4_d.zip: {len(BODY):,} bytes, fetched.")
    assert f"hornbook import sec-form-d {tmp_path}/2015q4_d.zip" in done.out
    (row,) = hornbook("fetch", *words, "--json").json()["files"]
    assert row == {
        "file": str(tmp_path / "2015q4_d.zip"),
        "bytes": len(BODY),
        "sha256": sha256(BODY).hexdigest(),
        "there": True,
    }
    for more, told in (
        (("sec-form-d", "2015q5"), "'2015q5' is not a quarter"),
        (("sec-form-d", "2016q1", "--into", tmp_path), "--contact you@example.org"),
        (("sec-form-d", "2016q1", "--mirror", server.base, "--contact", "a@b\r\nX: y"), "cannot be sent"),
        (("gleif", "2024-01-15", "--from", "https://x.test"), "--from is now called --mirror"),
        (("gleif", "2024-01-15", "--mirror", "ftp://x.test"), "is no address"),
        (("gleif", "2024-01-15", "--mirror", "http://[x"), "is no address"),
        (("gleif", "2024-01-15", "--mirror", "http://a b:x"), "cannot be reached"),
        (("gleif", "2024-01-15", "2024-01-16", "--sha256", "0" * 64), "one period"),
        (("gleif", "2024-13-15"), "not a day"),
        (("glief", "2024-01-15"), "Did you mean 'gleif'?"),
    ):
        failed = hornbook("fetch", *more)
        assert (failed.code, told in failed.err) == (2, True), failed.err
    assert len(server.asked) == 1


def test_every_fetchable_source_says_where_its_example_is_and_finds_its_day_in_the_name() -> None:
    for name, how in fetchable().items():
        assert how.base.startswith("https://")
        assert how.base.endswith("/")
        assert how.paths(how.example)
        with pytest.raises(QuestionError, match="Write"):
            how.paths("../../etc")
        assert "/" not in how.name(how.example)
        assert source(name).recorded((Path(how.name(how.example)),)) is not None
    paths = {name: how.base + how.paths(how.example)[0] for name, how in fetchable().items()}
    assert paths == {
        "gleif": "https://goldencopy.gleif.org/api/v2/golden-copies/publishes/lei2/20240115-0000.csv",
        "sec-form-d": "https://www.sec.gov/files/structureddata/data/form-d-data-sets/2015q4_d.zip",
    }
