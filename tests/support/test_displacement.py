"""Displacement among supports is what the best bundles of every company, found by trying every set, pay less."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import numpy as np
import pytest

from hornbook.errors import QuestionError
from hornbook.standards.examples import book_of
from hornbook.support.displaced_offers import displaced_supports
from hornbook.support.displacement import Displacement, OfferedAmounts, StackedOffers, displacements, net_range
from hornbook.support.examples import support_examples
from hornbook.support.file import read_support
from hornbook.support.library import supports
from hornbook.support.stacking import Ceiling, Needs, Offer, StackingRule
from hornbook.support.support import PayerLevel
from tests.support.bundle_cases import StackingCase, random_case

COMPANIES = 4


def without(rules: tuple[StackingRule, ...], own: frozenset[str]) -> tuple[StackingRule, ...]:
    """The rules of the other texts: members of the support's own are away, and so are rules that none is left of."""
    kept: list[StackingRule] = []
    for rule in rules:
        if isinstance(rule, Needs):
            some = tuple(name for name in rule.any_of if name not in own)
            kept += [replace(rule, any_of=some)] if some and rule.offer not in own else []
        else:
            members = tuple(name for name in rule.members if name not in own)
            kept += [replace(rule, members=members)] if members else []
    return tuple(kept)


def drawn(seed: int, *, laminar: bool) -> tuple[StackedOffers, OfferedAmounts, OfferedAmounts]:
    """Offers and rules, some of them the support's own, and amounts from a least to a most for each company."""
    random = Random(seed)
    while len((case := random_case(random, 6, laminar=laminar, absent=False)).offers) < 2:
        pass
    names = [offer.id for offer in case.offers]
    own = frozenset(random.sample(names, random.randint(1, min(2, len(names) - 1))))
    unit = random.choice((1, 100, 333))
    least = np.array([[unit * random.randint(0, 6) for _ in names] for _ in range(COMPANIES)], dtype=np.int64)
    most = least + np.array([[unit * random.choice((0, 0, 1, 5)) for _ in names] for _ in range(COMPANIES)])
    possible = np.array([[random.random() < 0.8 for _ in names] for _ in range(COMPANIES)])
    certain = possible & np.array([[random.random() < 0.7 for _ in names] for _ in range(COMPANIES)])
    rules = tuple(
        replace(rule, amount=unit * random.randint(0, 15)) if isinstance(rule, Ceiling) else rule for rule in case.rules
    )
    stacked = StackedOffers(case.offers, own, rules, without(rules, own))
    return stacked, OfferedAmounts(least, certain), OfferedAmounts(most, possible)


def alone(of: StackedOffers, amounts: np.ndarray, offered: np.ndarray, *, own: bool) -> dict[str, int]:
    """What each offer pays to one company, by trying every set of offers."""
    had = [
        replace(offer, amount=int(amount))
        for offer, amount, has in zip(of.offers, amounts, offered, strict=True)
        if has and (own or (offer.id not in of.own and offer.id not in of.barred))
    ]
    case = StackingCase(tuple(had), of.rules if own else of.rules_without)
    best = case.best()
    assert best is not None
    return case.sets[best[1]]


@pytest.mark.parametrize("laminar", [True, False])
def test_each_case_is_what_trying_every_set_gives(laminar: bool) -> None:
    for seed in range(25):
        of, least, most = drawn(seed, laminar=laminar)
        mine = np.array([offer.id in of.own for offer in of.offers])
        levels = {offer.id: offer.level for offer in of.offers}
        for case in displacements(of, least, most):
            own, others = most if case.own_most else least, most if case.others_most else least
            amounts = np.where(mine, own.amounts, others.amounts)
            offered = np.where(mine, own.offered, others.offered)
            before = [alone(of, amounts[n], offered[n], own=False) for n in range(COMPANIES)]
            beside = [alone(of, amounts[n], offered[n], own=True) for n in range(COMPANIES)]
            paid = [(name, money) for each in beside for name, money in each.items()]
            assert case.gross == sum(money for name, money in paid if name in of.own), seed
            assert case.others_beside == sum(money for name, money in paid if name not in of.own), seed
            assert case.others_without == sum(sum(each.values()) for each in before), seed
            assert case.takers == sum(any(name in of.own for name in each) for each in beside), seed
            for level in case.levels:
                assert level.beside == sum(money for name, money in paid if levels[name] == level.level)
            assert case.net == sum(level.beside - level.without for level in case.levels)
            assert case.net == sum(sum(each.values()) for each in beside) - case.others_without


def test_no_amounts_between_lead_outside_of_the_net_range_where_rules_are_nested() -> None:
    """Best-of groups and ceilings: any amounts between least and most, with any may-be decided either way."""
    tried = 0
    for seed in range(120):
        of, least, most = drawn(seed, laminar=True)
        if any(isinstance(rule, Needs) for rule in of.rules):
            continue
        tried += 1
        low, high = net_range(displacements(of, least, most))
        random = np.random.default_rng(seed)
        for _ in range(5):
            floor = np.where(least.offered, least.amounts, 0)
            amounts = random.integers(floor, most.amounts, endpoint=True)
            offered = least.offered | (most.offered & (random.random(amounts.shape) < 0.5))
            given = OfferedAmounts(amounts, offered)
            (same, *_) = displacements(of, given, given)
            assert low <= same.net <= high, seed
    assert tried > 20


VOUCHER = Path(__file__).with_name("voucher.toml")
DAY = date(2024, 6, 30)


def district(folder: Path, rate: str, *, needs: bool = False) -> Path:
    """A district's voucher for the same contract: in one best-of group with the city's, or paid only beside it."""
    text = VOUCHER.read_text(encoding="utf-8").replace('"compute-voucher"', '"district-voucher"')
    text = text.replace('level = "city"', 'level = "district"').replace("20% *", f"{rate} *")
    if needs:
        text = text.replace('rule = "at_most"', 'rule = "needs"\nneeds = "compute-voucher"')
    path = folder / "district.toml"
    path.write_text(text.partition("[[example]]")[0], encoding="utf-8")
    return path


def cases(other: Path) -> dict[tuple[str, str], Displacement]:
    """The city's voucher beside another, for the company of its first example, a contract of five million.

    Nobody has judged the other's conditions, so it is a may-be.
    """
    with book_of([support_examples(read_support(VOUCHER))[0].example]) as book:
        found = displaced_supports(book.at(DAY), read_support(VOUCHER), [read_support(other)])
    assert found.companies == 1
    ends = ("least", "most")
    return {(ends[case.own_most], ends[case.others_most]): case for case in found.cases}


def test_the_best_of_two_displaces_the_other(tmp_path: Path) -> None:
    case = cases(district(tmp_path, "15%"))["most", "most"]
    assert (case.gross, case.displaced, case.net, case.takers) == (1_000_000_00, 750_000_00, 250_000_00, 1)
    assert [(level.level, level.without, level.beside) for level in case.levels] == [
        (PayerLevel.CITY, 0, 1_000_000_00),
        (PayerLevel.DISTRICT, 750_000_00, 0),
    ]


def test_a_smaller_one_displaces_nothing_and_is_not_taken(tmp_path: Path) -> None:
    case = cases(district(tmp_path, "30%"))["most", "most"]
    assert (case.gross, case.displaced, case.net, case.takers) == (0, 0, 0, 0)


def test_a_match_that_is_paid_only_beside_it_costs_more(tmp_path: Path) -> None:
    case = cases(district(tmp_path, "15%", needs=True))["most", "most"]
    assert (case.gross, case.displaced, case.net) == (1_000_000_00, -750_000_00, 1_750_000_00)


def test_supports_that_no_rule_joins_are_not_asked() -> None:
    """Nothing changes for them, so nobody's awards are reckoned; another currency is named."""
    with book_of([support_examples(read_support(VOUCHER))[0].example]) as book:
        found = displaced_supports(
            book.at(DAY), read_support(VOUCHER), [supports["cn-haidian-ftz"], supports["uk-seis"]]
        )
    assert (found.linked, found.other_currency, found.holds) == ((), ("uk-seis",), True)
    assert {case.net for case in found.cases} == {1_000_000_00}


def test_a_deduction_displaces_no_money() -> None:
    with (
        book_of([support_examples(read_support(VOUCHER))[0].example]) as book,
        pytest.raises(QuestionError, match="no money"),
    ):
        displaced_supports(book.at(DAY), supports["uk-seis"], [])


def test_a_ceiling_over_both_is_shared_from_the_upper_level_down() -> None:
    offers = (Offer("city", 0, PayerLevel.CITY), Offer("nation", 0, PayerLevel.NATIONAL))
    rules = (Ceiling("together", ("city", "nation"), 100, "text"),)
    of = StackedOffers(offers, frozenset({"nation"}), rules, without(rules, frozenset({"nation"})))
    given = OfferedAmounts(np.array([[80, 70]]), np.array([[True, True]]))
    (case, *_) = displacements(of, given, given)
    assert (case.gross, case.displaced, case.net) == (70, 50, 20)
