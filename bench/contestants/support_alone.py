"""Hornbook: one support over columns in memory, the same that OpenFisca is given."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bench.question import Facts
from bench.supports import ALONE, DAY, columns_of
from hornbook.support.library import supports
from hornbook.support.population import PopulationColumns, awards_among
from hornbook.support.terms import SupportTerms

Ready = tuple[PopulationColumns, SupportTerms]


def prepare(facts: Facts, columns: Sequence[str]) -> Ready:
    """The columns and the text, read."""
    of = SupportTerms(supports[ALONE], DAY)
    return columns_of(facts.made["inputs"], [of]), of


def run(ready: Ready, days: Sequence[date]) -> pa.Table:
    """One row a company: the answer, and the most in hundredths, nothing where it is ruled out."""
    companies, of = ready
    (found,) = awards_among(companies, [of])
    subjects = companies.rows["subject"].combine_chunks()
    places = pc.index_in(found.rows["subject"], value_set=subjects).to_numpy()
    answer, known = np.zeros(len(subjects), np.bool_), np.ones(len(subjects), np.bool_)
    most, limited = np.zeros(len(subjects), np.int64), np.ones(len(subjects), np.bool_)
    answer[places] = True
    known[places] = found.rows["answer"].is_valid().to_numpy()
    most[places] = pc.fill_null(found.rows["most"], 0).to_numpy()
    limited[places] = found.rows["most"].is_valid().to_numpy()
    return pa.table(
        {"subject": subjects, "answer": pa.array(answer, mask=~known), "most": pa.array(most, mask=~limited)}
    )
