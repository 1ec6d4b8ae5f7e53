"""The catalogue holds every sentence of the interface with the same fields, and the compiled file is what it gives."""

import ast
import re
from datetime import date
from decimal import Decimal
from typing import TypeGuard

import pytest
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as BabelMessage
from hypothesis import given
from hypothesis import strategies as st
from tools import catalogue

from hornbook.lang.bound import Type
from hornbook.locale import Lang, environment_language, in_language
from hornbook.standards.gap import value_phrase
from hornbook.text import Listing, Message, Money, Share, Text, listing, message, message_plural


def test_every_sentence_is_in_the_catalogue_with_the_same_fields() -> None:
    fresh = catalogue.updated(catalogue.current(), {})
    assert not list(catalogue.problems(fresh)), "run `make locale` and translate what it lists"


def test_the_compiled_catalogue_is_the_one_that_people_edit() -> None:
    fresh = catalogue.updated(catalogue.current(), {})
    assert catalogue.PO.read_bytes() == catalogue.po_text(fresh), "run `make locale`"
    assert catalogue.PO.with_suffix(".mo").read_bytes() == catalogue.mo_bytes(fresh), "run `make locale`"


def test_a_translation_with_other_fields_is_a_problem() -> None:
    wrong = Catalog(locale="zh_Hans")
    wrong.add("{n:,} companies", "{m} 家")
    wrong.add("no translation", "")
    assert len(list(catalogue.problems(wrong))) == 2


@pytest.mark.parametrize(
    ("amount", "currency", "en", "zh"),
    [
        ("226200000000", "USD", "US$226.2bn", "2262亿美元"),
        ("830000000", "USD", "US$830m", "8.3亿美元"),
        ("2323351", "USD", "US$2.3m", "232万美元"),
        ("997680000", "USD", "US$997.7m", "10亿美元"),
        ("999999999", "USD", "US$1bn", "10亿美元"),
        ("50000", "USD", "US$50,000", "5万美元"),
        ("12.5", "USD", "US$12.50", "12.50美元"),
        ("350000000", "CNY", "CNY 350m", "3.5亿元人民币"),
        ("-5000000", "EUR", "-€5m", "-500万欧元"),
        ("1000000", "XXX", "XXX 1m", "100万 XXX"),
    ],
)
def test_money_is_written_in_one_way_a_language(amount: str, currency: str, en: str, zh: str) -> None:
    said = Money(Decimal(amount), currency)
    assert (in_language(said, Lang.EN), in_language(said, Lang.ZH)) == (en, zh)


AMOUNTS = st.decimals(min_value=0, max_value=10**15, places=2)


@pytest.mark.parametrize("lang", [Lang.EN, Lang.ZH])
@given(AMOUNTS, AMOUNTS | st.sampled_from([Decimal(10**n) for n in range(14)]))
def test_an_amount_never_looks_like_the_threshold_that_it_misses(lang: Lang, value: Decimal, limit: Decimal) -> None:
    texts = in_language(Money(value, "CNY", (limit,)), lang), in_language(Money(limit, "CNY", (value,)), lang)
    assert (texts[0] == texts[1]) is (value == limit)


@pytest.mark.parametrize("kind", [Type.SHARE, Type.NUMBER, Type.AGE, Type.PEOPLE])
@given(*[st.decimals(min_value=-1000, max_value=10**6, places=9)] * 2)
def test_a_number_never_looks_like_the_threshold_that_it_misses(kind: Type, value: Decimal, limit: Decimal) -> None:
    said = value_phrase(value, kind, "", (limit,)), value_phrase(limit, kind, "", (value,))
    assert (in_language(said[0], Lang.EN) == in_language(said[1], Lang.EN)) is (value == limit)


def test_an_amount_beside_another_has_the_digits_that_tell_them_apart() -> None:
    near = Money(Decimal(999_999_000), "USD", (Decimal(10**9),))
    assert (in_language(near, Lang.EN), in_language(near, Lang.ZH)) == ("US$999.999m", "9.99999亿美元")
    assert in_language(Money(Decimal(1_349_000_000), "USD", (Decimal(1_300_000_000),)), Lang.EN) == "US$1.35bn"


def test_other_values_in_both_languages() -> None:
    assert in_language(Share(0.675), Lang.ZH) == "67.5%"
    assert in_language(None, Lang.EN) == "unknown"
    assert in_language(None, Lang.ZH) == "未知"
    assert in_language(True, Lang.ZH) == "是"
    assert in_language(date(2024, 1, 2), Lang.ZH) == "2024-01-02"
    assert in_language(12345, Lang.EN) == "12,345"
    assert in_language(listing(["a", Text("b", "乙")]), Lang.ZH) == "a、乙"
    assert in_language(listing(["a", Text("b", "乙")], ";"), Lang.EN) == "a; b"


def test_a_count_of_one_has_its_own_sentence_in_english() -> None:
    one, many = (message_plural("{n:,} row", "{n:,} rows", n) for n in (1, 2_000))
    assert in_language(one, Lang.EN) == "1 row"
    assert in_language(many, Lang.EN) == "2,000 rows"


@given(st.text())
def test_what_a_file_says_is_never_taken_for_a_template(text: str) -> None:
    for phrase in (
        message("{name}", name=text),
        message("{inner}", inner=message("{name}", name=text)),
        Listing((text,)),
    ):
        assert in_language(phrase, Lang.EN) == text
        assert in_language(phrase, Lang.ZH) == text


def test_nothing_is_looked_up_inside_a_value() -> None:
    with pytest.raises(KeyError):
        in_language(Message("{name.__class__}", (("name", "x"),)), Lang.EN)


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, Lang.EN),
        ({"LANG": "zh_CN.UTF-8"}, Lang.ZH),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, Lang.EN),
        ({"LC_ALL": "zh_CN.UTF-8", "HORNBOOK_LANG": "en"}, Lang.EN),
        ({"HORNBOOK_LANG": "zh"}, Lang.ZH),
    ],
)
def test_the_language_of_the_environment(environment: dict[str, str], lang: Lang) -> None:
    assert environment_language(environment) is lang


def test_no_page_puts_brackets_around_data_by_itself() -> None:
    """A sentence with brackets is a message, so that Chinese has full-width ones; none is made by an f-string."""
    found = []
    for path in sorted((catalogue.SOURCE / "answers").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        english = {id(each) for node in ast.walk(tree) if _is_text(node) for each in ast.walk(node.args[0])}
        strings = (each for each in ast.walk(tree) if isinstance(each, ast.JoinedStr) and id(each) not in english)
        found += [f"{path.name}:{each.lineno}" for each in strings if " (" in _written(each)]
    assert found == []


def _is_text(node: ast.AST) -> TypeGuard[ast.Call]:
    """Whether this is a pair of languages, the first of which is English."""
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Text", "RuleText") and bool(node.args)


def _written(of: ast.JoinedStr) -> str:
    return "".join(str(part.value) for part in of.values if isinstance(part, ast.Constant))


def test_chinese_has_full_width_brackets() -> None:
    """But around what is written in a rule or a file, such as any(…, …)."""
    half = [
        text for entry in catalogue.current() for text in _strings(entry) if re.search(r"[\u4e00-\u9fff] ?\(", text)
    ]
    assert half == []


def _strings(entry: BabelMessage) -> tuple[str, ...]:
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)
