"""The scout's pages in the console: what the command writes, in every form and both languages."""

from pathlib import Path

import pytest

from hornbook.book.book import Book
from hornbook.cli.output import Form, Output, taken, write_answer
from hornbook.scout.backtest import Backtest
from hornbook.scout.question import questions
from hornbook.scout.ranking import Ranking
from tests.cli.here import hornbook
from tests.console.client import Reader
from tests.console.test_pages import OF_MODELS
from tests.scout.command import grown
from tests.scout.region import DAY, LATER

ASKED = {
    "rank": (
        f"day={DAY}&question=great&top=5&where=age <= 8 years",
        ["rank", "--as-of", DAY, "--question", "great", "--top", "5", "--where", "age <= 8 years"],
    ),
    "explain": (
        f"day={DAY}&company=region:0007&question=great&standard=gei-unicorn",
        ["explain", "region:0007", "--as-of", DAY, "--question", "great", "--standard", "gei-unicorn"],
    ),
    "backtest": (
        f"day={LATER}&-day={DAY}&question=great&seed=0",
        ["backtest", "--day", DAY, "--known", LATER, "--question", "great"],
    ),
}
"""Each page that learns a model, and the command that asks the same."""


def test_every_page_that_learns_a_model_is_tried() -> None:
    assert set(ASKED) == set(OF_MODELS)


@pytest.mark.parametrize("name", ASKED)
def test_a_page_of_the_scout_is_what_the_command_writes(
    name: str,
    whole: Book,
    asked: Path,
    ranking: Ranking,
    judged: Backtest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("django")
    monkeypatch.setitem(questions._paths, "great", asked)
    for module in ("rank", "explain"):
        monkeypatch.setattr(f"hornbook.answers.{module}.rank", grown(ranking))
    monkeypatch.setattr("hornbook.answers.backtest.backtest", lambda *_, **__: judged)
    query, words = ASKED[name]
    with taken() as answers:
        done = hornbook("scout", *map(str, words), book=whole.path)
    assert done.code == 0, done.err
    reader = Reader(whole.path)
    for form in ("json", "csv", "xlsx"):
        file = tmp_path / f"{name}.{form}"
        write_answer(answers[0], Output(Form(form), file, bom=False))
        assert reader.get(f"/en/{name}?{query}&format={form}").content == file.read_bytes()
    assert "hornbook recheck 'hornbook:1 scout/" in reader.text(f"/en/{name}?{query}")
    assert '<html lang="zh-Hans">' in reader.text(f"/zh/{name}?{query}")


def test_without_the_extra_a_page_says_what_to_install(
    whole: Book, asked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("django")

    def missing(module: str) -> object:
        raise ImportError(module)

    monkeypatch.setitem(questions._paths, "great", asked)
    monkeypatch.setattr("hornbook.optional.import_module", missing)
    assert 'pip install "hornbook[scout]"' in Reader(whole.path).text(f"/en/rank?day={DAY}&question=great", status=400)
