"""The order that a support's file declares, read: weights over conditions, quantities and the scout's place."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from hornbook.document import Document
from hornbook.lang import bound, tree
from hornbook.lang.bind import bind
from hornbook.lang.mistake import RuleError
from hornbook.lang.read import read_rule
from hornbook.lang.scope import RuleScope
from hornbook.positions import Loc
from hornbook.standards.standard import Cite
from hornbook.support.file_models import OrderModel
from hornbook.support.order import OrderEntry, OrderScale
from hornbook.text import message

Cited = Callable[[Sequence[str], Loc], tuple[Cite, ...]]
"""The sources of those ids, which stand at a place of the document."""


def read_order(
    found: Document, loc: Loc, entries: Sequence[OrderModel], scope: RuleScope, cited: Cited
) -> tuple[OrderEntry, ...]:
    """The entries of one edition; StandardError points at what is wrong in them."""
    made = tuple(_Entry(found, (*loc, "order", n), scope).read(said, cited) for n, said in enumerate(entries))
    if len({entry.id for entry in made}) < len(made):
        raise found.error((*loc, "order"), message("two entries of the order have one id"))
    if sum(entry.scout for entry in made) > 1:
        raise found.error((*loc, "order"), message("the scout's place stands in the order once"))
    return made


class _Entry:
    """Reads one entry at its place in the document."""

    def __init__(self, found: Document, loc: Loc, scope: RuleScope) -> None:
        self.document, self.loc, self.scope = found, loc, scope

    def read(self, said: OrderModel, cited: Cited) -> OrderEntry:
        ways = sum((said.when is not None, said.value is not None, said.scout))
        if ways != 1:
            raise self.document.error(
                self.loc, message("an entry of the order has one of 'when', 'value' and 'scout = true'")
            )
        limits = (said.first, said.last) if said.first is not None and said.last is not None else None
        if (said.value is not None) != (limits is not None) or (said.value is None and (said.first or said.last)):
            raise self.document.error(
                self.loc, message("'value' and no other has both limits: 'from' gives nothing, 'to' the whole weight")
            )
        condition = self._condition(said.when) if said.when is not None else None
        scales = self._scales(said.value, *limits) if said.value is not None and limits else ()
        return OrderEntry(
            said.id,
            Fraction(said.weight),
            said.name.text(),
            condition,
            scales,
            said.when or said.value,
            limits,
            cited(said.cites, self.loc),
            said.note.text() if said.note else None,
        )

    def _condition(self, text: str) -> bound.Condition:
        try:
            return bind(read_rule(text), self.scope)
        except RuleError as error:
            raise self.document.error(
                (*self.loc, "when"), error.message, hint=error.hint, rule=text, at=error.at
            ) from None

    def _scales(self, value: str, first: str, last: str) -> tuple[OrderScale, ...]:
        """The quantity compared with each limit: so its units are checked, and ages are counted as in any rule."""
        of, low, high = (self._tree(text, key) for text, key in ((value, "value"), (first, "from"), (last, "to")))
        both = tree.All((tree.Compare(of, ">=", low), tree.Compare(of, ">=", high)))
        try:
            made = bind(both, self.scope)
        except RuleError as error:
            raise self.document.error((*self.loc, "value"), error.message, word=value, hint=error.hint) from None
        readings = made.parts if isinstance(made, bound.BoundReadings) else (made,)
        return tuple(self._scale(reading, value) for reading in readings)

    def _tree(self, text: str, key: str) -> tree.Node:
        try:
            return read_rule(text)
        except RuleError as error:
            raise self.document.error(
                (*self.loc, key), error.message, hint=error.hint, rule=text, at=error.at
            ) from None

    def _scale(self, of: bound.Condition, value: str) -> OrderScale:
        assert isinstance(of, bound.BoundAll)
        ends = [part for part in of.parts if isinstance(part, bound.BoundCompare)]
        if len(ends) == 2 and ends[0].left == ends[1].left and ends[0].right != ends[1].right:
            first, last = ends[0].right, ends[1].right
            if isinstance(first, bound.Const | bound.Moment) and isinstance(last, bound.Const | bound.Moment):
                return OrderScale(ends[0].left, first, last)
        raise self.document.error(
            (*self.loc, "value"),
            message("a quantity lies between two plain limits that differ, such as 0 CNY and 100_000_000 CNY"),
            word=value,
        )
