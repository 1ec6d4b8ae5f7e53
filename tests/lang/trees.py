"""Rules by the hundred: trees of every node, as the grammar allows them, and rules whose names and units agree.

`trees` knows the grammar alone: any node may stand beside any other. `rules` makes what binds under `SCOPE`: real
indicators, narrowed, compared with their like, so that a bound rule can be answered.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from hornbook.lang import tree
from hornbook.lang.bound import Type
from hornbook.lang.read import read_rule
from hornbook.lang.scope import RuleScope
from hornbook.terms import EARLIEST
from hornbook.text import Text

KEYWORDS = frozenset(
    "in not contains judged tier any all max min table else within over each of ago by at known".split()  # noqa: SIM905
) | {"readings", "in_principle", "slices", "cases", "between"}
"""Words of the grammar; none of them is a name."""

OPS = ("<", "<=", "=", "!=", ">=", ">")
UNITS = ("", "%", "USD", "CNY", "XYZ", "years", "months", "days", "people")

# ----------------------------------------------------------------------------------------------------- any tree at all

names = st.one_of(
    st.sampled_from(["age", "valuation", "raised", "listed", "city", "day", "notlisted", "of_age", "years", "inn"]),
    st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(lambda name: name not in KEYWORDS),
)

digits = st.from_regex(r"[0-9]{1,18}(\.[0-9]{1,11})?", fullmatch=True).map(Decimal)
texts = st.text(st.characters(exclude_characters="'\"", exclude_categories=["Cs", "Cc"]), max_size=12)
quoted = st.one_of(texts, texts.map(lambda text: f"it's {text}"), texts.map(lambda text: f'say "{text}"'))

numbers = st.builds(
    lambda value, minus, unit: tree.Number(value.copy_negate() if minus and value else value, unit),
    digits,
    st.booleans(),
    st.sampled_from(UNITS),
)
dates = st.builds(tree.Date, st.dates(EARLIEST, date.max))
word_nodes = st.builds(tree.QuotedText, quoted)
words = st.builds(tree.WordSet, st.lists(st.one_of(quoted, digits), min_size=1, max_size=4).map(tuple))
tests = st.lists(st.builds(tree.Test, names, words, st.booleans()), max_size=2).map(tuple)

_few_years = st.one_of(st.none(), st.none(), st.integers(1, 20))

refs = st.builds(
    tree.Ref,
    names,
    tests,
    within=st.one_of(
        st.none(),
        st.builds(tree.Number, st.integers(1, 1200).map(Decimal), st.sampled_from(["months", "years"])),
    ),
    over=_few_years,
    each=_few_years,
    ago=_few_years,
    year=st.one_of(st.none(), st.integers(1, 2200)),
    by=st.one_of(st.none(), names),
    on=st.one_of(st.none(), names),
)

_leaves = st.one_of(
    numbers,
    dates,
    word_nodes,
    refs,
    st.builds(tree.Ref, names),
    st.builds(tree.Judged, names),
    st.builds(tree.TierReference, names),
)


def _joined(inner: st.SearchStrategy[tree.Node]) -> st.SearchStrategy[tree.Node]:
    several = st.lists(inner, min_size=2, max_size=4).map(tuple)
    rows = st.lists(st.builds(tree.TableRow, st.sampled_from(OPS), inner, inner), min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(tree.Compare, inner, st.sampled_from(OPS), inner),
        st.builds(tree.Member, inner, words, st.booleans()),
        st.builds(tree.Contains, inner, word_nodes),
        st.builds(tree.Not, inner),
        st.builds(tree.Known, inner),
        st.builds(tree.InPrinciple, inner),
        st.builds(tree.Readings, several),
        st.builds(tree.All, several),
        st.builds(tree.Any, several),
        st.builds(tree.Arithmetic, inner, st.sampled_from("+-*/"), inner),
        st.builds(tree.Extreme, st.sampled_from(["max", "min"]), several),
        st.builds(tree.LookupTable, inner, rows, inner),
        st.builds(tree.Slices, inner, rows, inner),
        st.builds(
            tree.AmountCases,
            st.lists(st.builds(tree.AmountCase, inner, inner), min_size=1, max_size=3).map(tuple),
            inner,
        ),
        st.builds(tree.Between, inner, inner),
    )


trees: st.SearchStrategy[tree.Node] = st.recursive(_leaves, _joined, max_leaves=25)
"""Trees of every node."""

# ------------------------------------------------------------------------------------------------- rules that can bind

SCOPE = RuleScope(
    define={
        "here": read_rule("city in {'shenzhen', '深圳'}"),
        "young": read_rule("any(age <= 5 years, founded >= 2016-01-01)"),
        "backed": read_rule("max(raised, valuation)"),
    },
    tiers={"seed": read_rule("all(rounds, not listed)"), "quasi": read_rule("any(tier seed, valuation > 5.35 CNY)")},
    matters={"talent": Text("A talent.", "人才。")},
    owner="house",
    currency="CNY",
)
"""The names that `rules` use beside the indicators."""

REFS: dict[Type, tuple[str, ...]] = {
    Type.MONEY: (
        "valuation",
        "raised",
        "raised[payment in {'paid_in'}]",
        "raised within 24 months",
        "raised by valuation_day",
        "valuation[basis in {'post_money'}]",
        "revenue",
        "revenue 1 years ago",
        "revenue of 2014",
        "revenue over 2 years",
        "revenue_per_head",
        "largest_round",
        "backed",
    ),
    Type.NUMBER: ("rounds", "rounds[series in {'a'}]", "investors", "patents within 3 years", "niche_years"),
    Type.PEOPLE: ("headcount", "headcount 1 years ago"),
    Type.SHARE: ("debt_ratio", "revenue_growth over 2 years", "rnd_intensity", "raised_to_value"),
    Type.DAY: ("founded", "listed", "valuation_day", "last_round[payment in {'paid_in'}]", "day"),
    Type.DAYS: ("days_since_round", "valuation_age"),
    Type.TEXT: ("city", "place", "description", "venue", "valuation_bound"),
}
"""Indicators with their narrowings, by what they are."""

AMOUNTS = ("0", "1", "2.67", "2.68", "5.35", "100", "-5")
COUNTS = ("0", "1", "3", "80")
SHARES = ("0", "20", "25", "33.3", "100")
"""In per cent."""
DAYS = (date(2014, 2, 28), date(2016, 2, 29), date(2019, 6, 30))
WORDS = ("Shenzhen", "SHENZHEN", "深圳", "Weißenburg", "ΟΔΟΣ", "οδος", "İzmir", "izmir", "it's", "100 %_")
"""Few values each, so that what a rule says and what a company has are often equal."""

_CONST: dict[Type, st.SearchStrategy[str]] = {
    Type.MONEY: st.sampled_from([f"{amount} CNY" for amount in AMOUNTS]),
    Type.NUMBER: st.sampled_from(COUNTS),
    Type.PEOPLE: st.sampled_from([f"{count} people" for count in COUNTS] + ["3"]),
    Type.SHARE: st.sampled_from([f"{share}%" for share in SHARES] + ["0.25"]),
    Type.DAY: st.sampled_from(["2014-02-28", "2016-02-29", "day - 24 months", "2019-06-30 - 30 days", "day + 1 years"]),
    Type.DAYS: st.sampled_from(["0 days", "90 days", "1000 days"]),
}
_FACTORS = st.sampled_from(["2", "0.5", "-1", "20%", "rounds", "debt_ratio"])
_ORDERED = (Type.MONEY, Type.NUMBER, Type.PEOPLE, Type.SHARE, Type.DAY, Type.DAYS)
_MANY = (Type.MONEY, Type.NUMBER, Type.PEOPLE, Type.SHARE)


def _ref(type_: Type) -> st.SearchStrategy[str]:
    return st.sampled_from(REFS[type_])


@st.composite
def _sum(draw: st.DrawFn, type_: Type) -> str:
    """Two of a kind added, or one moved in time or taken so many times."""
    one = draw(_ref(type_))
    if type_ is Type.DAY:
        return one if one == "day" else f"{one} {draw(st.sampled_from('+-'))} 90 days"
    if type_ is Type.DAYS:
        return f"{draw(_ref(Type.DAY))} - {draw(_ref(Type.DAY))}"
    other = draw(st.one_of(_ref(type_), _CONST[type_]))
    if draw(st.booleans()):
        return f"{one} {draw(st.sampled_from('+-'))} {other}"
    op = "*" if type_ is Type.NUMBER else draw(st.sampled_from("*/"))  # a number over a number is a ratio
    return f"{one} {op} {draw(_FACTORS)}"


@st.composite
def _share(draw: st.DrawFn) -> str:
    of = draw(st.sampled_from([Type.MONEY, Type.PEOPLE]))
    return f"{draw(_ref(of))} / {draw(_ref(of))}"


@st.composite
def _extreme(draw: st.DrawFn, type_: Type) -> str:
    parts = draw(st.lists(st.one_of(_ref(type_), _sum(type_), _CONST[type_]), min_size=1, max_size=2))
    parts.insert(0, draw(_ref(type_)))
    return f"{draw(st.sampled_from(['max', 'min']))}({', '.join(parts)})"


@st.composite
def _table(draw: st.DrawFn, type_: Type) -> str:
    """A look-up in a table, of a quantity or of a text."""
    of = draw(st.sampled_from([*_MANY, Type.TEXT]))
    rows = draw(st.integers(1, 3))
    if of is Type.TEXT:
        keys = [f'"{draw(st.sampled_from(WORDS))}"' for _ in range(rows)]
    elif draw(st.booleans()):  # as tables stand in documents: the more, the more
        keys = [f"{draw(st.sampled_from(['>', '>=']))} {limit}" for limit in _falling(draw, of, rows)]
    else:
        keys = [f"{draw(st.sampled_from(OPS))} {draw(_CONST[of])}" for _ in range(rows)]
    plain = _CONST[type_].filter(lambda text: text != "0.25")  # the results of a table have one unit
    results = draw(st.lists(plain, min_size=rows + 1, max_size=rows + 1))
    if type_ in _MANY:
        results = [text for _, text in sorted(((_size(text), text) for text in results), reverse=True)]
    body = ", ".join(f"{key}: {result}" for key, result in zip(keys, results, strict=False))
    return f"table({draw(_ref(of))}, {body}, else: {results[-1]})"


def _size(text: str) -> Decimal:
    return Decimal(text.split(maxsplit=1)[0].removesuffix("%"))


def _falling(draw: st.DrawFn, of: Type, rows: int) -> list[str]:
    some = draw(st.lists(_CONST[of], min_size=rows, max_size=rows, unique_by=_size))
    return sorted(some, key=_size, reverse=True)


def _quantity(type_: Type) -> st.SearchStrategy[str]:
    found = [_ref(type_), _ref(type_), _CONST[type_], _sum(type_), _extreme(type_)]
    found += [_table(type_)] if type_ in (Type.MONEY, Type.NUMBER, Type.SHARE) else []
    found += [_share()] if type_ is Type.SHARE else []
    return st.one_of(found)


_op = st.sampled_from(OPS)
_quoted_word = st.sampled_from([f'"{word}"' for word in WORDS])


@st.composite
def _comparison(draw: st.DrawFn) -> str:
    type_ = draw(st.sampled_from(_ORDERED))
    return f"{draw(_quantity(type_))} {draw(_op)} {draw(_quantity(type_))}"


@st.composite
def _aged(draw: st.DrawFn) -> str:
    name = draw(st.sampled_from(["age", "age", "age_calendar"]))
    limit = draw(st.sampled_from(["0 years", "3 years", "60 months", "30 years"]))
    on = draw(st.sampled_from(["", "", " at valuation_day", " at last_round"]))
    return f"{name}{on} {draw(st.sampled_from(['<', '<=', '>', '>=']))} {limit}"


_words = st.builds(
    lambda name, out, some: f"{name} {'not in' if out else 'in'} {{{', '.join(some)}}}",
    _ref(Type.TEXT),
    st.booleans(),
    st.lists(_quoted_word, min_size=1, max_size=3),
)
_contains = st.builds(lambda name, word: f"{name} contains {word}", _ref(Type.TEXT), _quoted_word)
_equal = st.builds(
    lambda name, op, word: f"{name} {op} {word}", _ref(Type.TEXT), st.sampled_from(["=", "!="]), _quoted_word
)
_each = st.builds(lambda op, size: f"rnd_intensity each of 2 years {op} {size}%", _op, st.sampled_from(SHARES))
_alone = st.sampled_from(
    [
        "rounds",
        "listed",
        "listed[venue not in {'NEEQ'}]",
        "acquired within 24 months",
        "certifications[status in {'x'}]",
        "lapsed",
        "judged talent",
        "tier seed",
        "tier quasi",
        "here",
        "young",
    ]
)

leaves: dict[str, st.SearchStrategy[str]] = {
    "a comparison": _comparison(),
    "an age": _aged(),
    "each of several years": _each,
    "a set of words": _words,
    "a word within": _contains,
    "a word": _equal,
    "a name alone": _alone,
}
"""Conditions without parts, by their sort."""


def _conditions(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(inner, min_size=2, max_size=3).map(", ".join)
    return st.one_of(
        some.map(lambda parts: f"all({parts})"),
        some.map(lambda parts: f"any({parts})"),
        some.map(lambda parts: f"readings({parts})"),
        inner.map(lambda part: f"in_principle({part})"),
        inner.map(lambda part: f"not {part}"),
    )


_leaf: st.SearchStrategy[str] = st.one_of(*leaves.values(), _comparison(), _comparison())
rules: st.SearchStrategy[tree.Node] = st.recursive(_leaf, _conditions, max_leaves=4).map(read_rule)
"""Rules that bind under `SCOPE`."""


def values(of: Any) -> st.SearchStrategy[Any]:
    """What a company may have, by the Arrow type of its column."""
    pools: dict[str, tuple[Any, ...]] = {
        "date32[day]": DAYS,
        "int64": tuple(int(count) for count in COUNTS) + (90, 1000),
        "double": tuple(float(share) / 100 for share in SHARES) + (1 / 3, 2.675, 80.0, -0.5),
        "bool": (True, False),
        "string": (*WORDS, "in Shenzhen", "at_least", "", "WEISSENBURG"),
    }
    if str(of).startswith("decimal"):
        return st.sampled_from([Decimal(amount) for amount in AMOUNTS])
    return st.sampled_from(pools[str(of)])
