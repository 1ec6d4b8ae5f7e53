"""An answer is cited by its last line, and what is cited can be asked again."""

import contextlib
import json
import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from hornbook.answers.answer import Answer, Asked
from hornbook.answers.citation import MOST_ROWS, OWN, Cited, QuestionCitation, answer_digest, read_citation
from hornbook.book.rule_texts import FOLDER
from hornbook.cli import app
from hornbook.cli.cited import QUESTIONS, options_of
from hornbook.cli.recheck import arguments
from hornbook.errors import QuestionError
from hornbook.render.sheet import Stream
from hornbook.standards.library import library
from tests.cli.here import hornbook
from tests.cli.snapshots import COMMANDS, DAY, SLOW
from tests.cli.test_forms import command_of, every_command

WRITE = {
    "demo", "init", "fetch", "import", "mapping", "link", "same", "apart", "decide", "state", "withdraw", "simulate",
    "compact", "recheck", "verify", "backup", "upgrade", "export", "erase", "scout register", "scout learn",
    "scout audit", "serve", "yearbook trace", "yearbook diff",
}  # fmt: skip
"""Commands without a citation: they write, or say nothing of a book that could be asked again."""
DEAR = ("quality", "census-series", "conflicts")
"""Questions that take seconds; the others show the same."""
QUICK = {
    name: words
    for name, words in COMMANDS.items()
    if name not in (*SLOW, *DEAR) and command_of(words).replace(" ", "/") in QUESTIONS
}


@pytest.fixture(scope="module")
def book(snapshot_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the book of the snapshots, so that its rules can be kept and its versions added to."""
    folder = tmp_path_factory.mktemp("cited")
    for path in snapshot_book.parent.glob("*.*"):
        shutil.copy(path, folder)
    return Path(shutil.copytree(snapshot_book, folder / "book"))


def cited(book: Path, *words: str) -> str:
    """The citation of what a command answers."""
    with contextlib.chdir(book.parent):
        done = hornbook(*words, "--json", book=book)
    assert done.code == 0, done.err
    return str(json.loads(done.out)["asked"]["citation"])


def test_every_command_is_cited_or_is_known_not_to_be() -> None:
    names = {name.replace(" ", "/") for name in every_command()}
    assert names == {*QUESTIONS} | {name.replace(" ", "/") for name in WRITE}


@pytest.mark.parametrize("name", QUICK)
def test_a_question_asked_again_from_its_citation_has_the_same_answer(name: str, book: Path) -> None:
    citation = cited(book, *QUICK[name])
    with contextlib.chdir(book.parent):
        done = hornbook("recheck", citation, "--json", book=book)
    assert done.code == 0, done.err
    again = json.loads(done.out)
    assert again["notes"] == []
    assert again["same"] is True
    assert again["citation"] == citation


CENSUS = ("census", "--as-of", DAY, "--standard", "cbinsights", "--by", "city", "--money", "CNY=7")


def test_an_option_that_is_called_as_a_word_of_a_citation_is_is_told_apart() -> None:
    group: Any = typer.main.get_command(app)
    outer = typer.Context(group, info_name="hornbook")
    command = group.get_command(outer, "scout").get_command(outer, "backtest")
    context = typer.Context(command, info_name="backtest", parent=outer)
    (days,) = (parameter for parameter in command.params if "--day" in parameter.opts)
    context.params[days.name] = ["2015-12-31", "2016-12-31"]
    words = options_of(context)
    assert words == [("-day", "2015-12-31"), ("-day", "2016-12-31")]
    citation = QuestionCitation(question="scout/backtest", options=tuple(words))
    assert read_citation(str(citation)) == citation
    assert list(arguments(citation, command, Path("book"))) == ["--day=2015-12-31", "--day=2016-12-31", "--"]


@pytest.fixture(scope="module")
def census(book: Path) -> str:
    return cited(book, *CENSUS)


def test_the_last_line_of_every_page_is_the_citation(book: Path) -> None:
    citation = cited(book, *CENSUS)
    assert re.fullmatch(
        rf"hornbook:1 census day={DAY} known={DAY} book=\d+@[0-9a-f]{{12}} simulated=yes rule=cbinsights@[0-9a-f]{{12}}"
        r" validity=unknown standard=cbinsights by=city money=CNY=7 answer=[0-9a-f]{12} with=\d+\.\d+\.\d+",
        citation,
    )
    for lang in ("en", "zh"):
        assert hornbook(*CENSUS, "--lang", lang, book=book).out.splitlines()[-1] == citation
    html = hornbook(*CENSUS, "--html", book=book).out
    assert f"<p>{citation}</p>\n</article>" in html
    assert "hornbook:1" not in hornbook(*CENSUS, "--csv", book=book).out


def test_a_citation_holds_after_the_book_has_grown(census: str, book: Path) -> None:
    citation = census
    done = hornbook("same", "park:1", "park:4", "--because", "a test", "--on", "2021-07-01", book=book)
    assert done.code == 0
    done = hornbook("recheck", *citation.split(), book=book)  # pasted without quotes
    assert done.code == 0, done.err
    assert "The answer is the same" in done.out
    assert "The book has newer facts" in done.out
    assert done.out.splitlines()[-1] == citation


MANY = ("cn-beijing-compute-voucher", "cn-haidian-ftz", "cn-hte-15", "fr-jei", "uk-seis", "au-rdti")


def test_many_rules_are_compared_with_those_that_are_asked_again(book: Path) -> None:
    """Supports and standards may share an id; six of them are neither whole library."""
    citation = cited(
        book, "support", "entitled", "park:1", "--as-of", DAY, *(w for n in MANY for w in ("--support", n))
    )
    assert "library=" in citation
    again = json.loads(hornbook("recheck", citation, "--json", book=book).out)
    assert (again["same"], again["notes"]) == (True, [])
    other = re.sub("library=([0-9]+)@[0-9a-f]{12}", r"library=\1@000000000000", citation)
    (note,) = json.loads(hornbook("recheck", other, "--json", book=book).out)["notes"]
    assert note["en"] == "Some of the cited rules have changed since."


def test_a_standard_by_which_groups_are_made_is_cited(book: Path) -> None:
    (book.parent / "mine.toml").write_text(library["cbinsights"].source.text, encoding="utf-8")
    citation = cited(book, "census", "--as-of", DAY, "--by", "mine.toml", "--by", "hurun:gazelle")
    assert "own=mine.toml@" in citation
    assert "rule=hurun@" in citation
    with contextlib.chdir(book.parent):
        done = hornbook("recheck", citation, book=book)
    assert done.code == 0, done.err


def test_another_answer_ends_with_1(census: str, book: Path) -> None:
    citation = re.sub("answer=[0-9a-f]{12}", "answer=000000000000", census)
    done = hornbook("recheck", citation, book=book)
    assert done.code == 1
    assert "The answer is another one" in done.out


def test_a_rule_that_has_changed_is_asked_by_the_text_of_then(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    citation = cited(book, *CENSUS)
    changed = tmp_path / "cbinsights.toml"
    text = library._paths["cbinsights"].read_text(encoding="utf-8")
    assert "1_000_000_000" in text
    changed.write_text(text.replace("1_000_000_000", "3_000_000_000"), encoding="utf-8")
    monkeypatch.setitem(library._paths, "cbinsights", changed)
    assert cited(book, *CENSUS) != citation
    done = hornbook("recheck", citation, book=book)
    assert done.code == 0, done.err
    assert "by the text of then" in done.out
    for kept in (book / FOLDER).glob("*.toml"):
        kept.write_bytes(kept.read_bytes() + b"# damaged")
    done = hornbook("recheck", citation, book=book)
    assert done.code == 1
    assert "is not kept here" in done.out
    shutil.rmtree(book / FOLDER)


def test_the_texts_of_rules_go_with_a_backup(book: Path, tmp_path: Path) -> None:
    citation = cited(book, *CENSUS)
    assert hornbook("backup", tmp_path / "copy", book=book).code == 0
    assert {path.name for path in (tmp_path / "copy" / FOLDER).iterdir()} == {
        path.name for path in (book / FOLDER).iterdir()
    }
    assert hornbook("recheck", citation, book=tmp_path / "copy").code == 0


def test_a_book_that_cannot_be_written_to_still_answers(book: Path) -> None:
    shutil.rmtree(book / FOLDER, ignore_errors=True)
    (book / FOLDER).write_text("a file stands in the way", encoding="utf-8")
    try:
        assert cited(book, *CENSUS)
    finally:
        (book / FOLDER).unlink()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("hornbook:1", "hornbook:9"), "This is no citation"),
        (("census", "frobnicate"), "is no question that can be cited"),
        (("census", "import"), "is no question that can be cited"),
        (("census", "scout/register"), "is no question that can be cited"),
        (("by=city", "output=x.csv"), "census has no option 'output'"),
        (("by=city", "book=/etc"), "is no word of a citation"),
        (("by=city", "bx=city"), "census has no option 'bx'"),
        (("by=city", "by="), "is no word of a citation"),
        (("by=city", "city"), "is no word of a citation"),
        (("rule=cbinsights@", "rule=@"), "is no word of a citation"),
        (("day=", "day=x"), "is not a day"),
        (("book=", "book=9"), "version"),
        (("book=", "book=x"), "is no version of a book"),
    ],
)
def test_a_citation_with_a_mistake_is_refused_in_one_line(
    census: str, book: Path, change: tuple[str, str], said: str
) -> None:
    done = hornbook("recheck", census.replace(*change, 1), book=book)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert len(done.err.splitlines()) <= 3


def test_another_book_is_refused(book: Path, tmp_path: Path) -> None:
    hornbook("init", book=tmp_path / "other")
    citation = re.sub(r"book=\d+@", "book=0@", cited(book, *CENSUS))
    done = hornbook("recheck", citation, book=tmp_path / "other")
    assert done.code == 2
    assert "is not the book that was cited" in done.err


def test_a_book_from_which_something_was_erased_since_says_so(tmp_path: Path) -> None:
    """The digest of a version that held it is another one then; it is the same book all the same."""
    book = tmp_path / "book"
    hornbook("init", book=book)
    hornbook("simulate", "--companies", "20", "--seed", "3", book=book)
    citation = cited(book, "census", "--as-of", "2021-12-31")
    assert hornbook("recheck", citation, book=book).code == 0
    assert hornbook("erase", "sim-00000003", "--because", "request 17", book=book).code == 0
    done = hornbook("recheck", citation, book=book)
    assert done.code == 2
    assert "An erasure of" in done.err
    assert "`hornbook log` says why" in done.err


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
NAMES = st.from_regex(r"[a-z]{2,8}(-[a-z]{2,5})?", fullmatch=True).filter(lambda name: name not in OWN)
CITED = st.builds(
    Cited, st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True), st.from_regex("[0-9a-f]{12}", fullmatch=True)
)


@given(
    st.builds(
        QuestionCitation,
        question=st.sampled_from(QUESTIONS),
        day=st.none() | st.dates(min_value=date(1900, 1, 1)),
        known=st.none() | st.dates(min_value=date(1900, 1, 1)),
        book=st.none() | CITED,
        known_set=st.booleans(),
        simulated=st.booleans(),
        rules=st.lists(CITED, max_size=3).map(tuple),
        all_rules=st.none() | CITED,
        options=st.lists(st.tuples(NAMES, WORDS), max_size=4).map(tuple),
        answer=st.from_regex("([0-9a-f]{12})?", fullmatch=True),
        hornbook=st.sampled_from(["", "0.2.0"]),
    )
)
def test_a_citation_is_one_line_of_plain_words_and_reads_back(citation: QuestionCitation) -> None:
    text = str(citation)
    assert not re.search(r"[\s'\"`$\\;&|<>(){}!*?#~]", text.replace(" ", ""))
    assert read_citation(text) == citation


@given(st.text(max_size=60))
def test_any_text_is_a_citation_or_refused(text: str) -> None:
    with contextlib.suppress(QuestionError):
        read_citation(f"hornbook:1 census {text}")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Rows(Answer):
    """An answer of rows that are read anew each time."""

    rows: Stream


@pytest.mark.parametrize(("count", "has"), [(MOST_ROWS, True), (MOST_ROWS + 1, False)])
def test_a_list_is_cited_with_a_digest_unless_it_is_very_long(count: int, has: bool) -> None:
    rows = Rows(asked=Asked(), rows=Stream(lambda: ({"n": n} for n in range(count)), count))
    other = Rows(asked=Asked(), rows=Stream(lambda: ({"n": n + 1} for n in range(count)), count))
    assert bool(answer_digest(rows)) is has
    assert (answer_digest(rows) == answer_digest(other)) is not has
