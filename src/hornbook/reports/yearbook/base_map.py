"""A base map of the user's own: the lines of a GeoJSON file, to be drawn below the dots of a map."""

import json
from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import Any

from hornbook.errors import QuestionError, reason
from hornbook.text import message

LARGEST_MAP = 50_000_000
"""A base map is no larger than so many bytes."""
MOST_POINTS = 20_000
"""More points than these are thinned out, each line alike."""
OutlineLine = tuple[tuple[float, float], ...]
"""Points of longitude and latitude, in degrees."""
_DEPTH = {"Polygon": 1, "MultiPolygon": 2, "LineString": 0, "MultiLineString": 1}
"""How deep the lines of a geometry lie in its coordinates."""


def read_base_map(path: Path) -> tuple[OutlineLine, ...]:
    """The lines of a GeoJSON file; QuestionError where it is none, or has no line in degrees."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_MAP:
            raise QuestionError(message("{file} is no GeoJSON file with lines.", file=path.name))
        lines = tuple(_lines(json.loads(path.read_bytes())))
    except OSError as error:
        raise QuestionError(message("{path} cannot be read: {cause}.", path=str(path), cause=reason(error))) from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise QuestionError(message("{file} is no GeoJSON file with lines.", file=path.name)) from None
    if not lines:
        raise QuestionError(message("{file} is no GeoJSON file with lines.", file=path.name))
    step = max(1, -(-sum(map(len, lines)) // MOST_POINTS))
    return tuple((*line[:-1:step], line[-1]) for line in lines)


def _lines(found: Any) -> Iterator[OutlineLine]:
    """The lines of an object of GeoJSON; a geometry of points has none."""
    kind = found["type"]
    if kind == "FeatureCollection":
        for feature in found["features"]:
            yield from _lines(feature)
    elif kind == "Feature":
        if found.get("geometry") is not None:
            yield from _lines(found["geometry"])
    elif kind == "GeometryCollection":
        for geometry in found["geometries"]:
            yield from _lines(geometry)
    elif kind in _DEPTH:
        for line in _at_depth(found["coordinates"], _DEPTH[kind]):
            yield tuple(_point(point) for point in line)


def _at_depth(coordinates: Any, depth: int) -> Iterator[Any]:
    if depth == 0:
        if len(coordinates) > 1:
            yield coordinates
        return
    for inner in coordinates:
        yield from _at_depth(inner, depth - 1)


def _point(of: Any) -> tuple[float, float]:
    """Longitude and latitude; ValueError where they are no degrees."""
    x, y = float(of[0]), float(of[1])
    if not (isfinite(x) and isfinite(y) and abs(x) <= 180 and abs(y) <= 90):
        raise ValueError
    return x, y
