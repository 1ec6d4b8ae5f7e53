"""Comparisons and watches as values: the keys of their JSON, their pages in two languages, and names from files."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hornbook.answers.answer import Asked
from hornbook.answers.compared import (
    PAIR_COLUMNS,
    CompareAnswer,
    ComparedPair,
    ComparedRule,
    DecidingClauses,
    pair_row,
)
from hornbook.answers.disputes import DisputedCompany, dispute_groups
from hornbook.answers.flow import FlowPart
from hornbook.answers.grounds import ClauseGround
from hornbook.answers.watch import NearCompany, NewCompanies, WatchAnswer
from hornbook.locale import Lang
from hornbook.render import html
from hornbook.render.cells import shown_cell
from hornbook.render.json import json_parts
from hornbook.text import Money, Text, message

EVIL = "<script src=alert(1)"
SHORT = message("{amount} short", amount=Money(Decimal(480_000_000)))
GROUND = ClauseGround(clause="valuation", rule="valuation >= 1", rule_text=None, answer=False, says=SHORT)
DAY = date(2024, 6, 30)


def comparison(every: bool = False) -> CompareAnswer:
    """Two rules that disagree on thirty companies."""
    rules = tuple(
        ComparedRule(
            asked=label, name=Text(label, label), count=30, unknown=0, partial=False, in_force=None, force=None,
            money=None,
        )
        for label in ("one", "two")
    )  # fmt: skip
    disputes = tuple(
        DisputedCompany(subject=str(n), name=EVIL, answers={"one": True, "two": False}, grounds={"two": (GROUND,)})
        for n in range(30)
    )
    clauses = DecidingClauses(no=30, no_by={"valuation": 30}, unknown=0, unknown_by={}, clauses={"valuation": "v"})
    return CompareAnswer(
        asked=Asked(day=DAY, known=DAY, book_version=1), on_facts=False, rules=rules, pairs=(),
        deciding={"two": clauses}, lists=(), groups=dispute_groups(disputes, {"two": clauses.clauses}),
        disputes=disputes, every=every,
    )  # fmt: skip


def test_a_comparison_is_json_by_its_fields_and_a_page_choice_is_not() -> None:
    found = json.loads("".join(json_parts(comparison())))
    assert list(found) == ["asked", "on_facts", "rules", "pairs", "deciding", "lists", "groups", "disputes"]
    ground = found["disputes"][0]["grounds"]["two"][0]
    assert ground["says"] == {"en": "US$480m short", "zh": "差4.8亿美元"}
    assert found["disputes"][0]["answers"] == {"one": True, "two": False}


def test_two_rules_of_a_pair_stand_in_one_line_without_escapes() -> None:
    row = pair_row(ComparedPair(first="one", second="two", both=1, first_only=0, second_only=0, opposed=0, overlap=1.0))
    assert shown_cell(row["pair"], PAIR_COLUMNS[0], Lang.EN) == "one × two"


def test_a_comparison_s_page_is_of_one_language_and_names_are_escaped() -> None:
    english, chinese = (html.part(comparison().sheet(), lang) for lang in Lang)
    for page in (english, chinese):
        assert "<script" not in page
        assert "&lt;script" in page
    assert "US$480m short" in english
    assert "一致程度" not in english
    assert "差4.8亿美元" in chinese
    assert "In dispute" not in chinese


def test_a_page_names_twenty_disputes_unless_all_are_asked_for() -> None:
    few, every = (html.part(comparison(all_).sheet(), Lang.EN) for all_ in (False, True))
    assert (few.count("&lt;script"), every.count("&lt;script")) == (20, 30)
    assert "… and 10 more." in few


def test_a_brief_page_is_a_few_sentences() -> None:
    """The counts, the clauses that decide and one example; no table."""
    page = html.part(replace(comparison(), brief=True).sheet(), Lang.EN)
    assert "excludes 30 that another counts: 30 by v." in page
    assert page.count("For example") == 1
    assert "<table" not in page


def test_disputes_are_grouped_by_the_clause_that_decides_the_largest_group_first() -> None:
    answer = comparison()
    (group,) = answer.groups
    assert (group.count, group.by[0].rule, group.by[0].clauses) == (30, "two", ("valuation",))
    assert "30: two excludes them by v" in html.part(answer.sheet(), Lang.EN)
    other = ClauseGround(clause="age", rule="age <= 1 years", rule_text=None, answer=False, says=SHORT)
    few = DisputedCompany(subject="31", name="Few", answers={"one": True, "two": False}, grounds={"two": (other,)})
    groups = dispute_groups((few, *answer.disputes), {})
    assert [(of.count, of.by[0].clauses) for of in groups] == [(30, ("valuation",)), (1, ("age",))]


def test_the_main_table_has_a_row_a_company_and_rule() -> None:
    table = comparison().tables()[0]
    assert len(table.rows) == 60
    assert [column.key for column in table.columns][:4] == ["subject", "name", "asked", "answer"]


def test_a_watch_lists_moves_then_those_that_are_near() -> None:
    flow = FlowPart(first=DAY, last=DAY, before=0, after=0, enters=(), leaves=(), reasons={"enters": {}, "leaves": {}})
    answer = WatchAnswer(
        asked=Asked(), since=DAY, within=180, judged=False, flow=flow, aging=(), new=NewCompanies(count=0),
        near=(NearCompany(subject="1", name=EVIL, grounds=(GROUND,)),),
    )  # fmt: skip
    assert [row["what"] for row in answer.tables()[0].rows] == ["near"]
    assert list(json.loads("".join(json_parts(answer)))) == [
        *("asked", "since", "within", "judged", "flow", "new", "near", "aging")
    ]
