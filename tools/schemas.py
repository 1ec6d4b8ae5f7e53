"""Writes `docs/schemas/NAME.json`: the JSON Schema of every answer, from its class.

`python -m tools.schemas`         write them (what `make docs` runs)
`python -m tools.schemas --check` say which are out of date; exit code 1 if any is
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import hornbook.answers
import hornbook.reports
from hornbook.answers.answer import Answer
from hornbook.answers.schemas import answer_schema

PLACE = Path(__file__).parents[1] / "docs" / "schemas"


def answers() -> dict[str, type[Answer]]:
    """Every answer's class by its name."""
    for room in (hornbook.answers, hornbook.reports):
        for module in walk_packages(room.__path__, f"{room.__name__}."):
            import_module(module.name)
    found: dict[str, type[Answer]] = {}
    waiting = list(Answer.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("hornbook."):
            found[kind.__name__] = kind
    return dict(sorted(found.items()))


def text(kind: type[Answer]) -> str:
    """The same as the file has it."""
    return json.dumps(answer_schema(kind), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main(arguments: list[str]) -> int:
    """Run as the module's docstring says."""
    texts = {PLACE / f"{name}.json": text(kind) for name, kind in answers().items()}
    there = {path: path.read_text(encoding="utf-8") for path in PLACE.glob("*.json")}
    stale = sorted(path.name for path in texts.keys() | there.keys() if texts.get(path) != there.get(path))
    if "--check" in arguments:
        sys.stderr.write("".join(f"out of date: docs/schemas/{name}; run `make docs`\n" for name in stale))
        return 1 if stale else 0
    PLACE.mkdir(exist_ok=True)
    for path in there.keys() - texts.keys():
        path.unlink()
    for path, content in texts.items():
        path.write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
