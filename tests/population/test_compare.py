"""Why lists differ: what several rules and published lists say of one view, and the clauses that keep a company out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.answers.grounds import clause_ground, ground_words
from hornbook.book.view import View
from hornbook.engine import Engine
from hornbook.errors import QuestionError
from hornbook.kinds import Certified, Decision, Fact, Founded, Listed, Named
from hornbook.lang.answer import reply
from hornbook.locale import Lang, in_language
from hornbook.population.compare import Comparison, RulePair, compare
from hornbook.population.grounds import Ground
from hornbook.standards.ask import rule
from hornbook.standards.library import library
from hornbook.terms import Bound, Day
from hornbook.text import Text
from tests import oracle
from tests.population.small import FATES, MATTER, ON_LISTS, TIERS, Read, clauses, fact, reading, register, wide, worth
from tests.samples import sampled
from tests.strategies import DAYS, Given, book_of, everything_said, promise, vows

MAKERS = ("ash", "Birke", "桦树")
day_of = st.sampled_from(DAYS[3:])


def on_list(given: tuple[Given, ...], view: View, maker: str) -> dict[str, bool]:
    """Whether each company stands on the newest edition of a maker's list, by a slow reading."""
    asked = oracle.Asked(view.day, view.known, vows(given), lambda *_: None)
    facts = oracle.visible(everything_said(given), view.day, view.known)
    found = {}
    for subject, mine in oracle.by_company(facts).items():
        stands = [one for one in mine if isinstance(one.fact, Certified) and one.fact.by == maker]
        last = max(stands, key=oracle._when, default=None)
        newest = last and oracle._newest_edition(last.source, asked)
        found[subject] = last is not None and (newest is None or (last.fact.known or date.min) >= newest)
    return found


@sampled(3, long=50)
@given(
    given=wide(ON_LISTS),
    day=day_of,
    rules=st.lists(st.sampled_from(["plain", *TIERS]), min_size=2, max_size=3, unique=True),
    maker=st.sampled_from([None, *MAKERS]),
    on_facts=st.booleans(),
)
@pytest.mark.slow("judges all companies by several standards")
def test_a_comparison_is_the_arithmetic_of_the_sets_of_yes(
    given: tuple[Given, ...],
    day: Day,
    rules: list[str],
    maker: str | None,
    on_facts: bool,
    engine: Engine,
    shelf: Path,
) -> None:
    """Counts, pairs and disputes, each by the slow reading of each side; and every no and unknown has its grounds."""
    with book_of(given, engine) as book:
        view = book.at(day)
        makers = {row["by"] for row in engine.arrow(view.facts(Certified, ["by"])).to_pylist()}
        listed = [f"list:{maker}"] if maker and maker in makers else []
        told = compare(view, [*rules, *listed], on_facts=on_facts)
        sides = {word: reading(view, rule(word, day)) for word in rules}
    answers = {rule(word, day).label: of_all(read, on_facts) for word, read in sides.items()}
    answers |= {word: dict(on_list(given, view, word.removeprefix("list:"))) for word in listed}
    labels = list(answers)
    yes = {label: {s for s, one in of.items() if one is True} for label, of in answers.items()}
    assert list(told.names) == labels
    assert told.counts == {
        label: (len(yes[label]), sum(one is None for one in of.values())) for label, of in answers.items()
    }
    for pair, (a, b) in zip(told.pairs, combinations(labels, 2), strict=True):
        assert (pair.first, pair.second) == (a, b)
        assert (pair.both, pair.first_only, pair.second_only) == tuple(
            len(part) for part in (yes[a] & yes[b], yes[a] - yes[b], yes[b] - yes[a])
        )
        assert pair.opposed == sum(
            answers[other][s] is False for one, other in ((a, b), (b, a)) for s in yes[one] - yes[other]
        )
        either = len(yes[a] | yes[b])
        assert pair.overlap == (pytest.approx(len(yes[a] & yes[b]) / either) if either else None)
    check_disputes(told, answers, {rule(word, day).label: (word, read) for word, read in sides.items()}, day)


def of_all(read: dict[str, Read], on_facts: bool) -> dict[str, bool | None]:
    """What a rule says of each company."""
    return {subject: one.on_facts if on_facts else one.answer for subject, one in read.items()}


def check_disputes(
    told: Comparison,
    answers: dict[str, dict[str, bool | None]],
    sides: dict[str, tuple[str, dict[str, Read]]],
    day: Day,
) -> None:
    """A company is in dispute where one side says yes and another does not; those that a side rules out come first."""
    split = {
        s for of in answers.values() for s in of if {each[s] is True for each in answers.values()} == {True, False}
    }
    assert {dispute.company.subject for dispute in told.disputes} == split
    opposed = [False in dispute.answers.values() for dispute in told.disputes]
    assert opposed == sorted(opposed, reverse=True)
    for dispute in told.disputes:
        subject = dispute.company.subject
        assert dispute.answers == {label: of[subject] for label, of in answers.items()}
        assert set(dispute.grounds) == {label for label, answer in dispute.answers.items() if answer is not True}
        for label, grounds in dispute.grounds.items():
            if label in sides:
                word, read = sides[label]
                check_grounds(word, grounds, read[subject], dispute.answers[label], day)
            else:
                assert grounds == (Ground("list", "", False),)


def check_grounds(word: str, grounds: Sequence[Ground], read: Read, answer: bool | None, day: Day) -> None:
    """Each ground is a clause of the tier with the answer of the whole; where a branch is a yes, none of a branch."""
    tier = rule(word, day).tier
    of, texts = clauses(tier), {clause.id: clause.rule for clause in tier.every}
    ways = [all(reply(c.condition, read.known, day).answer for c in branch.clauses) for branch in tier.branches]
    assert grounds
    assert not any(ways) or not any("." in ground.clause for ground in grounds)
    for ground in grounds:
        assert ground.answer is answer is reply(of[ground.clause], read.known, day).answer
        assert ground.rule == texts[ground.clause]
        assert ground.reply is not None


# ------------------------------------------------------------------------------------------------------ published lists

D, LATER = date(2025, 7, 22), date(2025, 12, 1)
LIST = "list:CB Insights"


def firm(name: str, amount: int = 2_000, day: Day = D, **columns: Any) -> tuple[Fact, ...]:
    """A company founded in 2015, with a name and a valuation in millions."""
    born = fact(Founded, date(2015, 3, 1), name)
    return (fact(Named, day, name, name=name.title()), replace(born, known=day), worth(name, day, amount, **columns))


def edition(on: Day, *names: str) -> Given:
    """An edition of a published list: these companies stand on it."""
    facts = tuple(
        each
        for name in names
        for each in (*firm(name, day=on), fact(Certified, on, name, status="unicorn", by="CB Insights"))
    )
    return Given("cbinsights", on, facts, promise("edition", FATES, on))


def compared(engine: Engine, given: Sequence[Given], *words: str, day: Day = D, **more: Any) -> Comparison:
    """A comparison on a day."""
    with book_of(given, engine) as book:
        return compare(book.at(day), words, **more)


BEGUN = date(2018, 1, 5)
NAMED = fact(Named, DAYS[0], name="Aster")
STAR = fact(Certified, BEGUN, status="star", by="CB Insights")


def says(told: Comparison, label: str, company: str = "aster") -> list[tuple[str, Text]]:
    """What keeps a company out, in the words of answers."""
    (dispute,) = [each for each in told.disputes if each.company.subject == company]
    words = ground_words(label, told.day)
    texts = [clause_ground(ground, words).says for ground in dispute.grounds[label]]
    both = [Text(in_language(text, Lang.EN), in_language(text, Lang.ZH)) for text in texts]
    return [(ground.clause, text) for ground, text in zip(dispute.grounds[label], both, strict=True)]


def test_a_list_as_published_says_no_by_leaving_out(engine: Engine) -> None:
    """Birch is worth enough and is not on the list; cedar stands there and is worth too little."""
    given = [edition(D, "aster", "cedar"), register(LATER, *firm("birch"), worth("cedar", D, 900, known=D, key="new"))]
    told = compared(engine, given, LIST, "plain")
    assert told.names[LIST] == Text("CB Insights, as published", "CB Insights（公开榜单）")
    assert {d.company.name: d.answers for d in told.disputes}["Birch"] == {LIST: False, "plain": True}
    assert says(told, LIST, "birch") == [("list", Text("not on the list", "未在榜单上"))]
    assert told.counts[LIST] == (2, 0)


def test_a_newer_edition_of_a_list_leaves_a_company_out(engine: Engine) -> None:
    """On the first edition's day it stands there, on the second's no more; what it is worth has lapsed then."""
    given = [edition(D, "aster", "birch"), edition(LATER, "birch")]
    first, then = (compared(engine, given, LIST, "plain", day=day) for day in (D, LATER))
    assert (first.counts[LIST], first.disputes) == ((2, 0), ())
    assert then.counts == {LIST: (1, 0), "plain": (1, 1)}
    assert then.disputes == ()


def test_a_place_on_a_list_that_has_ended_is_none(engine: Engine) -> None:
    """It stood there until March."""
    ended = fact(Certified, date(2025, 1, 1), status="unicorn", by="CB Insights", until=date(2025, 3, 1))
    told = compared(engine, [register(LATER, *firm("aster"), ended)], LIST, "plain")
    assert told.counts[LIST] == (0, 0)


def test_an_unknown_list_names_the_lists_that_there_are(engine: Engine) -> None:
    """By their makers; a book without lists says so."""
    stands = fact(Certified, D, status="star", by="Hurun")
    with pytest.raises(QuestionError, match=r"no list by 'CB Insight'\. It knows: CB Insights, Hurun") as caught:
        compared(engine, [edition(D, "aster"), register(D, *firm("birch"), stands)], "list:CB Insight", "plain")
    assert "Hurun" in str(caught.value)
    with pytest.raises(QuestionError, match=r"The book has no list by 'CB Insights'\.$"):
        compared(engine, [register(D, *firm("birch"))], LIST, "plain")


@pytest.mark.parametrize("words", [(), ("plain",), ("plain", "plain"), ("hurun", "hurun:unicorn")])
def test_a_comparison_needs_two_rules(words: tuple[str, ...], engine: Engine) -> None:
    """None, one, or one that is named twice by one or two words, is no comparison."""
    with pytest.raises(QuestionError, match="two rules"):
        compared(engine, [register(D, *firm("aster"))], *words)


def test_an_unknown_rule_names_the_nearest(engine: Engine) -> None:
    """As everywhere."""
    with pytest.raises(QuestionError, match="Did you mean 'hurun'"):
        compared(engine, [], "plain", "hurunn")


def test_rules_that_are_published_in_part_are_named(engine: Engine) -> None:
    """So that nobody takes them for the whole text; any number of rules may stand side by side."""
    words = ["hurun:super", "cbinsights", "pitchbook", "plain", "gei-unicorn"]
    told = compared(engine, [register(LATER, *firm("aster"))], *words)
    partial = {word for word in words if word != "plain" and library[word.partition(":")[0]].partial}
    assert set(told.partial) == partial >= {"cbinsights"}
    assert list(told.names) == words
    assert len(told.pairs) == 10


def test_disputes_in_which_somebody_says_no_stand_before_those_that_are_open(engine: Engine) -> None:
    """Then by name: of aster nobody knows the founding day, birch and cedar are too old for Hurun."""
    old = [(*firm(name)[::2], fact(Founded, date(1995, 3, 1), name)) for name in ("cedar", "birch")]
    told = compared(engine, [register(LATER, *firm("aster")[::2], *old[0], *old[1])], "plain", "hurun")
    assert [(d.company.name, d.answers["hurun"]) for d in told.disputes] == [
        ("Birch", False),
        ("Cedar", False),
        ("Aster", None),
    ]


# ---------------------------------------------------------------------------------------------------- words of a clause


def test_a_founding_day_too_early_is_said_with_its_days(engine: Engine) -> None:
    """In both languages."""
    old = (*firm("aster")[::2], fact(Founded, date(1995, 3, 1)))
    told = compared(engine, [register(LATER, *old)], "plain", "hurun")
    assert says(told, "hurun") == [
        (
            "founded",
            Text(
                "founded 1995-03-01 (asked: on or after 2000-01-01), 1,767 days too early",
                "成立日期 1995-03-01（要求：不早于 2000-01-01），过早 1,767 天",
            ),
        )
    ]
    assert told.pairs == (RulePair("plain", "hurun", 0, 1, 0, 1),)
    assert told.pairs[0].overlap == 0


def test_an_amount_too_small_is_said_with_what_it_lacks(engine: Engine) -> None:
    """Nine hundred million, where Hurun asks a gazelle for five hundred and a unicorn for a billion."""
    judged = fact(Decision, D, matter="hurun/three_years", outcome=True)
    told = compared(engine, [register(LATER, *firm("aster", 900), judged)], "hurun:gazelle", "hurun")
    assert says(told, "hurun") == [
        (
            "valuation",
            Text(
                "valuation US$900m (asked: at least US$1bn), US$100m short",
                "最新估值9亿美元（要求：至少10亿美元），差1亿美元",
            ),
        )
    ]


def test_what_nobody_has_judged_or_said_is_said_to_be_open(engine: Engine) -> None:
    """An open matter, a valuation of which only a lower limit is known."""
    judged = fact(Decision, D, matter="hurun/five_years", outcome=True)
    given = [register(LATER, *firm("aster", 800, bound=Bound.AT_LEAST), judged)]
    told = compared(engine, given, "hurun:cheetah", "hurun", "hurun:gazelle")
    assert says(told, "hurun") == [
        (
            "valuation",
            Text(
                "valuation at least US$800m (asked: at least US$1bn)",
                "最新估值至少8亿美元（要求：至少10亿美元）",
            ),
        )
    ]
    expected = dict(says(told, "hurun:gazelle"))["expected"]
    assert expected.en == (
        "expected: in the institute's judgement most likely to become a unicorn within three years: "
        "nobody has decided it"
    )
    assert expected.zh.endswith("能成为独角兽：尚无人认定")


def test_a_judgement_to_the_contrary_is_said(engine: Engine, shelf: Path) -> None:
    """A person decided otherwise; taken on facts it stays decided."""
    day = date(2018, 6, 1)
    denied = fact(Decision, BEGUN, matter=MATTER, outcome=False)
    given = [register(LATER, NAMED, worth("aster", BEGUN, 3_000), denied)]
    for on_facts in (False, True):
        told = compared(engine, given, "plain", "small:super", day=day, on_facts=on_facts)
        assert dict(says(told, "small:super"))["promising"] == Text("promising: judged otherwise", "有前景：已否定")


def test_on_facts_an_open_matter_keeps_nobody_out(engine: Engine, shelf: Path) -> None:
    """Taken in the company's favour, it is none of the grounds; that nobody knows what was raised is one."""
    told = compared(
        engine,
        [Given("register", LATER, (NAMED, worth("aster", BEGUN, 3_000)), promise("live", FATES, LATER))],
        "plain",
        "small:super",
        day=date(2018, 6, 1),
        on_facts=True,
    )
    assert [clause for clause, _ in says(told, "small:super")] == ["funding"]


def test_on_facts_an_open_matter_is_taken_in_the_company_s_favour(engine: Engine) -> None:
    """A cheetah by the facts, of which nobody has judged it yet."""
    given = [register(LATER, *firm("aster"))]
    strict = compared(engine, given, "hurun:cheetah", "hurun")
    loose = compared(engine, given, "hurun:cheetah", "hurun", on_facts=True)
    assert strict.counts == {"hurun:cheetah": (0, 1), "hurun": (1, 0)}
    assert loose.counts == {"hurun:cheetah": (1, 0), "hurun": (1, 0)}
    assert (len(strict.disputes), strict.pairs[0].opposed, loose.disputes) == (1, 0, ())


def test_a_listing_is_said_in_words_and_not_as_a_number(engine: Engine) -> None:
    """Listed in May: a reader is told that it is listed, and not that listed is one."""
    star = fact(Certified, D, status="star", by="CB Insights")
    given = [register(LATER, *firm("aster"), star, fact(Listed, date(2025, 5, 1), venue="NYSE"))]
    ((clause, said),) = says(compared(engine, given, LIST, "hurun"), "hurun")
    assert clause == "unlisted"
    assert "listed is 1" not in said.en
    assert "listed 为 1" not in said.zh


def test_only_clauses_that_keep_a_company_out_are_its_grounds(engine: Engine, shelf: Path) -> None:
    """Four years old and worth enough for its branch, but listed: that it is no young firm keeps it out of nothing."""
    own = fact(Founded, date(2014, 2, 28)), worth("aster", date(2017, 3, 1), 2_500), fact(Listed, BEGUN, venue="NYSE")
    told = compared(engine, [register(LATER, NAMED, STAR, *own)], LIST, "small:hopeful", day=date(2018, 6, 1))
    assert [clause for clause, _ in says(told, "small:hopeful")] == ["unlisted"]


def test_where_every_branch_fails_the_clauses_of_each_are_named(engine: Engine, shelf: Path) -> None:
    """Too old for the young branch, worth too little for the grown one."""
    own = fact(Founded, date(2014, 2, 28)), worth("aster", date(2017, 3, 1), 500)
    told = compared(engine, [register(LATER, NAMED, STAR, *own)], LIST, "small:hopeful", day=date(2018, 6, 1))
    assert says(told, "small:hopeful") == [
        (
            "young.age",
            Text(
                "way “young”: founded 2014-02-28 (asked: on or after 2015-06-01), too old by 458 days",
                "情形“young”：成立日期 2014-02-28（要求：不早于 2015-06-01），超龄 458 天",
            ),
        ),
        (
            "grown.valuation",
            Text(
                "way “grown”: valuation US$500m (asked: at least US$700m), US$200m short",
                "情形“grown”：最新估值5亿美元（要求：至少7亿美元），差2亿美元",
            ),
        ),
    ]


def test_of_a_branch_that_is_ruled_out_nothing_is_asked(engine: Engine, shelf: Path) -> None:
    """Too old for the young branch, and of unknown value: only the grown branch waits for a valuation."""
    told = compared(
        engine,
        [register(LATER, NAMED, STAR, fact(Founded, date(2014, 2, 28)))],
        LIST,
        "small:hopeful",
        day=date(2018, 6, 1),
    )
    assert says(told, "small:hopeful") == [
        (
            "grown.valuation",
            Text(
                "way “grown”: valuation unknown (asked: at least US$700m)",
                "情形“grown”：最新估值未知（要求：至少7亿美元）",
            ),
        )
    ]
