"""What companies said that they need, and the kinds of supports that answer it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.view import View
from hornbook.kinds import Need
from hornbook.support.support import Support
from hornbook.terms import Day
from hornbook.text import Text


@dataclass(frozen=True, slots=True)
class NeedTopic:
    """What a company may need, the words that sources use for it, and the kinds of supports that answer it."""

    id: str
    name: Text
    words: tuple[str, ...]
    """Beside the id and both names, in small letters."""
    kinds: tuple[str, ...]


NEED_TOPICS = (
    NeedTopic(
        "capital", Text("capital", "资金"), ("funding", "finance", "financing", "融资", "资本"),
        ("fund", "equity", "loan", "guarantee", "interest"),
    ),
    NeedTopic("equity", Text("equity", "股权融资"), ("investment", "股权", "投资"), ("fund", "equity")),
    NeedTopic(
        "loan", Text("loan", "贷款"), ("loans", "credit", "debt", "信贷", "债权融资", "债务融资"),
        ("loan", "guarantee", "interest"),
    ),
    NeedTopic(
        "space", Text("space", "场地"), ("office", "premises", "rent", "空间", "办公场地", "厂房", "用房"),
        ("rent",),
    ),
    NeedTopic("talent", Text("talent", "人才"), ("hiring", "people", "staff", "招聘", "引才"), ("talent",)),
    NeedTopic("scenario", Text("scenario", "应用场景"), ("scenarios", "pilot", "场景", "示范应用"), ("scenario",)),
    NeedTopic(
        "licence", Text("licence", "资质许可"), ("license", "permit", "资质", "许可", "牌照", "审批"),
        ("service",),
    ),
    NeedTopic(
        "customers", Text("customers", "客户"), ("customer", "market", "orders", "市场", "订单"),
        ("scenario", "service"),
    ),
    NeedTopic(
        "compute", Text("computing power", "算力"),
        ("computing", "gpu", "model", "corpus", "data", "模型", "语料", "数据"),
        ("voucher",),
    ),
    NeedTopic("service", Text("service", "服务"), ("services", "consulting", "咨询"), ("service", "voucher")),
)  # fmt: skip
"""Which kinds of supports answer which need; a topic in other words is answered by none."""

ALWAYS_MATCHED = ("fund", "loan", "guarantee", "equity", "scenario", "service")
"""Kinds that are offered to every company."""

MATCHED_IF_ASKED = ("voucher", "rent", "talent", "interest")
"""Kinds that are offered where a company's need asks for them."""


@dataclass(frozen=True, slots=True)
class StatedNeed:
    """A need of a company, as a fact states it."""

    company: str
    topic: str
    text: str | None
    amount: Decimal | None
    currency: str | None
    day: Day
    until: Day | None
    source: str

    @property
    def meaning(self) -> NeedTopic | None:
        """The topic that is meant; None where the source's word is not known."""
        return need_topic(self.topic)

    def answered_by(self, support: Support) -> bool:
        """Whether a support is of a kind that answers it."""
        meaning = self.meaning
        return meaning is not None and bool({*meaning.kinds} & {*support.kinds})


def need_topic(word: str) -> NeedTopic | None:
    """The topic of a source's word, in either language."""
    return _by_word().get(word.strip().lower())


@cache
def _by_word() -> dict[str, NeedTopic]:
    return {
        word: topic
        for topic in reversed(NEED_TOPICS)
        for word in (*topic.words, topic.name.en, topic.name.zh, topic.id)
    }


def matched_to_everybody(support: Support) -> bool:
    """Whether a support is offered to every company; another only to one whose need asks for it."""
    return bool({*ALWAYS_MATCHED} & {*support.kinds})


def can_be_matched(support: Support) -> bool:
    """Whether a support is of a kind that is matched, and goes to the company itself."""
    return support.beneficiary == "company" and bool({*ALWAYS_MATCHED, *MATCHED_IF_ASKED} & {*support.kinds})


def stated_needs(view: View, companies: Iterable[str] | None = None) -> dict[str, tuple[StatedNeed, ...]]:
    """The needs by company that count on the day and have not ended, the newest first: of all companies, or of some."""
    if not view.book.of(Need.__name__):
        return {}
    table = view.facts(Need)
    if companies is not None:
        table = table.filter(table.subject.isin(list(companies)))
    rows = view.engine.arrow(table)
    lasting = pc.fill_null(pc.greater_equal(rows["until"], pa.scalar(view.day, pa.date32())), True)
    order = [("valid", "descending"), ("topic", "ascending"), ("id", "ascending")]
    found: dict[str, list[StatedNeed]] = {}
    for row in rows.filter(lasting).sort_by(order).to_pylist():
        found.setdefault(row["subject"], []).append(_need(row))
    return {company: tuple(needs) for company, needs in found.items()}


def _need(row: dict[str, object]) -> StatedNeed:
    return StatedNeed(
        company=str(row["subject"]),
        topic=str(row["topic"]),
        text=row["text"],  # type: ignore[arg-type]
        amount=row["amount"],  # type: ignore[arg-type]
        currency=row["currency"],  # type: ignore[arg-type]
        day=row["valid"],  # type: ignore[arg-type]
        until=row["until"],  # type: ignore[arg-type]
        source=str(row["source"]),
    )


def covers(need: StatedNeed, least: int, most: int | None, currency: str) -> bool | None:
    """Whether an offer between a least and a most, in hundredths, gives all that was asked; None where it is open.

    None too where no amount was asked, or one in another currency.
    """
    if need.amount is None or need.currency != currency:
        return None
    asked = int(need.amount * 100)
    if asked <= least:
        return True
    return False if most is not None and asked > most else None
