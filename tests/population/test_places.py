"""A census by place: one group for every spelling, no group for a guess, and no verdict changed by either."""

from typing import Any

import pytest

from hornbook import places
from hornbook.answers.census import CensusAnswer, ask_census
from hornbook.book.door import place
from hornbook.engine import Engine
from hornbook.locale import Lang, in_language
from hornbook.population.places import NOT_A_PLACE
from hornbook.render.html import part
from tests.population.test_count import D, firm, placed, private
from tests.strategies import book_of

SEATS: dict[str, dict[str, Any]] = {
    "aster": {"city": "北京", "country": "CHN", "region": "北京"},
    "birch": {"city": "Beijing", "country": "China"},
    "cedar": {"city": "Peking"},
    "dahlia": {"city": "海淀区", "country": "CHN", "region": "北京"},
    "elm": {"city": "Cambridge", "country": "USA", "region": "MA"},
    "fern": {"city": "Cambridge", "country": "GBR"},
    "gorse": {"city": "Cambridge"},
    "hazel": {"city": "London", "country": "CAN"},
    "iris": {"city": "London", "country": "United Kingdom"},
    "juniper": {"city": "Nowhere-on-Sea", "country": "Narnia"},
    "kale": {"country": "中国"},
    "larch": {},
}


def asked(engine: Engine, *keys: str) -> CensusAnswer:
    firms = [firm(name, 10**9 * (n + 1), *placed(name, **seat)) for n, (name, seat) in enumerate(SEATS.items())]
    with book_of([private(*firms)], engine) as book:
        return ask_census(book.at(D), keys)


def groups(answer: CensusAnswer, key: str) -> dict[Any, int]:
    return {group.keys[key]: group.count for group in answer.rows}


def test_every_spelling_is_in_its_city_and_an_unsure_one_in_none(engine: Engine) -> None:
    """A bare Cambridge may be either; London alone means the large one, so that the other one says where it is."""
    answer = asked(engine, "city")
    assert groups(answer, "city") == {
        "Beijing": 4,
        "Cambridge (MA, USA)": 1,
        "Cambridge (ENG, GBR)": 1,
        "Cambridge": 1,
        "London (ON, CAN)": 1,
        "London": 1,
        NOT_A_PLACE: 1,
        None: 2,
    }
    how = answer.places
    assert how is not None
    assert (how.normalised, how.spellings, how.recognised, how.names) == (True, 9, 7, 5)  # 海淀区 is 北京 at the door
    assert how.zh["Beijing"] == "北京"
    assert sum(group.count for group in answer.rows) == answer.total.count == len(SEATS)


def test_countries_go_by_their_code(engine: Engine) -> None:
    answer = asked(engine, "country")
    assert groups(answer, "country") == {"CHN": 4, "USA": 1, "GBR": 2, "CAN": 1, NOT_A_PLACE: 1, None: 3}


def test_a_name_that_a_city_has_and_nobody_can_place_is_marked(engine: Engine) -> None:
    """London in Texas is not known here; it does not count for the London that the bare name means."""
    firms = (
        firm("aster", 10**9, *placed("aster", city="London")),
        firm("birch", 10**9, *placed("birch", city="London", country="Narnia")),
    )
    with book_of([private(*firms)], engine) as book:
        answer = ask_census(book.at(D), ["city"])
    assert groups(answer, "city") == {"London": 1, "London (?)": 1}


def test_without_the_extra_places_stand_as_they_are_written(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with_it = asked(engine, "city", "country")
    monkeypatch.setattr(places, "installed", lambda: False)
    answer = asked(engine, "city", "country")
    seats = [place((seat.get("country"), seat.get("region"), seat.get("city"))) for seat in SEATS.values()]
    written = {(city, country) for country, _, city in seats}  # as the door of the book writes them
    assert {(row.keys["city"], row.keys["country"]) for row in answer.rows} == written
    assert answer.total == with_it.total
    assert answer.places is not None
    assert not answer.places.normalised
    assert with_it.places is not None
    assert with_it.places.normalised
    assert asked(engine, "sector").places is None


def test_a_page_names_places_in_its_own_language(engine: Engine) -> None:
    """Two places that are called alike in Chinese keep their own names behind it."""
    answer = asked(engine, "city", "country")
    page = part(answer.sheet(), Lang.ZH)
    assert "<td>北京</td><td>中国</td>" in page
    assert "Beijing" not in page
    assert "地名的 9 种写法中，7 种已识别，归并为 5 个地点" in page
    page = part(answer.sheet(), Lang.EN)
    assert "<td>Beijing</td><td>China</td>" in page
    assert "北京" not in page
    assert "7 of 9 spellings of places were recognised, as 5 places" in page
    chinese = {in_language(row["city"], Lang.ZH) for row in answer.tables()[0].rows}
    assert len(chinese) == len({row.keys["city"] for row in answer.rows})


def test_words_that_are_no_place_are_one_group_apart_from_what_is_not_stated(engine: Engine) -> None:
    """Item 4 of the words: not a group a stray word, and none of them mixed with companies without a place."""
    firms = [
        firm(name, 10**9, *placed(name, **seat))
        for name, seat in {
            "aster": {"city": "Nowhere-on-Sea", "country": "Narnia"},
            "birch": {"city": "Shenzhn", "country": "CHN"},
            "cedar": {"city": "Atlantis", "country": "CHN"},  # a town of that name lies elsewhere
            "dahlia": {},
            "elm": {"city": "Atlantis", "country": "USA"},
        }.items()
    ]
    with book_of([private(*firms)], engine) as book:
        answer = ask_census(book.at(D), ["city"])
        by_country = ask_census(book.at(D), ["country"])
        by_sector = ask_census(book.at(D), ["sector"])
    assert groups(answer, "city") == {NOT_A_PLACE: 3, "Atlantis": 1, None: 1}
    assert groups(by_country, "country") == {"CHN": 2, NOT_A_PLACE: 1, "USA": 1, None: 1}
    assert "<td>not a known place (3)</td>" in part(answer.sheet(), Lang.EN)
    assert "<td>unstated</td>" in part(answer.sheet(), Lang.EN)
    assert "<td>未能识别的地名（3）</td>" in part(answer.sheet(), Lang.ZH)
    assert "<td>not a known place (1)</td>" in part(by_country.sheet(), Lang.EN)
    assert "<td>unstated</td>" in part(by_country.sheet(), Lang.EN)
    assert "<td>unstated</td>" in part(by_sector.sheet(), Lang.EN)
