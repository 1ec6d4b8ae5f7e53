"""What would settle an unknown: the smallest sets of inputs that, once known, can make it yes or no."""

from hornbook.lang import bound
from hornbook.lang.answer import Reply

MOST = 64
"""How many sets are carried along; the smallest are kept."""

Sets = list[frozenset[bound.Input]]


def settling(reply: Reply, answer: bool) -> Sets:
    """The smallest sets of inputs that can make the reply that answer, whatever else stays unknown; smallest first."""
    condition = reply.condition
    if not reply.parts:
        return _leaf(reply, answer)
    if isinstance(condition, bound.BoundNot):
        return settling(reply.parts[0], not answer)
    if isinstance(condition, bound.BoundKnown):  # silence is an answer here, so nothing is missing
        return [frozenset()] if reply.answer is answer else []
    if isinstance(condition, bound.BoundInPrinciple) and not answer:
        return []
    ways = [settling(part, answer) for part in reply.parts]
    every = isinstance(condition, bound.BoundReadings) or isinstance(condition, bound.BoundAll) == answer
    return _every(ways) if every else _smallest([way for sets in ways for way in sets])


def _leaf(reply: Reply, answer: bool) -> Sets:
    if reply.answer is not None:
        return [frozenset()] if reply.answer is answer else []
    return [frozenset(bound.inputs_of(reply.condition))]


def _every(ways: list[Sets]) -> Sets:
    """One way of each part, together."""
    found: Sets = [frozenset()]
    for sets in ways:
        found = _smallest([one | other for one in found for other in sets])
    return found


def _smallest(sets: Sets) -> Sets:
    """Without those that contain another."""
    kept: Sets = []
    for one in sorted(set(sets), key=lambda way: (len(way), sorted(each.written for each in way))):
        if not any(other <= one for other in kept):
            kept.append(one)
        if len(kept) == MOST:
            break
    return kept
