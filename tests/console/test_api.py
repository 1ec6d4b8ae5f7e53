"""The HTTP API answers as the command line does, in parts too, and says what is the matter where it does not."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from hornbook.answers.statistics import statistics
from hornbook.console.pages import PAGES
from tests.cli.here import hornbook
from tests.console.client import DAY, Reader, park
from tests.console.test_pages import ASKED
from tests.park import LAST, WITH_COUNTRY, detailed, two_years

__all__ = ["park"]

BASE = "/api/v1"


@pytest.mark.parametrize("name", ASKED)
def test_an_answer_is_the_pages_download_byte_for_byte(name: str, park: Reader) -> None:
    """And so the command's, to which `test_pages` holds the downloads."""
    query = ASKED[name][0]
    response = park.get(f"{BASE}/{name}?{DAY}&{query}")
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response.content == park.get(f"/en/{name}?{DAY}&{query}&format=json").content
    place = response["Content-Location"]
    again = park.get(place)
    assert again.content == response.content
    assert again["Content-Location"] == place


@pytest.mark.parametrize("name", ASKED)
def test_the_parts_of_a_table_are_the_table(name: str, park: Reader) -> None:
    query = ASKED[name][0]
    whole = _json(park, f"{BASE}/{name}/rows?{DAY}&{query}&limit=1000")
    for key in whole["tables"]:
        table = _json(park, f"{BASE}/{name}/rows?{DAY}&{query}&limit=1000&table={key}")
        assert table["total"] == len(table["rows"]) <= 1000
        rows = [row for part in _parts(park, f"{BASE}/{name}/rows?{DAY}&{query}&limit=3&table={key}") for row in part]
        assert rows[:12] == table["rows"][:12]
        assert all(set(row) == {column["key"] for column in table["columns"]} for row in rows)


def _json(park: Reader, path: str) -> dict[str, object]:
    response = park.get(path)
    assert response.status_code == 200, response.content
    value: dict[str, object] = json.loads(response.content)
    return value


def _parts(park: Reader, path: str | None, most: int = 4) -> Iterator[list[object]]:
    """The rows of a table, part by part, by the links that each part gives."""
    for _ in range(most):
        if path is None:
            return
        response = park.get(path)
        yield json.loads(response.content)["rows"]
        links = [link.strip() for link in response.get("Link", "").split(",")]
        path = next((link[1 : link.index(">")] for link in links if link.endswith('rel="next"')), None)


def test_an_answer_is_the_commands(park: Reader) -> None:
    printed = hornbook("census", "--as-of", LAST, "--json", book=park.book)
    assert park.get(f"{BASE}/census?{DAY}").content.decode() == printed.out


def test_a_csv_is_the_commands(park: Reader) -> None:
    printed = hornbook("census", "--as-of", LAST, "--by", "city", "--csv", book=park.book)
    assert park.get(f"{BASE}/census?{DAY}&by=city&format=csv").content.decode() == printed.out


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("census?dya=2024-01-01", 400, "Did you mean 'day'?"),
        ("census?day=2024-13-01", 400, "2024-13-01"),
        ("census?v=one", 422, "'v'"),
        ("census?v=99", 404, "no version 99 yet"),
        ("census?on-facts=perhaps", 422, "'on-facts'"),
        ("census?standard=/etc/passwd", 400, "reads no files"),
        ("census?rule=plain@000000000000", 410, "is not kept here"),
        ("census?where=city%20in", 400, "city"),
        ("census/rows?limit=0", 422, "'limit'"),
        ("census/rows?limit=1001", 422, "'limit'"),
        ("census/rows?offset=-1", 422, "'offset'"),
        ("census/rows?table=nothing", 400, "It has: total"),
        ("find", 400, "'text'"),
        ("nothing", 404, "openapi.json"),
    ],
)
def test_a_mistake_is_a_problem_that_says_which(path: str, status: int, word: str, park: Reader) -> None:
    response = park.get(f"{BASE}/{path}")
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    problem = json.loads(response.content)
    assert problem["status"] == status
    assert word in problem["detail"]


def test_a_problem_is_told_in_the_language_of_the_reader(park: Reader) -> None:
    response = park.get(f"{BASE}/nothing", headers={"Accept-Language": "zh-CN,zh"})
    assert response["Content-Language"] == "zh-Hans"
    assert "列出" in json.loads(response.content)["detail"]


def test_a_fault_is_logged_and_not_told(park: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(self: object, address: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("hornbook.console.reader.Reader.answered", break_down)
    response = park.get(f"{BASE}/census?{DAY}")
    assert response.status_code == 500
    assert "a secret" not in response.content.decode()
    assert json.loads(response.content)["title"] == "Internal Server Error"


def test_a_question_that_takes_long_is_asked_again_later(park: Reader) -> None:
    response = Reader(park.book, patience=0).get(f"{BASE}/census?{DAY}&by=sector")
    assert response.status_code == 503
    assert response["Retry-After"] == "2"
    Reader(park.book)


def test_an_address_of_a_page_is_an_address_of_the_api(park: Reader) -> None:
    place = park.complete(f"/en/census?{DAY}&known={LAST}&known-set=yes&on-facts=yes&by=city&by=sector")
    assert park.get(place.replace("/en/", f"{BASE}/"))["Content-Location"] == place.replace("/en/", f"{BASE}/")


def test_an_answer_says_where_a_newer_one_is(tmp_path: Path) -> None:
    reader = Reader(two_years(tmp_path))
    place = reader.get(f"{BASE}/census?{DAY}")["Content-Location"]
    assert "Link" not in reader.get(place)
    (tmp_path / "more.toml").write_text(detailed("2024-06-01", name="more"), encoding="utf-8")
    row = "9,New Giant,2019-05-01,CHN,Wuhan,9900000000,USD,2024-03-01,\n"
    (tmp_path / "more.csv").write_text(WITH_COUNTRY + row, encoding="utf-8")
    assert hornbook("import", "table", tmp_path / "more.toml", tmp_path / "more.csv", book=reader.book).code == 0
    assert f'</api/v1/census?{DAY}&known={LAST}>; rel="latest-version"' in reader.get(place)["Link"]


def test_the_document_lists_every_page_and_runs_no_script(park: Reader) -> None:
    paths = _json(park, f"{BASE}/openapi.json")["paths"]
    assert isinstance(paths, dict)
    assert set(paths) == {f"{BASE}/{name}{rows}" for name in PAGES for rows in ("", "/rows")}
    assert park.get(f"{BASE}/docs").status_code == 404


def test_every_answer_fits_the_schema_of_its_page(park: Reader) -> None:
    import jsonschema

    document = _json(park, f"{BASE}/openapi.json")
    paths: Any = document["paths"]
    for name, (query, _) in ASKED.items():
        content = paths[f"{BASE}/{name}"]["get"]["responses"]["200"]["content"]
        schema = content["application/json"]["schema"]
        assert schema != {"$ref": "#/components/schemas/Answer"}, name
        answer = _json(park, f"{BASE}/{name}?{DAY}&{query}")
        jsonschema.validate(answer, {**schema, "components": document["components"]})


def test_the_document_names_the_answer_of_each_statistic(park: Reader) -> None:
    paths: Any = _json(park, f"{BASE}/openapi.json")["paths"]
    schema = paths[f"{BASE}/ecosystem"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    names = {of["$ref"].rpartition("/")[2] for of in schema["anyOf"]}
    assert names == {"StatisticsAnswer", *(get_type_hints(of.ask)["return"].__name__ for of in statistics().values())}
