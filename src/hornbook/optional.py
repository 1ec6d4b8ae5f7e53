"""The libraries of models, which only the scout needs and only when it is asked something."""

from importlib import import_module
from typing import Any

from hornbook.errors import HornbookError


def extra(module: str) -> Any:
    """A module of the extra `scout`; HornbookError that says what to install when it is not there."""
    try:
        return import_module(module)
    except ImportError:
        top = module.partition(".")[0]
        name = {"sklearn": "scikit-learn"}.get(top, top)
        raise HornbookError(f'The scout\'s models need {name}. Install it: pip install "hornbook[scout]"') from None
    except OSError as error:  # LightGBM's wheel takes OpenMP from the system
        raise HornbookError(f"{module} does not load ({error}). On Debian: apt-get install libgomp1") from None
