"""A rule of one's own: which words mean a file, and what a file is called beside the library."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.errors import HornbookError, QuestionError, StandardError
from hornbook.standards.ask import judged_standards, rule
from hornbook.standards.library import library
from hornbook.standards.own import is_rule_file, own_standard, split_rule, standard_named
from hornbook.terms import day

DAY = day("2024-12-31")
TIERS = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True)
PATHS = st.sampled_from(
    [
        "my.toml",
        "./my.toml",
        "rules/my",
        "../my.toml",
        r"C:\x.toml",
        "C:x.toml",
        r"C:\rules\x",
        "规则/市.toml",
        "a b.toml",
    ]
)


@given(PATHS, TIERS)
def test_a_path_and_its_tier_are_told_apart(path: str, tier: str) -> None:
    assert split_rule(path) == (path, "")
    assert split_rule(f"{path}:{tier}") == (path, tier)
    assert is_rule_file(path)


@given(st.sampled_from(list(library)), TIERS)
def test_an_id_of_the_library_is_never_a_file(name: str, tier: str) -> None:
    assert split_rule(name) == (name, "")
    assert split_rule(f"{name}:{tier}") == (name, tier)
    assert not is_rule_file(name)


@given(st.text(max_size=30))
def test_any_word_is_a_rule_or_refused_in_words(word: str) -> None:
    try:
        rule(word, DAY)
    except HornbookError as error:
        assert str(error)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of a standard of the library with another floor, under the library's id."""
    text = library["gei-unicorn"].source.text
    assert "1_000_000_000 USD" in text
    path = tmp_path / "gei-unicorn.toml"
    path.write_text(text.replace("1_000_000_000 USD", "500_000_000 USD"), encoding="utf-8")
    return path


def test_an_own_file_stands_beside_the_library_s_standard_of_the_same_id(own: Path) -> None:
    mine, published = rule(f"{own}:super", DAY), rule("gei-unicorn:super", DAY)
    assert mine.label == f"gei-unicorn@{mine.standard.digest[:8]}:super" != published.label
    assert mine.standard.own_file == str(own)
    assert mine.name.en.endswith("(own file)")
    assert mine.standard.digest != published.standard.digest
    assert rule(mine.label, DAY).standard is mine.standard


def test_a_file_that_was_changed_is_read_anew(own: Path) -> None:
    before = own_standard(str(own))
    own.write_text(own.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    after = own_standard(str(own))
    assert after.digest != before.digest
    assert standard_named(before.label) is before
    assert standard_named(after.label) is after


def test_a_file_without_an_ending_is_read_where_it_is_no_id(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(own.parent)
    own.rename(own.parent / "mine")
    (own.parent / "hurun").write_text("no standard", encoding="utf-8")
    assert rule("mine:unicorn", DAY).standard.own_file == "mine"
    assert rule("hurun", DAY).standard is library["hurun"]


@pytest.mark.parametrize("word", ["none.toml", "none.toml:unicorn", "./none", r"C:\none.toml:x", "\0.toml", "/"])
def test_a_path_without_a_file_is_refused(word: str) -> None:
    with pytest.raises(StandardError, match="cannot be read"):
        rule(word, DAY)


def test_a_tier_that_a_file_does_not_have_is_refused(own: Path) -> None:
    with pytest.raises(QuestionError, match=r"has no tier 'supper'\. Did you mean 'super'"):
        rule(f"{own}:supper", DAY)


def test_a_judgement_is_of_the_named_tiers_only(own: Path) -> None:
    asked = judged_standards([f"{own}:super", "gei-unicorn", f"{own}:unicorn", "hurun:unicorn"], DAY)
    assert [[tier.id for tier in each.edition(DAY).tiers] for each in asked] == [
        ["unicorn", "super"],
        ["unicorn", "super"],
        ["unicorn"],
    ]
