"""The library of standards: every file reads, is canonical and bilingual, and its examples hold its rules fast."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from trials.mutation import WANTED, Ladder, main, mutated, variants

from hornbook.lang.read import read_rule
from hornbook.lang.write import write_rule
from hornbook.standards.examples import WORDS, examples_of, run_examples
from hornbook.standards.file import standard_of
from hornbook.standards.library import PLACE, library, plain_rule
from hornbook.standards.standard import Standard
from hornbook.text import Text

NAMES = sorted(library)
DOMAIN = Path(__file__).parents[3] / "shared" / "domain" / "standards.yaml"
"""The draft from which the library was written, beside the repository."""

SINCE = {
    "cn-chengdu-htz-2023": {"potential", "unicorn"},
    "cn-gba-2018": {"unicorn"},
    "es-empresa-emergente": {"emerging"},
    "fr-jei": {"jei"},
    "gb-t-41464-2022": {"unicorn"},
    "in-startup-india": {"deep_tech", "startup"},
    "it-startup-innovativa": {"scale_up", "startup"},
    "kr-k-unicorn": {"baby_unicorn", "pre_unicorn"},
}
"""Standards whose rules were found after the draft, with their tiers."""

SAMPLE = ("hurun", "cn-shenzhen-unicorn-2025", "gei-potential")
"""Standards on which the mutation run is tried in every run of the suite."""

every_standard = pytest.mark.parametrize("name", NAMES)
every_file = pytest.mark.parametrize("name", [*NAMES, "plain"])


def found(name: str) -> Standard:
    """A standard of the library, or the house's own."""
    return plain_rule() if name == "plain" else library[name]


def rules(of: Standard) -> Iterator[str]:
    """Every text of a rule in a file; what counts is a filter and stands behind a name."""
    for edition in of.source.data["edition"]:
        yield from edition.get("define", {}).values()
        yield from (f"x{text}" for text in edition.get("counts", {}).values())
        groups = [edition.get("all", {})]
        for tier in edition["tier"]:
            groups += [tier.get("all", {}), *tier.get("any", {}).values()]
        yield from (each if isinstance(each, str) else each["rule"] for group in groups for each in group.values())


def texts(of: Standard) -> Iterator[Text]:
    """Every name, note, matter and saying of a file."""
    yield from (of.name, *of.notes)
    for edition in of.editions:
        yield from edition.matters.values()
        for tier in edition.tiers:
            yield tier.name
            yield from (clause.note for clause in tier.every if clause.note)
    yield from (example.says for example in examples_of(of))


@every_file
def test_a_file_reads_and_is_named_by_its_id(name: str) -> None:
    assert found(name).id == name
    assert found(name).source.name == f"{name}.toml"


def test_every_file_of_the_folder_is_in_the_library() -> None:
    assert {path.name for path in PLACE.iterdir()} == {f"{name}.toml" for name in NAMES}


@every_file
def test_rules_are_written_in_the_one_canonical_way(name: str) -> None:
    for rule in rules(found(name)):
        assert write_rule(read_rule(rule)) == rule


@every_file
def test_names_and_notes_are_in_both_languages(name: str) -> None:
    for text in texts(found(name)):
        assert text.en.strip()
        assert text.en != text.zh
        assert re.search(r"[\u4e00-\u9fff]", text.zh), text


@every_file
def test_urls_lead_to_the_web(name: str) -> None:
    for cite in found(name).cites:
        if cite.url is not None:
            parts = urlsplit(cite.url)
            assert parts.scheme in ("http", "https"), cite.url
            assert "." in parts.netloc, cite.url


@every_standard
def test_each_tier_has_a_yes_a_no_and_an_unknown(name: str) -> None:
    of, given = library[name], examples_of(library[name])
    for edition in of.editions:
        for tier in edition.tiers:
            mine = [each for each in given if each.tier == tier.id and of.edition(each.day) is edition]
            assert {each.answer for each in mine} == {True, False, None}, f"{edition.id}/{tier.id}"


@every_standard
def test_examples_come_out_as_they_say_by_the_engine_and_by_the_reasons(name: str) -> None:
    outcomes = run_examples(library[name])
    assert len(outcomes) == len(examples_of(library[name]))
    spoken = {answer: word for word, answer in WORDS.items()}
    assert not [
        (each.example.number + 1, each.example.says.en, spoken[each.engine], spoken[each.reasons])
        for each in outcomes
        if not each.passes
    ]


@pytest.mark.parametrize("name", SAMPLE)
def test_examples_notice_when_a_rule_is_changed_a_little(name: str) -> None:
    """A sample: `make trials` asks it of every standard."""
    told = mutated(library[name])
    assert told.mutants
    assert not told.failing
    assert not told.stale, "trials.equivalent names changes that an example notices"
    assert told.caught >= WANTED * told.mutants, "\n".join(map(str, told.survivors))


def test_without_its_noes_a_standard_lets_changes_pass() -> None:
    source = library["hurun"].source
    kept: list[dict[str, Any]] = [each for each in source.data["example"] if each["answer"] == "yes"]
    told = mutated(standard_of(source._replace(data={**source.data, "example": kept})))
    unnoticed = {(each.place, each.now) for each in told.survivors}
    assert ("2025/super/valuation", "valuation >= 9_900_000_000 USD") in unnoticed
    assert ("2025/all/unlisted", "dropped") in unnoticed
    assert 0 < told.caught < WANTED * told.mutants


def test_changes_that_say_the_same_are_one() -> None:
    of = library["cn-little-giant"]
    made = {(each.change.way[-1], each.change.now) for each in Ladder(of, of.editions[0]).mutants}
    assert ("patents", "class_one > 2") in made
    assert ("patents", "class_one >= 3") not in made


def test_the_run_tells_its_shares_and_survivors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["startup-genome-scaleup", "--json", str(tmp_path / "found.json")]) == 0
    assert "total: 7 mutants, 7 caught, 100.0%" in capsys.readouterr().out
    assert json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))[0]["caught"] == 7


CHANGED = {
    "age <= 5 years": {"age < 5 years", "age >= 5 years", "age <= 61 months", "age <= 59 months"},
    "not listed": {"listed"},
    "founded > 2013-01-01": {
        "founded >= 2013-01-01",
        "founded < 2013-01-01",
        "founded > 2013-01-02",
        "founded > 2012-12-31",
    },
    "rounds[instrument in {'equity'}] within 24 months": {
        "rounds within 24 months",
        "rounds[instrument not in {'equity'}] within 24 months",
        "rounds[instrument in {'equity'}] within 25 months",
        "rounds[instrument in {'equity'}] within 23 months",
    },
    "any(city in {'Wuhan'}, listed)": {
        "all(city in {'Wuhan'}, listed)",
        "any(city not in {'Wuhan'}, listed)",
        "city in {'Wuhan'}",
        "listed",
    },
    "revenue_growth over 3 years >= 20%": {
        "revenue_growth over 3 years > 20%",
        "revenue_growth over 3 years <= 20%",
        "revenue_growth over 4 years >= 20%",
        "revenue_growth over 2 years >= 20%",
        "revenue_growth over 3 years >= 20.2%",
        "revenue_growth over 3 years >= 19.8%",
    },
}


@pytest.mark.parametrize("rule", CHANGED)
def test_every_small_change_of_a_rule_is_made(rule: str) -> None:
    assert {write_rule(made[0]) for made in variants(read_rule(rule))} == CHANGED[rule]


def drafted() -> dict[str, set[str]]:
    """The tiers of each standard of the draft."""
    text = DOMAIN.read_text(encoding="utf-8").split("\nstandards:\n")[1]
    heads = re.split(r"^- id: (\S+)$", text, flags=re.MULTILINE)[1:]
    return {
        name: set(re.findall(r"^  - id: (\S+)$", body, flags=re.MULTILINE))
        for name, body in zip(heads[::2], heads[1::2], strict=True)
    }


@pytest.mark.skipif(not DOMAIN.exists(), reason="the draft of the standards does not lie beside the repository")
def test_the_library_has_the_standards_and_tiers_of_the_draft() -> None:
    tiers = {name: {tier.id for edition in of.editions for tier in edition.tiers} for name, of in library.items()}
    assert tiers == {**drafted(), **SINCE}
