"""Contradictions are found and never invented: the limits of clauses beside numbers that are tried one by one."""

from hypothesis import given
from hypothesis import strategies as st

from hornbook.lang.read import read_rule
from hornbook.standards.limits import Names, contradiction, implies

HOLDS = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "=": lambda a, b: a == b,
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
}
COMPARED = st.tuples(st.sampled_from(["age", "headcount"]), st.sampled_from(list(HOLDS)), st.integers(0, 4))
"""An indicator, a comparison, a number of halves."""
UNITS = {"age": "months", "headcount": "people"}


def nodes(leaves: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Rules that join rules."""
    several = st.lists(leaves, min_size=2, max_size=3).map(", ".join)
    return several.map("all({})".format) | several.map("any({})".format) | leaves.map("not {}".format)


RULES = st.recursive(
    COMPARED.map(lambda c: f"{c[0]} {c[1]} {c[2]} {UNITS[c[0]]}") | st.sampled_from(["listed", "not listed"]),
    nodes,
    max_leaves=6,
)
WORLD = [
    {"age": age, "headcount": heads, "listed": listed}
    for age in [n / 2 - 1 for n in range(14)]
    for heads in [n / 2 - 1 for n in range(14)]
    for listed in (True, False)
]


def holds(rule: str, company: dict[str, float | bool]) -> bool:
    """A rule answered by Python itself."""
    text = rule.replace("months", "").replace("people", "").replace(" = ", " == ")
    for word, value in company.items():
        text = text.replace(word, repr(value))
    text = text.replace("all(", "every(").replace("any(", "some(")
    return bool(eval(text, {"every": lambda *each: all(each), "some": lambda *each: any(each)}))


@given(st.lists(RULES, min_size=1, max_size=3))
def test_a_contradiction_that_is_found_is_one(rules: list[str]) -> None:
    clauses = {str(n): read_rule(rule) for n, rule in enumerate(rules)}
    possible = any(all(holds(rule, company) for rule in rules) for company in WORLD)
    assert (contradiction(clauses, Names()) is None) is possible


@given(RULES, RULES)
def test_what_is_said_to_follow_follows(narrow: str, wide: str) -> None:
    if implies({"a": read_rule(narrow)}, {"b": read_rule(wide)}, Names()):
        assert all(holds(wide, company) for company in WORLD if holds(narrow, company))


def test_the_names_of_a_document_are_followed() -> None:
    names = Names({"young": read_rule("age <= 3 years")}, {"base": read_rule("valuation >= 5_000_000 USD")})
    clash = contradiction({"a": read_rule("young"), "b": read_rule("age > 36 months")}, names)
    assert clash is not None
    assert [limit.clause for limit in clash] == ["a", "b"]
    assert contradiction({"a": read_rule("tier base"), "b": read_rule("valuation < 4_000_000 CNY")}, names) is None
    assert contradiction({"a": read_rule("tier base"), "b": read_rule("valuation < 4_000_000 USD")}, names)
    assert contradiction({"a": read_rule("founded >= 2020-01-01"), "b": read_rule("founded < 2019-12-31")}, names)
