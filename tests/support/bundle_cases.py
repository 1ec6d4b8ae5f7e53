"""Made-up offers and rules of stacking, and the best bundle by trying every set of offers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from random import Random

from hornbook.errors import StackingError
from hornbook.support.stacking import (
    AtMost,
    Ceiling,
    Needs,
    Offer,
    StackingRule,
    amounts_paid,
    broken_by,
    check_stacking,
)
from hornbook.support.support import PayerLevel


@dataclass(frozen=True)
class StackingCase:
    """The offers of one company, the rules, and the ids that it cannot have."""

    offers: tuple[Offer, ...]
    rules: tuple[StackingRule, ...]
    absent: frozenset[str] = frozenset()

    @cached_property
    def sets(self) -> dict[frozenset[str], dict[str, int]]:
        """Every lawful set of offers with what each of them pays."""
        return dict(self._lawful())

    def _lawful(self) -> Iterator[tuple[frozenset[str], dict[str, int]]]:
        for size in range(len(self.offers) + 1):
            for some in combinations(self.offers, size):
                ids = frozenset(offer.id for offer in some)
                if not any(broken_by(ids, rule) for rule in self.rules):
                    yield ids, amounts_paid(some, self.rules)

    def best(self, forced: str | None = None) -> tuple[int, frozenset[str]] | None:
        """The total and the offers of the best lawful set, with one offer forced in; None where there is none."""
        filings = {offer.id: offer.filings for offer in self.offers}
        ranked = [
            (-sum(paid.values()), sum(filings[each] for each in ids), len(ids), sorted(ids))
            for ids, paid in self.sets.items()
            if forced is None or forced in ids
        ]
        if not ranked:
            return None
        lost, _, _, ids = min(ranked)
        return -lost, frozenset(ids)


def random_case(random: Random, most_offers: int, *, laminar: bool = False, absent: bool = True) -> StackingCase:
    """Offers, most with few distinct amounts so that many sets tie, and rules that do not contradict each other."""
    while True:
        case = _drawn(random, most_offers, laminar=laminar, absent=absent)
        try:
            check_stacking(case.offers, case.rules, case.absent)
        except StackingError:
            continue
        return case


def _drawn(random: Random, most_offers: int, *, laminar: bool, absent: bool) -> StackingCase:
    size = random.randint(1, most_offers)
    ids = random.sample([f"s{number:02}" for number in range(most_offers + 5)], size)
    unit = random.choice((1, 100_000_00, 333_333))
    spread = random.choice((0, 0, unit // 2))
    offers = tuple(
        Offer(
            name,
            unit * random.choice((0, 1, 2, 2, 3, 4, 5, 6, 8, 12)) + random.randint(0, spread),
            random.choice(tuple(PayerLevel)),
            random.choice((0, 1, 1, 1, 2)) if random.random() < 0.5 else 1,
        )
        for name in ids
    )
    missing = frozenset(random.sample(ids, random.choice((0, 0, 0, 1))) if absent and size > 1 else ())
    groups = nested_groups(random, ids) if laminar else [some_of(random, ids) for _ in range(random.randint(0, 5))]
    rules: list[StackingRule] = []
    for group in groups:
        for kind in random.choice(("n", "a", "na", "aa")) if laminar else random.choice(("n", "a")):
            name = f"r{len(rules):02}"
            if kind == "n":
                rules.append(AtMost(name, tuple(group), random.randint(1, 3), "text"))
            else:
                rules.append(
                    Ceiling(name, tuple(group), unit * random.randint(0, 14) + random.randint(0, spread), "text")
                )
    for _ in range(random.choice((0, 0, 1, 1, 2, 3)) if size > 1 else 0):
        offer, *others = random.sample(ids, min(size, random.choice((2, 2, 3))))
        rules.append(Needs(f"r{len(rules):02}", offer, tuple(others), "text"))
    held = tuple(offer for offer in offers if offer.id not in missing)
    return StackingCase(held, tuple(rules), missing)


def some_of(random: Random, ids: Sequence[str]) -> list[str]:
    """A random group of at least one."""
    return random.sample(list(ids), random.randint(1, len(ids)))


def nested_groups(random: Random, ids: Sequence[str]) -> list[list[str]]:
    """Random groups that are nested or disjoint."""
    if len(ids) < 2 or random.random() < 0.15:
        return []
    mixed = random.sample(list(ids), len(ids))
    cut = random.randint(1, len(mixed) - 1)
    inner = nested_groups(random, mixed[:cut]) + nested_groups(random, mixed[cut:])
    return [mixed, *inner] if random.random() < 0.5 else inner


def shuffled(random: Random, case: StackingCase) -> StackingCase:
    """The same offers, rules and members in another order."""
    rules: list[StackingRule] = []
    for rule in random.sample(case.rules, len(case.rules)):
        match rule:
            case AtMost():
                rules.append(AtMost(rule.id, _mixed(random, rule.members), rule.n, rule.cite))
            case Ceiling():
                rules.append(Ceiling(rule.id, _mixed(random, rule.members), rule.amount, rule.cite))
            case Needs():
                rules.append(Needs(rule.id, rule.offer, _mixed(random, rule.any_of), rule.cite))
    return StackingCase(tuple(random.sample(case.offers, len(case.offers))), tuple(rules), case.absent)


def _mixed(random: Random, members: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(random.sample(members, len(members)))
