"""How the console is run for others: the files of `deploy/`, the variables of the environment, the hosts it answers."""

import json
import re
import shlex
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import typer.main
from hypothesis import given
from hypothesis import strategies as st

from hornbook.cli import app
from hornbook.console.limits import LOOPBACK, answered_hosts, checked_host, checked_rate
from hornbook.console.site import ServerSetup, application, listening
from hornbook.errors import QuestionError
from tests.cli.here import hornbook
from tests.samples import sampled

ROOT = Path(__file__).parents[2]
UNIT = (ROOT / "deploy" / "hornbook.service").read_text(encoding="utf-8")
CONTAINER = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
VARIABLE = re.compile(r"HORNBOOK_[A-Z_]+")


def _options(words: list[str]) -> dict[str, Any]:
    """The options of `hornbook serve` as the real command reads them."""
    commands: Any = typer.main.get_command(app)
    name, *rest = words
    command = commands.get_command(commands.make_context("hornbook", [], resilient_parsing=True), name)
    values: dict[str, Any] = command.make_context(name, rest).params
    return values


def test_the_unit_starts_a_command_that_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = re.findall(r"^ExecStart=(.*)$", UNIT, re.M)
    for name, value in re.findall(r"^Environment=(\w+)=(.*)$", UNIT, re.M):
        monkeypatch.setenv(name, value)
    program, *words = shlex.split(line)
    assert program.endswith("/bin/hornbook")
    assert words[0] == "serve"
    assert (_options(words)["host"], _options(words)["port"]) == ("127.0.0.1", 8000)


def test_the_container_starts_a_command_that_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    variables = dict(re.findall(r"(\w+)=(\S+)", "".join(re.findall(r"^ENV (.*)$", CONTAINER, re.M))))
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    entry, command = (json.loads(text) for text in re.findall(r"^(?:ENTRYPOINT|CMD) (.*)$", CONTAINER, re.M))
    assert entry == ["hornbook"]
    options = _options(command)
    assert (options["host"], str(options["port"])) == ("0.0.0.0", "8000")
    assert re.search(r"^USER (?!0|root)", CONTAINER, re.M)
    assert "FROM ${BASE}" in CONTAINER


def test_the_variables_of_the_environment_are_those_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    of_program = {name for name in VARIABLE.findall(sources) if f'"{name}"' in sources}
    table = set(re.findall(r"^\| `(HORNBOOK_[A-Z_]+)`", PAGE, re.M))
    assert table == of_program
    assert set(VARIABLE.findall(UNIT + CONTAINER)) <= table
    monkeypatch.setenv("HORNBOOK_ALLOW_HOSTS", "a.example b.example")
    monkeypatch.setenv("HORNBOOK_RATE", "5/s")
    options = _options(["serve"])
    assert list(options["allow_host"]) == ["a.example", "b.example"]
    assert options["rate"] == "5/s"


NAMES = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?(\.[a-z]{2,5}){1,3}", fullmatch=True)


@sampled(50, long=2_000)
@given(NAMES)
def test_a_name_of_a_host_is_taken_in_any_letters(name: str) -> None:
    assert checked_host(name.upper()) == checked_host(f" {name}. ") == name
    assert answered_hosts("127.0.0.1", [name, name]) == [*LOOPBACK, name]


@pytest.mark.parametrize(
    "word", ["", "*", ".example.org", "http://a.example", "a.example:80", "a b", "-a.example", "a_b", "a/b", "例.中国"]
)
def test_what_is_no_host_is_refused(word: str, tmp_path: Path) -> None:
    with pytest.raises(QuestionError):
        checked_host(word)


def test_addresses_are_hosts_too() -> None:
    assert answered_hosts("::1", ["2001:DB8::1", "[2001:db8::2]", "192.0.2.1"]) == [
        *LOOPBACK, "[2001:db8::1]", "[2001:db8::2]", "192.0.2.1",
    ]  # fmt: skip
    assert answered_hosts("0.0.0.0", []) == list(LOOPBACK)


@pytest.mark.parametrize("rate", ["", "10", "0/m", "-1/m", "10/y", "10/0m0", "1e3/m", "10 / m"])
def test_what_is_no_rate_is_refused(rate: str) -> None:
    with pytest.raises(QuestionError):
        checked_rate(rate)


def test_a_server_answers_its_hosts_alone_and_sees_that_a_proxy_passed_a_request_on(tmp_path: Path) -> None:
    assert hornbook("init", book=tmp_path / "book").code == 0
    setup = ServerSetup(allowed=["hornbook.example.org"])
    server = listening(application(tmp_path / "book", setup), "127.0.0.1", 0)

    def run() -> None:
        with suppress(OSError):  # its socket is closed below
            server.run()

    Thread(target=run, daemon=True).start()

    def status(path: str, **headers: str) -> int:
        connection = HTTPConnection("127.0.0.1", server.effective_port, timeout=120)
        connection.request("GET", path, headers=headers)
        code = connection.getresponse().status
        connection.close()
        return code

    assert status("/console.css") == status("/console.css", Host="hornbook.example.org") == 200
    assert status("/console.css", Host="other.example.org") == 400
    assert status("/api/v1/support") == 200
    for header in ("X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "Via", "X-Real-IP"):
        assert status("/api/v1/support", **{header: "127.0.0.1"}) == 403, header
    server.close()


def test_the_start_says_for_which_hosts_it_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hornbook("init", book=tmp_path / "book").code == 0
    monkeypatch.setattr("hornbook.console.site.serve", lambda folder, setup, started: started("http://0.0.0.0:8000/"))
    begun = hornbook("serve", "--host", "0.0.0.0", "--allow-host", "Hornbook.example.org", book=tmp_path / "book")
    assert begun.code == 0
    assert "localhost, 127.0.0.1, [::1], hornbook.example.org" in begun.err
    assert hornbook("serve", "--allow-host", "*", book=tmp_path / "book").code == 2
