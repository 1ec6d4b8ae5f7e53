"""Conventions that run: what is generated is fresh, what is a command is documented, and today is said in one place."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from tools.reference import reference

import hornbook
from hornbook.cli import every_command
from hornbook.indicators.algebra import Indicator
from hornbook.indicators.catalogue import indicators
from hornbook.sources.source import sources_by_name

ROOT = Path(__file__).parents[2]
SOURCE = sorted((ROOT / "src" / "hornbook").rglob("*.py"))


def test_the_reference_of_public_names_is_the_one_that_the_code_gives() -> None:
    assert (ROOT / "docs" / "api.md").read_text(encoding="utf-8") == reference(), "run `make docs`"


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = {name for name in every_command() if not re.search(rf"(hornbook |· `){name.split()[-1]}\b", readme)}
    missing -= {name for name in missing if re.search(rf"hornbook {name}\b", readme)}
    assert not missing


def test_the_public_names_are_exactly_those_exported() -> None:
    rooms = {path.name for path in (ROOT / "src" / "hornbook").iterdir() if path.is_dir()}
    modules = {path.stem for path in (ROOT / "src" / "hornbook").glob("*.py")}
    for name in hornbook.__all__:
        assert getattr(hornbook, name) is not None
    assert not set(hornbook.__all__) & (rooms | modules), "an exported name hides a room"
    assert dir(hornbook) == sorted(hornbook.__all__)


def test_importing_hornbook_imports_nothing_heavy() -> None:
    heavy = (
        "import sys, hornbook, hornbook.cli; print(sorted({'ibis', 'pyarrow', 'duckdb', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_today_is_spoken_by_the_command_line_and_the_console_alone() -> None:
    spoken = set()
    for path in SOURCE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and called.attr in ("today", "now", "utcnow"):
                spoken.add(f"{path.parent.name}/{path.name}")
    assert spoken == {"cli/common.py", "console/views.py"}


def test_one_file_alone_names_the_engine() -> None:
    named = {
        p.parent.name for p in SOURCE if re.search(r"duckdb|pyspark", p.read_text(encoding="utf-8"), re.IGNORECASE)
    }
    assert named == {"engine"}


def test_every_indicator_and_source_speaks_both_languages() -> None:
    def chinese(text: str) -> bool:
        return bool(re.search(r"[\u4e00-\u9fff]", text))

    assert len(indicators()) >= 25
    for indicator in indicators().values():
        assert isinstance(indicator, Indicator)
        assert indicator.about.en.endswith(".")
        assert chinese(indicator.about.zh)
    for source in sources_by_name().values():
        assert chinese(source.about.title.zh)
        assert chinese(source.about.files.zh)


def test_links_in_the_documents_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_files_stay_short() -> None:
    long = {p.name: n for p in SOURCE if (n := len(p.read_text(encoding="utf-8").splitlines())) > 300}
    assert not long


def test_functions_stay_short() -> None:
    long = set()
    for path in SOURCE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or node.lineno) - node.lineno > 50:
                long.add(f"{path.name}: {node.name}")
    assert not long


def test_few_public_names_are_defined_in_two_modules() -> None:
    """At most 8 of 100 definitions; one name has one meaning in the whole package."""
    places: dict[str, set[Path]] = {}
    for path in SOURCE:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, set()).add(path)
    twice = {name: where for name, where in places.items() if len(where) > 1}
    assert sum(map(len, twice.values())) <= 0.08 * sum(map(len, places.values())), sorted(twice)
