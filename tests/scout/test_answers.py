"""What the scout answers, in every form: the same facts on a page, in JSON, CSV, a workbook, HTML and Markdown."""

import csv
import io
import json
import re
from dataclasses import fields, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest

from hornbook.answers.answer import Answer, asked_lines
from hornbook.answers.backtest import BacktestAnswer, backtest_answer
from hornbook.answers.explain import ExplainAnswer, explain_answer
from hornbook.answers.forecast import RegisterAnswer, register_ranking
from hornbook.answers.forecast_ledger import LedgerAnswer, ask_ledger
from hornbook.answers.forecast_score import ScoreAnswer, ask_score
from hornbook.answers.hindsight import HindsightAnswer, hindsight_answer
from hornbook.answers.learn import LearnAnswer, save_model
from hornbook.answers.rank import RankAnswer, rank_answer
from hornbook.book.book import Book, open_book
from hornbook.errors import QuestionError
from hornbook.kinds import Forecast
from hornbook.locale import Lang
from hornbook.render import csv as csv_form
from hornbook.render import html, markdown, terminal, xlsx
from hornbook.render import json as json_form
from hornbook.scout.backtest import MODEL, Backtest
from hornbook.scout.baselines import BASELINES
from hornbook.scout.hindsight import Hindsight
from hornbook.scout.question import Question
from hornbook.scout.ranking import Ranking
from tests.forms import check_files, check_json
from tests.scout.command import ANSWERS, command, grown
from tests.scout.region import AFTER, DAY, LATER

HAN = re.compile(r"[\u4e00-\u9fff]")


def page(answer: Answer, lang: Lang, width: int = 140) -> str:
    """An answer's page as text."""
    from rich.console import Console

    out = io.StringIO()
    terminal.draw(answer.sheet(), lang, Console(file=out, width=width, markup=False, highlight=False, emoji=False))
    return out.getvalue()


def as_json(answer: Answer) -> dict[str, object]:
    """An answer's JSON, read again."""
    found = json.loads("".join(json_form.json_parts(answer)))
    assert isinstance(found, dict)
    return found


def rows(answer: Answer, table: int = 0) -> list[dict[str, str]]:
    """A table of an answer as CSV, read again."""
    return list(csv.DictReader(io.StringIO("".join(csv_form.table_lines(answer.tables()[table])))))


@pytest.fixture(scope="module")
def ranked(ranking: Ranking, whole: Book) -> RankAnswer:
    return rank_answer(ranking, whole.at(DAY))


@pytest.fixture(scope="module")
def learnt(ranking: Ranking, whole: Book, tmp_path_factory: pytest.TempPathFactory) -> LearnAnswer:
    return save_model(ranking, whole, tmp_path_factory.mktemp("learnt") / "model.json")


@pytest.fixture(scope="module")
def explained(ranking: Ranking, whole: Book) -> ExplainAnswer:
    return explain_answer(ranking, whole.at(DAY), ranking.frame.subjects[int(ranking.order[0])].as_py())


@pytest.fixture(scope="module")
def tested(judged: Backtest, great: Question, whole: Book) -> BacktestAnswer:
    return backtest_answer(judged, great, whole.at(LATER))


@pytest.fixture(scope="module")
def compared(seen_twice: Hindsight, great: Question, twice: Book) -> HindsightAnswer:
    return hindsight_answer(seen_twice, great, twice.at(LATER))


@pytest.fixture(scope="module")
def registered(
    ranking: Ranking, whole: Book, great: Question, tmp_path_factory: pytest.TempPathFactory
) -> tuple[RegisterAnswer, RegisterAnswer, ScoreAnswer, LedgerAnswer]:
    """A list registered, registered again, settled, and in the ledger."""
    import shutil

    from hornbook.book.book import open_book

    path = tmp_path_factory.mktemp("registered") / "book"
    shutil.copytree(whole.path, path)
    book = open_book(path)
    first, again = (register_ranking(ranking, book, day, written=day) for day in (AFTER, LATER))
    return first, again, ask_score(book, great, LATER), ask_ledger(book, [great], LATER)


@pytest.fixture(scope="module")
def every(
    learnt: LearnAnswer,
    ranked: RankAnswer,
    explained: ExplainAnswer,
    tested: BacktestAnswer,
    compared: HindsightAnswer,
    registered: tuple[RegisterAnswer, RegisterAnswer, ScoreAnswer, LedgerAnswer],
) -> list[Answer]:
    return [learnt, ranked, explained, tested, compared, *registered]


@pytest.mark.parametrize("simulated", [False, True])
def test_every_form_keeps_what_it_promises(every: list[Answer], simulated: bool, tmp_path: Path) -> None:
    """JSON by its schema; pages, rows and workbook with the label, if the book is simulated."""
    assert {type(answer) for answer in every} == set(ANSWERS.values())
    for answer in every:
        labelled = replace(answer, asked=replace(answer.asked, simulated=simulated))
        check_json("".join(json_form.json_parts(labelled)), labelled)
        check_files(labelled, tmp_path)


@pytest.mark.parametrize("width", [80, 140])
def test_a_page_has_one_language(every: list[Answer], width: int) -> None:
    for answer in every:
        english, chinese = page(answer, Lang.EN, width), page(answer, Lang.ZH, width)
        assert not HAN.search(english), HAN.search(english)
        assert HAN.search(chinese)
        assert "raises a round" in english
        assert "raises a round" not in chinese
        for line in chinese.splitlines():
            assert not re.match(r"^[–\s]*[A-Z][a-z]+ [a-z]+ [a-z]+ [a-z]+", line), line


def test_json_has_the_fields_of_the_answer_and_what_was_asked(every: list[Answer], asked: Path) -> None:
    for answer in every:
        found = as_json(answer)
        assert list(found) == [field.name for field in fields(answer) if field.repr]
        assert found["asked"]["book_version"] is not None  # type: ignore[index]
        if isinstance(answer, LedgerAnswer):
            assert [each.event for each in answer.lists] == ["great"]  # it is of all questions
            continue
        question = found["question"]
        assert isinstance(question, dict)
        assert question["id"] == "great"
        assert question["text"] == asked.read_text("utf-8")
        assert question["sha256"] == sha256(asked.read_bytes()).hexdigest()
        assert set(question["name"]) == {"en", "zh"}


def test_a_workbook_has_every_table_and_what_was_asked(every: list[Answer], tmp_path: Path) -> None:
    for n, answer in enumerate(every):
        path = tmp_path / f"{n}.xlsx"
        xlsx.write_workbook(path, answer.tables(), asked_lines(answer.asked), Lang.ZH)
        book = openpyxl.load_workbook(path)
        assert book.sheetnames == [*(table.key for table in answer.tables()), "about"]
        for table in answer.tables():
            assert book[table.key].max_row == 1 + len(table.rows)


def test_html_escapes_a_company_s_name(ranked: RankAnswer, explained: ExplainAnswer) -> None:
    name = "<script>alert(1)</script>"
    hostile = replace(ranked, companies=(replace(ranked.companies[0], name=name), *ranked.companies[1:]))
    for answer in (hostile, replace(explained, name=name)):
        found = html.page(answer.sheet(), Lang.EN)
        assert "<script>" not in found
        assert "&lt;script&gt;" in found


def test_the_list_is_the_whole_population_and_its_first_companies_add_up(ranked: RankAnswer, ranking: Ranking) -> None:
    listed = rows(ranked)
    assert list(listed[0]) == ["permalink", "score", "probability"]
    assert len(listed) == len(ranking.score)
    scores = [float(row["score"]) for row in listed]
    assert scores == sorted(scores, reverse=True)
    found = as_json(ranked)
    companies = found["companies"]
    assert isinstance(companies, list)
    assert len(companies) == min(100, len(listed))
    for each, row in zip(companies, listed, strict=False):
        assert each["score"] == float(row["score"])
        assert each["start"] + sum(part["adds"] for part in each["contributions"]) == pytest.approx(each["score"])
    assert [row["company"] for row in rows(ranked, 1)] == [each["company"] for each in companies]
    english = page(ranked, Lang.EN)
    assert "Learnt from" in english
    assert "学习样本" in page(ranked, Lang.ZH)
    assert f"… and {len(listed) - 20:,} more; --csv has the whole list." in english
    frame = ranking.frame
    assert (
        f"Excluded: {frame.unknown} of unknown membership, {frame.unsettled} that may have exited, "
        f"{frame.already} that had already reached the target."
    ) in " ".join(english.split())


def test_a_list_of_three_has_three_in_every_form(ranking: Ranking, whole: Book) -> None:
    three = rank_answer(ranking, whole.at(DAY), top=3)
    assert [len(table.rows) for table in three.tables()[:2]] == [3, 3]
    assert "more; --csv" not in page(three, Lang.EN)
    with pytest.raises(QuestionError, match="There are: region"):
        rank_answer(ranking, whole.at(DAY), source="nobody")


def test_the_card_is_a_sheet_of_its_own(ranked: RankAnswer) -> None:
    english, chinese = (markdown.markdown_text(ranked.card_sheet(), lang) for lang in Lang)
    assert english.startswith("# Model card\n")
    assert chinese.startswith("# 模型说明\n")
    assert len(english.splitlines()) == len(chinese.splitlines()) == 2 + len(ranked.card)
    assert not HAN.search(english)
    assert f"As of {DAY}" in english
    assert rows(ranked, 3)[0].keys() == {"sentence", "sentence_zh"}


def test_markdown_takes_no_name_for_a_mark() -> None:
    assert markdown.escaped("# *A* <b> [x](y) _z_ a_b 1|2 & `c`") == (r"\# \*A\* \<b> \[x\](y) \_z\_ a_b 1\|2 \& \`c\`")
    assert markdown.escaped("- no item") == r"\- no item"


def test_an_explanation_adds_up_in_every_form(explained: ExplainAnswer) -> None:
    found = as_json(explained)
    assert found["rank"] == 1
    shares = found["shares"]
    assert isinstance(shares, list)
    assert explained.start + sum(each["adds"] for each in shares) == pytest.approx(explained.score)
    assert sum(float(row["adds"]) for row in rows(explained)) == pytest.approx(explained.score)
    assert set(shares[0]["name"]) == {"en", "zh"}
    assert f"Rank 1 of {explained.of}" in page(explained, Lang.EN)
    assert f"位次 1/{explained.of}" in page(explained, Lang.ZH)
    assert len(rows(explained, 1)) == len(explained.comparables) == 10


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_explanation_gives_the_verdict_of_a_standard(
    whole: Book, asked: Path, ranking: Ranking, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hornbook.answers.explain.rank", grown(ranking))
    subject = ranking.frame.subjects[int(ranking.order[0])].as_py()
    words = ("scout", "explain", subject, "--as-of", str(DAY), "--question", asked, "--standard", "hurun")
    done = command("--lang", lang, *words, book=whole.path)
    assert done.code == 0, done.err
    assert {"en": "Rank 1 of", "zh": "位次 1/"}[lang] in done.out
    assert "hurun" in done.out
    found = command(*words, "--json", book=whole.path).json()
    assert found["rank"] == 1
    assert found["verdict"]


def test_a_backtest_has_every_simpler_ranking_beside_it(
    tested: BacktestAnswer, whole: Book, asked: Path, judged: Backtest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hornbook.answers.backtest.backtest", lambda *_, **__: judged)
    words = ("scout", "backtest", "--day", str(DAY), "--known", str(LATER), "--question", asked)
    (day,) = command(*words, "--json", book=whole.path).json()["days"]
    assert day["reconstructed"] is False
    assert {*BASELINES, MODEL} == set(day["figures"])
    assert set(day["figures"][MODEL]["ap"]) == {"value", "low", "high"}
    listed = rows(tested)
    assert list(listed[0]) == [
        *("day", "seen", "reconstructed", "known", "companies", "came"),
        *("ranking", "measure", "value", "low", "high"),
    ]
    assert {row["ranking"] for row in listed} >= {*BASELINES, MODEL}
    assert {row["day"] for row in listed} == {str(DAY), "all"}
    assert {row["reconstructed"] for row in listed if row["day"] != "all"} == {"false"}
    assert sum(int(row["companies"]) for row in rows(tested, 2) if row["by"] == "cohort") == tested.days[0].companies
    assert "Judged with what was known that day." in page(tested, Lang.EN)
    assert "以当日所知评判" in page(tested, Lang.ZH)


def test_hindsight_is_told_with_its_gain(
    compared: HindsightAnswer, twice: Book, asked: Path, seen_twice: Hindsight, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hornbook.answers.hindsight.hindsight", lambda *_, **__: seen_twice)
    words = ("scout", "hindsight", "--day", str(DAY), "--later", str(LATER), "--question", asked)
    found = command(*words, "--json", book=twice.path).json()
    assert found["gain"]["ap"]["value"] == seen_twice.gain["ap"].value
    assert found["then"]["known"] == str(DAY)
    listed = rows(compared)
    assert list(listed[0]) == ["day", "seen", "companies", "came", "measure", "value", "low", "high"]
    assert {row["seen"] for row in listed} == {str(DAY), str(LATER), "gain"}
    assert "以该日所知回看" in page(compared, Lang.ZH)
    assert "事后信息的影响" in page(compared, Lang.ZH)


def test_a_list_is_registered_once(
    registered: tuple[RegisterAnswer, RegisterAnswer, ScoreAnswer, LedgerAnswer],
) -> None:
    first, again = registered[:2]
    assert first.new
    assert not again.new
    assert again.registered == first.registered == AFTER
    assert len(first.digest) == 64
    assert again.digest == ""
    assert f"Registered {first.companies:,} forecasts as of {DAY}" in page(first, Lang.EN)
    assert "nothing was added" in page(again, Lang.EN)
    (row,) = rows(first)
    assert row["new"] == "true"


def test_a_settled_list_shows_its_misses_first(
    registered: tuple[RegisterAnswer, RegisterAnswer, ScoreAnswer, LedgerAnswer], ranking: Ranking
) -> None:
    first, _, settled, _ = registered
    found = page(settled, Lang.ZH)
    assert found.index("漏判") < found.index("误判") < found.index("概率校准")
    listed = rows(settled)
    columns = ["day", "registered", "written", "late", "company", "rank", "probability", "came", "ended", "silent"]
    assert list(listed[0]) == columns
    assert len(listed) == first.companies == len(ranking.score)
    assert {row["came"] for row in listed} == {"true", "false"}
    (each,) = as_json(settled)["lists"]  # type: ignore[misc]
    assert each["came"] == sum(row["came"] == "true" for row in listed)
    low = [row["came"] for row in listed if int(row["rank"]) > each["cut"]]
    high = [row["came"] for row in listed if int(row["rank"]) <= each["cut"]]
    assert (each["overlooked_count"], each["overrated_count"]) == (low.count("true"), high.count("false"))
    assert len(each["overrated"]) == min(100, each["overrated_count"])


def test_the_commands_register_and_settle(
    book: Book, asked: Path, ranking: Ranking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hornbook.answers.forecast.rank", grown(ranking))
    words = ("--question", asked)
    settle = ("scout", "score", "--as-of", str(LATER), *words)
    assert "No list is registered" in command(*settle, book=book.path).out
    assert command(*settle, "--json", book=book.path).json()["lists"] == []
    register = ("scout", "register", "--as-of", str(DAY), *words)
    kept = command(*register, "--on", str(AFTER), "--json", book=book.path).json()
    assert kept["registered"] == str(AFTER)
    assert len(kept["digest"]) == 64
    facts = open_book(book.path, engine=book.engine).at(AFTER).facts(Forecast, ["registered_on"])
    written = book.engine.arrow(facts)["registered_on"]
    assert {date.today() - day for day in written.to_pylist()} <= {timedelta(0), timedelta(1)}  # noqa: DTZ011
    listed = list(csv.DictReader(io.StringIO(command(*settle, "--csv", book=book.path).out)))
    assert len(listed) == kept["companies"]
    early = command(*register, "--on", "2013-01-01", book=book.path)
    assert early.code == 2
    assert "before that day" in early.err
    before = command("scout", "score", "--as-of", "2013-06-01", *words, book=book.path)
    assert "No list is registered" in before.out
