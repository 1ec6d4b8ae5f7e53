"""What to look at: who crossed a line, who is within reach of one, and whom the passing of days takes out."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.answers.wording.clauses import ClauseWords
from hornbook.engine import Engine
from hornbook.errors import QuestionError
from hornbook.kinds import Decision, Fact, Founded, Headcount, Listed, Named, Registered, Round
from hornbook.lang.answer import reply
from hornbook.locale import Lang, in_language
from hornbook.population.flow import flow
from hornbook.population.watch import Watch, watch
from hornbook.standards.ask import rule
from hornbook.terms import Bound, Day, Instrument
from tests.population.small import MATTER, TIERS, Read, clauses, fact, in_favour, reading, register, tiny, wide, worth
from tests.samples import sampled
from tests.strategies import DAYS, Given, book_of

day_of = st.sampled_from(DAYS[2:])


@sampled(3, long=60)
@given(
    given=wide(),
    day=day_of,
    under=st.sampled_from(TIERS),
    within=st.sampled_from([1, 90, 365, 800, 1400]),
    on_facts=st.booleans(),
)
def test_near_and_aging_are_what_they_say(
    given: tuple[Given, ...], day: Day, under: str, within: int, on_facts: bool, engine: Engine, shelf: Path
) -> None:
    """Near: a no that four fifths of every floor would make a yes. Aging: a yes that days alone make none."""
    with book_of(exact(given), engine) as book:
        views = book.at(day - timedelta(days=1)), book.at(day)
        told = watch(*views, under=under, within=within, on_facts=on_facts)
        strict = reading(book.at(day), rule(under, day))
        loose = reading(book.at(day), rule(under.replace("small", "low"), day))
    condition = told.rule.tier.condition
    if on_facts:
        strict, loose = (
            {s: one._replace(answer=one.on_facts, known=in_favour(condition, one.known)) for s, one in read.items()}
            for read in (strict, loose)
        )
    check_near(told, strict, loose, day)
    check_aging(told, strict, day)


def check_near(told: Watch, strict: dict[str, Read], loose: dict[str, Read], day: Day) -> None:
    """By one law with the rest; `low` is the same standard written with four fifths of each floor."""
    near = {s for s, one in strict.items() if one.answer is False and loose[s].answer is True}
    assert {each.company.subject for each in told.near} == near
    assert list(told.near) == sorted(told.near, key=lambda each: (each.company.name.casefold(), each.company.subject))
    tier = told.rule.tier
    for each in told.near:
        known = strict[each.company.subject].known
        assert each.grounds
        for ground in each.grounds:
            assert ground.answer is False is reply(clauses(tier)[ground.clause], known, day).answer


def check_aging(told: Watch, read: dict[str, Read], day: Day) -> None:
    """By the same facts; each is named once, by the clauses that let it go and its last day, soonest first."""
    tier, ahead = told.rule.tier, day + timedelta(days=told.within)
    then = {s: reply(tier.condition, one.known, ahead).answer for s, one in read.items()}
    aging = {s for s, one in read.items() if one.answer is True and then[s] is not True}
    assert {one.company.subject for one in told.aging} == aging
    assert len(told.aging) == len(aging)
    assert [one.gap.amount for one in told.aging] == sorted(one.gap.amount for one in told.aging)
    for one in told.aging:
        known = read[one.company.subject].known
        last, over = (day + timedelta(days=int(one.gap.amount) + n) for n in (0, 1))
        assert one.gap.unit == "days"
        assert 0 <= one.gap.amount < told.within
        assert reply(tier.condition, known, last).answer is True
        assert reply(tier.condition, known, over).answer is not True
        for clause in one.clause.split(", "):
            said = [reply(clauses(tier)[clause], known, at).answer for at in (last, over)]
            assert said[0] is True is not said[1]


def exact(given: tuple[Given, ...]) -> tuple[Given, ...]:
    """The same files with founding days that are known to the day."""
    return tuple(
        replace(file, facts=tuple(replace(f, precision="day") if isinstance(f, Founded) else f for f in file.facts))
        for file in given
    )


# --------------------------------------------------------------------------------------------------------------- reach

BEFORE, D = date(2018, 1, 15), date(2018, 6, 1)
BORN = date(2015, 6, 1)


def watched(engine: Engine, under: Any, first: Day = BEFORE, last: Day = D, how: Any = None, **firms: Any) -> Watch:
    """Companies of which a register names every fate and round; each has a few facts, or one."""
    facts = []
    for name, own in firms.items():
        mine = (fact(Named, DAYS[0], name=name), *(own if isinstance(own, tuple) else (own,)))
        facts += [replace(each, subject=name) for each in mine]
    with book_of([register(max(last, D), *facts)], engine) as book:
        return watch(book.at(first), book.at(last), under=under, **(how or {}))


def valued(amount: int, on: Day = BEFORE, **more: Any) -> Fact:
    """A valuation of so many million."""
    return worth("aster", on, amount, **more)


def born(on: Day, **more: Any) -> Fact:
    """When a company was founded."""
    return fact(Founded, on, **more)


def near(told: Watch) -> dict[str, list[str]]:
    """Who is within reach, and by which clauses they are kept out."""
    return {each.company.name: [ground.clause for ground in each.grounds] for each in told.near}


def test_eight_hundred_million_is_within_reach_of_a_billion_and_a_dollar_less_is_not(engine: Engine) -> None:
    """A fifth, or another share where one is given; what is reached is not near."""
    short = replace(valued(800), amount=Decimal(799_999_999))
    firms = {"aster": valued(800), "birch": short, "cedar": valued(1_000), "dahlia": valued(999)}
    told = watched(engine, None, **firms)
    assert near(told) == {"aster": ["valuation"], "dahlia": ["valuation"]}
    said = ClauseWords(told.rule, told.flow.last).grounds(told.near[0].grounds)
    assert in_language(said, Lang.EN) == "valuation US$800m (asked: at least US$1bn), US$200m short"
    assert in_language(said, Lang.ZH) == "最新估值8亿美元（要求：至少10亿美元），差2亿美元"
    assert list(near(watched(engine, None, how={"reach": Decimal("0.21")}, **firms))) == ["aster", "birch", "dahlia"]


def test_what_is_unknown_or_listed_is_within_reach_of_nothing(engine: Engine) -> None:
    """At least 800 million may be enough, at most 900 may be too little by far; no floor keeps a listed firm out."""
    told = watched(
        engine,
        None,
        aster=valued(800, bound=Bound.AT_LEAST),
        birch=valued(900, bound=Bound.AT_MOST),
        cedar=(valued(900), fact(Listed, BEFORE, venue="NYSE")),
    )
    assert near(told) == {}


def test_two_floors_may_be_short_together(engine: Engine, shelf: Path) -> None:
    """On the facts: that nobody has judged it is taken in its favour, a judgement to the contrary is not."""
    money = {"amount": Decimal(330_000), "currency": "USD", "instrument": Instrument.EQUITY, "type": "A"}
    facts = valued(600), fact(Round, BEFORE, **money)
    denied = fact(Decision, BEFORE, matter=MATTER, outcome=False)
    firms = {"aster": facts, "birch": (*facts, denied)}
    assert near(watched(engine, "small:super", how={"on_facts": True}, **firms)) == {"aster": ["funding", "valuation"]}
    assert near(watched(engine, "small:super", **firms)) == {}


def test_caps_and_days_are_not_stretched(engine: Engine, tmp_path: Path) -> None:
    """Too much, too early or too young by little is no reach."""
    of = tiny(tmp_path, "cap", value="valuation <= 700_000_000 USD", born="founded >= 2015-06-02", age="age >= 2 years")
    told = watched(
        engine,
        of,
        aster=(valued(701), born(date(2015, 6, 2))),
        birch=(valued(700), born(BORN)),
        cedar=(valued(700), born(date(2016, 6, 2))),
    )
    assert near(told) == {}


def test_people_have_a_reach_too_and_a_count_of_one_has_none(engine: Engine, tmp_path: Path) -> None:
    """Eighty of a hundred people."""
    heads = {"aster": fact(Headcount, BEFORE, count=80), "birch": fact(Headcount, BEFORE, count=79)}
    assert near(watched(engine, tiny(tmp_path, "staff", staff="headcount >= 100 people"), **heads)) == {
        "aster": ["staff"]
    }
    assert near(watched(engine, tiny(tmp_path, "rounds", rounds="rounds >= 1"), **heads)) == {}


@pytest.mark.parametrize("text", ["1_000_000_000 USD <= valuation", "not valuation < 1_000_000_000 USD"])
def test_a_floor_is_a_floor_however_it_is_put(text: str, engine: Engine, tmp_path: Path) -> None:
    """A limit on the left, or what must not be less, is lowered too."""
    assert near(watched(engine, tiny(tmp_path, "turned", value=text), aster=valued(900))) == {"aster": ["value"]}


def test_of_two_branches_one_within_reach_is_enough(engine: Engine, shelf: Path) -> None:
    """Four years old and worth 600 million: the grown branch asks for 700."""
    told = watched(engine, "small:hopeful", aster=(born(date(2014, 2, 28)), valued(600)))
    assert "grown.valuation" in near(told)["aster"]


# --------------------------------------------------------------------------------------------------------------- aging


def aging(told: Watch) -> dict[str, tuple[str, Any]]:
    """Who ages out, by which clause and in how many days."""
    return {one.company.name: (one.clause, one.gap.amount) for one in told.aging}


def test_a_company_ages_out_on_the_day_after_its_anniversary(engine: Engine, tmp_path: Path) -> None:
    """Three years old today: a yes today, none tomorrow; a day younger needs a look of two days."""
    of = tiny(tmp_path, "young", age="age <= 3 years")
    firms = {"birch": born(date(2015, 6, 2)), "aster": born(BORN), "cedar": born(date(2015, 5, 31))}
    one, two = (watched(engine, of, how={"within": days}, **firms) for days in (1, 2))
    assert aging(one) == {"aster": ("age", 0)}
    assert list(aging(two).items()) == [("aster", ("age", 0)), ("birch", ("age", 1))]
    said = two.aging[1].gap.says
    assert (in_language(said, Lang.EN), in_language(said, Lang.ZH)) == ("ages out in 1 day", "1 天后超龄")
    assert watched(engine, of, **firms).within == 180


def test_a_branch_that_ends_while_another_holds_takes_nobody_out(engine: Engine, shelf: Path) -> None:
    """Too old for the young branch in a hundred days, and for the grown one two years later, if it is worth enough."""
    firms = {"aster": (born(date(2015, 9, 9)), valued(900)), "birch": (born(date(2015, 9, 9)), valued(400))}
    assert aging(watched(engine, "small:hopeful", **firms)) == {"birch": ("young.age", 100)}
    later = aging(watched(engine, "small:hopeful", how={"within": 900}, **firms))
    assert later == {"birch": ("young.age", 100), "aster": ("grown.age", 831)}


@pytest.mark.parametrize("other", ["founded >= 2015-09-04", "age >= 32 months", "founded <= 2015-10-01"])
def test_it_is_named_by_the_clause_that_days_take_and_not_by_one_that_they_confirm(
    other: str, engine: Engine, tmp_path: Path
) -> None:
    """Founded a few days after a fixed day or before one, or old enough for three weeks: too old in a hundred days."""
    of = tiny(tmp_path, "between", first=other, young="age <= 3 years")
    assert aging(watched(engine, of, aster=born(date(2015, 9, 9)))) == {"aster": ("young", 100)}


def test_the_first_day_out_is_named_and_not_a_later_one(engine: Engine, tmp_path: Path) -> None:
    """Three years old today, and after a year outside in again from four to five: out tomorrow."""
    of = tiny(tmp_path, "gap", age="any(age <= 3 years, all(age >= 4 years, age <= 5 years))")
    assert aging(watched(engine, of, how={"within": 800}, aster=born(BORN))) == {"aster": ("age", 0)}


def test_clauses_that_end_together_are_named_together(engine: Engine, tmp_path: Path) -> None:
    """Two clauses of one day."""
    of = tiny(tmp_path, "twice", young="age <= 3 years", months="age <= 36 months", grown="age >= 1 years")
    assert aging(watched(engine, of, aster=born(BORN))) == {"aster": ("young, months", 0)}


def test_a_day_that_must_be_young_enough_ages_too(engine: Engine, tmp_path: Path) -> None:
    """A valuation of at most twelve months."""
    of = tiny(tmp_path, "fresh", fresh="valuation_day >= day - 12 months")
    told = watched(engine, of, aster=valued(5, date(2017, 7, 1)), birch=valued(5, date(2018, 5, 1)))
    assert aging(told) == {"aster": ("fresh", 30)}


def test_age_by_calendar_years_ages_out_with_the_year(engine: Engine, tmp_path: Path) -> None:
    """Founded in 2015, three years old throughout 2018, too old from New Year's Day on."""
    of = tiny(tmp_path, "calendar", head='age = "calendar"', age="age <= 3 years")
    assert aging(watched(engine, of, how={"within": 213}, aster=born(BORN))) == {}
    assert list(aging(watched(engine, of, how={"within": 214}, aster=born(BORN)))) == ["aster"]


def test_an_age_that_must_not_be_more_ages_out_as_well(engine: Engine, tmp_path: Path) -> None:
    """However the rule is put."""
    of = tiny(tmp_path, "denied", age="not age > 3 years")
    assert list(aging(watched(engine, of, aster=born(BORN)))) == ["aster"]


def test_days_that_are_counted_from_a_fact_age_out_as_well(engine: Engine, tmp_path: Path) -> None:
    """A round of at most two hundred days ago."""
    of = tiny(tmp_path, "lately", lately="days_since_round <= 200 days")
    assert list(aging(watched(engine, of, aster=fact(Round, BEFORE, type="A")))) == ["aster"]


def test_a_founding_year_ages_out_once_it_is_no_more_sure(engine: Engine, tmp_path: Path) -> None:
    """Founded some day in 2015: from 2 January 2018 on nobody knows whether it is three."""
    of = tiny(tmp_path, "young", age="age <= 3 years")
    days = {"first": date(2017, 11, 1), "last": date(2017, 12, 1)}
    assert aging(watched(engine, of, **days, aster=born(date(2015, 1, 1), precision="year"))) == {"aster": ("age", 31)}


def test_an_anniversary_is_over_on_a_leap_day(engine: Engine, tmp_path: Path) -> None:
    """Founded on 28 February 2013, it is three on 28 February 2016 and a day more than that on the 29th."""
    of, days = tiny(tmp_path, "leap", age="age <= 3 years"), (date(2016, 2, 28), date(2016, 2, 29))
    named = fact(Named, date(2013, 2, 28), name="Aster")
    with book_of([register(days[1], named, born(date(2013, 2, 28)))], engine) as book:
        answers = [reading(book.at(day), rule(of, day))["aster"].answer for day in days]
    assert answers == [True, False]


def test_crossings_are_the_flow_and_take_nothing_in_anybody_s_favour(engine: Engine, shelf: Path) -> None:
    """One listed, one valued, one that nobody has judged."""
    lately = date(2018, 3, 1)
    old = (born(BORN), valued(3_000), fact(Registered, BEFORE, city="Wuhan"))
    facts = {
        "aster": (*old, fact(Listed, lately, venue="NYSE")),
        "birch": (*old[::2], valued(3_000, lately)),
        "cedar": old,
    }
    given = [
        register(
            D, *(replace(each, subject=s) for s, own in facts.items() for each in (fact(Named, BEFORE, name=s), *own))
        )
    ]
    with book_of(given, engine) as book:
        views = book.at(BEFORE), book.at(D)
        told = watch(*views, under="small")
        assert told.flow == flow(*views, under="small")
        assert watch(*views, under="small:super").flow.enters == ()
        eased = watch(*views, under="small:super", on_facts=True).flow
        assert eased == flow(*views, under="small:super", on_facts=True)
    assert [(m.company.name, m.reason) for m in (*told.flow.enters, *told.flow.leaves)] == [
        ("birch", "valued"),
        ("aster", "listed"),
    ]
    assert told.rule == rule("small", D)


# -------------------------------------------------------------------------------------------------------------- errors


@pytest.mark.parametrize("days", [(D, D), (D, BEFORE)])
def test_a_watch_runs_from_an_earlier_day_to_a_later_one(days: tuple[Day, Day], engine: Engine) -> None:
    """And says which days were asked for."""
    with book_of([], engine) as book, pytest.raises(QuestionError, match=f"not from {days[0]} to {days[1]}"):
        watch(book.at(days[0]), book.at(days[1]))


@pytest.mark.parametrize("how", [{"within": 0}, {"within": 3651}, {"reach": Decimal(0)}, {"reach": Decimal(1)}])
def test_a_watch_looks_so_far_and_no_farther(how: dict[str, Any], engine: Engine) -> None:
    """A day to ten years ahead; a share between nothing and all."""
    with book_of([], engine) as book, pytest.raises(QuestionError, match="1 to 3650 days ahead"):
        watch(book.at(BEFORE), book.at(D), **how)


def test_an_empty_book_has_nothing_to_watch(engine: Engine) -> None:
    """Nobody near, nobody aging, nobody crossed."""
    with book_of([], engine) as book:
        told = watch(book.at(BEFORE), book.at(D))
    assert told.near == told.aging == told.flow.enters == told.flow.leaves == ()
