"""The question of the part `supports`: thirty supports costed over all companies of the region on one day.

From the book, what claims state (figures) and what persons judge (decisions) is missing for everybody. So the same is
asked of a filled table: the region's own answers, and drawn figures and decisions for seven companies in ten.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from zlib import crc32

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import feather

from bench.contestants import support_openfisca
from bench.data import SEED, region
from bench.measure import Measured
from bench.question import Facts
from bench.standards import nothing_of
from hornbook.book.book import open_book
from hornbook.lang import bound
from hornbook.lang.bound import Type
from hornbook.standards.judge import input_columns
from hornbook.support.cost import cost_figures
from hornbook.support.library import supports
from hornbook.support.offers import offer_id, payable_names
from hornbook.support.population import PopulationAwards, PopulationColumns, needed_inputs, population_columns
from hornbook.support.terms import SupportTerms

DAY = date(2025, 12, 31)

NAMES = (
    "cn-little-giant-key", "cn-hte-15", "cn-beijing-compute-voucher", "cn-beijing-sme-voucher",
    "cn-beijing-unicorn-ten", "cn-etown-compute-voucher", "cn-haidian-ai-15", "cn-daxing-cluster", "cn-fengtai-2018",
    "cn-shijingshan-ii", "cn-dongcheng-little-giant", "cn-shanghai-compute-voucher", "cn-shanghai-corpus-voucher",
    "cn-shanghai-model-voucher", "cn-shanghai-embodied", "cn-shanghai-highgrowth-first", "cn-shenzhen-ai-application",
    "cn-shenzhen-corpus-voucher", "cn-shenzhen-training-voucher", "cn-shenzhen-listing-2022", "cn-runmiao",
    "cn-hangzhou-compute-2025", "cn-hangzhou-rd-2025", "cn-binjiang-ai-2025", "cn-eastlake-17", "cn-hubei-2024",
    "cn-suzhou-rd", "cn-hefei-2022", "uk-eis", "uk-seis",
)  # fmt: skip
"""Vouchers, grants, subsidies and tax relief of the nation, provinces, cities and districts; two from abroad."""

ALONE = "cn-shenzhen-training-voucher"
"""The support that OpenFisca is asked too: a place, three matters, cases, a share and a cap."""

SAYS = 0.7
"""The share of companies of which a figure or a decision is known."""


def terms() -> list[SupportTerms]:
    """The thirty."""
    return [SupportTerms(supports[name], DAY) for name in NAMES]


def parts_apart(every: Sequence[SupportTerms]) -> list[SupportTerms]:
    """Each part that pays yuan to companies as a support of its own, so that it can be an offer."""
    return [
        SupportTerms(replace(of.support, editions=(replace(of.edition, parts=(part,)),)), of.day)
        for of in every
        if of.edition.currency == "CNY"
        for part in of.edition.parts
        if offer_id(of.support.id, part.id) in payable_names([(of.support, of.edition)])
    ]


def asked(size: str) -> dict[str, Path]:
    """What contestants are given: the `book`, the `filled` columns, and those of one support with nothing unknown."""
    folder = region(size) / "supports"
    made, listed = folder / "made.json", [*NAMES, ALONE]
    (folder / "answers").mkdir(parents=True, exist_ok=True)
    if not made.exists() or json.loads(made.read_text()) != listed:
        book = open_book(region(size) / "book")
        found = filled(population_columns(book.at(DAY), terms()))
        book.engine.close()
        pq.write_table(found.rows, folder / "filled.parquet")
        of = SupportTerms(supports[ALONE], DAY)
        alone = found.narrowed(needed_inputs(of))
        pq.write_table(alone, folder / "alone.parquet")
        pq.write_table(_whole(alone), folder / "whole.parquet")
        made.write_text(json.dumps(listed))
    rules = support_openfisca.rules(SupportTerms(supports[ALONE], DAY))
    (folder / "support_openfisca.json").write_text(json.dumps(rules, ensure_ascii=False))
    found_ = {}
    for name in ("filled", "alone", "whole"):
        found_[name] = folder / f"{name}.json"
        tables = {"inputs": str(folder / f"{name}.parquet"), "rules": str(folder)}
        Facts(str(region(size) / "book"), {}, {}, "", {}, str(folder / "answers"), tables).save(found_[name])
    return found_


def columns_of(path: str, every: Sequence[SupportTerms]) -> PopulationColumns:
    """The columns that were kept, with the inputs that they are of."""
    inputs = {(of.low, of.high): of for each in every for of in needed_inputs(each)}
    return PopulationColumns(tuple(inputs.values()), pq.read_table(path))


def sums(every: Sequence[PopulationAwards]) -> pa.Table:
    """One row a support: who is entitled or may be, and the cost from the least to the most."""
    found = [cost_figures(each.rows) for each in every]
    return pa.table(
        {
            "subject": [each.terms.support.id for each in every],
            "entitled": [each.entitled for each in found],
            "may_be": [each.may_be for each in found],
            "least": [each.least for each in found],
            "most": [each.most for each in found],
            "cases": [each.cases for each in every],
        }
    )


def told(answer: Path) -> str:
    """What the costs come to, so that it can be seen that they are not nothing."""
    table = feather.read_table(answer)
    none = [name for name, most in zip(*(table[c].to_pylist() for c in ("subject", "most")), strict=True) if most == 0]
    return (
        f"{table.num_rows} supports: {pc.sum(table['entitled']).as_py():,} entitlements, "
        f"{pc.sum(table['may_be']).as_py():,} that may be, {pc.sum(table['cases']).as_py():,} cases; "
        f"costs nothing: {', '.join(none) or 'none'}"
    )


def solved(answer: Path) -> str:
    """How many companies have a bundle, and of which share the solver was asked."""
    table = feather.read_table(answer)
    paid, share = pc.sum(pc.greater(table["total"], 0)).as_py(), pc.mean(table["solved"].cast(pa.int64())).as_py()
    billions = pc.sum(table["total"]).as_py() / 1e11
    return f"bundles of {paid:,} companies, {billions:,.1f} billion yuan; the solver for {share:.3%}"


def seconds(of: Measured) -> str:
    """The first run and the middle of the others, by the clock and of CPU, and the peak."""
    first, *others = zip(of.runs, of.cpu_runs, strict=True)
    warm = [median(each) for each in zip(*others, strict=True)]
    cold = f"cold {first[0]:.1f} s, {first[1]:.1f} s of CPU"
    return f"{cold}; warm {warm[0]:.1f} s, {warm[1]:.1f} s of CPU; {of.memory:.2f} GB"


def missing(whole: Path, found: Path) -> str:
    """How often a contestant that reads what is missing as nothing differs from the answer that says unknown."""
    truth, other = (feather.read_table(path).sort_by("subject") for path in (whole, found))
    unknown = pc.sum(pc.is_null(truth["answer"])).as_py()
    refused = pc.sum(pc.and_(pc.is_null(truth["answer"]), pc.invert(other["answer"]))).as_py()
    ranged = pc.and_(pc.fill_null(truth["answer"], False), pc.not_equal(pc.fill_null(truth["most"], -1), other["most"]))
    rows = truth.num_rows
    return (
        f"with inputs missing: of {rows:,} companies Hornbook leaves {unknown:,} open; OpenFisca refuses {refused:,} "
        f"of them, and pays another amount than the most to {pc.sum(ranged).as_py():,} that are entitled"
    )


def filled(of: PopulationColumns) -> PopulationColumns:
    """The region's columns with figures and decisions drawn."""
    rows = of.rows
    for n, each in enumerate(of.inputs):
        drawn = _drawn(each, rows.num_rows, rows[f"i{n}l"].type)
        for name in (f"i{n}l", f"i{n}h"):
            if drawn is not None and name in rows.column_names:
                rows = rows.set_column(rows.column_names.index(name), name, drawn)
    assert {each.name for each in input_columns(of.inputs)} <= set(rows.column_names)
    return replace(of, rows=rows)


def _drawn(each: bound.Input, n: int, kind: pa.DataType) -> pa.Array | None:
    """Of a matter yes for eight in ten; of money some millions to the yuan; of others what is usual; else nothing."""
    rng = np.random.default_rng([SEED, crc32(each.written.encode())])
    silent = rng.random(n) >= SAYS
    if each.matter:
        return pa.array(rng.random(n) < 0.8, kind, mask=silent)
    if not each.name.startswith(("figure_", "support_")):
        return None
    if each.type is Type.MONEY:
        return (
            pa.array(np.exp(rng.normal(14.5, 1.5, n)).astype(np.int64), mask=silent)
            .cast(pa.decimal128(21, 2))
            .cast(kind)
        )
    if each.type is Type.DAY:
        return pa.array(np.datetime64(date(2010, 1, 1)) + rng.integers(0, 5800, n), mask=silent).cast(kind)
    values = rng.uniform(0, 0.5, n) if each.type is Type.SHARE else rng.integers(0, 2000, n).astype(float)
    return pa.array(np.round(values, 3), mask=silent).cast(kind)


def _whole(table: pa.Table) -> pa.Table:
    """Without unknown cells: no, 0, an empty text or 1990 where nothing is known."""
    found = {}
    for name in table.column_names:
        kind = table[name].type
        found[name] = pc.fill_null(table[name], pa.scalar(nothing_of(kind), kind))
    return pa.table(found)
