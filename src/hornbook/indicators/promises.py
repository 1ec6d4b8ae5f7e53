"""Of which companies a promise speaks, so that their silence means no; `book.lifted` says for whom one is lifted."""

from collections.abc import Iterable, Sequence
from functools import reduce

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from hornbook.book.ledger import Pledge
from hornbook.book.lifted import Lifted, lifted
from hornbook.book.view import View
from hornbook.indicators.algebra import Reading
from hornbook.kinds import Fact
from hornbook.terms import Day, shift


def speaking(given: Iterable[Pledge], kind: type[Fact], day: Day, grace: int = 0) -> list[Pledge]:
    """The promises that speak of a kind on a day, or did at most so many months before.

    A list that was made anew since is not relied on after its own day: of whom it names and the newer one does not,
    its maker no longer speaks.
    """
    pledges = list(given)
    newest: dict[str, Day] = {}
    for p in pledges:
        if p.edition:
            newest[p.source] = max(p.until, newest.get(p.source, p.until))
    since = shift(day, -grace)
    return [
        p
        for p in pledges
        if p.kind == kind.__name__
        and p.until >= since
        and (p.until >= day or not p.edition or p.until == newest[p.source])
    ]


def relied_on(view: View, reading: Reading) -> list[Pledge]:
    """The promises on which a reading relies in a view."""
    return speaking(view.pledges, reading.kind, view.day, reading.within or 0)


def with_lifted(named: ir.Table, readings: Sequence[Reading], view: View) -> tuple[ir.Table, dict[Reading, str]]:
    """Rows of Named with a column a reading: the day of the last import that refused a row of the company.

    Readings for which no promise is lifted have no column.
    """
    kinds: dict[str, str] = {}
    for kind in dict.fromkeys(reading.kind.__name__ for reading in readings):
        found, name = lifted(view.book, view.pledges, kind, view.known), f"lifted_{kind}"
        if found:
            last = view.engine.table(_table(found, name))
            named = named.left_join(last, [named.subject == last[f"{name}_of"], named.source == last[f"{name}_by"]])
            kinds[kind] = name
    return named, {each: kinds[each.kind.__name__] for each in readings if each.kind.__name__ in kinds}


def _table(found: Lifted, name: str) -> pa.Table:
    companies, sources = (pa.array([key[at] for key in found], pa.string()) for at in (0, 1))
    return pa.table({f"{name}_of": companies, f"{name}_by": sources, name: pa.array(found.values(), pa.date32())})


def promise_covers(named: ir.Table, given: Iterable[Pledge], last: ir.DateValue | None) -> ir.BooleanValue:
    """Whether a row of Named makes its company one of which a promise speaks; `last`: as `with_lifted` gives it."""
    nobody = named.valid.isnull()  # never: every fact has its day
    return reduce(lambda a, b: a | b, (_covers(named, promise, last) for promise in given), nobody)


def _covers(named: ir.Table, promise: Pledge, last: ir.DateValue | None) -> ir.BooleanValue:
    mine = named.source == promise.source
    if promise.edition:
        mine &= named.known >= ibis.date(promise.until)
    if last is None:
        return mine
    return mine & (last.isnull() | ((last < ibis.date(promise.recorded)) & (named.known > last)))
