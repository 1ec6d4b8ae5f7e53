"""What all tests share: how Hypothesis works here, and one engine for books made by the hundred."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings

from hornbook.engine import Engine

settings.register_profile(
    "hornbook",
    deadline=None,  # no test asserts how long anything takes
    derandomize=True,  # the same cases on every machine; HYPOTHESIS_PROFILE=search looks for new ones
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    database=None,
    phases=[Phase.explicit, Phase.generate],  # a whole book is long to shrink: `search` does
)
settings.register_profile(
    "search", settings.get_profile("hornbook"), derandomize=False, print_blob=True, phases=list(Phase)
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "hornbook"))


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """One engine for many small books."""
    made = Engine(threads=2)
    yield made
    made.close()


KNOWN = {
    "test_a_slip_in_a_file_is_told_with_its_line[a definition nobody uses]": "an unused definition goes unchecked",
    "test_a_slip_in_a_file_is_told_with_its_line[a name that no rule can write]": "the clause is told before the name",
    "test_by_calendar_years_a_company_ages_too": "a calendar age counts as a new fact",
    "test_the_first_day_out_is_named_and_not_a_later_one": "of several days out the search may find a later one",
    "test_a_large_rule_within_the_limits_is_answered_or_refused[many days]": "long sums of days run out of stack",
    "test_a_large_rule_within_the_limits_is_answered_or_refused[a number too large for its column]": "Ibis refuses",
    "test_a_few_hundred_hostile_texts_and_files_do_no_harm": "a filter's number too large for its column escapes",
}
"""Defects that are known and not yet mended."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Expect the known defects to fail, and say why."""
    for item in items:
        if item.name in KNOWN:
            item.add_marker(pytest.mark.xfail(reason=KNOWN[item.name], strict=False))
