"""What is known of a company's investors on a day: how many companies they back, how well connected they are, and how
many of the others that they backed have won.

A company never counts for itself: what its own success does to its investors' record is taken out.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hornbook.book.view import View
from hornbook.kinds import Round
from hornbook.scout.features import YEAR, Floats
from hornbook.scout.heat import WIN
from hornbook.scout.rows import places_of
from hornbook.text import Text

Ints = NDArray[np.int64]

ABOUT = {
    "investors_named": Text("How many of its investors are named.", "已披露投资方数。"),
    "investor_degree": Text("Companies backed by its busiest investor.", "最活跃投资方已投企业数。"),
    "investor_winners": Text(
        "Other companies backed by its best investor that had a round of US$50m or more.",
        "其最佳投资方所投其他企业中有5,000万美元以上单轮融资者的数目。",
    ),
    "investor_record": Text(
        "The best share of such among what an investor of it has backed.", "投资方所投企业中上述企业的最高占比。"
    ),
    "investor_record_mean": Text(
        "The mean share of such among what its investors have backed.", "投资方上述占比的均值。"
    ),
    "investor_centrality": Text(
        "How central its investors stand among those who invest together.", "投资方在联合投资网络中的中心度之和。"
    ),
    "investor_lately": Text(
        "Companies that its busiest investor backed within two years.", "最活跃投资方近两年所投企业数。"
    ),
}

_PRIOR = 5.0
_LATELY = 2 * YEAR
_NETWORK = 5 * YEAR
_STEPS = 40


@dataclass(frozen=True, slots=True)
class _Deals:
    """One row for each company that an investor has backed."""

    investor: Ints
    company: Ints
    days_ago: Floats
    subjects: pa.Array
    won: NDArray[np.bool_]
    """By company: whether it had a round of `WIN` or more."""


def investor_features(view: View, subjects: pa.Array) -> dict[str, Floats]:
    """Each feature for these companies; empty where no investor of a company is named."""
    deals = _deals(view)
    size = len(subjects)
    if not len(deals.investor):
        return {name: np.full(size, np.nan) for name in ABOUT}
    among = _measured(deals)
    at = places_of(subjects, deals.subjects)
    return {name: np.where(at >= 0, values[at], np.nan) for name, values in among.items()}


def _measured(deals: _Deals) -> dict[str, Floats]:
    """By company of the deals."""
    who, of, companies = deals.investor, deals.company, len(deals.subjects)
    many = np.bincount(of, minlength=companies).astype(np.float64)
    none = many == 0
    degree = np.bincount(who).astype(np.float64)
    wins = np.bincount(who, weights=deals.won[of]).astype(np.float64)
    lately = np.bincount(who, weights=deals.days_ago <= _LATELY).astype(np.float64)
    base = deals.won[of].mean()
    others = degree[who] - 1
    won = wins[who] - deals.won[of]
    record = (won + _PRIOR * base) / (others + _PRIOR)
    central = _centrality(deals, len(degree))[who]

    def greatest(values: Floats) -> Floats:
        found = np.full(companies, -np.inf)
        np.maximum.at(found, of, values)
        return np.where(none, np.nan, found)

    return {
        "investors_named": np.where(none, np.nan, np.log1p(many)),
        "investor_degree": np.log1p(greatest(others)),
        "investor_winners": np.log1p(greatest(won)),
        "investor_record": greatest(record),
        "investor_record_mean": np.bincount(of, weights=record, minlength=companies) / np.where(none, np.nan, many),
        "investor_centrality": np.where(
            none, np.nan, np.log1p(1e6 * np.bincount(of, weights=central, minlength=companies))
        ),
        "investor_lately": np.log1p(greatest(lately[who])),
    }


def _centrality(deals: _Deals, investors_: int) -> Floats:
    """How often a walk from company to investor and back, over the deals of five years, comes to each investor."""
    near = deals.days_ago <= _NETWORK
    who, of, companies = deals.investor[near], deals.company[near], len(deals.subjects)
    share = np.full(investors_, 1 / investors_)
    size = np.maximum(np.bincount(of, minlength=companies), 1)
    for _ in range(_STEPS):
        at = np.bincount(of, weights=share[who], minlength=companies) / size
        walked = np.bincount(who, weights=at[of], minlength=investors_).astype(np.float64)
        share = walked / max(float(walked.sum()), 1e-12)
    return share


def _deals(view: View) -> _Deals:
    rounds = view.money(Round, ["subject", "valid", "investors"])
    rows = view.engine.arrow(rounds.select("subject", "valid", "investors", "usd"))
    subjects = pc.unique(rows["subject"]).sort() if rows.num_rows else pa.array([], pa.string())
    company = places_of(rows["subject"].combine_chunks(), subjects)
    usd = pc.cast(rows["usd"], pa.float64()).fill_null(0).to_numpy()
    won = np.zeros(len(subjects), dtype=bool)
    won[company[usd >= WIN]] = True
    lists = rows["investors"].combine_chunks()
    names = pc.utf8_lower(pc.utf8_trim_whitespace(pc.list_flatten(lists)))
    owner = np.asarray(pc.list_parent_indices(lists).to_numpy(), dtype=np.int64)
    coded = pc.dictionary_encode(names)
    who = np.asarray(coded.indices.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int64)
    ago = float(np.datetime64(view.day).astype(np.int64)) - rows["valid"].cast(pa.int32()).to_numpy().astype(np.float64)
    named = who >= 0
    who, owner = who[named], owner[named]
    pair = who * max(len(subjects), 1) + company[owner]
    order = np.lexsort((ago[owner], pair))
    first = np.ones(len(order), dtype=bool)
    first[1:] = pair[order][1:] != pair[order][:-1]
    kept = order[first]  # the latest deal of each pair
    ranked, number = np.unique(who[kept], return_inverse=True)
    del ranked
    return _Deals(number.astype(np.int64), company[owner][kept], ago[owner][kept], subjects, won)
