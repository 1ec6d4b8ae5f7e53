"""A cap over time is less what was paid of it; where no fact tells, it is open unless a source names every payment."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hornbook.answers.entitled import EntitledAnswer, ask_entitled
from hornbook.answers.entitled_rows import FurtherClaim
from hornbook.locale import Lang
from hornbook.render import html
from hornbook.standards.examples import book_of
from hornbook.support.examples import support_examples
from hornbook.support.support import Support
from tests.support.test_offers import measure

DAY = date(2024, 6, 30)
PAID = '{{ kind = "Paid", valid = {day}, support = "capped", amount = {amount}, currency = "CNY"{more} }}'
GRANTED = '{ kind = "Granted", valid = 2024-05-01, support = "capped", amount = 300_000, currency = "CNY" }'
OPEN_GRANT = '{ kind = "Granted", valid = 2024-05-01, support = "capped" }'
NAMED = 'speaks = ["Paid"]\n'


def paid(day: str, amount: int, more: str = "") -> str:
    """A payment as an example states it."""
    return PAID.format(day=day, amount=amount, more=more)


CASES = {
    "nothing told": "",
    "named by a source": NAMED,
    "paid this year": f"also = [{paid('2024-02-01', 400_000)}]\n",
    "paid last year": f"also = [{paid('2023-12-31', 400_000)}]\n",
    "in two currencies": f"also = [{paid('2024-02-01', 400_000).replace('CNY', 'USD')}]\n",
    "recovered": f"also = [{paid('2024-02-01', 400_000)}, {paid('2024-03-01', 150_000, ', recovered = true')}]\n",
    "granted": f"also = [{paid('2024-05-02', 100_000)}, {GRANTED}]\n",
    "granted without an amount": f"also = [{paid('2024-05-02', 400_000)}, {OPEN_GRANT}]\n",
    "granted last year too": (
        f"also = [{paid('2024-05-02', 300_000)}, {GRANTED}, {GRANTED.replace('2024-05-01', '2023-11-01')}]\n"
    ),
    "used up": f"also = [{paid('2024-02-01', 1_200_000)}]\n",
}


def capped(folder: Path, per: str, amount: str = "700_000 CNY") -> Support:
    """A grant under a cap of a million, with a company a case."""
    examples = "".join(
        f'[[example]]\npart = "sum"\nanswer = "yes"\nsays = {{ en = "a", zh = "a" }}\n{case}' for case in CASES.values()
    )
    base = """
[base]
day = 2024-06-30
facts = [{ kind = "Registered", valid = 2018-01-01, country = "CHN", region = "北京", city = "北京" }]
"""
    return measure(
        folder, "capped", f'caps = [{{ amount = "1_000_000 CNY", per = "{per}" }}]\n{base}{examples}', amount
    )


@pytest.fixture(scope="module", params=["year", "lifetime"])
def answers(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, EntitledAnswer]]:
    """The answer of every case, and the word of the cap."""
    support = capped(tmp_path_factory.mktemp("caps"), request.param)
    examples = support_examples(support)
    with book_of(each.example for each in examples) as book:
        view = book.at(DAY)
        found = {
            name: ask_entitled(view, [support], [each.example.subject])
            for name, each in zip(CASES, examples, strict=True)
        }
        yield found | {request.param: found["nothing told"]}


def further(of: EntitledAnswer) -> FurtherClaim:
    """What is left for a further claim; the amount of a first claim does not change."""
    (support,) = of.supports
    assert (support.least, support.most) == (700_000, 700_000)
    assert support.further is not None
    return support.further


def test_what_is_left(answers: dict[str, EntitledAnswer]) -> None:
    last_year = 700_000 if "year" in answers else 600_000
    for case, known, least, most in (
        ("nothing told", False, 0, 700_000),
        ("named by a source", True, 700_000, 700_000),
        ("paid this year", True, 600_000, 600_000),
        ("paid last year", True, last_year, last_year),
        ("in two currencies", False, 0, 700_000),
        ("recovered", True, 700_000, 700_000),
        ("granted", True, 700_000, 700_000),
        ("granted without an amount", False, 0, 600_000),
        ("granted last year too", *((False, 0, 700_000) if "year" in answers else (True, 400_000, 400_000))),
        ("used up", True, 0, 0),
    ):
        left = further(answers[case])
        assert (case, left.known, left.least, left.most) == (case, known, least, most)
    assert (further(answers["granted"]).paid, further(answers["granted"]).granted) == (100_000, 200_000)
    assert further(answers["recovered"]).paid == Decimal(250_000)


def test_the_page_says_which_amount_is_which(answers: dict[str, EntitledAnswer]) -> None:
    pages = {name: html.part(answer.sheet(), Lang.EN) for name, answer in answers.items()}
    assert "what was paid before is not known: at most CNY 1,000,000 of the cap may be used" in pages["nothing told"]
    assert "CNY 400,000 of the cap was paid, a further claim comes to CNY 600,000" in pages["paid this year"]
    assert "Nothing of the cap is used." in pages["named by a source"]
    assert "Nothing of the cap is used." not in pages["granted without an amount"] + pages["in two currencies"]
    assert "所余上限尚不能确定" in html.part(answers["nothing told"].sheet(), Lang.ZH)
