"""The cost of a support: sums over companies, shares of clauses that add up, pools, and settings."""

from datetime import date
from fractions import Fraction
from itertools import permutations
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.answers.cost import ask_cost
from hornbook.errors import QuestionError
from hornbook.standards.examples import book_of
from hornbook.support.clause_sums import clause_sums
from hornbook.support.cost import clause_costs, cost_figures, pool_use
from hornbook.support.entitle import Entitler
from hornbook.support.examples import support_examples
from hornbook.support.file import read_support
from hornbook.support.library import supports
from hornbook.support.open_facts import open_facts
from hornbook.support.population import PopulationAwards, PopulationColumns, population_awards
from hornbook.support.settings import number_set, support_settings, support_with
from hornbook.support.support import Pool
from hornbook.support.terms import SupportTerms
from tests.samples import sampled

VOUCHER = read_support(Path(__file__).with_name("voucher.toml"))
DAY = date(2024, 6, 30)


@pytest.mark.parametrize("name", ["cn-beijing-compute-voucher", "uk-seis", "de-forschungszulage"])
def test_all_companies_at_once_are_each_of_them_alone(name: str) -> None:
    """The examples of a support, as a population."""
    of = supports[name]
    given = [each.example for each in support_examples(of)]
    day = given[0].day
    mine = [each for each in given if each.day == day]
    with book_of(mine) as book:
        view = book.at(day)
        found = {row["subject"]: row for row in population_awards(view, of).rows.to_pylist()}
        for company, (alone,) in zip(mine, Entitler(view, [of]).each([each.subject for each in mine]), strict=True):
            row = found.get(company.subject)
            assert (row is None) is (alone.answer is False)
            if row is not None and alone.amount is not None:
                assert (row["answer"], row["least"], row["most"]) == (
                    alone.answer, alone.amount.least, alone.amount.most,
                )  # fmt: skip


_ANSWERS = st.tuples(*[st.sampled_from([True, False, None])] * 4)


@sampled(60, long=2000)
@given(sums=st.dictionaries(_ANSWERS, st.integers(0, 1000), min_size=1, max_size=12))
def test_shares_of_clauses_are_the_mean_over_every_order_and_add_up(
    sums: dict[tuple[bool | None, ...], int],
) -> None:
    names = ["a", "b", "c", "d"]

    def saved(some: set[int]) -> int:
        return sum(money for answers, money in sums.items() if any(answers[n] is False for n in some))

    orders = list(permutations(range(4)))
    for n, each in enumerate(clause_costs(names, sums)):
        marginal = [saved({*order[: order.index(n)], n}) - saved({*order[: order.index(n)]}) for order in orders]
        assert each.shapley == Fraction(sum(marginal), len(orders))
        assert each.first_in == saved({n})
    assert sum(each.shapley for each in clause_costs(names, sums)) == saved({0, 1, 2, 3})


def _awards(amounts: list[tuple[bool | None, int, int]]) -> PopulationAwards:
    rows = pa.table(
        {
            "subject": [str(n) for n in range(len(amounts))],
            "answer": pa.array([each[0] for each in amounts], pa.bool_()),
            "least": pa.array([each[1] for each in amounts], pa.int64()),
            "most": pa.array([each[2] for each in amounts], pa.int64()),
        }
    )
    return PopulationAwards(SupportTerms(VOUCHER, DAY), rows, {}, len(amounts), 1, PopulationColumns((), rows))


def test_a_pool_is_used_up_only_where_it_is_certain() -> None:
    awards = _awards([(True, 60, 60), (True, 50, 80), (None, 0, 100)])
    assert cost_figures(awards.rows).least == 110
    assert pool_use(awards, Pool(100, "year", "day", None)).exhausted is True
    assert pool_use(awards, Pool(100, "year", "day", None)).paid_companies == (1, 1)
    assert pool_use(awards, Pool(200, "year", "day", None)).exhausted is None
    assert pool_use(awards, Pool(241, "year", "day", None)).exhausted is False
    assert pool_use(_awards([(True, 10, 10), (True, 100, 100)]), Pool(100, "year", "day", None)).paid_companies == (
        1,
        1,
    )
    assert pool_use(
        _awards([(True, n, n) for n in (10, 20, 90)]), Pool(100, "year", "unstated", None)
    ).paid_companies == (1, 2)


def test_a_clause_that_rules_out_saves_what_it_rules_out() -> None:
    given = [each.example for each in support_examples(VOUCHER)]
    with book_of(given) as book:
        names, sums = clause_sums(population_awards(book.at(DAY), VOUCHER), "voucher") or ([], {})
    costs = {each.clause: each for each in clause_costs(names, sums)}
    assert costs["supplier"].last_in == 1_000_000_00
    assert costs["place"].first_in == 0


def test_a_part_with_more_clauses_than_are_divided_is_named() -> None:
    of = supports["uk-seis"]
    given = [each.example for each in support_examples(of)]
    with book_of(given) as book:
        found = ask_cost(book.at(given[0].day), of)
        whole = ask_cost(book.at(DAY), VOUCHER)
    assert (found.undivided, found.clauses) == (("relief",), ())
    assert whole.undivided == ()
    assert whole.clauses


def test_what_is_asked_as_known_only_is_not_missing() -> None:
    """Nobody has said whether the companies closed; the clause `not known closed` holds all the same."""
    given = [each.example for each in support_examples(VOUCHER)]
    with book_of(given) as book:
        found = open_facts(population_awards(book.at(DAY), VOUCHER))
    assert [(of.matter, companies, alone) for of, companies, alone in found] == [("compute-voucher/clean_record", 1, 1)]


def test_settings_change_an_amount_a_cap_and_a_clause() -> None:
    made, changes = support_with(VOUCHER, support_settings(["voucher.amount=30% * compute_contract"]), DAY)
    assert changes == {"voucher.amount": ("20% * compute_contract", "30% * compute_contract")}
    assert made.editions[0].parts[0].award is not None
    assert made.editions[0].parts[0].award.written == "30% * compute_contract"
    dropped, _ = support_with(VOUCHER, {"all.supplier": ""}, DAY)
    assert "supplier" not in [clause.id for clause in dropped.editions[0].rules.tiers[0].clauses]
    assert number_set(VOUCHER, "voucher.cap.year", "3_000_000", DAY) == "3_000_000 CNY"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["voucher.amonut=1 CNY"], "voucher.amount"),
        (["voucher.amount=1 EUR"], "CNY"),
        (["voucher.amount"], "sets nothing"),
        (["voucher.amount=30% * rent"], "rent"),
    ],
)
def test_settings_that_mean_nothing_are_refused(words: list[str], says: str) -> None:
    with pytest.raises(QuestionError, match=says):
        support_with(VOUCHER, support_settings(words), DAY)


def test_a_number_is_varied_only_where_there_is_one() -> None:
    with pytest.raises(QuestionError, match="not one number"):
        number_set(
            supports["de-forschungszulage"],
            f"{supports['de-forschungszulage'].editions[0].parts[0].id}.amount",
            "1",
            DAY,
        )
