"""Who a company is, for one page: names, place, age, sector, size, money raised, valuation and status."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hornbook.answers.wording.values import closed_word, indicator_words, value_word
from hornbook.book.view import Told
from hornbook.indicators.catalogue import indicators
from hornbook.render.sheet import Column, Kind, Row, Table
from hornbook.standards.verdict import MARKS, fact_marks
from hornbook.terms import EARLIEST, Day
from hornbook.text import Phrase, Value, listing, message, message_plural, one_line

CARD_INDICATORS = (
    "name", "country", "region", "city", "founded", "founding_precision", "age", "legal_form", "sector", "track",
    "headcount", "revenue", "rnd", "patents", "rounds", "raised", "last_round", "last_series", "last_raised",
    "valuation", "valuation_day", "valuation_age", "valuation_basis", "valuation_grade", "listed", "venue", "acquired",
    "acquirer", "closed",
)  # fmt: skip
"""The indicators of a company's card."""
NAMES = 4
"""So many names are shown."""
TITLES = 5
"""So many statuses that it holds are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardItem:
    """One line of the card, and the newest fact behind it."""

    id: str
    label: Phrase
    text: Phrase | None
    """None where it is not known."""
    day: Day | None
    """Since when the newest fact is true."""
    known: Day | None
    """By when it was known."""
    source: str | None


_KINDS: Mapping[str, tuple[str, ...]] = {
    "names": ("Named",),
    "place": ("Registered",),
    "founded": ("Founded",),
    "sector": ("Sector",),
    "size": ("Headcount", "Revenue", "RnD", "Patent"),
    "financing": ("Round",),
    "valuation": ("Valuation",),
    "status": ("Listed", "Acquired", "Closed"),
    "titles": ("Certified",),
}
_LABELS = {
    "names": message("names"),
    "place": message("place"),
    "founded": message("founded"),
    "sector": message("sector"),
    "size": message("size"),
    "financing": message("funding"),
    "valuation": message("valuation"),
    "status": message("listing, sale or closure"),
    "titles": message("titles held"),
}


def card_items(figures: Mapping[str, Any], story: Sequence[Told], day: Day) -> tuple[CardItem, ...]:
    """The card of a company from its CARD_INDICATORS and its facts."""
    parts: dict[str, Phrase | None] = {
        "names": _names(figures, story),
        "place": _joined(_words(figures, "city", "region", "country")),
        "founded": _founded(figures),
        "sector": _joined(_words(figures, "sector", "track")),
        "size": _joined(_size(figures), ";"),
        "financing": _joined(_funding(figures), ";"),
        "valuation": _valuation(figures, story, day),
        "status": _status(figures),
        "titles": _joined(_titles(story, day)),
    }
    return tuple(_item(name, text, story) for name, text in parts.items() if name != "titles" or text is not None)


def _item(name: str, text: Phrase | None, story: Sequence[Told]) -> CardItem:
    behind = [told for told in story if told.kind in _KINDS[name]]
    newest = max(behind, key=lambda told: (told.valid, told.known, told.id), default=None)
    return CardItem(
        id=name,
        label=_LABELS[name],
        text=text,
        day=None if newest is None or newest.valid == EARLIEST else newest.valid,
        known=newest and newest.known,
        source=newest and newest.source,
    )


def _joined(words: Iterable[Value], mark: str = ",") -> Phrase | None:
    found = list(words)
    return listing(found, mark) if found else None


def _words(figures: Mapping[str, Any], *names: str) -> Iterator[Value]:
    """Indicators of text that are known, each word once."""
    words = [value_word(name, figures[name]) for name in names if figures[name]]
    yield from (one_line(word) if isinstance(word, str) else word for word in dict.fromkeys(words))


def _names(figures: Mapping[str, Any], story: Sequence[Told]) -> Phrase:
    others = dict.fromkeys(str(told.says["name"]) for told in reversed(story) if told.kind == "Named")
    names = list(dict.fromkeys([str(figures["name"]), *others]))
    shown: list[Value] = [one_line(name) for name in names[:NAMES]]
    more = len(names) - NAMES
    return listing([*shown, *([message("{n} more", n=more)] if more > 0 else [])])


def _founded(figures: Mapping[str, Any]) -> Phrase | None:
    if figures["founded"] is None:
        return None
    age = message_plural("{n:,} year", "{n:,} years", figures["age"])
    text: Phrase = message("{day} ({age} old)", day=figures["founded"], age=age)
    mark = MARKS.get(f"only the {figures['founding_precision']} is known")
    return message("{text}; {note}", text=text, note=mark) if mark else text


def _size(figures: Mapping[str, Any]) -> Iterator[Phrase]:
    if figures["headcount"] is not None:
        yield message("{people} employed", people=_said("headcount", figures))
    if figures["revenue"] is not None:
        yield message("revenue {amount}", amount=_said("revenue", figures))
    if figures["rnd"] is not None:
        yield message("R&D {amount}", amount=_said("rnd", figures))
    if figures["patents"]:
        yield message_plural("{n:,} patent", "{n:,} patents", figures["patents"])


def _funding(figures: Mapping[str, Any]) -> Iterator[Phrase]:
    if not figures["rounds"]:
        if figures["rounds"] == 0:
            yield message("no round of funding")
        return
    yield message_plural("{n:,} round", "{n:,} rounds", figures["rounds"])
    if figures["raised"] is not None:
        yield message("{amount} of equity raised", amount=_said("raised", figures))
    if figures["last_round"]:
        series = figures["last_series"] and value_word("last_series", figures["last_series"])
        last: Phrase = message("the latest on {day}", day=figures["last_round"])
        last = message("{last}, series {series}", last=last, series=series) if series else last
        brought = figures["last_raised"]
        yield message("{last}, {amount}", last=last, amount=_said("last_raised", figures)) if brought else last


def _said(name: str, figures: Mapping[str, Any]) -> Value:
    return indicator_words(indicators()[name], figures[name])


def _valuation(figures: Mapping[str, Any], story: Sequence[Told], day: Day) -> Phrase | None:
    if figures["valuation"] is None:
        return None
    text: Phrase = message(
        "{amount} ({basis}) on {day}, {age} before the day asked about; evidence: {grade}",
        amount=_said("valuation", figures),
        basis=closed_word(str(figures["valuation_basis"])),
        day=figures["valuation_day"],
        age=_said("valuation_age", figures),
        grade=closed_word(str(figures["valuation_grade"])),
    )
    facts = [told for told in story if told.kind == "Valuation" and told.valid == figures["valuation_day"]]
    marks = [MARKS[mark] for mark in ("stale", "at least", "at most") if any(mark in fact_marks(f, day) for f in facts)]
    return message("{text}; {note}", text=text, note=listing(marks, ";")) if marks else text


def _status(figures: Mapping[str, Any]) -> Phrase:
    parts: list[Phrase] = []
    if figures["closed"]:
        parts.append(message("closed on {day}", day=figures["closed"]))
    if figures["acquired"]:
        by = figures["acquirer"]
        sold = message("bought on {day}", day=figures["acquired"])
        parts.append(message("{sold} by {buyer}", sold=sold, buyer=one_line(by)) if by else sold)
    if figures["listed"]:
        where = figures["venue"]
        listed = message("listed on {day}", day=figures["listed"])
        venue = value_word("venue", where)
        parts.append(message("{listed}, {venue}", listed=listed, venue=venue) if where else listed)
    return listing(parts, ";") if parts else message("no listing, sale or closure is known")


def _titles(story: Sequence[Told], day: Day) -> Iterator[Value]:
    """The statuses that are not known to have ended."""
    held = [told for told in reversed(story) if told.kind == "Certified" and (told.says.get("until") or day) >= day]
    names = list(dict.fromkeys(str(told.says["status"]) for told in held))
    yield from (one_line(name) for name in names[:TITLES])
    if len(names) > TITLES:
        yield message("{n} more", n=len(names) - TITLES)


# ---- the table

CARD_ITEM_COLUMNS = (
    Column("id", message("item"), Kind.CODE, page=False),
    Column("label", message("item"), tight=True, file=False),
    Column("text", message("what is known"), pair=True),
    Column("day", message("true from"), Kind.DAY, empty="–"),
    Column("known", message("known"), Kind.DAY, page=False),
    Column("source", message("source"), Kind.CODE, empty="–"),
)


def card_table(items: Iterable[CardItem]) -> Table:
    """The card as a table."""
    return Table("card", CARD_ITEM_COLUMNS, tuple(map(_row, items)))


def _row(item: CardItem) -> Row:
    return {column.key: getattr(item, column.key) for column in CARD_ITEM_COLUMNS}
