"""A short sample of the trial of late reporting: on a small simulated region, and on two exports of one database."""

import pytest
from trials.late_reporting import DATA, QUARTERS, YOUNG, company_months, real, simulated


def test_corrected_counts_of_a_young_region_come_true() -> None:
    """Forty quarter-ends, two kinds and five ages of quarters; on few of them is a small region corrected."""
    found = simulated(3_000, 7, YOUNG).values()
    assert {of.days for of in found} == {40}
    corrected = sum(of.corrected for of in found)
    assert 100 < corrected < 400
    assert 0.85 <= sum(of.held for of in found) / corrected <= 0.98
    assert sum(of.nearer for of in found) / corrected > 0.75
    errors = [sum(sum(getattr(of, name)) for of in found) / corrected for name in ("raw", "mean")]
    assert errors[1] < errors[0] / 2


@pytest.mark.skipif(not DATA.is_dir(), reason="needs both Crunchbase exports in ../shared/data")
def test_an_export_corrected_by_half_of_its_companies_is_the_later_one_of_the_other_half() -> None:
    months = company_months(DATA)
    found = [real(*months, seed) for seed in range(4)]
    assert 0.8 <= sum(of.held for of in found) / (4 * QUARTERS) <= 0.99
    assert all(of.nearer == QUARTERS for of in found)
    assert all(sum(of.mean) < sum(of.raw) / 5 for of in found)
