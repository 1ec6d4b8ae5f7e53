"""Four invented sources that speak of some companies twice: a register, an older one, a list made anew, a school."""

from datetime import date
from decimal import Decimal

from hornbook.kinds import Certified, Closed, Fact, Founded, Named, Registered, Round, Valuation, Website
from hornbook.sources.source import Promise
from hornbook.terms import Day
from hornbook.text import Text
from tests.strategies import Given

OLD, NEW, LISTS, SCHOOL = (
    date(2013, 12, 31),
    date(2015, 12, 31),
    (date(2016, 1, 1), date(2018, 1, 1)),
    date(2015, 6, 30),
)
AS_OF = date(2018, 12, 31)
Deal = tuple[Day, int]


def company(
    subject: str,
    name: str,
    *,
    site: str = "",
    at: tuple[str, str] | None = None,
    founded: Day | None = None,
    deals: tuple[Deal, ...] = (),
    by: tuple[str, ...] = (),
    closed: Day | None = None,
) -> list[Fact]:
    """A record of a register: country and city in `at`; day and dollars of each deal."""
    since, place = founded or min((day for day, _ in deals), default=date(2010, 1, 1)), "line 1"
    facts: list[Fact] = [Named(subject=subject, valid=since, key="name", name=name, place=place)]
    if site:
        facts.append(Website(subject=subject, valid=since, key="site", url=f"http://www.{site}/", place=place))
    if at:
        facts.append(Registered(subject=subject, valid=since, key="at", country=at[0], city=at[1], place=place))
    if founded:
        facts.append(Founded(subject=subject, valid=founded, place=place))
    for day, dollars in deals:
        amount = Decimal(dollars)
        facts.append(
            Round(subject=subject, valid=day, type="a", amount=amount, currency="USD", investors=by, place=place)
        )
    if closed:
        facts.append(Closed(subject=subject, valid=closed, place=place))
    return facts


def listed(subject: str, name: str, edition: Day, joined: Day, country: str, by: tuple[str, ...] = ()) -> list[Fact]:
    """A record of one edition of the list."""
    worth = Decimal(2_000_000_000)
    return [
        Named(subject=subject, valid=joined, name=name, place="line 1"),
        Registered(subject=subject, valid=joined, key="at", country=country, place="line 1"),
        Round(subject=subject, valid=joined, key="by", type="unstated", investors=by, place="line 1"),
        Valuation(subject=subject, valid=edition, key=str(edition), amount=worth, currency="USD", place="line 1"),
        Certified(subject=subject, valid=edition, key=str(edition), status="unicorn", by="The list", place="line 1"),
    ]


def _edition(day: Day) -> tuple[Promise, ...]:
    says = Text("For a test.", "测试用。")
    return (Promise(kinds=(Valuation,), since=day, until=day, edition=True, says=says),)


A, B = (date(2012, 3, 5), 4_350_000), (date(2013, 7, 9), 12_750_000)
C, D = (date(2011, 8, 17), 2_125_000), (date(2014, 11, 3), 150_000_000)
BIRCH, BERLIN, BEIJING, LYON = ("USA", "Boston"), ("DEU", "Berlin"), ("CHN", "Beijing"), ("FRA", "Lyon")
FILL = ("Quorvane", "Mistelbach Foods", "Harrowgate Labs", "Tolvanex", "Pellworm Systems", "Oskerby", "Vintervik Media")
CROWD = tuple(f"{word} {n}th" for word in ("Larch", "Rowan", "Hazel", "Elder") for n in range(40))

_REGISTER = [
    *company("reg:zephyrlane", "Zephyrlane", site="zephyrlane.com", at=BIRCH, founded=date(2011, 5, 1), deals=(A, B)),
    *company("reg:korvustech", "Merrowind", site="merrowind.com", at=BERLIN, founded=date(2010, 1, 1), deals=(C, D)),
    *company("reg:tidewell", "Tidewell Technologies", site="tidewell.io", at=BIRCH, deals=(D,)),
    *company("reg:hexmoor", "Hexmoor", site="hexmoor.com", at=BERLIN, founded=date(2009, 4, 2)),
    *company("reg:nova", "Nova", site="nova.com", at=BIRCH, founded=date(2012, 1, 1)),
    *company("reg:nova-2", "Nova", site="novafrance.fr", at=LYON, founded=date(1998, 1, 1)),
    *company("reg:ostrava-robot", "Ostravin Robotics", site="ostravin.com", at=BIRCH, deals=((D[0], 90_250_000),)),
    *company("reg:grellum", "Grellum", site="grellum.com", at=BIRCH, deals=((date(2010, 2, 4), 1_250_000),)),
    *company("reg:grellum-china", "Grellum China", site="grellum.cn", at=BEIJING),
    *company("reg:yunfan", "云帆智行", at=BEIJING, founded=date(2013, 6, 1), site="yunfanzhixing.cn"),
    *company("reg:pallisade", "Pallisade", at=LYON, founded=date(2001, 1, 1), closed=date(2006, 1, 1)),
    *company("reg:dupla", "Duplavik", site="duplavik.com", at=LYON, founded=date(2012, 2, 2), deals=((A[0], 777_000),)),
    *company("reg:dupla-ltd", "Duplavik Ltd", site="duplavik.com", at=LYON, deals=((A[0], 777_000),)),
    *(fact for n, name in enumerate(FILL) for fact in company(f"reg:fill-{n}", name, at=BIRCH)),
    *(fact for n, name in enumerate(CROWD) for fact in company(f"reg:crowd-{n}", name, at=LYON)),
]
_OLD = [
    *company("old:zephyrlane", "Zephyrlane", deals=(A, B), by=("Alder Capital",)),
    *company("old:korvus-tech", "Korvustech", deals=(C,), by=("Bramble Fund",)),
    *company("old:hexmor", "Hexmor", deals=((date(2013, 2, 2), 333_000),)),
    *company("old:sallow", "Sallowfen", deals=(A, B)),
]
_FIRST = [
    *listed("list:tidewell", "Tidewell", LISTS[0], date(2014, 11, 5), "USA", ("Alder Capital", "Bramble Fund")),
    *listed("list:ostravin", "Ostravin", LISTS[0], date(2014, 11, 1), "USA", ("Cedar Partners", "Dogwood")),
    *listed("list:quillon", "Quillon", LISTS[0], date(2015, 3, 3), "GBR", ("Elm Ventures", "Fir Capital")),
    *listed("list:merrowind", "Merrowind (Korvustech)", LISTS[0], date(2015, 5, 5), "DEU", ("Bramble Fund",)),
]
_SECOND = [
    *listed("list:tidewell", "Tidewell", LISTS[1], date(2014, 11, 5), "USA", ("Alder Capital", "Bramble Fund")),
    *listed("list:quillon-parrish", "Parrishe", LISTS[1], date(2015, 3, 3), "GBR", ("Elm Ventures", "Fir Capital")),
    *listed("list:grellum", "Grellum", LISTS[1], date(2017, 3, 3), "USA", ("Dogwood",)),
    *listed("list:grellum-electric", "Grellum Electric", LISTS[1], date(2017, 9, 9), "USA", ("Dogwood",)),
]
_SCHOOL = [
    *company("school:1", "Nova", site="nova.com", at=BIRCH, founded=date(2012, 1, 1)),
    *company("school:2", "Larkhill", site="hexmoor.com", at=BERLIN, founded=date(2009, 1, 1)),
    *company("school:3", "Yunfan Zhixing", site="yunfan.io", at=BEIJING, founded=date(2013, 6, 1)),
    *company("school:4", "Pallisade", site="pallisade.app", at=BIRCH, founded=date(2014, 1, 1)),
]
FILES = (
    Given("reg", NEW, tuple(_REGISTER)),
    Given("old", OLD, tuple(_OLD)),
    Given("list", LISTS[0], tuple(_FIRST), _edition(LISTS[0])),
    Given("list", LISTS[1], tuple(_SECOND), _edition(LISTS[1])),
    Given("school", SCHOOL, tuple(_SCHOOL)),
)

ONE = {
    "the same name and rounds": ("reg:zephyrlane", "old:zephyrlane"),
    "renamed: the subject keeps the old name, and a round is the same": ("reg:korvustech", "old:korvus-tech"),
    "a name in brackets": ("reg:korvustech", "list:merrowind"),
    "a word such as Technologies, and a round in the same week": ("reg:tidewell", "list:tidewell"),
    "a trade named after the name, and money of that size": ("reg:ostrava-robot", "list:ostravin"),
    "a list that calls it otherwise in the next edition": ("list:quillon", "list:quillon-parrish"),
    "one of two of that name, by website and place": ("reg:nova", "school:1"),
    "renamed: website, city and year": ("reg:hexmoor", "school:2"),
    "Chinese and its pinyin": ("reg:yunfan", "school:3"),
    "twice in one source": ("reg:dupla", "reg:dupla-ltd"),
}
TWO = {
    "the same name in one source": ("reg:nova", "reg:nova-2"),
    "the rival of the same name": ("reg:nova-2", "school:1"),
    "a parent and its branch": ("reg:grellum", "reg:grellum-china"),
    "a company and the branch of another": ("reg:grellum-china", "list:grellum"),
    "two names on one edition": ("list:grellum", "list:grellum-electric"),
    "a company and its electric sister": ("reg:grellum", "list:grellum-electric"),
    "a closed one and one founded later": ("reg:pallisade", "school:4"),
    "other rounds, like names": ("reg:hexmoor", "old:hexmor"),
}
