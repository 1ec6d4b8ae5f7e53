"""Peers: who stood earlier where a company stands now, chosen by what was known then, and what became of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hornbook.book.view import View
from hornbook.engine import Engine
from hornbook.indicators.profile import profile
from hornbook.kinds import Acquired, Closed, Fact, Founded, Listed, Named, Registered, Sector, Valuation
from hornbook.population.peers import NEAREST, POSITION, Peer, PeerFate, PeerGroup, PeerMeasure, peer_group
from hornbook.terms import Basis, Bound, Day, Scope
from tests.samples import sampled
from tests.strategies import COMPANIES, DAYS, Given, book_of, books, facts

ASKED, YEARS = date(2022, 6, 30), 2
EARLIER = date(2020, 6, 30)


def told(
    company: str,
    *,
    founded: Day = date(2016, 6, 1),
    city: str = "Wuhan",
    country: str = "CHN",
    label: str = "chips",
    worth: str | None = "100000000",
    valued: Day = date(2020, 3, 1),
    more: Sequence[Fact] = (),
) -> list[Fact]:
    """A company of a test; its facts are known when they happen."""
    known: dict[str, Any] = {"subject": company, "place": "line 1"}
    stated: list[Fact] = [
        Named(**known, valid=founded, known=founded, name=company),
        Founded(**known, valid=founded, known=founded, precision="day"),
        Registered(**known, valid=founded, known=founded, country=country, city=city),
        Sector(**known, valid=founded, known=founded, taxonomy="x", label=label, rank=1),
    ]
    if worth is not None:
        usual = {"basis": Basis.POST_MONEY, "bound": Bound.EXACT, "scope": Scope.COMPANY, "currency": "USD"}
        stated.append(Valuation(**known, valid=valued, known=valued, amount=Decimal(worth), **usual))
    return [*stated, *more]


def ended(kind: type[Fact], company: str, on: Day, known: Day | None = None) -> Fact:
    """A listing, a sale or a closure."""
    return kind(subject=company, valid=on, known=known or on, place="line 2")


def group_of(view: View, company: str, years: int = YEARS) -> PeerGroup:
    """The peers of a company by what its profile says."""
    (position,) = view.engine.arrow(profile(view, POSITION, company=company)).to_pylist()
    return peer_group(view, company, position, years=years)


def named(group: PeerGroup) -> list[str]:
    return [peer.company for peer in group.nearest]


ME = told("me", founded=date(2018, 6, 1), valued=date(2022, 3, 1))


OTHERS: dict[str, tuple[dict[str, Any], bool]] = {
    "alike": ({}, True),
    "older": ({"founded": date(2015, 6, 1)}, True),
    "too-old": ({"founded": date(2015, 5, 31)}, False),
    "younger": ({"founded": date(2017, 6, 1)}, True),
    "too-young": ({"founded": date(2017, 6, 2)}, False),
    "other-sector": ({"label": "rockets"}, False),
    "ten-times": ({"worth": "1000000000"}, True),
    "above": ({"worth": "1000000001"}, False),
    "below": ({"worth": "9999999"}, False),
    "no-value": ({"worth": None}, False),
    "valued-later": ({"valued": date(2020, 7, 1)}, False),
    "closed": ({"more": [ended(Closed, "closed", date(2020, 6, 30))]}, False),
    "known-later": ({"more": [ended(Closed, "known-later", date(2020, 6, 30), known=date(2020, 7, 1))]}, True),
    "abroad": ({"country": "USA"}, True),
}
"""Companies, and whether each is a peer: fewer than make a narrower group enough, so that all bounds are the widest."""


def test_a_peer_is_of_the_same_sector_age_and_money_by_what_was_known_then(engine: Engine) -> None:
    """A peer stood on the earlier day where the company stands now; a place is asked only where enough stand there."""
    others = [fact for name, (own, _) in OTHERS.items() for fact in told(name, **own)]
    with book_of([Given("gazette", ASKED, (*ME, *others))], engine) as book:
        assert set(named(group_of(book.at(ASKED), "me"))) == {name for name, (_, is_peer) in OTHERS.items() if is_peer}


def test_the_group_is_the_narrowest_that_is_large_enough(engine: Engine) -> None:
    """Ten of the same city make the city the group's place; without one of them it is the country."""
    near = [fact for n in range(10) for fact in told(f"near{n}", worth="120000000")]
    far = told("far", city="Beijing", worth="110000000")
    with book_of([Given("gazette", ASKED, (*ME, *near, *far))], engine) as book:
        group = group_of(book.at(ASKED), "me")
        assert (group.place, group.band, group.count) == ("city", 2, 10)
        assert len(group.nearest) == NEAREST
    with book_of([Given("gazette", ASKED, (*ME, *near[5:], *far))], engine) as book:
        group = group_of(book.at(ASKED), "me")
        assert (group.place, group.band, group.count) == ("country", 2, 10)
        assert named(group)[0] == "far"


def test_what_became_of_peers(engine: Engine) -> None:
    """The first of closed, bought, listed and unicorn that holds; its day, and the latest valuation."""
    later = told("up", more=told("up", worth="1500000000", valued=date(2022, 1, 1))[-1:])
    other = [
        *told("shut", more=[ended(Closed, "shut", date(2021, 1, 1)), ended(Listed, "shut", date(2020, 9, 1))]),
        *told("sold", more=[ended(Acquired, "sold", date(2021, 2, 1))]),
        *told("public", more=[ended(Listed, "public", date(2021, 3, 1))]),
        *told("still"),
    ]
    fates = [ended(kind, "nobody", date(2010, 1, 1)) for kind in (Listed, Acquired, Closed)]
    file = Given("gazette", ASKED, (*ME, *later, *other, *fates), promises())
    with book_of([file], engine) as book:
        group = group_of(book.at(ASKED), "me")
    became = {peer.company: (peer.fate, peer.since) for peer in group.nearest}
    assert became == {
        "shut": (PeerFate.CLOSED, date(2021, 1, 1)),
        "sold": (PeerFate.ACQUIRED, date(2021, 2, 1)),
        "public": (PeerFate.LISTED, date(2021, 3, 1)),
        "up": (PeerFate.UNICORN, None),
        "still": (PeerFate.PRIVATE, None),
    }
    assert dict(group.fates) == dict.fromkeys(PeerFate, 1)
    assert next(peer.value_later for peer in group.nearest if peer.company == "up") == 1_500_000_000


def promises() -> Any:
    """That the source names every listing, sale and closure."""
    from tests.strategies import promise

    return promise("live", (Listed, Acquired, Closed), ASKED)


def test_a_company_without_money_has_peers_without_money(engine: Engine) -> None:
    mine = told("me", founded=date(2018, 6, 1), worth=None)
    file = Given("gazette", ASKED, (*mine, *told("poor", worth=None), *told("rich")))
    with book_of([file], engine) as book:
        group = group_of(book.at(ASKED), "me")
        assert (group.measure, named(group)) == (PeerMeasure.NONE, ["poor"])


def test_without_a_sector_nothing_is_compared(engine: Engine) -> None:
    lone = [fact for fact in ME if not isinstance(fact, Sector)]
    with book_of([Given("gazette", ASKED, (*lone, *told("other")))], engine) as book:
        group = group_of(book.at(ASKED), "me")
        assert (group.lacking, group.count) == (("sector",), 0)


SOME = (Named, Founded, Registered, Sector, Valuation, Listed, Acquired, Closed)


def alike(peer: Peer) -> tuple[Any, ...]:
    """Where a peer stood then, without what became of it."""
    return peer.company, peer.founded, peer.raised, peer.valuation


@sampled(3, long=100)
@given(
    given=books(SOME, files=3),
    extra=st.lists(st.sampled_from(SOME).flatmap(facts), min_size=5, max_size=20),
    at=st.sampled_from(range(5, len(DAYS) - 1)),
)
def test_the_group_sees_nothing_that_became_known_later(
    given: tuple[Given, ...], extra: list[Fact], at: int, engine: Engine
) -> None:
    """News known after the earlier day never changes who is a peer; news known after `known` changes nothing."""
    years = 1
    day = DAYS[at]
    position = {"founded": DAYS[2], "sector": "ash", "country": None, "city": None, "raised": None, "valuation": None}
    with book_of(given, engine) as before:
        then = before.at(day)
        group = peer_group(then, "nobody", position, years=years)
    after_then, after_known = (
        Given("gazette", DAYS[-1], tuple(replace(fact, known=known) for fact in extra)) for known in (day, DAYS[at + 1])
    )
    with book_of((*given, after_then), engine) as book:
        told_then = peer_group(book.at(day), "nobody", position, years=years)
        assert set(map(alike, told_then.nearest)) == set(map(alike, group.nearest))
    with book_of((*given, after_known), engine) as book:
        assert peer_group(book.at(day), "nobody", position, years=years) == group
    assert group.count == sum(group.fates.values()) <= len(COMPANIES)
