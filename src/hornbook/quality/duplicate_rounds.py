"""Rounds that two records of one company tell with different amounts: one is heard, the other is its echo."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.echoes import ALIKE, NEAR, echoes
from hornbook.book.identity import GRADES
from hornbook.book.money import with_usd
from hornbook.book.view import Told, View, tell
from hornbook.kinds import Round


class DuplicateRounds(NamedTuple):
    """A round that stands, and its echoes that state another amount, the best of them first."""

    stands: Told
    losers: tuple[Told, ...]


def duplicate_rounds(view: View, some: Sequence[str] | None, cent: Decimal) -> list[DuplicateRounds]:
    """Each round whose echoes state an amount that differs by more than a cent, of all companies or of some."""
    if not view.identity or not view.book.of("Round"):
        return []
    pairs = view.engine.arrow(_pairs(view, some, cent)).to_pylist()
    if not pairs:
        return []
    ids = sorted({pair[side] for pair in pairs for side in ("id", "echo")})
    wanted = view.engine.table(pa.table({"id": pa.array(ids, pa.int64())}))
    rows = view.facts(Round, echoes=True).semi_join(wanted, "id")
    told = {int(fact.id, 16): fact for fact in tell(view.engine.arrow(rows), Round)}
    found: dict[int, list[Told]] = defaultdict(list)
    for pair in pairs:
        found[pair["id"]].append(told[pair["echo"]])
    return [DuplicateRounds(told[id_], tuple(sorted(losers, key=_place))) for id_, losers in sorted(found.items())]


def _place(told: Told) -> tuple[Any, ...]:
    """As `echoes` decides which telling of a round stands."""
    return told.says.get("instrument") == "unstated", GRADES[told.grade], -told.known.toordinal(), told.source, told.id


def _pairs(view: View, some: Sequence[str] | None, cent: Decimal) -> ir.Table:
    """Each echo with the round that it echoes best, where their amounts differ: `id`, `echo`."""
    held = echoes(view.book, view.identity)
    known = pa.scalar(view.known)
    held = held.filter((pc.field("since") <= known) & (pc.field("until") > known) & pc.field("echo"))
    quiet = view.engine.table(held.select(["id", "known"]))
    rows = view.facts(Round, ["subject", "id", "known", "valid", "amount", "currency", "instrument"], echoes=True)
    rows = rows.filter(rows.amount.notnull() & (True if some is None else rows.subject.isin(list(some))))
    rows = with_usd(rows, view.convention, view.engine, known=view.known)
    echo = rows.semi_join(quiet, ["id", "known"]).rename(
        {f"e_{name}": name for name in rows.columns if name != "subject"}
    )
    stands = rows.anti_join(quiet, ["id", "known"]).semi_join(echo, "subject")
    both = stands.inner_join(echo, "subject")
    same = both.currency == both.e_currency
    one, other = ibis.ifelse(same, both.amount, both.usd), ibis.ifelse(same, both.e_amount, both.e_usd)
    both = both.mutate(by=(one - other).abs(), most=ibis.greatest(one.abs(), other.abs()).cast("float64"))
    days = both.valid.delta(both.e_valid, unit="day").abs()
    near = both.filter(
        (days <= NEAR)
        & (both.by.cast("float64") <= float(ALIKE) * both.most)
        & ((both.instrument == both.e_instrument) | (both.instrument == "unstated") | (both.e_instrument == "unstated"))
    )
    days = near.valid.delta(near.e_valid, unit="day").abs()
    best = near.mutate(n=ibis.row_number().over(group_by=near.e_id, order_by=[near.by, days, near.id]))
    return best.filter((best.n == 0) & (best.by > cent)).select("id", echo=best.e_id)
