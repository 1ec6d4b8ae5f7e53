"""The best lawful bundles measured: one company with all losses, and a population without and with the solver.

    python -m bench.bundles --companies 1000000

The rules are made up: 30 offers of four levels, in six programmes with a best-of-one group each, ceilings over
programmes and pairs of programmes, and two matches that need another award. The second set adds ceilings that cross
these. Every time is CPU time of this process; the ratio says how many companies the closed form settles while the
solver settles one.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

import numpy as np
from numpy.typing import NDArray

from hornbook.support.bundle import best_bundle
from hornbook.support.bundle_parts import pay, whole_part
from hornbook.support.bundle_population import PopulationBundle, bundle_population
from hornbook.support.bundle_solver import solve_bundle
from hornbook.support.stacking import AtMost, Ceiling, Needs, Offer, StackingRule
from hornbook.support.support import PayerLevel

YUAN = 100
OFFERS = tuple(Offer(f"s{number:02}", 0, PayerLevel(number % 4)) for number in range(30))
IDS = tuple(offer.id for offer in OFFERS)
SINGLE = 200
"""How many companies are asked one by one."""


def nested_rules() -> tuple[StackingRule, ...]:
    """Groups that are nested or disjoint."""
    rules: list[StackingRule] = []
    for programme in range(6):
        members = IDS[5 * programme : 5 * programme + 5]
        rules.append(AtMost(f"best{programme}", members[:3], 1, "text"))
        rules.append(Ceiling(f"programme{programme}", members, 3_000_000 * YUAN, "text"))
    for pair in range(3):
        rules.append(Ceiling(f"pair{pair}", IDS[10 * pair : 10 * pair + 10], 5_000_000 * YUAN, "text"))
    rules.append(Needs("match0", IDS[4], (IDS[0], IDS[1]), "text"))
    rules.append(Needs("match1", IDS[14], (IDS[10],), "text"))
    return tuple(rules)


def crossing_rules() -> tuple[StackingRule, ...]:
    """The same, and two groups across programmes."""
    across = Ceiling("across", (IDS[2], IDS[7], IDS[12], IDS[17]), 4_000_000 * YUAN, "text")
    once = AtMost("once", (IDS[20], IDS[25], IDS[27]), 1, "text")
    return (*nested_rules(), across, once)


def population(companies: int, share: float, seed: int = 7) -> NDArray[np.int64]:
    """What each offer would pay each company, in fen; a company may have each offer with this probability."""
    random = np.random.default_rng(seed)
    amounts = np.zeros((companies, len(OFFERS)), dtype=np.int64)
    for column in range(len(OFFERS)):
        lump = column % 3 == 0  # every third offer is a lump sum, so that amounts tie
        worth = (
            random.choice([500_000, 1_000_000, 2_000_000], companies)
            if lump
            else random.integers(1, 3_000_000, companies)
        )
        amounts[:, column] = np.where(random.random(companies) < share, worth * YUAN, 0)
    return amounts


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def one_by_one(name: str, amounts: NDArray[np.int64], rules: tuple[StackingRule, ...]) -> None:
    """One company with all 30 offers and every loss; the first call, which loads the solver, is not counted."""
    best_bundle([replace(offer, amount=1) for offer in OFFERS], crossing_rules())
    seconds = [
        _seconds(lambda row=row: best_bundle([replace(OFFERS[n], amount=int(row[n])) for n in range(30)], rules))
        for row in amounts[:SINGLE]
    ]
    print(f"one company, {name}: median {median(seconds) * 1000:.0f} ms, worst {max(seconds) * 1000:.0f} ms")


def many(name: str, amounts: NDArray[np.int64], rules: tuple[StackingRule, ...]) -> float:
    """A population at once; companies a second."""
    bundles: list[PopulationBundle] = []
    seconds = _seconds(lambda: bundles.append(bundle_population(amounts, OFFERS, rules)))
    share = bundles[0].solved_share
    print(f"{len(amounts):,} companies, {name}: {seconds:.1f} s, the solver for {share:.1%}")
    return len(amounts) / seconds


def solved_each(amounts: NDArray[np.int64], rules: tuple[StackingRule, ...]) -> float:
    """The same bundles by the solver, one company at a time; companies a second. The totals must be the same."""
    whole, _ = whole_part(OFFERS, rules)
    totals = bundle_population(amounts, OFFERS, rules).total
    chosen = np.zeros(amounts.T.shape, dtype=np.bool_)

    def work() -> None:
        for number, row in enumerate(amounts.tolist()):
            held = {offer: amount for offer, amount in enumerate(row) if amount}
            chosen[list(solve_bundle(whole, held)), number] = True

    seconds = _seconds(work)
    assert (pay(whole, amounts.T, chosen).sum(axis=0) == totals).all()
    return len(amounts) / seconds


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--companies", type=int, default=1_000_000)
    asked = parser.parse_args()
    every = population(SINGLE, 1.0)
    one_by_one("nested rules", every, nested_rules())
    one_by_one("crossing rules", every, crossing_rules())
    for share in (0.1, 0.3, 0.6):
        closed = many(f"nested rules, each offer with {share:.0%}", population(asked.companies, share), nested_rules())
    sample = population(SINGLE, 0.6)
    print(f"closed form / solver, companies a second at 60%: {closed / solved_each(sample, nested_rules()):,.0f}")
    many("crossing rules, each offer with 10%", population(asked.companies // 50, 0.1), crossing_rules())


if __name__ == "__main__":
    main()
