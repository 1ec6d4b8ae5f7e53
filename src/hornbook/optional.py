"""Libraries that only some questions need: models for the scout, drawings for reports, a solver for supports."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from hornbook.errors import HornbookError
from hornbook.text import message


def scout_extra(module: str) -> Any:
    """A module of the extra `scout`; HornbookError that says what to install when it is not there."""
    try:
        return import_module(module)
    except ImportError:
        top = module.partition(".")[0]
        name = {"sklearn": "scikit-learn"}.get(top, top)
        raise HornbookError(
            message('The scout\'s models need {name}. Install it: pip install "hornbook[scout]"', name=name)
        ) from None
    except OSError as error:  # LightGBM's wheel takes OpenMP from the system
        raise HornbookError(
            message(
                "{module} does not load ({cause}). On Debian: apt-get install libgomp1", module=module, cause=str(error)
            )
        ) from None


def support_extra(module: str) -> Any:
    """A module of the extra `support`; HornbookError that says what to install when it is not there."""
    try:
        return import_module(module)
    except ImportError:
        raise HornbookError(
            message(
                'These rules of stacking cross each other and need {name}. Install it: pip install "hornbook[support]"',
                name=module.partition(".")[0],
            )
        ) from None


def report_extra(module: str) -> Any:
    """A module of the extra `report`; HornbookError that says what to install when it is not there."""
    try:
        return import_module(module)
    except ImportError:
        raise _lacks_report(module) from None


def require_report() -> None:
    """HornbookError that says what to install where a part of the extra `report` is not there."""
    for module in _DRAWING:
        if find_spec(module) is None:
            raise _lacks_report(module)


def _lacks_report(module: str) -> HornbookError:
    name = _REPORT.get(module, module)
    return HornbookError(
        message('Charts, networks and PDF need {name}. Install it: pip install "hornbook[report]"', name=name)
    )


def require_console() -> None:
    """HornbookError that says what to install where the extra `console` is not there."""
    for module, name in _CONSOLE.items():
        if find_spec(module) is None:
            raise HornbookError(
                message('The console needs {name}. Install it: pip install "hornbook[console]"', name=name)
            )


_CONSOLE = {"django": "Django", "csp": "django-csp", "ninja": "django-ninja", "waitress": "waitress"}
"""What the console imports, and the packages that bring it."""
_REPORT = {"vl_convert": "vl-convert-python", "pylopdf_fonts_zh_cn": "pylopdf-fonts-zh-cn"}
"""Where a package is called otherwise than its module."""


_DRAWING = ("altair", "vl_convert", "pylopdf_fonts_zh_cn", "typst")
"""What draws charts, and what prints them."""


def can_print() -> bool:
    """Whether pages with charts can be printed as PDF here."""
    return has_charts() and find_spec("typst") is not None


def has_charts() -> bool:
    """Whether charts can be drawn here."""
    return all(find_spec(module) for module in ("altair", "vl_convert", "pylopdf_fonts_zh_cn"))
