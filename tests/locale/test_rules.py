"""A rule on a page is the rule as people write it; no amount is rounded, and words in quotes stay."""

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from hornbook.locale import Lang, in_language, printed
from hornbook.locale.numbers import exact_money_text
from hornbook.locale.rules import printed_rule
from hornbook.text import RuleText, Text, listing, message
from tests.samples import sampled

SIZES = {"bn": 10**9, "m": 10**6, "": 1}


@sampled(200, long=20_000)
@given(st.integers(0, 10**13) | st.integers(1, 99_999).map(lambda n: n * 10**6))
def test_an_amount_on_a_page_is_the_amount(amount: int) -> None:
    found = re.fullmatch(r"US\$([\d,]+(?:\.\d+)?)(bn|m|)", exact_money_text(Decimal(amount), "USD"))
    assert found is not None
    assert Decimal(found[1].replace(",", "")) * SIZES[found[2]] == amount


def test_comparisons_amounts_and_names_are_printed() -> None:
    for rule, words in {
        "valuation >= 1_000_000_000 USD": "valuation ≥ US$1bn",
        "raised_24m <= 1_234_567 USD": "raised 24m ≤ US$1,234,567",
        "revenue >= 350_500_000 CNY and headcount != 1_000": "revenue ≥ CNY 350.5m and headcount ≠ 1,000",
        'sector in {"a_b >= 1_000 USD"} and age < 10 years': 'sector in {"a_b >= 1_000 USD"} and age < 10 years',
        "founded >= 2015-01-01": "founded ≥ 2015-01-01",
        "rnd_intensity > 5.5%": "rnd intensity > 5.5%",
    }.items():
        assert printed_rule(rule) == words


def test_pages_print_a_rule_and_files_of_data_keep_it() -> None:
    """Also within sentences and lists; other text is left alone."""
    rule = RuleText("valuation >= 1_000_000 USD", "估值至少100万美元")
    for phrase in (rule, listing([rule]), message("{value}", value=rule)):
        assert printed(phrase, Lang.EN) == "valuation ≥ US$1m"
        assert in_language(phrase, Lang.EN) == "valuation >= 1_000_000 USD"
        assert printed(phrase, Lang.ZH) == in_language(phrase, Lang.ZH) == "估值至少100万美元"
    assert printed(Text(*rule), Lang.EN) == "valuation >= 1_000_000 USD"


def test_the_id_of_a_matter_stays_as_commands_take_it() -> None:
    assert (
        printed_rule("Decision gei-unicorn/legal_person: “its_own”") == "Decision gei-unicorn/legal_person: “its own”"
    )
