"""What a name or a place is taken for."""

from collections.abc import Iterator
from dataclasses import dataclass

from hornbook import names, places
from hornbook.answers.answer import Answer, Asked
from hornbook.places import country_name
from hornbook.render.sheet import Column, Kind, Line, Row, Sheet, Table
from hornbook.text import Message, Text, listing, message


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PlaceAnswer(Answer):
    """The city and country that a text is taken for; empty where it is not known which is meant."""

    text: str
    city: Text | None
    """Its English name, and its Chinese one where it has one."""
    region: str | None
    country: str | None
    """ISO 3166-1 alpha-3."""
    country_name: Text | None
    id: int | None
    """GeoNames' id."""

    def sheet(self) -> Sheet:
        """The page: a row a part."""
        rows: list[Row] = [
            {"what": message("city"), "value": self.city},
            {"what": message("region"), "value": self.region},
            {"what": message("country"), "value": self.country_name},
            {"what": message("country code"), "value": self.country},
            {"what": message("GeoNames id"), "value": None if self.id is None else str(self.id)},
        ]
        title: Message = message("Place: {text}", text=self.text)
        return Sheet(title, (Line(title, strong=True), Table("place", CARD_COLUMNS, tuple(rows))))

    def tables(self) -> tuple[Table, ...]:
        """One row."""
        row = {column.key: getattr(self, column.key) for column in PLACE_COLUMNS}
        return (Table("place", PLACE_COLUMNS, (row,)),)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class NameAnswer(Answer):
    """What a company's name is made of, and the keys by which it is met."""

    text: str
    key: str | None
    aliases: tuple[str, ...]
    spoken: str | None
    place: str | None
    trade: str | None
    industry: str | None
    form: str | None

    def sheet(self) -> Sheet:
        """The page: a row a part that the name has."""
        title: Message = message("Name: {text}", text=self.text)
        return Sheet(title, (Line(title, strong=True), Table("name", CARD_COLUMNS, tuple(self._parts()))))

    def tables(self) -> tuple[Table, ...]:
        """One row."""
        row = {column.key: getattr(self, column.key) for column in NAME_COLUMNS}
        return (Table("name", NAME_COLUMNS, (row,)),)

    def _parts(self) -> Iterator[Row]:
        for column in NAME_COLUMNS[1:]:
            if value := getattr(self, column.key):  # a name may well lack a part
                yield {"what": column.heading, "value": listing(value) if isinstance(value, tuple) else value}


def ask_place(text: str, country: str | None = None, region: str | None = None) -> PlaceAnswer:
    """The city and country that a text is taken for, given what else is known of it."""
    city = places.city(text, country, region)
    code = city.country if city else places.country(text)
    return PlaceAnswer(
        asked=Asked(),
        text=text,
        city=Text(city.name, city.name_zh or city.name) if city else None,
        region=(city.region or None) if city else None,
        country=code,
        country_name=Text(country_name(code, chinese=False), country_name(code, chinese=True)) if code else None,
        id=city.id if city else None,
    )


def ask_name(text: str) -> NameAnswer:
    """What a company's name is made of."""
    parts = names.name_parts(text)
    return NameAnswer(
        asked=Asked(),
        text=text,
        key=names.name_key(text) or None,
        aliases=tuple(names.aliases(text)),
        spoken=names.spoken_name(text) or None,
        place=parts.place or None,
        trade=parts.trade or None,
        industry=parts.industry or None,
        form=parts.form or None,
    )


CARD_COLUMNS = (Column("what", message("part of it"), tight=True), Column("value", message("recognised as")))
PLACE_COLUMNS = (
    Column("text", message("text asked")),
    Column("city", message("city"), pair=True),
    Column("region", message("region"), Kind.CODE),
    Column("country", message("country code"), Kind.CODE),
    Column("country_name", message("country"), pair=True),
    Column("id", message("GeoNames id"), Kind.CODE),
)
NAME_COLUMNS = (
    Column("text", message("text asked")),
    Column("key", message("matching key")),
    Column("aliases", message("aliases")),
    Column("spoken", message("as spoken")),
    Column("place", message("administrative place")),
    Column("trade", message("trade name")),
    Column("industry", message("industry")),
    Column("form", message("legal form")),
)
