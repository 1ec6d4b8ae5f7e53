"""What all tests share: how Hypothesis works here, and one engine for books made by the hundred."""

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings

from hornbook.engine import Engine, connect
from tests.browser import browser

__all__ = ["browser"]  # a fixture for every test

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


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The user's cache of the tests: nothing is met that another run left there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _quick() -> None:
    """What was loaded by now stays until the end: Python need not look through it for what can be given back."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """One engine for many small books."""
    made = connect(threads=2)
    yield made
    made.close()
