"""OpenFisca-Core: one support, a variable for each input, for who is entitled, and for the most that it pays.

It reads what is missing as no and 0. Its formulas are written from Hornbook's bound trees by `rules`; of a figure that
the text leaves open it pays the most. Amounts are kept in double precision.
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


def rules(of: Any) -> dict[str, str]:
    """The formulas of a support's one part as text: whether it is entitled, and the most in hundredths."""
    from hornbook.lang import bound
    from hornbook.support.population import needed_inputs

    number = {(each.low, each.high): n for n, each in enumerate(needed_inputs(of))}

    def quantity(q: Any) -> str:
        match q:
            case bound.Input():
                return f"own('i{number[q.low, q.high]}l', at)"
            case bound.Const():
                return repr(float(q.value))
            case bound.BoundArithmetic():
                return f"({quantity(q.left)} {q.op} {quantity(q.right)})"
            case bound.BoundExtreme():
                return reduce(lambda x, y: f"np.{q.op}imum({x}, {y})", map(quantity, q.parts))
            case bound.BoundBetween():
                return quantity(q.most)
            case bound.BoundCases():
                tests = ", ".join(condition(each.condition) for each in q.cases)
                results = ", ".join(quantity(each.result) for each in q.cases)
                return f"np.select([{tests}], [{results}], {quantity(q.otherwise)})"
        raise NotImplementedError(q)

    def condition(c: Any) -> str:
        match c:
            case bound.BoundKnown():
                return condition(c.part)
            case bound.BoundAll():
                return "(" + " & ".join(map(condition, c.parts)) + ")"
            case bound.BoundAny():
                return "(" + " | ".join(map(condition, c.parts)) + ")"
            case bound.BoundNot():
                return f"~{condition(c.part)}"
            case bound.Flag():
                return f"({quantity(c.of)} > 0)"
            case bound.BoundMember():
                words = [word.lower() for word in c.words]
                inside = f"among({quantity(c.of)}, 'i{number[c.of.low, c.of.high]}l', {words!r})"
                return f"~{inside}" if c.out else inside
            case bound.BoundCompare():
                return f"({quantity(c.left)} {'==' if c.op == '=' else c.op} {quantity(c.right)})"
        raise NotImplementedError(c)

    (claim,) = of.claims.values()
    most = reduce(lambda x, y: f"np.minimum({x}, {y})", map(quantity, claim.quantities()))
    return {"entitled": condition(claim.condition), "most": f"own('entitled', at) * np.floor({most} * 100 + 0.5)"}


class Ready(NamedTuple):
    """The system with all its variables, and the arrays that each run gives to it."""

    system: Any
    given: dict[str, Any]
    subject: pa.ChunkedArray


def prepare(facts: Facts, columns: Sequence[str]) -> Ready:
    """The tax and benefit system, and numpy arrays of the table."""
    from openfisca_core.entities import build_entity
    from openfisca_core.indexed_enums import Enum, EnumArray
    from openfisca_core.periods import DateUnit
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    told = json.loads(Path(facts.made["rules"], "support_openfisca.json").read_text())
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
    for name in (each for each in table.column_names if each[0] == "i"):
        values = table[name].combine_chunks()
        if pa.types.is_string(values.type):
            coded = pc.fill_null(values, "").dictionary_encode()
            members = Enum(name.title(), {f"w{n}": word for n, word in enumerate(coded.dictionary.to_pylist())})
            variable(name, Enum, possible_values=members, default_value=next(iter(members)))
            given[name] = EnumArray(coded.indices.to_numpy().astype(np.int16), members)
            codes[name] = {str(word).lower(): n for n, word in enumerate(coded.dictionary.to_pylist())}
        elif pa.types.is_boolean(values.type):
            variable(name, bool)
            given[name] = pc.fill_null(values, False).to_numpy(zero_copy_only=False)
        else:
            variable(name, float)
            given[name] = pc.fill_null(pc.cast(values, pa.float64()), 0).to_numpy()

    def among(values: Any, of: str, words: list[str]) -> Any:
        return np.isin(np.asarray(values), [codes[of][word] for word in words if word in codes[of]])

    for name, text in told.items():
        formula = eval(f"lambda own, at, parameters: {text}", {"np": np, "among": among})
        variable(name, bool if name == "entitled" else float, formula=formula)
    return Ready(system, given, table["subject"])


def run(ready: Ready, days: Sequence[date]) -> pa.Table:
    """Who is entitled, and the most."""
    from openfisca_core.simulations import SimulationBuilder

    simulation = SimulationBuilder().build_default_simulation(ready.system, count=len(ready.subject))
    for name, values in ready.given.items():
        simulation.set_input(name, PERIOD, values)
    answer, most = (simulation.calculate(name, PERIOD) for name in ("entitled", "most"))
    return pa.table({"subject": ready.subject, "answer": answer, "most": most.astype(np.int64)})
