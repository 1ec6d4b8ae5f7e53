"""Whether the best bundle is the best: against every set of offers, against another solver, in every order.

`python -m trials.bundles [--seed N] [--share S]`: 10,000 cases of up to 10 offers with rules of every kind equal trying
every set of offers, with every loss; 10,000 nested cases the same, and the solver's choice there is the tree's; 500
cases of 30 offers pay what HiGHS finds; ten cases are the same in 1,000 runs in shuffled order; 1,000 populations have
the bundles that their companies have alone. `--share 0.01` runs a hundredth of each.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from random import Random, SystemRandom
from typing import Any

import numpy as np

from hornbook.support.bundle import Bundle, best_bundle
from hornbook.support.bundle_parts import parts_of, whole_part
from hornbook.support.bundle_population import bundle_population
from hornbook.support.bundle_solver import solve_bundle
from hornbook.support.laminar import choose_laminar, laminar_part
from hornbook.support.stacking import AtMost, Ceiling, Needs, amounts_paid, broken_by, pay_order
from tests.support.bundle_cases import StackingCase, random_case, shuffled


def differs_from_every_set(case: StackingCase) -> str:
    """In what a bundle, its payments or its losses differ from the best of all sets; empty where they do not."""
    bundle, best = best_bundle(case.offers, case.rules, case.absent), case.best()
    assert best is not None
    total, ids = best
    if _ids(bundle) != ids or bundle.total != total:
        return f"{bundle} is not {best} in {case}"
    if {each.offer.id: each.paid for each in bundle.chosen} != case.sets[ids]:
        return f"{bundle} pays otherwise than {case.sets[ids]} in {case}"
    for each in bundle.rejected:
        forced = case.best(each.offer.id)
        if each.loss != (None if forced is None else total - forced[0]):
            return f"{each} is not {forced} in {case}"
        if each.loss is None and not each.because:
            return f"{each} can never stand and does not say why in {case}"
    return ""


def differs_from_the_solver(case: StackingCase) -> str:
    """In what the choice on the tree differs from the solver's, for each part whose groups are nested."""
    whole, ordered = whole_part(case.offers, case.rules)
    for part in parts_of(whole):
        tree = laminar_part(part)
        if tree is None:
            continue
        amounts = np.array([[ordered[offer].amount] for offer in part.offers], dtype=np.int64)
        chosen = choose_laminar(tree, amounts, np.ones_like(amounts, dtype=np.bool_))[:, 0]
        solved = solve_bundle(part, {offer: ordered[offer].amount for offer in part.offers})
        if {offer for offer, held in zip(part.offers, chosen, strict=True) if held} != solved:
            return f"{chosen} is not {sorted(solved)} in {case}"
    return ""


def differs_from_highs(case: StackingCase) -> str:
    """In what a bundle's total differs from the one that HiGHS finds, with each amount as it is."""
    bundle = best_bundle(case.offers, case.rules, case.absent)
    if any(broken_by(_ids(bundle), rule) for rule in case.rules):
        return f"{bundle} is not lawful in {case}"
    ids, bound = _highs(case)
    held = [offer for offer in case.offers if offer.id in ids]
    found = -1 if any(broken_by(ids, rule) for rule in case.rules) else sum(amounts_paid(held, case.rules).values())
    if found != bundle.total or bound < bundle.total * (1 - 1e-6) - 1:
        return f"{bundle.total} is not {found} of {sorted(ids)} in {case}"
    return ""


def _highs(case: StackingCase) -> tuple[frozenset[str], float]:
    """The choice of HiGHS, and its bound of the total: a mixed integer programme with large constants."""
    from highspy import Highs

    model = Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    for option in ("mip_rel_gap", "mip_abs_gap"):
        model.setOptionValue(option, 0.0)
    unit = max([offer.amount for offer in case.offers] + [1]) / 1000  # large constants want small numbers
    chosen = {offer.id: model.addBinary() for offer in case.offers}
    paid: dict[str, Any] = {}
    ceilings = [rule for rule in case.rules if isinstance(rule, Ceiling)]
    for offer in pay_order(case.offers):
        amount = offer.amount / unit
        paid[offer.id] = model.addVariable(0, amount)
        model.addConstr(paid[offer.id] <= amount * chosen[offer.id])
        whole = model.addBinary()
        model.addConstr(paid[offer.id] >= amount * whole)
        reached = [whole]
        for ceiling in (ceiling for ceiling in ceilings if offer.id in ceiling.members):
            together = sum(paid[each] for each in paid if each in ceiling.members)
            full = model.addBinary()
            model.addConstr(together <= ceiling.amount / unit)
            model.addConstr(together >= ceiling.amount / unit * full)
            reached.append(full)
        model.addConstr(sum(reached) >= chosen[offer.id])
    for rule in case.rules:
        if isinstance(rule, AtMost):
            members = [chosen[each] for each in rule.members if each in chosen]
            if members:
                model.addConstr(sum(members) <= rule.n)
        if isinstance(rule, Needs) and rule.offer in chosen:
            needed = [chosen[each] for each in rule.any_of if each in chosen]
            model.addConstr(sum(needed, start=0 * chosen[rule.offer]) >= chosen[rule.offer])
    model.maximize(sum(paid.values()))
    values = model.getSolution().col_value
    ids = frozenset(name for name, variable in chosen.items() if values[variable.index] > 0.5)
    return ids, float(model.getInfo().mip_dual_bound) * unit


def differs_when_shuffled(random: Random, case: StackingCase, runs: int) -> str:
    """In what a bundle differs when its offers, rules and members stand in another order."""
    first = best_bundle(case.offers, case.rules, case.absent)
    for _ in range(runs):
        other = shuffled(random, case)
        bundle = best_bundle(other.offers, other.rules, other.absent)
        if _plain(bundle) != _plain(first):
            return f"{bundle} is not {first} in {other}"
    return ""


def differs_in_a_population(random: Random, case: StackingCase, companies: int) -> str:
    """In what the bundles of companies that have some of the offers differ from those that each has alone."""
    worth = [
        [offer.amount if random.random() < 0.7 else random.randint(0, 9) for offer in case.offers]
        for _ in range(companies)
    ]
    amounts = np.array(worth, dtype=np.int64)
    offered = np.array([[random.random() < 0.8 for _ in case.offers] for _ in range(companies)], dtype=np.bool_)
    bundles = bundle_population(amounts, case.offers, case.rules, offered)
    for row in range(companies):
        own = [replace(offer, amount=amount) for offer, amount in zip(case.offers, worth[row], strict=True)]
        held = [offer for offer, has in zip(own, offered[row], strict=True) if has]
        alone = best_bundle(held, case.rules, [offer.id for offer in own if offer not in held])
        paid = {each.offer.id: each.paid for each in alone.chosen}
        mine = {offer.id: int(bundles.paid[row, n]) for n, offer in enumerate(own) if bundles.chosen[row, n]}
        if (mine, bundles.total[row], bundles.filings[row], bundles.solved[row]) != (
            paid,
            alone.total,
            alone.filings,
            alone.solved,
        ):
            return f"{mine} is not {paid} for company {row} in {case}"
    return ""


def _ids(bundle: Bundle) -> frozenset[str]:
    return frozenset(each.offer.id for each in bundle.chosen)


def _plain(bundle: Bundle) -> tuple[object, ...]:
    """All of a bundle, its rules by their ids: the order of a rule's members is the caller's."""
    binding = [(each.rule.id, each.held, each.kept_out) for each in bundle.binding]
    rejected = [(each.offer, each.loss, sorted(found.rule.id for found in each.because)) for each in bundle.rejected]
    return bundle.chosen, bundle.total, bundle.filings, binding, rejected, bundle.solved


def _nested(random: Random, most_offers: int) -> StackingCase:
    return random_case(random, most_offers, laminar=True, absent=False)


def _mixed(random: Random, most_offers: int) -> StackingCase:
    return random_case(random, most_offers, laminar=random.random() < 0.5, absent=False)


def _sized(random: Random, size: int) -> StackingCase:
    """A case with all of so many offers."""
    while True:
        case = random_case(random, size)
        if len(case.offers) == size:
            return case


Trial = Callable[[Random], str]

TRIALS: tuple[tuple[str, int, Trial], ...] = (
    ("every set of offers", 10_000, lambda random: differs_from_every_set(random_case(random, 10))),
    ("every set, nested", 10_000, lambda random: differs_from_every_set(random_case(random, 10, laminar=True))),
    ("tree and solver", 10_000, lambda random: differs_from_the_solver(_nested(random, 14))),
    ("HiGHS, 30 offers", 500, lambda random: differs_from_highs(_sized(random, 30))),
    ("1,000 shuffles", 10, lambda random: differs_when_shuffled(random, random_case(random, 16), 1000)),
    ("populations", 1000, lambda random: differs_in_a_population(random, _mixed(random, 12), 30)),
)


def main() -> None:
    """Run as the module's docstring says."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=SystemRandom().randrange(2**32))
    options.add_argument("--share", type=float, default=1.0)
    given = options.parse_args()
    print(f"seed {given.seed}", flush=True)
    failed = False
    for name, cases, trial in TRIALS:
        began, wrong, tried = time.process_time(), list[str](), max(1, round(cases * given.share))
        for case in range(tried):
            found = trial(Random(f"{given.seed} {name} {case}"))
            wrong += [found] if found else []
        seconds = time.process_time() - began
        print(f"{name}: {tried:,} cases, {len(wrong)} differ, {seconds:.0f} s of CPU", flush=True)
        for found in wrong[:3]:
            print(f"    {found}", flush=True)
        failed = failed or bool(wrong)
    raise SystemExit(failed)


if __name__ == "__main__":
    main()
