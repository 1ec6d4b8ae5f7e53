"""Brings the catalogue of the interface up to date: extracts sentences, keeps translations, writes the .po and the .mo.

`python -m tools.catalogue`            extract and write (what `make locale` runs)
`python -m tools.catalogue --add FILE` also take translations from a JSON object of English to Chinese
`python -m tools.catalogue --check`    only say what lacks a translation or is out of date; exit code 1 if anything does
"""

import argparse
import ast
import io
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from hornbook.cli import COMMANDS, GROUPS

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "hornbook"
PO = SOURCE / "locale" / "zh_Hans" / "LC_MESSAGES" / "hornbook.po"
HELP = ("Option", "Argument", "Typer")
"""Calls whose `help` is text of the interface."""


class Sentence(NamedTuple):
    """A sentence of the interface as the code has it: English, its plural if it counts, and the file."""

    one: str
    many: str | None
    file: str


class NotLiteral(Exception):
    """A sentence that is put together at run time, so that no catalogue can hold it."""


def sentences(path: Path) -> Iterator[Sentence]:
    """Every sentence in a file."""
    file = path.relative_to(ROOT).as_posix()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _call(node, file)
    commands = _commands().get(file, set())
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name in commands:
            doc = ast.get_docstring(node) or ""
            yield Sentence(doc.partition("\n\n")[0].replace("\n", " "), None, file)


@cache
def _commands() -> dict[str, set[str]]:
    """The functions of commands, whose docstrings are help texts, by file."""
    found: dict[str, set[str]] = {}
    for place in [*COMMANDS.values(), *(place for group in GROUPS.values() for place in group.values())]:
        if isinstance(place, str):
            module, _, function = place.partition(":")
            found.setdefault(f"src/{module.replace('.', '/')}.py", set()).add(function)
    return found


def _call(node: ast.Call, file: str) -> Iterator[Sentence]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in ("message", "marked") and node.args:
        yield Sentence(_literal(node.args[0], file), None, file)
    elif name == "message_plural" and len(node.args) > 1:
        yield Sentence(_literal(node.args[0], file), _literal(node.args[1], file), file)
    elif name in HELP:
        for keyword in node.keywords:
            if keyword.arg == "help" and not isinstance(keyword.value, ast.JoinedStr):
                yield Sentence(_literal(keyword.value, file), None, file)


def _literal(node: ast.expr, file: str) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise NotLiteral(f"{file}:{node.lineno}: a sentence of the interface must be a literal")


def fields(template: str) -> set[str]:
    """The names of a template's fields."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def extracted() -> list[Sentence]:
    """Every sentence of the interface, each once, in the order of files."""
    found: dict[str, Sentence] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        if path.relative_to(SOURCE).parts[0] not in ("locale", "text.py"):
            for each in sentences(path):
                if each.one:
                    found.setdefault(each.one, each)
    return list(found.values())


def updated(old: Catalog, added: dict[str, str]) -> Catalog:
    """A catalogue of today's sentences with the translations that are known."""
    known = {_one(entry.id): entry.string for entry in old if entry.id}
    fresh = Catalog(locale="zh_Hans", project="hornbook", charset="utf-8", fuzzy=False)
    fresh.mime_headers = [
        (key, value) for key, value in fresh.mime_headers if key not in ("POT-Creation-Date", "PO-Revision-Date")
    ]
    for each in extracted():
        text = added.get(each.one) or known.get(each.one) or ""
        single = text if isinstance(text, str) else text[0]
        if each.many is not None:
            fresh.add((each.one, each.many), (single,), locations=[(each.file, None)])
        else:
            fresh.add(each.one, single, locations=[(each.file, None)])
    return fresh


def _one(name: object) -> str:
    return name[0] if isinstance(name, tuple | list) else str(name)


def _many(name: object) -> str:
    return name[1] if isinstance(name, tuple | list) else str(name)


def problems(catalogue: Catalog) -> Iterator[str]:
    """Sentences without a translation, and translations with other fields."""
    for entry in catalogue:
        if not entry.id:
            continue
        one = _one(entry.id)
        text = entry.string if isinstance(entry.string, str) else entry.string[0]
        if not text:
            yield f"not translated: {one!r} ({', '.join(file for file, _ in entry.locations)})"
        elif fields(text) != fields(entry.id[1] if isinstance(entry.id, tuple | list) else one) and fields(
            text
        ) != fields(one):
            yield f"other fields: {one!r} → {text!r}"


def po_text(catalogue: Catalog) -> bytes:
    """The catalogue as a .po file, without dates so that equal catalogues are equal bytes."""
    out = io.BytesIO()
    write_po(out, catalogue, width=120, sort_output=False, omit_header=False, include_lineno=False)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(
        line for line in lines if not line.startswith(('"POT-Creation', '"PO-Revision', '"Generated-By'))
    ).encode()


def mo_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as a .mo file."""
    out = io.BytesIO()
    read = read_po(io.BytesIO(po_text(catalogue)), locale="zh_Hans")
    read.creation_date = read.revision_date = datetime(2026, 1, 1, tzinfo=UTC)  # else the hour of writing is in it
    write_mo(out, read)
    return out.getvalue()


def current() -> Catalog:
    """The catalogue as it stands on disk."""
    if not PO.exists():
        return Catalog(locale="zh_Hans")
    return read_po(io.BytesIO(PO.read_bytes()), locale="zh_Hans")


def main(arguments: list[str] | None = None) -> int:
    """Run as the module's docstring says."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--add", action="append", default=[], type=Path)
    options.add_argument("--check", action="store_true")
    given = options.parse_args(arguments)
    added: dict[str, str] = {}
    for file in given.add:
        added |= json.loads(file.read_text(encoding="utf-8"))
    catalogue = updated(current(), added)
    found = list(problems(catalogue))
    if given.check:
        if PO.read_bytes() != po_text(catalogue) or PO.with_suffix(".mo").read_bytes() != mo_bytes(catalogue):
            found.append("the catalogue is out of date: run `make locale`")
    else:
        PO.write_bytes(po_text(catalogue))
        PO.with_suffix(".mo").write_bytes(mo_bytes(catalogue))
    sys.stderr.write("".join(f"{line}\n" for line in found))
    return 1 if found and given.check else 0


if __name__ == "__main__":
    sys.exit(main())
