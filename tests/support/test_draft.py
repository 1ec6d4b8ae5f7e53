"""A draft of a support passes its check as it is printed, whatever it was made of."""

from datetime import date
from pathlib import Path

import pytest

from hornbook.locale import Lang
from hornbook.support.check import check_support
from hornbook.support.draft import SUPPORT_KINDS, support_draft_lines
from hornbook.support.draft_words import SUPPORT_KEYS
from hornbook.support.examples import support_examples
from hornbook.support.file import read_support
from hornbook.support.file_models import SupportEditionModel, SupportModel
from hornbook.support.library import supports

DAY = date(2026, 11, 30)
COPIED = ("cn-beijing-compute-voucher", "de-zim", "fr-jei", "sg-startup-equity", "bj-eight-funds")
"""Supports of one edition and of several, with days and without, with and without an amount."""


def written(folder: Path, name: str, lang: Lang = Lang.EN) -> Path:
    """A draft as a file."""
    path = folder / f"{name}.toml"
    of = supports[name] if name in supports else None  # noqa: SIM401  the library has words of its own for what it lacks
    lines = support_draft_lines(name, of, DAY)
    path.write_text("\n".join(line.en if lang is Lang.EN else line.zh for line in lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", SUPPORT_KINDS)
def test_a_blank_of_every_kind_passes_its_check(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path, kind, Lang.ZH)
    check = check_support(path)
    assert (check.faults, check.hints) == ((), ())
    assert check.passing == check.examples >= 4
    assert read_support(path).kinds == (kind,)


def test_a_blank_is_sound_with_all_that_it_leaves_to_the_writer(tmp_path: Path) -> None:
    path = written(tmp_path, "east-city")
    comments = {f"# {text.en}" for text in SUPPORT_KEYS.values()}
    lines = path.read_text(encoding="utf-8").split("\n")[1:]
    path.write_text("\n".join(line.removeprefix("# ") for line in lines if line not in comments), encoding="utf-8")
    (edition,) = read_support(path).editions
    assert edition.pool is not None
    assert edition.without_application
    assert edition.parts[0].standard == "hurun:unicorn"
    assert (len(edition.windows), len(edition.stacks), len(edition.parts[0].instalments)) == (1, 1, 1)
    assert len(edition.order) == 1


def test_a_blank_explains_each_key_once() -> None:
    lines = support_draft_lines("east-city", None, DAY)
    for key, text in SUPPORT_KEYS.items():
        seen = sum(line.en == f"# {text.en}" and line.zh == f"# {text.zh}" for line in lines)
        assert seen == (key not in ("edition.observed", "edition.age", "edition.counts", "edition.terms")), key
    assert all(line.en == line.zh for line in lines if not line.en.startswith("#"))


def test_every_key_of_a_file_has_words() -> None:
    """A key that is added to the files is explained too; ids and what cites a text need no words."""
    of_the_file = set(SupportModel.model_fields) | {f"edition.{name}" for name in SupportEditionModel.model_fields}
    assert of_the_file - set(SUPPORT_KEYS) == {"edition.id", "edition.cites"}


@pytest.mark.parametrize("name", COPIED)
def test_a_copy_is_the_newest_edition_with_its_examples(tmp_path: Path, name: str) -> None:
    path, of = written(tmp_path, name), supports[name]
    check, copy = check_support(path), read_support(path)
    assert check.faults == ()
    assert [edition.id for edition in copy.editions] == [of.editions[-1].id]
    assert copy.editions[-1].parts == of.editions[-1].parts
    kept = [each for each in support_examples(of) if of.edition(each.example.day) is of.editions[-1]]
    assert [(e.example.says, e.amount) for e in support_examples(copy)] == [(e.example.says, e.amount) for e in kept]
    assert of.digest in path.read_text(encoding="utf-8")
