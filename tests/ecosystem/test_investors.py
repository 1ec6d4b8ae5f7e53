"""The record of each investor is what a slow reading of the known rounds finds."""

from collections import defaultdict
from datetime import date

from hornbook.answers.ecosystem.investors import ask_investors
from hornbook.book.book import Book
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.kinds import Round
from hornbook.population.verdicts import verdicts

DAY = date(2021, 12, 31)


def test_records_are_those_of_a_slow_reading(region: Book) -> None:
    view = region.at(DAY)
    verdict = {row["subject"]: row["verdict"] for row in view.engine.arrow(verdicts(view)).to_pylist()}
    stakes: dict[str, set[str]] = defaultdict(set)
    for row in view.engine.arrow(view.facts(Round)).to_pylist():
        for investor in row["investors"] or ():
            stakes[investor].add(row["subject"])
    answer = ask_investors(EcosystemQuestion(view=view))
    figures = {of.id: of for of in answer.figures}
    assert figures["successful"].behind == len(stakes)
    assert figures["base_rate"].behind == len(set().union(*stakes.values()))
    counts = [of.count for of in answer.rows]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0
    for of in answer.rows:
        answers = [verdict[subject] for subject in stakes[of.investor]]
        assert (of.companies, of.count, of.undecided) == (len(answers), answers.count(True), answers.count(None))
        assert 0 <= of.low <= of.high <= 1
