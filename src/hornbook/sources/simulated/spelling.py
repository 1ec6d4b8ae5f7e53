"""Spelling: from codes to the columns of the dictionary of facts."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hornbook import kinds
from hornbook.kinds import Fact, payload
from hornbook.sources.simulated import words as w
from hornbook.sources.simulated.rows import (
    Rows,
    Spell,
    day_column,
    height,
    list_column,
    money_column,
    number_column,
    word_column,
)
from hornbook.terms import Grade

_COUNTED = {"who": 1, "site": 1, "other": 1, "serial": 1000}
"""Columns that count records, or things of records, and how many to a record."""


def fact_table(kind: type[Fact], rows: Rows, first: int, place: str) -> pa.Table:
    """Rows of a block as facts of one kind; `first` is the number of the block's first record."""
    # Within a block records count from nought; between blocks, whatever counts them must differ.
    rows = {**rows, **{name: rows[name] + first * unit for name, unit in _COUNTED.items() if name in rows}}
    columns: dict[str, pa.Array] = {
        "subject": _subject("who")(rows),
        "valid": day_column(rows["valid"]),
        "known": day_column(rows["known"]),
    }
    spellings = _spellings()[kind]
    if (key := _keys(kind, rows)) is not None:
        columns["key"] = key
    columns["place"] = pa.repeat(place, height(rows))
    columns["grade"] = pa.repeat(Grade.SIMULATED.value, height(rows))
    if rows["withdrawn"].any():
        columns["withdrawn"] = pa.array(rows["withdrawn"])
    for field in payload(kind):
        spell = spellings.get(field.name)
        nothing: list[str] | None = [] if pa.types.is_list(field.type) else None
        columns[field.name] = spell(rows) if spell else pa.array([nothing] * height(rows), field.type)
    return pa.table(columns)


def _keys(kind: type[Fact], rows: Rows) -> pa.Array | None:
    """Keys, where the day on which a fact became true cannot be one: None where no row needs any."""
    spell = _spellings()[kind].get("key")
    keys = spell(rows) if spell else None
    if kind.key_is_kind or "moved" not in rows or not (rows["moved"] >= 0).any():
        return keys
    days = day_column(rows["moved"]).cast(pa.string())
    return days if keys is None else pc.coalesce(keys, days)


def _subject(column: str) -> Spell:
    """Twelve bytes, which engines hold without a pointer."""
    return lambda rows: number_column("sim-", rows[column], 8)


def _word(column: str, words: Iterable[str]) -> Spell:
    vocabulary = pa.array(list(words), pa.string())
    return lambda rows: word_column(vocabulary, rows[column])


def _via(column: str, turn: Callable[[NDArray[Any]], pa.Array]) -> Spell:
    return lambda rows: turn(rows[column])


def _same(value: object, type_: pa.DataType) -> Spell:
    return lambda rows: pa.repeat(pa.scalar(value, type_), height(rows))


def _name() -> Spell:
    """Names by their parts; every list of parts is in Chinese first and then in English."""
    blank = ""
    head = pa.array([*(city.zh for city in w.CITIES), blank])
    sounds = [*(zh for zh, _ in w.SOUNDS), blank, *(en.title() for _, en in w.SOUNDS), blank]
    more = [*(zh for zh, _ in w.SOUNDS), blank, *(en for _, en in w.SOUNDS), blank]
    fields = [*(word for f in w.FIELDS for word in f.zh), *(f" {word}" for f in w.FIELDS for word in f.en)]
    tails_zh = [f"{form}{w.ZH}" for form in ("有限公司", "股份有限公司", "科技有限公司", "")]
    tails = [*tails_zh, *(f"{form}{w.EN}" for form in (" Ltd", " Inc", " GmbH", ""))]
    lists = [head, *(pa.array(words) for words in (sounds, more, more, fields, tails))]

    def spell(rows: Rows) -> pa.Array:
        english, sound = rows["language"], len(w.SOUNDS)
        codes = [np.where(rows["head"] < 0, len(w.CITIES), rows["head"])]
        codes += [np.where(s < 0, sound, s) + english * (sound + 1) for s in rows["sounds"].T]
        codes += [rows["field"] + english * 2 * len(w.FIELDS), rows["tail"] + english * 4]
        return pc.binary_join_element_wise(*(word_column(v, c) for v, c in zip(lists, codes, strict=True)), "")

    return spell


def _site() -> Spell:
    """Addresses under .example, which no one can register; the number keeps them apart."""
    first = pa.array([f"https://{en}" for _, en in w.SOUNDS])
    rest = pa.array([en for _, en in w.SOUNDS])

    def spell(rows: Rows) -> pa.Array:
        number = number_column("-", rows["site"], 8, ".example")
        parts = (word_column(first, rows["sounds"][:, 0]), word_column(rest, rows["sounds"][:, 1]), number)
        return pc.binary_join_element_wise(*parts, "")

    return spell


def _texts() -> Spell:
    zh = [f"从事{word}产品的研发、销售与服务{w.ZH}" for field in w.FIELDS for word in field.zh]
    en = [f"{word} products and services in {field.label}{w.EN}" for field in w.FIELDS for word in field.en]
    words = pa.array([*zh, *en])
    return lambda rows: word_column(words, rows["field"] + rows["language"] * len(zh))


_Spellings = dict[type[Fact], dict[str, Spell]]


@cache
def _spellings() -> _Spellings:
    """How each own column of each kind is spelled."""
    return _profile_spellings() | _money_spellings() | _record_spellings()


def _profile_spellings() -> _Spellings:
    """What a company is: name, founding, place, classes, description and website."""
    language = _word("language", w.LANGUAGES)
    return {
        kinds.Named: {
            "key": _word("key", ["brand"]),
            "name": _name(),
            "language": language,
            "registered": _via("registered", lambda codes: pa.array(codes > 0)),
        },
        kinds.Founded: {"precision": _word("precision", w.PRECISIONS)},
        kinds.Registered: {
            "country": _word("city", (city.country for city in w.CITIES)),
            "region": _word("city", (city.region for city in w.CITIES)),
            "city": _word("city", (city.name for city in w.CITIES)),
            "legal_form": _word("form", w.FORMS),
        },
        kinds.Sector: {
            "key": _word("key", ["second"]),
            "taxonomy": _same(w.TAXONOMY, pa.string()),
            "label": _word("label", (field.label for field in w.FIELDS)),
            "rank": _via("rank", pa.array),
        },
        kinds.Described: {"text": _texts(), "language": language},
        kinds.Website: {"url": _site()},
    }


def _money_spellings() -> _Spellings:
    """What sums of money a company raises, is worth, takes in and spends, and what ends it."""
    rounds = [*(f"beside {n}" for n in range(10, 20)), "grant"]
    keys = [*([""] * 10), *rounds]
    marks = [*([""] * 100), *(f"mark {n}" for n in range(2101))]
    investors = pa.array(w.INVESTORS)
    money: dict[str, Spell] = {
        "amount": _via("amount", money_column),
        "currency": _word("currency", w.CURRENCIES),
    }
    accounts = money | {"months": _same(12, pa.int64())}
    return {
        kinds.Round: money
        | {
            "key": _word("key", keys),
            **dict.fromkeys(("least", "most"), _same(None, pa.decimal128(18, 2))),  # no sum is vague here
            "type": _word("type", w.TYPES),
            "series": lambda rows: word_column(pa.array(w.SERIES), np.where(rows["series"] > 0, rows["series"], -1)),
            "instrument": _word("instrument", w.INSTRUMENTS),
            "payment": _word("payment", w.PAYMENTS),
            "investors": _via("investors", lambda codes: list_column(investors, codes)),
        },
        kinds.Valuation: money
        | {
            "key": _word("key", marks),
            "bound": _word("bound", w.BOUNDS),
            "basis": _word("basis", w.BASES),
            "share_class": _same(None, pa.string()),
            "scope": _same("company", pa.string()),
        },
        kinds.Headcount: {"count": _via("count", pa.array)},
        kinds.Revenue: accounts,
        kinds.RnD: accounts,
        kinds.Listed: {"venue": _word("venue", w.VENUES)},
        kinds.Acquired: money | {"by": _word("by", w.BUYERS)},
        kinds.Closed: {"reason": _word("reason", w.REASONS)},
    }


def _record_spellings() -> _Spellings:
    """What offices record of a company: patents, awards, ties, certificates and other records of it."""
    statuses = [f"{status} {1990 + year}" for status in w.STATUSES for year in range(200)]
    number = _via("serial", lambda serial: number_column("SIM", serial, 11))
    return {
        kinds.Patent: {
            "key": number,
            "number": number,
            "office": _word("office", w.OFFICES),
            "type": _word("type", w.PATENTS),
        },
        kinds.Award: {"name": _word("name", w.AWARDS), "level": _word("level", w.LEVELS)},
        kinds.Affiliation: {
            "key": _word("to", w.TIES),
            "to": _word("to", w.TIES),
            "to_type": _word("to_type", w.TIE_TYPES),
            "role": _word("role", w.ROLES),
            "until": _via("until", day_column),
        },
        kinds.Certified: {
            "key": _word("key", statuses),
            "status": _word("status", w.STATUSES),
            "by": _word("status", w.AUTHORITIES),
            "until": _via("until", day_column),
        },
        kinds.SameAs: {
            "other": _subject("other"),
            "same": _same(True, pa.bool_()),
            "probability": _via("probability", pa.array),
            **dict.fromkeys(("because", "by"), _same(None, pa.string())),
        },
    }
