"""A table of a rule, bound: rows with plain limits and results of one unit."""

from collections.abc import Callable
from decimal import Decimal

from hornbook.lang import bound, tree
from hornbook.lang.among import among_words
from hornbook.lang.bound import Type
from hornbook.lang.mistake import RuleError
from hornbook.lang.units import alike, plain_result
from hornbook.text import message


def bind_lookup(
    node: tree.LookupTable, of: bound.Quantity, quantity: Callable[[tree.Node], bound.Quantity]
) -> bound.Quantity:
    """The table, its subject bound already; RuleError where a row is no row of it."""
    rows: list[tuple[str, Decimal | str, Decimal]] = []
    results = [plain_result(row.result) for row in node.rows] + [plain_result(node.otherwise)]
    for row, result in zip(node.rows, results, strict=False):
        assert isinstance(row, tree.TableRow)
        if isinstance(row.limit, tree.QuotedText):
            if of.type is not Type.TEXT or row.op != "=":
                raise RuleError(message("a table of {type} has no rows of text", type=of.type.says()), row.at)
            rows.append(("=", row.limit.value, result.value))
            continue
        limit = quantity(row.limit)
        if not isinstance(limit, bound.Const) or not isinstance(limit.value, Decimal):
            raise RuleError(message("a row of a table names a plain number"), row.at)
        alike(of, limit, row)
        rows.append((row.op, limit.value, result.value))
    if isinstance(of, bound.Input) and of.type is Type.TEXT:
        of = among_words(of, tuple(str(limit) for _, limit, _ in rows), apart=True)
    units = {(result.type, result.unit) for result in results}
    if len(units) > 1:
        raise RuleError(message("the results of a table have one unit"), node.at)
    return bound.Lookup(of, tuple(rows), results[-1].value, results[-1].type, results[-1].unit)
