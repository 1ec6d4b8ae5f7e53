"""A census under any standard: what is counted is what the rule says of each company, and groups and bands add up."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import mean, median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.book.view import View
from hornbook.engine import Engine
from hornbook.errors import QuestionError
from hornbook.indicators.profile import profile
from hornbook.kinds import Fact, Founded, Headcount, Named, Registered, Sector, Valuation
from hornbook.population.count import BANDS, Census, Company, Count, census, series, yes
from hornbook.population.group_answers import GROUPS, LARGEST_SIZE, SIZES, group_answers
from hornbook.population.verdicts import verdicts
from hornbook.standards.ask import rule
from hornbook.standards.library import library, plain_rule, standards_in
from hornbook.terms import Bound, Day
from tests.population.small import CHANGE, FATES, TIERS, Read, reading, tiny, wide, yeses
from tests.samples import sampled
from tests.strategies import DAYS, Given, book_of, promise

UNDER = (None, *TIERS)
BY = (*GROUPS, *TIERS[:2])
day_of = st.sampled_from(DAYS[2:])


def rows(view: View, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Indicators by company."""
    return {row["subject"]: row for row in view.engine.arrow(profile(view, list(names))).to_pylist()}


def cents(value: Decimal | None) -> Decimal | None:
    """To the cent."""
    return None if value is None else round(value, 2)


def counted(read: Iterable[Read]) -> Count:
    """The figures of some companies, by a slow reading."""
    some = list(read)
    waiting = [one for one in some if one.answer is None and one.on_facts is True]
    worth = [Decimal(str(one.value)) for one in some if one.answer is True and one.value is not None]
    return Count(
        sum(one.answer is True for one in some),
        sum(worth, start=Decimal(0)),
        sum(one.answer is None for one in some),
        sum(one.answer is None and one.on_facts is True for one in some),
        len(worth),
        cents(median(worth)) if worth else None,
        sum((Decimal(str(one.value)) for one in waiting if one.value is not None), start=Decimal(0)),
    )


@pytest.mark.parametrize("under", UNDER)
@sampled(2, long=30)
@given(given=wide(), day=day_of, known=day_of)
def test_a_census_counts_each_company_as_the_rule_answers(
    under: str | None, given: tuple[Given, ...], day: Day, known: Day, engine: Engine, shelf: Path
) -> None:
    """Yes, unknown, what only a person can settle, value, mean, median and limits; the bands hold every known value."""
    with book_of(given, engine) as book:
        view = book.at(day, known=known)
        read = reading(view, rule(under, day))
        told = engine.arrow(verdicts(view, under=under)).to_pylist()
        answer = census(view, under=under)
    for column, slow in (("verdict", "answer"), ("on_facts", "on_facts"), ("value", "value")):
        assert {row["subject"]: row[column] for row in told} == {name: getattr(one, slow) for name, one in read.items()}
    assert answer.total == counted(read.values())
    assert answer.total.judgement <= answer.total.unknown
    of_yes = [one for one in read.values() if one.answer is True]
    worth = [Decimal(str(one.value)) for one in of_yes if one.value is not None]
    assert answer.total.mean_usd == (cents(mean(worth)) if worth else None)
    check_bands(answer, worth)
    assert answer.limits == sum(one.worth.low != one.worth.high for one in of_yes)


def check_bands(answer: Census, worth: list[Decimal]) -> None:
    """Each known value lies in one band, and no band is empty."""
    assert sum(band.companies for band in answer.bands) == answer.total.valued
    assert sum(band.value_usd for band in answer.bands) == answer.total.value_usd
    edges = [None, *BANDS, None]
    for band in answer.bands:
        assert edges.index(band.high, 1) == edges.index(band.low) + 1
        inside = [v for v in worth if (band.low or v) <= v and (band.high is None or v < band.high)]
        assert (band.companies, band.value_usd) == (len(inside), sum(inside))
        assert band.companies


@sampled(3, long=50)
@given(
    given=wide(),
    day=day_of,
    under=st.sampled_from(UNDER),
    by=st.lists(st.sampled_from(BY), min_size=1, max_size=2, unique=True),
)
@pytest.mark.slow("counts all companies by every group")
def test_groups_add_up_to_the_total(
    given: tuple[Given, ...], day: Day, under: str | None, by: list[str], engine: Engine, shelf: Path
) -> None:
    """Each group counts its own companies; together they are all, and their ranks and shares follow their counts."""
    with book_of(given, engine) as book:
        view = book.at(day, known=DAYS[-1])
        answer, read = census(view, by, under=under), reading(view, rule(under, day))
        said = rows(view, [_INDICATOR.get(key, key) for key in by if key not in TIERS])
        for key in (key for key in by if key in TIERS):
            for subject, one in reading(view, rule(key, day)).items():
                said.setdefault(subject, {})[key] = tier_group(one)
    groups: dict[tuple[Any, ...], list[Read]] = {}
    for subject, one in read.items():
        groups.setdefault(tuple(of_group(said[subject], key) for key in by), []).append(one)
    slow = {keys: counted(some) for keys, some in groups.items() if any(one.answer is not False for one in some)}
    assert {tuple(group.keys.values()): group.figures for group in answer.rows} == slow
    assert [list(group.keys) for group in answer.rows] == [by] * len(answer.rows)
    counts = [group.figures.count for group in answer.rows]
    assert counts == sorted(counts, reverse=True)
    ranked = [group.figures.count for group in answer.rows if None not in group.keys.values()]
    assert [group.rank for group in answer.rows] == [
        None if None in group.keys.values() else 1 + sum(other > group.figures.count for other in ranked)
        for group in answer.rows
    ]
    for name in ("count", "unknown", "judgement", "value_usd", "valued"):
        assert sum(getattr(group.figures, name) for group in answer.rows) == getattr(answer.total, name)
    shares = [group.share for group in answer.rows]
    if answer.total.count:
        assert sum(share or 0 for share in shares) == pytest.approx(1)
        assert shares == pytest.approx([count / answer.total.count for count in counts])
    else:
        assert set(shares) <= {None}


_INDICATOR = {"source": "valuation_source", "year": "founded", "size": "headcount"}


def tier_group(one: Read) -> str:
    """The group of a company by its answer under a tier."""
    if one.answer is None:
        return "on_facts" if one.on_facts is True else "unknown"
    return "yes" if one.answer else "no"


def of_group(row: dict[str, Any], key: str) -> object:
    """The group of a company."""
    if key == "year":
        return row["founded"] and row["founded"].year
    if key == "size":
        return band_of(row["headcount"])
    return row["valuation_source" if key == "source" else key]


def band_of(people: int | None) -> str | None:
    """The band of a headcount."""
    if people is None:
        return None
    return next((band for edge, band in SIZES.items() if people < edge), LARGEST_SIZE)


def test_a_band_of_headcount_is_told_only_where_it_is_certain(engine: Engine) -> None:
    """A count at each edge, a range within one band, and one over two."""
    exact = {f"n{n}": n for edge in SIZES for n in (edge - 1, edge)}
    ranges: dict[str, tuple[int, int | None]] = {"within": (10, 49), "over": (10, 50), "above": (1_000, None)}
    facts: list[Fact] = [
        Named(subject=name, valid=D, known=D, name=name, place="1") for name in (*exact, *ranges, "silent")
    ]
    facts += [Headcount(subject=name, valid=D, known=D, count=n, place="1") for name, n in exact.items()]
    facts += [
        Headcount(subject=name, valid=D, known=D, fewest=fewest, largest=largest, place="1")
        for name, (fewest, largest) in ranges.items()
    ]
    with book_of([Given("gazette", D, tuple(facts))], engine) as book:
        view = book.at(D)
        answers = group_answers(view, ["size"])
    assert answers is not None
    bands = {row["of_subject"]: row["one_size"] for row in answers.to_pylist()}
    assert bands == {name: band_of(n) for name, n in exact.items()} | {
        "within": "10-49",
        "over": None,
        "above": "1000+",
        "silent": None,
    }


@sampled(2, long=40)
@given(given=wide(), day=day_of, known=day_of, under=st.sampled_from(UNDER))
@pytest.mark.slow("counts all companies twice")
def test_hindsight_names_the_companies_for_which_it_matters(
    given: tuple[Given, ...], day: Day, known: Day, under: str | None, engine: Engine, shelf: Path
) -> None:
    """Those that are a yes with it and not without it, and the other way round; nobody without hindsight."""
    with book_of(given, engine) as book:
        view = book.at(day, known=known)
        answer = census(view, under=under)
        now, then = (yeses(reading(each, rule(under, day))) for each in (view, book.at(day)))
    enters, leaves = ({company.subject for company in side} for side in (answer.enters, answer.leaves))
    assert (enters, leaves) == ((now - then, then - now) if known > day else (set(), set()))


D = date(2018, 6, 1)


def firm(name: str, amount: int = 10**9, *more: Fact, **column: Any) -> tuple[Fact, ...]:
    """A company with a name and a valuation."""
    return (
        Named(subject=name, valid=DAYS[0], known=DAYS[0], name=name.title(), place="1"),
        Valuation(subject=name, valid=D, amount=Decimal(amount), currency="USD", place="1", **column),
        *more,
    )


def private(*firms: tuple[Fact, ...], on: Day = D) -> Given:
    """A source that names every fate of these companies."""
    return Given("register", on, tuple(fact for one in firms for fact in one), promise("past", FATES, on))


def placed(name: str, **columns: Any) -> tuple[Fact, ...]:
    """Where a company is based."""
    return (Registered(subject=name, valid=D, place="1", **columns),)


def test_groups_that_are_equal_share_a_rank_and_the_next_one_counts_on(engine: Engine) -> None:
    """Two, one, one and none: first, second, second and fourth; equals stand by value."""
    cities = {"aster": "Wuhan", "birch": "Wuhan", "cedar": "Hefei", "dahlia": "Xi'an"}
    firms = [firm(name, 10**9 * (n + 1), *placed(name, city=city)) for n, (name, city) in enumerate(cities.items())]
    silent = Given("rumour", D, firm("elm", 10**9, *placed("elm", city="Jinan")))
    with book_of([private(*firms), silent], engine) as book:
        found = census(book.at(D), ["city"]).rows
    assert [(g.keys["city"], g.figures.count, g.figures.unknown, g.rank, g.share) for g in found] == [
        ("Wuhan", 2, 0, 1, 0.5),
        ("Xi'an", 1, 0, 2, 0.25),
        ("Hefei", 1, 0, 2, 0.25),
        ("Jinan", 0, 1, 4, 0.0),
    ]


def test_an_unknown_city_is_a_group_of_its_own_and_the_last_of_its_equals(engine: Engine) -> None:
    """It has no name and is no empty word."""
    firms = firm("aster"), firm("birch", 10**9, *placed("birch", city="Wuhan", country="CHN"))
    with book_of([private(*firms)], engine) as book:
        assert [(g.keys, g.rank) for g in census(book.at(D), ["city", "country"]).rows] == [
            ({"city": "Wuhan", "country": "CHN"}, 1),
            ({"city": None, "country": None}, None),
        ]


def test_companies_of_unknown_cities_take_no_rank_from_a_city(engine: Engine) -> None:
    """Two in no known city stand before one in Wuhan, which is first all the same."""
    firms = firm("aster"), firm("birch"), firm("cedar", 10**9, *placed("cedar", city="Wuhan"))
    with book_of([private(*firms)], engine) as book:
        assert [(g.keys["city"], g.figures.count, g.rank) for g in census(book.at(D), ["city"]).rows] == [
            (None, 2, None),
            ("Wuhan", 1, 1),
        ]


def test_a_track_and_a_sector_are_different_groups(engine: Engine) -> None:
    """The track is a taxonomy of its own, at whatever rank."""
    track = Sector(subject="aster", valid=D, taxonomy="track", label="Robots", rank=2, key="t", place="1")
    sector = Sector(subject="aster", valid=D, taxonomy="CB", label="Hardware", rank=1, key="s", place="1")
    with book_of([private(firm("aster", 10**9, track, sector))], engine) as book:
        keys = [g.keys for g in census(book.at(D), ["track", "sector"]).rows]
    assert keys == [{"track": "Robots", "sector": "Hardware"}]


def test_the_edges_of_a_band_belong_to_the_band_above(engine: Engine) -> None:
    """A billion stands from one billion to two, a cent less below it."""
    firms = [firm("aster"), firm("birch", 2 * 10**9), firm("cedar", 2 * 10**9 - 1), firm("dahlia", 60 * 10**9)]
    with book_of([private(*firms)], engine) as book:
        found = census(book.at(D)).bands
    assert found == (
        (Decimal(10**9), Decimal(2 * 10**9), 2, Decimal(3 * 10**9 - 1)),
        (Decimal(2 * 10**9), Decimal(5 * 10**9), 1, Decimal(2 * 10**9)),
        (Decimal(50 * 10**9), None, 1, Decimal(60 * 10**9)),
    )


def test_a_company_of_unknown_value_counts_and_adds_no_value(engine: Engine, shelf: Path) -> None:
    """A tier that asks for no value: one valued, one not; the mean is that of the one."""
    nameless = Named(subject="birch", valid=D, name="Birch", place="1")
    free = tiny(shelf, "free", unlisted="not listed")
    with book_of([private(firm("aster"), (nameless,))], engine) as book:
        answer = census(book.at(D), under=free)
    assert answer.total == Count(2, Decimal(10**9), 0, 0, 1, Decimal(10**9))
    assert answer.total.mean_usd == Decimal(10**9)
    assert sum(band.companies for band in answer.bands) == 1


def test_a_lower_limit_of_a_value_is_summed_and_said_to_be_one(engine: Engine) -> None:
    """'At least two billion' is a yes, worth at least two."""
    with book_of([private(firm("aster", 2 * 10**9, bound=Bound.AT_LEAST), firm("birch"))], engine) as book:
        answer = census(book.at(D))
    assert (answer.total.value_usd, answer.limits) == (Decimal(3 * 10**9), 1)


def test_what_lacks_only_a_judgement_is_counted_apart_among_the_unknown(engine: Engine, shelf: Path) -> None:
    """Funded, worth enough and not judged: unknown; without funding it lacks more than that."""
    with book_of([private(firm("aster"), firm("birch"))], engine) as book:
        assert census(book.at(D), under="small:super").total == Count(0, Decimal(0), 2, 0)
        open_ = census(book.at(date(2022, 6, 1)), under="hurun:gazelle").total
    assert open_.judgement == 0


def test_a_company_that_is_renamed_with_hindsight_neither_enters_nor_leaves(engine: Engine) -> None:
    """A yes then and a yes now is one company, whatever it is called."""
    later = date(2019, 1, 1)
    renamed = Named(subject="aster", valid=date(2018, 5, 1), name="Aster Robotics", place="1")
    with book_of([private(firm("aster")), Given("gazette", later, (renamed,))], engine) as book:
        answer = census(book.at(D, known=later))
        assert yes(book.at(D, known=later)) == {Company("aster", "Aster Robotics")}
    assert (answer.total.count, answer.enters, answer.leaves) == (1, (), ())


def test_a_series_judges_each_day_by_its_own_edition(engine: Engine, shelf: Path) -> None:
    """A billion was enough under the first edition and is not under the second."""
    age = Given("gazette", DAYS[0], tuple(founded("aster", date(2016, 1, 1))))
    days = (date(2017, 5, 31), CHANGE)
    facts = (
        firm("aster", 10**9)[:1],
        (
            Valuation(subject="aster", valid=date(2017, 1, 1), amount=Decimal(10**9), currency="USD", place="1"),
            *placed("aster", city="Wuhan"),
            Registered(subject="aster", valid=date(2017, 1, 1), city="Wuhan", place="1"),
        ),
    )
    with book_of([private(*facts, on=days[0]), age], engine) as book:
        found = series(book.at, days, under="small:unicorn")
    assert [(each.day, each.total.count, each.asked.edition.id) for each in found] == [
        (days[0], 1, "one"),
        (days[1], 0, "two"),
    ]


def founded(name: str, day: Day) -> tuple[Fact, ...]:
    """When a company was founded."""
    return (Founded(subject=name, valid=day, known=day, place="1"),)


def test_an_unknown_group_names_the_nearest(engine: Engine) -> None:
    """And all that a census can be counted by."""
    with book_of([], engine) as book, pytest.raises(QuestionError, match="Did you mean 'city'") as caught:
        census(book.at(D), ["citty"])
    assert all(group in str(caught.value) for group in GROUPS)


# ------------------------------------------------------------------------------------------------- standards and tiers


def test_an_unknown_standard_names_the_nearest(engine: Engine) -> None:
    """In the library and in a census."""
    with pytest.raises(QuestionError, match=r"There is no standard 'gei-unicron'.* Did you mean 'gei-unicorn'"):
        library["gei-unicron"]
    with book_of([], engine) as book, pytest.raises(QuestionError, match="hornbook standards"):
        census(book.at(D), under="nothing of the sort")


def test_an_unknown_tier_names_the_nearest_and_all_of_them(shelf: Path) -> None:
    """In the order of the ladder."""
    with pytest.raises(QuestionError, match=r"Did you mean 'hopeful'.* It has: hopeful, unicorn, super"):
        rule("small:hopefull", D)


def test_without_a_tier_it_is_the_unicorn_tier_or_the_highest(shelf: Path) -> None:
    """A word with a tier is that tier; no word is the plain rule."""
    assert rule("small", D).tier.id == "unicorn"
    assert rule("small:super", D).label == "small:super"
    assert rule("startup-genome-scaleup", D).tier.id == library["startup-genome-scaleup"].edition(D).tiers[-1].id
    assert rule(None, D).standard is rule("plain", D).standard is rule("", D).standard is plain_rule()
    assert rule(None, D).name == plain_rule().name
    assert rule("small", D).name == ("Small rule: Unicorn", "小标准：独角兽")


def test_the_library_is_a_mapping_of_standards() -> None:
    """By their ids, each read once."""
    assert "hurun" in library
    assert "plain" not in library
    assert len(library) == len(list(library)) == len(set(library))
    assert library["hurun"] is library["hurun"]


def test_a_day_is_judged_by_the_newest_edition_seen_by_then(shelf: Path) -> None:
    """Before all of them by the first; on the very day of a change by the new one."""
    of = standards_in(shelf)["small"]
    days = {date(1990, 1, 1): "one", date(2017, 5, 31): "one", CHANGE: "two", date(2030, 1, 1): "two"}
    assert {day: of.edition(day).id for day in days} == days


def test_an_edition_is_in_force_where_the_text_says_so(shelf: Path) -> None:
    """Not before it was seen nor after its end; and where it gives no days, nobody knows."""
    of = standards_in(shelf)["small"]
    said = {
        date(2009, 12, 31): False,
        date(2010, 1, 1): None,
        date(2017, 5, 31): None,
        CHANGE: True,
        date(2018, 12, 31): True,
        date(2019, 1, 1): False,
    }
    assert {day: of.in_force(day) for day in said} == said
