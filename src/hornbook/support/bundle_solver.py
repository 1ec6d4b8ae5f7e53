"""The exact best bundle of one company under any rules of stacking, by the solver CP-SAT in whole hundredths.

One worker, a fixed seed and no time limit: the same question has the same answer. Variables and constraints are added
in the order of the offers' numbers, which does not depend on the order in which offers and rules were given.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from hornbook.optional import support_extra
from hornbook.support.bundle_parts import BundlePart

BITS_AT_ONCE = 40
"""How many ties between ids one objective settles; its weights are powers of two."""

SEED = 1


@cache
def _cp_model() -> Any:
    return support_extra("ortools.sat.python.cp_model")


@dataclass(frozen=True, slots=True)
class _Programme:
    """A model with the variables of its offers: whether each is chosen, and what it pays."""

    model: Any
    chosen: Mapping[int, Any]
    paid: Mapping[int, Any]


def solve_bundle(part: BundlePart, amounts: Mapping[int, int]) -> frozenset[int]:
    """The best lawful choice among the offers that stand in `amounts`, in hundredths, by number.

    The most money, then the fewest filings, then the fewest offers, then the first ids.
    """
    programme = _programme(part, amounts)
    total = sum(programme.paid.values())
    best = _maximum(programme, total)
    _fix(programme, total == best[0], best[1])
    burdens = {
        offer: filings * (len(amounts) + 1) + 1 for offer, filings in zip(part.offers, part.filings, strict=True)
    }
    burden = sum(burdens[offer] * variable for offer, variable in programme.chosen.items())
    best = _maximum(programme, -burden)
    _fix(programme, -burden == best[0], best[1])
    offers = sorted(amounts)
    for start in range(0, len(offers), BITS_AT_ONCE):
        some = offers[start : start + BITS_AT_ONCE]
        first = sum(programme.chosen[offer] * 2 ** (len(some) - 1 - place) for place, offer in enumerate(some))
        best = _maximum(programme, first)
        _fix(programme, first == best[0], best[1])
    return best[1]


def most_with(part: BundlePart, amounts: Mapping[int, int], forced: Iterable[int]) -> dict[int, int]:
    """The most that a lawful choice pays, in hundredths, with each of some offers forced in.

    There must be such a choice. One model serves for all, under one assumption each.
    """
    programme = _programme(part, amounts)
    total = sum(programme.paid.values())
    most = {}
    for offer in forced:
        programme.model.clear_assumptions()
        programme.model.add_assumption(programme.chosen[offer])
        most[offer], _ = _maximum(programme, total)
    return most


def _programme(part: BundlePart, amounts: Mapping[int, int]) -> _Programme:
    """The rules of a part over the offers that can be had, as a model."""
    model = _cp_model().CpModel()
    chosen = {offer: model.new_bool_var("") for offer in part.offers if offer in amounts}
    for limit in part.limits:
        if limit.most_offers is not None:
            model.add(sum(chosen[offer] for offer in sorted(limit.members) if offer in chosen) <= limit.most_offers)
    for need in part.needs:
        if need.offer in chosen:
            model.add_bool_or(
                [chosen[need.offer].negated(), *(chosen[each] for each in sorted(need.any_of) if each in chosen)]
            )
    paid = _payments(model, part, amounts, chosen)
    return _Programme(model, chosen, paid)


def _payments(model: Any, part: BundlePart, amounts: Mapping[int, int], chosen: Mapping[int, Any]) -> dict[int, Any]:
    """What each offer pays: its amount if chosen, or what the ceilings above it leave in the order of payment.

    One of these must be reached exactly, so that what is chosen settles what is paid. Bounds alone would let a higher
    level be cut in favour of a lower one where ceilings cross, and would leave the solver amounts to search through.
    """
    ceilings = [limit for limit in part.limits if limit.most_amount is not None]
    paid: dict[int, Any] = {}
    for offer in (offer for offer in part.paid_first if offer in chosen):
        above = [ceiling for ceiling in ceilings if offer in ceiling.members]
        if not above:
            paid[offer] = amounts[offer] * chosen[offer]
            continue
        left = [ceiling.most_amount - sum(paid[each] for each in paid if each in ceiling.members) for ceiling in above]
        paid[offer] = model.new_int_var(0, amounts[offer], "")
        model.add(paid[offer] <= amounts[offer] * chosen[offer])
        reached = [model.new_bool_var("") for _ in (offer, *left)]
        model.add(paid[offer] == amounts[offer]).only_enforce_if(reached[0])
        for rest, full in zip(left, reached[1:], strict=True):
            model.add(paid[offer] <= rest)
            model.add(paid[offer] == rest).only_enforce_if(full)
        model.add_bool_or([chosen[offer].negated(), *reached])
    return paid


def _maximum(programme: _Programme, objective: Any) -> tuple[int, frozenset[int]]:
    """The greatest value of an objective, and the offers chosen there."""
    solver = _cp_model().CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.cp_model_presolve = False  # these models are small: presolving takes longer than solving
    programme.model.maximize(objective)
    status = solver.solve(programme.model)
    assert status == _cp_model().OPTIMAL, solver.status_name(status)
    chosen = frozenset(offer for offer, variable in programme.chosen.items() if solver.boolean_value(variable))
    return solver.value(objective), chosen


def _fix(programme: _Programme, equation: Any, chosen: frozenset[int]) -> None:
    """Keep what was reached, and begin the next search there."""
    programme.model.add(equation)
    programme.model.clear_hints()
    for offer, variable in programme.chosen.items():
        programme.model.add_hint(variable, offer in chosen)
