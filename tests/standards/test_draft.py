"""A draft is a file that can be read as it is printed, whatever it was made of."""

from datetime import date
from pathlib import Path

import pytest

from hornbook.locale import Lang
from hornbook.standards.check import check_standard
from hornbook.standards.draft import draft_lines
from hornbook.standards.draft_words import KEYS
from hornbook.standards.edition_faults import edition_faults
from hornbook.standards.examples import examples_of
from hornbook.standards.library import library
from hornbook.standards.own import own_standard

DAY = date(2026, 11, 30)
COPIED = ("cbinsights", "cn-anhui-2025", "cn-wuhan-eastlake-2023", "fr-jei", "gei-unicorn", "hurun", "pitchbook")
"""Standards of one edition and of several, with days and without."""


def written(folder: Path, name: str, lang: Lang = Lang.EN) -> Path:
    """A draft as a file."""
    path = folder / f"{name}.toml"
    of = library[name] if name in library else None  # noqa: SIM401  the library has words of its own for no standard
    lines = draft_lines(name, of, DAY)
    path.write_text("\n".join(line.en if lang is Lang.EN else line.zh for line in lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("lang", Lang)
def test_a_blank_passes_its_check_and_tries_every_side(tmp_path: Path, lang: Lang) -> None:
    check = check_standard(written(tmp_path, "east-city", lang))
    assert (check.faults, check.hints, check.passing) == ((), (), 12)
    assert check.standard is not None
    assert [tier.id for tier in check.standard.editions[0].tiers] == ["potential", "unicorn"]


def test_a_blank_is_sound_with_all_that_it_leaves_to_the_writer(tmp_path: Path) -> None:
    path = written(tmp_path, "east-city")
    comments = {f"# {text.en}" for text in KEYS.values()}
    lines = path.read_text(encoding="utf-8").split("\n")[1:]
    path.write_text("\n".join(line.removeprefix("# ") for line in lines if line not in comments), encoding="utf-8")
    edition = own_standard(str(path)).editions[0]
    assert edition.valid_to == date(2026, 12, 31)
    assert [branch.id for branch in edition.tiers[0].branches] == ["funded"]


def test_a_blank_explains_each_key_once_in_both_languages() -> None:
    lines = draft_lines("east-city", None, DAY)
    for key, text in KEYS.items():
        told = sum(line.en == f"# {text.en}" and line.zh == f"# {text.zh}" for line in lines)
        assert told == (key not in ("closed", "edition.observed", "edition.terms")), key
    assert all(line.en == line.zh for line in lines if not line.en.startswith("#"))


@pytest.mark.parametrize("name", COPIED)
def test_a_copy_is_the_newest_edition_with_its_examples(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name)
    copy, of = own_standard(str(path)), library[name]
    (edition,) = copy.editions
    assert edition.id == of.editions[-1].id
    assert edition.tiers == of.editions[-1].tiers
    assert edition.since is not None or edition.valid_to is not None
    assert not list(edition_faults(copy, copy.source))
    judged = [example for example in examples_of(of) if of.edition(example.day) is of.editions[-1]]
    assert [(e.says, e.day, e.answer) for e in examples_of(copy)] == [(e.says, e.day, e.answer) for e in judged]
    assert of.digest in path.read_text(encoding="utf-8")
