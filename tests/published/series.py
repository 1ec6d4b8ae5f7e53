"""Series of published figures by their names."""

from hornbook.published.library import publishers
from hornbook.published.values import PublishedSeries


def series_named(key: str) -> PublishedSeries:
    """A series by PUBLISHER:SERIES."""
    publisher, _, name = key.partition(":")
    (found,) = (series for series in publishers[publisher].series if series.id == name)
    return found
