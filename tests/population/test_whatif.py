"""A rule with another number, clause, window, rate or definition: who enters, who leaves, and by which clause."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.answers.wording.clauses import ClauseWords
from hornbook.book.view import View
from hornbook.engine import Engine
from hornbook.errors import QuestionError
from hornbook.kinds import Fact, Founded, Listed, Named, Registered, Round
from hornbook.lang.answer import reply
from hornbook.locale import Lang, in_language
from hornbook.population.whatif import Change, WhatIf, whatif
from hornbook.standards.ask import Rule, rule
from hornbook.standards.file import standard
from hornbook.standards.library import plain_rule
from hornbook.terms import Day, Instrument
from tests.population.small import SMALL, Read, clauses, fact, reading, register, tiny, wide, worth, yeses
from tests.samples import sampled
from tests.strategies import DAYS, Given, book_of

day_of = st.sampled_from(DAYS[2:])

SAME = {
    None: {"unicorn.valuation": "1_000_000_000 USD"},
    "small:hopeful": {"hopeful.young.valuation": "350_000_000 USD", "hopeful.grown.valuation": "700_000_000 USD"},
    "small:super": {
        "super.valuation": "valuation >= 700_000_000 USD",
        "super.funding": "400000 USD",
        "money": "spot",
    },
}
"""Settings that change nothing: a threshold, a whole rule or a convention as it stands."""


@sampled(2, long=30)
@given(given=wide(), day=day_of, under=st.sampled_from(list(SAME)))
def test_a_change_that_changes_nothing_moves_nobody(
    given: tuple[Given, ...], day: Day, under: str | None, engine: Engine, shelf: Path
) -> None:
    """As many as before, and as many unknown."""
    with book_of(given, engine) as book:
        told = whatif(book.at(day), under, SAME[under])
        read = reading(book.at(day), rule(under, day))
    assert told.before == told.after == len(yeses(read))
    assert told.unknown_before == told.unknown_after == sum(one.answer is None for one in read.values())
    assert told.enters == told.leaves == ()
    assert len(told.settings) == len(SAME[under])


WINDOW = "[payment in {'paid_in', 'unstated'}] within 24 months"
CHANGES = (
    ("small:hopeful", {"hopeful.young.valuation": "290_000_000 USD"}, {"350_000_000": "290_000_000"}),
    ("small:hopeful", {"hopeful.young.age": ""}, {'age = "age <= 3 years"\n': ""}),
    (
        "small:hopeful",
        {"hopeful.grown.age": "age > 3 years"},
        {"all(age > 3 years, age <= 5 years)": "age > 3 years"},
    ),
    (
        "small:unicorn",
        {"unicorn.valuation": "800_000_000 USD", "unicorn.age": "5 years"},
        {
            '{ rule = "valuation >= 700_000_000 USD"': '{ rule = "valuation >= 800_000_000 USD"',
            '{ rule = "valuation >= 2_000_000_000 USD"': '{ rule = "valuation >= 800_000_000 USD"',
            "age <= 4 years": "age <= 5 years",
        },
    ),
    ("small:unicorn", {"define.home": "city in {'Birke'}"}, {"city not in {'Birke'}": "city in {'Birke'}"}),
    ("small:super", {"super.promising": ""}, {'promising = "judged promising"\n': ""}),
    ("small:super", {"super.unlisted": "not acquired"}, {'"not listed"': '"not acquired"'}),
    ("small:super", {"counts.Round": WINDOW}, {"[edition.counts]": f'[edition.counts]\nRound = "{WINDOW}"'}),
)
"""A tier, settings, and the same change made by hand in the text."""


@sampled(2, long=30)
@given(given=wide(), day=day_of, some=st.lists(st.integers(0, len(CHANGES) - 1), min_size=3, max_size=3, unique=True))
def test_a_changed_rule_is_the_rule_as_it_would_be_written(
    given: tuple[Given, ...], day: Day, some: list[int], engine: Engine, shelf: Path
) -> None:
    """Who enters and who leaves are the differences of the two sets of yes; each has a clause that makes it so."""
    with book_of(given, engine) as book:
        view = book.at(day)
        for under, set_, edits in (CHANGES[n] for n in some):
            old, new = rule(under, day), written(edits, shelf, day, under.partition(":")[2])
            check(whatif(view, under, set_), reading(view, old), reading(view, new), new, day)


def written(edits: Mapping[str, str], folder: Path, day: Day, tier: str) -> Rule:
    """A tier of the standard with its text edited."""
    text = SMALL
    for old, new in edits.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "edited.toml").write_text(text, encoding="utf-8")
    made = rule(standard(folder / "edited.toml"), day)
    found = made.edition.tier(tier)
    assert found is not None
    return replace(made, tier=found)


def check(told: WhatIf, before: dict[str, Read], after: dict[str, Read], new: Rule, day: Day) -> None:
    """The counts, who moves, and the clauses of the rule that keeps each of them out."""
    then, now = yeses(before), yeses(after)
    assert {change.company.subject for change in told.enters} == now - then
    assert {change.company.subject for change in told.leaves} == then - now
    assert (told.before, told.after) == (len(then), len(now))
    assert told.before + len(told.enters) - len(told.leaves) == told.after
    assert told.unknown_before == sum(one.answer is None for one in before.values())
    assert told.unknown_after == sum(one.answer is None for one in after.values())
    assert told.changed.tier.condition == new.tier.condition
    for changes, out, read in ((told.enters, told.rule, before), (told.leaves, new, after)):
        assert list(changes) == sorted(changes, key=lambda c: (c.company.name.casefold(), c.company.subject))
        for change in changes:
            assert change.grounds
            for ground in change.grounds:
                said = reply(clauses(out.tier)[ground.clause], read[change.company.subject].known, day)
                assert said.answer is ground.answer is not True


# -------------------------------------------------------------------------------------------------------------- by hand

D = date(2025, 7, 22)


def firm(name: str, value: int, currency: str = "USD", *more: Fact) -> tuple[Fact, ...]:
    """A company valued at so many million on 1 July 2024."""
    valued = worth(name, date(2024, 7, 1), value, currency=currency)
    return (fact(Named, date(2015, 1, 1), name, name=name.title()), valued, *more)


def asked(engine: Engine, under: Any, set_: Mapping[str, str], *firms: Sequence[Fact], day: Day = D) -> WhatIf:
    """The changed rule put to companies of which a register names every fate and round."""
    facts = tuple(each for one in firms for each in one)
    with book_of([register(day, *facts)], engine) as book:
        return whatif(book.at(day), under, set_)


def names(changes: Sequence[Change]) -> list[str]:
    """Who."""
    return [change.company.name for change in changes]


def test_a_lower_threshold_takes_in_who_was_short_of_the_old_one(engine: Engine) -> None:
    """With the gap to the rule as it stands; settings are told as they stood and as they were set."""
    told = asked(engine, None, {"unicorn.valuation": "500_000_000 USD"}, firm("aster", 900), firm("birch", 400))
    assert told.settings == {"unicorn.valuation": ("valuation >= 1_000_000_000 USD", "valuation >= 500_000_000 USD")}
    assert (told.before, told.after, names(told.enters), told.leaves) == (0, 1, ["Aster"], ())
    (ground,) = told.enters[0].grounds
    assert (ground.clause, ground.rule, ground.answer) == ("valuation", "valuation >= 1_000_000_000 USD", False)
    said = ClauseWords(told.rule, told.day).ground(ground)
    assert in_language(said, Lang.EN) == "valuation US$900m (asked: at least US$1bn), US$100m short"
    assert in_language(said, Lang.ZH) == "最新估值9亿美元（要求：至少10亿美元），差1亿美元"
    assert (told.rule.standard, told.day, told.known) == (plain_rule(), D, D)


def test_a_higher_threshold_leaves_out_who_is_short_of_the_new_one(engine: Engine) -> None:
    """The ground is a clause of the rule as set; a threshold may be in another currency."""
    firms = firm("aster", 1_500), firm("birch", 2_000)
    told = asked(engine, "plain", {"unicorn.valuation": "2_000_000_000 USD"}, *firms)
    assert (names(told.leaves), told.enters, told.after) == (["Aster"], (), 1)
    assert told.leaves[0].grounds[0].rule == "valuation >= 2_000_000_000 USD"
    firms = firm("aster", 6_999, "CNY"), firm("birch", 7_000, "CNY")
    told = asked(engine, "plain", {"unicorn.valuation": "7_000_000_000 CNY"}, *firms)
    assert told.settings["unicorn.valuation"][1] == "valuation >= 7_000_000_000 CNY"
    assert (names(told.enters), told.after) == (["Birch"], 1)


def test_a_whole_rule_takes_the_place_of_a_clause(engine: Engine) -> None:
    """Any rule that reads may stand there."""
    money = {"amount": Decimal(5), "currency": "USD", "instrument": Instrument.EQUITY}
    rounds, either = fact(Round, date(2024, 1, 1), type="A", **money), "any(valuation >= 2_000_000_000 USD, rounds)"
    told = asked(engine, None, {"unicorn.valuation": either}, firm("aster", 5, "USD", rounds))
    assert (names(told.enters), told.settings["unicorn.valuation"][1]) == (["Aster"], either)


def test_a_clause_left_out_lets_in_whom_it_kept_out(engine: Engine) -> None:
    """Listed, and let in where nobody asks; empty words, or nothing but space, leave it out."""
    listed = fact(Listed, date(2025, 1, 1), venue="NYSE")
    for nothing in ("", "  "):
        told = asked(engine, "plain", {"unicorn.unlisted": nothing}, firm("aster", 1_500, "USD", listed))
        assert (names(told.enters), told.settings) == (["Aster"], {"unicorn.unlisted": ("not listed", "")})
        assert [ground.clause for ground in told.enters[0].grounds] == ["unlisted"]
        assert [clause.id for clause in told.changed.tier.clauses] == ["not_acquired", "not_closed", "valuation"]


def test_six_and_a_half_billion_yuan_are_a_unicorn_at_six_and_none_at_seven(engine: Engine) -> None:
    """928 million dollars, or 1,083; at the rate of the day 894."""
    yuan = firm("aster", 6_500, "CNY")
    seven, six = (asked(engine, None, {"money": f"CNY={rate}"}, yuan) for rate in (7, 6))
    assert (seven.before, seven.after, seven.enters) == (0, 0, ())
    assert (six.before, six.after, names(six.enters)) == (0, 1, ["Aster"])
    assert six.settings == {"money": ("spot", "CNY=6")}
    back = asked(engine, six.changed.standard, {"money": "CNY=7"}, yuan)
    assert (back.before, back.after, names(back.leaves)) == (1, 0, ["Aster"])
    assert back.settings == {"money": ("CNY=6", "CNY=7")}
    said = ClauseWords(back.changed, back.day).grounds(back.leaves[0].grounds)
    assert in_language(said, Lang.EN) == "valuation US$928.6m (asked: at least US$1bn), US$71.4m short"


def test_age_by_calendar_years_takes_some_in_and_leaves_others_out(engine: Engine, tmp_path: Path) -> None:
    """In July 2025, a firm of January 2015 is ten by the calendar; one of December 2014 is eleven."""
    of = tiny(tmp_path, "aged", age="age <= 10 years")
    days = {"aster": date(2015, 1, 10), "birch": date(2014, 12, 1)}
    firms = [firm(name, 1, "USD", fact(Founded, day, name)) for name, day in days.items()]
    told = asked(engine, of, {"age": "calendar"}, *firms)
    assert (names(told.enters), told.leaves, told.settings) == (["Aster"], (), {"age": ("anniversary", "calendar")})
    young = asked(engine, tiny(tmp_path, "young", age="age < 11 years"), {"age": "calendar"}, *firms)
    assert (names(young.leaves), young.enters) == (["Birch"], ())


def test_another_place_may_be_asked_than_that_of_the_issuer(engine: Engine) -> None:
    """A rule of China put to America."""
    homes = [
        firm(name, 5_000, "USD", fact(Registered, date(2020, 1, 1), name, country=country, city=city))
        for name, country, city in (("aster", "CHN", "Wuhan"), ("birch", "USA", "Boston"))
    ]
    dropped = dict.fromkeys(("unicorn.legal_person", "unicorn.age", "unicorn.professional", "unicorn.raised"), "")
    set_ = {"unicorn.place": "place in {'USA'}"} | dropped
    told = asked(engine, "gei-unicorn", set_, *homes)
    assert names(told.enters) == ["Birch"]
    assert told.settings["unicorn.place"] == ("place in {'CHN', 'HKG'}", "place in {'USA'}")


def test_another_definition_is_used_wherever_its_name_stands(engine: Engine, shelf: Path) -> None:
    """A rule of one city put to another."""
    homes = [
        firm(name, 5_000, "USD", fact(Registered, date(2020, 1, 1), name, country="CHN", city=city))
        for name, city in (("aster", "Birke"), ("birch", "Wuhan"))
    ]
    told = asked(engine, "small", {"define.home": "city in {'Birke'}", "unicorn.age": ""}, *homes)
    assert names(told.enters) == ["Aster"]
    assert told.settings["define.home"] == ("city not in {'Birke'}", "city in {'Birke'}")


def test_another_view_of_what_counts_as_listed(engine: Engine, shelf: Path) -> None:
    """The third board is no listing; a kind that had no filter may get one, and a filter may go."""
    listed = fact(Listed, date(2025, 1, 1), venue="NEEQ")
    told = asked(engine, None, {"counts.Listed": "[venue not in {'NEEQ'}]"}, firm("aster", 1_500, "USD", listed))
    assert (names(told.enters), told.settings["counts.Listed"]) == (["Aster"], ("", "[venue not in {'NEEQ'}]"))
    back = asked(engine, told.changed.standard, {"counts.Listed": ""}, firm("aster", 1_500, "USD", listed))
    assert names(back.leaves) == ["Aster"]


def test_another_window_of_evidence(engine: Engine) -> None:
    """Evidence of July 2024 is none where only a year's counts."""
    told = asked(engine, None, {"counts.Valuation": " within 12 months"}, firm("aster", 1_500))
    assert (names(told.leaves), told.unknown_after) == (["Aster"], 1)
    assert told.leaves[0].grounds[0].answer is None
    assert told.settings["counts.Valuation"][1].strip() == "within 12 months"


def test_a_tier_that_names_another_feels_its_change(engine: Engine, tmp_path: Path) -> None:
    """The higher rung stands on the lower."""
    text = tiny(tmp_path, "ladder", value="valuation >= 1_000_000_000 USD").source.text
    upper = '[[edition.tier]]\nid = "super"\nname = { en = "Super", zh = "超级" }\nall.lower = "tier unicorn"\n'
    (tmp_path / "two.toml").write_text(text + upper, encoding="utf-8")
    of = standard(tmp_path / "two.toml")
    told = asked(engine, of, {"unicorn.value": "500_000_000 USD"}, firm("aster", 900))
    assert names(told.enters) == ["Aster"]
    top = told.changed.edition.tier("super")
    assert top is not None
    assert "500_000_000" in str(top.condition)


def test_only_the_edition_of_the_day_is_changed(engine: Engine, shelf: Path) -> None:
    """And the standard that was asked about stays as it is."""
    told = asked(engine, "small", {"unicorn.age": "9 years"}, firm("aster", 1), day=date(2018, 6, 1))
    one, two = told.changed.standard.editions
    ages = [next(c.rule for c in edition.tiers[1].clauses if c.id == "age") for edition in (one, two)]
    assert ages == ["age <= 4 years", "age <= 9 years"]
    assert rule("small", D).tier.clauses[1].rule == "age <= 4 years"
    assert told.changed.label == told.rule.label == "small"


def test_a_threshold_takes_the_place_of_the_limit_on_whichever_side_it_stands(engine: Engine, tmp_path: Path) -> None:
    """A limit on the left is a limit too."""
    of = tiny(tmp_path, "turned", value="1_000_000_000 USD <= valuation")
    told = asked(engine, of, {"unicorn.value": "500_000_000 USD"}, firm("aster", 900))
    assert told.settings["unicorn.value"][1] == "500_000_000 USD <= valuation"
    assert names(told.enters) == ["Aster"]


# --------------------------------------------------------------------------------------------------------------- errors

WRONG = {
    "nothing set": ({}, "Nothing is set. For example: --set"),
    "a clause misspelt": ({"unicorn.valuatoin": "1 USD"}, "Did you mean 'unicorn.valuation'?"),
    "a tier misspelt": ({"unicron.age": "1 years"}, "There is no clause 'unicron.age'. Did you mean 'unicorn.age'?"),
    "a branch left out": ({"hopeful.valuation": "1 USD"}, "There is no clause 'hopeful.valuation'. Did you mean"),
    "a threshold for no comparison": (
        {"unicorn.unlisted": "5"},
        "not one comparison (not listed); give the whole rule",
    ),
    "a threshold for two": (
        {"hopeful.grown.age": "5 years"},
        "not one comparison (all(age > 3 years, age <= 5 years))",
    ),
    "no rule": ({"unicorn.valuation": "valuation >="}, "'unicorn.valuation' cannot be set to this"),
    "other units": ({"unicorn.valuation": "5 years"}, "The rule as set cannot be read."),
    "other units in a rule": ({"unicorn.valuation": "valuation >= 5 people"}, "an amount of money is compared with"),
    "no indicator": ({"unicorn.valuation": "valuatoin >= 5 USD"}, "Did you mean 'valuation'?"),
    "no currency": ({"unicorn.valuation": "5 USX"}, "no currency is called 'USX'"),
    "no conversion": ({"money": "CNY"}, "no conversion"),
    "no way to count years": ({"age": "calender"}, "'age' should be 'anniversary' or 'calendar'"),
    "no kind": ({"counts.Lsited": "[venue in {'NYSE'}]"}, "Did you mean 'Listed'?"),
    "no filter": ({"counts.Listed": "listed"}, "what counts is a filter"),
    "no definition": ({"define.home": "city in"}, "The rule as set cannot be read."),
    "an empty definition": ({"define.home": ""}, "The rule as set cannot be read."),
    "a definition misspelt": ({"define.hoem": "city in {'Wuhan'}"}, "Did you mean 'define.home'?"),
    "a branch emptied": ({"hopeful.young.age": "", "hopeful.young.valuation": ""}, "the branch 'young' has no clause"),
    "a clause of every tier dropped twice": (
        {"unicorn.unlisted": "", "super.unlisted": ""},
        "no clause 'super.unlisted'",
    ),
}


@pytest.fixture(scope="module")
def nobody(engine: Engine, shelf: Path) -> Iterator[View]:
    """A view without companies."""
    with book_of([], engine) as book:
        yield book.at(D)


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_set_is_refused_with_the_way_out(case: str, nobody: View) -> None:
    """Every refusal is a question's error, one that a user can mend."""
    set_, said = WRONG[case]
    with pytest.raises(QuestionError) as caught:
        whatif(nobody, "small:unicorn", set_)
    assert said in str(caught.value)


def test_an_unknown_clause_is_answered_with_all_that_there_are(nobody: View) -> None:
    """Clauses of every tier and branch, and what else can be set."""
    with pytest.raises(QuestionError) as caught:
        whatif(nobody, "small", {"nothing.of.the.sort": "1"})
    known = [f"{tier.id}.{clause.id}" for tier in rule("small", D).edition.tiers for clause in tier.every]
    assert all(word in str(caught.value) for word in (*known, "money", "age", "counts", "define"))
