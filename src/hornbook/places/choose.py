"""Of the towns that share a name, the one that is meant; none when more than one may be."""

from typing import NamedTuple

from hornbook.names.fold import has_han
from hornbook.places.country import alpha2
from hornbook.places.country import country as country_of
from hornbook.places.gazetteer import Found, Town, called, kilometres, place_key, town_of

LARGER = 10
"""A town is meant without more words when it has so many times the people of the next of its name."""
SURE = 15_000 * LARGER
"""Beside a town of so many people no place counts that only the long list has."""
NEAR = (50, 150, 250)
"""A city speaks for places within so many kilometres when it is given as a region; the first that has any counts."""
AREA, ITSELF = 3, 6
"""The same for the city after which a region is named, and for a city that has its region's name: such are large.

Measured on companies of the US and Canada whose state is known: 10 and no region errs in 0.5% of the answers, these in
0.1%.
"""

WHOLE = {
    ("CN", "22"): 1816670,
    ("CN", "23"): 1796236,
    ("CN", "28"): 1792947,
    ("CN", "33"): 1814906,
    ("HK", ""): 1819729,
    ("MO", ""): 1821274,
    ("SG", ""): 1880252,
    ("JP", "40"): 1850147,
}
"""Regions (and countries: no region) that are one city: whatever lies in them is a part of it."""
_PART_OF = {5110302: 5128581, 5125771: 5128581, 5133273: 5128581, 5110266: 5128581, 5139568: 5128581, 1261481: 1273294}
"""Boroughs of New York, and New Delhi as a part of Delhi."""


class PlaceHints(NamedTuple):
    """What is known besides the name: countries (alpha-2; none: any), the region's code, the middle of an area."""

    countries: tuple[str, ...] = ()
    region: str | None = None
    around: Town | None = None

    def has(self, town: Town) -> bool:
        """Whether a town lies there."""
        return (
            (not self.countries or town.country in self.countries)
            and (self.region is None or town.region == self.region)
            and (self.around is None or kilometres(town, self.around) <= NEAR[-1])
        )


def named_town(name: str, where: PlaceHints, larger: int = LARGER) -> Town | None:
    """The town of that name there; None when there is none, or when several may be meant.

    Small places are looked at too when one of them might be meant as well. Their names in Chinese are not known; and
    where the country is not known either, no small place is an answer.
    """
    key, state = place_key(name), country_of(name)
    found = _there(key, where, small=False)
    meant = _meant(found, where, larger)
    if not has_han(name) and (where.countries or found) and (meant.people < SURE if meant else True):
        found += [each for each in _there(key, where, small=True) if not each[0].large]
        meant = _meant(found, where, larger)
    if meant is None or (not where.countries and not meant.large):
        return None
    # The name of a country is a town's only where the town goes by it, as Singapore does.
    goes_by_it = any(own and town.country == meant.country for town, own in found)
    return meant if not state or (goes_by_it and meant.country == alpha2(state)) else None


def _there(key: str, where: PlaceHints, *, small: bool) -> Found:
    """The towns of that name there: the large ones by all their names, or large and small ones by the name in use."""
    for short in (key, key.removesuffix("city"), key.removesuffix("shi")):
        if found := [(town, own) for town, own in called(short) if (own if small else town.large)]:
            return [(town, own) for town, own in found if where.has(town)]
    return []


def _meant(found: Found, where: PlaceHints, larger: int) -> Town | None:
    """The only town, or the one so much larger that no other can be meant; around a city first of the nearer ones."""
    best = _clear(found, larger)
    if best or where.around is None:
        return best
    far = {town.id: kilometres(town, where.around) for town, _ in found}
    return next((near for limit in NEAR if (near := _clear([e for e in found if far[e[0].id] <= limit], larger))), None)


def _clear(found: Found, larger: int) -> Town | None:
    """The only one, or the one so much larger.

    A town that has the name only among its other names counts beside one that goes by it when it is as much larger;
    then there is no telling.
    """
    if not found:
        return None
    most = max((town.people for town, own in found if own), default=0)
    best: dict[int, tuple[int, bool]] = {}
    for town, own in found:
        if own or town.people >= LARGER * most:
            people, before = best.get(whole(town).id, (0, False))
            best[whole(town).id] = (max(people, town.people), own or before)
    first, *others = sorted(best, key=lambda town: -best[town][0])
    people, own = best[first]
    clear = all(people >= larger * best[other][0] and (own or not best[other][1]) for other in others)
    return town_of(first) if clear else None


def whole(town: Town) -> Town:
    """The city of which a place is a part; most are their own."""
    of = WHOLE.get((town.country, town.region)) or WHOLE.get((town.country, "")) or _PART_OF.get(town.id)
    return town_of(of) if of else town
