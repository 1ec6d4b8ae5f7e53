"""Errors are messages: each has its Chinese, and the broken files of a book are told by name."""

import ast
import json
import os
import resource
import signal
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tools import catalogue

from hornbook import errors
from hornbook.book.book import Book, new_book, open_book
from hornbook.book.ledger import reason_from_text, reason_to_text
from hornbook.book.store import File
from hornbook.document import document
from hornbook.errors import BookError, HornbookError, MappingError
from hornbook.kinds import KINDS, schema
from hornbook.lang.mistake import RuleError
from hornbook.lang.read import read_rule
from hornbook.locale import Lang, in_language
from hornbook.sources import source as source_room
from hornbook.text import Listing, Message, Phrase, Text, listing, message

ROOT = Path(__file__).parents[1] / "src" / "hornbook"
FILES = sorted(ROOT.rglob("*.py"))
MAKERS = {name for name in dir(errors) if name.endswith("Error")} | {"RuleError", "Bad", "_Passing", "sort"}
CHINESE = {catalogue._one(entry.id): entry.string for entry in catalogue.current() if entry.id}


def made(tree: ast.AST) -> Iterator[ast.expr]:
    """What every error is given as its sentence."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in MAKERS:
                yield node.args[0]
            elif (name in ("Reject", "_refused") and len(node.args) == 2) or (name == "error" and len(node.args) > 1):
                yield node.args[1]
            elif ast.unparse(node.func).endswith("notes.append"):
                yield node.args[0]
            yield from (word.value for word in node.keywords if word.arg == "hint")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_error_is_given_bare_words(path: Path) -> None:
    """An f-string or a literal would have no Chinese."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = [ast.unparse(said) for said in made(tree) if isinstance(said, ast.JoinedStr | ast.Constant)]
    assert not bare


def test_every_sentence_has_its_chinese_with_the_same_fields() -> None:
    """The catalogue holds every literal that is given to `message`."""
    for path in FILES:
        for sentence in catalogue.sentences(path):
            translated = CHINESE.get(sentence.one)
            assert translated, sentence
            text = translated if isinstance(translated, str) else translated[0]
            fields = catalogue.fields(sentence.many or sentence.one)
            assert catalogue.fields(text) == fields, sentence
            # English may leave the number out where it is one: "the largest group".
            assert fields - catalogue.fields(sentence.one) <= {"n"}, sentence
            assert catalogue.fields(sentence.one) <= fields, sentence


def test_an_error_in_chinese_points_at_the_same_place(tmp_path: Path) -> None:
    """The line and the caret stay; the words around them change."""
    path = tmp_path / "m.toml"
    path.write_text("[source]\ntitel = 'x'\n", encoding="utf-8")
    found = document(path)
    error = found.error(("source", "titel"), message("no section is called '{key}'", key="titel"), hint="")
    assert in_language(error.phrase, Lang.ZH) == "m.toml:2：没有名为“titel”的节\n    titel = 'x'\n    ^^^^^"
    assert str(error) == "m.toml:2: no section is called 'titel'\n    titel = 'x'\n    ^^^^^"
    with pytest.raises(RuleError) as caught:
        read_rule("age <= ，")
    assert in_language(caught.value.phrase, Lang.ZH).split("\n")[0] == "'，' 在此处没有意义"
    assert in_language(caught.value.phrase, Lang.EN) == str(caught.value)


def test_a_document_without_end_is_refused(tmp_path: Path) -> None:
    """Nesting that no reader can follow is an error of ours."""
    path = tmp_path / "m.toml"
    path.write_text(f"a = {'[' * 50_000}{']' * 50_000}\n", encoding="utf-8")
    with pytest.raises(MappingError, match="nested too deeply"):
        document(path)


@pytest.mark.parametrize(
    "reason",
    [
        "plain words",
        message("no name"),
        message("{day} is before {year:d}", day=date(1700, 1, 2), year=1800),
        message("Amount: {problem}", problem=message("no number is given")),
        message("the least, {least:,}, is more than the most, {most:,}", least=Decimal("2.50"), most=Decimal(1)),
        listing([message("no name"), message("{column}: no day", column="a")], ";"),
        Text("en", "中"),
    ],
)
def test_a_reason_comes_back_from_disk_as_it_was(reason: Phrase) -> None:
    """Its English stands first, so that any reader of the file can read it."""
    text = reason_to_text(reason)
    assert text.split("\x1f")[0] == in_language(reason, Lang.EN)
    again = reason_from_text(text)
    assert again == reason
    assert in_language(again, Lang.ZH) == in_language(reason, Lang.ZH)


@pytest.mark.parametrize(
    "text",
    [
        'bad\x1f{"t":"{x:999999999d}","v":{"x":1}}',
        'bad\x1f{"t":"no name","v":{}}',
        "bad\x1f{",
        'bad\x1f["no name"]',
        'bad\x1f{"l":[{"t":"no name"}],"by":";"}',
    ],
)
def test_a_reason_of_a_stranger_is_its_english(text: str) -> None:
    """A template that is none of ours is never filled."""
    assert reason_from_text(text) == "bad"


def test_an_older_reason_reads_back_as_it_stands() -> None:
    """Books of before hold plain words."""
    assert reason_from_text("no company") == "no company"


TABLE = "id,name,founded\n1,Acme,2020-01-01\n2,Bolt,yesterday\n,Nobody,2020-01-01\n"
MAPPING = """
[source]
name = "t"
title = "T"
maker = "M"
recorded = 2021-01-01
[subject]
columns = ["id"]
[[fact]]
kind = "Named"
name = { column = "name" }
valid = "recorded"
[[fact]]
kind = "Founded"
valid = { column = "founded" }
"""


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A book with two companies, one refused cell and one refused row."""
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    opened = new_book(tmp_path / "book")
    opened.take(source_room.source("table"), (tmp_path / "m.toml", tmp_path / "t.csv"))
    return opened


def test_what_was_refused_can_be_told_in_both_languages(book: Book) -> None:
    """The table stays English; each refusal is a phrase."""
    rows = book.rejects().to_pylist()
    assert [row["place"] for row in rows] == ["t.csv:3", "t.csv:3", "t.csv:4"]
    assert not any("\x1f" in row["reason"] for row in rows)
    refused = list(book.rejected())
    assert [in_language(each.reason, Lang.EN) for each in refused] == [row["reason"] for row in rows]
    assert [each.whole for each in refused] == [False, False, True]
    assert in_language(refused[2].reason, Lang.ZH) == "无法确定企业：“id”为空"
    assert list(book.rejected("another")) == []


def named(book: Book) -> File:
    """The file with the names."""
    return next(file for file in book.files if file.kind == "Named")


def emptied(path: Path) -> None:
    """Nothing is left in it."""
    path.write_bytes(b"")


def cut(path: Path) -> None:
    """Half of it is left."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scrambled(path: Path) -> None:
    """Its ends look well, and what lies between does not."""
    data = path.read_bytes()
    path.write_bytes(data[:4] + bytes(len(data) - 12) + data[-8:])


@pytest.mark.parametrize(
    ("harm", "words"),
    [(Path.unlink, "it is missing"), (emptied, "it is empty"), (cut, "it is cut off or damaged"), (scrambled, "")],
)
def test_a_broken_file_of_facts_is_named(book: Book, harm: Callable[[Path], None], words: str) -> None:
    """Two lines: which file, and what to do."""
    file = Path(named(book).uri)
    harm(file)
    again = open_book(book.path)
    with pytest.raises(BookError) as caught:
        again.engine.arrow(again.engine.scan([named(again).uri], schema(KINDS["Named"])))
    told = str(caught.value).split("\n")
    assert len(told) == 2
    assert told[0].startswith(f"{file} belongs to the book and cannot be read: ")
    assert words in told[0]
    assert "copy" in told[1]
    assert in_language(caught.value.phrase, Lang.ZH).startswith("账本文件")


@pytest.mark.parametrize("harm", [Path.unlink, emptied, cut, scrambled])
def test_a_broken_ledger_is_named(book: Book, harm: Callable[[Path], None]) -> None:
    """The list of imports is a file too."""
    file = next(Path(file.uri) for file in book.files if file.kind == "_batch")
    harm(file)
    with pytest.raises(BookError, match=str(file)):
        _ = open_book(book.path).batches


@pytest.mark.parametrize("harm", [emptied, cut])
def test_a_broken_log_is_told(book: Book, harm: Callable[[Path], None]) -> None:
    """An emptied entry would otherwise be a book that silently lacks an import."""
    harm(max((book.path / "_delta_log").glob("*.json")))
    with pytest.raises(BookError, match="cannot be read"):
        _ = open_book(book.path).batches


def test_a_stream_names_the_file_too(book: Book) -> None:
    """Batches that are read one by one fail in our words."""
    scrambled(Path(named(book).uri))
    again = open_book(book.path)
    with pytest.raises(BookError, match="belongs to the book"):
        list(again.engine.batches(again.engine.scan([named(again).uri], schema(KINDS["Named"]))))


def test_a_full_disk_leaves_the_book_as_it_was(book: Book, tmp_path: Path) -> None:
    """Writing ends in one error, and no file of the import is left."""
    table = "id,name,founded\n" + "".join(f"{n},{os.urandom(30).hex()},2020-01-01\n" for n in range(30_000))
    (tmp_path / "u.csv").write_text(table, encoding="utf-8")
    before = sorted(book.path.rglob("*"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(BookError, match=r"cannot be written: File too large\. Nothing was changed\."):
            book.take(source_room.source("table"), (tmp_path / "m.toml", tmp_path / "u.csv"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)
    assert sorted(book.path.rglob("*")) == before
    assert len(open_book(book.path).batches) == 1


def test_init_where_one_may_not_write_leaves_nothing(tmp_path: Path) -> None:
    """One line, and no folder."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for place in (tmp_path / "file" / "book", Path("/proc/hornbook/book"), tmp_path / ("x" * 300)):
        with pytest.raises(BookError) as caught:
            new_book(place)
        assert "\n" not in str(caught.value)
        assert str(place) in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_init_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    """What was made is taken away again."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        with pytest.raises(BookError):
            new_book(tmp_path / "a" / "book")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)
    assert not list(tmp_path.iterdir())


def test_an_error_without_words_is_empty() -> None:
    """The bare class can be raised, too."""
    assert str(HornbookError()) == ""
    assert isinstance(message("no name"), Message)
    assert isinstance(listing([]), Listing)
    assert json.loads(reason_to_text(listing([], ";")).split("\x1f")[1]) == {"l": [], "by": ";"}
