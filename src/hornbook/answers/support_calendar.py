"""The calendar of supports in words: what opens, closes or ends when, and which papers are filed."""

from collections.abc import Iterator, Sequence

from hornbook.render.sheet import Block, Column, Heading, Kind, Line, Row, Table
from hornbook.support.calendar import CalendarEntry
from hornbook.terms import Day, shift
from hornbook.text import Phrase, Share, listing, message

EVENTS = {
    "claim": message("claim"),
    "redeem": message("redeem"),
    "instalment": message("instalment"),
    "terms_begin": message("the terms begin"),
    "terms_change": message("new terms begin"),
    "terms_end": message("the terms end"),
}


def calendar_blocks(entries: Sequence[CalendarEntry], day: Day) -> Iterator[Block]:
    """Entry by entry from a day on; the papers of a support stand under its first claim."""
    if not entries:
        return
    until = shift(day, 12)
    yield Heading(message("Calendar from {day}, 12 months, before {until}", day=day, until=until))
    papers = set[str]()
    for each in entries:
        yield Line(entry_phrase(each, day), 2, "– ")
        if each.papers and each.support not in papers:
            papers.add(each.support)
            yield Line(message("papers: {papers}", papers=listing(each.papers, ";")), 4)


def entry_phrase(of: CalendarEntry, day: Day) -> Phrase:
    """One entry in one line."""
    text: Phrase = message("{when}: {event}: {name}", when=_when(of, day), event=EVENTS[of.event], name=of.name)
    if of.event == "instalment":
        share = Share(of.share or 0.0, 0)
        return message(
            "{event}: {share} {when}: {name}", event=EVENTS[of.event], share=share, when=of.note, name=of.name
        )
    if of.without_application:
        text = message("{text} (paid without application)", text=text)
    return message("{text} ({note})", text=text, note=of.note) if of.note else text


def _when(of: CalendarEntry, day: Day) -> Phrase:
    if of.when == "any_time":
        return message("at any time")
    if of.when == "past":
        return message("closed on {day}, no later window is known", day=of.last)
    if of.when == "unstated":
        return message("the text states no days")
    if of.first == of.last:
        return message("{day}", day=of.first)
    if of.first is None:
        return message("until {last}", last=of.last)
    if of.first > day:
        return (
            message("{first} to {last}", first=of.first, last=of.last)
            if of.last
            else message("from {first}", first=of.first)
        )
    return message("open now, until {last}", last=of.last) if of.last else message("open now")


CALENDAR_COLUMNS = (
    Column("company", message("company"), Kind.CODE),
    Column("support", message("support"), Kind.CODE),
    Column("name", message("name"), pair=True),
    Column("event", message("event"), Kind.CODE),
    Column("when", message("when"), Kind.CODE),
    Column("first", message("first day"), Kind.DAY),
    Column("last", message("last day"), Kind.DAY),
    Column("share", message("share"), Kind.SHARE),
    Column("note", message("note"), pair=True),
    Column("papers", message("papers"), pair=True),
)


def calendar_table(entries: Sequence[tuple[str, CalendarEntry]]) -> Table:
    """One row an entry of a company."""
    return Table("calendar", CALENDAR_COLUMNS, tuple(_row(*each) for each in entries))


def _row(company: str, of: CalendarEntry) -> Row:
    return {
        "company": company,
        "support": of.support,
        "name": of.name,
        "event": of.event,
        "when": of.when,
        "first": of.first,
        "last": of.last,
        "share": of.share,
        "note": of.note,
        "papers": listing(of.papers, ";") if of.papers else None,
    }
