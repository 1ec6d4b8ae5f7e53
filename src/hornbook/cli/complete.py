"""What the shell offers for a value: standards, groups, sources and indicators, read from files, without an import."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import typer

from hornbook.standards.exits import STAYS, shared_exits

ROOM = Path(__file__).parents[1]
GROUPS = ("city", "country", "region", "sector", "track", "source", "year", "size")
"""What a census counts by."""

_SOURCE = re.compile(r"about = About\(\s*name=\"([\w-]+)\"")
_KIND = re.compile(r"^class (\w+)\(Fact\):\n((?:.*\n(?!@|class ))*)", re.MULTILINE)
_INDICATOR = re.compile(r"^([a-z]\w*) = ", re.MULTILINE)


def _beginning(words: Iterable[str], incomplete: str) -> list[str]:
    return sorted(word for word in words if word.startswith(incomplete))


def complete_standard(incomplete: str) -> list[str]:
    """Standards by id, then files of one's own and folders that lead to them."""
    library = ["plain", *(path.stem for path in (ROOM / "standards/library").glob("*.toml"))]
    return [*_beginning(library, incomplete), *_rule_files(incomplete)]


def complete_support(incomplete: str) -> list[str]:
    """Supports by id, then files of one's own and folders that lead to them."""
    library = (path.stem for path in (ROOM / "support/library").glob("*.toml"))
    return [*_beginning(library, incomplete), *_rule_files(incomplete)]


def complete_publisher(incomplete: str) -> list[str]:
    """Publishers of figures by id."""
    return _beginning((path.stem for path in (ROOM / "published/library").glob("*.toml")), incomplete)


def complete_statistic(incomplete: str) -> list[str]:
    """Statistics of the ecosystem by name."""
    files = (ROOM / "answers/ecosystem").glob("[a-z]*.py")
    return _beginning((path.stem.replace("_", "-") for path in files), incomplete)


def complete_rule_file(incomplete: str) -> list[str]:
    """Files of one's own, and folders that lead to them."""
    return list(_rule_files(incomplete))


def _rule_files(incomplete: str) -> Iterable[str]:
    """TOML files whose path begins so, and folders once something was typed; hidden ones only behind a dot."""
    folder, slash, name = incomplete.rpartition("/")
    try:
        paths = sorted(Path(folder + slash or ".").iterdir())
    except (OSError, ValueError):
        return
    for path in paths:
        if path.name.startswith(name) and (not path.name.startswith(".") or name.startswith(".")):
            if path.suffix == ".toml":
                yield f"{folder}{slash}{path.name}"
            elif incomplete and path.is_dir():
                yield f"{folder}{slash}{path.name}/"


def complete_group(incomplete: str) -> list[str]:
    """What a census counts by; behind a comma the next one."""
    done, comma, last = incomplete.rpartition(",")
    return [f"{done}{comma}{word}" for word in _beginning(GROUPS, last)]


def complete_source(incomplete: str) -> list[str]:
    """Sources by name."""
    return _beginning((name for text in _sources() for name in _SOURCE.findall(text)), incomplete)


def complete_fetched(incomplete: str) -> list[str]:
    """Sources whose files are published, by name."""
    fetched = (text for text in _sources() if "fetch = Fetch(" in text)
    return _beginning((name for text in fetched for name in _SOURCE.findall(text)), incomplete)


def _sources() -> Iterable[str]:
    return (path.read_text("utf-8") for path in (ROOM / "sources").glob("**/*.py"))


def complete_indicator(incomplete: str) -> list[str]:
    """Indicators by name; behind a comma the next one."""
    done, comma, last = incomplete.rpartition(",")
    files = (ROOM / "indicators/library").glob("*.py")
    names = (name for path in files for name in _INDICATOR.findall(path.read_text("utf-8")))
    return [f"{done}{comma}{word}" for word in _beginning(names, last)]


def complete_kind(incomplete: str) -> list[str]:
    """Kinds of facts by name."""
    return _beginning(_kinds(), incomplete)


def complete_field(ctx: typer.Context, incomplete: str) -> list[str]:
    """The fields of the kind that the command line names, each before its `=`."""
    own = _kinds().get(str(ctx.params.get("kind")), "")
    return _beginning((f"{name}=" for name in re.findall(r"^    (\w+): (?!ClassVar)", own, re.MULTILINE)), incomplete)


def complete_matter(incomplete: str) -> list[str]:
    """Matters that a person judges, with the standard or the support before them."""
    rule, slash, _ = incomplete.partition("/")
    pattern = f"{rule}.toml" if slash and rule.replace("-", "").isalnum() else "*.toml"
    files = (path for room in ("standards", "support") for path in (ROOM / room / "library").glob(pattern))
    return _beginning(dict.fromkeys(matter for path in files for matter in _matters_of(path)), incomplete)


def _matters_of(path: Path) -> Iterable[str]:
    """The matters of a file of a standard or a support, and what its text does not say of exits."""
    data = tomllib.loads(path.read_text("utf-8"))
    for edition in data["edition"]:
        exits = shared_exits(data, edition) if "tier" in edition else {}
        silent = (STAYS[name] for name, how in exits.items() if how == "silent")
        yield from (f"{path.stem}/{name}" for name in (*edition.get("matter", {}), *silent))


def _kinds() -> dict[str, str]:
    """The text of each kind of fact, by its name."""
    texts = (ROOM / "kinds" / file for file in ("facts.py", "supports.py"))
    return {name: own for path in texts for name, own in _KIND.findall(path.read_text("utf-8"))}
