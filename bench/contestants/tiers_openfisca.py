"""OpenFisca-Core: a variable for each input, each distinct condition and each tier, with formulas in numpy.

It cannot say unknown, so it is given the table `whole`, a text that can be read in several ways is a yes where all of
them are, and what holds in principle holds. Its formulas are written from Hornbook's bound trees by `rules`; the sums
and comparisons are the plain ones of numpy. Amounts and shares are kept in double precision, for
its own floats of four bytes cannot tell amounts of a billion apart to the cent.
"""

import json
from collections.abc import Sequence
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.question import Facts

PERIOD = "2025"


def rules(asked: dict[str, Any], day: date, called: dict[Any, str]) -> dict[str, dict[str, str]]:
    """The formulas as text: of each distinct condition, and of each tier over those conditions."""
    from hornbook.lang import bound
    from hornbook.lang.compile import moment

    conditions: dict[str, str] = {}

    def quantity(of: Any) -> str:
        match of:
            case bound.Input():
                return f"own('{called[of.low, of.high]}', at)"
            case bound.Const():
                return repr(float(of.value))
            case bound.Moment():
                return f"np.datetime64('{moment(of, day)}')"
            case bound.BoundShifted():
                return f"earlier({quantity(of.of)}, {of.months}, {of.whole}, {of.calendar})"
            case bound.BoundArithmetic():
                return f"({quantity(of.left)} {of.op} {quantity(of.right)})"
            case bound.BoundExtreme():
                return reduce(lambda x, y: f"np.{of.op}imum({x}, {y})", map(quantity, of.parts))
            case bound.Lookup():
                tests = ", ".join(f"{quantity(of.of)} {'==' if op == '=' else op} {limit}" for op, limit, _ in of.rows)
                return f"np.select([{tests}], [{', '.join(str(row[2]) for row in of.rows)}], {of.otherwise})"
        raise NotImplementedError(of)

    def leaf(of: Any) -> str:
        match of:
            case bound.Flag():
                return quantity(of.of)
            case bound.BoundMember():
                words = [word.lower() for word in of.words]
                inside = f"among({quantity(of.of)}, '{called[of.of.low, of.of.high]}', {words!r})"
                return f"~{inside}" if of.out else inside
            case bound.BoundCompare():
                return f"{quantity(of.left)} {'==' if of.op == '=' else of.op} {quantity(of.right)}"
        raise NotImplementedError(of)

    def whole(of: Any) -> str:
        match of:
            case bound.BoundKnown() | bound.BoundInPrinciple():
                return whole(of.part)
            case bound.BoundAll() | bound.BoundReadings():
                return "(" + " & ".join(map(whole, of.parts)) + ")"
            case bound.BoundAny():
                return "(" + " | ".join(map(whole, of.parts)) + ")"
            case bound.BoundNot():
                return f"~{whole(of.part)}"
        name = conditions.setdefault(leaf(of), f"c{len(conditions)}")
        return f"own('{name}', at)"

    tiers = {name: whole(condition) for name, condition in asked.items()}
    return {"conditions": {name: text for text, name in conditions.items()}, "tiers": tiers}


class Ready(NamedTuple):
    """The system with all its variables, and the arrays that each run gives to it."""

    system: Any
    given: dict[str, Any]
    subject: pa.ChunkedArray
    tiers: dict[str, str]


def prepare(facts: Facts, columns: Sequence[str]) -> Ready:
    """The tax and benefit system, and numpy arrays of the table."""
    from openfisca_core.entities import build_entity
    from openfisca_core.indexed_enums import Enum, EnumArray
    from openfisca_core.periods import DateUnit
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    told = json.loads(Path(facts.made["rules"], "tiers_openfisca.json").read_text())
    table = pq.read_table(facts.made["inputs"])
    company = build_entity("company", "companies", "A company", is_person=True)
    system = TaxBenefitSystem([company])

    def variable(name: str, kind: type, **more: Any) -> None:
        said = {"entity": company, "value_type": kind, "definition_period": DateUnit.YEAR, "label": name, **more}
        added = system.add_variable(type(name, (Variable,), said))
        if kind is float:
            added.dtype = np.dtype("float64")

    given: dict[str, Any] = {}
    codes: dict[str, dict[str, int]] = {}
    for column in table.column_names[1:]:
        if column.endswith("_high"):
            continue  # of a table without unknown cells both sides are the same
        name, values = column.removesuffix("_low"), table[column].combine_chunks()
        if pa.types.is_string(values.type):
            coded = values.dictionary_encode()
            members = Enum(name.title(), {f"w{n}": word for n, word in enumerate(coded.dictionary.to_pylist())})
            variable(name, Enum, possible_values=members, default_value=next(iter(members)))
            given[name] = EnumArray(coded.indices.to_numpy().astype(np.int16), members)
            codes[name] = {str(word).lower(): n for n, word in enumerate(coded.dictionary.to_pylist())}
        elif pa.types.is_boolean(values.type):
            variable(name, bool)
            given[name] = values.to_numpy(zero_copy_only=False)
        elif pa.types.is_date(values.type):
            variable(name, date, default_value=date(1990, 1, 1))
            given[name] = values.to_numpy(zero_copy_only=False).astype("datetime64[D]")
        elif pa.types.is_integer(values.type):
            variable(name, int)
            given[name] = values.to_numpy().astype(np.int32)
        else:
            variable(name, float)
            given[name] = pc.cast(values, pa.float64()).to_numpy()

    def among(values: Any, of: str, words: list[str]) -> Any:
        return np.isin(np.asarray(values), [codes[of][word] for word in words if word in codes[of]])

    tiers = {}
    for n, (tier, text) in enumerate(told["tiers"].items()):
        tiers[tier] = f"t{n}"
        told["conditions"][f"t{n}"] = text
    for name, text in told["conditions"].items():
        formula = eval(f"lambda own, at, parameters: {text}", {"np": np, "among": among, "earlier": earlier})
        variable(name, bool, formula=formula)
    return Ready(system, given, table["subject"], tiers)


def earlier(days: Any, months: int, whole: bool, calendar: bool) -> Any:
    """Days so many months earlier; with `whole` the first from which the months are not over."""
    if calendar:
        return (days.astype("datetime64[Y]").astype("datetime64[M]") - months).astype("datetime64[D]")
    found = shifted(days, -months)
    return np.where(shifted(found, months) < days, found + 1, found) if whole else found


def shifted(days: Any, months: int) -> Any:
    """The same day of another month, or its last."""
    own = days.astype("datetime64[M]")
    month = own + months
    longest = (month + 1).astype("datetime64[D]") - month.astype("datetime64[D]")
    return month.astype("datetime64[D]") + np.minimum(days - own.astype("datetime64[D]"), longest - 1)


def run(ready: Ready, days: Sequence[date]) -> pa.Table:
    """A column a tier."""
    from openfisca_core.simulations import SimulationBuilder

    simulation = SimulationBuilder().build_default_simulation(ready.system, count=len(ready.subject))
    for name, values in ready.given.items():
        simulation.set_input(name, PERIOD, values)
    found = {tier: pa.array(simulation.calculate(name, PERIOD)) for tier, name in ready.tiers.items()}
    return pa.table({"subject": ready.subject, **found})
