"""Where records say they are, as one country and one city for all spellings."""

import pyarrow as pa

from hornbook import places
from hornbook.names.fold import fold_spelling

PLACED = pa.schema(
    [(name, pa.string()) for name in ("country", "region", "city", "land", "town")],
)
"""What a source wrote, then the country (alpha-3, or its own word) and the city (GeoNames' number, or its own word)."""


def placed_addresses(written: pa.Table) -> pa.Table:
    """Each different (country, region, city) once, in the order of `PLACED`."""
    rows = [_placed(**row) for row in written.select(["country", "region", "city"]).to_pylist()]
    return pa.Table.from_pylist(rows, schema=PLACED)


def _placed(country: str | None, region: str | None, city: str | None) -> dict[str, str | None]:
    found = places.city(city, country, region) if city else None
    land = (places.country(country) or country) if country else None
    town = "".join(filter(str.isalnum, fold_spelling(city))) if city else ""
    return {
        "country": country,
        "region": region,
        "city": city,
        "land": land or (found.country if found else None),
        "town": str(found.id) if found else town or None,
    }
