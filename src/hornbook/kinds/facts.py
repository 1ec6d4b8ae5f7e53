"""The dictionary of facts, closed and readable at one sitting.

Every fact says of one company (`subject`) what became true (`valid`), when that could be known (`known`) and where
it is written (`place`). A fact of the same source, kind, subject and `key` that is known later is a newer version:
it amends, or with `withdrawn=True` takes back, the earlier one. Where a source gives no `key`, the key is the day on
which the fact became true, and what it is about where a day has several, so a series of readings stays a series.
A change here needs a decision record.
"""

from dataclasses import dataclass
from typing import ClassVar

from hornbook.kinds.fact import Fact
from hornbook.terms import Amount, Basis, Bound, Day, Instrument, Payment, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Fact):
    """The company goes by this name from `valid` on. A company enters the book with its first name."""

    zh: ClassVar[str] = "名称"
    name: str
    language: str | None = None
    """BCP 47, such as zh or en."""
    registered: bool | None = None
    """True for the name in the register, False for a brand or short name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded(Fact):
    """The company was founded on `valid`."""

    zh: ClassVar[str] = "成立"
    key_is_kind: ClassVar[bool] = True
    precision: str = "day"
    """day, month or year: how exact the source is; a year stands as its 1 January."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered(Fact):
    """Where the company is registered or based, and in what legal form, from `valid` on."""

    zh: ClassVar[str] = "注册地"
    country: str | None = None
    """ISO 3166-1 alpha-3 where the source allows, else its own word."""
    region: str | None = None
    city: str | None = None
    legal_form: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector(Fact):
    """The company belongs to a class of a named taxonomy."""

    zh: ClassVar[str] = "行业"
    taxonomy: str
    label: str
    rank: int = 1
    """1 for the main class; higher for further ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described(Fact):
    """What the company does, in a source's words."""

    zh: ClassVar[str] = "简介"
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Website(Fact):
    """The company's address on the web."""

    zh: ClassVar[str] = "网址"
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Fact):
    """Money came, or was announced to come, into the company."""

    zh: ClassVar[str] = "融资"
    type: str
    """The source's word: seed, venture, angel, debt_financing …"""
    series: str | None = None
    amount: Amount | None = None
    least: Amount | None = None
    """Of a vague sum the least that it can be; `amount` is then empty."""
    most: Amount | None = None
    """Of a vague sum the most that it can be; empty where nothing is said from above."""
    currency: str | None = None
    instrument: Instrument = Instrument.UNSTATED
    payment: Payment = Payment.UNSTATED
    investors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Valuation(Fact):
    """The company was valued."""

    zh: ClassVar[str] = "估值"
    amount: Amount
    currency: str
    bound: Bound = Bound.EXACT
    basis: Basis = Basis.UNSTATED
    share_class: str | None = None
    scope: Scope = Scope.COMPANY


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount(Fact):
    """The company employed this many people."""

    zh: ClassVar[str] = "人数"
    count: int | None = None
    fewest: int | None = None
    """Of a band the fewest that they can be; `count` is then empty."""
    largest: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revenue(Fact):
    """Turnover of the `months` that end on `valid`."""

    zh: ClassVar[str] = "营业收入"
    amount: Amount
    currency: str
    months: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class RnD(Fact):
    """Research and development expense of the `months` that end on `valid`."""

    zh: ClassVar[str] = "研发费用"
    amount: Amount
    currency: str
    months: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Fact):
    """A measure that has no kind of its own, such as a ratio of a yearly report, stood at this figure."""

    zh: ClassVar[str] = "其他指标"
    key_also: ClassVar[tuple[str, ...]] = ("measure",)
    measure: str
    """The word of the indicator that reads it: debt_ratio, total_assets …"""
    value: float | None = None
    """A ratio or a number; a share of one half is 0.5."""
    amount: Amount | None = None
    """An amount of money, with its currency."""
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Fact):
    """The company's shares trade on a venue from `valid` on; whether that counts is for a standard to say."""

    zh: ClassVar[str] = "上市"
    venue: str | None = None
    until: Day | None = None
    """The first day on which they no longer trade there: taken private, delisted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquired(Fact):
    """The company was bought."""

    zh: ClassVar[str] = "被收购"
    by: str | None = None
    amount: Amount | None = None
    currency: str | None = None
    until: Day | None = None
    """The first day on which it is its buyer's no more: sold again, spun off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Fact):
    """The company ceased to operate."""

    zh: ClassVar[str] = "关闭"
    reason: str | None = None
    until: Day | None = None
    """The first day on which it operates again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patent(Fact):
    """A patent was granted to the company."""

    zh: ClassVar[str] = "专利"
    number: str
    office: str | None = None
    type: str | None = None
    """invention, utility, design or the office's own word."""
    filed: Day | None = None
    """The day of filing."""
    priority: Day | None = None
    """The earliest day from which its priority counts."""
    co_applicants: tuple[str, ...] = ()
    origin_id: str | None = None
    """The laboratory or person whose work it is, by an identifier with its scheme, such as ror:03cve4549."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Award(Fact):
    """The company, or work that it rests on, won a prize."""

    zh: ClassVar[str] = "奖项"
    name: str
    level: str | None = None
    origin_id: str | None = None
    """The laboratory or person that won it, by an identifier with its scheme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation(Fact):
    """The company is tied to a laboratory, an institute or a person."""

    zh: ClassVar[str] = "关联"
    to: str
    to_type: str
    """laboratory, institute or person."""
    role: str | None = None
    until: Day | None = None
    to_id: str | None = None
    """The laboratory, institute or person by an identifier with its scheme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified(Fact):
    """The company holds a status or stands on a list, from `valid` until `until`."""

    zh: ClassVar[str] = "资格"
    status: str
    by: str | None = None
    until: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SameAs(Fact):
    """Two records are one company, or are not; which holds is as of `known`, whatever the day asked about."""

    zh: ClassVar[str] = "同一企业"
    key_also: ClassVar[tuple[str, ...]] = ("other",)
    other: str
    same: bool = True
    """False: the two are apart."""
    probability: float | None = None
    because: str | None = None
    by: str | None = None
    """Who decided; none where a program did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Fact):
    """A person settled a matter that only a person can judge."""

    zh: ClassVar[str] = "决定"
    key_also: ClassVar[tuple[str, ...]] = ("matter",)
    matter: str
    outcome: bool
    by: str | None = None
    until: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast(Fact):
    """Somebody said in advance how likely an event is."""

    zh: ClassVar[str] = "预测"
    event: str
    until: Day
    probability: float
    by: str | None = None
    registered_on: Day | None = None
    """The day of the calendar on which it was put into the book."""
