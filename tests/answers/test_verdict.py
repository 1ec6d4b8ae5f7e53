"""Verdicts and standards as answers: one value, drawn as a page, JSON, CSV, workbook and HTML in two languages."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from hornbook.answers.answer import Answer, asked_lines
from hornbook.answers.judged import CompanyVerdict
from hornbook.answers.schemas import answer_schema
from hornbook.answers.standard import StandardAnswer, ask_standard
from hornbook.answers.standards import StandardsAnswer, ask_standards
from hornbook.answers.verdict import VerdictsAnswer, ask_verdicts
from hornbook.locale import Lang
from hornbook.render import csv as as_csv
from hornbook.render import html, terminal, xlsx
from hornbook.render import json as as_json
from hornbook.standards.examples import book_of, examples_of
from hornbook.standards.judge import judged
from hornbook.standards.library import library

GEI = library["gei-unicorn"]
SCRIPT = "<script src=alert(1)"


@pytest.fixture(scope="module")
def verdicts() -> Iterator[VerdictsAnswer]:
    given = examples_of(GEI)
    day = max(example.day for example in given)
    with book_of(given) as book:
        view = book.at(day)
        subjects = [row["subject"] for row in view.engine.arrow(judged(view, GEI)).to_pylist()]
        yield ask_verdicts(view, [GEI], subjects[:3], full=True)


@pytest.fixture(scope="module")
def rule() -> StandardAnswer:
    return ask_standard(library["cn-shenzhen-unicorn-2025"], examples_of(GEI)[0].day)


@pytest.fixture(scope="module")
def rules() -> StandardsAnswer:
    return ask_standards(library.values(), examples_of(GEI)[0].day)


def page(answer: Answer, lang: Lang) -> str:
    out = io.StringIO()
    terminal.draw(answer.sheet(), lang, terminal.console(out))
    return out.getvalue()


def document(answer: Answer) -> dict[str, Any]:
    found: dict[str, Any] = json.loads("".join(as_json.json_parts(answer)))
    return found


def rows(answer: Answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(as_csv.table_lines(answer.tables()[0])))))


def test_an_answer_is_json_by_its_own_fields_and_fits_its_schema(
    verdicts: VerdictsAnswer, rule: StandardAnswer, rules: StandardsAnswer
) -> None:
    for answer in (verdicts, rule, rules):
        found = document(answer)
        assert list(found) == [field.name for field in fields(answer) if field.repr]
        jsonschema.validate(found, answer_schema(type(answer)))
    assert "full" not in document(verdicts)
    assert list(document(verdicts)["verdicts"][0]) == [field.name for field in fields(CompanyVerdict)]


def test_pages_speak_one_language(verdicts: VerdictsAnswer, rule: StandardAnswer, rules: StandardsAnswer) -> None:
    for answer, english, chinese in (
        (verdicts, "Highest not ruled out", "尚未排除的最高层级"),
        (verdicts, "asked: at least", "要求："),
        (rule, "How it is read", "口径"),
        (rule, "way “young”", "情形“young”"),
        (rules, "tiers, lowest", "层级（由低到高）"),
    ):
        in_english, in_chinese = (" ".join(page(answer, lang).split()) for lang in (Lang.EN, Lang.ZH))
        assert english in in_english
        assert english not in in_chinese
        assert chinese in in_chinese
        assert chinese not in in_english


def test_csv_has_one_row_a_clause_with_today_s_columns(
    verdicts: VerdictsAnswer, rule: StandardAnswer, rules: StandardsAnswer
) -> None:
    clauses = rows(verdicts)
    assert len(clauses) == sum(len(tier.clauses) for verdict in verdicts.verdicts for tier in verdict.tiers)
    assert set(clauses[0]) >= {
        *("company", "name", "standard", "edition", "status", "in_force", "day", "known", "book_version", "tier"),
        *("tier_answer", "on_facts", "clause", "rule", "rule_zh", "answer", "value", "low", "high", "unit"),
        *("threshold", "gap", "gap_unit", "says", "says_zh", "marks", "evidence", "cites"),
    }
    assert {row["answer"] for row in clauses} <= {"true", "false", ""}
    assert [row["id"] for row in rows(rules)] == list(library)
    assert set(rows(rules)[0]) >= {"name_zh", "issuer_zh", "observed", "valid_from", "in_force", "tiers", "sources"}
    assert {row["branch"] for row in rows(rule)} == {"", "young", "grown"}
    assert all(row["rule"] and row["rule_zh"] and row["tier_name_zh"] for row in rows(rule))


def test_a_workbook_has_clauses_verdicts_and_evidence(verdicts: VerdictsAnswer, tmp_path: Path) -> None:
    file = tmp_path / "verdicts.xlsx"
    xlsx.write_workbook(file, verdicts.tables(), asked_lines(verdicts.asked), Lang.ZH)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["clauses", "verdicts", "evidence", "about"]
    assert book["verdicts"].max_row == 1 + len(verdicts.verdicts)
    facts = list(book["evidence"].iter_rows(min_row=2, values_only=True))
    assert facts
    assert ("sha256", GEI.digest) in book["about"].iter_rows(values_only=True)


def test_a_name_from_a_file_is_never_markup(verdicts: VerdictsAnswer) -> None:
    hostile = replace(verdicts, verdicts=tuple(replace(each, name=SCRIPT) for each in verdicts.verdicts))
    for lang in Lang:
        found = html.page(hostile.sheet(), lang)
        assert SCRIPT not in found
        assert "&lt;script" in found
    single = replace(hostile, verdicts=hostile.verdicts[:1])
    assert SCRIPT not in html.page(single.sheet(), Lang.EN)
    assert SCRIPT in page(single, Lang.EN)
