"""What a text leaves open by its silence: boards where shares are only quoted, and money that a round added."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hornbook.engine import Engine
from hornbook.errors import StandardError
from hornbook.indicators.panel import panel
from hornbook.indicators.profile import profile
from hornbook.kinds import Certified, Fact, Listed, Named, Valuation
from hornbook.standards.judge import judged
from hornbook.standards.standard import Standard
from hornbook.standards.verdict import Judge
from hornbook.terms import Basis
from tests.standards.texts import edition, made
from tests.strategies import Given, book_of, promise

DAY = date(2025, 6, 30)
BORN = date(2015, 1, 1)


def answers(
    of: Standard, firms: Sequence[Sequence[Fact]], engine: Engine, kind: type[Fact] = Listed
) -> list[bool | None]:
    """What a rule says of each company, by the engine and by the reasons; its source names every fact of a kind."""
    facts: list[Fact] = []
    for n, own in enumerate(firms):
        named = Named(subject="firm", place="1", valid=BORN, name="Firm")
        facts += [replace(fact, subject=f"firm {n}") for fact in (named, *own)]
    with book_of([Given("news", DAY, tuple(facts), promise("live", (kind,), DAY))], engine) as book:
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


TITLES: dict[str, tuple[str, date, date | None, bool]] = {
    "a day before its three years are over": ("高新技术企业", date(2022, 7, 1), None, True),
    "three years to the day": ("高新技术企业", date(2022, 6, 30), None, False),
    "in another spelling": ("国家高新技术企业", date(2019, 12, 1), None, False),
    "with an end of its own": ("高新技术企业", date(2019, 12, 1), date(2026, 1, 1), True),
    "ended before its three years": ("高新技术企业", date(2024, 1, 1), date(2025, 1, 1), False),
    "a title without a term": ("软件企业", date(2010, 1, 1), None, True),
    "a title for which the document states one": ("瞪羚企业", date(2023, 6, 30), None, False),
    "a day younger": ("gazelle", date(2023, 7, 1), None, True),
}
"""A title, its first day, its end, and whether it is held on the last day of June 2025."""


def test_a_title_of_three_years_lapses_after_them(engine: Engine) -> None:
    """Where it states no end: by the measures for all, and by the document for its own; in both engines."""
    words = "高新技术企业", "软件企业", "瞪羚企业"
    rule = f"certifications[status in {{{', '.join(map(repr, words))}}}]"
    text = edition(all_=f'titled = "{rule}"').replace(
        "[[edition.tier]]", '[edition.terms]\n"瞪羚企业" = "2 years"\n\n[[edition.tier]]'
    )
    firms = [
        [Certified(subject="firm", place="1", valid=first, status=status, until=until)]
        for status, first, until, _ in TITLES.values()
    ]
    found = answers(made(text), firms, engine, Certified)
    assert dict(zip(TITLES, found, strict=True)) == {name: held for name, (*_, held) in TITLES.items()}


def test_a_panel_counts_the_same_titles(engine: Engine) -> None:
    """One pass over many days says what each day's profile says."""
    facts = (
        Named(subject="firm", place="1", valid=BORN, name="Firm"),
        Certified(subject="firm", place="1", valid=date(2022, 6, 30), status="高新技术企业"),
        Certified(subject="firm", place="1", valid=date(2022, 6, 30), status="软件企业", key="other"),
    )
    days = [date(2022, 6, 29), date(2022, 6, 30), date(2025, 6, 29), DAY]
    with book_of([Given("news", DAY, facts, promise("live", (Certified,), DAY))], engine) as book:
        rows = [row for table in panel(book, days, ["certifications"], known=DAY) for row in table.to_pylist()]
        each = [engine.arrow(profile(book.at(day, known=DAY), ["certifications"])).to_pylist() for day in days]
    assert [row["certifications"] for row in rows] == [row["certifications"] for (row,) in each] == [0, 2, 2, 1]


def test_a_term_is_a_time() -> None:
    """And nothing else."""
    for wrong in ("3", "rounds", "3 days", "0 years"):
        text = edition().replace("[[edition.tier]]", f'[edition.terms]\n"瞪羚企业" = "{wrong}"\n\n[[edition.tier]]')
        with pytest.raises(StandardError, match="a term is a time"):
            made(text)
