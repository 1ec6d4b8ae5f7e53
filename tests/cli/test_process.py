"""`hornbook` as a process: its streams, its exit codes, its environment and its signals."""

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from tests.cli.process import hornbook

PATIENCE = 120
"""Seconds after which a process is given up."""


@pytest.fixture
def book(two_years_book: Path) -> Path:
    return two_years_book


def test_an_answer_is_all_of_standard_output_and_the_environment_names_the_book(book: Path) -> None:
    done = hornbook("census", "--as-of", "2024-06-30", "--list", "--json", HORNBOOK_BOOK=str(book))
    assert (done.code, done.err) == (0, "")
    assert "北京星火科技有限公司" in {each["name"] for each in json.loads(done.out)["companies"]}


def test_the_environment_chooses_the_language(book: Path) -> None:
    assert "独角兽 4 家" in hornbook("census", "--as-of", "2024-06-30", book=book, LANG="zh_CN.UTF-8").out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("profile", "--as-of", "2024-06-30", "--columns", "valuatoin"), "Did you mean 'valuation'?"),
        (("whatif", "plain", "--set", "unicorn.valuation=%", "--as-of", "2024-06-30"), "cannot be set"),
        (("import", "cbinsights", "nowhere.xlsx"), "nowhere.xlsx"),
        (("watch", "--as-of", "2024-06-30"), "--from"),
    ],
)
def test_bad_input_is_one_clear_message_on_standard_error_and_exit_code_2(
    book: Path, words: tuple[str, ...], message: str
) -> None:
    done = hornbook(*words, book=book)
    assert done.code == 2
    assert message in done.err
    assert "Traceback" not in done.err
    assert done.out == ""


def test_a_reader_that_leaves_early_ends_the_command_in_silence() -> None:
    """As with `hornbook standards --json | head -1`."""
    process = _started("standards", "--json")
    assert process.stdout
    process.stdout.close()
    assert process.wait(PATIENCE) == 1
    assert process.stderr
    assert process.stderr.read() == b""
    process.stderr.close()


def test_an_interrupt_ends_an_import_with_exit_code_130_and_leaves_no_batch(tmp_path: Path) -> None:
    book = tmp_path / "book"
    assert hornbook("init", book=book).code == 0
    process = _started("--book", str(book), "simulate", "--companies", "300000", "--seed", "3")
    deadline = time.monotonic() + PATIENCE
    while not list(book.rglob("*.parquet")):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert err.decode().strip().endswith("hornbook: Stopped.")
    assert b"Traceback" not in out + err
    assert hornbook("log", "--json", book=book).json()["batches"] == []


def _started(*words: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "hornbook", *words]
    # A shell may start whole runs of tests in the background, where interrupts are ignored; a user's are not.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, **pipes, env=environment, preexec_fn=heard)  # type: ignore[call-overload,no-any-return]  # noqa: PLW1509


def test_an_argument_that_is_no_text_is_refused_as_one() -> None:
    for words in (("find", os.fsdecode(b"a\xff")), (os.fsdecode(b"\xfe"),)):
        done = hornbook(*words)
        assert (done.code, done.out) == (2, "")
        assert "is not UTF-8." in done.err
        assert "\\x" in done.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "hornbook", "sources"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (2, "hornbook: No space left on device\n")
