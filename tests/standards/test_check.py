"""A file of a rule is checked whole: every fault at its place, and nothing raised for what is wrong in it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.locale import Lang, in_language
from hornbook.positions import find_rule
from hornbook.standards.check import RuleCheck, check_standard
from hornbook.standards.library import library

HEAD = """id = "city"
name = { en = "City", zh = "城市" }
issuer = { en = "Office", zh = "主管部门" }
jurisdiction = "global"
status = "complete"
confidence = "high"
[[cite]]
id = "notice"
title = "Notice"
grade = "issuer"
"""
EDITION = """[[edition]]
id = "2025"
valid_from = 2025-01-01
cites = ["notice"]
[edition.money]
currency = "CNY"
"""
TIER = """[[edition.tier]]
id = "unicorn"
name = { en = "Unicorn", zh = "独角兽" }
[edition.tier.all]
"""
CLAUSE = 'valuation = "valuation >= 7_000_000_000 CNY"\n'
BASE = """[base]
day = 2025-06-30
facts = [{ kind = "Valuation", valid = 2025-03-01, amount = 7_000_000_000, currency = "CNY", basis = "post_money" }]
"""
EXAMPLE = '[[example]]\ntier = "unicorn"\nanswer = "yes"\nsays = { en = "enough", zh = "达标" }\n'
SOUND = HEAD + EDITION + TIER + CLAUSE + BASE + EXAMPLE


def checked(folder: Path, text: str) -> RuleCheck:
    path = folder / "city.toml"
    path.write_text(text, encoding="utf-8")
    return check_standard(path)


def told(check: RuleCheck) -> list[str]:
    """Each fault as a line: its place, what it is, what to do."""
    return [
        f"{fault.line}:{fault.column} {in_language(fault.problem, Lang.EN)} {in_language(fault.hint, Lang.EN)}".strip()
        for fault in check.faults
    ]


def with_clauses(*clauses: str) -> str:
    return HEAD + EDITION + TIER + "\n".join(clauses) + "\n"


FAULTS = {
    "an unknown key": (
        SOUND.replace("currency = ", "curency = ", 1),
        ["16:1 no key is called 'curency' in 'money' Did you mean 'currency'?"],
    ),
    "several names in one rule": (
        with_clauses('a = "all(valuatoin >= 1 CNY, raized >= 3 CNY)"', 'b = "agee <= 3 years"'),
        [
            "21:10 no indicator is called 'valuatoin' Did you mean 'valuation'?",
            "21:30 no indicator is called 'raized' Did you mean 'raised'?",
            "22:6 no indicator is called 'agee' Did you mean 'age'?",
        ],
    ),
    "the same wrong name twice": (
        with_clauses('a = "any(agee <= 3 years, agee >= 9 years)"'),
        ["21:10 no indicator is called 'agee'", "21:27 no indicator is called 'agee'"],
    ),
    "a unit": (with_clauses('a = "valuation >= 7 yuan"'), ["21:21 'yuan' cannot stand here Did you mean 'CNY'?"]),
    "a type": (
        with_clauses('a = "raised >= 3 people"'), ["21:6 an amount of money is compared with a number of people"],
    ),
    "what a faulty clause asks is left open": (
        with_clauses('a = "not listed"', 'b = "raized"') + TIER.replace("unicorn", "high") + 'a = "lisped"\n',
        ["22:6 no indicator is called 'raized'", "27:6 no indicator is called 'lisped'"],
    ),
    "a definition and what uses it": (
        HEAD + EDITION + '[edition.define]\nnew = "agee <= 3 years"\n' + TIER + 'a = "new"\nb = "raized"\n',
        ["18:8 no indicator is called 'agee'", "24:6 no indicator is called 'raized'"],
    ),
    "a word": (
        with_clauses("a = \"certifications[status in {'高新技术企来'}]\""),
        ["21:33 nothing is known as certified status '高新技术企来' Did you mean '高新技术企业'?"],
    ),
    "a place": (
        with_clauses("a = \"city in {'Beijng'}\""),
        ["21:16 nothing is known as city 'Beijng' Did you mean 'Beijing'?"],
    ),
    "a contradiction": (
        with_clauses('young = "age <= 3 years"', 'old = "age >= 60 months"'),
        ["22:1 no company can reach the tier 'unicorn': age <= 3 years and age >= 60 months exclude each other"],
    ),
    "a branch that nobody takes": (
        with_clauses('a = "listed"', "[edition.tier.any.x]", 'b = "not listed"')
        + "[edition.tier.any.y]\nc = \"closed\"\n",
        ["23:1 no company can take the way 'x' into the tier 'unicorn'"],
    ),
    "tiers in the wrong order": (
        with_clauses('a = "valuation >= 9 CNY"') + TIER.replace("unicorn", "low") + 'a = "valuation >= 5 CNY"\n',
        ["17:1 no company ends at the tier 'unicorn': whoever reaches it reaches 'low' too"],
    ),
    "no grade, no day": (
        SOUND.replace('grade = "issuer"\n', "").replace("valid_from = 2025-01-01\n", ""),
        ["7:1 the citation 'notice' has no grade", "10:1 the edition '2025' has no day"],
    ),
    "editions that overlap": (
        with_clauses(CLAUSE).replace("cites", "valid_to = 2026-01-05\ncites")
        + EDITION.replace("2025", "2026") + TIER + CLAUSE,
        ["26:1 the editions '2025' and '2026' overlap"],
    ),
    "a gap": (
        with_clauses(CLAUSE).replace("cites", "valid_to = 2025-11-05\ncites")
        + EDITION.replace("2025", "2026") + TIER + CLAUSE,
        ["26:1 between the editions '2025' and '2026' no text holds"],
    ),
    "an edition that ends first": (
        SOUND.replace("cites", "valid_to = 2024-11-05\ncites"), ["14:1 the edition '2025' ends before it begins"],
    ),
    "examples": (
        SOUND.replace("amount = 7_000", "amuont = 7_000") + EXAMPLE.replace('"yes"', '"maybe"')
        + EXAMPLE.replace('"unicorn"', '"unicron"'),
        [
            "24:52 a Valuation has no 'amuont' Did you mean 'amount'?",
            "31:1 'answer' should be 'yes', 'no' or 'unknown'",
            "34:9 there is no tier 'unicron' Did you mean 'unicorn'?",
        ],
    ),
    "an example that comes out otherwise": (
        SOUND + EXAMPLE.replace('"yes"', '"no"') + EXAMPLE + 'without = ["Valuation"]\n',
        [
            "29:1 example 2 (enough) should be no for the tier 'unicorn' and is yes Every clause holds.",
            "33:1 example 3 (enough) should be yes for the tier 'unicorn' and is unknown"
            " Decided by: valuation (valuation >= 7_000_000_000 CNY)",
        ],
    ),
    "missing and of the wrong sort": (
        SOUND.replace('status = "complete"\n', "").replace('"high"', "3").replace(CLAUSE, "valuation = 3\n"),
        ["1:1 'status' is missing in the document", "5:1 'confidence' should be", "20:1 'valuation' should be a text"],
    ),
    "no TOML": (SOUND.replace('"city"', '"city'), ["1:11 this is no TOML: the text is not closed with a quote"]),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_every_fault_stands_at_its_place(tmp_path: Path, case: str) -> None:
    text, wanted = FAULTS[case]
    found = told(checked(tmp_path, text))
    assert len(found) == len(wanted), found
    for line, begins in zip(found, wanted, strict=True):
        assert line.startswith(begins), found


def test_a_sound_file_has_hints_only(tmp_path: Path) -> None:
    check = checked(tmp_path, SOUND)
    assert (check.faults, check.passing, check.whole) == ((), 1, True)
    assert [(hint.line, in_language(hint.problem, Lang.EN)) for hint in check.hints] == [
        (17, "no example of the tier 'unicorn' is no or unknown"),
        (21, "no example of the tier 'unicorn' fails the clause 'valuation'"),
    ]


@pytest.mark.parametrize("name", ["cn-suzhou-cultivation-2024", "startup-genome-scaleup"])
def test_a_standard_of_the_library_passes(name: str) -> None:
    path = library.path(name)
    assert path is not None
    check = check_standard(path)
    assert (check.faults, check.passing) == ((), check.examples)


LINES = SOUND.split("\n")


@given(
    st.integers(0, len(LINES) - 1),
    st.sampled_from(["", "x", "x = 1", "[x]", "[[edition]]", 'a = "b"', "{", '"', "é = 1"]),
)
def test_any_line_may_be_lost_or_replaced(tmp_path_factory: pytest.TempPathFactory, at: int, line: str) -> None:
    text = "\n".join([*LINES[:at], line, *LINES[at + 1 :]]).replace(EXAMPLE, "")
    check = checked(tmp_path_factory.mktemp("lines"), text)
    count = len(text.split("\n"))
    assert all(fault.line is None or 1 <= fault.line <= count for fault in check.faults)
    assert check.standard is not None or check.faults


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = " + "[" * 100_000, "nested too deeply"),
        (SOUND + "deep = " + "[" * 300 + "]" * 300 + "\n", "no key is called|nested too deeply|has no"),
        ("#" * (1 << 21), "longer than 1 MiB"),
        ("\0", "this is no TOML"),
        (with_clauses('a = "' + "(" * 5_000 + '"'), "brackets"),
        (with_clauses('a = "age <= 3 years\\u001b[31m"'), "means nothing here"),
        ("\n".join(f'a{n} = "x"' for n in range(5_000)), "no key is called"),
        (HEAD + EDITION + TIER + "\n".join(f'a{n} = "b{n} > 1"' for n in range(1_000)), "no indicator is called"),
    ],
)
def test_a_hostile_file_is_refused_in_words(tmp_path: Path, text: str, said: str) -> None:
    check = checked(tmp_path, text)
    assert check.faults
    assert len(check.faults) <= 100
    assert any(part in in_language(check.faults[-1].problem, Lang.EN) for part in said.split("|"))


def test_a_missing_file_and_a_folder_are_faults(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        (fault,) = check_standard(path).faults
        assert fault.line is None
        assert "cannot be read" in in_language(fault.problem, Lang.EN)


def test_a_part_of_a_rule_is_found_where_it_stands() -> None:
    text = 'a = "x"\n[t]\nx = "age > 1"\ny = "age > 1"\n'
    assert find_rule(text, ("t", "y"), "age > 1", (4, 5)) == (4, 9, 10)
    assert find_rule(text, ("t", "y"), "age  > 1", (0, 3)) is None
