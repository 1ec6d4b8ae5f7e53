"""The best lawful bundle: equal to trying every set, the same in every order, and with reasons for what is left out."""

import subprocess
import sys
from random import Random

import pytest
from trials.bundles import differs_from_every_set, differs_from_highs, differs_when_shuffled

from hornbook.errors import StackingError
from hornbook.support.bundle import Bundle, best_bundle
from hornbook.support.stacking import AtMost, Ceiling, Needs, Offer, check_stacking
from hornbook.support.support import PayerLevel
from tests.support.bundle_cases import StackingCase, random_case

NATION = Offer("nation", 600, PayerLevel.NATIONAL)
PROVINCE = Offer("province", 500, PayerLevel.PROVINCE)
CITY = Offer("city", 400, PayerLevel.CITY)
DISTRICT = Offer("district", 200, PayerLevel.DISTRICT)


def paid(bundle: Bundle) -> dict[str, int]:
    """What each chosen offer pays."""
    return {each.offer.id: each.paid for each in bundle.chosen}


def losses(bundle: Bundle) -> dict[str, int | None]:
    """What each rejected offer would cost."""
    return {each.offer.id: each.loss for each in bundle.rejected}


@pytest.mark.parametrize("laminar", [True, False])
def test_a_bundle_is_the_best_of_all_sets_of_offers(laminar: bool) -> None:
    for seed in range(150):
        case = random_case(Random(seed), 7, laminar=laminar)
        assert not differs_from_every_set(case), f"seed {seed}"


def test_a_bundle_pays_what_another_solver_finds() -> None:
    for seed in range(3):
        assert not differs_from_highs(random_case(Random(seed), 30)), f"seed {seed}"


def test_the_order_of_offers_rules_and_members_does_not_matter() -> None:
    for seed in range(5):
        assert not differs_when_shuffled(Random(seed), random_case(Random(seed), 12), 5), f"seed {seed}"


def test_under_a_ceiling_the_lower_level_is_cut() -> None:
    bundle = best_bundle([DISTRICT, CITY, NATION], [Ceiling("c", ("nation", "city", "district"), 1100, "text")])
    assert paid(bundle) == {"nation": 600, "city": 400, "district": 100}
    assert [each.cut_by for each in bundle.chosen] == [(), (), ("c",)]
    assert [(each.rule.id, each.held, each.kept_out) for each in bundle.binding] == [
        ("c", ("city", "district", "nation"), ("district",))
    ]


def test_where_ceilings_cross_a_higher_level_is_not_cut_for_a_lower_one() -> None:
    offers = [Offer("n", 10, PayerLevel.NATIONAL), Offer("p", 10, PayerLevel.PROVINCE), Offer("q", 10, PayerLevel.CITY)]
    rules = [Ceiling("one", ("n", "p"), 10, "text"), Ceiling("two", ("n", "q"), 10, "text")]
    bundle = best_bundle(offers, rules)
    assert paid(bundle) == {"p": 10, "q": 10}
    assert losses(bundle) == {"n": 10}


def test_of_equal_totals_the_one_with_fewer_filings_is_chosen() -> None:
    twice = Offer("a", 500, PayerLevel.CITY, filings=2)
    assert paid(best_bundle([twice, PROVINCE], [AtMost("g", ("a", "province"), 1, "text")])) == {"province": 500}
    full = best_bundle([NATION, PROVINCE, CITY], [Ceiling("c", ("nation", "province", "city"), 600, "text")])
    assert paid(full) == {"nation": 600}
    assert losses(full) == {"province": 0, "city": 0}


def test_an_award_that_pays_nothing_is_taken_for_the_sake_of_its_match() -> None:
    label = Offer("label", 0, PayerLevel.CITY)
    match = Needs("match", "district", ("label", "city"), "text")
    assert paid(best_bundle([label, DISTRICT], [match], absent=["city"])) == {"label": 0, "district": 200}


def test_a_rejected_offer_says_what_it_costs_and_which_rule_keeps_it_out() -> None:
    rules = [AtMost("best", ("nation", "city"), 1, "text"), Needs("match", "district", ("city",), "text")]
    bundle = best_bundle([NATION, CITY, Offer("district", 100, PayerLevel.DISTRICT)], rules)
    assert (bundle.total, bundle.filings, bundle.solved) == (600, 1, False)
    assert losses(bundle) == {"city": 100, "district": 100}
    because = {each.offer.id: [found.rule.id for found in each.because] for each in bundle.rejected}
    assert because == {"city": ["best"], "district": ["match"]}


def test_an_offer_whose_need_cannot_be_had_can_never_stand() -> None:
    rules = [Needs("match", "district", ("city",), "text"), Ceiling("c", ("district", "nation"), 700, "text")]
    bundle = best_bundle([NATION, DISTRICT], rules, absent=["city"])
    assert losses(bundle) == {"district": None}
    assert [each.rule.id for each in bundle.rejected[0].because] == ["match"]


def test_an_offer_with_several_ways_to_claim_it_is_one_of_them() -> None:
    apart, exempt = Offer("v:apart", 2000, PayerLevel.CITY, 2), Offer("v:exempt", 1800, PayerLevel.CITY, 0)
    one_way = AtMost("way", ("v:apart", "v:exempt"), 1, "text")
    match = Needs("match", "district", ("v:apart", "v:exempt"), "text")
    assert paid(best_bundle([apart, exempt, DISTRICT], [one_way, match])) == {"v:apart": 2000, "district": 200}


def test_best_of_one_groups_that_cross_need_no_solver() -> None:
    pairs = [("nation", "province"), ("province", "city"), ("city", "district")]
    bundle = best_bundle(
        [NATION, PROVINCE, CITY, DISTRICT], [AtMost("-".join(pair), pair, 1, "text") for pair in pairs]
    )
    assert paid(bundle) == {"nation": 600, "city": 400}
    assert losses(bundle) == {"district": 200, "province": 300}
    assert not bundle.solved


def test_a_company_without_offers_has_an_empty_bundle() -> None:
    assert best_bundle([], []) == Bundle((), 0, 0, (), (), False)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (StackingCase((CITY,), (AtMost("g", ("city", "town"), 1, "text"),)), "'g' names 1 offer that is not.*town"),
        (StackingCase((CITY, CITY), ()), "'city' is the id of two offers"),
        (StackingCase((CITY,), (AtMost("g", ("city",), 0, "text"),)), "'g': 0 is not between 1"),
        (StackingCase((CITY,), (AtMost("g", ("city", "city"), 1, "text"),)), "'g' names an offer twice"),
        (StackingCase((Offer("a", -1, PayerLevel.CITY),), ()), "'a': -1 is not between 0"),
        (StackingCase((CITY,), (AtMost("g", ("city",), 1, "t"), Ceiling("g", ("city",), 1, "t"))), "two rules"),
    ],
)
def test_a_mistake_in_offers_or_rules_is_named(case: StackingCase, words: str) -> None:
    with pytest.raises(StackingError, match=words):
        check_stacking(case.offers, case.rules)


def test_rules_that_let_an_offer_stand_in_no_bundle_are_named_with_their_offers() -> None:
    rules = [
        Needs("match", "district", ("city", "province"), "text"),
        AtMost("best", ("district", "city"), 1, "text"),
        AtMost("once", ("district", "province"), 1, "text"),
        AtMost("other", ("nation", "city"), 1, "text"),
    ]
    with pytest.raises(StackingError) as caught:
        best_bundle([NATION, PROVINCE, CITY, DISTRICT], rules)
    assert str(caught.value) == (
        "The rules of stacking contradict each other: no bundle can hold 'district'. match: 'district' only with city "
        "or province; best: at most 1 of district, city; once: at most 1 of district, province. "
        "Correct one of these rules."
    )


NO_SOLVER = """
import sys
sys.modules["ortools"] = None
from hornbook.errors import HornbookError
from hornbook.support.bundle import best_bundle
from hornbook.support.stacking import Ceiling, Offer
from hornbook.support.support import PayerLevel
offers = [Offer(name, 10, PayerLevel.CITY) for name in "abc"]
print(best_bundle(offers, [Ceiling("one", ("a", "b"), 15, "")]).total)
try:
    best_bundle(offers, [Ceiling("one", ("a", "b"), 15, ""), Ceiling("two", ("b", "c"), 15, "")])
except HornbookError as error:
    print(error)
"""


def test_nested_rules_need_no_solver_and_crossing_rules_say_what_to_install() -> None:
    done = subprocess.run([sys.executable, "-c", NO_SOLVER], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "25",
        'These rules of stacking cross each other and need ortools. Install it: pip install "hornbook[support]"',
    ]
