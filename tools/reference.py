"""Writes `docs/api.md`: every public name with its signature and what its docstring says.

`python -m tools.reference` writes it (what `make docs` runs); a test holds the file equal to what the code gives.
"""

import inspect
import re
import sys
from pathlib import Path
from typing import Any

import hornbook

PAGE = Path(__file__).parents[1] / "docs" / "api.md"
HEAD = """# The public names

Generated from the docstrings by `make docs`. `import hornbook` gives each of them, imported when it is first
asked for.

"""


def entry(name: str, value: Any) -> str:
    """A name as a part of the page: its kind, its signature, its docstring, and for a class its public members."""
    parts = [f"## `{name}`\n"]
    if callable(value):
        parts.append(f"```python\n{signature(name, value)}\n```\n")
    parts.append(inspect.cleandoc(own_doc(value)) + "\n")
    if inspect.isclass(value):
        parts += [f"- {line}" for line in members(value)]
    return "\n".join(parts).rstrip()


def own_doc(value: Any) -> str:
    """What an object says of itself; a mapping of objects says what its class does."""
    return value.__doc__ or type(value).__doc__ or ""


def signature(name: str, value: Any) -> str:
    """A signature without module names."""
    try:
        found = str(inspect.signature(value))
    except (TypeError, ValueError):
        return name
    for word in ("hornbook.", "typing.", "collections.abc.", "datetime.", "decimal.", "pathlib."):
        found = found.replace(word, "")
    return name + re.sub(r"<function (\w+) at 0x[0-9a-f]+>", r"\1", found)


def members(value: type) -> list[str]:
    """The public methods and properties that a class defines itself, each with the first sentence of its docstring."""
    found = []
    for name, member in vars(value).items():
        inner = getattr(member, "fget", None) or getattr(member, "func", None) or member
        doc = getattr(inner, "__doc__", None)
        if not name.startswith("_") and doc and (callable(inner) or isinstance(member, property)):
            found.append(f"`{name}`: {inspect.cleandoc(doc).partition(chr(10) * 2)[0].replace(chr(10), ' ')}")
    return found


def reference() -> str:
    """The whole page."""
    return (
        HEAD
        + "\n\n".join(entry(name, getattr(hornbook, name)) for name in sorted(hornbook.__all__, key=str.lower))
        + "\n"
    )


def main() -> int:
    """Write the page."""
    PAGE.write_text(reference(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
