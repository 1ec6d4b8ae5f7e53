"""Records made ready to be compared: what each has in a form that two sources share, and how rare that is.

A name that three companies of one source have says little, a name that nobody else has says much. So each shared thing
(name, host, deal, investor) is counted: `most` is the greatest number of records of one source that have it. Counts do
not depend on how many records there are, and the model takes the number of records into account.
"""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from hornbook.engine import Engine
from hornbook.engine.statements import prepared
from hornbook.engine.statements.blocked import record_blocks
from hornbook.link.sectors import fields_of
from hornbook.link.spelling import spelled
from hornbook.link.whereabouts import placed_addresses
from hornbook.names.common import COMMON

CLASSES = ("sole", "rare", "fair", "many")
"""How much a shared name says: nobody else has the word; nobody else has the name; some have; many have."""


FILLERS = (
    *(
        "technologies",
        "technology",
        "tech",
        "systems",
        "solutions",
        "group",
        "holdings",
        "holding",
        "networks",
        "network",
    ),
    *(
        "labs",
        "lab",
        "software",
        "services",
        "international",
        "global",
        "worldwide",
        "company",
        "corporation",
        "partners",
    ),
    *("ventures", "enterprises", "industries", "interactive", "online", "digital", "app", "hq", "media", "the", "of"),
    *("communications", "mobile", "innovations", "laboratories", "studios", "platform", "web", "ai", "io"),
)
"""Words that a company may put behind its name or leave out; others, as in Alder Games and Alder Foods, do not."""

RARE_WORD = 4  # a name of one word that more names than this have in them may be anybody's
SOME_WORD = 16
SHARED_HOST = 3  # more companies of one source at one host: it houses them


@dataclass(frozen=True, slots=True)
class Ready:
    """Records ready to be compared, as the book was known on a day.

    `rows`: one a record, with a number `id`. `counts`: how often each thing occurs (kind, item, most, total).
    `blocks`: which records share what (rule, id, block).
    """

    rows: pa.Table
    counts: pa.Table
    blocks: pa.Table


def prepare(engine: Engine, raw: pa.Table, *, beside: Ready | None = None) -> Ready:
    """Records (see `RECORDS`) made ready; what they share with those of `beside` counts as it did there."""
    start = 1 + (pc.max(beside.rows["id"]).as_py() or 0) if beside else 0
    raw = raw.append_column("id", pa.array(range(start, start + raw.num_rows), pa.int64()))
    names = spelled(pc.unique(pa.concat_arrays([*_flat(raw, "names"), *_flat(raw, "backers")])).to_pylist())
    where = placed_addresses(prepared.addresses(engine, raw))
    items = prepared.items(engine, raw, names, where)
    counts = prepared.item_counts(engine, items, raw)
    if beside:
        counts = prepared.counted_before(engine, counts, beside.counts)
    total = raw.num_rows + (beside.rows.num_rows if beside else 0)
    word, common = max(20, total // 5_000), max(20, total // 2_000)  # how rare a thing must be to tell something
    rarity = {"rare_word": RARE_WORD, "some_word": SOME_WORD}
    name = prepared.names(engine, items, counts, names, classes=CLASSES, common=sorted(COMMON), **rarity)
    limits = {"hosts": SHARED_HOST, "backers": common, "word": word, "city": max(10, total // 300)}
    other = prepared.others(engine, items, counts, **limits)
    core = prepared.cores(engine, counts, names, fillers=FILLERS, common=common)
    main = prepared.mains(engine, raw, counts, names, core, word=word)
    field, stem = prepared.fields(engine, raw, _fields(raw)), prepared.stems(engine, raw)
    rows = prepared.prepared_columns(engine, raw, where, name=name, other=other, main=main, field=field, stem=stem)
    return Ready(rows, counts, record_blocks(engine, rows))


def _fields(raw: pa.Table) -> pa.Table:
    """The broad fields of business of every label that a record has."""
    labels = pc.unique(pa.concat_arrays(_flat(raw, "sectors"))).to_pylist()
    fields = pa.array([fields_of(label) for label in labels], pa.list_(pa.string()))
    return pa.table({"label": pa.array(labels, pa.string()), "fields": fields})


def _flat(raw: pa.Table, column: str) -> list[pa.Array]:
    return [chunk.flatten().cast(pa.string()) for chunk in raw[column].chunks] or [pa.array([], pa.string())]
