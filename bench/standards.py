"""The question of the part `standards`: all tiers of the library judged over one table of what their rules need.

The table is the simulated region's, filled up: the region knows no decisions, no figures of yearly reports and few
valuations, so where it is silent a value is drawn, and where it says too much one is hidden. Every input is unknown
for 10 to 30 in a hundred companies, and every tier is yes for some, no for some and unknown for some.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from zlib import crc32

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import feather

from bench.contestants import tiers_cel, tiers_openfisca
from bench.data import SEED, region
from bench.question import Facts
from hornbook.book.book import open_book
from hornbook.book.money import coin
from hornbook.indicators.algebra import Formula, Reading
from hornbook.indicators.located import Located
from hornbook.indicators.profile import formula_values
from hornbook.indicators.years import mapped
from hornbook.lang import bound
from hornbook.lang.bound import Type
from hornbook.standards.judge import input_columns, needed
from hornbook.standards.library import library

DAY = date(2025, 12, 31)
"""The last day of the region; standards are judged by their newest edition of that day, or else by their first."""


def conditions() -> dict[str, bound.Condition]:
    """Every tier of every standard by 'standard/tier'."""
    return {f"{of.id}/{tier.id}": tier.condition for of in library.values() for tier in of.edition(DAY).tiers}


def names(inputs: tuple[bound.Input, ...]) -> dict[tuple[object, object], str]:
    """A readable column for each input, by its two sides; of several by one name the later are numbered."""
    found: dict[tuple[object, object], str] = {}
    seen: Counter[str] = Counter()
    for each in inputs:
        plain = _slug("_".join([_quantity(each), *_rate(each)]))
        seen[plain] += 1
        found[each.low, each.high] = f"{plain}_{seen[plain]}" if seen[plain] > 1 else plain
    assert len(set(found.values())) == len(inputs), "two inputs by one name"
    return found


def _quantity(each: bound.Input) -> str:
    """An input by whatever rate, such as `valuation_usd`, `rounds_equity`, `place_guangzhou`."""
    if each.matter:
        return _slug(each.matter)
    if isinstance(each.low, Located):
        return f"place_{_slug(each.low.words[-1])}"
    words, readings = [re.sub(r"\[.*?\]", "", each.written)], _readings(each.low)
    for where in max(readings, key=lambda r: len(r.where)).where:
        if where.column not in ("scope", "measure"):
            words += ["not"] * where.out + [_ENGLISH.get(str(value), str(value)) for value in where.values]
    words += [each.unit] if each.unit else []
    return _slug("_".join(dict.fromkeys(words)))


def _rate(each: bound.Input) -> list[str]:
    """How its amounts are converted, where a convention is named."""
    return next(([str(into.rule)] for r in _readings(each.low) if (into := coin(r.column)) and into.rule), [])


_ENGLISH = {
    "独角兽": "unicorn", "潜在独角兽": "potential_unicorn", "高新技术企业": "high_tech_enterprise",
    "科技型中小企业": "tech_sme",
}  # fmt: skip


def _readings(formula: Formula) -> list[Reading]:
    found: list[Reading] = []
    mapped(formula, lambda reading: found.append(reading) or reading)
    return found


def _slug(text: str) -> str:
    return re.sub(r"\W+", "_", text.casefold()).strip("_")


def sides(each: bound.Input, name: str) -> list[str]:
    """The columns of an input: one, or two where its sides may differ."""
    return [name] if each.low == each.high else [f"{name}_low", f"{name}_high"]


def asked(size: str) -> dict[str, Path]:
    """What contestants are given: `inputs` with unknown cells, and `whole`, the same with every cell filled."""
    folder = region(size) / "standards"
    inputs = needed(conditions().values())
    called = names(inputs)
    listed = {"inputs": sorted(called.values()), "tiers": list(conditions())}
    made = folder / "made.json"
    if not made.exists() or json.loads(made.read_text()) != listed:
        folder.mkdir(exist_ok=True)
        pq.write_table(_table(size, inputs, called), folder / "inputs.parquet")
        pq.write_table(_whole(pq.read_table(folder / "inputs.parquet")), folder / "whole.parquet")
        made.write_text(json.dumps(listed, ensure_ascii=False))
    (folder / "answers").mkdir(exist_ok=True)
    for engine in (tiers_openfisca, tiers_cel):
        written = engine.rules(conditions(), DAY, called)
        (folder / f"{engine.__name__.rpartition('.')[2]}.json").write_text(json.dumps(written, ensure_ascii=False))
    found = {}
    for name in ("inputs", "whole"):
        found[name] = folder / f"{name}.json"
        tables = {"inputs": str(folder / f"{name}.parquet"), "rules": str(folder)}
        Facts(str(region(size) / "book"), {}, {}, "", {}, str(folder / "answers"), tables).save(found[name])
    return found


def counts(answer: Path) -> str:
    """How often each answer occurs; a tier that lacks one of the three is named."""
    table = feather.read_table(answer)
    lacking, shares = [], []
    for tier in table.column_names[1:]:
        yes = pc.sum(table[tier].cast(pa.int64())).as_py() or 0
        unknown = table[tier].null_count
        shares.append((yes, table.num_rows - yes - unknown, unknown))
        lacking += [tier] if 0 in shares[-1] else []
    yes, no, unknown = (sum(said) / len(shares) / table.num_rows for said in zip(*shares, strict=True))
    said = f"{len(shares)} tiers, {table.num_rows:,} companies: {yes:.1%} yes, {no:.1%} no, {unknown:.1%} unknown; "
    least = [min(said) for said in zip(*shares, strict=True)]
    rarest = "at least {} yes, {} no and {} unknown of each".format(*least)
    return said + (f"not all three of {', '.join(lacking)}" if lacking else rarest)


def decided(truth: Path, found: Path) -> tuple[Path, str]:
    """The truth with the unknown filled from an answer that cannot say unknown, and the share that was filled."""
    table, other = feather.read_table(truth).sort_by("subject"), feather.read_table(found).sort_by("subject")
    columns = {tier: pc.coalesce(table[tier], other[tier]) for tier in table.column_names[1:]}
    part = found.with_suffix(".truth.arrow")
    feather.write_feather(pa.table({"subject": table["subject"], **columns}), part)
    open_ = sum(table[tier].null_count for tier in columns) / len(columns) / table.num_rows
    return part, f"where the texts decide; {open_:.1%} they leave open though nothing is unknown"


def written(told: Path) -> list[str]:
    """The tiers that are written in CEL."""
    return list(json.loads((told.parent / "tiers_cel.json").read_text()))


def same_companies(truth: Path, found: Path) -> tuple[Path, float]:
    """The truth about the companies that a contestant came to, and their share of all."""
    table, mine = feather.read_table(truth), feather.read_table(found, columns=["subject"])["subject"]
    if len(mine) == table.num_rows:
        return truth, 1.0
    part = found.with_suffix(".truth.arrow")
    feather.write_feather(table.filter(pc.is_in(table["subject"], mine.combine_chunks())), part)
    return part, len(mine) / table.num_rows


def milliseconds(answer: Path) -> str:
    """What one company's verdict took."""
    spent = sorted(feather.read_table(answer)["milliseconds"].to_pylist())
    return (
        f"one company under {len(library)} standards, {len(spent)} companies: median {spent[len(spent) // 2]:.0f} ms, "
        f"worst {spent[-1]:.0f} ms (goal: 300 ms)"
    )


def _table(size: str, inputs: tuple[bound.Input, ...], called: Mapping[tuple[object, object], str]) -> pa.Table:
    """The region's own answers, filled up."""
    book = open_book(region(size) / "book")
    said = book.engine.arrow(formula_values(book.at(DAY), input_columns(inputs))).sort_by("subject")
    book.engine.close()
    own = {name: said[name].combine_chunks() for name in said.column_names}
    del said
    found = {"subject": own.pop("subject")}
    for n, each in enumerate(inputs):
        name = called[each.low, each.high]
        filled = _filled(each, [own.pop(column) for column in (f"i{n}l", f"i{n}h") if column in own])
        found |= dict(zip(sides(each, name), filled, strict=True))
    return pa.table(found)


UNKNOWN = 0.3
"""The share of companies of which an input is unknown, from one side or from both."""

_ABROAD = 0.5
"""The share of companies whose amounts are in another currency than the rules', so that readings of rates differ."""


def _filled(each: bound.Input, own: list[pa.Array]) -> list[pa.Array]:
    """An input of which 30 in a hundred cells are unknown; of several readings of one amount the same ones."""
    rng = np.random.default_rng([SEED, crc32(_quantity(each).encode())])
    low, high = own[0], own[-1]
    if each.type is Type.NUMBER and len(own) == 2 and not pc.any(pc.greater(high, 0)).as_py():
        low = high = pa.nulls(len(low), low.type)  # no company of the region has such a fact
    if each.name in ("rounds", "raised"):  # most have raised nothing, and would all be ruled out
        nothing = pc.and_(pc.equal(pc.fill_null(low, 1), 0), pa.array(rng.random(len(low)) < 0.7))
        low, high = (pc.if_else(nothing, pa.scalar(None, side.type), side) for side in (low, high))
    silent = np.asarray(pc.and_(pc.is_null(low), pc.is_null(high)))
    share = silent.mean()
    drawn = _at_rate(_drawn(each, rng, len(low)), each).cast(low.type)
    say = silent & (rng.random(len(low)) < max(0.0, 1 - UNKNOWN / max(share, 1e-9)))
    low, high = pc.if_else(say, drawn, low), pc.if_else(say, drawn, high)
    hide = rng.random(len(low)) < max(0.0, (UNKNOWN - share) / (1 - share) if share < 1 else 0)
    nothing, part = pa.scalar(None, low.type), rng.random(len(low))
    if len(own) == 1:
        return [pc.if_else(hide, nothing, low)]
    if each.type is Type.NUMBER:  # a count is known from below: there are at least so many
        return [low, pc.if_else(hide, nothing, high)]
    return [pc.if_else(hide & (part < 0.6), nothing, low), pc.if_else(hide & (part > 0.3), nothing, high)]


def _at_rate(drawn: pa.Array, each: bound.Input) -> pa.Array:
    """Amounts by the rate of a reading: those that were stated in another currency are more by one than by another."""
    rate = "".join(_rate(each))
    if each.type is not Type.MONEY or not rate:
        return drawn
    abroad = np.random.default_rng(SEED).random(len(drawn)) < _ABROAD
    more = 1 + (crc32(rate.encode()) % 100) / 500
    return pa.array(np.where(abroad, np.round(np.asarray(drawn) * more, 2), np.asarray(drawn)))


_MONEY = {
    "valuation": (1.5e9, 2.0), "raised": (2e8, 1.6), "raised within": (4e7, 1.5), "revenue": (6e7, 1.8),
    "rnd": (8e6, 1.6), "total_assets": (1e8, 1.2), "market_cap": (5e9, 1.2), "acquired_for": (4e9, 1.5),
}  # fmt: skip
"""Median in yuan and spread of the logarithm."""

_SHARE = {
    "rnd_staff_ratio": (0, 0.7), "tech_staff_ratio": (0, 0.5), "domestic_rnd_ratio": (0.4, 1), "debt_ratio": (0.2, 1),
    "hightech_revenue_ratio": (0.3, 1), "main_business_ratio": (0.4, 1), "market_share": (0, 0.3),
    "rnd_cost_ratio": (0, 0.4), "rnd_intensity": (0, 0.12),
}  # fmt: skip
_WHOLE = {"niche_years": (0, 9), "credit_score": (50, 101), "lead_standards": (0, 3)}


def _drawn(each: bound.Input, rng: np.random.Generator, n: int) -> pa.Array:
    """Values such as the rules ask for, many of them on a limit."""
    if each.type is Type.YES_NO:
        return pa.array(rng.random(n) < 0.8)
    if each.type is Type.MONEY:
        median, spread = _MONEY.get("raised within" if "within" in each.written else each.name, (1e8, 1.5))
        worth = np.random.default_rng(SEED).normal(0, 1, n)  # what is worth much has raised much
        own = np.random.default_rng([SEED, crc32(each.name.encode())]).normal(0, 1, n)
        amount = median * np.exp(spread * (0.8 * worth + 0.6 * own)) / (7 if each.unit == "USD" else 1)
        return pa.array(np.where(rng.random(n) < 0.5, np.round(amount, -6), np.round(amount, 2)))
    if each.type is Type.SHARE:
        if "growth" in each.name:
            return pa.array(np.round(rng.normal(0.25, 0.3, n), 3))
        return pa.array(np.round(rng.uniform(*_SHARE[each.name], n), 3))
    if each.type is Type.PEOPLE:
        return pa.array(np.round(np.exp(rng.normal(4.2, 1.3, n))).astype(np.int64))
    if each.name in _WHOLE:
        return pa.array(rng.integers(*_WHOLE[each.name], n).astype(float))
    if each.type is Type.NUMBER:
        return pa.array(rng.integers(0, 3, n))
    if each.type is Type.AGE:
        return pa.array(rng.integers(0, 20, n))
    if each.type is Type.TEXT:
        return pa.nulls(n, pa.string())  # the region says where nearly all of its companies are
    return pa.array(np.datetime64(date(2010, 1, 1)) + rng.integers(0, 5800, n))


def _whole(table: pa.Table) -> pa.Table:
    """Without unknown cells: of two sides the one that is known, of a cell that is unknown no, 0, nothing, 1990."""
    found = {}
    for column in table.column_names:
        values = table[column].combine_chunks()
        name, _, side = column.rpartition("_")
        if side in ("low", "high"):
            values = pc.coalesce(table[f"{name}_low"], table[f"{name}_high"]).combine_chunks()
        found[column] = values.fill_null(pa.scalar(nothing_of(values.type), values.type))
    return pa.table(found)


def nothing_of(kind: pa.DataType) -> object:
    """What stands in a cell that says nothing."""
    if pa.types.is_boolean(kind):
        return False
    if pa.types.is_date(kind):
        return date(1990, 1, 1)
    return "" if pa.types.is_string(kind) else Decimal(0) if pa.types.is_decimal(kind) else 0
