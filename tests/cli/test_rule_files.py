"""`--check` and `--draft` of standards and supports at the command line."""

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.answers.rule_check import marked_line
from hornbook.positions import cells
from tests.cli.here import hornbook
from tests.cli.process import Done


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a draft as it is printed, and a copy with two mistakes behind Chinese words."""
    place = tmp_path_factory.mktemp("rules")
    text = hornbook("standards", "--draft", "east-city", "--as-of", "2026-11-30").out
    (place / "my.toml").write_text(text, encoding="utf-8")
    broken = text.replace('growing = "judged growing"', "growing = \"all(city in {'北京市'}, judged growign)\"")
    (place / "bad.toml").write_text(broken.replace('kind = "recognition"', 'kynd = "recognition"'), encoding="utf-8")
    return place


def asked(folder: Path, *words: str) -> Done:
    with contextlib.chdir(folder):
        return hornbook(*words)


def test_a_draft_passes_as_it_is_printed(folder: Path) -> None:
    done = asked(folder, "standards", "--check", "my.toml")
    assert done.code == 0, done.out
    assert "my.toml: 12 examples pass" in done.out
    assert asked(folder, "standards", "my.toml").code == 0


def test_a_draft_speaks_the_language_that_is_asked_for(folder: Path) -> None:
    english, chinese = (asked(folder, "--lang", lang, "standards", "--draft", "east-city").out for lang in ("en", "zh"))
    assert "# A rule of your own" in english
    assert "# 自备规则的起稿" in chinese
    assert [line for line in english.split("\n") if not line.startswith("#")] == [
        line for line in chinese.split("\n") if not line.startswith("#")
    ]


def test_a_draft_is_written_to_a_file_that_can_be_checked(folder: Path) -> None:
    """A shell may write what is printed in an encoding of its own."""
    done = asked(folder, "--lang", "zh", "standards", "--draft", "startup-genome-scaleup", "-o", "copy.toml")
    assert (done.code, done.out) == (0, "")
    assert asked(folder, "standards", "--check", "copy.toml").code == 0
    assert asked(folder, "standards", "-o", "list.toml").code == 2


def test_faults_stand_at_their_place_with_a_mark_under_them(folder: Path) -> None:
    done = asked(folder, "standards", "--check", "bad.toml", "my.toml")
    assert done.code == 1
    lines = done.out.split("\n")
    at = next(n for n, line in enumerate(lines) if "judged growign" in line)
    assert "no matter is called 'growign'" in lines[at - 1]
    before = lines[at + 1].index("^")
    assert cells(lines[at][: lines[at].index("growign")]) == before
    assert lines[at + 1].count("^") == len("growign")
    assert "Did you mean 'growing'?" in lines[at + 2]
    assert "no key is called 'kynd'" in done.out
    assert "my.toml: 12 examples pass" in done.out


def test_json_holds_every_place(folder: Path) -> None:
    done = asked(folder, "standards", "--check", "bad.toml", "none.toml", "--json")
    assert done.code == 1
    bad, none = json.loads(done.out)["files"]
    assert [(fault["line"], fault["column"]) for fault in bad["faults"]] == [(14, 1), (67, 40)]
    assert bad["faults"][1]["problem"]["zh"]
    assert none["faults"][0]["line"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--check",), "Name the files to check"),
        (("--draft",), "Name the rule"),
        (("--draft", "My Rule"), "Name the rule"),
        (("--draft", "--check", "hurun"), "Choose --check or --draft"),
        (("hurun", "gei-unicorn"), "One standard is read at a time"),
    ],
)
def test_what_cannot_be_done_is_refused(folder: Path, words: tuple[str, ...], said: str) -> None:
    done = asked(folder, "standards", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_slip_in_an_id_of_the_library_is_noticed(folder: Path) -> None:
    done = asked(folder, "standards", "--draft", "gei-unicron")
    assert "Did you mean 'gei-unicorn'?" in done.err
    assert 'id = "gei-unicron"' in done.out


def test_a_draft_of_a_support_passes_as_it_is_printed(folder: Path) -> None:
    for name in ("voucher", "cn-beijing-compute-voucher"):
        assert asked(folder, "support", "list", "--draft", name, "-o", f"{name}.toml").code == 0
    done = asked(folder, "support", "list", "--check", "voucher.toml", "cn-beijing-compute-voucher.toml")
    assert done.code == 0, done.out
    assert "voucher.toml: 6 examples pass" in done.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--check",), "hornbook support list --check FILE"),
        (("--draft",), "hornbook support list --draft ID"),
        (("--draft", "--check", "uk-seis"), "Choose --check or --draft"),
    ],
)
def test_what_cannot_be_done_with_supports_is_refused(folder: Path, words: tuple[str, ...], said: str) -> None:
    done = asked(folder, "support", "list", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@given(st.text(min_size=1, max_size=300), st.integers(0, 299), st.integers(1, 40))
def test_a_marked_line_is_short_and_safe(line: str, start: int, width: int) -> None:
    shown, marks = marked_line(line, min(start, len(line) - 1), width)
    assert "\n" not in shown
    assert "\x1b" not in shown
    assert "^" in marks
    assert len(shown) <= 200
