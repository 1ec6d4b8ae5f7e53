"""What a file declares once in its head: where its rule applies, and what becomes of a company that exits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from hornbook.answers.verdict import ask_verdicts
from hornbook.engine import Engine
from hornbook.errors import StandardError
from hornbook.kinds import Acquired, Closed, Fact, Named, Registered, Valuation
from hornbook.lang.write import write_rule
from hornbook.locale import Lang, in_language
from hornbook.places import china
from hornbook.render.markdown import markdown_text
from hornbook.standards.judge import judged
from hornbook.standards.library import library
from hornbook.standards.standard import Standard
from hornbook.standards.verdict import Judge
from tests.standards.texts import HEAD, edition, made
from tests.strategies import Given, book_of

DAY = date(2025, 6, 30)
BORN = date(2015, 1, 1)
WORTH = Valuation(subject="firm", place="1", valid=date(2025, 1, 1), amount=Decimal(2_000_000_000), currency="USD")


def rule(jurisdiction: str = '"global"', **head: str) -> Standard:
    """A rule that asks for a billion, with these keys in its head."""
    text = HEAD.replace('"global"', jurisdiction)
    return made(edition(), text=text, head="".join(f'{key} = "{value}"\n' for key, value in head.items()))


def based(**where: str) -> Registered:
    """Where the company is."""
    return Registered(subject="firm", place="1", valid=BORN, **where)  # type: ignore[arg-type]


def answers(of: Standard, firms: Sequence[Sequence[Fact]], engine: Engine, *days: date) -> list[list[bool | None]]:
    """What the rule says of each company on each day, by the engine and by the reasons."""
    facts: list[Fact] = []
    for n, own in enumerate(firms):
        named = Named(subject="firm", place="1", valid=BORN, name="Firm")
        facts += [replace(fact, subject=f"firm {n}") for fact in (named, WORTH, *own)]
    found = []
    with book_of([Given("news", BORN, tuple(facts))], engine) as book:
        for day in days or (DAY,):
            view = book.at(day, known=date(2030, 1, 1))
            rows = {row["subject"]: row["unicorn"] for row in view.engine.arrow(judged(view, of)).to_pylist()}
            subjects = [f"firm {n}" for n in range(len(firms))]
            reasons = [verdict.tiers[-1].answer for (verdict,) in Judge(view, (of,)).each(subjects)]
            assert reasons == [rows[subject] for subject in subjects]
            found.append(reasons)
    return found


# ---------------------------------------------------------------------------------------------------------------- place

SUQIAN = {
    "the city": ({"country": "CHN", "city": "Suqian"}, True),
    "its Chinese name": ({"country": "中国", "region": "江苏省", "city": "宿迁市"}, True),
    "a county of it": ({"country": "CHN", "region": "江苏", "city": "沭阳县"}, True),
    "the city without a country": ({"city": "宿迁"}, True),
    "another city": ({"country": "CHN", "city": "Beijing"}, False),
    "another province": ({"country": "CHN", "region": "浙江"}, False),
    "its province alone": ({"country": "CHN", "region": "江苏"}, None),
    "another country": ({"country": "USA", "city": "San Francisco"}, False),
    "a foreign register with an address there": ({"country": "CYM", "city": "Suqian"}, False),
    "the country alone": ({"country": "CHN"}, None),
    "a word that nothing knows": ({"country": "CHN", "city": "Suquian"}, None),
    "a town that lies elsewhere": ({"country": "CHN", "city": "Atlantis"}, None),
    "a region that lies elsewhere": ({"country": "CHN", "region": "Karlsruhe"}, None),
    "that town in its own country": ({"country": "ZAF", "city": "Atlantis"}, False),
    "nothing": ({}, None),
}


@pytest.mark.parametrize("word", ["CN-321300", "Suqian", "宿迁市"])
def test_a_rule_applies_in_its_jurisdiction(word: str, engine: Engine) -> None:
    """Yes there, no elsewhere, unknown where the place is not known; whether it is named by a code or by a word."""
    firms = [[based(**where)] if where else [] for where, _ in SUQIAN.values()]
    (found,) = answers(rule(f'"{word}"'), firms, engine)
    assert dict(zip(SUQIAN, found, strict=True)) == {name: answer for name, (_, answer) in SUQIAN.items()}


@pytest.mark.parametrize(
    ("place", "asked", "answer"),
    [
        ({"country": "CHN", "region": "湖北省", "city": "江城"}, '"CN-420000"', True),
        ({"country": "CHN", "city": "芜湖市", "region": "East China"}, '"CN-340000"', True),
        ({"country": "CHN", "city": "南京"}, '"CN-340000"', False),
        ({"country": "HKG"}, '["CN", "HK"]', True),
        ({"country": "SGP"}, '["CN", "HK"]', False),
        ({"region": "江苏"}, '"CN"', True),
        ({}, '"global"', True),
        ({}, '"OECD"', True),
    ],
)
def test_provinces_and_countries_are_jurisdictions_too(
    place: dict[str, str], asked: str, answer: bool, engine: Engine
) -> None:
    """A city of the province whatever its region says; one of several countries; anywhere."""
    assert answers(rule(asked), [[based(**place)] if place else []], engine) == [[answer]]


BAY = {
    "a city of the rule": ({"country": "CHN", "city": "珠海"}, True),
    "a country of the rule": ({"country": "MAC"}, True),
    "a city of that country": ({"country": "HKG", "city": "Kowloon"}, True),
    "that city, as some write it": ({"country": "CHN", "city": "香港"}, True),
    "another city": ({"country": "CHN", "city": "Beijing"}, False),
    "another city, its country unstated": ({"city": "北京"}, False),
    "another city of the province": ({"country": "CHN", "region": "广东", "city": "汕头"}, False),
    "another province": ({"country": "CHN", "region": "湖南"}, False),
    "the province alone": ({"country": "CHN", "region": "广东"}, None),
    "another country": ({"country": "USA", "city": "Boston"}, False),
    "a word that nothing knows": ({"country": "CHN", "city": "Atlantis"}, None),
    "the country alone": ({"country": "CHN"}, None),
}


def test_a_jurisdiction_of_cities_and_countries(engine: Engine) -> None:
    """A known place outside of all of them is a no, whichever sort it is of."""
    firms = [[based(**where)] for where, _ in BAY.values()]
    (found,) = answers(rule('["Zhuhai", "Shenzhen", "HK", "MO"]'), firms, engine)
    assert dict(zip(BAY, found, strict=True)) == {name: answer for name, (_, answer) in BAY.items()}


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        ({"country": "USA", "region": "California"}, True),
        ({"country": "USA", "city": "Boston"}, True),
        ({"country": "CHN", "city": "Beijing"}, False),
        ({"country": "CHN", "region": "Hunan"}, False),
        ({"country": "JPN"}, False),
        ({"city": "Beijing"}, None),
        ({"country": "CHN"}, None),
    ],
)
def test_a_jurisdiction_of_a_city_and_a_country_of_many_cities(
    place: dict[str, str], answer: bool | None, engine: Engine
) -> None:
    assert answers(rule('["Shenzhen", "US"]'), [[based(**place)]], engine) == [[answer]]


def test_a_city_is_in_its_own_province_and_in_no_other(engine: Engine) -> None:
    """Every prefecture of our table; one whose Latin name a district elsewhere has too may be open there."""
    places = sorted((place for place in china.labels().values() if not place.city), key=lambda place: place.name)
    told = [(place, name) for place in places for name in (place.full, place.name)]
    firms = [[based(country="CHN", city=name)] for _, name in told]
    for word in ("Hubei", "Anhui", "Beijing", "苏州市"):
        (found,) = answers(rule(f'"{word}"'), firms, engine)
        for (place, name), answer in zip(told, found, strict=True):
            here, shared = word in (place.province, place.full), len(china.meanings(place.name)) > 1
            assert answer is here or (answer is None and shared and not here), (word, name)


def test_the_reason_names_both_places(engine: Engine) -> None:
    """In both languages."""
    named = Named(subject="firm", place="1", valid=BORN, name="Firm")
    for facts, english, chinese in (
        ([based(country="CHN", city="北京")], "applies in Suqian; this company is in Beijing", "该企业位于北京"),
        ([], "applies in Suqian; where this company is based is not known", "所在地不详"),
    ):
        with book_of([Given("news", BORN, (named, WORTH, *facts))], engine) as book:
            answer = ask_verdicts(book.at(DAY), (rule('"Suqian"'),), ("firm",))
        said = answer.verdicts[0].tiers[0].clauses[0].reasons[0].text
        assert english in in_language(said, Lang.EN)
        assert chinese in in_language(said, Lang.ZH)
        assert english in " ".join(markdown_text(answer.sheet(), Lang.EN).split())


def test_a_place_that_nothing_knows_is_refused() -> None:
    """With what to write."""
    with pytest.raises(StandardError, match="no place is called 'Suquian'"):
        rule('"Suquian"')


def test_a_clause_that_the_edition_writes_itself_stays() -> None:
    """Its own place, and its own words on a closing."""
    own = made(edition(all_='place = "place in {\\"Beijing\\"}"\nleft = "not closed"'), head='kind = "recognition"\n')
    clauses = {clause.id: clause.rule for clause in own.editions[0].tiers[0].clauses}
    assert clauses["place"] == "place in {'Beijing'}" or clauses["place"] == 'place in {"Beijing"}'
    assert "operating" not in clauses


# ---------------------------------------------------------------------------------------------------------------- exits

CLOSED = Closed(subject="firm", place="2", valid=date(2025, 3, 1), until=date(2025, 9, 1))
SOLD = Acquired(subject="firm", place="2", valid=date(2025, 3, 1), until=date(2025, 9, 1))
DAYS = {
    "the day before": (date(2025, 2, 28), False),
    "the day": (date(2025, 3, 1), True),
    "the last day": (date(2025, 8, 31), True),
    "the day on which it is over": (date(2025, 9, 1), False),
}
CASES = {
    ("recognition", "", ""): (False, None),
    ("recognition", "", "drops"): (False, False),
    ("recognition", "", "no_ground"): (False, True),
    ("recognition", "", "silent"): (False, None),
    ("list", "", ""): (None, None),
    ("list", "drops", "drops"): (False, False),
    ("list", "no_ground", "silent"): (True, None),
    ("definition", "", ""): (True, True),
}
"""What is said of a company that has closed, and of one that was sold."""


@pytest.mark.parametrize("case", CASES)
def test_a_company_that_has_closed_or_was_sold(case: tuple[str, str, str], engine: Engine) -> None:
    """As of the day, and again as before once it is over; silence about an exit is none."""
    kind, closed, sold = case
    head = {"kind": kind, **({"closed": closed} if closed else {}), **({"sold": sold} if sold else {})}
    found = answers(rule(**head), [[CLOSED], [SOLD], []], engine, *(day for day, _ in DAYS.values()))
    assert found == [[*CASES[case], True] if out else [True, True, True] for _, out in DAYS.values()]


def test_a_recognition_cannot_keep_the_closed() -> None:
    """It is of an enterprise, which a closed one is not."""
    with pytest.raises(StandardError, match="a closed company fails every recognition rule"):
        rule(kind="recognition", closed="no_ground")


def test_every_recognition_of_the_library_drops_the_closed() -> None:
    """Each tier of each edition, by a clause that is read alike everywhere; so do the lists that say so."""
    for of in library.values():
        for each in of.editions:
            for tier in each.tiers:
                rules = {write_rule(clause.tree) for clause in tier.clauses}
                assert of.kind != "recognition" or "not known closed" in rules, f"{of.id} {tier.id}"


def test_a_sold_company_is_known_from_the_day_on_which_it_was_known(engine: Engine) -> None:
    """A sale that became known a year later changes no answer of before."""
    late = Acquired(subject="firm", place="2", valid=date(2025, 3, 1), known=date(2026, 3, 1))
    of = rule(kind="list", sold="drops", closed="drops")
    named = Named(subject="firm", place="1", valid=BORN, name="Firm")
    with book_of([Given("news", BORN, (named, WORTH, late))], engine) as book:
        for known, answer in ((DAY, True), (date(2026, 3, 1) - timedelta(days=1), True), (date(2026, 3, 1), False)):
            assert Judge(book.at(DAY, known=known), (of,))("firm")[0].tiers[0].answer is answer
