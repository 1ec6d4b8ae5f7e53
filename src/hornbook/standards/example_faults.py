"""The examples of a standard put to it: those that come out otherwise, and the sides of clauses that none tries."""

from collections.abc import Iterator

from hornbook.document import Document
from hornbook.errors import FileFault, HornbookError
from hornbook.lang.answer import reply
from hornbook.standards.examples import ExampleOutcome, run_examples
from hornbook.standards.shared_clauses import SHARED
from hornbook.standards.standard import Standard, Tier
from hornbook.text import Phrase, listing, message

_ANSWERS: dict[bool | None, Phrase] = {True: message("yes"), False: message("no"), None: message("unknown")}


def example_faults(of: Standard) -> tuple[int, list[FileFault], list[FileFault]]:
    """How many examples come out as they say, what is wrong with the others, and what none of them tries."""
    try:
        outcomes = run_examples(of)
    except HornbookError as error:
        return 0, [error.fault or of.source.fault(("base",), error.phrase)], []
    wrong = [_otherwise(of, outcome) for outcome in outcomes if not outcome.passes]
    return len(outcomes) - len(wrong), wrong, list(_untried(of, outcomes))


def _otherwise(of: Standard, outcome: ExampleOutcome) -> FileFault:
    """An example that comes out otherwise, and the clauses that decide it."""
    example = outcome.example
    got = outcome.engine
    tier = next(tier for tier in of.edition(example.day).tiers if tier.id == example.tier)
    problem = message(
        "example {n} ({says}) should be {expected} for the tier '{tier}' and is {got}",
        n=str(example.number + 1),
        says=example.says,
        expected=_ANSWERS[example.answer],
        tier=tier.id,
        got=_ANSWERS[got],
    )
    deciding = [
        f"{clause.id} ({clause.rule})"
        for clause in tier.every
        if got is not True and reply(clause.condition, outcome.known, example.day).answer is got
    ]
    hint: Phrase = message("Every clause holds.")
    if deciding:
        hint = message("Decided by: {clauses}", clauses=listing(deciding, ";"))
    return of.source.fault(("example", example.number), problem, hint=hint)


def _untried(of: Standard, outcomes: list[ExampleOutcome]) -> Iterator[FileFault]:
    """Answers of a tier, and sides of its clauses, that no example tries."""
    ids = [each["id"] for each in of.source.data["edition"]]
    for edition in of.editions:
        mine = [outcome for outcome in outcomes if of.edition(outcome.example.day) is edition]
        for n, tier in enumerate(edition.tiers):
            loc = ("edition", ids.index(edition.id), "tier", n)
            own = [outcome for outcome in mine if outcome.example.tier == tier.id]
            lacking = [_ANSWERS[answer] for answer in (True, False, None) if all(o.engine is not answer for o in own)]
            if lacking:
                problem = message(
                    "no example of the tier '{tier}' is {answers}", tier=tier.id, answers=listing(lacking, "or")
                )
                yield of.source.fault(loc, problem)
            if own:
                yield from _untried_clauses(of.source, tier, own, loc)


def _untried_clauses(
    found: Document, tier: Tier, outcomes: list[ExampleOutcome], loc: tuple[str | int, ...]
) -> Iterator[FileFault]:
    for clause in tier.every:
        if clause.id in SHARED:
            continue
        if any(reply(clause.condition, each.known, each.example.day).answer is False for each in outcomes):
            continue
        branch, _, name = clause.id.rpartition(".")
        edition = found.data["edition"][loc[1]]
        where = (*loc, "any", branch, name) if branch else (*loc, "all", name)
        if not branch and name not in edition["tier"][loc[3]].get("all", {}):
            where = (*loc[:2], "all", name)
        problem = message("no example of the tier '{tier}' fails the clause '{clause}'", tier=tier.id, clause=clause.id)
        yield found.fault(where, problem)
