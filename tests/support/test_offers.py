"""Entitlements as offers, stacking of the texts as rules, and the bundle of a company as an answer."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hornbook.answers.bundle import ask_bundle
from hornbook.book.view import View
from hornbook.standards.examples import book_of
from hornbook.support.entitle import Entitler
from hornbook.support.examples import support_examples
from hornbook.support.file import read_support
from hornbook.support.offers import offers, stacking_rules
from hornbook.support.stacking import AtMost, Ceiling, Needs
from hornbook.support.support import Support

VOUCHER = "compute-voucher"
CITY = read_support(Path(__file__).with_name("voucher.toml"))
"""A made-up voucher of Beijing."""
DAY = date(2024, 6, 30)


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    """The companies of the voucher's examples; the first is entitled to a million."""
    with book_of(each.example for each in support_examples(CITY)) as book:
        yield book.at(DAY)


def measure(folder: Path, name: str, stack: str, amount: str = "300_000 CNY") -> Support:
    """A measure of the same city that pays a plain amount, with a rule of stacking."""
    file = folder / f"{name}.toml"
    file.write_text(
        f"""
id = "{name}"
name = {{ en = "{name}", zh = "{name}" }}
issuer = {{ en = "An office", zh = "某局" }}
jurisdiction = "CN-110000"
level = "district"
kind = "grant"
status = "complete"
[[cite]]
id = "text"
title = "A text"
grade = "issuer"
[[edition]]
id = "1"
valid = [{{ first = 2024-01-01, last = 2024-12-31 }}]
cites = ["text"]
without_application = true
[edition.money]
currency = "CNY"
[[edition.part]]
id = "sum"
name = {{ en = "Sum", zh = "金额" }}
amount = "{amount}"
{stack}
""",
        encoding="utf-8",
    )
    return read_support(file)


GROUP = '[[edition.stack]]\nid = "beijing-compute"\nrule = "at_most"'
CEILING = '[[edition.stack]]\nid = "together"\nrule = "ceiling"\nceiling = "400_000 CNY"'
NEEDS = f'[[edition.stack]]\nid = "match"\nrule = "needs"\nneeds = "{VOUCHER}"'


def test_a_group_that_two_texts_name_is_one_rule(view: View, tmp_path: Path) -> None:
    found = Entitler(view, [CITY, measure(tmp_path, "other", GROUP)])("example:0")
    assert stacking_rules([(each.support, each.edition) for each in found]) == [
        AtMost("beijing-compute", (f"{VOUCHER}:voucher", "other:sum"), 1, f"{VOUCHER}; other")
    ]
    assert [(offer.id, offer.amount, offer.filings) for offer in offers(found, certain=True)] == [
        (f"{VOUCHER}:voucher", 1_000_000_00, 1),
        ("other:sum", 300_000_00, 0),
    ]


def test_a_bundle_takes_the_larger_and_tells_the_loss_of_the_other(view: View, tmp_path: Path) -> None:
    answer = ask_bundle(view, [CITY, measure(tmp_path, "other", GROUP)], "example:0")
    (bundle,) = answer.bundles
    assert bundle.certain.total == 1_000_000
    (out,) = bundle.certain.left_out
    assert (out.id, out.loss) == ("other:sum", Decimal(700_000))


def test_a_ceiling_cuts_the_district_and_a_match_needs_the_city(view: View, tmp_path: Path) -> None:
    small = measure(tmp_path, "small", CEILING, "350_000 CNY")
    match = measure(tmp_path, "match", CEILING + "\n" + NEEDS, "200_000 CNY")
    found = Entitler(view, [CITY, small, match])("example:0")
    rules = stacking_rules([(each.support, each.edition) for each in found])
    assert Ceiling("together", ("small:sum", "match:sum"), 400_000_00, "small; match") in rules
    assert Needs("match: match:sum", "match:sum", (f"{VOUCHER}:voucher",), "match") in rules
    (bundle,) = ask_bundle(view, [CITY, small, match], "example:0").bundles
    assert bundle.certain.total == 1_400_000


def test_nothing_is_certain_where_a_person_has_not_judged(view: View) -> None:
    open_ = next(each.example for each in support_examples(CITY) if each.example.answer is None)
    (bundle,) = ask_bundle(view, [CITY], open_.subject).bundles
    assert bundle.certain.total == 0
    assert bundle.possible.total == 1_000_000
