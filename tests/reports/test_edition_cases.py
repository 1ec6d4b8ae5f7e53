"""What an edition says of its sources and of its files, and what it does where there is nothing to count."""

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from hornbook.answers.census import SourceKnown
from hornbook.cli.output import Form
from hornbook.locale import Lang, in_language
from hornbook.render.sheet import Line, Table
from hornbook.reports.yearbook.appendix import appendix_blocks, source_blocks, sources_of
from hornbook.reports.yearbook.difference import differences
from hornbook.reports.yearbook.manifest import Manifest, StatisticRead, read_manifest
from tests.cli.here import hornbook
from tests.reports.editions import WORDS, Made


def test_a_list_of_another_book_is_named_in_the_edition_and_its_card_stands_there(
    edition: Made, tmp_path: Path
) -> None:
    asked = {"day": "2024-12-31", "known": "2024-12-31", "book_version": 1, "book_digest": "x", "simulated": True}
    saved = {
        "asked": asked,
        "question": {"id": "unicorn", "target": "valuation", "horizon_months": 48},
        "model": {"digest": "b"},
        "card": [{"en": "Learnt from nothing.", "zh": "未学习。"}, "plain"],
        "companies": [],
    }
    file, page = tmp_path / "list.json", tmp_path / "page.html"
    file.write_text(json.dumps(saved), encoding="utf-8")
    done = hornbook(*WORDS, "--list", file, "-o", page, book=edition.book)
    assert done.code == 0, done.err
    text = page.read_text(encoding="utf-8")
    assert "the list was made from another book" in text
    assert "Learnt from nothing." in text


def test_a_file_that_was_recorded_after_the_day_is_no_source_of_its_figures(edition: Made) -> None:
    sources = [
        SourceKnown(source="simulated", file="a.toml", recorded=date(2030, 1, 1)),
        SourceKnown(source="city", file="b.csv", recorded=date(2024, 1, 1)),
        SourceKnown(source="city", file="c.csv", recorded=date(2025, 1, 1)),
    ]
    assert sources_of(sources, date(2024, 6, 1)) == tuple(sources[:2])
    table, line = source_blocks(sources, date(2024, 6, 1))
    assert isinstance(table, Table)
    assert [row["file"] for row in table.rows] == ["b.csv"]
    assert isinstance(line, Line)
    assert "a.toml" in in_language(line.text, Lang.EN)
    assert len(source_blocks(sources, date(2031, 1, 1))) == 1
    earlier = min((of for of in edition.answer.statistics if of.known), key=lambda of: of.known or date.max)
    (text,) = (
        in_language(b.text, Lang.EN)
        for b in appendix_blocks([earlier], sources, 0, earlier.known)
        if isinstance(b, Line) and b.strong
    )
    assert text.endswith("sources 1")


def test_the_appendix_names_every_figure_below_its_day_rule_and_citation(edition: Made) -> None:
    (blocks,) = (chapter.blocks for chapter in edition.answer.chapters if chapter.id == "appendix")
    lines = [in_language(block.text, Lang.EN) for block in blocks if isinstance(block, Line)]
    for of in edition.answer.statistics:
        (at,) = (
            n
            for n, line in enumerate(lines)
            if f"{of.id} " in line and "(" in line and n and lines[n - 1] == of.citation
        )
        assert (f"As of {of.day}" if of.day else "What was read") in lines[at - 2]
        assert not of.rule or f"rule {of.rule}" in lines[at - 2]


def test_places_with_one_slug_are_compared_with_themselves(edition: Made) -> None:
    """The id without a number is of the larger place, which may be another one in the edition before."""
    made = read_manifest(edition.files[Lang.EN, Form.HTML])
    assert len(made.by_meaning()) == len(made.statistics)
    one, other = [of for of in made.statistics if of.id.startswith("value.city.")][:2]

    def numbered(*some: StatisticRead) -> Manifest:
        ids = ("value.city.x", "value.city.x_2")
        own = tuple(of.model_copy(update={"id": id}) for of, id in zip(some, ids, strict=True))
        return made.model_copy(update={"statistics": own})

    found = differences(numbered(one, other), numbered(other, one), ("before", "now"))
    assert (found.same, found.differences, found.only_earlier, found.only_later) == (2, (), (), ())
    alone = made.model_copy(update={"statistics": (one.model_copy(update={"path": other.path}),)})
    assert differences(made.model_copy(update={"statistics": (one,)}), alone, ("before", "now")).only_later == (one.id,)


@pytest.mark.parametrize("module", ["altair", "typst"])
@pytest.mark.parametrize("words", [["-o", "book.html"], ["-o", "book.pdf"], ["--html"], ["-o", "."]])
def test_without_the_extra_it_says_at_once_what_to_install(
    module: str, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hornbook.optional.find_spec", lambda name: None if name == module else sys)
    monkeypatch.chdir(tmp_path)
    done = hornbook(*WORDS, *words, book=tmp_path / "none")
    assert done.code == 2
    assert f'need {module}. Install it: pip install "hornbook[report]"' in done.err
    assert list(tmp_path.iterdir()) == []
