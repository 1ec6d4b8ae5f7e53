"""How many cases of a law are tried: a few in the suite, many in the long trials (`python -m trials.laws`)."""

import os

from hypothesis import settings

LONG = os.environ.get("HORNBOOK_TRIALS") == "long"
"""Whether this run is a long trial."""


def sampled(cases: int, *, long: int) -> settings:
    """So many cases in the suite, and so many in a long trial."""
    return settings(max_examples=long if LONG else cases)
