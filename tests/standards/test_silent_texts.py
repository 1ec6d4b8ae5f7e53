"""What a text leaves open by its silence: boards where shares are only quoted, and money that a round added."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hornbook.engine import Engine
from hornbook.kinds import Fact, Listed, Named, Valuation
from hornbook.standards.judge import judged
from hornbook.standards.standard import Standard
from hornbook.standards.verdict import Judge
from hornbook.terms import Basis
from tests.standards.texts import edition, made
from tests.strategies import Given, book_of, promise

DAY = date(2025, 6, 30)
BORN = date(2015, 1, 1)


def answers(of: Standard, firms: Sequence[Sequence[Fact]], engine: Engine) -> list[bool | None]:
    """What a rule says of each company, by the engine and by the reasons; its source names every listing."""
    facts: list[Fact] = []
    for n, own in enumerate(firms):
        named = Named(subject="firm", place="1", valid=BORN, name="Firm")
        facts += [replace(fact, subject=f"firm {n}") for fact in (named, *own)]
    with book_of([Given("news", DAY, tuple(facts), promise("live", (Listed,), DAY))], engine) as book:
        view = book.at(DAY)
        rows = {row["subject"]: row["unicorn"] for row in view.engine.arrow(judged(view, of)).to_pylist()}
        subjects = [f"firm {n}" for n in range(len(firms))]
        reasons = [verdict.tiers[-1].answer for (verdict,) in Judge(view, (of,)).each(subjects)]
        assert reasons == [rows[subject] for subject in subjects]
        return reasons


def listed(venue: str | None, until: date | None = None) -> Listed:
    """Its shares trade there."""
    return Listed(subject="firm", place="1", valid=date(2020, 1, 6), venue=venue, until=until)


VENUES: dict[str | None, tuple[bool | None, bool | None]] = {
    "NASDAQ": (False, False),
    "SSE STAR": (False, False),
    "NEEQ": (None, True),
    "新三板": (None, True),
    "新三板创新层": (None, True),
    "National Equities Exchange and Quotations": (None, True),
    "OTC": (None, False),
    None: (False, None),
}
"""What a silent text says of shares that trade there, and one by which the NEEQ is no listing."""


def test_a_quotation_is_a_listing_only_where_the_text_says_so(engine: Engine) -> None:
    """An exchange is a listing, and so is a venue that nobody names; whatever the spelling."""
    silent = made(edition(all_='unlisted = "not listed"'))
    firms = [[listed(venue)] for venue in VENUES]
    assert answers(silent, firms, engine) == [answer for answer, _ in VENUES.values()]
    spoken = edition(all_='unlisted = "not listed"').replace(
        "[[edition.tier]]", "[edition.counts]\nListed = \"[venue not in {'NEEQ'}]\"\n\n[[edition.tier]]"
    )
    assert answers(made(spoken), firms, engine) == [answer for _, answer in VENUES.values()]


def test_a_quotation_that_has_ended_and_one_beside_a_listing(engine: Engine) -> None:
    """Delisted from the NEEQ before its round: unlisted. On the NEEQ and then on an exchange: listed."""
    silent = made(edition(all_='unlisted = "not listed"'))
    assert answers(
        silent, [[listed("NEEQ", date(2024, 1, 1))], [listed("NEEQ"), replace(listed("BSE"), valid=DAY)], []], engine
    ) == [
        True,
        False,
        True,
    ]


def worth(amount: int, basis: Basis, day: date = date(2025, 1, 1)) -> Valuation:
    """So many dollars on this basis."""
    return Valuation(subject="firm", place="1", valid=day, amount=Decimal(amount), currency="USD", basis=basis)


POST = edition(all_='valuation = "valuation >= 1000 USD"').replace(
    "[[edition.tier]]", "[edition.counts]\nValuation = \"[basis in {'post_money', 'unstated'}]\"\n\n[[edition.tier]]"
)


def test_a_valuation_before_the_money_bounds_the_one_after_it(engine: Engine) -> None:
    """At or above the floor a yes, below it unknown; an older one says nothing, a later one that the last is over."""
    pre, post, old, late = Basis.PRE_MONEY, Basis.POST_MONEY, date(2024, 1, 1), date(2025, 5, 1)
    cases: list[tuple[list[Fact], bool | None]] = [
        ([worth(1000, pre)], True),
        ([worth(999, pre)], None),
        ([worth(999, post)], False),
        ([worth(1500, pre, old), worth(999, post)], False),
        ([worth(5000, post, old), worth(300, pre)], None),
        ([worth(300, post, old), worth(1000, pre)], True),
        ([worth(900, pre), worth(1000, post)], True),
        ([worth(900, pre), worth(950, Basis.UNSTATED, late)], False),
        ([worth(9000, Basis.SECONDARY, late), worth(500, post)], False),
    ]
    assert answers(made(POST), [facts for facts, _ in cases], engine) == [answer for _, answer in cases]


def test_the_facts_behind_a_bound_are_those_of_the_newest_round(engine: Engine) -> None:
    """The older valuation is no reason for it."""
    with book_of(
        [
            Given(
                "news",
                BORN,
                tuple(
                    replace(fact, subject="firm")
                    for fact in (
                        Named(subject="firm", place="1", valid=BORN, name="Firm"),
                        worth(1000, Basis.PRE_MONEY),
                        worth(700, Basis.PRE_MONEY, date(2022, 1, 1)),
                    )
                ),
            )
        ],
        engine,
    ) as book:
        (verdict,) = Judge(book.at(DAY), (made(POST),))("firm")
    (reason,) = verdict.tiers[0].clauses[0].reasons
    assert [told.says["amount"] for told in reason.facts] == [1000]
    assert "before the money" in reason.marks
