"""What the tests of reports share."""

import pytest

from tests.reports.editions import Made, made_edition


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A yearbook in every form and language, and its book."""
    return made_edition(tmp_path_factory.mktemp("edition"))
