"""Commands whose questions a server of Spark Connect answers, what the others say, and how a server fails."""

import contextlib
import json
import math
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hornbook.cli import every_command
from hornbook.cli.served import FREE, SERVED
from hornbook.engine import Engine, connect
from hornbook.errors import BookError, HornbookError
from tests.cli.here import hornbook
from tests.cli.snapshots import COMMANDS, DAY, PLACE, shortened, without_ids
from tests.cli.test_forms import FURTHER

pytest.importorskip("pyspark", reason="needs the client of Spark Connect (group `test`)")

NOBODY = "sc://127.0.0.1:1"
"""Where nothing answers."""

ASKED = (
    "rejects", "facts", "profile", "profile-why", "census", "census-flow", "judge", "compare", "whatif", "watch",
    "ecosystem-births", "ecosystem-financing", "ecosystem-time", "ecosystem-hard", "support-entitled",
    "support-bundle", "support-beneficiaries", "support-match", "links", "conflicts", "scout-score",
)  # fmt: skip
"""Snapshots that a server must give too; `python -m trials.engines` asks for the others, which take longer."""

ONE = pa.schema([("a", pa.int64())])


@pytest.mark.parametrize("name", ASKED)
def test_a_server_gives_the_very_answer(name: str, snapshot_book: Path, sail_address: str) -> None:
    """Byte for byte what the embedded engine gave, the citation included."""
    with contextlib.chdir(snapshot_book.parent):
        done = hornbook("--engine", sail_address, *COMMANDS[name], "--json", book=snapshot_book)
    assert done.code == 0, done.err
    assert shortened(without_ids(done.out)) == (PLACE / f"{name}.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [["overview", "--as-of", DAY], ["scout", "ledger"]], ids=" ".join)
def test_a_server_gives_what_the_embedded_engine_gives(
    words: list[str], snapshot_book: Path, sail_address: str
) -> None:
    """Of commands without a kept page."""
    ours, theirs = (
        hornbook("--engine", engine, *words, "--json", book=snapshot_book) for engine in ("embedded", sail_address)
    )
    assert (ours.code, theirs.code) == (0, 0), theirs.err
    assert ours.out == theirs.out


def test_a_citation_of_one_engine_holds_on_the_other(snapshot_book: Path, sail_address: str) -> None:
    """The engine is no part of what was asked, and the digest of the answer is the same."""
    words = ["census", "--as-of", DAY, "--list", "--json"]
    cited = json.loads(hornbook(*words, book=snapshot_book).out)["asked"]["citation"]
    assert "answer=" in cited
    assert hornbook("recheck", cited, book=snapshot_book, HORNBOOK_ENGINE=sail_address).code == 0
    trained = cited.replace(" census ", " scout/rank ")
    refused = hornbook("recheck", trained, book=snapshot_book, HORNBOOK_ENGINE=sail_address)
    assert (refused.code, "`hornbook scout rank` does not run" in refused.err) == (2, True)


def test_every_command_is_of_one_sort() -> None:
    """Served, without a question, or refused; no name stands in two lists."""
    commands = {name.replace(" ", "/") for name in every_command()}
    assert len({*SERVED, *FREE}) == len(SERVED) + len(FREE)
    assert {*SERVED, *FREE} < commands


def test_the_page_lists_what_runs_where() -> None:
    """The three columns of docs/scale.md are the lists of the code."""
    page = (Path(__file__).parents[2] / "docs" / "scale.md").read_text(encoding="utf-8")
    row = page.split("| --- | --- | --- |\n")[1].split("\n")[0]
    columns = [sorted(cell.strip().strip("`").split("` `")) for cell in row.strip("|").split("|")]
    commands = {name.replace(" ", "/") for name in every_command()}
    lists = (SERVED, FREE, commands - {*SERVED, *FREE})
    assert columns == [sorted(name.replace("/", " ") for name in names) for names in lists]


def _words(command: str) -> list[str]:
    """The words of some call of a command."""
    calls = [*FURTHER.values(), *COMMANDS.values()]
    name = command.partition(" ")[2]
    calls = [words[2:] if words[0] == "--book" else words for words in calls]
    return next((words for words in calls if words[: 1 + bool(name)] == command.split()), OTHERS.get(command, []))


OTHERS = {
    "demo": ["demo"],
    "serve": ["serve"],
    "scout learn": ["scout", "learn", "--as-of", DAY, "--save", "model.json"],
    "scout backtest": ["scout", "backtest"],
    "scout hindsight": ["scout", "hindsight", "--day", DAY, "--later", DAY],
    "scout register": ["scout", "register", "--as-of", DAY],
}


@pytest.mark.parametrize(
    "command", sorted(name for name in every_command() if name.replace(" ", "/") not in (*SERVED, *FREE))
)
def test_what_does_not_run_there_is_refused_first(command: str, snapshot_book: Path, tmp_path: Path) -> None:
    """By name, with what to do, before a book is looked at or a server is asked."""
    with contextlib.chdir(tmp_path):
        done = hornbook(*_words(command), book=tmp_path / "none", HORNBOOK_ENGINE=NOBODY)
    assert done.code == 2
    assert f"`hornbook {command}` does not run on a server" in done.err
    assert "--engine embedded" in done.err
    assert not list(tmp_path.iterdir())


def test_a_command_without_a_question_runs_wherever(tmp_path: Path) -> None:
    assert hornbook("kinds", HORNBOOK_ENGINE=NOBODY).code == 0


def test_the_option_stands_anywhere_and_before_the_variable(snapshot_book: Path) -> None:
    for words in (["--engine", "embedded", "rejects"], ["rejects", "--engine=embedded"]):
        assert hornbook(*words, book=snapshot_book, HORNBOOK_ENGINE=NOBODY).code == 0
    assert "No engine is called 'spark'" in hornbook("rejects", "--engine", "spark", book=snapshot_book).err


def test_only_the_named_server_is_asked(snapshot_book: Path) -> None:
    """Not one that Spark's own variables name."""
    assert hornbook("rejects", book=snapshot_book, SPARK_REMOTE=NOBODY).code == 0


def test_a_server_that_does_not_answer_is_an_error_in_one_sentence(snapshot_book: Path) -> None:
    done = hornbook("--engine", NOBODY, "rejects", book=snapshot_book)
    assert done.code == 2
    assert "No server of Spark Connect answers at 127.0.0.1:1" in done.err
    assert "Traceback" not in done.err


def test_a_host_that_is_silent_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes the connection and says nothing."""
    from hornbook.engine import server

    monkeypatch.setattr(server, "ANSWERS_WITHIN", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(HornbookError, match=f"No server of Spark Connect answers at 127.0.0.1:{port}"):
            connect(f"sc://127.0.0.1:{port}/;token=secret")


@pytest.mark.parametrize("address", ["sc://", "sc://host:port", "sc://me@host:1", "sc://host:1/path;token=secret"])
def test_an_address_that_is_none_is_refused_and_shows_no_token(address: str) -> None:
    with pytest.raises(HornbookError, match="is no address of a server") as refused:
        connect(address)
    assert "secret" not in str(refused.value)


@contextlib.contextmanager
def _cut(address: str, after: int) -> Iterator[str]:
    """The address of a door to a server that is shut for good once it gave so many bytes in one call."""
    host, port = address.removeprefix("sc://").split(":")
    opened: list[socket.socket] = []

    def pass_on(here: socket.socket, there: socket.socket, most: float) -> None:
        given = 0
        with contextlib.suppress(OSError):
            while part := here.recv(65_536):
                given += len(part)
                if given > most:
                    door.shutdown(socket.SHUT_RDWR)
                    door.close()
                    break
                there.sendall(part)
        for end in (here, there):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def listen() -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = door.accept()
                there = socket.create_connection((host, int(port)))
                opened.extend((here, there))
                Thread(target=pass_on, args=(here, there, math.inf), daemon=True).start()
                Thread(target=pass_on, args=(there, here, after), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as door:
        Thread(target=listen, daemon=True).start()
        yield f"sc://127.0.0.1:{door.getsockname()[1]}"
        for end in opened:
            end.close()


def test_a_server_that_dies_in_mid_answer_gives_no_part_of_it(sail_address: str, tmp_path: Path) -> None:
    """A part of the rows has come by then; the answer is an error, and no shorter table."""
    pq.write_table(pa.table({"a": range(1_000_000)}), tmp_path / "rows.parquet")
    with _cut(sail_address, after=1_000_000) as door:
        engine = connect(door)
        rows = engine.scan([str(tmp_path / "rows.parquet")], ONE)
        with pytest.raises(HornbookError, match="was lost during the question"):
            engine.arrow(rows)
        with pytest.raises(HornbookError, match="was lost during the question"):
            engine.arrow(rows.count())
        engine.close()


def test_files_that_the_server_does_not_see_are_an_error(
    sail: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sail reads a file that is not there as one without rows: the rows that it sees are counted."""
    from hornbook.engine import spark

    (tmp_path / "kind").mkdir()
    pq.write_table(pa.table({"a": [1, 2]}), tmp_path / "kind" / "one.parquet")
    monkeypatch.setattr(spark, "literal_path", lambda file: f"/elsewhere{file}")
    with pytest.raises(BookError, match=rf"0 of 2 rows of one kind, in {tmp_path}"):
        sail.scan([str(tmp_path / "kind" / "one.parquet")], ONE)


def test_a_file_that_vanishes_from_the_server_s_sight_is_an_error(sail: Engine, tmp_path: Path) -> None:
    """After the scan, before the answer."""
    (tmp_path / "kind").mkdir()
    files = [str(tmp_path / "kind" / f"{n}.parquet") for n in range(2)]
    for n, file in enumerate(files):
        pq.write_table(pa.table({"a": [n]}), file)
    rows = sail.scan(files, ONE)
    assert sail.arrow(rows).num_rows == 2
    os.rename(files[1], tmp_path / "moved")
    with pytest.raises(HornbookError, match="1 of 2 rows"):
        sail.arrow(rows)
    os.rename(tmp_path / "moved", files[1])
    assert sail.arrow(rows).num_rows == 2


def test_a_damaged_file_is_named(sail: Engine, tmp_path: Path) -> None:
    (tmp_path / "kind").mkdir()
    file = tmp_path / "kind" / "one.parquet"
    pq.write_table(pa.table({"a": [1]}), file)
    rows = sail.scan([str(file)], ONE)
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(BookError, match=r"one\.parquet belongs to the book and cannot be read"):
        sail.arrow(rows)


def test_a_folder_s_name_is_no_pattern(sail: Engine, tmp_path: Path) -> None:
    """Nor are its letters escapes of an address."""
    for name in ("a[1]", "b{x,y}", "c*", "d?", "e f", "g%20h", "北京#1"):
        (tmp_path / name).mkdir()
        file = tmp_path / name / "one.parquet"
        pq.write_table(pa.table({"a": [1]}), file)
        assert sail.arrow(sail.scan([str(file)], ONE)).num_rows == 1
