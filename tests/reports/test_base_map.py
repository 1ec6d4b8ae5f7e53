"""A base map: its lines are read from GeoJSON of every sort, drawn below the dots, and a hostile file is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from hornbook.errors import QuestionError
from hornbook.locale import Lang
from hornbook.render.charts.svg import chart_svg
from hornbook.render.fonts import shipped_fonts
from hornbook.render.sheet import Chart, ChartForm, Column, Kind, Table
from hornbook.reports.yearbook.base_map import MOST_POINTS, read_base_map

RING = [[100, 20], [110, 20], [110, 30], [100, 20]]


def written(folder: Path, content: Any) -> Path:
    file = folder / "map.geojson"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("kind", "coordinates", "lines"),
    [
        ("Polygon", [RING, RING], 2),
        ("MultiPolygon", [[RING], [RING, RING]], 3),
        ("LineString", RING, 1),
        ("MultiLineString", [RING, RING], 2),
    ],
)
def test_the_lines_of_every_geometry_are_read(kind: str, coordinates: Any, lines: int, tmp_path: Path) -> None:
    geometry = {"type": kind, "coordinates": coordinates}
    feature = {"type": "Feature", "geometry": geometry, "properties": {}}
    empty = {"type": "Feature", "geometry": None}
    for content in (geometry, feature, {"type": "FeatureCollection", "features": [feature, empty]}):
        found = read_base_map(written(tmp_path, content))
        assert len(found) == lines
        assert set(found) == {tuple((float(x), float(y)) for x, y in RING)}


def test_many_points_are_thinned_out(tmp_path: Path) -> None:
    line = [[n / 1000, 10] for n in range(3 * MOST_POINTS)]
    (found,) = read_base_map(written(tmp_path, {"type": "LineString", "coordinates": line}))
    assert MOST_POINTS / 2 < len(found) <= MOST_POINTS + 1
    assert found[-1] == tuple(line[-1])


@pytest.mark.parametrize(
    "content",
    [
        "", "[]", "nothing", '{"type": "Point", "coordinates": [1, 2]}', '{"type": "Polygon"}', "[" * 100_000,
        '{"type": "LineString", "coordinates": [[1, 2], [NaN, 3]]}',
        '{"type": "LineString", "coordinates": [[500000, 2], [1, 3]]}',
        '{"type": "FeatureCollection", "features": 3}',
    ],
)  # fmt: skip
def test_a_file_that_is_no_map_is_refused(content: str, tmp_path: Path) -> None:
    with pytest.raises(QuestionError):
        read_base_map(written(tmp_path, content))
    with pytest.raises(QuestionError):
        read_base_map(tmp_path)


def test_lines_are_drawn_below_the_dots_and_those_elsewhere_are_left_out() -> None:
    columns = (Column("x", "x", Kind.NUMBER), Column("y", "y", Kind.NUMBER))
    table = Table("map", columns, ({"x": 105.0, "y": 25.0}, {"x": 106.0, "y": 26.0}))
    near, far = ((104.9, 24.0), (105.5, 25.5)), ((-10.0, 50.0), (-9.0, 51.0))

    def lines(*outlines: tuple[tuple[float, float], ...]) -> int:
        chart = Chart("title", ChartForm.MAP, table, "x", ("y",), "words", outlines=outlines)
        return chart_svg(chart, Lang.EN, shipped_fonts()).count("mark-line")

    assert lines() == lines(far) == 0
    assert lines(near) == lines(near, far) > 0
