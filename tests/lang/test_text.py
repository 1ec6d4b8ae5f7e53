"""Text and tree: each writes as the other, whatever is no rule is refused with a place and help, and nothing else."""

import re
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.engine import Engine
from hornbook.errors import StandardError
from hornbook.indicators.catalogue import indicators
from hornbook.kinds import Named, Round
from hornbook.lang import tree
from hornbook.lang.bind import bind
from hornbook.lang.mistake import RuleError
from hornbook.lang.read import DEEPEST, LONGEST, read_rule
from hornbook.lang.scope import RuleScope
from hornbook.lang.write import write_rule
from hornbook.locale import Lang, in_language
from hornbook.standards.file import standard
from hornbook.standards.judge import answered
from hornbook.text import Text
from tests.lang.trees import KEYWORDS, SCOPE, rules, trees
from tests.samples import sampled
from tests.strategies import Given, book_of

DAY = date(2019, 6, 30)
NAMED = Named(subject="aster", valid=DAY, name="Aster", place="1")
ROUND = Round(subject="aster", valid=DAY, type="a", place="1")
DOCS = Path(__file__).parents[2] / "docs" / "rule_language.md"

# ---------------------------------------------------------------------------------------------------------------- laws


@sampled(150, long=4000)
@given(tree=trees)
def test_a_tree_reads_back_as_itself(tree: tree.Node) -> None:
    """Every node, in every place where the grammar lets it stand."""
    assert read_rule(write_rule(tree)) == tree


@sampled(150, long=4000)
@given(tree=trees)
def test_canonical_text_is_written_as_it_was_read(tree: tree.Node) -> None:
    """There is one spelling, and it is its own."""
    text = write_rule(tree)
    assert write_rule(read_rule(text)) == text


@sampled(80, long=2000)
@given(tree=trees, seed=st.randoms(use_true_random=False))
def test_spaces_and_brackets_more_or_less_change_nothing(tree: tree.Node, seed: Random) -> None:
    """Between words there may be any white space, and around a rule brackets."""
    words = re.split(r"('[^']*'|\"[^\"]*\")", write_rule(tree))
    spaced = [
        w if n % 2 else re.sub(" ", lambda _: seed.choice([" ", "  ", "\n", "\t "]), w) for n, w in enumerate(words)
    ]
    assert read_rule(f" ({''.join(spaced)}\n)") == tree


def test_every_node_can_stand_in_a_tree() -> None:
    """The strategy leaves none out."""
    made = {
        "Number",
        "Date",
        "QuotedText",
        "WordSet",
        "Test",
        "Ref",
        "Judged",
        "TierReference",
        "Compare",
        "Member",
        "Contains",
    }
    made |= {"Known", "InPrinciple", "Readings"}
    made |= {"Slices", "AmountCase", "AmountCases", "Between"}
    made |= {"Not", "All", "Any", "Arithmetic", "Extreme", "TableRow", "LookupTable"}
    assert {node.__name__ for node in tree.Node.__subclasses__()} == made


EXAMPLES = [
    line.split("|")[2] for line in DOCS.read_text(encoding="utf-8").split("## Words")[0].split("\n") if "`" in line
]


@pytest.mark.parametrize("cell", EXAMPLES)
def test_every_example_of_the_manual_is_canonical_and_binds(cell: str) -> None:
    """What the manual shows can be typed, and is spelt as the product spells it."""
    text = cell.split("`")[1]
    if "…" in text:
        return
    assert write_rule(read_rule(text)) == text
    matters = {"expert_review": Text("Experts.", "专家认定。")}
    bind(read_rule(text), RuleScope(tiers={"unicorn": read_rule("rounds")}, matters=matters, currency="CNY"))


@pytest.mark.parametrize("name", ["notlisted", "inn", "of_age", "years", "tiers", "allowed", "maximum", "bya", "usd"])
def test_a_name_may_begin_with_a_word_of_the_grammar(name: str) -> None:
    """Only the whole word is a keyword."""
    assert read_rule(f"{name} >= 5") == tree.Compare(tree.Ref(name), ">=", tree.Number(5))  # type: ignore[arg-type]
    assert read_rule(f"not {name}") == tree.Not(tree.Ref(name))


def test_no_indicator_has_the_name_of_a_keyword() -> None:
    """Or no rule could ask for it."""
    assert not KEYWORDS & set(indicators())


# -------------------------------------------------------------------------------------------------------- any old text


def said(text: str, scope: RuleScope = SCOPE) -> str | None:
    """None where a text is a rule; else what its reader is told, which must point into it and say something."""
    try:
        bind(read_rule(text), scope)
    except RuleError as error:
        start, stop = error.at
        assert 0 <= start <= stop
        assert scope is not SCOPE or stop <= len(text) + 1  # a definition has a text of its own
        assert in_language(error.message, Lang.EN).strip()
        assert all(
            letter.isprintable()
            for lang in Lang
            for letter in in_language(error.message, lang) + in_language(error.hint, lang)
        )
        assert not re.search(r"Traceback|Decimal\(|<class|hornbook\.", str(error))
        return str(error)
    return None


TOKENS = [*sorted(KEYWORDS), *"()[]{},:+-*/<=>.%'\"_#;", "<=", ">=", "!=", "age", "city", "raised", "day", "5", "2_0.5"]
TOKENS += [
    "USD",
    "years",
    "months",
    "2019-02-30",
    "2019-06-30",
    "'a'",
    '"b"',
    "，",
    "≥",
    "\x00",
    "İ",
    "1e9",
    "\n",
    "days",
]


@sampled(200, long=6000)
@given(text=st.one_of(st.text(max_size=60), st.lists(st.sampled_from(TOKENS), max_size=25).map(" ".join)))
def test_any_text_is_a_rule_or_is_refused(text: str) -> None:
    """Nothing else ever comes out, of characters or of words in any order."""
    if said(text) is None:
        assert read_rule(write_rule(read_rule(text))) == read_rule(text)


@sampled(150, long=4000)
@given(tree=st.one_of(trees, rules), seed=st.randoms(use_true_random=False))
def test_a_rule_with_slips_of_the_pen_is_a_rule_or_is_refused(tree: tree.Node, seed: Random) -> None:
    """A piece lost, doubled or replaced."""
    text = write_rule(tree)
    for _ in range(seed.randint(1, 3)):
        start = seed.randint(0, len(text))
        stop = min(len(text), start + seed.randint(0, 6))
        text = text[:start] + seed.choice(["", text[start:stop] * 2, seed.choice(TOKENS)]) + text[stop:]
    said(text)


@sampled(150, long=4000)
@given(tree=trees)
def test_any_tree_binds_or_is_refused(tree: tree.Node) -> None:
    """Whatever stands beside whatever."""
    said(write_rule(tree))


# ------------------------------------------------------------------------------------------------------- hostile texts

HOSTILE = {
    "nothing": "",
    "white space": " \n\t ",
    "an unknown name": "valuatoin >= 5 USD",
    "a dunder name": "__class__ >= 5",
    "a call": "__import__('os').system('ls')",
    "an attribute": "age.__class__",
    "an assignment": "age := 5",
    "a lambda": "lambda: 5",
    "SQL": "1 = 1; DROP TABLE facts",
    "a variable of the engine": "getvariable('x') = 'y'",
    "a path": "/etc/passwd",
    "a clash of units": "valuation >= 5 years",
    "ten thousand brackets": "(" * 10_000 + "age" + ")" * 10_000,
    "more brackets than stand within each other": "(" * (DEEPEST + 1) + "rounds" + ")" * (DEEPEST + 1),
    "brackets that never end": "[" * 10_000,
    "nine thousand brackets in a text": "'" + "(" * 9_000 + "' = ",
    "four thousand denials": "not " * 4_000 + "rounds",
    "197 denials": "not " * 197 + "rounds",
    "three thousand additions": "rounds" + "+1" * 3_000 + " >= 5",
    "ten million characters": "rounds >= " + "1" * 10_000_000,
    "ten megabytes of a fine rule": "all(" + "rounds, " * 1_300_000 + "rounds)",
    "four thousand numbers": "all(" + "1>1," * 4_000 + "rounds)",
    "a number of a thousand digits": "rounds >= " + "7" * 1_000,
    "a number of a thousand decimals": "rounds >= 0." + "7" * 1_000,
    "a number larger than any figure": "rounds >= 9_999_999_999_999_999_999",
    "no day of any calendar": "founded >= 0000-00-00",
    "a day before all facts": "founded >= 1492-10-12",
    "the thirtieth of February": "founded >= 2019-02-30",
    "an age before the calendar": "age <= 2400 years",
    "a day before the calendar": "founded >= day - 3000 years",
    "a day after the calendar": "founded >= day + 9000 years",
    "a time of a thousand million days": "founded >= day - -1000000000 days",
    "a null byte": "age\x00 <= 10 years",
    "a null byte in a text": "city = '\x00'",
    "a text that does not end": "city = 'Shenzhen",
    "a text over two lines": "city = 'Shen\nzhen'",
    "a full-width comma": "all(rounds，listed)",
    "a full-width comparison": "age ＞= 10 years",
    "a printed comparison": "age ≤ 10 years",
    "Chinese quotation marks": "city in {‘深圳’}",
    "a Chinese amount": "valuation >= 70亿元",
    "a Chinese name": "估值 >= 5 CNY",
    "turned text": "age \u202e<= 10 years",
    "half a character": "age \ud800 <= 10 years",
    "an unknown currency": "valuation >= 5 XYZ",
    "an unknown matter": "judged talnet",
    "an unknown tier": "tier unicron",
    "an unknown column": "rounds[colour in {'red'}]",
    "an unknown value": "rounds[payment in {'paid'}]",
    "a column of days": "certifications[until in {'2019-01-01'}]",
    "several narrowings that do not go together": "revenue_growth over 3 years 1 years ago >= 20%",
    "one narrowing twice": "raised within 2 years within 3 years >= 5 USD",
    "products without end": "rounds" + "*rounds" * 90 + " >= 5",
    "looking up without end": "table(" * 30 + "rounds" + ", > 1: 2, else: 1)" * 30 + " >= 5",
    "the greatest without end": "max(" * 40 + "rounds" + ", 1)" * 40 + " >= 5",
}
"""Texts that no reader should be harmed by."""


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_text_is_refused_with_a_word_of_help(what: str) -> None:
    """It ends, and it is told in a few lines why."""
    told = said(HOSTILE[what])
    assert told is not None
    assert len(told) < 500


DEFINITIONS = {
    "by itself": {"a": "a"},
    "in a circle": {"a": "not b", "b": "any(c, rounds)", "c": "a"},
    "a circle of quantities": {"a": "b + 1 >= 2", "b": "max(c, 3)", "c": "b"},
    "one after the other, three thousand times": {
        **{f"a{n}": f"a{n + 1}" for n in range(3_000)},
        "a": "a0",
        "a3000": "rounds",
    },
    "twice each, thirty times": {
        **{f"a{n}": f"any(a{n + 1}, a{n + 1})" for n in range(30)},
        "a": "a0",
        "a30": "rounds",
    },
    "added to itself, thirty times": {
        **{f"a{n}": f"a{n + 1} + a{n + 1}" for n in range(30)},
        "a": "a0 > 1",
        "a30": "rounds",
    },
}


@pytest.mark.parametrize("how", DEFINITIONS)
def test_definitions_that_never_end_are_refused(how: str) -> None:
    """Round in a circle, too deep, or too many."""
    scope = RuleScope(define={name: read_rule(text) for name, text in DEFINITIONS[how].items()})
    assert said("a", scope) is not None


def test_tiers_that_stand_on_each_other_are_refused() -> None:
    """The circle is shown."""
    scope = RuleScope(tiers={"seed": read_rule("tier unicorn"), "unicorn": read_rule("all(rounds, tier seed)")})
    assert "tier seed → tier unicorn → tier seed" in (said("tier seed", scope) or "")


LARGE = {
    "many clauses": "all(" + ", ".join(["rounds > 1"] * 1_600) + ")",
    "many names": "any(" + "rounds," * 2_500 + "listed)",
    "many numbers": "rounds in {" + ", ".join(map(str, range(3_000))) + "}",
    "many words": "city in {" + ", ".join(f"'{n}'" for n in range(2_000)) + "}",
    "a long table": "table(rounds, " + ", ".join(f">= {n}: {n}" for n in range(900, 0, -1)) + ", else: 0) >= 5",
    "many signs": "rounds" + "*-1" * 190 + " >= 5",
    "many days": "last_round" + " + 99_000 days" * 190 + " >= day",
    "a number too large for its column": "revenue[months in {99999999999999999999}] >= 5 USD",
}
"""Rules within the limits on length and depth that no person would write."""


@pytest.mark.parametrize("what", LARGE)
def test_a_large_rule_within_the_limits_is_answered_or_refused(what: str, engine: Engine) -> None:
    """The limit on length is a limit on work: what binds can be compiled and asked."""
    text = LARGE[what]
    assert len(text) < LONGEST
    if said(text) is None:
        with book_of([Given("gazette", DAY, (NAMED, ROUND))], engine) as book:
            found = engine.arrow(answered(book.at(DAY), {"answer": bind(read_rule(text), SCOPE)}))
        assert found.column("answer")[0].as_py() in (True, False, None)


# --------------------------------------------------------------------------------------------------------------- units

CLASHES = [
    ("valuation >= 5", "an amount of money is compared with a number"),
    ("valuation >= 5 years", "an amount of money is compared with a number of years"),
    ("valuation >= 20%", "an amount of money is compared with a ratio"),
    ("valuation >= headcount", "an amount of money is compared with a number of people"),
    ("valuation >= 5 XYZ", "no currency is called 'XYZ'"),
    ("raised >= 1 USD + 1 CNY", "a comparison in CNY and USD at once"),
    ("max(raised, 1 USD) >= 1 CNY", "a comparison in CNY and USD at once"),
    ("raised + 5 >= 1 USD", "an amount of money + a number means nothing"),
    ("raised * valuation >= 1 USD", "an amount of money * an amount of money means nothing"),
    ("1 / raised >= 1", "a number / an amount of money means nothing"),
    ("raised / valuation >= 1 USD", "a ratio is compared with an amount of money"),
    ("age <= 5", "an age is compared with a time"),
    ("age <= 5 USD", "an age is compared with a time"),
    ("age <= founded", "an age is compared with a time"),
    ("age <= 5.5 years", "an age is a whole number"),
    ("age = 5 years", "an age is compared by <, <=, >= or >"),
    ("age + 5 years <= 10 years", "a time is added to a day or taken from it"),
    ("founded >= 2013", "a day is compared with a number"),
    ("founded >= 10 years", "a day is compared with a number of years"),
    ("founded >= '2013-01-01'", "a text is only equal to another or not"),
    ("founded + 5 >= day", "a day + a number means nothing"),
    ("founded + last_round >= day", "a day + a day means nothing"),
    ("founded * 2 >= day", "a day * a number means nothing"),
    ("founded + 2 years >= day", "years and months are added to `day` or to a stated day only"),
    ("last_round - founded >= 5", "a number of days is compared with a number"),
    ("rounds >= 20%", "a number is compared with a ratio"),
    ("rounds >= 5 USD", "a number is compared with an amount of money"),
    ("rounds >= 5 people", "a number is compared with a number of people"),
    ("rounds >= 90 days", "a number is compared with a number of days"),
    ("headcount >= 5 USD", "a number of people is compared with an amount of money"),
    ("headcount >= 20%", "a number of people is compared with a ratio"),
    ("headcount >= rounds", "a number of people is compared with a number"),
    ("debt_ratio >= rounds", "a ratio is compared with a number"),
    ("revenue_growth >= 5 USD", "a ratio is compared with an amount of money"),
    ("days_since_round <= 24 months", "a time in months stands with an age or a day only"),
    ("days_since_round <= 2 years", "a number of days is compared with a number of years"),
    ("city >= 5", "a text is compared with a number"),
    ("city >= '深圳'", "a text is only equal to another or not"),
    ("rounds in {'1'}", "only a text can be one of a set of words"),
    ("raised contains '5'", "only a text can be one of a set of words"),
    ("lapsed >= 1", "yes or no is compared with a number"),
    ("rounds >= (listed > 1)", "this is no quantity"),
    ("table(city, >= 5: 1, else: 0) >= 1", "a text is compared with a number"),
    ("table(rounds, 'a': 1, else: 0) >= 1", "has no rows of text"),
    ("table(city, > 'a': 1, else: 0) >= 1", "has no rows of text"),
    ("table(rounds, > 1: 5 USD, else: 0) >= 1 USD", "the results of a table have one unit"),
    ("max(raised, headcount) >= 1 USD", "an amount of money is compared with a number of people"),
]

FITS = [
    "headcount >= 5",
    "headcount >= 5 people",
    "headcount < max(3, headcount)",
    "debt_ratio <= 0.5",
    "debt_ratio <= 50%",
    "rounds >= 1.5",
    "raised / valuation >= 5%",
    "raised * 2 >= valuation - 1 USD",
    "last_round - founded <= 90 days",
    "founded >= day - 10 years",
    "2013-01-01 <= founded",
    "10 years >= age",
    "'深圳' = city",
    "max(raised, 1_000 CNY) >= valuation",
    "revenue_per_head >= 5 EUR",
    "debt_ratio < table(rounds, > 3: 25%, else: 50%)",
]


@pytest.mark.parametrize(("rule", "message"), CLASHES)
def test_unlike_things_are_not_compared(rule: str, message: str) -> None:
    """Money with money, days with days: anything else is refused before any company is asked."""
    told = said(rule)
    assert told is not None
    assert message in told


@pytest.mark.parametrize("rule", FITS)
def test_like_things_are(rule: str) -> None:
    """A bare number goes with a count, with people and with a ratio."""
    assert said(rule) is None


# ------------------------------------------------------------------------------------------------------------ messages


def shown(rule: str) -> str:
    """What is shown of a rule that stands alone: bound errors know their place, not their text."""
    try:
        bind(read_rule(rule), SCOPE)
    except RuleError as error:
        return str(RuleError(error.message, error.at, rule, error.hint))
    raise AssertionError("this is a rule")


MESSAGES = {
    "valuatoin >= 5 USD": (
        "no indicator is called 'valuatoin'",
        "    valuatoin >= 5 USD",
        "    ^^^^^^^^^",
        "Did you mean 'valuation'? `hornbook indicators` lists them all.",
    ),
    "all(rounds, valuation >= 1_000_000_000)": (
        "an amount of money is compared with a number",
        "    all(rounds, valuation >= 1_000_000_000)",
        "                ^^^^^^^^^^^^^^^^^^^^^^^^^^",
        "Write a currency, as in 1_000_000_000 USD.",
    ),
    "age <= 10": (
        "an age is compared with a time",
        "    age <= 10",
        "           ^^",
        "For example: age <= 10 years.",
    ),
    "raised >= 5 USD and not listed": (
        "'and' cannot stand here",
        "    raised >= 5 USD and not listed",
        "                    ^^^",
        "Write all(…, …) to join conditions.",
    ),
    "all(rounds，listed)": (
        "'，' means nothing here",
        "    all(rounds，listed)",
        "              ^",
        "Write , instead.",
    ),
    "valuation ≥ 5 USD": (
        "'≥' means nothing here",
        "    valuation ≥ 5 USD",
        "              ^",
        "Write >= instead.",
    ),
    "all(rounds, not listed": (
        "the rule ends too early",
        "    all(rounds, not listed",
        "                          ^",
        "Expected here: a comma, ')'.",
    ),
    "raised[payment in {'paid'}] >= 5 USD": (
        "'payment' is never 'paid'",
        "    raised[payment in {'paid'}] >= 5 USD",
        "                       ^^^^^^",
        "Did you mean 'paid_in'? It is one of: paid_in, announced, unstated.",
    ),
    "raised >= 1 USD + 1 CNY": (
        "a comparison in CNY and USD at once",
        "    raised >= 1 USD + 1 CNY",
        "    ^^^^^^^^^^^^^^^^^^^^^^^",
        "Write all its amounts in one currency.",
    ),
    "valuation within 24 months >= 5 USD": (
        "'valuation' is no total, count or greatest value, so it has no window",
        "    valuation within 24 months >= 5 USD",
        "    ^^^^^^^^^^^^^^^^^^^^^^^^^^",
        "Totals, counts and greatest values have: raised, rounds, investors, largest_round. Compare a "
        "day instead, as in `valuation_day >= day - 24 months`.",
    ),
    "revenue of 2021-12-31 >= 5 USD": (
        "'of' goes with a year",
        "    revenue of 2021-12-31 >= 5 USD",
        "               ^^^^^^^^^^",
        "Write: of 2021.",
    ),
    "judged talnt": (
        "no matter is called 'talnt'",
        "    judged talnt",
        "           ^^^^^",
        "Did you mean 'talent'? Matters stand under `matter`.",
    ),
}
"""Slips that are made often, each with the whole of its message."""


@pytest.mark.parametrize("rule", MESSAGES)
def test_a_common_slip_is_told_with_its_place_and_what_to_do(rule: str) -> None:
    """Word for word: the message, the text, the caret, the help."""
    assert shown(rule) == "\n".join(MESSAGES[rule])


# --------------------------------------------------------------------------------------------------------------- files

FILE = """id = "park"
name = { en = "Park", zh = "园区" }
issuer = { en = "Park", zh = "园区" }
jurisdiction = "CN"
status = "complete"
confidence = "high"

[[cite]]
id = "text"
title = "A text"

[[edition]]
id = "2024"
observed = 2024-01-01
cites = ["text"]

[edition.money]
currency = "CNY"

[edition.define]
here = "city in {'深圳'}"

[[edition.tier]]
id = "seed"
name = { en = "Seed", zh = "种子" }
all.place = "here"
all.worth = "valuation >= 100_000_000 CNY"
"""

FILES: dict[str, tuple[str, str, str]] = {
    "a misspelt name": ("valuation >=", "valuatoin >=", "park.toml:27: no indicator is called 'valuatoin'"),
    "a clash of units": (
        "100_000_000 CNY",
        "100_000_000",
        "park.toml:27: an amount of money is compared with a number",
    ),
    "an unfinished rule": ("{'深圳'}", "{'深圳'", "park.toml:21: the rule ends too early"),
    "a definition of itself": (
        "city in {'深圳'}",
        "not here",
        "park.toml:21: 'here' is defined by itself: here → here",
    ),
    "a tier of itself": ('"here"', '"tier seed"', "park.toml:26: 'seed' is defined by itself: tier seed → tier seed"),
    "an unknown cite": ('["text"]', '["txet"]', "park.toml:15: no cite is called 'txet'"),
    "an unknown currency": ('"CNY"\n', '"CYN"\n', "park.toml:18: no currency is called 'CYN'"),
    "an unknown kind": ("[edition.define]", '[edition.counts]\nRuond = "[x in {1}]"\n[edition.define]', "'Ruond'"),
    "no filter": ("[edition.define]", '[edition.counts]\nRound = " >= 5"\n[edition.define]', "what counts is a filter"),
    "a broken day": ("2024-01-01", "2024-13-01", "park.toml:14"),
    "a missing currency": ('currency = "CNY"', "", "'currency' is missing"),
    "an unknown key": ("all.worth", "al.worth", "no key is called 'al'"),
    "no clause": ('all.place = "here"\nall.worth = "valuation >= 100_000_000 CNY"', "", "has no clause"),
    "a branch without a clause": ("all.place", "any.x = {}\nall.place", "has no clause"),
    "a null byte": ("valuation", "valu\x00ation", "park.toml:27"),
    "a definition nobody uses": ("[[edition.tier]]", 'other = "foundde >= 2013-01-01"\n[[edition.tier]]', "'foundde'"),
    "a name that no rule can write": ("here =", '"Right Here" =', "is no name"),
}
"""A slip, by what takes the place of what, and what is said of it."""


def told(path: Path) -> str:
    """What is said of a file that is no standard."""
    with pytest.raises(StandardError) as found:
        standard(path)
    return str(found.value)


@pytest.mark.parametrize("what", FILES)
def test_a_slip_in_a_file_is_told_with_its_line(what: str, tmp_path: Path) -> None:
    """File, line and what is wrong there."""
    old, new, message = FILES[what]
    assert old in FILE
    path = tmp_path / "park.toml"
    path.write_text(FILE, encoding="utf-8")
    assert standard(path).id == "park"
    path.write_text(FILE.replace(old, new, 1), encoding="utf-8")
    said_ = told(path)
    assert message in said_
    assert said_.startswith("park.toml:")


def test_a_file_of_ten_megabytes_is_not_read(tmp_path: Path) -> None:
    """Nor is one that goes on in a comment, or in one endless rule."""
    path = tmp_path / "park.toml"
    for text in ("#" * 10_000_000, FILE.replace("valuation", "valuation " * 1_000_000)):
        path.write_text(text, encoding="utf-8")
        assert "longer than 1 MiB" in told(path)


@pytest.mark.parametrize(
    "raw",
    [b"\xff\xfe\x00i\x00d", FILE.encode("gb18030"), b"id = '\x80'", b"\x00" * 50, b"[" * 50_000, b"a=" + b"[" * 9_000],
)
def test_a_file_that_is_no_text_or_no_toml_is_told_so(raw: bytes, tmp_path: Path) -> None:
    """With its line, in words and without a traceback."""
    path = tmp_path / "park.toml"
    path.write_bytes(raw)
    assert re.match(r"park\.toml(:\d+: (not valid UTF-8|this is no TOML)| is nested too deeply)", told(path))


def test_a_file_points_into_its_rule_with_a_caret(tmp_path: Path) -> None:
    """The whole message, as it stands in a terminal."""
    path = tmp_path / "park.toml"
    path.write_text(FILE.replace("valuation >=", "valuatoin >="), encoding="utf-8")
    assert told(path) == (
        "park.toml:27: no indicator is called 'valuatoin'\n"
        '    all.worth = "valuatoin >= 100_000_000 CNY"\n'
        "                 ^^^^^^^^^\n"
        "Did you mean 'valuation'? `hornbook indicators` lists them all."
    )
