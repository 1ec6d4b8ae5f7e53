"""Section C of the cases of November 2026, and their sisters: which pairs are one company, which are not, which are
for a person to say. Each pair stands in a book of its own among strangers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from hornbook.engine import Engine
from hornbook.kinds import Certified, Fact, Founded, Named, Registered, Round, Sector, Valuation, Website
from hornbook.link import LINK
from hornbook.link.prepare import prepare
from hornbook.link.propose import compared
from hornbook.link.records import records
from hornbook.link.run import REVIEW
from hornbook.sources.source import Promise
from hornbook.terms import Day
from hornbook.text import Text
from tests.strategies import Given, book_of

pytest.importorskip("splink", reason="linkage needs the extra `link`")

AS_OF = date(2024, 12, 31)
EARLY, LATE = date(2016, 12, 31), date(2022, 12, 31)


def record(subject: str, name: str, **said: object) -> list[Fact]:
    """A record: `at` country, region, city; `site`, `sector`, `year` of founding, `raised` with `on`, `by`, `worth`."""
    day = date(2010, 1, 1)
    on: dict[str, object] = {"subject": subject, "place": "line 1"}
    facts: list[Fact] = [Named(**on, valid=day, key=name, name=name)]  # type: ignore[arg-type]
    if at := said.get("at"):
        country, region, city = at  # type: ignore[misc]
        facts.append(Registered(**on, valid=day, key="at", country=country, region=region, city=city))  # type: ignore[arg-type]
    if site := said.get("site"):
        facts.append(Website(**on, valid=day, key="site", url=f"http://{site}/"))  # type: ignore[arg-type]
    if sector := said.get("sector"):
        facts.append(Sector(**on, valid=day, key="sector", taxonomy="t", label=sector))  # type: ignore[arg-type]
    if year := said.get("year"):
        facts.append(Founded(**on, valid=date(year, 1, 1), precision="year"))  # type: ignore[arg-type,call-overload]
    if raised := said.get("raised"):
        money = {"amount": Decimal(str(raised)), "currency": "USD", "type": "a", "investors": said.get("by", ())}
        facts.append(Round(**on, valid=said.get("on", date(2014, 4, 4)), **money))  # type: ignore[arg-type]
    return facts


def listed(
    subject: str,
    name: str,
    edition: Day,
    joined: Day,
    country: str,
    sector: str,
    by: tuple[str, ...] = (),
    worth: int = 2,
) -> list[Fact]:
    """A company on one edition of a list, worth so many billions."""
    on: dict[str, object] = {"subject": subject, "place": "line 1"}
    amount = {"amount": Decimal(worth * 10**9), "currency": "USD"}
    return [
        Named(**on, valid=joined, name=name),  # type: ignore[arg-type]
        Registered(**on, valid=joined, key="at", country=country),  # type: ignore[arg-type]
        Sector(**on, valid=joined, key="sector", taxonomy="t", label=sector),  # type: ignore[arg-type]
        Round(**on, valid=joined, key="by", type="unstated", investors=by),  # type: ignore[arg-type]
        Valuation(**on, valid=edition, key=f"on {edition}", **amount),  # type: ignore[arg-type]
        Certified(**on, valid=edition, key=f"on {edition}", status="unicorn", by="The list"),  # type: ignore[arg-type]
    ]


def edition(day: Day) -> tuple[Promise, ...]:
    """What every edition of a list or directory promises."""
    return (Promise(kinds=(Valuation,), since=day, until=day, edition=True, says=Text("For a test.", "测试用。")),)


WORDS = ("Quorvane", "Tolvanex", "Oskerby", "Pellworm", "Vintervik", "Mistelbach", "Harrowgate", "Zephyrlane")
CITIES = (("USA", "MA", "Boston"), ("USA", "CA", "San Francisco"), ("DEU", None, "Berlin"), ("CHN", None, "北京"))
CROWD = [
    *(record(f"a:crowd-{n}", f"{word} {n} Works", at=CITIES[n % 4]) for n, word in enumerate(WORDS * 12)),
    *(record(f"b:crowd-{n}", f"{word[::-1]} {n} House", at=CITIES[n % 4]) for n, word in enumerate(WORDS * 12)),
]


@pytest.fixture(scope="module")
def raw(engine: Engine) -> Iterator[pa.Table]:
    """The records of all cases, the subjects of each with its number at their end, and of the crowd."""
    files = [
        Given(name, LATE, tuple(f for facts in CROWD if facts[0].subject[0] == name for f in facts)) for name in "ab"
    ]
    for number, case in enumerate(CASES.values()):
        for file in case:
            facts = tuple(replace(fact, subject=f"{fact.subject}{number:04}") for fact in file.facts)
            files.append(replace(file, facts=facts))
    with book_of(files, engine) as book:
        yield records(book.at(AS_OF))


def probability(engine: Engine, raw: pa.Table, case: str) -> float:
    """How probable it is that the two records of a case are one company, among the crowd."""
    number = f"{list(CASES).index(case):04}"
    mine = pc.ends_with(raw["record"], number)
    ready = prepare(engine, raw.filter(pc.or_(mine, pc.match_substring(raw["record"], "crowd-"))))
    found = compared(engine, ready, ready.rows.select(["id"]))
    subjects = {fact.subject for file in CASES[case] for fact in file.facts if "rival" not in fact.subject}
    pair = {f"{subject}{number}" for subject in subjects}
    rows = [row["probability"] for row in found.pairs.to_pylist() if {row["record"], row["other"]} == pair]
    return float(rows[0]) if rows else 0.0


def pair(one: list[Fact], two: list[Fact], days: tuple[Day, Day] = (LATE, LATE)) -> list[Given]:
    """A record of each of two sources."""
    return [Given("a", days[0], tuple(one)), Given("b", days[1], tuple(two))]


BEIJING, SHANGHAI = ("CHN", None, "北京"), ("CHN", None, "上海")
CHINA, AMERICA, DENVER, FRISCO = (
    ("CHN", None, None),
    ("USA", None, None),
    ("USA", "CO", "Denver"),
    ("USA", "CA", "San Francisco"),
)

APART = {
    "two cities and two industries": pair(
        record("a:one", "北京海棠科技有限公司", at=BEIJING), record("b:two", "上海海棠生物医药有限公司", at=SHANGHAI)
    ),
    "one city, two industries": pair(
        record("a:one", "云雀信息技术有限公司", at=BEIJING, year=2014),
        record("b:two", "云雀生物科技有限公司", at=BEIJING, year=2014),
    ),
    "one industry, two cities": pair(
        record("a:one", "深圳市岭南光电有限公司", at=("CHN", None, "深圳")),
        record("b:two", "广州岭南光电有限公司", at=("CHN", None, "广州")),
    ),
    "one industry, two cities in the names only": pair(
        record("a:one", "深圳市岭南光电有限公司", at=CHINA), record("b:two", "广州岭南光电有限公司", at=CHINA)
    ),
    "a company and a partnership": pair(
        record("a:one", "宁波远岸投资管理有限公司", at=CHINA),
        record("b:two", "宁波远岸投资管理合伙企业（有限合伙）", at=CHINA),
    ),
    "numerals": pair(record("a:one", "Quibble Fund I LP", at=FRISCO), record("b:two", "Quibble Fund II LP", at=FRISCO)),
    "numbers, one within the other": pair(
        record("a:one", "Harrow Series 1 LLC", at=FRISCO), record("b:two", "Harrow Series 11 LLC", at=FRISCO)
    ),
    "numbers in the middle": pair(
        record("a:one", "Area 51 Labs", at=FRISCO), record("b:two", "Area 52 Labs", at=FRISCO)
    ),
    "vehicles": pair(record("a:one", "Sorrel SPV 7", at=FRISCO), record("b:two", "Sorrel SPV 8", at=FRISCO)),
    "letters": pair(
        record("a:one", "Sorrel Series A LLC", at=FRISCO), record("b:two", "Sorrel Series B LLC", at=FRISCO)
    ),
    "Chinese numbers": pair(
        record("a:one", "鹤鸣一号投资基金", at=BEIJING), record("b:two", "鹤鸣二号投资基金", at=BEIJING)
    ),
    "glued digits": pair(record("a:one", "Sorrelia3", at=FRISCO), record("b:two", "Sorrelia4", at=FRISCO)),
    "a number and none": pair(
        record("a:one", "Quibble Fund", at=AMERICA), record("b:two", "Quibble Fund II", at=AMERICA)
    ),
    "two numbers in one edition of a directory": [
        Given(
            "dir",
            EARLY,
            (
                *record("dir:1", "Lantern", at=FRISCO, year=2019, site="lanternpayroll.com"),
                *record("dir:2", "Lantern", at=FRISCO, year=2020, site="soilbylantern.io"),
            ),
            edition(EARLY),
        )
    ],
    "two numbers of a directory on one website": [
        Given(
            "dir",
            EARLY,
            (
                *record("dir:1", "Sorrelia", at=FRISCO, year=2019, site="sorrelia.com"),
                *record("dir:2", "Harrowby", at=FRISCO, year=2019, site="sorrelia.com"),
            ),
            edition(EARLY),
        )
    ],
    "two editions of one list, other days and investors": [
        Given(
            "list",
            EARLY,
            tuple(listed("list:larch-global", "Larch Global", EARLY, date(2015, 5, 5), "USA", "Ad tech", ("Alder",))),
            edition(EARLY),
        ),
        Given(
            "list",
            LATE,
            tuple(listed("list:larch", "Larch", LATE, date(2021, 6, 6), "USA", "Fintech", ("Birch",))),
            edition(LATE),
        ),
    ],
    "remarks in brackets": pair(
        record("a:one", "Sorrelia (simulated)", at=AMERICA), record("b:two", "Harrowby (simulated)", at=AMERICA)
    ),
    "remarks in brackets, Chinese": pair(
        record("a:one", "云雀（已注销）", at=CHINA), record("b:two", "海棠（已注销）", at=CHINA)
    ),
    "years in brackets": pair(
        record("a:one", "Sorrelia (2015)", at=AMERICA), record("b:two", "Harrowby (2015)", at=AMERICA)
    ),
}

REVIEWED = {
    "one name in two countries": [
        Given(
            "list",
            EARLY,
            tuple(listed("list:larch-pay", "Larch Pay", EARLY, date(2015, 5, 5), "USA", "Fintech")),
            edition(EARLY),
        ),
        Given(
            "other",
            LATE,
            tuple(listed("other:larch-pay", "Larch Pay", LATE, date(2021, 6, 6), "EST", "Fintech")),
            edition(LATE),
        ),
    ],
    "a common word and a country": [
        Given("a", EARLY, tuple(record("a:one", "Larch", sector="Sensors", at=DENVER, year=2013, raised=2_300_000))),
        Given(
            "list", LATE, tuple(listed("list:larch", "Larch", LATE, date(2021, 6, 6), "USA", "Fintech")), edition(LATE)
        ),
    ],
}

ONE = {
    "forms: Vietnamese": pair(
        record("a:one", "CTCP Gió Bấc", at=("VNM", None, None)),
        record("b:two", "Công ty Cổ phần Gió Bấc", at=("VNM", None, None)),
    ),
    "forms: Arabic": pair(
        record("a:one", "شركة الفجر الجديد", at=("EGY", None, None)),
        record("b:two", "الفجر الجديد", at=("EGY", None, None)),
    ),
    "forms: Kazakh": pair(
        record("a:one", "ТОО Степной Ветер", at=("KAZ", None, None)),
        record("b:two", "Степной Ветер", at=("KAZ", None, None)),
    ),
    "Technologies and Technology": pair(
        record("a:one", "Kittiwake Technologies", at=AMERICA), record("b:two", "Kittiwake Technology", at=AMERICA)
    ),
    "renamed, ex-": pair(
        record("a:one", "Kestrel Labs", at=AMERICA), record("b:two", "Quillo (ex-Kestrel Labs)", at=AMERICA)
    ),
    "renamed, prev.": pair(
        record("a:one", "Kestrel Labs", at=AMERICA), record("b:two", "Quillo (prev. Kestrel Labs)", at=AMERICA)
    ),
    "renamed, anciennement": pair(
        record("a:one", "Kestrelle Labo", at=("FRA", None, None)),
        record("b:two", "Quillo (anciennement Kestrelle Labo)", at=("FRA", None, None)),
    ),
    "renamed, arrow": pair(
        record("a:one", "Kestrel Labs", at=AMERICA), record("b:two", "Kestrel Labs → Quillo", at=AMERICA)
    ),
    "renamed, vormals": pair(
        record("a:one", "Kestrelwerk", at=("DEU", None, None)),
        record("b:two", "Quillo vormals Kestrelwerk GmbH", at=("DEU", None, None)),
    ),
    "renamed, Japanese": pair(
        record("a:one", "海棠商事", at=("JPN", None, "Tokyo")),
        record("b:two", "青鸾（旧社名：海棠商事）", at=("JPN", None, "Tokyo")),
    ),
    "renamed, the same website": pair(
        record("a:one", "Sorrelia", at=AMERICA, site="sorrelia.com"),
        record("b:two", "Harrowby", at=AMERICA, site="sorrelia.com"),
    ),
    "Labs, one city": pair(record("a:one", "Alder Labs", at=FRISCO), record("b:two", "Alder", at=FRISCO)),
    "a name in brackets": pair(
        record("a:one", "Alder AI (Birchmail)", at=AMERICA), record("b:two", "Birchmail", at=AMERICA)
    ),
    "App in name and website": pair(
        record("a:one", "Front", at=FRISCO, site="front.example"),
        record("b:two", "Front App", at=FRISCO, site="frontapp.example"),
    ),
    "a website with a hyphen": pair(
        record("a:one", "Class Alder", at=FRISCO, site="www.class-alder.example"),
        record("b:two", "ClassAlder Inc", at=FRISCO, site="classalder.example"),
    ),
    "founded after its first round": pair(
        record("a:one", "Sorrelinda", at=FRISCO, raised=3_000_000, on=date(2012, 3, 3)),
        record("b:two", "Sorrelinda", at=FRISCO, year=2015),
    ),
    "Group on two Chinese lists": [
        Given(
            "list",
            LATE,
            tuple(listed("list:x", "Yunquemei", LATE, date(2021, 6, 6), "CHN", "E-commerce")),
            edition(LATE),
        ),
        Given(
            "other",
            LATE,
            tuple(listed("other:y", "Yunquemei Group", LATE, date(2021, 7, 6), "CHN", "E-commerce")),
            edition(LATE),
        ),
    ],
    "Technology on two Chinese lists": [
        Given("list", LATE, tuple(listed("list:x", "云雀", LATE, date(2021, 6, 6), "CHN", "电子商务")), edition(LATE)),
        Given(
            "other", LATE, tuple(listed("other:y", "云雀科技", LATE, date(2021, 9, 6), "CHN", "电商")), edition(LATE)
        ),
    ],
    "still: short and registered": pair(
        record("a:one", "北京青鸾科技有限公司", at=BEIJING), record("b:two", "青鸾", at=BEIJING)
    ),
    "still: the industry in the short name": pair(
        record("a:one", "北京青禾科技有限公司", at=BEIJING), record("b:two", "青禾科技", at=BEIJING)
    ),
    "still: a letter apart": pair(
        record("a:one", "Whimbrel Labs", at=FRISCO), record("b:two", "Wimbrel Labs", at=FRISCO)
    ),
    "still: an umlaut": pair(
        record("a:one", "Mueller Robotik GmbH", at=("DEU", None, "Berlin")),
        record("b:two", "Müller Robotik", at=("DEU", None, "Berlin")),
    ),
}

FIRST_IN_REVIEW = {
    "another country, a unique name": pair(
        record("a:one", "Sorrelinda", at=AMERICA), record("b:two", "Sorrelinda", at=("GBR", None, "London"))
    ),
    "the richer namesake": [
        Given(
            "a",
            LATE,
            (
                *record("a:one", "Sorrel", at=FRISCO, raised=100_000_000),
                *record("a:rival", "Sorrel", at=DENVER, raised=2_000_000),
            ),
        ),
        Given(
            "list",
            LATE,
            tuple(listed("list:sorrel", "Sorrel", LATE, date(2021, 6, 6), "USA", "Fintech", worth=1)),
            edition(LATE),
        ),
    ],
}


CASES = APART | REVIEWED | ONE | FIRST_IN_REVIEW


@pytest.mark.parametrize("case", APART)
def test_c_not_one_company(engine: Engine, raw: pa.Table, case: str) -> None:
    """Neither linked nor nearly."""
    assert probability(engine, raw, case) < 0.5, case


@pytest.mark.parametrize("case", REVIEWED)
def test_c_for_review(engine: Engine, raw: pa.Table, case: str) -> None:
    """Too little to link, too much to drop."""
    assert REVIEW <= probability(engine, raw, case) < LINK, case


@pytest.mark.parametrize("case", ONE)
def test_c_one_company(engine: Engine, raw: pa.Table, case: str) -> None:
    """Linked."""
    assert probability(engine, raw, case) >= LINK, case


@pytest.mark.parametrize("case", FIRST_IN_REVIEW)
def test_c_linked_or_first_in_review(engine: Engine, raw: pa.Table, case: str) -> None:
    """At least even."""
    assert probability(engine, raw, case) >= 0.5, case
