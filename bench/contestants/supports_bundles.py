"""Hornbook: the best lawful bundle of each company over all parts of the supports that pay yuan, at their most."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bench.question import Facts
from bench.supports import columns_of, parts_apart, terms
from hornbook.support.bundle_population import bundle_population
from hornbook.support.offers import offer_id, stacking_rules
from hornbook.support.population import PopulationColumns, awards_among
from hornbook.support.stacking import Offer
from hornbook.support.terms import SupportTerms

Ready = tuple[PopulationColumns, list[SupportTerms]]


def prepare(facts: Facts, columns: Sequence[str]) -> Ready:
    """The columns and the texts, read."""
    every = terms()
    return columns_of(facts.made["inputs"], every), every


def run(ready: Ready, days: Sequence[date]) -> pa.Table:
    """One row a company: what it is paid, and whether the solver was needed."""
    companies, every = ready
    parts = parts_apart(every)
    subjects = companies.rows["subject"].combine_chunks()
    amounts = np.zeros((len(subjects), len(parts)), np.int64)
    offers = []
    for n, found in enumerate(awards_among(companies, parts)):
        rows = found.rows.filter(pc.is_valid(found.rows["most"]))
        amounts[pc.index_in(rows["subject"], value_set=subjects).to_numpy(), n] = rows["most"].to_numpy()
        support = found.terms.support
        offers.append(Offer(offer_id(support.id, found.terms.edition.parts[0].id), 0, support.level))
    yuan = [(each.support, each.edition) for each in every if each.edition.currency == "CNY"]
    bundles = bundle_population(amounts, offers, stacking_rules(yuan))
    return pa.table({"subject": subjects, "total": bundles.total, "solved": bundles.solved})
