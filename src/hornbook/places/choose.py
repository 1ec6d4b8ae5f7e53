"""Of the towns that share a name, the one that is meant; none when more than one may be."""

from typing import NamedTuple

from hornbook.places.country import alpha2
from hornbook.places.country import country as country_of
from hornbook.places.gazetteer import Gazetteer, Town, kilometres, large, place_key, small

LARGER = 10
"""A town is meant without more words when it has so many times the people of the next of its name."""
NEAR = 150
"""A city speaks for places within so many kilometres when it is given as a region."""

WHOLE = {
    ("CN", "22"): 1816670,
    ("CN", "23"): 1796236,
    ("CN", "28"): 1792947,
    ("CN", "33"): 1814906,
    ("HK", ""): 1819729,
    ("MO", ""): 1821274,
    ("SG", ""): 1880252,
}
"""Regions (and countries: no region) that are one city: whatever lies in them is a part of it."""
_PART_OF = {5110302: 5128581, 5125771: 5128581, 5133273: 5128581, 5110266: 5128581, 5139568: 5128581, 1261481: 1273294}
"""Boroughs of New York, and New Delhi as a part of Delhi."""


class Where(NamedTuple):
    """What is known besides the name: countries (alpha-2; none: any), the region's code, the middle of an area."""

    countries: tuple[str, ...] = ()
    region: str | None = None
    around: Town | None = None

    def has(self, town: Town) -> bool:
        """Whether a town lies there."""
        return (
            (not self.countries or town.country in self.countries)
            and (self.region is None or town.region == self.region)
            and (self.around is None or kilometres(town, self.around) <= NEAR)
        )


def named(name: str, where: Where) -> Town | None:
    """The town of that name there; small places are looked at only when the country is known and no other fits."""
    called, state = place_key(name), country_of(name)
    for gazetteer in (large, small) if where.countries else (large,):
        found = _there(gazetteer(), called, where)
        if state:  # only a town that goes by its country's name: Singapore
            found = [(town, own) for town, own in found if own and town.country == alpha2(state)]
        if found:
            return _meant(found)
    return None


def _there(gazetteer: Gazetteer, called: str, where: Where) -> list[tuple[Town, bool]]:
    if not called:
        return []
    found = gazetteer.called(called)
    for end in ("city", "shi") if not found else ():
        found = found or gazetteer.called(called.removesuffix(end))
    return [(town, own) for town, own in found if where.has(town)]


def _meant(found: list[tuple[Town, bool]]) -> Town | None:
    """The only one, or the one that is so much larger that no other can be meant.

    A town that has the name only among its other names counts beside one that goes by it when it is as much larger; then
    there is no telling.
    """
    most = max((town.people for town, own in found if own), default=0)
    best: dict[int, tuple[int, bool]] = {}
    for town, own in found:
        if own or town.people >= LARGER * most:
            people, before = best.get(whole(town).id, (0, False))
            best[whole(town).id] = (max(people, town.people), own or before)
    first, *others = sorted(best, key=lambda town: -best[town][0])
    people, own = best[first]
    clear = all(people >= LARGER * best[other][0] and (own or not best[other][1]) for other in others)
    return town_of(first) if clear else None


def whole(town: Town) -> Town:
    """The city of which a place is a part; most are their own."""
    of = WHOLE.get((town.country, town.region)) or WHOLE.get((town.country, "")) or _PART_OF.get(town.id)
    return town_of(of) if of else town


def town_of(number: int) -> Town:
    """A town by its id."""
    return large().towns.get(number) or small().towns[number]
