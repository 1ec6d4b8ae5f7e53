"""Models need OpenMP of the system, which a fresh Debian lacks: their tests are then skipped, and say why."""

from pathlib import Path

import pytest

from hornbook.errors import HornbookError
from hornbook.optional import scout_extra

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what grows trees where they cannot be grown."""
    try:
        scout_extra("lightgbm")
    except HornbookError as error:
        for item in items:
            if HERE in item.path.parents:
                item.add_marker(pytest.mark.skip(reason=str(error)))
