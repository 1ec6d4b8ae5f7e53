"""Sums and counts on their way into a fact's fields: the figure itself, or the bounds of a vague one."""

from dataclasses import fields
from typing import Any

from hornbook.formats.cells import Bad
from hornbook.kinds import Fact, Valuation
from hornbook.sources.shared.counts import Count
from hornbook.sources.shared.currencies import currency_code
from hornbook.sources.shared.sums import DOLLAR_CODES, Sum
from hornbook.sources.table.field import CURRENCY
from hornbook.terms import Bound
from hornbook.text import Phrase, message


def put_sum(kind: type[Fact], name: str, found: Sum, values: dict[str, Any]) -> list[Phrase]:
    """Put a sum into the field and its currency beside it; what could not be put is returned as notes."""
    notes: list[Phrase] = []
    stated = values.get("currency")
    dollars = found.any_dollar and stated in DOLLAR_CODES
    if found.currency and not dollars:
        if stated and stated != found.currency:
            notes.append(
                message("the cell says {own} where {other} is stated; {own} is taken", own=found.currency, other=stated)
            )
        values["currency"] = found.currency
    own = {field.name for field in fields(kind)}
    if found.amount is not None:
        values[name] = found.amount
    elif name == "amount" and {"least", "most"} <= own:
        values["least"], values["most"] = found.least, found.most
    elif name in ("least", "most"):
        values[name] = found.least if name == "least" else found.most
    elif kind is Valuation and name == "amount":
        notes += _bounded(found, values)
    else:
        notes.append(message("a vague sum is not taken here: {vague}", vague=found.vague or message("no figure")))
    return notes


def _bounded(found: Sum, values: dict[str, Any]) -> list[Phrase]:
    """A vague valuation as its lower limit, or else its upper one."""
    end = found.least if found.least is not None else found.most
    if end is None:
        return [message("a vague sum is not taken here: {vague}", vague=message("no figure"))]
    values["amount"] = end
    values["bound"] = Bound.AT_LEAST if found.least is not None else Bound.AT_MOST
    if found.least is not None and found.most is not None:
        return [message("{vague}: of a valuation the lower limit is kept", vague=found.vague)]
    return []


def put_count(kind: type[Fact], name: str, found: Count, values: dict[str, Any]) -> None:
    """Put a count into the field, or its bounds beside it; Bad where the kind keeps no bounds."""
    if found.number is not None:
        values[name] = found.number
    elif {"fewest", "largest"} <= {field.name for field in fields(kind)}:
        values["fewest"], values["largest"] = found.least, found.most
    else:
        raise Bad(message("a vague count is not taken here"))


def without_senseless_sums(kind: type[Fact], values: dict[str, Any], notes: list[Phrase]) -> dict[str, Any]:
    """The fields without sums and currencies that make no sense, each with a note."""
    refused: list[tuple[str, Phrase]] = []
    currency = values.get("currency")
    if currency is not None and not CURRENCY.fullmatch(currency) and not currency_code(currency):
        text = str(currency)[:40]
        refused.append(
            ("currency", message("'{text}' is not three capital letters; say in 'map' which it means", text=text))
        )
        currency = None
    sums = [name for name in ("amount", "least", "most") if values.get(name) is not None]
    ends = [name for name in sums if name != "amount"]
    if currency is None:
        refused += [(name, message("it has no currency")) for name in sums]
    elif "amount" in sums:
        refused += [(name, message("the amount itself is stated")) for name in ends]
    if len(ends) == 2 and values["least"] > values["most"] and not refused:
        over = message(
            "the least, {least:,}, is more than the most, {most:,}", least=values["least"], most=values["most"]
        )
        refused += [(name, over) for name in ends]
    notes += [
        message("{kind}.{field} not taken: {problem}", kind=kind.__name__, field=name, problem=why)
        for name, why in refused
    ]
    return {name: value for name, value in values.items() if name not in dict(refused)}
