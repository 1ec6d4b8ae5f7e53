"""SQL, and the packages that speak it, stand in `engine/` alone: read from the syntax tree, not from what runs."""

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "hornbook"
ENGINES = {"duckdb", "pyspark", "pysail", "splink", "sqlglot"}
DRAWN = {"rich"}

_STATEMENT = re.compile(
    r"^\s*(SELECT\s+(DISTINCT\s+)?[\w\"*.(,{]|WITH\s+\w+\s+AS\s*\(|INSERT\s+INTO\b|CREATE\s+(OR\s+REPLACE\s+)?(TEMP\s+)?"
    r"(TABLE|VIEW|MACRO)\s+[\w{\"]|COPY\s+\(|SET\s+\w+\s*=|PRAGMA\b|ATTACH\b|INSTALL\b"
    r"|select\s+(distinct\s+)?[\w*]+(\s*,\s*\w+)*\s+from\s+\w+\s*($|where|join|group|order))"
)
_CLAUSES = re.compile(
    r"\bSELECT\b[\s\S]*\bFROM\b|\b(GROUP|ORDER|PARTITION) BY\b|\bIS (NOT )?(NULL|DISTINCT FROM)\b|\bUNION ALL\b"
    r"|\b(LEFT|INNER|ANTI|SEMI|CROSS) JOIN\b|\bCASE WHEN\b|::(VARCHAR|BIGINT|DOUBLE|DATE)\b|\bQUALIFY\b"
)
_CALLS = re.compile(
    r"\b(list_(has_any|has_all|transform|distinct|concat|sort|contains|intersect|filter|min|max)|unnest|getvariable"
    r"|read_parquet|struct_pack|split_part|regexp_(replace|matches|extract)|string_split|string_agg|array_to_string"
    r"|jaro_winkler_similarity|damerau_levenshtein|date_diff|strftime|arg_max(_null)?|max_by|coalesce)\(",
    re.IGNORECASE,
)


def is_sql(text: str) -> bool:
    """Whether a text is a statement of SQL, or a part of one."""
    return bool(_STATEMENT.search(text) or _CLAUSES.search(text) or _CALLS.search(text))


def _texts(tree: ast.AST) -> list[tuple[int, str]]:
    """Every string of a module but its docstrings, with its line; what an f-string puts in stands as {}."""
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
            found.append((node.lineno, text))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not {id(node)} & (bare | parts):
            found.append((node.lineno, node.value))
    return found


def _imports(tree: ast.AST) -> set[str]:
    """The packages that a module imports, at its top or inside a function."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
            found |= {f"{node.module}.{name.name}" for name in node.names if node.module == "ibis"}
    return found


def _trees(*but: str) -> list[tuple[str, ast.AST]]:
    paths = sorted(path for path in SOURCE.rglob("*.py") if path.relative_to(SOURCE).parts[0] not in but)
    return [(str(path.relative_to(SOURCE)), ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


def test_no_sql_is_written_outside_the_engine() -> None:
    texts = [(name, *found) for name, tree in _trees("engine") for found in _texts(tree)]
    found = [f"{name}:{line}: {text[:60]!r}" for name, line, text in texts if is_sql(text)]
    assert not found, "\n".join(found)


def test_nothing_but_the_engine_imports_one() -> None:
    assert {name: bad for name, tree in _trees("engine") if (bad := _imports(tree) & ENGINES)} == {}


def test_nothing_but_the_engine_asks_ibis_for_a_backend() -> None:
    for name, tree in _trees("engine"):
        attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
        named = {node.attr for node in attributes if isinstance(node.value, ast.Name) and node.value.id == "ibis"}
        assert not named & {"duckdb", "pyspark", "connect", "set_backend", "get_backend"}, name


def test_rich_draws_in_two_rooms() -> None:
    assert {name: bad for name, tree in _trees("render", "cli") if (bad := _imports(tree) & DRAWN)} == {}


@pytest.mark.parametrize(
    "text",
    [
        "SELECT a FROM b",
        "\nWITH x AS (\n  SELECT 1\n)\n",
        "select distinct country from raw",
        "len(a) = 0 OR b IS NULL",
        "getvariable('x')",
        "SET threads = 2",
        "unnest(list_concat(a, b))",
        "CREATE TABLE x AS FROM y",
        "count(*) OVER (PARTITION BY top)",
    ],
)
def test_sql_is_recognised(text: str) -> None:
    assert is_sql(text)


@pytest.mark.parametrize(
    "text",
    [
        "Select a company from the list.",
        "Set what is not known to no.",
        "with no name as (yet)",
        "Grouped by city",
        "select investor",
        "Copy the file",
        "a case when nobody spoke",
    ],
)
def test_words_are_no_sql(text: str) -> None:
    assert not is_sql(text)
