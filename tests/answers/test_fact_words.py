"""What a round is said to be worth where its source is vague, in both languages, and the mark beside it."""

from datetime import date
from decimal import Decimal

import pytest

from hornbook.answers.wording.both import in_both
from hornbook.answers.wording.facts import fact_gist
from hornbook.book.view import Told
from hornbook.standards.verdict import MARKS, fact_marks
from hornbook.text import Text

DAY = date(2019, 6, 30)


@pytest.mark.parametrize(
    ("says", "en", "zh", "marked"),
    [
        ({"amount": 5_000_000}, "US$5m", "500万美元", []),
        (
            {"least": 1_000_000, "most": 9_500_000},
            "from US$1m to US$9.5m",
            "100万美元至950万美元",
            ["amount vague"],
        ),
        ({"least": 300_000_000}, "at least US$300m", "至少3亿美元", ["amount vague"]),
        ({"most": 50_000_000}, "at most US$50m", "至多5000万美元", ["amount vague"]),
        ({}, "currency: USD", "币种：USD", []),
    ],
)
def test_a_vague_sum_is_shown_by_its_ends(says: dict[str, int], en: str, zh: str, marked: list[str]) -> None:
    sums = {name: Decimal(value) for name, value in says.items()}
    told = Told(
        "Round", "aster", DAY, DAY, {**sums, "currency": "USD", "payment": "unstated"}, "reported", "x", "1", "0"
    )
    assert in_both(fact_gist(told)) == Text(en, zh)
    assert fact_marks(told, DAY) == marked
    assert set(marked) <= MARKS.keys()
