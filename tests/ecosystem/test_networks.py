"""Hard technology, co-investment and supplies are what slow readings of the same facts find."""

from collections import Counter, defaultdict
from datetime import date
from hashlib import sha256
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.answers.ecosystem.co_investment import ask_co_investment
from hornbook.answers.ecosystem.hard_technology import ask_hard_technology
from hornbook.answers.ecosystem.supplies import ask_supplies
from hornbook.book.book import Book, open_book
from hornbook.ecosystem.hard_technology import COUNTS, share_bounds
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.indicators.profile import profile
from hornbook.kinds import Round
from hornbook.lang.filter import company_filter
from hornbook.locale import Lang
from hornbook.population.verdicts import verdicts
from hornbook.render import html
from hornbook.sources.simulated.words import HARD_TECH
from tests.cli.here import hornbook
from tests.samples import sampled

DAY = date(2021, 12, 31)


@sampled(60, long=3_000)
@given(st.lists(st.integers(0, 2), min_size=6, max_size=6))
def test_bounds_are_the_ends_of_all_outcomes(counts: list[int]) -> None:
    of = dict(zip(COUNTS, counts, strict=True))
    shares = []
    ways = (range(of["unclear"] + 1), range(of["may_hard"] + 1), range(of["may_other"] + 1))
    unclear_pairs = [(yes, no) for yes in range(of["may_unclear"] + 1) for no in range(of["may_unclear"] + 1 - yes)]
    for clear, joins, others, (yes, no) in product(*ways, unclear_pairs):
        hard = of["hard"] + clear + joins + yes
        rest = of["other"] + of["unclear"] - clear + others + no
        if hard + rest:
            shares.append(hard / (hard + rest))
    _, low, high = share_bounds(of)
    assert (low, high) == ((min(shares), max(shares)) if shares else (None, None))


def test_hard_technology_is_the_simulated_truth(region: Book) -> None:
    view = region.at(DAY)
    sectors = {row["subject"]: row["sector"] for row in view.engine.arrow(profile(view, ["sector"])).to_pylist()}
    told = view.engine.arrow(verdicts(view)).to_pylist()
    confirmed = [sectors[row["subject"]] for row in told if row["verdict"]]
    answer = ask_hard_technology(EcosystemQuestion(view=view, by=("country",)))
    share = answer.figures[0]
    hard = sum(sector in HARD_TECH for sector in confirmed)
    assert confirmed
    assert share.value == pytest.approx(hard / sum(sector is not None for sector in confirmed))
    assert share.low is not None
    assert share.high is not None
    assert share.low <= share.value <= share.high
    assert sum(row.hard for row in answer.rows) == hard


def test_a_definition_of_ones_own_is_asked_and_named(region: Book) -> None:
    rule = 'sector in {"new energy"}'
    question = EcosystemQuestion(view=region.at(DAY), definition=company_filter(rule))
    answer, declared = ask_hard_technology(question), ask_hard_technology(EcosystemQuestion(view=region.at(DAY)))
    assert (answer.definition, answer.declared, declared.declared) == (rule, False, True)
    assert (answer.figures[1].value or 0) < (declared.figures[1].value or 0)


def test_ties_are_those_of_a_slow_reading(region: Book) -> None:
    view = region.at(DAY)
    shared: dict[tuple[str, str], set[str]] = defaultdict(set)
    names: dict[tuple[str, date, str | None], set[str]] = defaultdict(set)
    for row in view.engine.arrow(view.facts(Round)).to_pylist():
        names[row["subject"], row["valid"], row["series"]].update(row["investors"] or ())
    for (subject, _, _), investors in names.items():
        for pair in combinations(sorted(investors), 2):
            shared[pair].add(subject)
    partners = Counter(name for pair in shared for name in pair)
    answer = ask_co_investment(EcosystemQuestion(view=view))
    figures = {of.id: of.value for of in answer.figures}
    assert shared
    assert figures["pairs"] == len(shared)
    assert figures["investors"] == len(set().union(*names.values()))
    assert {(of.a, of.b): of.companies for of in answer.pairs} == {
        pair: len(shared[pair]) for pair in sorted(shared) if pair in {(of.a, of.b) for of in answer.pairs}
    }
    assert [of.companies for of in answer.pairs] == sorted((of.companies for of in answer.pairs), reverse=True)
    assert all(of.partners == partners[of.investor] for of in answer.rows)
    assert sum(of.pagerank for of in answer.rows) <= 1 + 1e-9


def test_supplies_are_unknown_until_a_fact_tells(region: Book, tmp_path: Path) -> None:
    first = ask_supplies(EcosystemQuestion(view=region.at(DAY)))
    figures = {of.id: of for of in first.figures}
    assert figures["supplies"].value is None
    assert figures["common"].value == len(first.common) > 0
    unicorn = next(row["subject"] for row in _rows(region) if row["verdict"])
    book = tmp_path / "copy"
    assert hornbook("backup", str(book), book=region.path).code == 0
    stated = ("state", unicorn, "Supplies", "to=Park Motors", "what=chips", "--on", "2021-06-30")
    assert hornbook(*stated, "--recorded", "2021-07-01", "--because", "contract seen", book=book).code == 0
    answer = ask_supplies(EcosystemQuestion(view=open_book(book).at(DAY)))
    assert [(tie.customer, tie.what) for tie in answer.supplies] == [("Park Motors", "chips")]
    assert ask_supplies(EcosystemQuestion(view=open_book(book).at(date(2021, 6, 29)))).supplies == ()


def test_a_customer_named_alone_is_the_company_that_alone_bears_the_name(region: Book, tmp_path: Path) -> None:
    """By name as by id; a name that two companies bear is nobody's, and an id goes before a name."""
    rows = _rows(region)
    unicorn, other = (next(row for row in rows if row["verdict"] is verdict) for verdict in (True, False))
    seller, second = [row for row in rows if row["verdict"] is False][1:3]
    book = tmp_path / "copy"
    assert hornbook("backup", str(book), book=region.path).code == 0

    def state(subject: object, *words: str) -> None:
        rest = ("--on", "2021-06-30", "--recorded", "2021-07-01", "--because", "contract seen")
        assert hornbook("state", str(subject), *words, *rest, book=book).code == 0

    def ties() -> list[tuple[str, str | None]]:
        answer = ask_supplies(EcosystemQuestion(view=open_book(book).at(DAY)))
        return [(tie.customer, tie.what) for tie in answer.supplies]

    state(seller["subject"], "Supplies", f"to={unicorn['name']}", "what=by name")
    assert ties() == [(unicorn["name"], "by name")]
    state(second["subject"], "Supplies", f"to={unicorn['name']}", f"to_id={other['subject']}", "what=by id")
    assert ties() == [(unicorn["name"], "by name")]
    state(other["subject"], "Named", f"name={unicorn['name']}")
    assert ties() == []


def test_a_customer_is_known_by_any_of_its_records(region: Book, tmp_path: Path) -> None:
    """A record that is one company with another leads to this company, once that is known."""
    rows = _rows(region)
    unicorn = next(row for row in rows if row["verdict"])
    seller = next(row for row in rows if row["verdict"] is False)
    record = next(row for row in rows if row["verdict"] is None and str(row["subject"]) > str(unicorn["subject"]))
    book = tmp_path / "copy"
    assert hornbook("backup", str(book), book=region.path).code == 0
    rest = ("--recorded", "2021-07-01", "--because", "a contract")
    stated = ("state", str(seller["subject"]), "Supplies", "to=Its old name", f"to_id={record['subject']}")
    assert hornbook(*stated, "--on", "2021-06-30", *rest, book=book).code == 0
    assert ask_supplies(EcosystemQuestion(view=open_book(book).at(DAY))).supplies == ()
    same = ("same", str(unicorn["subject"]), str(record["subject"]), "--on", "2021-08-01", "--because", "one register")
    assert hornbook(*same, book=book).code == 0
    view = open_book(book).at(DAY)
    assert view.identity.company(str(record["subject"]), DAY) == unicorn["subject"]
    (tie,) = ask_supplies(EcosystemQuestion(view=view)).supplies
    assert tie.customer == next(
        row["name"] for row in view.engine.arrow(verdicts(view)).to_pylist() if row["subject"] == unicorn["subject"]
    )


def test_a_share_of_hard_technology_has_the_digest_of_its_definition(region: Book) -> None:
    own = company_filter('sector in {"robotics and intelligent equipment"}')
    first, second = (
        ask_hard_technology(EcosystemQuestion(view=region.at(DAY), definition=rule)) for rule in (None, own)
    )
    assert [sha256(of.definition.encode()).hexdigest() for of in (first, second)] == [
        first.definition_sha256,
        second.definition_sha256,
    ]
    assert first.definition_sha256[:12] in html.part(first.sheet(), Lang.EN)


def _rows(book: Book) -> list[dict[str, object]]:
    view = book.at(DAY)
    return list(view.engine.arrow(verdicts(view).order_by("subject")).to_pylist())
