"""Scripts of installed packages that the console hands on; none is copied into this one."""

from functools import cache
from importlib.resources import files


@cache
def htmx_script() -> str:
    """htmx 2, from django-htmx."""
    return (files("django_htmx") / "static" / "django_htmx" / "htmx-2.min.js").read_text(encoding="utf-8")
