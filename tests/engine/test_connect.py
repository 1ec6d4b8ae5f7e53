"""An engine by its name, and what an engine must be able to do."""

import inspect
import sys

import pyarrow as pa
import pytest

from hornbook.engine import Embedded, Engine, connect
from hornbook.errors import HornbookError


def test_the_embedded_one_is_meant_where_none_is_named() -> None:
    engine = connect(threads=1, memory="1GB")
    assert isinstance(engine, Embedded)
    assert engine.arrow(engine.put("x", pa.table({"a": [1]}))).to_pylist() == [{"a": 1}]
    engine.close()


def test_a_name_that_is_none_is_refused() -> None:
    with pytest.raises(HornbookError, match="No engine is called 'postgres'"):
        connect("postgres")


def test_spark_without_its_client_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    for name in ("spark", "server"):
        monkeypatch.delitem(sys.modules, f"hornbook.engine.{name}", raising=False)
    with pytest.raises(HornbookError, match=r"hornbook\[spark\]"):
        connect("sc://localhost:1")


def _verbs(of: type) -> dict[str, list[str]]:
    found = {name: value for name, value in vars(of).items() if inspect.isfunction(value) and not name.startswith("_")}
    return {name: list(inspect.signature(value).parameters) for name, value in found.items()}


def test_each_engine_has_the_verbs_of_the_protocol_and_no_others() -> None:
    assert _verbs(Embedded) == _verbs(Engine)
    pytest.importorskip("pyspark", reason="needs the client of Spark Connect (group `test`)")
    from hornbook.engine.spark import Spark

    assert _verbs(Spark) == _verbs(Engine)
