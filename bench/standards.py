"""The question of the part `standards`: all tiers of the library judged over one table of what their rules need.

The table is the simulated region's, filled up: the region knows no decisions, no figures of yearly reports and few
valuations, so where it is silent a value is drawn, and where it says too much one is hidden. Every input is unknown
for 10 to 30 in a hundred companies, and every tier is yes for some, no for some and unknown for some.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from zlib import crc32

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.data import OUT, SEED, region
from bench.question import Facts
from hornbook.book.book import open_book
from hornbook.book.money import Rule, coin
from hornbook.indicators.profile import formulas
from hornbook.lang import bound as b
from hornbook.lang.bound import Type
from hornbook.standards.judge import columns, needed
from hornbook.standards.library import library

DAY = date(2025, 12, 31)
"""The last day of the region; standards are judged by their newest edition of that day, or else by their first."""

TIERS = OUT / "tiers.json"
"""The tiers' names, for contestants that do not know Hornbook."""


def conditions() -> dict[str, b.Condition]:
    """Every tier of every standard by 'standard/tier'."""
    return {f"{of.id}/{tier.id}": tier.condition for of in library.values() for tier in of.edition(DAY).tiers}


def names(inputs: tuple[b.Input, ...]) -> dict[tuple[object, object], str]:
    """A readable column for each input, by its two sides."""
    found = {(each.low, each.high): _name(each) for each in inputs}
    assert len(set(found.values())) == len(inputs), "two inputs by one name"
    return found


def _name(each: b.Input) -> str:
    """Such as `valuation_usd`, `rounds_equity`, `raised_within_24_months_equity_paid_in_cny`."""
    if each.matter:
        return _slug(each.matter)
    words = [re.sub(r"\[.*?\]", "", each.written)]
    reading = max(each.low.readings(), key=lambda r: len(r.where))
    for where in reading.where:
        if where.column != "scope":
            words += ["not"] * where.out + list(map(str, where.values))
    into = next((found for r in each.low.readings() if (found := coin(r.column))), None)
    if into:
        words.append(into.currency)
        words += [str(into.rule)] if into.rule and into.rule.rule is Rule.FIXED else []
    return _slug("_".join(words))


def _slug(text: str) -> str:
    return re.sub(r"\W+", "_", text.casefold()).strip("_")


def sides(each: b.Input, name: str) -> list[str]:
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
        table = _table(size, inputs, called)
        pq.write_table(table, folder / "inputs.parquet")
        pq.write_table(_whole(table), folder / "whole.parquet")
        made.write_text(json.dumps(listed, ensure_ascii=False))
    found = {}
    for name in ("inputs", "whole"):
        found[name] = folder / f"{name}.json"
        answers = folder / "answers"
        answers.mkdir(exist_ok=True)
        table_of = {"inputs": str(folder / f"{name}.parquet"), "rules": str(folder)}
        Facts(str(region(size) / "book"), {}, {}, "", {}, str(answers), table_of).save(found[name])
    return found


def _table(size: str, inputs: tuple[b.Input, ...], called: Mapping[tuple[object, object], str]) -> pa.Table:
    """The region's own answers, filled up."""
    book = open_book(region(size) / "book")
    said = book.engine.arrow(formulas(book.at(DAY), columns(inputs))).sort_by("subject")
    book.engine.close()
    found = {"subject": said["subject"].combine_chunks()}
    for n, each in enumerate(inputs):
        name = called[each.low, each.high]
        own = [said[column].combine_chunks() for column in (f"i{n}l", f"i{n}h") if column in said.column_names]
        filled = _filled(each, name, own)
        found |= dict(zip(sides(each, name), filled, strict=True))
    return pa.table(found)


def _filled(each: b.Input, name: str, own: list[pa.Array]) -> list[pa.Array]:
    """An input of which 10 to 30 in a hundred cells are unknown, from one side or from both."""
    rng = np.random.default_rng([SEED, crc32(name.encode())])
    low, high = own[0], own[-1]
    unknown = rng.uniform(0.1, 0.3)
    if each.type is Type.NUMBER and len(own) == 2 and not pc.any(pc.greater(high, 0)).as_py():
        low = high = pa.nulls(len(low), low.type)  # no company of the region has such a fact: so many are drawn
    silent = np.asarray(pc.and_(pc.is_null(low), pc.is_null(high)))
    share = silent.mean()
    drawn = _drawn(each, name, rng, len(low)).cast(low.type)
    say = silent & (rng.random(len(low)) < max(0.0, 1 - unknown / max(share, 1e-9)))
    low, high = pc.if_else(say, drawn, low), pc.if_else(say, drawn, high)
    hide = rng.random(len(low)) < max(0.0, (unknown - share) / (1 - share) if share < 1 else 0)
    nothing, part = pa.scalar(None, low.type), rng.random(len(low))
    if len(own) == 1:
        return [pc.if_else(hide, nothing, low)]
    if each.type is Type.NUMBER:  # a count is known from below: there are at least so many
        return [low, pc.if_else(hide, nothing, high)]
    return [pc.if_else(hide & (part < 0.6), nothing, low), pc.if_else(hide & (part > 0.3), nothing, high)]


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


def _drawn(each: b.Input, name: str, rng: np.random.Generator, n: int) -> pa.Array:
    """Values such as the rules ask for, many of them on a limit."""
    if each.type is Type.YES_NO:
        return pa.array(rng.random(n) < 0.8)
    if each.type is Type.MONEY:
        median, spread = _MONEY.get("raised within" if "within" in each.written else each.name, (1e8, 1.5))
        like = np.random.default_rng([SEED, crc32(each.name.encode())])  # all valuations of a company go together
        amount = np.exp(like.normal(np.log(median), spread, n)) / (7 if each.unit == "USD" else 1)
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
        return pa.array((rng.random(n) < 0.4).astype(np.int64))
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
        kind = values.type
        empty: object = date(1990, 1, 1) if pa.types.is_date(kind) else "" if pa.types.is_string(kind) else 0
        empty = False if pa.types.is_boolean(kind) else empty
        found[column] = values.fill_null(pa.scalar(empty).cast(kind))
    return pa.table(found)
