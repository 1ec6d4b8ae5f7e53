"""The command `serve`: it prints the address, ends cleanly, and says what is wrong in one sentence."""

import socket
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.here import hornbook


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    book = tmp_path / "book"
    assert hornbook("init", book=book).code == 0
    return book


def test_the_address_is_printed_and_ctrl_c_ends_it(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(server: Any) -> None:
        del server  # what waitress does at Ctrl-C: its loop returns

    monkeypatch.setattr("waitress.server.TcpWSGIServer.run", stopped)
    done = hornbook("serve", "--port", "0", book=empty)
    assert done.code == 0, done.err
    assert "Hornbook is at http://127.0.0.1:" in done.err
    assert ":0/" not in done.err


def test_a_port_that_is_taken_is_one_sentence(empty: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = hornbook("serve", "--port", str(port), book=empty)
    assert done.code == 2
    assert f"Nothing can listen on 127.0.0.1:{port}" in done.err
    assert "Traceback" not in done.err


def test_without_a_book_there_is_nothing_to_serve(tmp_path: Path) -> None:
    done = hornbook("serve", book=tmp_path / "none")
    assert done.code == 2
    assert "There is no book in" in done.err


def test_without_the_extra_it_says_what_to_install(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hornbook.optional.find_spec", lambda name: None if name == "django" else sys)
    done = hornbook("serve", book=empty)
    assert done.code == 2
    assert 'pip install "hornbook[console]"' in done.err
